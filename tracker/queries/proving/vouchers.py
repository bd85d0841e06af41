"""Ask for vouchers: the register of a series, what stands on one, and lines that stand on none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.journal import TILL_KINDS, Account, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.models.proving.vouchers import Voucher, VoucherLine


@dataclass(frozen=True)
class StandingLine:
    """A line of the books as it stands on a voucher."""

    line: Line
    entry: Entry
    till: Account
    campaign: Campaign


@dataclass(frozen=True)
class Standing:
    """What a voucher says in all: items with their quantities (whole đồng or pieces, positive), and lines."""

    amounts: dict[str, int]
    line_count: int


@dataclass(frozen=True)
class VoucherReceipt:
    """A donor's receipt that a voucher covers."""

    receipt: Receipt
    voided: bool


def register(
    *,
    series: str | None = None,
    year: int | None = None,
    text: str = "",
    since: date | None = None,
    until: date | None = None,
    unprinted: bool = False,
) -> Select[Voucher]:
    """Ask for vouchers of a series, year and period (both days in), with a text in number, party or reason.

    `unprinted` asks for those that nobody has printed yet.
    """
    asked = select(Voucher)
    if series is not None:
        asked = asked.where(Voucher.series == series)
    if year is not None:
        asked = asked.where(Voucher.year == year)
    if since is not None:
        asked = asked.where(Voucher.happened_on >= since)
    if until is not None:
        asked = asked.where(Voucher.happened_on <= until)
    if unprinted:
        printed = select(PaperCopy.id).where(PaperCopy.kind == PaperKind.VOUCHER, PaperCopy.record_id == Voucher.id)
        asked = asked.where(~exists(printed))
    for word in text.split():
        asked = asked.where(_has(word))
    return asked


def _has(word: str) -> ColumnElement[bool]:
    number = word.rsplit("-", 1)[-1]
    found = Voucher.party.icontains(word, autoescape=True) | Voucher.reason.icontains(word, autoescape=True)
    return (
        found | (Voucher.number == int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else found
    )


def voucher_by_code(session: Session, series: str, year: int, number: int) -> Voucher | None:
    """Find a voucher by its number."""
    asked = select(Voucher).where(Voucher.series == series, Voucher.year == year, Voucher.number == number)
    return session.scalar(asked)


def years_of_vouchers(session: Session) -> Sequence[int]:
    """List the years that have vouchers, latest first."""
    return session.scalars(select(Voucher.year).distinct().order_by(Voucher.year.desc())).all()


def standings(session: Session, vouchers: Iterable[Voucher]) -> dict[int, Standing]:
    """Say what each of the vouchers is about, by id, in one query.

    Where lines go both ways, as in a move between campaigns, the larger side counts.
    """
    ids = [voucher.id for voucher in vouchers]
    asked = (
        select(
            VoucherLine.voucher_id,
            Line.item,
            func.count(),
            func.sum(case((Line.quantity > 0, Line.quantity), else_=0)),
            func.sum(case((Line.quantity < 0, -Line.quantity), else_=0)),
        )
        .join(Line, Line.id == VoucherLine.line_id)
        .where(VoucherLine.voucher_id.in_(ids))
        .group_by(VoucherLine.voucher_id, Line.item)
    )
    amounts: dict[int, dict[str, int]] = defaultdict(dict)
    counts: dict[int, int] = defaultdict(int)
    for key, item, count, into, out in session.execute(asked):
        amounts[key][item] = max(int(into), int(out))
        counts[key] += int(count)
    return {key: Standing(amounts[key], counts[key]) for key in ids}


def lines_on(session: Session, voucher: Voucher) -> list[StandingLine]:
    """List the lines that stand on a voucher, in the order of the books."""
    asked = (
        select(Line, Entry, Account, Campaign)
        .join(VoucherLine, VoucherLine.line_id == Line.id)
        .join(Entry, Entry.id == Line.entry_id)
        .join(Account, Account.id == Line.account_id)
        .join(Campaign, Campaign.id == Line.campaign_id)
        .where(VoucherLine.voucher_id == voucher.id)
        .order_by(Line.id)
    )
    return [StandingLine(*row) for row in session.execute(asked)]


def receipts_on(session: Session, voucher: Voucher) -> list[VoucherReceipt]:
    """List the donors' receipts for the gifts whose lines stand on a voucher, by number."""
    gifts = (
        select(Donation.id)
        .join(DonationPart, DonationPart.donation_id == Donation.id)
        .join(Line, Line.donation_part_id == DonationPart.id)
        .join(VoucherLine, VoucherLine.line_id == Line.id)
        .where(VoucherLine.voucher_id == voucher.id)
    )
    asked = (
        select(Receipt, ReceiptVoid.id)
        .outerjoin(ReceiptVoid, ReceiptVoid.receipt_id == Receipt.id)
        .where(Receipt.donation_id.in_(gifts))
        .order_by(Receipt.series, Receipt.year, Receipt.number)
    )
    return [VoucherReceipt(receipt, void is not None) for receipt, void in session.execute(asked)]


def vouchers_of(session: Session, entry_ids: Iterable[int]) -> dict[int, list[Voucher]]:
    """Give the vouchers of some entries, by the entry's id, in one query."""
    asked = (
        select(Line.entry_id, Voucher)
        .join(VoucherLine, VoucherLine.line_id == Line.id)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(Line.entry_id.in_(list(entry_ids)))
        .order_by(Line.id)
    )
    found: dict[int, list[Voucher]] = defaultdict(list)
    for key, voucher in session.execute(asked):
        if voucher not in found[key]:
            found[key].append(voucher)
    return found


def vouchers_of_lines(session: Session, line_ids: Iterable[int]) -> dict[int, Voucher]:
    """Give the voucher of each line, by the line's id, in one query."""
    asked = select(VoucherLine.line_id, Voucher).join(Voucher, Voucher.id == VoucherLine.voucher_id)
    return {key: voucher for key, voucher in session.execute(asked.where(VoucherLine.line_id.in_(list(line_ids))))}


def without_voucher(session: Session) -> list[Line]:
    """List lines of tills and stores that stand on no voucher; there is none in sound books."""
    asked = (
        select(Line)
        .join(Account, Account.id == Line.account_id)
        .outerjoin(VoucherLine, VoucherLine.line_id == Line.id)
        .where(Account.kind.in_(TILL_KINDS), VoucherLine.id.is_(None))
        .order_by(Line.id)
    )
    return list(session.scalars(asked))
