"""Put sponsors behind scholarships, change them, and keep that they were told what was decided."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_reason
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.models.helping.scholarships import OVER, Award, AwardStep, SponsorMessage, Sponsorship
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.operations.journal import note
from tracker.queries.helping.scholarships import award_state
from tracker.queries.helping.sponsorships import live_beside, shares_taken
from tracker.queries.same import kept, leading_id


def add_sponsor(
    session: Session,
    *,
    by: User,
    award: Award,
    donor: Donor,
    since: date,
    share: int = 100,
    pledge: Pledge | None = None,
) -> Sponsorship:
    """Put a sponsor behind an award, with a share in percent where it is shared, and the promise that pays it.

    Refuses an award that is over, a second live sponsor of the child in the campaign (unless its award is
    shared and the shares stay within 100 %), the same sponsor twice, and a pledge of another donor or campaign.
    """
    donor = kept(session, donor)
    if award_state(session, award) in OVER:
        raise Refused(None, N_("This scholarship is over."))
    if not 1 <= share <= 100 or (not award.shared and share != 100):
        text = N_("A share is between 1 and 100 percent; an award that is not shared has one sponsor for all of it.")
        raise Refused("share", text)
    refuse_unlikely_day(since, "since")
    _refuse_pledge(session, award, donor, pledge)
    _refuse_second(session, award, donor, share)
    sponsorship = Sponsorship(
        award_id=award.id,
        child_id=award.child_id,
        campaign_id=award.campaign_id,
        shared=award.shared,
        donor_id=donor.id,
        pledge_id=pledge.id if pledge else None,
        share=share,
        since=since,
        until=None,
        why_ended="",
        by_id=by.id,
    )
    session.add(sponsorship)
    session.flush()
    return sponsorship


def end_sponsorship(session: Session, *, by: User, sponsorship: Sponsorship, until: date, reason: str) -> Sponsorship:
    """Let a sponsor go, with the last day and why; the row stays as history.

    Refuses one that has ended, a day before it began, and one that has not come yet.
    """
    reason = clean_reason(reason)
    _refuse_ended(sponsorship)
    refuse_unlikely_day(until, "until")
    if until < sponsorship.since:
        raise Refused("until", N_("It began on %(day)s only."), day=show_day(sponsorship.since))
    note(session, by=by, record=sponsorship, changes={"until": until, "why_ended": reason})
    return sponsorship


def change_sponsor(
    session: Session,
    *,
    by: User,
    sponsorship: Sponsorship,
    donor: Donor,
    since: date,
    reason: str,
    pledge: Pledge | None = None,
) -> Sponsorship:
    """Put another sponsor in the place of one, with the same share, from a day on; the old one stays as history.

    The old one's last day is the day before. Refuses the same donor, a day before the old one began,
    and whatever `add_sponsor` refuses.
    """
    reason = clean_reason(reason)
    _refuse_ended(sponsorship)
    if leading_id(donor) == leading_id(sponsorship.donor):
        raise Refused("donor", N_("This sponsor stands behind it already."))
    if since < sponsorship.since:
        raise Refused("since", N_("It began on %(day)s only."), day=show_day(sponsorship.since))
    refuse_unlikely_day(since, "since")
    last = max(since - timedelta(days=1), sponsorship.since)
    end_sponsorship(session, by=by, sponsorship=sponsorship, until=last, reason=reason)
    return add_sponsor(
        session,
        by=by,
        award=sponsorship.award,
        donor=donor,
        since=since,
        share=sponsorship.share,
        pledge=pledge,
    )


def let_all_go(session: Session, *, by: User, awards: Sequence[Award], reason: str) -> None:
    """End the sponsorships of awards to which somebody said no, today or on the day they began."""
    asked = select(Sponsorship).where(
        Sponsorship.award_id.in_([award.id for award in awards]), Sponsorship.until.is_(None)
    )
    for sponsorship in session.scalars(asked.order_by(Sponsorship.id)).all():
        until = max(today(), sponsorship.since)
        note(session, by=by, record=sponsorship, changes={"until": until, "why_ended": reason})


def tell_sponsor(
    session: Session, *, by: User, sponsorship: Sponsorship, step: AwardStep, how: str, told_on: date | None = None
) -> SponsorMessage:
    """Keep that a sponsor was told of a decision, when and how; refuses one who was told of it before."""
    how = clean_reason(how, field="how")
    day = told_on or today()
    if step.award_id != sponsorship.award_id:
        raise ValueError("the decision is about another award")
    refuse_unlikely_day(day, "told_on")
    if day < step.happened_on:
        raise Refused("told_on", N_("It was decided on %(day)s only."), day=show_day(step.happened_on))
    told = select(SponsorMessage.id).where(
        SponsorMessage.sponsorship_id == sponsorship.id, SponsorMessage.step_id == step.id
    )
    if session.scalar(told) is not None:
        raise Refused(None, N_("This sponsor was told already."))
    message = SponsorMessage(
        sponsorship_id=sponsorship.id, step_id=step.id, told_on=day, how=how, by_id=by.id, at=now()
    )
    session.add(message)
    session.flush()
    return message


def _refuse_ended(sponsorship: Sponsorship) -> None:
    if sponsorship.until is not None:
        raise Refused(None, N_("This sponsorship ended on %(day)s."), day=show_day(sponsorship.until))


def _refuse_pledge(session: Session, award: Award, donor: Donor, pledge: Pledge | None) -> None:
    if pledge is None:
        return
    if leading_id(session.get_one(Donor, pledge.donor_id)) != donor.id:
        raise Refused("pledge", N_("This pledge is another donor's."))
    if pledge.campaign_id != award.campaign_id:
        raise Refused("pledge", N_("This pledge is for another campaign."))


def _refuse_second(session: Session, award: Award, donor: Donor, share: int) -> None:
    """Keep one live sponsor per child and campaign, or shares that are 100 % at most (TRAPS 18)."""
    beside = live_beside(session, award)
    if any(leading_id(other.donor) == donor.id and other.award_id == award.id for other in beside):
        raise Refused("donor", N_("This sponsor stands behind it already."))
    others = [other for other in beside if other.award_id != award.id or not award.shared]
    if others:
        text = N_("%(child)s has a sponsor in this campaign already: %(donor)s. End that one first, or change it.")
        raise Refused("donor", text, child=award.child.code, donor=kept(session, others[0].donor).full_name)
    taken = shares_taken(session, award)
    if taken + share > 100:
        text = N_("%(taken)s %% are taken already; %(share)s %% more would be over 100 %%.")
        raise Refused("share", text, taken=taken, share=share)
