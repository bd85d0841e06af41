"""Give databases that hold the year 2018 and one of everything that it lacks, made once per engine and run."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tracker.models.campaigns import Campaign
from tracker.models.donations import Donation, Source
from tracker.models.donors import Donor
from tracker.models.engine import engine_options, prepare_engine
from tracker.models.journal import Account
from tracker.models.pledges import Pledge
from tracker.models.users import User
from tracker.operations.accesses import record_access
from tracker.operations.campaign_moves import move_between
from tracker.operations.donations import Part, receive_donation
from tracker.operations.give_backs import give_back
from tracker.operations.pledges import record_pledge, write_off_pledge
from tracker.operations.sample import load_sample
from tracker.operations.tills import move_money
from tracker.operations.unidentified import receive_unidentified
from tracker.operations.writing import writing
from tracker.queries.donations import parts_of

LAST = date(2018, 12, 28)


def open_engine(url: str) -> Engine:
    """Open an engine that keeps no connection, so that its database can be copied, and waits for no disk."""
    engine = create_engine(url, poolclass=NullPool, **engine_options(url))
    prepare_engine(engine)
    hurry = "PRAGMA synchronous = OFF" if engine.dialect.name == "sqlite" else "SET synchronous_commit = off"
    event.listen(engine, "connect", lambda connection, _record: connection.execute(hurry))
    return engine


@cache
def sample_books(template: str) -> str:
    """Give the URL of a copy of an empty office, filled; leave it as it is: write in copies or roll back."""
    url = copy_of(template, "sample_books")
    with Session(open_engine(url)) as session:
        load_sample(session, password_hash="")
        _add_the_rest(session)
    return url


def copy_of(url: str, name: str) -> str:
    """Copy a database at rest under another name; give its URL."""
    there = make_url(url)
    if there.get_backend_name() == "sqlite":
        path = Path(str(there.database)).with_name(f"{name}.sqlite")
        shutil.copy(str(there.database), path)
        return f"sqlite:///{path}"
    _as_administrator(url, f"CREATE DATABASE {name} TEMPLATE {there.database}")
    return there.set(database=name).render_as_string(hide_password=False)


@contextmanager
def fresh_copy(url: str, name: str) -> Iterator[Engine]:
    """Give an engine on a copy of a database, and throw the copy away afterwards."""
    copied = copy_of(url, name)
    engine = open_engine(copied)
    try:
        yield engine
    finally:
        engine.dispose()
        _throw_away(copied)


def _throw_away(url: str) -> None:
    there = make_url(url)
    if there.get_backend_name() == "sqlite":
        for left in Path(str(there.database)).parent.glob(f"{Path(str(there.database)).name}*"):
            left.unlink()
    else:
        _as_administrator(url, f"DROP DATABASE {there.database} WITH (FORCE)")


def _as_administrator(url: str, statement: str) -> None:
    first = make_url(url).set(database="postgres")
    with create_engine(first, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        connection.execute(text(statement))


def _add_the_rest(session: Session) -> None:
    """Add what 2018 had none of: moves, a gift given back, a nameless transfer, a pledge written off, an access."""

    def one(model: type[Any], **facts: Any) -> Any:
        return session.scalars(select(model).filter_by(**facts).limit(1)).one()

    def act(login: str, operation: Callable[..., Any], **values: Any) -> Any:
        with writing(session):
            return operation(session, by=one(User, login=login), **values)

    clyt, fund = one(Campaign, code="CLYT"), one(Campaign, code="QC")
    cash, bank = one(Account, code="assets:cash"), one(Account, code="assets:bank:nhcsxh")
    donor = one(Donor, kind="person")
    both = [Part(cash, "VND", 3_000_000), Part(one(Account, code="assets:goods"), "BICYCLE", 2, None)]
    gift: Donation = act(
        "cashier", receive_donation, donor=donor, campaign=clyt, parts=both, source=Source.BUDGET, received_on=LAST
    )
    back = [(parts_of(session, gift)[0], 1_000_000, cash)]
    act("approver", give_back, donation=gift, given_back_on=LAST, reason="Nhà tài trợ đề nghị", parts=back)
    act("cashier", move_money, from_till=cash, to_till=bank, happened_on=LAST, parts=[(clyt, 500_000)])
    moved = {"from_campaign": clyt, "to_campaign": fund, "till": bank, "quantity": 700_000, "moved_on": LAST}
    act("approver", move_between, reason="Bù phí", consent="Thư ngày 20/12/2018", **moved)
    act("accountant", receive_unidentified, till=bank, amount=250_000, received_on=LAST, bank_text="UNG HO")
    promise = {"donor": donor, "campaign": fund, "amount": 900_000, "pledged_on": LAST, "first_due_on": LAST}
    pledge: Pledge = act("clerk", record_pledge, **promise)
    act("clerk", write_off_pledge, pledge=pledge, written_off_on=LAST, reason="Nhà tài trợ đi xa")
    act("auditor", record_access, what="ledger.journal.csv", reason="Kiểm toán")
