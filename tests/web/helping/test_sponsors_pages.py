"""Who stands behind a scholarship is added, followed, let go and told; promises for what is over are asked no more."""

from datetime import date
from html import unescape

import pypdfium2 as pdfium
import pytest
from scholarship_steps import award, paid
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.models.giving.pledges import Rhythm
from tracker.models.helping.scholarships import Sponsorship, StopReason
from tracker.models.journal import Access
from tracker.models.proving.paper_copies import PaperCopy
from tracker.operations.helping.award_steps import stop_award
from tracker.operations.helping.consents import give_consent, withdraw_consent
from tracker.operations.helping.sponsorships import add_sponsor
from tracker.queries.giving.gift_tasks import pledges_overdue
from tracker.queries.helping.sponsor_tasks import sponsors_late, sponsors_to_tell

pytestmark = pytest.mark.one_engine
SINCE = date(2018, 1, 8)


@pytest.fixture
def campaign(make):
    campaign = make.campaign("CLYT")
    make.donation(campaign=campaign, amount=50_000_000, till=make.bank(), received_on=date(2018, 1, 5))
    return campaign


@pytest.fixture
def donor(make):
    return make.donor("Công ty Sương Mai", phone="0903123456")


@pytest.fixture
def pledge(make, campaign, donor):
    facts = {"count": 3, "rhythm": Rhythm.MONTHLY, "first_due_on": date(2018, 3, 31)}
    return make.pledge(campaign=campaign, donor=donor, amount=1_500_000, **facts)


@pytest.fixture
def sponsored(make, campaign, donor, pledge):
    (one,) = award(make, campaign, count=1)
    make.run(add_sponsor, award=one, donor=donor, since=SINCE, pledge=pledge)
    return one


def test_a_sponsor_is_added_with_the_pledge_that_pays_and_another_follows(
    browser, session, make, campaign, donor, pledge
):
    (one,) = award(make, campaign, count=1)
    clerk, path = browser("clerk"), f"/scholarships/{one.id}/sponsors"
    said = {"donor": donor.full_name, "donor-id": donor.id, "pledge": pledge.id, "since": "08/01/2018"}
    other = make.donor("Người sau")

    added = clerk.post(f"{path}/new", **said)
    first = session.scalars(select(Sponsorship)).one()
    again = clerk.post(f"{path}/new", **said)
    changed = {"donor": other.full_name, "donor-id": other.id, "since": "01/03/2018", "reason": "Ngừng tài trợ"}
    followed = clerk.post(f"{path}/{first.id}/change", **changed)
    page = clerk.get(f"/scholarships/{one.id}").text

    assert (added.status_code, again.status_code, followed.status_code) == (302, 422, 302)
    assert first.pledge_id == pledge.id
    assert "Người sau" in page and "Ngừng tài trợ" in page and "28/02/2018" in page


def test_when_a_child_leaves_nobody_is_asked_for_more_and_the_sponsor_is_to_be_told(
    browser, session, make, sponsored, pledge
):
    before = pledges_overdue(session, today()).amount
    make.run(stop_award, by=make.user("approver"), award=sponsored, stopped_on=date(2018, 2, 1), why=StopReason.DIED)
    clerk = browser("clerk")

    news = clerk.get("/scholarships/news").text
    path = next(part.split('"')[0] for part in news.split('href="') if "/tell/" in part.split('"')[0])
    empty = clerk.post(path, how="", told_on="05/02/2018")
    kept = clerk.post(path, how="Điện thoại, gặp chị Hoa", told_on="05/02/2018")

    assert (before, pledges_overdue(session, today()).amount) == (1_500_000, None)
    assert pledge.code not in clerk.get("/pledges?state=overdue").text
    assert pledge.code in clerk.get("/pledges?state=no_more").text
    assert f"/pledges/{pledge.id}/write-off" in browser("approver").get(f"/pledges/{pledge.id}").text
    assert "0903123456" in news and sponsored.child.code in news and sponsored.child.full_name not in news
    assert (empty.status_code, kept.status_code) == (422, 302)
    assert sponsors_to_tell(session, today()).count == 0


