"""Part the open lines of a list for its sheets: by commune, by district, by school, or so many a sheet."""

from collections.abc import Callable

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, HandoutLine
from tracker.queries.helping.handouts import LineState, line_states
from tracker.queries.helping.places import Gazetteer


class Way(Choice):
    """How the lines of a list are put on sheets."""

    COMMUNE = "commune", N_("By commune")
    DISTRICT = "district", N_("By district")
    SCHOOL = "school", N_("By school")
    ALL = "all", N_("All on one")
    SIZE = "size", N_("So many a sheet")
    STAGE = "stage", N_("Each stage alone")


#: What stands on paper is Vietnamese, whatever the language of the screen.
NO_SCHOOL = "Không ghi trường"

#: The name of a sheet → the ids of its lines.
Groups = dict[str, list[int]]


def lines_to_put(session: Session, handout: Handout) -> list[HandoutLine]:
    """List the lines that are open and on no sheet, in the order of the list."""
    states = line_states(session, handout)
    return [state.line for state in states if _is_free(state)]


def parted(session: Session, handout: Handout, lines: list[HandoutLine], way: Way, size: int) -> Groups:
    """Part lines in a way; `size` is the lines a sheet where they are counted."""
    if way == Way.SIZE:
        return _by_size(lines, size)
    if way == Way.STAGE:
        return {f"Giai đoạn {line.ordinal}": [line.id] for line in lines}
    if way == Way.ALL:
        return {handout.name: [line.id for line in lines]}
    ways = {Way.COMMUNE: _by_commune, Way.DISTRICT: _by_district, Way.SCHOOL: _by_school}
    return ways[way](session, lines)


def _by_commune(session: Session, lines: list[HandoutLine]) -> Groups:
    """Part lines by the commune in which each child lived when the list was made."""
    gazetteer = Gazetteer(session)
    return _grouped(lines, lambda line: gazetteer.short_name(line.place_key), lambda line: line.place_key)


def _by_district(session: Session, lines: list[HandoutLine]) -> Groups:
    """Part lines by district; communes without one stand alone."""
    gazetteer = Gazetteer(session)

    def name(line: HandoutLine) -> str:
        district = gazetteer.district(line.place_key)
        return (district or gazetteer.places[line.place_key]).name

    return _grouped(lines, name, lambda line: line.place_key)


def _by_school(session: Session, lines: list[HandoutLine]) -> Groups:
    """Part lines by the school that the register names today."""
    asked = select(HandoutLine.id, Child.school).join(Child, Child.id == HandoutLine.child_id)
    mine = asked.where(HandoutLine.handout_id == lines[0].handout_id) if lines else asked.where(false())
    schools = {key: school for key, school in session.execute(mine)}
    return _grouped(lines, lambda line: schools[line.id] or NO_SCHOOL, lambda line: schools[line.id])


def _by_size(lines: list[HandoutLine], size: int) -> Groups:
    """Part lines in their order, so many a sheet."""
    chunks = [lines[start : start + size] for start in range(0, len(lines), size)]
    return {f"Danh sách {number}": [line.id for line in chunk] for number, chunk in enumerate(chunks, 1)}


def _grouped(
    lines: list[HandoutLine], name: Callable[[HandoutLine], str], order: Callable[[HandoutLine], str]
) -> Groups:
    groups: Groups = {}
    for line in sorted(lines, key=order):
        groups.setdefault(name(line), []).append(line.id)
    return groups


def _is_free(state: LineState) -> bool:
    return not state.settled and state.line.sheet_id is None and not state.in_waiting
