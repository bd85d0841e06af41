"""Read what forms of giving share: who gave, for which pledge, and refusals at the field they mean."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import SelectChoice, SelectField

from tracker.ground.money import show_dong
from tracker.ground.names import fold
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.donors import find_donors, likely_doubles
from tracker.queries.giving.pledges import open_pledges
from tracker.queries.same import kept
from tracker.web.forms.chosen import text_or_none
from tracker.web.forms.fields import PickField

GONE = N_("This choice is no longer there. Choose again.")


class DonorField(PickField):
    """A donor: picked from the list, chosen among likely ones, or (with `new`) typed in place.

    Beside the text and the id comes `<name>-choice`: the id of a likely donor, `new` (added on
    purpose), or `sure` (added although a likely double was shown). Nobody is chosen silently: text
    alone is asked about, where anybody could be meant. An id whose text was changed does not count.
    """

    data: Any
    errors: Any

    def __init__(self, label: Any = None, *, new: bool = False, **options: Any) -> None:
        super().__init__(label, search="/donors/find.json", new=new, **options)
        # The page draws it as what it is: a pick-list.
        self.type = "PickField"
        #: Whom the text may mean, once the field was settled.
        self.candidates: list[Donor] = []
        self.choice = ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the text, the id and the choice."""
        super().process(formdata, data, extra_filters)
        if formdata is None or self.name not in formdata:
            self._begin()
            return
        said = [value for value in formdata.getlist(f"{self.name}-choice") if value]
        self.choice = said[-1][:20] if said else ""
        if self.choice.isascii() and self.choice.isdigit():
            self._choose(int(self.choice[:18]))
        elif self.picked is not None and not self._is_named():
            self.data = self.text or None

    def settle(self, phone: str = "") -> bool:
        """Make sure who is meant; else say so at the field and keep the likely ones in `candidates`."""
        if self.errors or self.data is None:
            return not self.errors
        if self.picked is not None:
            return self._known() is not None or self._refuse(_(GONE))
        self.candidates = self._likely(phone)
        if self.new and (self.choice == "sure" or (self.choice == "new" and not self.candidates)):
            self.candidates = []
            return True
        if self.candidates:
            return self._refuse(_("Several donors may be meant. Choose one below."))
        hint = N_("“%(text)s” is not in the books yet. Say that the donor is new, or choose another.")
        other = N_("“%(text)s” is not in the books yet. Add the donor first, or choose another.")
        return self._refuse(_(hint if self.new else other, text=self.text))

    def value(self, session: Session) -> Donor | None:
        """Read the donor; None where nobody was picked."""
        if self.picked is None:
            return None
        donor = session.get(Donor, self.picked)
        if donor is None:
            raise Refused(self.short_name, GONE)
        return kept(session, donor)

    def _begin(self) -> None:
        """Begin with the donor whose id was given; with nobody where there is none such."""
        if self.picked is not None:
            donor = self._known()
            self.data, self.text = (donor.id, donor.full_name) if donor is not None else (None, "")

    def _choose(self, donor_id: int) -> None:
        self.data = donor_id
        donor = self._known()
        self.text = donor.full_name if donor is not None else self.text

    def _known(self) -> Donor | None:
        """Give who was picked; a merged record, also of a form opened before, leads to the one that is kept."""
        donor = db.session().get(Donor, self.picked)
        return kept(db.session(), donor) if donor is not None else None

    def _is_named(self) -> bool:
        picked, donor = db.session().get(Donor, self.picked), self._known()
        return picked is None or fold(self.text) in {fold(each.full_name) for each in (picked, donor) if each}

    def _likely(self, phone: str) -> list[Donor]:
        session = db.session()
        same = likely_doubles(session, full_name=self.text, phone=phone)
        if self.choice == "new":
            return same
        found = find_donors(session, self.text, limit=6)
        return list({donor.id: donor for donor in [*same, *found]}.values())[:8]

    def _refuse(self, text: str) -> bool:
        self.errors = [*self.errors, text]
        return False


class PledgeField(SelectField):
    """A pledge of the donor and campaign that the form names; nothing chosen is no pledge."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, choices=[SelectChoice("", _("No pledge"))], coerce=text_or_none, **options)

    def offer(self, donor_id: int | None, campaign_id: int | None) -> None:
        """Offer the open pledges of a donor to a campaign."""
        self.choices = [SelectChoice("", _("No pledge"))] + [
            SelectChoice(str(row["id"]), row["text"], {"data-open": str(row["open"])})
            for row in pledge_rows(db.session(), donor_id, campaign_id)
        ]

    def value(self, session: Session) -> Pledge | None:
        """Read the pledge."""
        return session.get(Pledge, int(self.data)) if self.data else None


def pledge_rows(session: Session, donor_id: int | None, campaign_id: int | None) -> list[dict[str, Any]]:
    """List the open pledges of a donor to a campaign as a form offers them: id, text, open (whole đồng)."""
    donor = session.get(Donor, donor_id) if donor_id else None
    campaign = session.get(Campaign, campaign_id) if campaign_id else None
    if donor is None or campaign is None:
        return []
    return [
        {
            "id": row.pledge.id,
            "text": _("%(pledge)s · %(open)s left", pledge=row.pledge.code, open=show_dong(row.open)),
            "open": row.open,
        }
        for row in open_pledges(session, donor, campaign)
    ]
