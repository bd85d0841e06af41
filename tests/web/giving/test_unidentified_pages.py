"""Test the pages of bank money without a name: recorded, listed, named as one gift or several."""

import pytest
from giving_steps import see_anew

from tracker.models.giving.donations import Donation, UnidentifiedTransfer
from tracker.queries.giving.pledges import outstanding
from tracker.queries.journal import account, balance

pytestmark = pytest.mark.one_engine


def row(number, donor, campaign, amount, **more):
    """Give the fields of one gift of a transfer."""
    said = {"donor": donor.full_name, "donor-id": donor.id, "campaign": campaign.id, "amount": amount, **more}
    return {f"gifts-{number}-{name}": value for name, value in said.items()}


def naming(*rows):
    """Give the fields of a naming."""
    return {
        "named_on": "22/03/2018",
        "source": "domestic",
        **{name: value for each in rows for name, value in each.items()},
    }


def test_an_accountant_records_a_transfer_that_nobody_can_name(browser, session, make):
    bank = make.bank()
    fields = {"till": bank.id, "amount": "5.000.000", "received_on": "15/03/2018", "bank_text": "UNG HO TRE EM"}
    accountant = browser("accountant")
    see_anew(bank)

    answer = accountant.post("/donations/unidentified/new", **fields, bank_reference="FT18074")

    transfer = session.query(UnidentifiedTransfer).one()
    assert answer.location == "/donations/unidentified"
    assert (transfer.amount, transfer.bank_reference) == (5_000_000, "FT18074")
    assert "UNG HO TRE EM" in accountant.get("/donations/unidentified").text


@pytest.mark.parametrize(
    ("name", "value"), [("amount", "1,5"), ("bank_text", " "), ("till", "1"), ("received_on", "31/12/2099")]
)
def test_a_transfer_that_cannot_be_is_refused_at_its_field(browser, session, make, name, value):
    fields = {"till": make.bank().id, "amount": "5.000.000", "received_on": "15/03/2018", "bank_text": "UNG HO"}

    answer = browser("accountant").post("/donations/unidentified/new", **fields | {name: value})

    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert session.query(UnidentifiedTransfer).count() == 0


def test_a_transfer_named_as_two_gifts_leaves_what_is_owed(browser, session, make):
    transfer, lan, khoa, campaign = make.transfer(), make.donor("Lan Thị"), make.donor("Khoa Anh"), make.campaign()
    path = f"/donations/unidentified/{transfer.id}/name"
    fields = naming(row(0, lan, campaign, "3.000.000"), row(1, khoa, make.fund(), "2.000.000"))
    see_anew(transfer)

    answer = browser("accountant").post(path, **fields)

    assert answer.location == "/donations/unidentified?state=named"
    assert [gift.donor_id for gift in session.query(Donation)] == [lan.id, khoa.id]
    assert balance(session, account(session, "payable:unidentified")) == 0
    assert balance(session, make.bank(), campaign) == 3_000_000


def test_three_and_three_of_five_is_refused_with_the_difference(browser, session, make):
    transfer, lan, campaign = make.transfer(amount=5_000_000), make.donor("Lan Thị"), make.campaign()
    path = f"/donations/unidentified/{transfer.id}/name"
    fields = naming(row(0, lan, campaign, "3.000.000"), row(1, make.donor(), campaign, "3.000.000"))
    see_anew(transfer)

    answer = browser("accountant").post(path, **fields)

    assert answer.status_code == 422
    assert "1.000.000 đ" in answer.text.split('class="errors')[1].split("</div>")[0]
    assert 'value="Lan Thị"' in answer.text
    assert session.query(Donation).count() == 0


def test_a_named_transfer_keeps_the_pledge(browser, session, make):
    pledge, transfer = make.pledge(amount=8_000_000), make.transfer()
    path = f"/donations/unidentified/{transfer.id}/name"
    fields = naming(row(0, pledge.donor, pledge.campaign, "5.000.000", pledge=pledge.id))
    see_anew(transfer)

    browser("accountant").post(path, **fields)

    assert outstanding(session, pledge) == 3_000_000


def test_half_a_row_and_a_donor_typed_only_are_refused_in_their_row(browser, session, make):
    transfer, lan, campaign = make.transfer(), make.donor("Nguyễn Thị Lan"), make.campaign()
    fields = naming(
        {"gifts-0-donor": "lan", "gifts-0-campaign": campaign.id, "gifts-0-amount": "2.000.000"},
        {"gifts-1-amount": "3.000.000"},
    )

    answer = browser("accountant").post(f"/donations/unidentified/{transfer.id}/name", **fields)

    assert f'name="gifts-0-donor-choice" value="{lan.id}"' in answer.text
    assert 'id="gifts-1-donor-error"' in answer.text
    assert 'id="gifts-1-campaign-error"' in answer.text


def test_nobody_named_is_refused(browser, make):
    path = f"/donations/unidentified/{make.transfer().id}/name"

    assert browser("accountant").post(path, **naming()).status_code == 422


def test_pressed_twice_it_is_named_once_and_a_second_form_is_told(browser, session, make):
    transfer, lan, campaign = make.transfer(), make.donor("Lan Thị"), make.campaign()
    accountant, path = browser("accountant"), f"/donations/unidentified/{transfer.id}/name"
    first, second = accountant.hidden(path), accountant.hidden(path)
    fields = naming(row(0, lan, campaign, "5.000.000"))
    see_anew(transfer)

    answers = [accountant.client.post(path, data={**first, **fields}) for _ in range(2)]
    other = accountant.client.post(path, data={**second, **fields})

    assert [answer.status_code for answer in answers] == [302, 302]
    assert other.status_code == 422
    assert session.query(Donation).count() == 1


def test_the_list_tells_who_waits_and_who_was_named(browser, make):
    make.transfer(bank_text="CHO TEN")
    named = make.transfer(bank_text="DA CO TEN")
    lan = make.donor("Lan Thị")
    accountant, fields = browser("accountant"), naming(row(0, lan, make.campaign(), "5.000.000"))
    accountant.post(f"/donations/unidentified/{named.id}/name", **fields)

    waiting = accountant.get("/donations/unidentified").text
    done = accountant.get("/donations/unidentified?state=named&q=co+ten").text

    assert "CHO TEN" in waiting and "DA CO TEN" not in waiting
    assert "Lan Thị" in done and "CHO TEN" not in done


def test_others_than_the_accountant_only_read(browser, make):
    transfer = make.transfer()
    roles = ("clerk", "cashier", "approver", "auditor")

    for role in roles:
        somebody = browser(role)
        assert somebody.get("/donations/unidentified").status_code == 200
        assert somebody.get("/donations/unidentified/new").status_code == 403
        assert somebody.get(f"/donations/unidentified/{transfer.id}/name").status_code == 403
    assert browser("admin").get("/donations/unidentified").status_code == 403
