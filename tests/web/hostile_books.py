"""Fill an office with hostile texts wherever somebody can type, through the operations."""

from collections.abc import Callable
from datetime import date
from typing import Any

from make import Make
from sqlalchemy import select
from sqlalchemy.orm import Session
from web.hostile_figures import evil_figures
from web.hostile_help import evil_help
from web.hostile_mending import evil_mending
from web.hostile_people import evil_people
from web.hostile_prints import evil_prints
from web.hostile_savings import evil_savings
from web.hostile_scans import evil_scans
from web.hostile_scholarships import evil_scholarships
from web.hostile_spending import evil_spending
from web.hostile_sponsors import evil_sponsors
from web.hostile_store import evil_store

from tracker.models.giving.donations import Donation, Source
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import SeriesCode
from tracker.models.users import Role, User
from tracker.operations.giving.donations import Gift, Part, receive_donation
from tracker.operations.giving.donors import add_donor, correct_donor
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.pledges import change_pledge, record_pledge, write_off_pledge
from tracker.operations.giving.receipts import issue_receipt, record_copy, void_receipt
from tracker.operations.giving.unidentified import name_unidentified, receive_unidentified
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.campaigns import correct_campaign, open_campaign
from tracker.operations.proving.corrections import propose_correction
from tracker.operations.proving.tills import move_money, open_till
from tracker.operations.settings import add_item, add_occasion, add_signatory, set_letterhead, set_series
from tracker.operations.users import add_user, grant_role
from tracker.queries.giving.donations import parts_of

#: It closes what it stands in, opens a script, and leaves a mark where it became a tag.
EVIL = "\"><script>alert(1)</script><b data-evil=1>' data-evil='1' {{7*7}}"
SHORT = "\"><b data-evil='1'>"
DAY = date(2019, 1, 2)
Act = Callable[..., Any]


def evil_office(session: Session) -> tuple[dict[str, User], list[str]]:
    """Add one hostile thing of everything to an office.

    Give a person of each role, with a hostile name, and the addresses of pages that few links lead to.
    """
    make = Make(session)
    make.bank()

    def act(role: str, operation: Act, /, **values: Any) -> Any:
        return make.run(operation, by=make.user(role), **values)

    people = _people(act)
    _settings(act)
    gift, campaign = _gifts(session, act)
    addresses = _papers(session, act, gift)
    addresses += [_moves(session, act, gift, campaign)]
    addresses += evil_figures(make, EVIL, SHORT)
    addresses += evil_help(make, people["clerk"], EVIL, SHORT)
    addresses += evil_mending(make, EVIL)
    addresses += evil_people(make, people["approver"], EVIL, SHORT)
    addresses += evil_savings(make, EVIL, SHORT)
    addresses += evil_scans(make, gift, EVIL, SHORT)
    addresses += evil_scholarships(make, people["clerk"], EVIL, SHORT)
    addresses += evil_spending(make, EVIL, SHORT)
    addresses += evil_sponsors(make, EVIL, SHORT)
    addresses += evil_store(make, EVIL, SHORT)
    return people, addresses + evil_prints(make, gift)


def _people(act: Act) -> dict[str, User]:
    people = {}
    for role in Role:
        facts = {"login": f"evil.{role}", "full_name": f"{role} {EVIL}", "password_hash": ""}
        people[str(role)] = act("admin", add_user, **facts)
        act("admin", grant_role, user=people[str(role)], role=role, valid_from=date(2000, 1, 1))
    return people


def _settings(act: Act) -> None:
    act(
        "admin",
        set_letterhead,
        valid_from=DAY,
        fund_name=f"Quỹ {EVIL} tỉnh {EVIL}",
        address=EVIL,
        fund_code=SHORT,
        phone=SHORT,
        hotline=SHORT,
    )
    act("admin", add_signatory, position="head", title=EVIL, full_name=EVIL, valid_from=DAY)
    act("admin", set_series, code="BL", valid_from=DAY, title=EVIL, form_label=EVIL)
    act("admin", add_item, code="EVIL", name=EVIL, unit=SHORT, valid_from=date(2018, 1, 1))
    act("admin", add_occasion, code="EVIL", name=EVIL, valid_from=DAY)


