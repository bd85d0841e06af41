"""Count the corrections that wait, of gifts, of help and of what was spent."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.queries.corrections import waiting_corrections
from tracker.queries.help_corrections import help_corrections
from tracker.queries.spending_corrections import spending_corrections


def waiting_counts(session: Session) -> dict[str, int]:
    """Give how many wait of gifts (""), of help ("help") and of what was spent ("spending"), in one question."""
    asked: dict[str, Any] = {"": waiting_corrections(), "help": help_corrections(settled=False)}
    asked["spending"] = spending_corrections(settled=False)
    counts = [select(func.count()).select_from(each.subquery()).scalar_subquery() for each in asked.values()]
    return dict(zip(asked, (int(count) for count in session.execute(select(*counts)).one()), strict=True))
