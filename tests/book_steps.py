"""Take savings books through what happens to them, by the operations."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from make import DAY, Make
from sqlalchemy import select

from tracker.models.giving.donations import Donation
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.savings_books import BookOrigin, SavingsBook
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.savings_book_custody import hand_over_book
from tracker.operations.helping.savings_books import BookFacts, open_book
from tracker.operations.helping.settlements import settle_sheet

TEN = 10_000_000
LATER = date(2018, 9, 1)


def facts(number: str = "AA 1", **more: Any) -> BookFacts:
    """Say what stands in a book of 10.000.000 đ at 6,5 % for a year."""
    said: dict[str, Any] = {
        "bank": "Ngân hàng Chính sách xã hội",
        "branch": "Chi nhánh Tây Ninh",
        "face_value": TEN,
        "opened_on": DAY,
        "term_months": 12,
        "rate": 650,
        "guardian": "Trần Thị Mẹ",
    }
    return BookFacts(number=number, **{**said, **more})


def gift_of_books(make: Make, count: int = 1, value: int | None = TEN, campaign: Campaign | None = None) -> Donation:
    """Take a gift of so many books into the store, worth so much together."""
    return make.donation(goods=[("BOOK", count, value)], campaign=campaign)


def given_book(make: Make, number: str = "AA 1", *, child: Child | None = None, **more: Any) -> SavingsBook:
    """Record a book that came by a gift of its own."""
    gift = more.pop("donation", None) or gift_of_books(make)
    where = {name: more.pop(name) for name in ("custody", "held_by", "donor") if name in more}
    return make.run(
        open_book,
        child=child or make.child(),
        campaign=gift.campaign,
        facts=facts(number, **more),
        origin=BookOrigin.GIVEN,
        donation=gift,
        **where,
    )


def helped(make: Make, children: Sequence[Child], campaign: Campaign, **more: Any) -> list[Disbursement]:
    """Give each child a book by a list that was approved and settled; one disbursement each."""
    shares = more.pop("shares", {"BOOK": 1})
    handout = make.approved(campaign=campaign, children=children, shares=shares, **{"kind": "savings_book", **more})
    make.run(settle_sheet, by=make.user("cashier"), sheet=make.sheet(handout), signed_on=DAY, outcomes={})
    asked = select(Disbursement).where(Disbursement.child_id.in_([child.id for child in children]))
    return list(make.session.scalars(asked.order_by(Disbursement.id)))


def handed_over(make: Make, book: SavingsBook, help_given: Disbursement | None = None, **more: Any) -> Any:
    """Hand a book over to the child's mother."""
    given = help_given or helped(make, [book.child], book.campaign)[-1]
    said = {"disbursement": given, "happened_on": DAY, "held_by": "Trần Thị Mẹ", **more}
    return make.run(hand_over_book, by=make.user("cashier"), book=book, **said)
