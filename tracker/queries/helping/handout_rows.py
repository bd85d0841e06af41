"""Ask for the rows of a file beside a draft, and which children a doubtful one may mean."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.ground.codes import read_child_code
from tracker.ground.names import fold
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import HandoutFile, HandoutRow, Verdict
from tracker.queries.helping.children import children_by_folded_name
from tracker.queries.helping.handout_checks import Said
from tracker.queries.helping.places import Gazetteer

#: What somebody must look at before a file joins the list.
WAITING = (Verdict.DOUBTFUL, Verdict.WRONG)
#: So many children are offered for a row.
_MOST_OFFERED = 8


def rows_listed(file: HandoutFile, verdicts: Sequence[Verdict] = ()) -> Select[HandoutRow]:
    """Ask for the rows of a file with some verdicts; with all where none is named."""
    asked = select(HandoutRow).where(HandoutRow.file_id == file.id)
    return asked.where(HandoutRow.verdict.in_(verdicts)) if verdicts else asked


def rows_waiting(session: Session, file: HandoutFile) -> list[HandoutRow]:
    """List the rows of a file that are doubtful or wrong, in their order."""
    return list(session.scalars(rows_listed(file, WAITING).order_by(HandoutRow.row_number)))


def said_of(row: HandoutRow) -> Said:
    """Read what a row says."""
    return Said(**json.loads(row.said))


def why_of(row: HandoutRow) -> tuple[str, dict[str, Any]]:
    """Give the msgid and values of the sentence that says why; "" where all is well."""
    if not row.why:
        return "", {}
    text, values = json.loads(row.why)
    return str(text), dict(values)


def candidates(session: Session, rows: Iterable[HandoutRow], day: date) -> dict[int, list[Child]]:
    """List the children of the register whom each row may mean, by row.

    Those of its code come first, then those of its name who live in its commune or were born in its year.
    """
    gazetteer = Gazetteer(session)
    said = {row.id: said_of(row) for row in rows}
    by_name = children_by_folded_name(session, [each.full_name for each in said.values() if each.full_name])
    codes = {key: read_child_code(each.code) for key, each in said.items() if each.code}
    asked = select(Child).where(Child.code.in_(set(codes.values())))
    by_code = {child.code: child for child in session.scalars(asked)} if codes else {}
    found = {}
    for key, each in said.items():
        coded = [by_code[codes[key]]] if codes.get(key) in by_code else []
        places = {place.key for place in gazetteer.find(each.commune, day, each.district)}
        alike = [child for child in by_name.get(fold(each.full_name), []) if child not in coded]
        named = [child for child in alike if child.place_key in places or str(child.birth_year) in each.birth]
        found[key] = (coded + named)[:_MOST_OFFERED]
    return found
