"""Ask which names of a list may go to a donor or to another fund, and what a list said that was released.

A child stands with its name where everybody whose word it takes agreed that donors be told; all others
stand with their code and what they got, and nothing else of them. What makes a family's case special
(Luật Trẻ em 2016, article 10) is on no such list.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.dates import today
from tracker.ground.money import show_number
from tracker.ground.papers import Cell, Column, Paper, Row, Table, read_papers
from tracker.models.helping.child_rights import Purpose
from tracker.models.helping.handouts import Handout, HandoutLine, OutcomeKind
from tracker.models.proving.paper_copies import PaperCopy
from tracker.queries.helping.consents import agreed_among
from tracker.queries.helping.handouts import LineState, line_states
from tracker.queries.helping.places import Gazetteer
from tracker.queries.journal import VND
from tracker.queries.settings import all_items

NAME = "Họ và tên"
#: What may stand beside a name, and the heading it stands under.
BESIDE = {"birth_year": "Năm sinh", "place": "Địa bàn", "school": "Trường"}
_WIDTHS = {"birth_year": 36, "place": 72, "school": 64}
_GIVEN = (OutcomeKind.GIVEN, OutcomeKind.PROXY)


@dataclass(frozen=True)
class Releasable:
    """The lines of a list that count, and which of them may show their child's name on a day."""

    states: Sequence[LineState]
    #: Ids of lines.
    named: frozenset[int]

    @property
    def coded(self) -> int:
        """Count the lines that show the code only."""
        return len(self.states) - len(self.named)

    @property
    def seen(self) -> str:
        """Say the numbers as the form keeps them, so that one confirms what one saw."""
        return f"{len(self.named)}-{self.coded}"


def releasable(session: Session, handout: Handout, day: date) -> Releasable:
    """Gather the lines of a list but those in whose place another child stands, and whose names may go."""
    states = [state for state in line_states(session, handout) if not state.in_waiting and not _is_replaced(state)]
    agreed = agreed_among(session, [state.line.child for state in states], Purpose.DONORS, day)
    return Releasable(states, frozenset(state.line.id for state in states if state.line.child_id in agreed))


def _is_replaced(state: LineState) -> bool:
    return any(outcome.kind == OutcomeKind.REPLACED for outcome in state.outcomes)


def release_table(session: Session, found: Releasable, beside: Sequence[str]) -> Table:
    """Make the table of a list with the place of each name left open: no name is kept with the paper.

    Goods and money have a column where any child gets some.
    """
    items = all_items(session)
    goods = any(item != VND for state in found.states for item in state.parts)
    money = any(VND in state.parts for state in found.states)
    columns = [Column("STT", 28, "centre"), Column("Mã trẻ", 60), Column(NAME)]
    columns += [Column(BESIDE[name], _WIDTHS[name]) for name in beside]
    columns += [Column("Hiện vật", 66)] * goods + [Column("Số tiền (đ)", 62, "right", "some")] * money
    columns += [Column("Kết quả", 46)]
    open_cells: tuple[Cell, ...] = ("",) * (1 + len(beside))
    rows = []
    for number, state in enumerate(found.states, start=1):
        pieces = "; ".join(
            f"{items[item].name}: {show_number(quantity)} {items[item].unit}"
            for item, quantity in sorted(state.parts.items())
            if item != VND
        )
        gets = (*(pieces,) * goods, *(state.parts.get(VND),) * money)
        rows.append(Row((number, state.line.child.code, *open_cells, *gets, _result(state))))
    return Table(tuple(columns), tuple(rows), "trẻ")


def _result(state: LineState) -> str:
    if state.last is not None and state.last.kind in _GIVEN:
        return "Đã nhận"
    return "Không nhận" if state.closed else "Chưa nhận"


def said_release(copy: PaperCopy) -> dict[str, Any]:
    """Read back what a release was: to whom, why, what stands beside the names, and on which lines they stand."""
    said: dict[str, Any] = json.loads(copy.said)
    return said


def released_paper(session: Session, copy: PaperCopy) -> Paper:
    """Give the paper of a release with the names as they stand on the list.

    Who was anonymised has none any more, nor who does not agree any more: opened again, it goes out again.
    """
    said = said_release(copy)
    (paper,) = read_papers(said["paper"])
    table = next(block for block in paper.blocks if isinstance(block, Table))
    shown = _shown(session, [key for key in said["lines"] if key is not None], said["beside"])
    filled = replace(
        table,
        rows=tuple(
            _filled(row, shown[key]) if key in shown else row
            for row, key in zip(table.rows, said["lines"], strict=True)
        ),
    )
    return replace(paper, blocks=tuple(filled if block is table else block for block in paper.blocks))


def _filled(row: Row, cells: tuple[str, ...]) -> Row:
    """Put name and what stands beside it into a row, behind its number and code."""
    return row._replace(cells=(*row.cells[:2], *cells, *row.cells[2 + len(cells) :]))


def _shown(session: Session, line_ids: Sequence[int], beside: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Give name and what stands beside it of lines, as the list says it."""
    gazetteer = Gazetteer(session)
    found: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(line_ids), 500):
        asked = select(HandoutLine).where(HandoutLine.id.in_(line_ids[start : start + 500]))
        lines = session.scalars(asked.options(joinedload(HandoutLine.child))).all()
        agreed = agreed_among(session, [line.child for line in lines], Purpose.DONORS, today())
        for line in lines:
            if line.child.anonymised_on is None and line.child_id in agreed:
                facts = {
                    "birth_year": line.birth[-4:],
                    "place": gazetteer.short_name(line.place_key),
                    "school": line.school,
                }
                found[line.id] = (line.full_name, *(facts[name] for name in beside))
    return found
