"""Fill sponsors of scholarships with hostile texts, through the operations."""

from datetime import date

from make import DAY, Make
from scholarship_steps import paid, propose

from tracker.models.giving.pledges import Rhythm
from tracker.models.helping.scholarships import StopReason
from tracker.operations.giving.pledges import record_pledge
from tracker.operations.helping.award_steps import stop_award
from tracker.operations.helping.scholarships import award_scholarships
from tracker.operations.helping.sponsor_letters import print_letter
from tracker.operations.helping.sponsorships import add_sponsor, change_sponsor, tell_sponsor
from tracker.queries.helping.sponsor_news import to_tell


def evil_sponsors(make: Make, evil: str, short: str) -> list[str]:
    """Let hostile donors sponsor, follow each other, be late and be told; give addresses that few links lead to."""
    campaign = make.campaign(name=evil)
    donor = make.donor(evil, contact_person=evil, phone="0903123456")
    since = date(2018, 1, 8)
    awards = propose(make, campaign, [make.child(), make.child()], shared=True)
    first, second = make.run(award_scholarships, by=make.user("approver"), awards=awards, awarded_on=DAY)
    promise = {"amount": 3_000_000, "pledged_on": DAY, "first_due_on": DAY, "count": 3, "rhythm": Rhythm.MONTHLY}
    pledge = make.run(record_pledge, donor=donor, campaign=campaign, **promise)
    before = make.run(add_sponsor, award=first, donor=make.donor(evil), since=since)
    live = make.run(change_sponsor, sponsorship=before, donor=donor, since=DAY, reason=evil, pledge=pledge)
    make.donation(campaign=campaign, amount=5_000_000, till=make.bank(), received_on=DAY)
    paid(make, campaign, 3)
    make.run(print_letter, donor=donor, since=since, until=date(2018, 12, 31))
    told = make.run(add_sponsor, award=second, donor=donor, since=since)
    make.run(stop_award, by=make.user("approver"), award=second, why=StopReason.OTHER, remark=evil, stopped_on=DAY)
    (news,) = [each for each in to_tell(make.session) if each.sponsorship.id == told.id]
    make.run(tell_sponsor, sponsorship=told, step=news.step, how=f"{short} {evil}"[:200], told_on=DAY)
    sponsors = f"/scholarships/{first.id}/sponsors"
    return [
        f"/scholarships/{second.id}",
        f"/donors/{donor.id}",
        f"/donors/{donor.id}/sponsor-letter?since=01/01/2018",
        f"/donors/{donor.id}/sponsor-letter/copies/1.pdf",
        f"{sponsors}/new?donor={donor.id}",
        f"{sponsors}/{live.id}/change?donor={donor.id}",
        f"{sponsors}/{live.id}/end",
        f"/scholarships/{second.id}/sponsors/{told.id}/tell/{news.step.id}",
        "/scholarships/news",
        "/scholarships/late",
        "/pledges?state=no_more",
    ]
