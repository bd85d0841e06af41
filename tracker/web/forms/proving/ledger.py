"""Read what narrows a book; what is malformed filters nothing and says so at its field."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import Field, SelectField
from wtforms.fields import SelectChoice

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Occasion
from tracker.queries.giving.donors import find_donors
from tracker.queries.helping.places import Gazetteer
from tracker.queries.journal import VND
from tracker.queries.proving.campaign_lists import campaigns_found
from tracker.queries.proving.ledger_books import Book
from tracker.queries.proving.ledger_filters import (
    LedgerFilter,
    accounts_all,
    campaign_by_code,
    refuse_backward_days,
    till_by_code,
)
from tracker.queries.proving.ledger_now import NowPlace, places_now
from tracker.queries.proving.ledger_places import all_occasions
from tracker.queries.proving.ledger_till import items_in
from tracker.queries.proving.tills import tills_all
from tracker.queries.settings import all_items
from tracker.web.forms.base import Filter
from tracker.web.forms.fields import CountField, DayField, PickField
from tracker.web.forms.proving.ledger_help import kind_choices, now_choices, place_choices
from tracker.web.language import said

#: Which filters each book knows, in the order of the page.
FIELDS: dict[Book, tuple[str, ...]] = {
    Book.JOURNAL: ("since", "until", "campaign", "account", "donor", "entry"),
    Book.RECEIPTS: ("since", "until", "campaign", "till", "donor"),
    Book.DISBURSEMENTS: ("since", "until", "campaign", "till", "place", "now", "occasion", "kind"),
    Book.TILL: ("till", "item", "since", "until", "campaign"),
}
#: The first step of an account's path → what stands below it.
GROUPS = {
    "assets": N_("Money and goods"),
    "payable": N_("Owed"),
    "equity": N_("Sources"),
    "income": N_("Income"),
    "expenses": N_("Expenses"),
    "memo": N_("Promises, beside the money"),
}
_ALL = SelectChoice("", _l("All"))


class LedgerForm(Filter):
    """Period, campaign, account, till, item, donor, entry, place, occasion, kind: a book keeps those that it knows."""

    since = DayField(_l("From day"))
    until = DayField(_l("To day"))
    campaign = SelectField(_l("Campaign"), default="")
    account = SelectField(_l("Account"), default="")
    till = SelectField(_l("Till"), default="")
    item = SelectField(_l("Item"), default="")
    donor = PickField(_l("Donor"), search="/donors/find.json")
    entry = CountField(_l("Entry no."))
    place = SelectField(_l("Place"), default="")
    now = SelectField(_l("Today's place"), default="")
    occasion = SelectField(_l("Occasion"), default="")
    kind = SelectField(_l("Kind of help"), default="")

    _tills: dict[str, Account]
    _now: dict[str, NowPlace]
    #: Every occasion by its code, where the book knows occasions.
    occasions: dict[str, Occasion]

    @classmethod
    def of_book(cls, book: Book, session: Session) -> Self:
        """Make the form of a book, with its choices, and read and check what was sent."""
        form = cls.of_request()
        for name in [name for name in form._fields if name not in FIELDS[book]]:
            del form[name]
        form._fields = {name: form[name] for name in FIELDS[book]}
        form._offer(book, session)
        form.validate()
        if form.donor is not None:
            form._find_donor(session)
        form._refuse_backward_days()
        return form

    def wanted(self, session: Session) -> LedgerFilter:
        """Give the filter of what is well."""
        well = self.said_well()
        campaign, till = well.get("campaign"), well.get("till")
        return LedgerFilter(
            since=well.get("since"),
            until=well.get("until"),
            campaign_id=campaign_by_code(session, campaign).id if campaign else None,
            account=well.get("account", ""),
            till_id=self._till(session, till).id if till else None,
            donor_id=well.get("donor"),
            item=well.get("item", ""),
            seq=well.get("entry"),
            place=well.get("place", ""),
            occasion=well.get("occasion", ""),
            kind=well.get("kind", ""),
            now=self._now.get(well.get("now", "")),
        )

    def _till(self, session: Session, code: str) -> Account:
        """Find a till among those that were offered, else say that there is none."""
        return self._tills[code] if code in self._tills else till_by_code(session, code)

    def said_well(self) -> dict[str, Any]:
        """Give the values of the fields that are well and not empty."""
        return {field.short_name: field.data for field in self if field.data and not field.errors}

    def address(self) -> dict[str, Any]:
        """Give what narrows as it stands in an address, for links to the same rows."""
        well = self.said_well()
        if "donor" in well:
            well |= {"donor": self.donor.text, "donor-id": well["donor"]}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in well.items()}

    @property
    def shown(self) -> list[Field]:
        """List the fields to draw: an item where there is a choice, an entry or today's place if asked for."""
        idle = {"item"} if self.item is not None and len(self.item.choices) < 2 else set()
        rare = ((name, self[name]) for name in ("entry", "now") if name in self._fields)
        idle |= {name for name, field in rare if not (field.data or field.errors)}
        return [field for field in self if field.short_name not in idle]

    def _offer(self, book: Book, session: Session) -> None:
        self._tills, self._now, self.occasions = {}, {}, {}
        campaigns = session.scalars(campaigns_found().order_by(Campaign.code))
        self.campaign.choices = [_ALL, *(SelectChoice(row.code, f"{row.code} – {row.name}") for row in campaigns)]
        if self.account is not None:
            self.account.choices = [_ALL, *_account_choices(accounts_all(session))]
        if self.till is not None:
            tills = tills_all(session)
            self._tills = {till.code: till for till in tills}
            blank = [] if book is Book.TILL else [_ALL]
            self.till.choices = [*blank, *(SelectChoice(till.code, till.name) for till in tills)]
            if book is Book.TILL:
                self._offer_items(session, tills)
        if book is Book.DISBURSEMENTS:
            self.place.choices = [_ALL, *place_choices(session)]
            self.occasions = all_occasions(session)
            self.occasion.choices = [_ALL, *(SelectChoice(code, row.name) for code, row in self.occasions.items())]
            self.kind.choices = [_ALL, *kind_choices()]
            self._now = places_now(Gazetteer(session), today()) if self.now.data else {}
            self.now.choices = [_ALL, *now_choices(self._now.values())]

    def _offer_items(self, session: Session, tills: list[Account]) -> None:
        """Begin with the first till and the first item that it ever held: a page is of one of each."""
        self.till.data = self.till.data or tills[0].code
        till = next((till for till in tills if till.code == self.till.data), tills[0])
        held = items_in(session, LedgerFilter(till_id=till.id)) or [VND]
        names = all_items(session)
        self.item.choices = [SelectChoice(item, names[item].name) for item in held]
        self.item.data = self.item.data if self.item.data in held else held[0]

    def _find_donor(self, session: Session) -> None:
        """Take the donor who was picked, or the only one whom the typed text finds."""
        if not self.donor.data:
            return
        picked = self.donor.picked
        known = session.get(Donor, picked) if picked is not None else None
        found = [known] if known is not None else find_donors(session, self.donor.text, limit=2)
        if len(found) == 1:
            self.donor.show(found[0].id, found[0].full_name)
        else:
            self.donor.errors = [_("Choose the donor from the list.")]

    def _refuse_backward_days(self) -> None:
        well = self.said_well()
        try:
            refuse_backward_days(well.get("since"), well.get("until"))
        except Refused as refused:
            self.refuse(refused)


def _account_choices(accounts: list[Account]) -> Iterator[SelectChoice]:
    """Offer each account in its group, and before them all of a group at once."""
    paths: set[str] = set()
    for account in accounts:
        steps = account.code.split(":")
        group = said(GROUPS.get(steps[0], steps[0]))
        for path in (":".join(steps[:depth]) for depth in range(1, len(steps))):
            if path not in paths:
                name = path if ":" in path else group
                yield SelectChoice(path, _("All of %(path)s", path=name), optgroup=group)
            paths.add(path)
        yield SelectChoice(account.code, account.name, optgroup=group)
