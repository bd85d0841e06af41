"""Pages of corrections: proposed beside the recorded gift, settled by another person."""

import pytest
from make import DAY, PUBLIC_URL

from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt
from tracker.models.proving.corrections import Correction
from tracker.models.proving.vouchers import Voucher
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.receipts import record_copy
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.corrections import approve_correction, propose_correction, recorded_gift
from tracker.queries.journal import balance

pytestmark = pytest.mark.one_engine


def proposed(session, make, run, donation=None, **right) -> Correction:
    donation = donation or make.donation(amount=5_000_000)
    right = right or {"parts": [Part(make.account(), "VND", 500_000)]}
    gift = Gift(**(vars(recorded_gift(session, donation)) | right))
    facts = {"donation": donation, "right": gift, "reason": "Gõ thừa một số 0"}
    return run(propose_correction, by=make.user("accountant"), **facts)


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


def test_a_correction_is_found_by_words_of_its_reason(browser, session, make, run):
    correction = proposed(session, make, run)

    found, missed = (browser("auditor").get(f"/corrections?q={text}").text for text in ("thừa+số", "khác"))

    assert f'href="/corrections/{correction.id}"' in found
    assert f'href="/corrections/{correction.id}"' not in missed


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
