"""Give databases in which an office has done one of everything, made once per engine and run."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from full_books_figures import report_figures
from full_books_lists import bring_list
from full_books_mending import mend
from full_books_papers import keep_papers
from full_books_people import mind_people
from full_books_prints import print_papers
from full_books_savings import keep_books
from full_books_scholarships import give_scholarships
from full_books_spending import spend
from full_books_sponsors import mind_sponsors
from full_books_store import mind_store
from make import DAY, PUBLIC_URL, Make
from sqlalchemy import Engine, create_engine, event, make_url, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tracker.models.engine import engine_options, prepare_engine
from tracker.models.giving.donations import Source
from tracker.models.giving.pledges import Rhythm
from tracker.models.helping.disbursements import DisbursementPart
from tracker.models.helping.handouts import OutcomeKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.donors import correct_donor
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.pledges import write_off_pledge
from tracker.operations.giving.receipts import record_copy, void_receipt
from tracker.operations.giving.unidentified import name_unidentified
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheets import record_sheet_copy
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.corrections import approve_correction, propose_correction
from tracker.operations.proving.tills import move_money
from tracker.queries.giving.donations import parts_of
from tracker.queries.helping.handouts import line_states

LAST = date(2018, 12, 28)


def open_engine(url: str) -> Engine:
    """Open an engine that keeps no connection, so that its database can be copied, and waits for no disk."""
    engine = create_engine(url, poolclass=NullPool, **engine_options(url))
    prepare_engine(engine)
    hurry = "PRAGMA synchronous = OFF" if engine.dialect.name == "sqlite" else "SET synchronous_commit = off"
    event.listen(engine, "connect", lambda connection, _record: connection.execute(hurry))
    return engine


def full_books(template: str) -> str:
    """Give the URL of a copy of an empty office, filled; leave it as it is: write in copies or roll back."""
    made = _filled_once(template)
    if isinstance(made, Exception):
        # Each raising would lengthen the traceback that is kept with it.
        raise RuntimeError("the full books cannot be filled") from made
    return made


@cache
def _filled_once(template: str) -> str | Exception:
    """Fill the books, or give why they cannot be filled: each test would wait for the same fault else."""
    url = copy_of(template, "full_books")
    try:
        with Session(open_engine(url)) as session:
            _fill(Make(session))
    except Exception as fault:
        return fault
    return url


def copy_of(url: str, name: str) -> str:
    """Copy a database at rest under another name; give its URL."""
    there = make_url(url)
    if there.get_backend_name() == "sqlite":
        path = Path(str(there.database)).with_name(f"{name}.sqlite")
        shutil.copy(str(there.database), path)
        return f"sqlite:///{path}"
    _as_administrator(url, f"CREATE DATABASE {name} TEMPLATE {there.database} STRATEGY FILE_COPY")
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


def _fill(make: Make) -> None:
    """Do one of everything that an office does."""
    clyt, gifts = make.campaign("CLYT"), make.campaign("QUA")
    _take_gifts(make, clyt, gifts)
    _put_right(make, clyt)
    _name(make, clyt)
    _move(make, clyt)
    _help(make, gifts)
    give_scholarships(make)
    mend(make)
    bring_list(make)
    mind_people(make)
    mind_sponsors(make)
    keep_books(make)
    spend(make)
    mind_store(make)
    keep_papers(make)
    print_papers(make)
    report_figures(make)
    make.run(record_access, by=make.user("auditor"), what="ledger.journal.csv", reason="Kiểm toán")


def _take_gifts(make: Make, clyt: Campaign, gifts: Campaign) -> None:
    """Take two parts of a pledge of three, money by bank, parcels and bicycles; one pledge is written off."""
    pledge = make.pledge(amount=9_000_000, campaign=clyt, rhythm=Rhythm.MONTHLY, count=3)
    for day in (DAY, date(2018, 4, 15)):
        make.receipt(make.donation(amount=3_000_000, pledge=pledge, received_on=day), issued_on=date(2018, 4, 15))
    make.donation(amount=30_000_000, campaign=clyt, till=make.bank())
    make.donation(amount=10_000_000, campaign=gifts, goods=[("PARCEL", 20, 4_000_000)])
    bicycles = make.donation(campaign=make.campaign("XEDAP"), goods=[("BICYCLE", 90, None)])
    receipt = make.receipt(bicycles, series=SeriesCode.TN)
    make.run(record_copy, by=make.user("cashier"), receipt=receipt)
    lost = make.pledge(amount=900_000, campaign=make.fund(), pledged_on=LAST)
    make.run(write_off_pledge, pledge=lost, written_off_on=LAST, reason="Nhà tài trợ đi xa")


def _put_right(make: Make, clyt: Campaign) -> None:
    """Replace a misprinted receipt, correct a mistyped gift and a misspelt name, give one gift back in part."""
    found, approver, donor = date(2018, 5, 2), make.user("approver"), make.donor("Trần Thị Bích Hạn")
    gift = make.donation(amount=3_000_000, campaign=clyt, donor=donor)
    make.run(void_receipt, by=approver, receipt=make.receipt(gift, issued_on=found), reason="Sai tên", voided_on=found)
    make.run(correct_donor, donor=donor, kind="person", full_name="Trần Thị Bích Hạnh")
    make.receipt(gift, issued_on=found)
    wrong = make.donation(amount=5_000_000, campaign=clyt)
    make.receipt(wrong, issued_on=found)
    right = Gift(wrong.donor, clyt, [Part(make.account(), "VND", 500_000)], Source.DOMESTIC, wrong.received_on)
    asked = {"donation": wrong, "right": right, "reason": "Gõ thừa một số 0"}
    correction = make.run(propose_correction, by=make.user("accountant"), **asked)
    make.run(approve_correction, by=approver, correction=correction, public_url=PUBLIC_URL, approved_on=found)
    back = make.donation(amount=3_000_000, campaign=clyt, source=Source.BUDGET, received_on=LAST)
    parts = [(parts_of(make.session, back)[0], 1_000_000, make.account())]
    make.run(give_back, by=approver, donation=back, given_back_on=LAST, reason="Theo thư", parts=parts)


def _name(make: Make, clyt: Campaign) -> None:
    """Keep two transfers without a name; one is named a week later."""
    transfer = make.transfer(amount=12_000_000, received_on=date(2018, 11, 5))
    gift = Gift(make.donor(), clyt, [Part(make.bank(), "VND", 12_000_000)], Source.DOMESTIC, date(2018, 11, 5))
    named = {"transfer": transfer, "named_on": date(2018, 11, 12), "gifts": [gift]}
    make.run(name_unidentified, by=make.user("accountant"), **named)


def _move(make: Make, clyt: Campaign) -> None:
    """Move money from till to till and from campaign to fund, before another transfer comes without a name."""
    cash, bank = make.account(), make.bank()
    make.run(
        move_money, by=make.user("cashier"), from_till=cash, to_till=bank, happened_on=LAST, parts=[(clyt, 500_000)]
    )
    moved = {"from_campaign": clyt, "to_campaign": make.fund(), "till": bank, "quantity": 700_000, "moved_on": LAST}
    make.run(move_between, by=make.user("approver"), reason="Bù phí", consent="Thư ngày 20/12/2018", **moved)
    make.transfer(amount=250_000, received_on=LAST)


def _help(make: Make, gifts: Campaign) -> None:
    """Hand a list out: money and parcels go along, one child is absent, one gift of money comes back."""
    handout = make.approved(campaign=gifts, shares={"VND": 1_000_000, "PARCEL": 1})
    sheet, cashier = make.sheet(handout, party="Lê Văn Út"), make.user("cashier")
    make.run(record_sheet_copy, by=cashier, sheet=sheet, public_url=PUBLIC_URL)
    absent = line_states(make.session, handout, sheet)[0].line
    outcomes = {absent.id: Outcome(OutcomeKind.LATER)}
    make.run(settle_sheet, by=cashier, sheet=sheet, signed_on=DAY, outcomes=outcomes)
    part = make.session.scalars(select(DisbursementPart).where(DisbursementPart.item == "VND")).first()
    came = {"place": make.account(), "taken_back_on": LAST, "reason": "Trả lại quỹ"}
    make.run(take_back_help, by=cashier, parts=[part], open_again=True, **came)
