"""The form of a correction: the right gift beside the recorded one."""

import re
from typing import Any

import pytest
from make import DAY

from tracker.models.proving.corrections import Correction
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.give_backs import give_back
from tracker.operations.proving.corrections import propose_correction, recorded_gift, right_gift
from tracker.queries.giving.donations import parts_of

pytestmark = pytest.mark.one_engine

HOSTILE = ["<b>Lan</b>", "<script>alert(1)</script>", '<a href="javascript:alert(1)">x</a>', "A & B <Cty>"]


def fields(session, donation, **changed: Any) -> dict[str, Any]:
    """Give what the form of a gift begins with, with some values changed."""
    gift = recorded_gift(session, donation)
    money = [part for part in gift.parts if part.item == "VND"]
    goods = [part for part in gift.parts if part.item != "VND"]
    sent = {
        "donor": gift.donor.full_name,
        "donor-id": gift.donor.id,
        "via": gift.via.full_name if gift.via else "",
        "via-id": gift.via.id if gift.via else "",
        "campaign": gift.campaign.id,
        "received_on": gift.received_on.strftime("%d/%m/%Y"),
        "pledge": gift.pledge.code if gift.pledge else "",
        "source": str(gift.source),
        "purpose": gift.purpose,
        "remark": gift.note,
        "reason": "Gõ nhầm",
    }
    for place, part in enumerate(money):
        sent |= {f"money-{place}-amount": part.quantity, f"money-{place}-till": part.account.id}
    for place, part in enumerate(goods):
        sent |= {f"goods-{place}-item": part.item, f"goods-{place}-quantity": part.quantity}
        sent |= {f"goods-{place}-value": part.value or ""}
    return sent | changed


def propose(browser, session, donation, **changed):
    path = f"/corrections/new?donation={donation.id}"
    return browser("accountant").post(path, **fields(session, donation, **changed))


def proposed(session, make, run, donation=None, **right) -> Correction:
    donation = donation or make.donation(amount=5_000_000)
    right = right or {"parts": [Part(make.account(), "VND", 500_000)]}
    gift = Gift(**(vars(recorded_gift(session, donation)) | right))
    facts = {"donation": donation, "right": gift, "reason": "Gõ thừa một số 0"}
    return run(propose_correction, by=make.user("accountant"), **facts)


def only(session, table):
    session.rollback()
    return session.query(table).one()


def test_the_form_begins_with_the_recorded_gift_and_says_what_will_happen(browser, make):
    pledge = make.pledge(donor=make.donor("Nguyễn Thị Lan"))
    donation = make.donation(
        pledge=pledge, amount=5_000_000, goods=[("BICYCLE", 9, 9_000_000)], via=make.donor("Hội Nông dân")
    )
    receipt = make.receipt(donation)

    page = browser("accountant").get(f"/corrections/new?donation={donation.id}").text

    for value in ("Nguyễn Thị Lan", "Hội Nông dân", "15/03/2018", "5.000.000", "9", "9.000.000", pledge.code):
        assert f'value="{value}"' in page, value
    assert receipt.code in page


@pytest.mark.parametrize("query", ["", "donation=999", "donation=x", "donation=-1"])
def test_a_correction_of_nothing_is_404(browser, query):
    assert browser("accountant").get(f"/corrections/new?{query}").status_code == 404


def test_an_amount_is_put_right_from_the_form(browser, session, make):
    donation = make.donation(amount=5_000_000)

    answer = propose(browser, session, donation, **{"money-0-amount": "500.000"})

    correction = only(session, Correction)
    assert answer.location == f"/corrections/{correction.id}"
    assert right_gift(session, correction).money == 500_000
    assert correction.reason == "Gõ nhầm"