def _gifts(session: Session, act: Act) -> tuple[Any, Campaign]:
    terms = {"code": "EVIL", "kind": "gifts", "starts_on": DAY, "target": 9_000_000, "leftover": "general_fund"}
    campaign = act("approver", open_campaign, name=SHORT, **terms)
    act("approver", correct_campaign, campaign=campaign, name=EVIL, note=EVIL, partners=(EVIL, SHORT), **terms)
    till = act("accountant", open_till, code="assets:bank:evil", name=EVIL, kind="bank", opened_on=DAY)
    facts = {"kind": "organisation", "address": EVIL, "contact_person": EVIL, "note": EVIL}
    facts |= {"named_in_public": True, "consented_on": DAY}
    donor = act("clerk", add_donor, full_name=SHORT, **facts)
    act("clerk", correct_donor, donor=donor, full_name=EVIL, **facts)
    via = act("clerk", add_donor, kind="person", full_name=EVIL, address=EVIL)
    promise = {"donor": donor, "campaign": campaign, "amount": 8_000_000, "pledged_on": DAY, "first_due_on": DAY}
    pledge = act("clerk", record_pledge, agreement_number=SHORT, remark=EVIL, count=2, rhythm="monthly", **promise)
    other = act("clerk", record_pledge, remark=EVIL, **promise)
    changed = {"amount": 9_000_000, "changed_on": DAY, "first_due_on": DAY, "rhythm": "once", "count": 1}
    act("clerk", change_pledge, pledge=other, reason=EVIL, **changed)
    act("approver", write_off_pledge, pledge=other, written_off_on=DAY, reason=EVIL)
    store = session.scalars(select(Account).where(Account.code == "assets:goods")).one()
    gift = act(
        "cashier",
        receive_donation,
        donor=donor,
        campaign=campaign,
        parts=[Part(till, "VND", 5_000_000), Part(store, "EVIL", 7, 700_000)],
        source=Source.AID,
        received_on=DAY,
        via=via,
        pledge=pledge,
        purpose=EVIL,
        remark=EVIL,
    )
    return gift, campaign


def _papers(session: Session, act: Act, gift: Any) -> list[str]:
    """Print, void, replace and print again; give the addresses of papers."""
    addresses = []
    for series in (SeriesCode.BL, SeriesCode.TN):
        paper = {"donation": gift, "series": series, "public_url": "http://localhost", "issued_on": DAY}
        receipt: Receipt = act("cashier", issue_receipt, **paper)
        act("cashier", record_copy, receipt=receipt)
        act("approver", void_receipt, receipt=receipt, reason=EVIL, voided_on=DAY)
        act("cashier", record_copy, receipt=receipt)
        act("cashier", record_copy, receipt=act("cashier", issue_receipt, **paper))
        addresses.append(f"/receipts/{receipt.id}/copies/2.pdf")
    return addresses


def _moves(session: Session, act: Act, gift: Any, campaign: Campaign) -> str:
    """Move, give back, name and correct; give the address of the receipt that waits for another in its place."""

    def till(code: str) -> Account:
        return session.scalars(select(Account).where(Account.code == code)).one()

    fund = session.scalars(select(Campaign).where(Campaign.code == "QC")).one()
    money = parts_of(session, gift)[0]
    evil, cash, bank = till("assets:bank:evil"), till("assets:cash"), till("assets:bank:nhcsxh")
    back = [(money, 100_000, evil)]
    act("approver", give_back, donation=gift, given_back_on=DAY, reason=EVIL, parts=back)
    parts = [(campaign, 50_000)]
    act("accountant", move_money, from_till=evil, to_till=cash, happened_on=DAY, parts=parts, memo=EVIL)
    moved = {"from_campaign": campaign, "to_campaign": fund, "till": evil, "quantity": 70_000, "moved_on": DAY}
    act("approver", move_between, reason=EVIL, consent=EVIL, **moved)
    lent = {"from_campaign": campaign, "to_campaign": fund, "till": evil, "quantity": 10_000, "moved_on": DAY}
    act("approver", move_between, reason=EVIL, back_by=date(2019, 6, 1), **lent)
    came = {"till": bank, "amount": 300_000, "received_on": DAY, "bank_text": EVIL, "bank_reference": SHORT}
    act("accountant", receive_unidentified, **came)
    waiting = act("accountant", receive_unidentified, **came)
    named = Gift(gift.donor, campaign, [Part(bank, "VND", 300_000)], Source.AID, DAY, purpose=EVIL, note=EVIL)
    act("accountant", name_unidentified, transfer=waiting, named_on=DAY, gifts=[named])
    wrong = act(
        "cashier",
        receive_donation,
        donor=gift.donor,
        campaign=campaign,
        parts=[Part(cash, "VND", 900_000)],
        source=Source.AID,
        received_on=DAY,
    )
    right = Gift(gift.donor, campaign, [Part(cash, "VND", 90_000)], Source.AID, DAY, purpose=EVIL, note=EVIL)
    act("accountant", propose_correction, donation=wrong, right=right, reason=EVIL)
    asked = select(Donation).where(Donation.unidentified_id == waiting.id)
    paper = {"donation": session.scalars(asked).one(), "series": SeriesCode.BL, "public_url": "http://localhost"}
    receipt: Receipt = act("accountant", issue_receipt, issued_on=DAY, **paper)
    act("approver", void_receipt, receipt=receipt, reason=EVIL, voided_on=DAY)
    return f"/receipts/{receipt.id}"
