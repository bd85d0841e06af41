"""The report of a year with 100,000 disbursements against one bare pass over its rows: its time and its questions."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from tracker.models.helping.disbursements import Disbursement
from tracker.operations.generating import BEGIN
from tracker.queries.proving.year_story import year_story
from tracker.queries.snapshots import snapshot
from tracker.queries.year import year_report

from .clock import Result, race
from .offices import Office

#: What the report may ask the database at most, and how long it may take (ms) once the program has been running.
QUESTIONS, MOST = 30, 1000
#: What whoever reports help must read at least: each part with its help once, and each help once.
FLOOR = (
    "SELECT campaign_id, kind, occasion, place_key, item, sum(quantity) FROM disbursements d"
    " JOIN disbursement_parts p ON p.disbursement_id = d.id GROUP BY 1, 2, 3, 4, 5",
    "SELECT DISTINCT child_id, campaign_id, kind, occasion, place_key FROM disbursements",
)


def measure(office: Office, turns: int) -> Iterator[Result]:
    """Report the year of an office."""
    engine = office.engine()
    with Session(engine) as session:
        count = session.scalar(select(func.count(Disbursement.id))) or 0
    size = f"{count} disbursements"
    bare = sqlite3.connect(office.path)

    def floor() -> None:
        for statement in FLOOR:
            bare.execute(statement).fetchall()

    _report(engine)
    ours, least = race(lambda: _report(engine), floor, turns=turns)
    yield Result("the year's report / one bare pass over its help", size, ours, least, 4)
    yield Result("the year's report / a second", size, ours, MOST, 1)
    yield Result(f"the year's report: questions, at most {QUESTIONS}", size, _questions(engine), QUESTIONS, 1, "")
    bare.close()
    engine.dispose()


def _report(engine: Engine) -> None:
    with snapshot(engine) as session:
        year_report(session, BEGIN.year)


def _questions(engine: Engine) -> int:
    """Count what the page's story asks."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with snapshot(engine) as session:
        year_story(session, BEGIN.year)
    event.remove(engine, "before_cursor_execute", note)
    return sum(1 for statement in asked if not statement.startswith("BEGIN"))