def test_everything_of_a_gift_is_put_right_at_once(browser, session, make):
    donor, via, campaign, bank = make.donor("Lê Thị Hoa"), make.donor("Hội Nông dân"), make.campaign(), make.bank()
    pledge = make.pledge(donor=donor, campaign=campaign)
    donation = make.donation(amount=5_000_000, goods=[("BICYCLE", 9, None)])
    changed = {"donor": donor.full_name, "donor-id": donor.id, "via": via.full_name, "via-id": via.id}
    changed |= {"campaign": campaign.id, "received_on": "10/3/2018", "pledge": pledge.code.lower(), "source": "abroad"}
    changed |= {"money-0-amount": "1 000 000", "money-1-amount": "2.000.000 đ", "money-1-till": bank.id}
    changed |= {"goods-0-item": "MILK", "goods-0-quantity": "90", "goods-0-value": "", "purpose": "Cho em Lan"}

    propose(browser, session, donation, **changed)

    right = right_gift(session, only(session, Correction))
    assert (right.donor.id, right.via.id, right.campaign.id, right.pledge.id) == (
        donor.id,
        via.id,
        campaign.id,
        pledge.id,
    )
    assert (right.received_on.isoformat(), str(right.source), right.purpose) == ("2018-03-10", "abroad", "Cho em Lan")
    parts = [(part.account.code, part.item, part.quantity) for part in right.parts]
    assert parts == [
        ("assets:cash", "VND", 1_000_000),
        ("assets:bank:nhcsxh", "VND", 2_000_000),
        ("assets:goods", "MILK", 90),
    ]


def test_an_emptied_row_takes_the_goods_out_and_an_added_one_waits_to_be_filled(browser, session, make):
    donation = make.donation(amount=5_000_000, goods=[("BICYCLE", 9, None)])
    emptied = {"goods-0-item": "", "goods-0-quantity": "", "goods-0-value": ""}

    more = propose(browser, session, donation, more="1", **emptied)
    propose(browser, session, donation, **emptied)

    assert more.status_code == 200 and 'name="goods-1-item"' in more.text
    assert [part.item for part in right_gift(session, only(session, Correction)).parts] == ["VND"]


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"money-0-amount": "1.00.000"}, "money-0-amount-error"),
        ({"money-0-amount": ""}, "money-error"),
        ({"received_on": "32/1/2018"}, "received_on-error"),
        ({"received_on": "01/01/2099"}, "received_on-error"),
        ({"donor": "Không Có Ai", "donor-id": ""}, "donor-error"),
        ({"campaign": "999"}, "campaign-error"),
        ({"pledge": "CK-2018-9999"}, "pledge-error"),
        ({"reason": " "}, "reason-error"),
        ({"money-0-till": "1234"}, "money-0-till-error"),
    ],
)
def test_a_slip_is_said_at_its_field_and_what_was_typed_is_kept(browser, session, make, changed, place):
    donation = make.donation(amount=5_000_000)

    page = propose(browser, session, donation, **({"money-0-amount": "4.999.999"} | changed))

    assert page.status_code == 422
    assert f'id="{place}"' in page.text
    for name, typed in changed.items():
        if name in ("donor", "received_on", "pledge"):
            assert f'value="{typed}"' in page.text
    session.rollback()
    assert session.query(Correction).count() == 0


def test_a_proposal_that_changes_nothing_is_refused_in_words(browser, session, make):
    page = propose(browser, session, make.donation())

    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_a_gift_that_cannot_be_corrected_has_no_form(browser, session, make, run):
    waiting = proposed(session, make, run)
    gone_back = make.donation(amount=5)
    part = (parts_of(session, gone_back)[0], 1, make.account())
    run(give_back, by=make.user("approver"), donation=gone_back, given_back_on=DAY, reason="Đề nghị", parts=[part])
    accountant = browser("accountant")

    pages = [accountant.get(f"/corrections/new?donation={key}").text for key in (waiting.donation_id, gone_back.id)]

    assert f'href="/corrections/{waiting.id}"' in pages[0]
    assert all('name="reason"' not in page for page in pages)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_inert_on_every_page(browser, session, make, run, name):
    donation = make.donation(donor=make.donor(name), via=make.donor(name), purpose=name, remark=name)
    make.receipt(donation)
    accountant = browser("accountant")
    page = accountant.post(
        f"/corrections/new?donation={donation.id}",
        **fields(session, donation, reason=name, remark="khác", **{"money-0-amount": "2"}),
    )
    assert page.status_code == 302

    paths = ["/corrections", page.location, f"/corrections/new?donation={make.donation(donor=donation.donor).id}"]
    pages = [accountant.get(path) for path in paths]

    assert all(shown.status_code == 200 and name not in shown.text for shown in pages)
    assert all(re.search("&lt;|&amp;", shown.text) for shown in pages)
