"""Propose, award, suspend, stop and pay scholarships with hostile texts, through the operations."""

from datetime import date

from make import Make
from scholarship_steps import propose

from tracker.models.helping.scholarships import StopReason
from tracker.models.users import User
from tracker.operations.helping.approvals import submit
from tracker.operations.helping.award_steps import stop_award, suspend_award
from tracker.operations.helping.scholarship_runs import draft_run
from tracker.operations.helping.scholarships import award_scholarships, refuse_awards

DAY = date(2019, 1, 2)


def evil_scholarships(make: Make, clerk: User, evil: str, short: str) -> list[str]:
    """Give hostile children scholarships in every state and two runs; give the addresses of what was made."""
    campaign, approver = make.campaign("EVILHB", name=evil), make.user("approver")
    make.donation(amount=9_000_000, campaign=campaign, till=make.bank(), received_on=DAY)
    children = [make.child(evil) for _ in range(5)]
    said = {"school_year": short, "remark": evil, "shared": True, "first_due_on": date(2019, 1, 31)}
    proposed, refused, runs, suspended, stopped = propose(make, campaign, children, **said)
    make.run(award_scholarships, by=approver, awards=[runs, suspended, stopped], awarded_on=DAY)
    make.run(refuse_awards, by=approver, awards=[refused], remark=evil)
    make.run(suspend_award, award=suspended, why=StopReason.OTHER, remark=evil, suspended_on=DAY)
    make.run(stop_award, award=stopped, why=StopReason.OTHER, remark=evil, stopped_on=DAY)
    run = make.run(draft_run, by=clerk, campaign=campaign, month=date(2019, 1, 1))
    make.run(submit, by=clerk, handout=run)
    make.run(draft_run, by=clerk, campaign=campaign, month=date(2019, 2, 1))
    pages = [f"/scholarships/{award.id}" for award in (proposed, refused, runs, suspended, stopped)]
    acts = [f"/scholarships/{runs.id}/stop", f"/scholarships/{suspended.id}/resume"]
    return [*pages, *acts, "/scholarships?state=all", f"/handouts/{run.id}", f"/handouts/{run.id}?only=all"]