def test_a_late_sponsor_stands_with_three_ways_out_until_the_general_fund_covers_it(
    browser, session, make, sponsored, pledge
):
    make.donation(campaign=make.fund(), amount=5_000_000, received_on=date(2018, 1, 5))
    approver = browser("approver")
    page = unescape(approver.get("/scholarships/late").text)
    move = next(part.split('"')[0] for part in page.split('href="') if part.startswith("/campaigns/move?"))
    form = approver.get(move).text

    held = f"{make.account().id}:VND"
    consent = {"consent": "Điện thoại", "held": held, "moved_on": "01/06/2018"}
    typed = {"quantity": "1.500.000", "to_campaign": pledge.campaign_id, "reason": f"Bù {pledge.code}"}
    moved = approver.post(move, **typed, **consent)

    suspend = f"/scholarships/{sponsored.id}/suspend?why=sponsor"
    assert suspend in page and '<option selected value="sponsor">' in browser("clerk").get(suspend).text
    assert "/change" in browser("clerk").get("/scholarships/late").text
    assert "1.500.000" in form and pledge.code in form
    assert moved.status_code == 302
    assert sponsors_late(session, today()).count == 0


def test_the_letter_tells_months_by_code_and_the_first_name_only_where_the_family_agreed(
    browser, session, make, sponsored, donor, campaign
):
    make.letterhead()
    paid(make, campaign, 1)
    clerk, child = browser("clerk"), sponsored.child
    time = "?since=01/01/2018&until=31/12/2018"
    path = f"/donors/{donor.id}/sponsor-letter"

    silent = clerk.post(f"{path}/print{time}", page=f"{path}{time}")
    said = {"purpose": "donors", "method": "written", "given_on": date(2018, 2, 1)}
    make.run(give_consent, child=child, giver="guardian", giver_name="Mẹ", relation="mẹ", **said)
    make.run(give_consent, child=child, giver="child", giver_name="", relation="", **said)
    named = clerk.post(f"{path}/print{time}", page=f"{path}{time}")
    papers = [text_of(clerk.get(answer.location).data) for answer in (silent, named)]
    noted = session.scalars(select(Access).where(Access.what == "children.lettered")).all()

    first_name = child.full_name.split()[-1]
    assert all(child.code in paper and "500.000" in paper and "28/01/2018" in paper for paper in papers)
    assert [f"({first_name})" in paper for paper in papers] == [False, True]
    assert ["BẢN IN LẠI LẦN 1" in paper for paper in papers] == [False, True]
    assert child.full_name not in papers[1]
    assert [access.record_id for access in noted] == [child.id]
    assert clerk.get(silent.location).data == clerk.get(silent.location).data


def test_a_kept_letter_holds_no_name_and_tells_it_no_more_once_the_family_takes_its_word_back(
    browser, session, make, sponsored, donor, campaign
):
    make.letterhead()
    paid(make, campaign, 1)
    clerk, child, path = browser("clerk"), sponsored.child, f"/donors/{donor.id}/sponsor-letter"
    time = "?since=01/01/2018&until=31/12/2018"
    said = {"purpose": "donors", "method": "written", "given_on": date(2018, 2, 1)}
    consent = make.run(give_consent, child=child, giver="guardian", giver_name="Mẹ", relation="mẹ", **said)
    make.run(give_consent, child=child, giver="child", giver_name="", relation="", **said)
    copy = clerk.post(f"{path}/print{time}", page=f"{path}{time}").location
    kept = session.scalars(select(PaperCopy.said).where(PaperCopy.kind == "sponsor_letter")).one()

    before = text_of(clerk.get(copy).data)
    make.run(withdraw_consent, consent=consent, withdrawn_on=date(2018, 3, 1))
    after = text_of(clerk.get(copy).data)

    name = f"({child.full_name.split()[-1]})"
    assert name not in kept
    assert name in before and name not in after and child.code in after


def text_of(data):
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)).split())


def test_a_donors_page_says_whom_it_sponsors_by_code(browser, make, sponsored, donor, campaign):
    paid(make, campaign, 1)

    page = browser("approver").get(f"/donors/{donor.id}").text

    assert sponsored.child.code in page and sponsored.child.full_name not in page
    assert "1/3" in page
