"""Page long lists by the key of a row, so that page 1.000 costs what page 1 costs."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Row, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.models.base import Day

Column = ColumnElement[Any] | InstrumentedAttribute[Any]
SIZE = 50
_LONGEST = 400


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursors of the pages beside them (None where there is none)."""

    rows: Sequence[Any]
    next_cursor: str | None
    previous_cursor: str | None


def paged(
    session: Session,
    statement: Select[Any],
    *,
    by: tuple[Column, Column],
    cursor: str | None = None,
    size: int = SIZE,
    descending: bool = True,
) -> Page:
    """Give one page of a statement, ordered by two columns of which the second is unique.

    `by` is such as (Donation.received_on, Donation.id). Rows of one thing come bare, others as
    they are. A cursor that this program did not make is 404.
    """
    back, key = _read(cursor, by) if cursor else (False, None)
    down = descending != back
    keyed = statement.add_columns(by[0].label("_key"), by[1].label("_id"))
    if key is not None:
        here = tuple_(*by)
        there = tuple_(*(literal(value, column.type) for value, column in zip(key, by, strict=True)))
        first = literal(key[0], by[0].type)
        # The second bound says nothing new; by it alone an index on the first column serves, too.
        keyed = keyed.where(here < there if down else here > there, by[0] <= first if down else by[0] >= first)
    keyed = keyed.order_by(None).order_by(*(column.desc() if down else column.asc() for column in by))
    rows = list(session.execute(keyed.limit(size + 1)))
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    return _page(rows, more if not back else True, key is not None if not back else more)


def _page(rows: list[Row[Any]], following: bool, preceding: bool) -> Page:
    bare = [row[0] if len(row) == 3 else row for row in rows]
    return Page(
        rows=bare,
        next_cursor=_write("n", rows[-1]) if rows and following else None,
        previous_cursor=_write("p", rows[0]) if rows and preceding else None,
    )


def _write(way: str, row: Row[Any]) -> str:
    key = row._mapping["_key"]
    text = json.dumps([way, key.isoformat() if isinstance(key, date) else key, row._mapping["_id"]])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, by: tuple[Column, Column]) -> tuple[bool, tuple[Any, int]]:
    """Read a cursor; whatever is not exactly as it was written is 404."""
    try:
        if len(cursor) > _LONGEST:
            raise ValueError("too long")
        padded = cursor + "=" * (-len(cursor) % 4)
        way, key, row_id = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        if way not in ("n", "p") or type(row_id) is not int or not 0 <= row_id < 2**63:
            raise ValueError("not ours")
        return way == "p", (_key(key, by[0]), row_id)
    except (ValueError, TypeError):
        abort(404)


def _key(key: Any, column: Column) -> Any:
    """Give the first part of a key as its column holds it."""
    if isinstance(column.type, Day):
        return date.fromisoformat(key)
    kind = column.type.python_type
    if type(key) is not kind or (kind is int and not -(2**63) <= key < 2**63) or (kind is str and "\0" in key):
        raise ValueError("not ours")
    return key
