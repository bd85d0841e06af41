"""Pages of closings: proposed with what it means, answered by another, and felt at the day of every form."""

from datetime import date

import pytest
from make import DAY

from tracker.models.proving.closings import Closing
from tracker.operations.proving.closings import approve_closing, propose_closing
from tracker.queries.giving.donations import parts_of
from tracker.queries.proving.closings import closed_until

pytestmark = pytest.mark.one_engine

UNTIL = date(2018, 3, 31)


def proposed(make, run, until=UNTIL) -> Closing:
    return run(propose_closing, by=make.user("accountant"), until=until, remark="Đã đối chiếu sao kê")


def closed(make, run, until=UNTIL) -> None:
    run(approve_closing, by=make.user("approver"), closing=proposed(make, run, until))


def test_the_empty_list_leads_to_the_proposal_and_that_to_its_own_page(browser, session, make):
    make.sheet(sent_on=DAY)
    accountant = browser("accountant")

    empty = accountant.get("/closings").text
    form = accountant.get("/closings/new").text
    answer = accountant.post("/closings/new", until="31/3/2018", remark="Đủ chứng từ")

    session.rollback()
    closing = session.query(Closing).one()
    assert 'href="/closings/new"' in empty
    assert 'href="/sheets"' in form
    assert (answer.location, closing.closed_until) == (f"/closings/{closing.id}", UNTIL)


def test_a_day_that_cannot_be_closed_is_refused_at_its_field_with_what_was_typed_kept(browser):
    page = browser("accountant").post("/closings/new", until="31/12/2099", remark="Đủ chứng từ")

    assert page.status_code == 422
    assert 'id="until-error"' in page.text
    assert 'value="31/12/2099"' in page.text and "Đủ chứng từ" in page.text


def test_the_approver_finds_it_at_home_sees_what_it_means_and_closes(browser, session, make, run):
    closing = proposed(make, run)
    approver, path = browser("approver"), f"/closings/{closing.id}"

    home = approver.get("/").text
    before = approver.get(path).text
    answer = approver.post(f"{path}/approve", page=path, remark="")
    after = approver.get("/closings").text

    session.rollback()
    assert f'href="{path}"' in home
    assert "31/03/2018" in before and "Đã đối chiếu sao kê" in before and f"{path}/approve" in before
    assert answer.location == path
    assert closed_until(session) == UNTIL
    assert "31/03/2018" in after


def test_who_proposed_it_has_no_button_and_who_reads_has_none(browser, make, run):
    both = make.granted(make.user("accountant"), "approver")
    closing = proposed(make, run)
    path = f"/closings/{closing.id}"

    own, auditor = browser(user=both).get(path).text, browser("auditor").get(path).text
    answer = browser(user=both).post(f"{path}/approve", page="/donors/new")

    assert f"{path}/approve" not in own and f"{path}/approve" not in auditor
    assert answer.status_code == 422


def test_it_goes_back_with_a_reason_only(browser, session, make, run):
    closing = proposed(make, run)
    approver, path = browser("approver"), f"/closings/{closing.id}"

    unreasoned = approver.post(f"{path}/reject", page=path, remark="")
    answer = approver.post(f"{path}/reject", page=path, remark="Còn phiếu chưa nhập")

    assert unreasoned.status_code == 422 and 'id="reject-remark-error"' in unreasoned.text
    assert answer.location == path
    assert "Còn phiếu chưa nhập" in approver.get(path).text


FORMS = {
    "gift": ("cashier", "/donations/new", "received_on", {"way": "cash", "amount": "500.000"}),
    "pledge": ("clerk", "/pledges/new", "pledged_on", {"amount": "500.000", "first_due_on": "1/5/2018", "count": "1"}),
    "transfer": ("accountant", "/donations/unidentified/new", "received_on", {"amount": "500.000", "bank_text": "UH"}),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_refuses_a_closed_day_at_its_field_and_keeps_what_was_typed(browser, make, run, name):
    role, path, field, typed = FORMS[name]
    donor, campaign, bank = make.donor(), make.campaign(), make.bank()
    closed(make, run)
    till = make.account() if name == "gift" else bank
    choice = {"rhythm": "once", "source": "domestic", "till": str(till.id), "campaign": str(campaign.id)}
    who = {"donor": donor.full_name, "donor-id": str(donor.id)}

    page = browser(role).post(path, **choice, **who, **typed, **{field: "15/3/2018"})

    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert 'value="15/03/2018"' in page.text and 'value="500.000"' in page.text
    assert "31/03/2018" in page.text


def test_giving_back_and_moving_refuse_a_closed_day_at_their_field(browser, session, make, run):
    donation = make.donation()
    closed(make, run)
    campaign, other = donation.campaign, make.campaign()
    till, day = make.account(), "15/3/2018"
    bank, part = make.bank(), parts_of(session, donation)[0]
    moved = {"held": f"{till.id}:VND", "quantity": "5.000", "to_campaign": str(other.id), "consent": "Có"}

    give = browser("approver").post(
        f"/donations/{donation.id}/give-back",
        given_back_on=day,
        reason="Theo thư",
        **{f"quantity_{part.id}": "5.000", f"till_{part.id}": str(till.id)},
    )
    move = browser("approver").post(f"/campaigns/move?from_campaign={campaign.id}", moved_on=day, reason="Bù", **moved)
    slip = browser("accountant").post(
        f"/tills/move?from_till={till.id}",
        happened_on=day,
        to_till=str(bank.id),
        **{f"amount_{campaign.id}": "5.000"},
    )

    for page, field in ((give, "given_back_on"), (move, "moved_on"), (slip, "happened_on")):
        assert page.status_code == 422, field
        assert f'id="{field}-error"' in page.text, field
