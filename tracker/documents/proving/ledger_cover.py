"""Say on the first sheet of a workbook what it holds: whose book, by which filter, how much in all, what proves it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.documents.proving.ledger_style import Style
from tracker.ground.dates import now, show_day, show_moment, today
from tracker.ground.refusals import N_
from tracker.ground.translations import translator
from tracker.ground.workbooks import Shape, Sheet, SheetColumn
from tracker.models.giving.donors import Donor
from tracker.models.helping.handouts import HelpKind
from tracker.models.helping.places import Place
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Occasion
from tracker.queries.proving.ledger_books import Book, ItemTotal, Totals
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.proofs import size_and_root
from tracker.queries.settings import all_items, letterhead_on
from tracker.queries.users import sample_in_use

#: What the two sides of each book and their difference are called; the register of receipts has one side.
SIDES: dict[Book, tuple[str, str, str]] = {
    Book.JOURNAL: (N_("Debit"), N_("Credit"), N_("Debit less credit")),
    Book.RECEIPTS: (N_("Sum"), "", ""),
    Book.DISBURSEMENTS: (N_("Given to children"), N_("Came back"), N_("Given less what came back")),
    Book.TILL: (N_("Came in"), N_("Went out"), N_("Came in less went out")),
}
#: A label and what stands beside it.
Said = tuple[str, str | int]


@dataclass(frozen=True)
class Cover:
    """What a cover says: the book, its filter and totals, at the moment of a session."""

    session: Session
    book: Book
    wanted: LedgerFilter
    totals: Totals
    style: Style

    def sheet(self) -> Sheet:
        """Give the sheet: a label and what is said of it in each row, the fund and the book above."""
        head = letterhead_on(self.session, today())
        fund = head.fund_name if head is not None else self.say(N_("Children's fund"))
        title = self.say(self.book.label)
        columns = (SheetColumn(fund, width=44), SheetColumn(f"{title} ", Shape.NUMBER, width=72))
        return Sheet(self.say(N_("Cover")), columns, list(self._rows()), table=False)

    def say(self, text: str) -> str:
        """Say a msgid in the language of the file."""
        return translator(self.style.lang)(text)

    def _rows(self) -> Iterator[Said]:
        if sample_in_use(self.session):
            yield self.say(N_("SAMPLE DATA")), self.say(N_("Made-up children and donors; not the books of an office."))
        yield from list(self._filter()) or [(self.say(N_("Filter")), self.say(N_("All rows")))]
        yield self.say(N_("Number of rows")), self.totals.rows
        if self.totals.voided:
            yield self.say(N_("Void receipts among them, in no sum")), self.totals.voided
        yield from self._sums()
        size, root = size_and_root(self.session)
        yield self.say(N_("Taken out by")), self.style.taken_by or self.say(N_("The command line"))
        yield self.say(N_("Taken out at")), show_moment(now())
        yield self.say(N_("Acts in the proof")), size
        yield self.say(N_("Root of the proof")), root

    def _filter(self) -> Iterator[Said]:
        """Say the filter in words, a row each; of donors only where they may be named."""
        wanted, session = self.wanted, self.session
        days = ((N_("From day"), wanted.since), (N_("To day"), wanted.until))
        yield from ((self.say(label), show_day(day)) for label, day in days if day is not None)
        if wanted.campaign_id is not None:
            campaign = session.get_one(Campaign, wanted.campaign_id)
            yield self.say(N_("Campaign")), f"{campaign.code} – {campaign.name}"
        if wanted.till_id is not None:
            till = session.get_one(Account, wanted.till_id)
            yield self.say(N_("Till")), f"{till.name} ({till.code})"
        if wanted.account:
            named = session.scalar(select(Account.name).where(Account.code == wanted.account))
            yield self.say(N_("Account")), f"{named} ({wanted.account})" if named else wanted.account
        if wanted.donor_id is not None:
            donor = session.get_one(Donor, wanted.donor_id)
            yield self.say(N_("Donor")), donor.full_name if self.style.names else f"#{donor.id}"
        yield from self._filter_of_help()

    def _filter_of_help(self) -> Iterator[Said]:
        wanted, session = self.wanted, self.session
        if wanted.item:
            yield self.say(N_("Item")), f"{all_items(session)[wanted.item].name} ({wanted.item})"
        if wanted.seq is not None:
            yield self.say(N_("Entry no.")), wanted.seq
        if wanted.place:
            yield self.say(N_("Place")), session.get_one(Place, wanted.place).name
        if wanted.now is not None:
            yield self.say(N_("Today's place")), wanted.now.name or self.say(N_("Not decided yet"))
        if wanted.occasion:
            yield self.say(N_("Occasion")), session.get_one(Occasion, wanted.occasion).name
        if wanted.kind:
            yield self.say(N_("Kind of help")), self.say(HelpKind(wanted.kind).label)

    def _sums(self) -> Iterator[Said]:
        """Add up each item alone, both sides and their difference."""
        items = all_items(self.session)
        for total in self.totals.items:
            item = f"{items[total.item].name} ({items[total.item].unit})"
            for side, quantity in zip(SIDES[self.book], _sides(self.book, total), strict=False):
                yield f"{item}: {self.say(side)}", quantity


def _sides(book: Book, total: ItemTotal) -> tuple[int, ...]:
    return (total.net,) if book is Book.RECEIPTS else (total.into, total.out, total.net)
