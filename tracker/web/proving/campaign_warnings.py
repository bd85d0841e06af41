"""Say in words what somebody should know about a campaign before acting on its figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from tracker.ground.dates import show_day
from tracker.ground.money import show_dong
from tracker.models.proving.campaigns import Campaign, Leftover
from tracker.queries.proving.positions import Position
from tracker.web.rights import may


@dataclass(frozen=True)
class Warned:
    """A sentence, and where to go from it (None: nowhere)."""

    text: str
    href: str | None = None
    link: str | None = None


def warnings_of(campaign: Campaign, where: Position, day: date) -> list[Warned]:
    """List a campaign's warnings on a day, the worst first."""
    return [*_of_promises(campaign, where), *_of_days(campaign, where, day)]


def _of_promises(campaign: Campaign, where: Position) -> Iterator[Warned]:
    pledges = url_for("campaigns.show", campaign_id=campaign.id, list="pledges", _anchor="list")
    if where.free < 0:
        amount = show_dong(-where.free)
        yield Warned(_("%(amount)s more is approved than money and pledges cover.", amount=amount))
    elif where.secured < 0:
        short, pledged = show_dong(-where.secured), show_dong(where.pledged)
        text = _("%(short)s is missing for what is approved; it waits for %(pledged)s of pledges.",
                 short=short, pledged=pledged)  # fmt: skip
        yield Warned(text, pledges, _("View and remind"))


def _of_days(campaign: Campaign, where: Position, day: date) -> Iterator[Warned]:
    if campaign.closed_on is not None:
        return
    if campaign.receives_until is not None and campaign.receives_until < day:
        yield Warned(_("Gifts were taken until %(day)s, as announced.", day=show_day(campaign.receives_until)))
    left = where.in_hand + where.advanced - where.unidentified
    if campaign.ends_on is not None and campaign.ends_on < day and left > 0:
        text = _("Ended on %(day)s with %(left)s left over.", day=show_day(campaign.ends_on), left=show_dong(left))
        yield _with_way_out(campaign, f"{text} {_leftover_terms(campaign)}")


def _leftover_terms(campaign: Campaign) -> str:
    return _("Terms for what is left: %(terms)s.", terms=_(Leftover(campaign.leftover).label).lower())


def _with_way_out(campaign: Campaign, text: str) -> Warned:
    if campaign.leftover == Leftover.GENERAL_FUND and may("campaigns.move"):
        return Warned(text, url_for("campaign_moves.new", from_campaign=campaign.id), _("Move"))
    return Warned(text)
