"""Test how the office merges two donors: compared, merged, led on, undone."""

import pytest
from giving_steps import gift_fields, office

from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.operations.merges import merge_donors

pytestmark = pytest.mark.one_engine


@pytest.fixture
def pair(make):
    """Give two records of one donor."""
    kept, gone = make.donor("Nguyễn Thị Lan", phone="0912345678"), make.donor("Bà Nguyễn Thị Lan")
    make.donation(amount=3_000_000, donor=kept)
    make.donation(amount=2_000_000, donor=gone)
    return kept, gone


def test_a_clerk_compares_two_donors_and_merges_them(browser, session, pair):
    kept, gone = pair
    clerk, page = browser("clerk"), f"/donors/{kept.id}/merge?other={gone.id}"
    assert page.replace("&", "&amp;") in clerk.get(f"/donors/{kept.id}").text

    seen = clerk.get(page).text
    answer = clerk.post(page, keep=str(kept.id), reason="Cùng số điện thoại")

    assert "5.000.000 đ" in seen and "Differs" in seen or "Khác" in seen
    session.rollback()
    assert answer.location == f"/donors/{kept.id}#merged"
    assert (gone.merged_into_id, gone.merged_why) == (kept.id, "Cùng số điện thoại")


def test_the_page_of_a_merged_donor_leads_to_the_one_kept_and_offers_to_undo(browser, session, make, pair):
    kept, gone = pair
    make.run(merge_donors, gone=gone, kept=kept, reason="Một người")
    clerk = browser("clerk")

    led = clerk.get(f"/donors/{gone.id}")
    page = clerk.get(led.location).text
    undone = clerk.post(f"/donors/{gone.id}/unmerge", page=f"/donors/{kept.id}")

    assert led.location == f"/donors/{kept.id}?came={gone.id}"
    assert "Một người" in page and gone.full_name in page
    session.rollback()
    assert undone.status_code == 302
    assert session.get_one(Donor, gone.id).merged_into_id is None
    assert clerk.get(f"/donors/{gone.id}/edit").status_code == 200


def test_a_refused_merge_keeps_what_was_typed(browser, make, pair):
    kept, gone = pair
    page = f"/donors/{kept.id}/merge?other={gone.id}"

    answer = browser("clerk").post(page, keep=str(gone.id), reason="")

    assert answer.status_code == 422
    assert f'<input checked id="keep-1" name="keep" type="radio" value="{gone.id}">' in answer.text


def test_the_other_record_is_chosen_from_the_list(browser, make, pair):
    kept, gone = pair
    clerk = browser("clerk")

    answers = [
        clerk.post(f"/donors/{kept.id}/merge/with", page=f"/donors/{kept.id}/merge", **typed)
        for typed in ({"other": gone.full_name, "other-id": str(gone.id)}, {"other": "Không ai"}, {"other": ""})
    ]

    assert [answer.status_code for answer in answers] == [302, 422, 422]
    assert answers[0].location == f"/donors/{kept.id}/merge?other={gone.id}"


def test_forms_opened_before_a_merge_record_for_the_one_that_is_kept(browser, session, make, pair):
    kept, gone = pair
    clerk, cashier, campaign = browser("clerk"), browser("cashier"), office(make)
    pledge = clerk.hidden(f"/pledges/new?donor={gone.id}")
    gift = cashier.hidden(f"/donations/new?donor={gone.id}") | gift_fields(gone, campaign)
    make.run(merge_donors, gone=gone, kept=kept, reason="Một người")
    promised = {"donor": gone.full_name, "donor-id": gone.id, "campaign": campaign.id, "amount": "1.000.000"}
    parts = {"rhythm": "once", "count": "1", "pledged_on": "01/03/2018", "first_due_on": "01/03/2018"}

    first = clerk.client.post("/pledges/new", data=pledge | promised | parts)
    second = cashier.client.post("/donations/new", data=gift)

    assert (first.status_code, second.status_code) == (302, 302)
    session.rollback()
    assert session.query(Pledge).one().donor_id == kept.id
    assert session.query(Donation).order_by(Donation.id.desc()).first().donor_id == kept.id


def test_a_merged_donor_is_in_no_list_and_no_pick_list(browser, make, pair):
    kept, gone = pair
    make.run(merge_donors, gone=gone, kept=kept, reason="Một người")
    clerk = browser("clerk")

    rows = clerk.get("/donors/find.json?q=nguyen thi lan").json

    assert [(row["id"], row["gifts"]) for row in rows] == [(kept.id, 2)]
    assert f'href="/donors/{gone.id}"' not in clerk.get("/donors").text
    assert clerk.get("/donors/doubles").text.count(kept.full_name) == 0


def test_the_list_of_doubles_offers_to_compare(browser, make):
    one, other = make.donor("Cty Á Châu"), make.donor("CTY Á CHÂU")
    make.donor("", kind="anonymous")
    make.donor("", kind="anonymous")

    page = browser("clerk").get("/donors/doubles").text

    assert f"/donors/{one.id}/merge?other={other.id}" in page
    assert page.count("/merge?other=") == 1


def test_who_may_not_merge_sees_no_way_to_it(browser, pair):
    kept, gone = pair

    page = browser("cashier").get(f"/donors/{kept.id}").text

    assert "/merge" not in page
    assert browser("approver").get(f"/donors/{kept.id}/merge").status_code == 403
