"""Find somebody among many names, against looking one up by an index."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.queries.giving.donors import find_donors
from tracker.queries.helping.children import find_children

from .clock import Result, race
from .offices import Office

#: As people type: how a name begins, a given name, words of a name in any order, what nobody is called.
TYPED = ("nguyen thi", "Lan", "anh tran", "Lê Văn Út", "zzyzx")


def measure(office: Office, turns: int) -> Iterator[Result]:
    """Search donors and children; the floor reads as many by the index of their folded names."""
    engine = office.engine()
    with Session(engine) as session:
        for table, find, count in ((Donor, find_donors, office.gifts), (Child, find_children, office.children)):
            known = session.scalars(select(table.name_folded).order_by(table.id.desc()).limit(1)).one()

            def look_up() -> None:
                session.expunge_all()
                session.scalars(select(table).where(table.name_folded == known).limit(20)).all()  # noqa: B023

            for text in TYPED:

                def search() -> None:
                    session.expunge_all()
                    find(session, text)  # noqa: B023

                timed = race(search, look_up, turns=turns)
                yield Result(f"search “{text}” in {table.__tablename__} / look-up", f"{count} names", *timed, 10)
    engine.dispose()
