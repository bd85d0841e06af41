"""Give databases that hold the year 2018 and one of everything that it lacks, made once per engine and run."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from make import DAY, Make
from sqlalchemy import Engine, create_engine, event, make_url, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tracker.models.campaigns import Campaign
from tracker.models.disbursements import DisbursementPart
from tracker.models.donations import Source
from tracker.models.engine import engine_options, prepare_engine
from tracker.models.handouts import OutcomeKind
from tracker.models.users import User
from tracker.operations.accesses import record_access
from tracker.operations.campaign_moves import move_between
from tracker.operations.disbursements import take_back_help
from tracker.operations.give_backs import give_back
from tracker.operations.pledges import write_off_pledge
from tracker.operations.sample import load_sample
from tracker.operations.settlements import Outcome, settle_sheet
from tracker.operations.sheets import record_sheet_copy
from tracker.operations.tills import move_money
from tracker.queries.donations import parts_of
from tracker.queries.handouts import line_states

LAST = date(2018, 12, 28)
LATE = {"received_on": LAST}


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
        _add_the_rest(OfSample(session))
        _help_some(OfSample(session))
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


class OfSample(Make):
    """The sample's own people at work."""

    def user(self, role: str = "clerk", *, login: str | None = None) -> User:
        """Give the sample's person of a role."""
        return self.session.scalars(select(User).where(User.login == (login or role))).one()

    def campaign(self, code: str | None = None, **facts: Any) -> Campaign:
        """Give one of the sample's campaigns."""
        return self.session.scalars(select(Campaign).where(Campaign.code == code)).one()


def _add_the_rest(make: OfSample) -> None:
    """Add what 2018 had none of."""
    clyt, fund, cash, bank = make.campaign("CLYT"), make.fund(), make.account(), make.bank()
    gift = make.donation(amount=3_000_000, campaign=clyt, goods=[("BICYCLE", 2, None)], source=Source.BUDGET, **LATE)
    back = [(parts_of(make.session, gift)[0], 1_000_000, cash)]
    make.run(give_back, by=make.user("approver"), donation=gift, given_back_on=LAST, reason="Theo thư", parts=back)
    make.run(
        move_money, by=make.user("cashier"), from_till=cash, to_till=bank, happened_on=LAST, parts=[(clyt, 500_000)]
    )
    moved = {"from_campaign": clyt, "to_campaign": fund, "till": bank, "quantity": 700_000, "moved_on": LAST}
    make.run(move_between, by=make.user("approver"), reason="Bù phí", consent="Thư ngày 20/12/2018", **moved)
    make.transfer(amount=250_000, **LATE)
    pledge = make.pledge(amount=900_000, campaign=fund, pledged_on=LAST)
    make.run(write_off_pledge, pledge=pledge, written_off_on=LAST, reason="Nhà tài trợ đi xa")
    make.run(record_access, by=make.user("auditor"), what="ledger.journal.csv", reason="Kiểm toán")


def _help_some(make: OfSample) -> None:
    """Hand a list out: money and parcels along, one child absent, one gift of money come back."""
    gifts = make.campaign("QUA")
    make.run(move_money, from_till=make.bank(), to_till=make.account(), happened_on=DAY, parts=[(gifts, 5_000_000)])
    handout = make.approved(campaign=gifts, shares={"VND": 1_000_000, "PARCEL": 1})
    sheet = make.sheet(handout, party="Lê Văn Út")
    cashier = make.user("cashier")
    make.run(record_sheet_copy, by=cashier, sheet=sheet)
    absent = line_states(make.session, handout, sheet)[0].line
    outcomes = {absent.id: Outcome(OutcomeKind.LATER)}
    make.run(settle_sheet, by=cashier, sheet=sheet, signed_on=DAY, outcomes=outcomes)
    part = make.session.scalars(select(DisbursementPart).where(DisbursementPart.item == "VND")).first()
    came = {"place": make.account(), "taken_back_on": LAST, "reason": "Trả lại quỹ"}
    make.run(take_back_help, by=cashier, parts=[part], open_again=True, **came)
