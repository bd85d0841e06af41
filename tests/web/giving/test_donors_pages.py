"""Test the donors' pages: found, recorded, warned of a double, corrected, and inert against hostile names."""

import re
from html import unescape

import pytest
from sqlalchemy import event

from tracker.models.base import db
from tracker.models.giving.donors import Donor
from tracker.operations.giving.donors import add_donor
from tracker.queries.journal import history_of

pytestmark = pytest.mark.one_engine

SCRIPT = "<script>alert(1)</script>"


def test_a_clerk_records_a_donor(browser, session):
    answer = browser("clerk").post(
        "/donors/new", kind="person", full_name="Nguyễn  Thị Lan", phone="0912 345 678", address="Ấp 3, xã Phước Vinh"
    )

    donor = session.query(Donor).one()
    assert answer.status_code == 302
    assert answer.location == f"/donors/{donor.id}"
    assert (donor.full_name, donor.phone, donor.named_in_public) == ("Nguyễn Thị Lan", "0912345678", False)


def test_save_and_next_leads_to_an_empty_form(browser, session):
    answer = browser("clerk").post("/donors/new", kind="person", full_name="Nguyễn Thị Lan", again="1")

    assert answer.location == "/donors/new"
    assert session.query(Donor).count() == 1


def test_ten_presses_record_one_donor(browser, session):
    clerk = browser("clerk")
    fields = {**clerk.hidden("/donors/new"), "kind": "person", "full_name": "Nguyễn Thị Lan"}

    answers = [clerk.client.post("/donors/new", data=fields) for _ in range(10)]

    assert {answer.location for answer in answers} == {f"/donors/{session.query(Donor).one().id}"}


def test_a_likely_double_is_shown_before_it_is_recorded(browser, session, make):
    known = make.donor("Nguyễn Thị Lan", phone="0987654321")

    answer = browser("clerk").post("/donors/new", kind="person", full_name="nguyen thi lan")

    assert answer.status_code == 422
    assert f'href="/donors/{known.id}"' in answer.text
    assert 'value="nguyen thi lan"' in answer.text
    assert session.query(Donor).count() == 1


def test_a_likely_double_is_recorded_all_the_same_once_somebody_says_so(browser, session, make):
    make.donor("Nguyễn Thị Lan")

    answer = browser("clerk").post("/donors/new", kind="person", full_name="Nguyễn Thị Lan", confirmed="y")

    assert answer.status_code == 302
    assert session.query(Donor).count() == 2


def test_the_page_of_a_donor_names_likely_doubles(browser, make):
    first, second = make.donor("Ông Lê Văn Tám"), make.donor("Lê Văn Tám")

    page = browser("clerk").get(f"/donors/{first.id}")

    assert f'href="/donors/{second.id}"' in page.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("full_name", "Nguyễn\u200bLan"),
        ("full_name", ""),
        ("phone", "09123"),
        ("tax_code", "12"),
        ("email", "lan@"),
        ("consented_on", "31/02/2018"),
        ("consented_on", "01/01/2099"),
    ],
)
def test_a_refusal_stands_at_its_field_and_what_was_typed_is_kept(browser, session, field, typed):
    fields = {"kind": "person", "full_name": "Lan", "address": "Ấp 3 & 4", "named_in_public": "y", field: typed}

    answer = browser("clerk").post("/donors/new", **fields)

    text = unescape(answer.text)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in text and f'href="#{field}"' in text
    assert 'value="Ấp 3 & 4"' in text and (not typed or f'value="{typed}"' in text)
    assert session.query(Donor).count() == 0


def test_extra_fields_do_nothing(browser, session):
    browser("clerk").post(
        "/donors/new", kind="person", full_name="Lan", id="77", name_sort="x", role="admin", by="1", donor="9"
    )

    donor = session.query(Donor).one()
    assert (donor.id, donor.name_folded) == (1, "lan")


def test_an_unknown_kind_is_refused(browser, session):
    answer = browser("clerk").post("/donors/new", kind="king", full_name="Lan")

    assert answer.status_code == 422
    assert session.query(Donor).count() == 0


@pytest.mark.parametrize("name", [SCRIPT, '"><img src=x onerror=alert(1)>', "Công ty A & B <HCM>", "O'Brien-Nguyễn"])
def test_a_hostile_name_is_shown_as_typed_and_does_nothing(browser, make, name):
    donor = make.donor(name, address=SCRIPT, contact_person=SCRIPT, note=SCRIPT)
    clerk = browser("clerk")

    pages = [clerk.get(path).text for path in ("/donors", f"/donors/{donor.id}", f"/donors/{donor.id}/edit")]

    for page in pages:
        assert SCRIPT not in page and "<img src=x" not in page
        assert name in unescape(page)


def test_who_takes_cash_may_add_a_donor_but_not_correct_one(browser, make):
    donor = make.donor()
    cashier = browser("cashier")

    assert cashier.get("/donors/new").status_code == 200
    assert cashier.get(f"/donors/{donor.id}/edit").status_code == 403


@pytest.mark.parametrize("role", ["approver", "auditor", "admin"])
def test_another_role_may_not_record(browser, session, role):
    answer = browser(role).post("/donors/new", page="/", kind="person", full_name="Lan")

    assert answer.status_code == 403
    assert session.query(Donor).count() == 0


def test_the_administrator_sees_no_donors(browser, make):
    donor = make.donor()
    admin = browser("admin")

    assert [admin.get(path).status_code for path in ("/donors", f"/donors/{donor.id}", "/donors/find.json")] == [
        403
    ] * 3


def test_a_stranger_is_asked_to_sign_in(browser):
    answer = browser().get("/donors")

    assert answer.status_code == 302
    assert answer.location.startswith("/login")


