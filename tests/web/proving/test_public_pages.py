"""Pages open to all: is this receipt genuine, and what did each campaign receive?"""

import re
from datetime import date

import pytest
from help_steps import help_given
from make import DAY
from sqlalchemy import select

from tracker.ground.proofs import show_token
from tracker.models.giving.receipts import Receipt
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donations import Gift
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.receipts import void_receipt
from tracker.operations.proving.corrections import approve_correction, propose_correction, recorded_gift
from tracker.queries.giving.donations import parts_of

pytestmark = pytest.mark.one_engine

UNKNOWN = "7K4M2QX9T1PB3NDA"


@pytest.fixture
def guest(browser):
    return browser()


def plain(page) -> str:
    """Give a page's text without tags, spaces in order."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_a_genuine_receipt_says_number_day_amount_campaign_and_no_name(guest, make):
    donor, via = make.donor("Nguyễn Thị Lan"), make.donor("Hội Phụ nữ")
    campaign = make.campaign(name="Quỹ sữa vươn cao Việt Nam")
    receipt = make.receipt(make.donation(amount=1_200_000, donor=donor, via=via, campaign=campaign))

    page = guest.get(f"/r/{receipt.token}")

    assert page.status_code == 200
    for text in ("BL-2018-0001", "15/03/2018", "1.200.000 đ", "Quỹ sữa vươn cao Việt Nam", "111"):
        assert text in plain(page), text
    for name in ("Lan", "Hội Phụ nữ", "Người cashier"):
        assert name not in page.text, name
    assert 'href="/public#' in page.text


def test_the_page_speaks_vietnamese_with_a_line_of_english(guest, make):
    receipt = make.receipt()

    page = guest.get(f"/r/{receipt.token}", headers={"Accept-Language": "en"})

    assert '<html lang="vi">' in page.text
    assert '<p class="muted also" lang="en">This receipt is genuine</p>' in page.text


def test_english_is_chosen_in_the_address(guest, make):
    page = guest.get(f"/r/{make.receipt().token}?lang=en")

    assert '<html lang="en">' in page.text
    assert "<h1>This receipt is genuine</h1>" in page.text


def test_a_goods_receipt_counts_its_goods(guest, make):
    receipt = make.receipt(make.donation(goods=[("BICYCLE", 90, None)]), series=SeriesCode.TN)

    page = plain(guest.get(f"/r/{receipt.token}"))

    assert "TN-2018-0001" in page and "90 chiếc" in page


def test_a_voided_receipt_says_so_and_what_replaces_it(guest, make, run):
    donation = make.donation()
    wrong = make.receipt(donation)
    run(void_receipt, receipt=wrong, reason="Sai tên Lan", voided_on=date(2018, 3, 16))
    make.receipt(donation, issued_on=date(2018, 3, 16))

    page = guest.get(f"/r/{wrong.token}?lang=en")

    assert "<h1>This receipt was voided</h1>" in page.text
    assert "16/03/2018" in page.text and "BL-2018-0002" in page.text
    assert "Sai tên Lan" not in page.text


def test_a_corrected_gifts_receipt_is_voided_in_public_too(guest, session, make, run):
    donation = make.donation()
    wrong = make.receipt(donation)
    right = Gift(**(vars(recorded_gift(session, donation)) | {"campaign": make.campaign()}))
    facts = {"donation": donation, "right": right, "reason": "Nhầm"}
    correction = run(propose_correction, by=make.user("accountant"), **facts)
    run(approve_correction, by=make.user("approver"), correction=correction, public_url="")
    session.rollback()
    new = session.scalars(select(Receipt).where(Receipt.replaces_id == wrong.id)).one()

    pages = [guest.get(f"/r/{receipt.token}?lang=en").text for receipt in (wrong, new)]

    assert "voided" in pages[0] and new.code in pages[0]
    assert "genuine" in pages[1]


def test_a_refunded_gifts_receipt_stays_genuine_and_says_what_went_back(guest, session, make, run):
    donation = make.donation(amount=5_000_000)
    receipt = make.receipt(donation)
    part = (parts_of(session, donation)[0], 2_000_000, make.account())
    back = {"given_back_on": date(2018, 4, 2), "reason": "Đề nghị của bà Thoa", "parts": [part]}
    run(give_back, by=make.user("approver"), donation=donation, **back)

    page = guest.get(f"/r/{receipt.token}?lang=en")

    assert "<h1>This receipt is genuine</h1>" in page.text
    assert "2.000.000 đ given back on 02/04/2018." in plain(page)
    assert "Thoa" not in page.text


@pytest.mark.parametrize(
    "token", [UNKNOWN, "x", "ABC", "7K4M2QX9T1PB3ND", "0" * 200, "<b>x</b>", "%F0%9F%98%80", "1' OR '1'='1"]
)
def test_a_wrong_code_looks_like_an_unknown_number(guest, make, token):
    make.receipt()
    unknown = guest.get(f"/r/{UNKNOWN}")

    page = guest.get(f"/r/{token}")

    def bare(text):
        return re.sub(r'value="[^"]*"|href="/r/[^"]*"', "", text)

    assert page.status_code == unknown.status_code == 404
    assert bare(page.text) == bare(unknown.text)
    assert "<b>x</b>" not in page.text


def test_a_code_is_typed_by_hand_in_groups_and_small_letters(guest, make):
    receipt = make.receipt()

    form = guest.get("/r/")
    answer = guest.get("/r", query_string={"code": f" {show_token(receipt.token).lower()} "})

    assert form.status_code == 200 and 'name="code"' in form.text
    assert answer.location == f"/r/{receipt.token}"


def test_a_code_that_is_none_is_kept_to_be_corrected(guest):
    page = guest.get("/r?code=7K4M-2QX9")

    assert page.status_code == 404
    assert 'value="7K4M-2QX9"' in page.text


def test_guessing_is_stopped_whatever_way_it_takes(guest, make):
    receipt = make.receipt()
    paths = [f"/r/{UNKNOWN}", "/r?code=ABC", f"/r/{receipt.token}"]

    codes = [guest.get(paths[n % 3]).status_code for n in range(40)]

    assert codes[:30] == [404, 404, 200] * 10
    assert set(codes[30:]) == {429}


def test_public_pages_set_no_cookie_and_are_not_kept(guest, make):
    answers = [guest.get(path) for path in (f"/r/{make.receipt().token}", "/r", "/public")]

    assert all("Set-Cookie" not in answer.headers for answer in answers)
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in answers)


def test_from_five_children_on_a_receipt_says_whom_its_campaign_reached(guest, make):
    campaign = make.campaign()
    receipt = make.receipt(make.donation(amount=10_000_000, campaign=campaign))
    children = [make.child(f"Lê Thị Trẻ {number}") for number in range(5)]
    help_given(make, make.approved(campaign=campaign, children=children[:4]))
    few = guest.get(f"/r/{receipt.token}?lang=en")

    help_given(make, make.approved(campaign=campaign, children=children[4:]))

    page = guest.get(f"/r/{receipt.token}?lang=en")
    assert "has reached" not in few.text and "children" not in plain(few).split("Campaign")[1]
    assert "This campaign has reached 5 children" in plain(page)
    assert 'href="/public?lang=en#' in page.text
    assert not any(name in page.text for child in children for name in (child.full_name, child.code))


# The publication.


def test_children_are_counted_per_campaign_and_a_small_count_is_only_called_small(guest, make):
    many, few = make.campaign("NHIEU"), make.campaign("IT")
    for campaign in (many, few):
        make.donation(campaign=campaign, amount=10_000_000)
    children = [make.child(f"Lê Thị Trẻ {number}") for number in range(7)]
    help_given(make, make.approved(campaign=many, children=children))
    help_given(make, make.approved(campaign=few, children=children[:4]))

    page = guest.get("/public?lang=en")

    of_few = plain(page).split("Chương trình IT")[1].split("Chương trình NHIEU")[0]
    assert "7 children" in plain(page).split("Chương trình NHIEU")[1]
    assert "fewer than 5 children" in of_few and "4 children" not in of_few
    assert not any(name in page.text for child in children for name in (child.full_name, child.code))


def test_nothing_to_publish_is_said(guest):
    page = guest.get("/public")

    assert page.status_code == 200
    assert "<table" not in page.text


def test_each_campaign_publishes_its_sums_and_partners_and_no_person(guest, make, session, run):
    donor = make.donor("Nguyễn Thị Lan", named_in_public=True, consented_on=DAY)
    campaign = make.campaign("CLYT", name="Cặp lá yêu thương", partners=["Ngân hàng Chính sách xã hội", "VTV24"])
    make.donation(amount=5_000_000, campaign=campaign, donor=donor)
    bicycles = make.donation(goods=[("BICYCLE", 90, 90_000_000)], campaign=campaign, donor=donor)
    part = (parts_of(session, bicycles)[0], 5, make.account("assets:goods"))
    run(give_back, by=make.user("approver"), donation=bicycles, given_back_on=DAY, reason="Hỏng", parts=[part])

    page = guest.get("/public")

    for text in ("Cặp lá yêu thương", "Ngân hàng Chính sách xã hội, VTV24", "5.000.000 đ", "85 chiếc", "111"):
        assert text in plain(page), text
    assert 'id="CLYT"' in page.text
    assert "Lan" not in page.text and "90.000.000" not in page.text


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "vi"),
        ("", "en-GB,en;q=0.9", "en"),
        ("?lang=vi", "en", "vi"),
        ("?lang=en", "vi", "en"),
        ("?lang=xx", "", "vi"),
    ],
)
def test_the_publication_speaks_the_language_asked_or_the_browsers(guest, query, header, language):
    page = guest.get(f"/public{query}", headers={"Accept-Language": header} if header else {})

    assert f'<html lang="{language}">' in page.text


def test_a_hostile_name_of_a_campaign_is_inert_in_public(guest, make):
    name = "<script>alert(1)</script>"
    receipt = make.receipt(make.donation(campaign=make.campaign(name=name, partners=[name])))

    pages = [guest.get(path).text for path in ("/public", f"/r/{receipt.token}")]

    assert all(name not in page and "&lt;script&gt;" in page for page in pages)
