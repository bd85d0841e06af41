"""Dress what pages show of sponsors: those behind an award, what they were told, what was changed."""

from dataclasses import dataclass
from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.models.giving.donors import Donor
from tracker.models.helping.scholarships import OVER, Award, AwardStepKind, Sponsorship
from tracker.queries.helping.late_sponsors import Late
from tracker.queries.helping.scholarships import award_state, sponsors_of
from tracker.queries.helping.sponsor_news import told_of
from tracker.queries.journal import history_of
from tracker.queries.proving.campaigns import general_fund
from tracker.queries.same import kept
from tracker.queries.settings import letterhead_on
from tracker.queries.user_lists import names_of
from tracker.web.history import told

#: Msgids of a sponsorship's fields, as the history names them.
LABELS = {"until": N_("Sponsor until"), "why_ended": N_("Why the sponsor went")}


@dataclass(frozen=True)
class SponsorRow:
    """A sponsorship with the donor's record that is kept."""

    sponsorship: Sponsorship
    donor: Donor


def sponsor_block(award: Award) -> dict[str, Any]:
    """Give what `scholarships/_sponsors.html` shows of an award; a global of all templates."""
    session = db.session()
    rows = [SponsorRow(each, kept(session, each.donor)) for each in sponsors_of(session, award)]
    taken = sum(row.sponsorship.share for row in rows if row.sponsorship.until is None)
    ids = sorted(row.sponsorship.id for row in rows)
    changes = [change for key in ids for change in history_of(session, "sponsorships", key)]
    names = {str(row.sponsorship.id): row.donor.full_name for row in rows}
    over = award_state(session, award) in OVER
    return {
        "live": [row for row in rows if row.sponsorship.until is None],
        "past": [row for row in reversed(rows) if row.sponsorship.until is not None],
        "taken": taken,
        "room": not over and (taken < 100 if award.shared else taken == 0),
        "over": over,
        "told": told_of(session, award),
        "step_kinds": AwardStepKind,
        "people": names_of(session, {row.sponsorship.by_id for row in rows}),
        "history": told(session, sorted(changes, key=lambda change: -change.id), labels=LABELS),
        "of": lambda row: names.get(row.change.record_id, "–"),
    }


def sponsorship_or_404(award_id: int, sponsorship_id: int) -> Sponsorship:
    """Give a sponsorship of an award; 404 where there is none."""
    found = db.session().get(Sponsorship, sponsorship_id)
    return found if found is not None and found.award_id == award_id else abort(404)


def fund_name(session: Session) -> str:
    """Give how the fund names itself today; empty before its letterhead is set."""
    letterhead = letterhead_on(session, today())
    return letterhead.fund_name if letterhead else ""


def covering_address(late: Late) -> str:
    """Give the address of the move by which the general fund covers what a sponsor is late with, prefilled."""
    text = _("Covers the sponsor's part overdue of %(pledge)s", pledge=late.pledge.code)
    return url_for(
        "campaign_moves.new",
        from_campaign=general_fund(db.session()).id,
        to_campaign=late.pledge.campaign_id,
        quantity=late.short,
        reason=text,
    )
