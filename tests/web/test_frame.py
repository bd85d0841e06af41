"""Test the frame that every page stands in."""

import pytest
from sqlalchemy import select

from tracker.models.users import User
from tracker.operations.writing import writing

pytestmark = pytest.mark.one_engine


def test_home_is_marked_in_the_menu(browser):
    page = browser("clerk").get("/")

    assert page.status_code == 200
    assert '<a href="/" aria-current="page">' in page.text


def test_the_menu_holds_only_what_a_role_may_open(browser):
    clerk, admin = browser("clerk").get("/").text, browser("admin").get("/").text

    assert 'href="/donors"' in clerk
    assert 'href="/donors"' not in admin


def test_the_brand_is_todays_letterhead(browser, make):
    make.letterhead()

    page = browser("clerk").get("/").text

    assert "Quỹ Bảo trợ trẻ em<br>" in page and "tỉnh Tây Ninh" in page


def test_the_language_is_kept_on_the_user(browser, session):
    clerk = browser("clerk")

    answer = clerk.post("/language", page="/", language="en", next="/search?q=a")

    assert answer.location == "/search?q=a"
    assert '<html lang="en">' in clerk.get("/").text
    assert '<html lang="en">' in browser("clerk").get("/").text
    session.rollback()
    assert session.scalar(select(User.language).where(User.id == clerk.user.id)) == "en"


def test_a_stranger_keeps_a_language_in_the_browser(browser):
    stranger = browser()
    stranger.post("/language", page="/login", language="en", next="/login")

    assert '<html lang="en">' in stranger.get("/login").text


def test_an_unknown_language_is_refused(browser):
    assert browser("clerk").post("/language", page="/", language="fr").status_code == 400


def test_every_page_says_that_sample_data_is_in_use(browser, make, session):
    before = browser("clerk").get("/").text
    with writing(session):
        make.user("clerk").sample = True

    after = browser("clerk").get("/").text

    assert 'href="/sample-data"' not in before
    assert 'href="/sample-data"' in after


def test_home_lists_what_is_due_with_count_and_sum(browser, make):
    make.pledge(amount=45_000_000)
    make.transfer(amount=5_000_000)

    page = browser("accountant").get("/").text

    assert "45.000.000 đ" in page and "5.000.000 đ" in page
    assert 'href="/donations/unidentified"' in page


def test_home_shows_the_money_of_each_till_and_their_sum(browser, make):
    make.donation(amount=18_500_000)
    make.donation(amount=106_500_000, till=make.bank(), by=make.user("accountant"))

    page = browser("clerk").get("/").text

    assert "18.500.000 đ" in page and "106.500.000 đ" in page and "125.000.000 đ" in page


def test_the_administrator_sees_no_money(browser, make):
    make.donation(amount=18_500_000)

    assert "18.500.000" not in browser("admin").get("/").text


@pytest.mark.parametrize("text", ["nguyen thi lan", "NGUYỄN", "0912 345 678", "5678"])
def test_the_search_finds_a_donor_without_accents_or_by_phone(browser, make, text):
    donor = make.donor("Nguyễn Thị Lan", phone="0912345678")

    page = browser("clerk").get("/search", query_string={"q": text}).text

    assert f'href="/donors/{donor.id}"' in page


@pytest.mark.parametrize("text", ["CK-2018-0001", "ck 1", "2018/1", "1"])
def test_the_search_finds_a_pledge_by_its_number_in_any_spelling(browser, make, text):
    pledge = make.pledge()

    page = browser("clerk").get("/search", query_string={"q": text}).text

    assert f'href="/pledges/{pledge.id}"' in page


@pytest.mark.parametrize("text", ["", "%", "_", "'", "<script>", "x" * 5000, "BL-9999-9999999", "\u200b"])
def test_the_search_takes_any_text(browser, text):
    page = browser("clerk").get("/search", query_string={"q": text})

    assert page.status_code == 200
    assert "<script>" not in page.text


def test_an_amount_is_said_in_words(browser):
    clerk = browser("clerk")

    right, wrong = (clerk.get(f"/words.json?amount={text}").json for text in ("1200000", "1.00.000"))

    assert right == {"amount": "1.200.000 đ", "words": "Một triệu hai trăm nghìn đồng"}
    assert "1.00.000" in wrong["error"]


def test_an_unknown_address_is_a_page_of_ours(browser):
    framed, bare = browser("clerk").get("/nothing"), browser().get("/nothing")

    assert (framed.status_code, bare.status_code) == (404, 404)
    assert "<nav" in framed.text and "<h1>" in bare.text


def test_a_wrong_method_is_a_page_of_ours(browser):
    answer = browser("clerk").get("/logout")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_empty_books_say_how_to_begin_to_each_role(browser, make):
    admin, clerk = browser("admin").get("/").text, browser("clerk").get("/").text
    make.donation()
    later = browser("clerk").get("/").text

    assert 'class="begin"' in admin and '<li><a href="/settings">' in admin
    assert '<li><a href="/campaigns/new">' in clerk and '<li><a href="/settings">' not in clerk
    assert 'class="begin"' not in later


def test_a_chip_keeps_the_other_filters_and_takes_nothing_from_a_strange_address(browser):
    page = browser("clerk").get("/donors?kind=person&_external=1&_scheme=javascript&endpoint=x&cursor=")

    assert page.status_code == 200
    assert 'href="javascript' not in page.text