def test_a_clerk_corrects_a_donor_and_the_page_tells_what_was_before(browser, session, make):
    donor = make.donor("Nguyễn Thị Lan", address="Ấp 3")
    clerk = browser("clerk")

    clerk.post(f"/donors/{donor.id}/edit", kind="person", full_name="Nguyễn Thị Lành", address="Ấp 3")

    page = clerk.get(f"/donors/{donor.id}").text
    session.rollback()
    assert len(history_of(session, "donors", donor.id)) == 1
    assert "Nguyễn Thị Lan → Nguyễn Thị Lành" in page


def test_a_donor_who_is_not_there_is_404(browser):
    assert browser("clerk").get("/donors/99").status_code == 404


def test_the_list_finds_without_diacritics_and_by_kind(browser, make):
    make.donor("Đặng Thị Hòa")
    make.donor("Công ty Hoà Bình", kind="organisation")
    clerk = browser("clerk")

    by_text = clerk.get("/donors?q=hoa").text
    by_kind = clerk.get("/donors?q=HÒA&kind=organisation").text
    nobody = clerk.get("/donors?q=zzz").text

    assert "Đặng Thị Hòa" in by_text and "Công ty Hoà Bình" in by_text
    assert "Đặng Thị Hòa" not in by_kind and "Công ty Hoà Bình" in by_kind
    assert 'class="empty"' in nobody


def test_the_list_stands_in_vietnamese_order_or_newest_first(browser, make):
    for name in ("Đỗ Văn A", "Dương Văn A", "Âu Văn A", "An Văn A"):
        make.donor(name)
    clerk = browser("clerk")

    assert names(clerk.get("/donors").text) == ["An Văn A", "Âu Văn A", "Dương Văn A", "Đỗ Văn A"]
    assert names(clerk.get("/donors?sort=newest").text) == ["An Văn A", "Âu Văn A", "Dương Văn A", "Đỗ Văn A"]


def test_a_long_list_pages_to_its_end_and_back(browser, session, make):
    clerk_user = make.user("clerk")
    for number in range(120):
        make.run(add_donor, by=clerk_user, kind="person", full_name=f"Nguyễn Văn {number:03}")
    clerk = browser("clerk")

    seen, path = [], "/donors"
    while path:
        page = clerk.get(path).text
        seen += names(page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        path = unescape(found[1]) if found else None

    back = unescape(re.search(r'rel="prev" href="([^"]+)"', page)[1])
    assert seen == [f"Nguyễn Văn {number:03}" for number in range(120)]
    assert names(clerk.get(back).text) == seen[50:100]


@pytest.mark.parametrize(
    "cursor", ["-1", "1000000000000000000000000000000", "x" * 1000, "WyJuIiwgMSwgMV0", "%F0%9F%98%80"]
)
def test_a_cursor_of_nobody_is_404(browser, cursor):
    assert browser("clerk").get(f"/donors?cursor={cursor}").status_code == 404


def test_a_page_of_donors_asks_no_more_for_more_of_them(app, browser, make):
    clerk = browser("clerk")
    make.donation(amount=1_000)
    one = questions(app, clerk, "/donors")
    for _ in range(5):
        make.donation(amount=1_000, donor=make.donor(), via=make.donor())

    assert questions(app, clerk, "/donors") == one


def test_a_donors_page_asks_no_more_for_more_gifts(app, browser, make):
    donor, clerk = make.donor(), browser("clerk")
    make.receipt(make.donation(amount=1_000, donor=donor, via=make.donor()))
    one = questions(app, clerk, f"/donors/{donor.id}")
    for _ in range(3):
        make.receipt(make.donation(amount=1_000, donor=donor, via=make.donor()))

    assert questions(app, clerk, f"/donors/{donor.id}") == one


def test_the_pick_list_tells_two_of_one_name_apart_and_masks_their_phones(browser, make):
    make.donor("Nguyễn Thị Lan", phone="0987654210", address="xã Phước Vinh")
    giver = make.donor("Nguyễn Thị Lan", phone="0912345678", address="phường Long Hoa")
    make.donation(donor=giver)

    rows = browser("cashier").get("/donors/find.json?q=nguyen+thi+lan").json

    assert [(row["phone"], row["address"], row["gifts"]) for row in rows] == [
        ("0987 *** 210", "xã Phước Vinh", 0),
        ("0912 *** 678", "phường Long Hoa", 1),
    ]
    assert {row["text"] for row in rows} == {"Nguyễn Thị Lan"}


def test_a_donors_page_shows_gifts_both_ways_with_receipts_and_pledges(browser, make):
    giver, bridge = make.donor("Người Cho"), make.donor("Người Chuyển")
    pledge = make.pledge(donor=giver, amount=9_000_000)
    receipt = make.receipt(make.donation(donor=giver, via=bridge, amount=4_000_000, goods=[("BICYCLE", 3, None)]))
    clerk = browser("clerk")

    of_giver, of_bridge = clerk.get(f"/donors/{giver.id}").text, clerk.get(f"/donors/{bridge.id}").text

    assert pledge.code in of_giver and "9.000.000 đ" in of_giver
    for page in (of_giver, of_bridge):
        assert receipt.code in page and "4.000.000" in page and "Xe đạp" in page


def names(page):
    return [unescape(name) for name in re.findall(r'<td class="lead"><a href="/donors/\d+">([^<]+)</a>', page)]


def questions(app, visitor, path):
    asked = []

    def count(*args):
        asked.append(args[2])

    with app.app_context():
        engine = db.engine
    visitor.get(path)
    event.listen(engine, "before_cursor_execute", count)
    visitor.get(path)
    event.remove(engine, "before_cursor_execute", count)
    return len(asked)
