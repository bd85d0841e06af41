"""Test that donors are found as people type, doubles are noticed, and gifts are summed once."""

from datetime import date

import pytest
from sqlalchemy import event

from tracker.operations.giving.donors import add_donor
from tracker.queries.giving.donor_totals import totals_of, totals_of_all
from tracker.queries.giving.donors import donors_page, find_donors, gifts_of, likely_doubles


@pytest.mark.parametrize("typed", ["đặng hòa", "ĐẶNG HOÀ", "dang hoa", "hoa dang", "  dang   h", "Ðặng"])
def test_a_donor_is_found_without_diacritics_in_any_order(session, run, typed):
    donor = run(add_donor, kind="person", full_name="Đặng Thị Hòa")
    run(add_donor, kind="person", full_name="Trần Văn Bình")

    assert find_donors(session, typed) == [donor]


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84912345678", "345678", "0101234567"])
def test_a_donor_is_found_by_digits_of_phone_or_tax_code(session, run, typed):
    donor = run(add_donor, kind="organisation", full_name="Công ty An", phone="0912345678", tax_code="0101234567-001")
    run(add_donor, kind="person", full_name="Trần Văn Bình", phone="0987654321")

    assert find_donors(session, typed) == [donor]


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "không có ai", "a" * 5000, "'; DROP TABLE donors;--"])
def test_what_names_nobody_finds_nobody(session, run, typed):
    run(add_donor, kind="person", full_name="Đặng Thị Hòa")

    assert find_donors(session, typed) == []


def test_names_that_begin_with_the_text_come_first(session, run):
    inside = run(add_donor, kind="person", full_name="Bùi An")
    begins = run(add_donor, kind="person", full_name="An Thị Cúc")

    assert find_donors(session, "an") == [begins, inside]


def test_no_more_are_found_than_asked(session, run):
    for number in range(5):
        run(add_donor, kind="person", full_name=f"Nguyễn Văn {'ABCDE'[number]}")

    assert len(find_donors(session, "nguyen", limit=3)) == 3


def test_a_list_is_narrowed_by_kind(session, run):
    run(add_donor, kind="person", full_name="Nguyễn Văn An")
    company = run(add_donor, kind="organisation", full_name="Công ty An")

    assert session.scalars(donors_page(text="an", kind="organisation")).all() == [company]


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Nguyễn Văn An", "nguyen van an"),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An"),
        ("Nguyễn Văn An", "Bà Nguyễn Văn An"),
        ("Cty TNHH Bình Minh", "Công ty TNHH Bình Minh"),
        ("Công ty CP Hoà Bình", "Công ty cổ phần Hòa Bình"),
    ],
)
def test_the_same_name_in_another_spelling_is_a_likely_double(session, run, known, typed):
    donor = run(add_donor, kind="person", full_name=known)

    assert likely_doubles(session, full_name=typed) == [donor]


def test_another_name_with_the_same_phone_or_tax_code_is_a_likely_double(session, run):
    phone = run(add_donor, kind="person", full_name="Nguyễn Văn An", phone="0912345678")
    tax = run(add_donor, kind="organisation", full_name="Công ty An", tax_code="0101234567")
    run(add_donor, kind="person", full_name="Người Khác")

    found = likely_doubles(session, full_name="Lê Thị B", phone="+84 912 345 678", tax_code="0101234567")

    assert found == [phone, tax]


def test_empty_phones_and_people_without_a_name_are_not_alike(session, run):
    run(add_donor, kind="anonymous", full_name="")

    assert likely_doubles(session, full_name="Nhà hảo tâm giấu tên", phone="", tax_code="not one") == []


def test_nobody_is_a_double_of_himself(session, run):
    donor = run(add_donor, kind="person", full_name="Nguyễn Văn An")

    assert likely_doubles(session, full_name="Nguyễn Văn An", but=donor) == []


def test_a_gift_through_somebody_is_credited_to_both_and_counted_once_each(session, make):
    giver, bridge = make.donor(), make.donor()
    make.donation(donor=giver, via=bridge, amount=4_000_000)
    make.donation(donor=bridge, amount=1_000_000)

    totals = totals_of_all(session, [giver.id, bridge.id])

    assert (totals[giver.id].own.amount, totals[giver.id].own.gifts) == (4_000_000, 1)
    assert (totals[bridge.id].own.amount, totals[bridge.id].through.amount) == (1_000_000, 4_000_000)
    assert [gift.donor_id for gift in gifts_of(session, bridge)] == [bridge.id, giver.id]


def test_who_gave_nothing_has_zeros(session, make):
    donor = make.donor()
    make.donation(amount=1_000_000)

    totals = totals_of(session, donor)

    assert (totals.gifts, totals.own.amount, totals.own.goods, totals.own.last_on) == (0, 0, {}, None)


def test_the_newest_gift_stands_first_and_gives_the_last_day(session, make):
    donor = make.donor()
    make.donation(donor=donor, amount=1, received_on=date(2018, 3, 1))
    make.donation(donor=donor, amount=2, received_on=date(2018, 5, 1))
    make.donation(donor=donor, amount=3, received_on=date(2018, 4, 1))

    days = [gift.received_on for gift in gifts_of(session, donor)]

    assert days == [date(2018, 5, 1), date(2018, 4, 1), date(2018, 3, 1)]
    assert totals_of(session, donor).own.last_on == date(2018, 5, 1)


def test_a_page_of_donors_costs_the_same_questions_whatever_their_number(session, make):
    donors = [make.donor() for _ in range(4)]
    for donor in donors:
        make.donation(donor=donor, amount=1_000)

    assert questions(session, donors[:1]) == questions(session, donors) <= 3


def questions(session, donors):
    asked = []
    keys = [donor.id for donor in donors]

    def count(*args):
        asked.append(args[2])

    event.listen(session.get_bind(), "before_cursor_execute", count)
    totals_of_all(session, keys)
    event.remove(session.get_bind(), "before_cursor_execute", count)
    return len(asked)
