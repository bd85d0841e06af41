"""Gather what a voucher's paper is made of, once for all its parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.papers import FieldRow, Paper
from tracker.models.giving.donations import Donation, UnidentifiedTransfer
from tracker.models.giving.donors import DonorKind
from tracker.models.helping.handouts import Handout, Sheet
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import Cost
from tracker.models.proving.purchases import Purchase
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import Item, Series
from tracker.models.users import User
from tracker.queries.journal import VND
from tracker.queries.office_papers import Office, written
from tracker.queries.proving.voucher_documents import donations_on, sheets_on
from tracker.queries.proving.vouchers import StandingLine, lines_on
from tracker.queries.settings import all_items, series_on

#: Left to the pen: how many originals are attached is known when they lie beside it.
ATTACHED = "............ chứng từ gốc"


@dataclass
class VoucherFacts:
    """A voucher with its lines, the office as it was on its day, and what its lines are about."""

    session: Session
    voucher: Voucher
    lines: Sequence[StandingLine] = field(init=False)
    office: Office = field(init=False)
    series: Series = field(init=False)

    def __post_init__(self) -> None:
        """Read what every voucher's paper needs; refuses an office without a letterhead."""
        self.office = Office(self.session, self.voucher.happened_on)
        self.series = series_on(self.session, self.voucher.series, self.voucher.happened_on)
        self.lines = lines_on(self.session, self.voucher)

    @cached_property
    def entry_ids(self) -> list[int]:
        """Give the entries whose lines stand on it."""
        return sorted({row.entry.id for row in self.lines})

    @cached_property
    def items(self) -> dict[str, Item]:
        """Give every item by its code."""
        return all_items(self.session)

    @cached_property
    def gifts(self) -> list[Donation]:
        """Give the gifts that it is about."""
        return donations_on(self.session, self.entry_ids)

    @cached_property
    def sheets(self) -> list[tuple[Sheet, Handout]]:
        """Give the sheets that it is about."""
        return sheets_on(self.session, self.entry_ids)

    @cached_property
    def purchase(self) -> Purchase | None:
        """Give the purchase that it is about."""
        return self.session.scalar(select(Purchase).where(Purchase.entry_id.in_(self.entry_ids)))

    @cached_property
    def campaigns(self) -> dict[int, Campaign]:
        """Give the campaigns on it, by their ids, by code."""
        found = {row.campaign.id: row.campaign for row in self.lines}
        return dict(sorted(found.items(), key=lambda each: each[1].code))

    @property
    def maker(self) -> str:
        """Give who made it."""
        return self.session.get_one(User, self.voucher.made_by).full_name

    @property
    def amount(self) -> int:
        """Sum its money, in whole đồng; where money goes both ways, the larger side."""
        money = [row.line.quantity for row in self.lines if row.line.item == VND]
        return max(sum(n for n in money if n > 0), -sum(n for n in money if n < 0), 0)

    @property
    def tills(self) -> str:
        """Name the tills or stores that it moves."""
        return ", ".join(dict.fromkeys(row.till.name for row in self.lines))

    @property
    def address(self) -> str:
        """Give the address of the party where one gift says it."""
        return self.gifts[0].donor.address if len(self.gifts) == 1 else ""

    @property
    def person(self) -> str:
        """Give the party as a name to sign over, where it is known to be a person."""
        person = len(self.gifts) == 1 and self.gifts[0].donor.kind == DonorKind.PERSON
        return self.gifts[0].donor.full_name if person else ""

    @property
    def bank_reference(self) -> str:
        """Give the bank's own number of a transfer, where it is known."""
        asked = select(UnidentifiedTransfer.bank_reference).where(UnidentifiedTransfer.entry_id.in_(self.entry_ids))
        return self.session.scalar(asked) or ""

    def attached(self) -> str:
        """Say which papers belong to it, as far as the books know them; else leave room for their number."""
        known = [f"danh sách ký nhận {handout.code}/{sheet.number}" for sheet, handout in self.sheets]
        asked = select(Cost.invoice_number).where(Cost.entry_id.in_(self.entry_ids), Cost.invoice_number != "")
        invoices = list(self.session.scalars(asked))
        invoices += [self.purchase.invoice_number] if self.purchase and self.purchase.invoice_number else []
        known += [f"hóa đơn số {number}" for number in invoices]
        return f"{ATTACHED} ({'; '.join(known)})" if known else ATTACHED

    def campaign_row(self) -> list[FieldRow]:
        """Give the field of the campaign where it is about one alone."""
        if len(self.campaigns) != 1:
            return []
        return [FieldRow("Chương trình", f"{each.name} ({each.code})") for each in self.campaigns.values()]

    def paper(self, **parts: object) -> Paper:
        """Make the paper with the head that all vouchers share."""
        voucher = self.voucher
        book = (voucher.number - 1) // self.series.book_size + 1
        values: dict[str, object] = {
            "fund": self.office.fund,
            "title": self.series.title,
            "number": voucher.code,
            "under": f"Số {voucher.code} · {written(voucher.happened_on)}",
            "form_label": self.series.form_label,
            "facts": (
                f"Ký hiệu {voucher.series}-{voucher.year} · Quyển số {book:02d}",
                "Nợ .................. Có ..................",
            ),
            "page_size": str(self.series.page_size),
        }
        return Paper(**{**values, **parts})  # type: ignore[arg-type]
