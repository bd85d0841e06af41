"""Make the offices that are measured: made up by the operations, kept in a folder for the next time."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from tracker.models.engine import engine_options, prepare_engine
from tracker.models.giving.donations import Donation
from tracker.models.helping.children import Child
from tracker.models.journal import Line
from tracker.models.users import User
from tracker.operations.generated_names import child_facts
from tracker.operations.generating import A_SHEET, BEGIN, Plan, generate
from tracker.operations.helping.children import register_children
from tracker.operations.schema import upgrade
from tracker.operations.writing import writing
from tracker.queries.helping.places import places_on

#: Gifts a day, as a large office has them.
GIFTS_A_DAY = 100
#: Rows of a page: the small office has as many days, so that its pages of pledges and vouchers are full as well.
A_PAGE = 50
#: Lists of the longest kind, so that help is in the books as well.
SHEETS = 6


@dataclass(frozen=True)
class Office:
    """An office in a SQLite file, with its number of gifts, lines and names."""

    path: Path
    gifts: int
    lines: int
    children: int

    @property
    def url(self) -> str:
        """Give the address of its database."""
        return f"sqlite:///{self.path}"

    def engine(self) -> Engine:
        """Open it as the program does."""
        engine = create_engine(self.url, **engine_options(self.url))
        prepare_engine(engine)
        return engine


def office(folder: Path, *, gifts: int, children: int, sheets: int = SHEETS, a_sheet: int = A_SHEET) -> Office:
    """Give the office with so many gifts, each of a donor of its own, and so many children; make it where it is new."""
    path = folder / f"office-{gifts}-{children}.sqlite"
    found = Office(path, 0, 0, 0)
    engine = found.engine()
    if not path.exists():
        days = max(2, gifts // min(GIFTS_A_DAY, gifts // A_PAGE + 1))
        a_day = gifts // days
        _make(engine, Plan(days, a_day, A_SHEET // days + 1, a_day, sheets, a_sheet), children)
    with Session(engine) as session:
        counts = [session.scalar(select(func.count(table.id))) or 0 for table in (Donation, Line, Child)]
    engine.dispose()
    return Office(path, *counts)


def _make(engine: Engine, plan: Plan, children: int) -> None:
    upgrade(engine)
    with Session(engine) as session:
        generate(session, plan=plan, seed=1, password_hash="")
        chance = Random(2)
        while (there := session.scalar(select(func.count(Child.id))) or 0) < children:
            with writing(session):
                clerk = session.scalars(select(User).where(User.login == "clerk")).one()
                places = places_on(session, BEGIN)
                many = [child_facts(chance, chance.choice(places), BEGIN) for _ in range(min(5000, children - there))]
                register_children(session, by=clerk, many=many, registered_on=BEGIN)
            session.expunge_all()
