"""Test that settings hold from their day on, and that a correction leaves a trace."""

from datetime import date

import pytest

from tracker.ground.refusals import Refused
from tracker.models.settings import Item, Letterhead, Occasion, Series
from tracker.operations.settings import (
    add_item,
    add_occasion,
    add_signatory,
    end_item,
    end_occasion,
    end_signatory,
    set_letterhead,
    set_occasion_day,
    set_series,
)
from tracker.queries.journal import history_of

HEAD = {
    "fund_name": "Quỹ Bảo trợ trẻ em tỉnh Tây Ninh",
    "address": "Số 1, đường A",
    "fund_code": "",
    "phone": "",
    "hotline": "111",
}


def test_a_letterhead_said_again_for_its_day_is_corrected_with_a_trace(session, run):
    first = run(set_letterhead, valid_from=date(2018, 1, 1), **HEAD)

    again = run(set_letterhead, valid_from=date(2018, 1, 1), **{**HEAD, "address": "Số 2, đường B"})

    (change,) = history_of(session, "letterheads", first.id)
    assert again is first
    assert session.query(Letterhead).count() == 1
    assert (change.field, change.old, change.new) == ("address", "Số 1, đường A", "Số 2, đường B")


def test_a_letterhead_without_the_name_of_the_fund_is_refused(run):
    with pytest.raises(Refused) as refusal:
        run(set_letterhead, valid_from=date(2018, 1, 1), **{**HEAD, "fund_name": " "})

    assert refusal.value.field == "fund_name"


def test_a_new_signatory_ends_the_open_one_on_the_day_before(session, run):
    old = run(sign, full_name="Nguyễn Văn Cũ", valid_from=date(2018, 1, 1))

    run(sign, full_name="Lê Thị Mới", valid_from=date(2018, 7, 1))

    assert old.valid_to == date(2018, 6, 30)
    assert history_of(session, "signatories", old.id)


def test_two_signatories_of_one_position_on_one_day_are_refused(run):
    run(sign, full_name="Nguyễn Văn Cũ", valid_from=date(2018, 1, 1), valid_to=date(2018, 12, 31))

    with pytest.raises(Refused, match="31/12/2018"):
        run(sign, full_name="Lê Thị Mới", valid_from=date(2018, 7, 1))


def test_a_signatory_who_would_begin_before_an_open_one_is_refused(run):
    run(sign, full_name="Nguyễn Văn Cũ", valid_from=date(2018, 7, 1))

    with pytest.raises(Refused, match="Nguyễn Văn Cũ"):
        run(sign, full_name="Lê Thị Mới", valid_from=date(2018, 1, 1))


def test_a_signatory_may_fill_the_time_before_another(run):
    run(sign, full_name="Nguyễn Văn Cũ", valid_from=date(2018, 7, 1))

    earlier = run(sign, full_name="Lê Thị Trước", valid_from=date(2018, 1, 1), valid_to=date(2018, 6, 30))

    assert earlier.valid_to == date(2018, 6, 30)


def test_an_end_that_was_set_is_not_moved_later(run):
    signatory = run(sign, full_name="Nguyễn Văn Cũ", valid_from=date(2018, 1, 1))
    run(end_signatory, signatory=signatory, valid_to=date(2018, 6, 30))

    with pytest.raises(Refused, match="30/06/2018"):
        run(end_signatory, signatory=signatory, valid_to=date(2018, 7, 31))


def test_an_unknown_position_is_refused(run):
    with pytest.raises(Refused) as refusal:
        run(add_signatory, position="king", title="Vua", full_name="Nguyễn Văn A", valid_from=date(2018, 1, 1))

    assert refusal.value.field == "position"


def test_a_series_said_again_for_its_day_is_corrected_and_keeps_its_row(session, run):
    before = session.query(Series).filter_by(code="BL").count()

    series = run(set_series, code="BL", valid_from=date(2018, 1, 1), title="BIÊN LAI", form_label="", book_size=50)

    assert session.query(Series).filter_by(code="BL").count() == before
    assert {change.field for change in history_of(session, "series", series.id)} == {"title", "form_label", "book_size"}


