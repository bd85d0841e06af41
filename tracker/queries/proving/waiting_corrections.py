"""Count the corrections that wait, of gifts, of help and of what was spent, and find them by their reason."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.queries.helping.help_corrections import help_corrections
from tracker.queries.proving.corrections import waiting_corrections
from tracker.queries.proving.spending_corrections import spending_corrections


def words_of(column: InstrumentedAttribute[str], text: str) -> list[ColumnElement[bool]]:
    """Tell the rows in whose column every word of a text occurs."""
    return [column.icontains(word, autoescape=True) for word in text.split()[:8]]


def waiting_counts(session: Session) -> dict[str, int]:
    """Give how many wait of gifts (""), of help ("help") and of what was spent ("spending"), in one question."""
    asked: dict[str, Any] = {"": waiting_corrections(), "help": help_corrections(settled=False)}
    asked["spending"] = spending_corrections(settled=False)
    counts = [select(func.count()).select_from(each.subquery()).scalar_subquery() for each in asked.values()]
    return dict(zip(asked, (int(count) for count in session.execute(select(*counts)).one()), strict=True))
