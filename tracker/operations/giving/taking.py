"""Take a gift at the counter: donor, donation, receipts and first print in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, Source
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.models.giving.receipt_books import ReceiptBook
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.giving.donations import Part, receive_donation
from tracker.operations.giving.donors import add_donor
from tracker.operations.giving.receipt_books import use_number
from tracker.operations.giving.receipts import issue_receipt, money_and_goods, record_copy
from tracker.operations.proving.goods_lots import SaidLot, say_lots
from tracker.queries.giving.donations import parts_of


@dataclass(frozen=True)
class NewDonor:
    """A donor typed in place; the rest is added on the donor's page later."""

    kind: str
    full_name: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class PartLot:
    """The lot of all pieces of one part of a gift, which is told by its place among the parts (0, 1 …)."""

    place: int
    lot: str
    expires_on: date | None
    value_basis: str


def take_gift(
    session: Session,
    *,
    by: User,
    donor: Donor | NewDonor,
    campaign: Campaign,
    parts: Sequence[Part],
    source: Source,
    received_on: date,
    public_url: str,
    via: Donor | None = None,
    pledge: Pledge | None = None,
    purpose: str = "",
    remark: str = "",
    with_receipt: bool = True,
    handwritten: tuple[ReceiptBook, int] | None = None,
    lots: Sequence[PartLot] = (),
) -> Donation:
    """Receive a gift from a known or a new donor and, if wanted, issue and print its receipts at once.

    `handwritten` is the book and number in which its money was receipted at the table; only its
    goods get a printed paper then. Nothing of it stays where any of it is refused: no donor, no
    number, no print. `lots` says of some of its goods with which lot they came.
    """
    giver = donor if isinstance(donor, Donor) else add_donor(session, by=by, **asdict(donor))
    donation = receive_donation(
        session,
        by=by,
        donor=giver,
        campaign=campaign,
        parts=parts,
        source=source,
        received_on=received_on,
        via=via,
        pledge=pledge,
        purpose=purpose,
        remark=remark,
    )
    for lot in lots:
        _say_lot(session, by, donation, lot)
    if handwritten is not None:
        book, number = handwritten
        use_number(session, by=by, book=book, number=number, donation=donation)
    needed = money_and_goods(session, donation) if with_receipt else []
    for series in needed:
        if handwritten is None or series != SeriesCode.BL:
            receipt = issue_receipt(session, by=by, donation=donation, series=series, public_url=public_url)
            record_copy(session, by=by, receipt=receipt)
    return donation


def _say_lot(session: Session, by: User, donation: Donation, said: PartLot) -> None:
    """Say the lot of a part of the gift just kept; refuses what `say_lots` refuses."""
    part = sorted(parts_of(session, donation), key=lambda each: each.id)[said.place]
    lot = SaidLot(part.quantity, said.lot, said.expires_on)
    say_lots(session, by=by, source=part, lots=[lot], value_basis=said.value_basis)