@pytest.mark.parametrize("book_size", [0, -1, 10_001])
def test_a_book_without_numbers_is_refused(run, book_size):
    with pytest.raises(Refused) as refusal:
        run(set_series, code="BL", valid_from=date(2018, 1, 1), title="BIÊN LAI", book_size=book_size)

    assert refusal.value.field == "book_size"


def test_a_series_that_the_program_does_not_know_is_refused(run):
    with pytest.raises(Refused) as refusal:
        run(set_series, code="XX", valid_from=date(2018, 1, 1), title="GIẤY")

    assert refusal.value.field == "code"


def test_goods_get_a_code_in_capitals(run):
    item = run(add_item, code=" rice ", name="Gạo", unit="kg", valid_from=date(2018, 1, 1))

    assert (item.code, item.name, item.unit) == ("RICE", "Gạo", "kg")


def test_a_code_of_goods_is_given_once(run):
    with pytest.raises(Refused) as refusal:
        run(add_item, code="bicycle", name="Xe", unit="chiếc", valid_from=date(2018, 1, 1))

    assert refusal.value.field == "code"


@pytest.mark.parametrize("code", ["", "A B", "SỮA", "A" * 21, "../X", "<b>"])
def test_a_code_of_other_signs_is_refused(run, code):
    with pytest.raises(Refused) as refusal:
        run(add_item, code=code, name="Xe", unit="chiếc", valid_from=date(2018, 1, 1))

    assert refusal.value.field == "code"


def test_money_has_no_end(session, run):
    with pytest.raises(Refused, match="no end"):
        run(end_item, item=session.get_one(Item, "VND"), valid_to=date(2030, 1, 1))


def test_goods_end_on_a_day(session, run):
    run(end_item, item=session.get_one(Item, "MILK"), valid_to=date(2020, 12, 31))

    assert session.get_one(Item, "MILK").valid_to == date(2020, 12, 31)


def test_goods_do_not_end_before_they_begin(session, run):
    with pytest.raises(Refused) as refusal:
        run(end_item, item=session.get_one(Item, "MILK"), valid_to=date(1980, 1, 1))

    assert refusal.value.field == "valid_to"


def test_an_occasion_has_its_day_in_each_year(session, run):
    run(set_occasion_day, code="TET", year=2018, falls_on=date(2018, 2, 16))

    corrected = run(set_occasion_day, code="TET", year=2018, falls_on=date(2018, 2, 6))

    (change,) = history_of(session, "occasion_days", "TET:2018")
    assert corrected.falls_on == date(2018, 2, 6)
    assert (change.old, change.new) == ("2018-02-16", "2018-02-06")


def test_a_day_of_another_year_is_refused(run):
    with pytest.raises(Refused) as refusal:
        run(set_occasion_day, code="TET", year=2018, falls_on=date(2019, 2, 5))

    assert refusal.value.field == "falls_on"


def test_a_day_of_an_unknown_occasion_is_refused(run):
    with pytest.raises(Refused) as refusal:
        run(set_occasion_day, code="EASTER", year=2018, falls_on=date(2018, 4, 1))

    assert refusal.value.field == "code"


def test_an_occasion_is_added_and_ended(session, run):
    run(add_occasion, code="DISABLED_DAY", name="Ngày Người khuyết tật", valid_from=date(2018, 1, 1))

    run(end_occasion, occasion=session.get_one(Occasion, "DISABLED_DAY"), valid_to=date(2018, 12, 31))

    assert session.get_one(Occasion, "DISABLED_DAY").valid_to == date(2018, 12, 31)


def sign(session, *, by, **values):
    return add_signatory(session, by=by, position="head", title="Giám đốc", **values)
