"""Pages of corrections: proposed beside the recorded gift, settled by another person."""

import re
from typing import Any

import pytest
from make import DAY, PUBLIC_URL

from tracker.models.corrections import Correction
from tracker.models.donations import Donation
from tracker.models.receipts import Receipt
from tracker.models.vouchers import Voucher
from tracker.operations.campaign_moves import move_between
from tracker.operations.corrections import approve_correction, propose_correction, recorded_gift, right_gift
from tracker.operations.donations import Gift, Part
from tracker.operations.give_backs import give_back
from tracker.operations.receipts import record_copy
from tracker.queries.donations import parts_of
from tracker.queries.journal import balance

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


def test_nothing_waits_and_the_list_says_where_a_correction_begins(browser):
    page = browser("accountant").get("/corrections")

    assert page.status_code == 200
    assert 'href="/donations"' in page.text


def test_the_list_holds_what_waits_and_what_is_settled_apart(browser, session, make, run):
    waiting, settled = proposed(session, make, run), proposed(session, make, run)
    run(approve_correction, by=make.user("approver"), correction=settled, public_url=PUBLIC_URL)

    auditor = browser("auditor")
    lists = {state: auditor.get(f"/corrections?state={state}").text for state in ("", "settled")}

    assert f'href="/corrections/{waiting.id}"' in lists[""] and f'href="/corrections/{settled.id}"' not in lists[""]
    assert f'href="/corrections/{settled.id}"' in lists["settled"]
    assert "5.000.000 đ – Tiền mặt" in lists[""] and "500.000 đ – Tiền mặt" in lists[""]


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


def test_the_approver_sees_wrong_and_right_and_posts_it(browser, session, make, run):
    donation = make.donation(amount=5_000_000)
    wrong = make.receipt(donation)
    correction = proposed(session, make, run, donation)
    approver, path = browser("approver"), f"/corrections/{correction.id}"

    before = approver.get(path).text
    answer = approver.post(f"{path}/approve", page=path, remark="Đúng")
    after = approver.get(path).text

    assert "<s>5.000.000 đ – Tiền mặt</s>" in before and "<b>500.000 đ – Tiền mặt</b>" in before
    assert wrong.code in before and "Người accountant" in before
    assert answer.location == path
    session.rollback()
    voucher = session.query(Voucher).filter_by(series="DC").one()
    right = session.query(Donation).filter_by(corrects_id=donation.id).one()
    new = session.query(Receipt).filter_by(donation_id=right.id).one()
    for href in (f"/vouchers/{voucher.id}", f"/donations/{right.id}", f"/receipts/{new.id}", f"/receipts/{wrong.id}"):
        assert f'href="{href}"' in after, href
    assert balance(session, make.account(), donation.campaign) == 500_000


def test_the_settled_page_still_shows_what_was_put_right_and_no_more(browser, session, make, run):
    donation = make.donation(pledge=make.pledge(), amount=5_000_000)
    correction = proposed(session, make, run, donation)
    run(approve_correction, by=make.user("approver"), correction=correction, public_url=PUBLIC_URL)

    page = browser("auditor").get(f"/corrections/{correction.id}").text

    assert page.count('class="differs"') == 1


def test_the_replacement_is_offered_for_its_first_print(browser, session, make, run):
    donation = make.donation(amount=5_000_000)
    run(record_copy, receipt=make.receipt(donation))
    correction = proposed(session, make, run, donation)
    run(approve_correction, by=make.user("approver"), correction=correction, public_url=PUBLIC_URL)
    session.rollback()
    new = session.query(Receipt).order_by(Receipt.id.desc()).first()

    answer = browser("cashier").post(f"/receipts/{new.id}/print", page=f"/receipts/{new.id}")

    assert answer.location == f"/receipts/{new.id}?copy=1"


def test_the_approver_sends_it_back_with_a_reason_only(browser, session, make, run):
    correction = proposed(session, make, run)
    approver, path = browser("approver"), f"/corrections/{correction.id}"

    unreasoned = approver.post(f"{path}/reject", page=path, remark="")
    answer = approver.post(f"{path}/reject", page=path, remark="Phiếu nộp ghi 5 triệu")

    assert unreasoned.status_code == 422 and 'id="reject-remark-error"' in unreasoned.text
    assert answer.location == path
    assert "Phiếu nộp ghi 5 triệu" in approver.get(path).text


def test_two_approvers_at_once_post_one_and_the_second_is_told(browser, session, make, run):
    correction = proposed(session, make, run)
    path = f"/corrections/{correction.id}"
    approvers = [browser("approver"), browser(user=make.granted(make.user("clerk", login="pho"), "approver"))]
    tabs = [(approver, approver.hidden(path)) for approver in approvers]

    answers = [approver.client.post(f"{path}/approve", data=sent) for approver, sent in tabs]

    assert [answer.status_code for answer in answers] == [302, 422]
    session.rollback()
    assert session.query(Voucher).filter_by(series="DC").count() == 1


def test_the_maker_has_no_button_and_is_refused_all_the_same(browser, session, make, run):
    maker = make.granted(make.user("accountant"), "approver")
    correction = proposed(session, make, run)
    own, path = browser(user=maker), f"/corrections/{correction.id}"

    page = own.get(path).text
    answer = own.post(f"{path}/approve", page=f"/corrections/new?donation={make.donation().id}")

    assert f"{path}/approve" not in page
    assert answer.status_code == 422
    session.rollback()
    assert session.query(Voucher).filter_by(series="DC").count() == 0


def test_money_that_is_spent_is_refused_in_words(browser, session, make, run):
    donation = make.donation(amount=5_000_000)
    correction = proposed(session, make, run, donation)
    moving = {"till": make.account(), "quantity": 4_800_000, "moved_on": DAY, "reason": "Cho mượn", "consent": "Có"}
    way = {"from_campaign": donation.campaign, "to_campaign": make.campaign()}
    run(move_between, by=make.user("approver"), **way, **moving)

    page = browser("approver").post(f"/corrections/{correction.id}/approve", page=f"/corrections/{correction.id}")

    assert page.status_code == 422
    assert "200.000 đ" in page.text and "4.500.000 đ" in page.text


@pytest.mark.parametrize("role", ["clerk", "cashier", "admin"])
def test_who_keeps_no_books_sees_no_corrections(browser, session, make, run, role):
    correction = proposed(session, make, run)

    for path in ("/corrections", f"/corrections/{correction.id}"):
        assert browser(role).get(path).status_code == 403


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
