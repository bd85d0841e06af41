"""Ask to whom letters go: the donors of a search, or of gifts in a period."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor, DonorKind
from tracker.queries.giving.donations import donations
from tracker.queries.giving.donors import donors_page

#: So many letters go out at once; more are asked for in parts.
MOST = 2000


@dataclass(frozen=True)
class Wanted:
    """Whom letters go to: words of a name, a kind of donor, the campaign and days (included) of gifts."""

    text: str = ""
    kind: str | None = None
    campaign_id: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def by_gifts(self) -> bool:
        """Tell whether only donors of some gifts are meant."""
        return any((self.campaign_id, self.since, self.until))


@dataclass(frozen=True)
class Recipients:
    """Who gets a letter, and who gets none because no address is known; by name."""

    addressed: list[Donor]
    without: list[Donor]
    #: There are more of them than go out at once.
    more: bool


def recipients(session: Session, wanted: Wanted) -> Recipients:
    """List to whom letters go, each donor once, with what was merged into him; who wants no name gets none.

    Who gave and through whom a gift came both get one.
    """
    asked = donors_page(text=wanted.text, kind=wanted.kind).where(Donor.kind != DonorKind.ANONYMOUS)
    if wanted.by_gifts:
        asked = asked.where(Donor.id.in_(_givers(wanted)))
    found = list(session.scalars(asked.order_by(Donor.name_sort, Donor.id).limit(MOST + 1)))
    donors = found[:MOST]
    return Recipients(
        [donor for donor in donors if donor.address],
        [donor for donor in donors if not donor.address],
        len(found) > MOST,
    )


def _givers(wanted: Wanted) -> Select[Any]:
    """Ask for the keys of who gave or passed on in the period, each as the record that is kept."""
    gifts = donations()
    if wanted.campaign_id is not None:
        gifts = gifts.where(Donation.campaign_id == wanted.campaign_id)
    if wanted.since is not None:
        gifts = gifts.where(Donation.received_on >= wanted.since)
    if wanted.until is not None:
        gifts = gifts.where(Donation.received_on <= wanted.until)
    both = union(
        gifts.with_only_columns(Donation.donor_id),
        gifts.with_only_columns(Donation.via_id).where(Donation.via_id.is_not(None)),
    ).subquery()
    leads_to = func.coalesce(Donor.merged_into_id, Donor.id)
    return select(leads_to).where(Donor.id.in_(select(both.c[0])))
