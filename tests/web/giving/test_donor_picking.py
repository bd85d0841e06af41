"""Test how the form of a gift makes sure who gave: found, likely, or typed in place."""

import pytest
from giving_steps import gift_fields, office, take

from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.giving.receipts import Receipt

pytestmark = pytest.mark.one_engine


def test_a_donor_is_typed_in_place(browser, session, make):
    campaign = office(make)

    take(
        browser("cashier"),
        "Trần  Văn Bảy",
        campaign,
        **{"donor-choice": "new", "donor_phone": "0912 345 678", "donor_address": "Ấp 3"},
    )

    donor = session.query(Donor).one()
    assert (donor.full_name, donor.phone, donor.address) == ("Trần Văn Bảy", "0912345678", "Ấp 3")
    assert session.query(Donation).one().donor_id == donor.id


def test_text_alone_chooses_nobody_silently(browser, session, make):
    campaign, lan = office(make), make.donor("Nguyễn Thị Lan")

    answer = take(browser("cashier"), "nguyen thi lan", campaign)

    assert answer.status_code == 422
    assert f'name="donor-choice" value="{lan.id}"' in answer.text
    assert session.query(Donation).count() == 0


def test_a_likely_donor_is_chosen_from_below_the_text(browser, session, make):
    campaign, lan = office(make), make.donor("Nguyễn Thị Lan")

    take(browser("cashier"), "nguyen thi lan", campaign, **{"donor-choice": lan.id})

    assert session.query(Donation).one().donor_id == lan.id


def test_a_likely_double_is_asked_about_and_added_once_somebody_is_sure(browser, session, make):
    campaign = office(make)
    make.donor("Nguyễn Thị Lan", phone="0912345678")
    cashier = browser("cashier")

    asked = take(cashier, "Lan Nguyễn", campaign, **{"donor-choice": "new", "donor_phone": "0912345678"})
    sure = take(cashier, "Lan Nguyễn", campaign, **{"donor-choice": "sure", "donor_phone": "0912345678"})

    assert asked.status_code == 422
    assert sure.status_code == 302
    assert session.query(Donor).count() == 2


def test_a_name_that_nobody_has_is_not_added_unless_it_is_said_to_be_new(browser, session, make):
    campaign = office(make)

    answer = take(browser("cashier"), "Phạm Văn Chín", campaign)

    assert answer.status_code == 422
    assert session.query(Donor).count() == 0


def test_an_id_whose_text_was_changed_does_not_count(browser, session, make):
    campaign, lan = office(make), make.donor("Nguyễn Thị Lan")
    make.donor("Trần Văn Bảy")

    answer = browser("cashier").post("/donations/new", **gift_fields(lan, campaign) | {"donor": "Trần Văn Bảy"})

    assert answer.status_code == 422
    assert session.query(Donation).count() == 0


def test_an_unsure_double_is_answered_by_name_and_phone(browser, make):
    lan = make.donor("Nguyễn Thị Lan", phone="0912345678")
    cashier = browser("cashier")

    by_name = cashier.get("/donations/doubles.json?name=nguyen+thi+lan").json
    by_phone = cashier.get("/donations/doubles.json?name=Lan&phone=0912345678").json

    assert [row["id"] for row in by_name] == [row["id"] for row in by_phone] == [lan.id]


def test_ten_presses_with_a_new_donor_and_a_kept_pledge_take_one_gift(browser, session, make):
    campaign = office(make)
    cashier = browser("cashier")
    fields = {**cashier.hidden("/donations/new"), **gift_fields("Trần Văn Bảy", campaign, **{"donor-choice": "new"})}

    answers = [cashier.client.post("/donations/new", data=fields) for _ in range(3)]

    assert {answer.location for answer in answers} == {f"/receipts/{session.query(Receipt).one().id}?print=1"}
    assert session.query(Donor).count() == 1
