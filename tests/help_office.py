"""A small office that helped: cash and parcels on a sheet, a replacement, cards of 0 đ, help that came back."""

from dataclasses import dataclass
from datetime import date

from make import Make
from sqlalchemy import select

from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, PayeeKind
from tracker.models.helping.handouts import Handout, HelpKind, OutcomeKind
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheets import approve_replacement, replace_line
from tracker.queries.helping.handouts import lines_of

SIGNED, BACK, CARDS = date(2018, 3, 16), date(2018, 3, 20), date(2018, 6, 1)
#: Xã Tân Lập, Huyện Tân Biên and Phường 1, Thành phố Tây Ninh.
COMMUNE, WARD = "25489-2018", "25456-2018"
NAMES = ("Lê Thị Một", "Lê Thị Hai", "Lê Thị Ba", "Lê Thị Bốn")
PROXY = "Trần Thị Bà"


@dataclass
class Helped:
    """Who was helped, by what."""

    gifts: Campaign
    cards: Campaign
    list_of_gifts: Handout
    list_of_cards: Handout
    children: list[Child]
    stand_in: Child


def helping_office(make: Make) -> Helped:
    """Give 500.000 đ and a parcel each to four children of Tết, then cards to two; 500.000 đ come back."""
    gifts, cards = make.campaign("QUA"), make.campaign("BHYT")
    make.donation(campaign=gifts, amount=10_000_000, goods=[("PARCEL", 9, 1_800_000)], received_on=date(2018, 1, 5))
    commune, ward = make.place(COMMUNE), make.place(WARD)
    children = [make.child(name, place=ward if name == NAMES[3] else commune) for name in NAMES]
    stand_in = make.child("Lê Thị Thay", place=commune)
    shares = {"VND": 500_000, "PARCEL": 1}
    handout = make.approved(campaign=gifts, children=children, shares=shares, occasion="TET")
    _settle(make, handout, stand_in)
    free = make.handout(
        campaign=cards, children=children[:2], shares={}, provider="Bảo hiểm xã hội", kind=HelpKind.INSURANCE_CARD
    )
    sheet = make.sheet(free, sent_on=CARDS)
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=CARDS, outcomes={})
    _take_back(make, children[0])
    return Helped(gifts, cards, handout, free, children, stand_in)


def _settle(make: Make, handout: Handout, stand_in: Child) -> None:
    """Let the second child's grandmother sign, the third be replaced, the fourth's mother sign."""
    sheet = make.sheet(handout)
    lines = lines_of(make.session, handout)
    other = make.run(replace_line, by=make.user("cashier"), line=lines[2], child=stand_in)
    second = make.user("approver", login="the-deputy")
    make.run(approve_replacement, by=second, line=other)
    outcomes = {
        lines[1].id: Outcome(OutcomeKind.PROXY, PROXY, "bà ngoại"),
        lines[2].id: Outcome(OutcomeKind.REPLACED),
        lines[3].id: Outcome(OutcomeKind.GIVEN, payee=PayeeKind.GUARDIAN),
    }
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=SIGNED, outcomes=outcomes)


def _take_back(make: Make, child: Child) -> None:
    asked = select(DisbursementPart).join(Disbursement).where(Disbursement.child_id == child.id)
    part = make.session.scalars(asked.where(DisbursementPart.item == "VND")).one()
    back = {"place": make.bank(), "taken_back_on": BACK, "reason": "Trả lại quỹ", "open_again": False}
    make.run(take_back_help, by=make.user("accountant"), parts=[part], **back)
