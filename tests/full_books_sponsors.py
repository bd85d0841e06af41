"""Tell a sponsor of a stop, find another, and say no to a proposal that had one, for the full books."""

from datetime import date

from make import Make
from scholarship_steps import propose
from sqlalchemy import select

from tracker.models.helping.scholarships import Award
from tracker.operations.helping.scholarships import refuse_awards
from tracker.operations.helping.sponsorships import add_sponsor, tell_sponsor
from tracker.queries.helping.sponsor_news import to_tell


def mind_sponsors(make: Make) -> None:
    """Tell the sponsor of the one that was stopped, find one for the last, and refuse a proposal: its sponsor goes."""
    (news,) = to_tell(make.session)
    told = {"how": "Điện thoại, gặp chị Hoa", "told_on": date(2018, 3, 7)}
    make.run(tell_sponsor, sponsorship=news.sponsorship, step=news.step, **told)
    last = make.session.scalars(select(Award).order_by(Award.id.desc()).limit(1)).one()
    make.run(add_sponsor, award=last, donor=make.donor("Mạnh thường quân"), since=date(2018, 3, 7))
    campaign = last.campaign
    (proposal,) = propose(make, campaign, [make.child()])
    make.run(add_sponsor, award=proposal, donor=make.donor("Người đỡ đầu"), since=date(2018, 3, 8))
    make.run(refuse_awards, by=make.user("approver"), awards=[proposal], remark="Chưa đủ hồ sơ")
