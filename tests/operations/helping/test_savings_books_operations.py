"""Savings books are recorded once, from the gift they came by, and handed over by help that stands."""

from datetime import UTC, date, datetime

import pytest
from book_steps import TEN, facts, gift_of_books, given_book, handed_over, helped
from make import DAY
from scholarship_steps import propose
from sqlalchemy import func, select

from tracker.ground.dates import set_clock
from tracker.ground.refusals import Refused
from tracker.models.helping.disbursements import DisbursementPart
from tracker.models.helping.savings_books import BookOrigin, Custody
from tracker.models.journal import Entry
from tracker.operations.giving.give_backs import give_back
from tracker.operations.helping.anonymisings import agree_anonymising, propose_anonymising
from tracker.operations.helping.data_requests import record_request, take_step
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.savings_book_custody import hand_over_book, look_after_book, move_custody
from tracker.operations.helping.savings_books import correct_book, open_book
from tracker.operations.merges import merge_children
from tracker.queries.checks import run_checks
from tracker.queries.giving.donations import parts_of
from tracker.queries.helping.savings_books import events_of, year_books


def entries(session) -> int:
    return session.scalar(select(func.count()).select_from(Entry))


def parts(session, given):
    return session.scalars(select(DisbursementPart).where(DisbursementPart.disbursement_id == given.id)).all()


def test_a_given_book_names_its_donor_and_nothing_is_posted_for_it(session, make):
    gift = gift_of_books(make)
    before = entries(session)

    book = given_book(make, donation=gift)

    assert (book.donor_id, book.custody, book.matures_on) == (gift.donor_id, "safe", date(2019, 3, 15))
    assert entries(session) == before
    assert [(event.kind, event.amount) for event in events_of(session, book)] == [("opened", TEN)]


@pytest.mark.one_engine
def test_the_bank_gives_no_number_twice(session, make):
    gift = gift_of_books(make, count=2, value=2 * TEN)
    given_book(make, "aa 1", donation=gift)

    with pytest.raises(Refused) as refused:
        given_book(make, "AA 1", donation=gift, bank="NGÂN HÀNG CHÍNH SÁCH XÃ HỘI")

    assert refused.value.field == "number"


@pytest.mark.one_engine
def test_a_gift_of_one_book_gives_no_two_and_none_of_more_worth(session, make):
    gift = gift_of_books(make, count=2, value=TEN + 5_000_000)
    given_book(make, "AA 1", donation=gift)

    with pytest.raises(Refused) as too_much:
        given_book(make, "AA 2", donation=gift)
    given_book(make, "AA 3", donation=gift, face_value=5_000_000)
    with pytest.raises(Refused) as too_many:
        given_book(make, "AA 4", donation=gift, face_value=1)

    assert (too_much.value.field, too_many.value.field) == ("face_value", "donation")


@pytest.mark.one_engine
def test_a_book_that_went_back_to_its_donor_is_no_childs(session, make):
    gift = gift_of_books(make)
    back = [(parts_of(session, gift)[0], 1, make.account("assets:goods"))]
    make.run(give_back, by=make.user("approver"), donation=gift, given_back_on=DAY, reason="Theo thư", parts=back)

    with pytest.raises(Refused) as refused:
        given_book(make, donation=gift)

    assert refused.value.field == "donation"


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"custody": Custody.FAMILY}, "custody"),
        ({"custody": Custody.OTHER}, "held_by"),
        ({"opened_on": date(2018, 3, 16)}, "donation"),
        ({"opened_on": date(2999, 1, 1)}, "opened_on"),
        ({"face_value": 0}, "face_value"),
        ({"term_months": 0}, "term_months"),
        ({"rate": 3001}, "rate"),
        ({"guardian": " "}, "guardian"),
    ],
)
def test_what_cannot_be_said_of_a_book_is_refused_at_its_field(make, more, field):
    with pytest.raises(Refused) as refused:
        given_book(make, **more)

    assert refused.value.field == field


def test_a_bought_book_is_handed_over_by_help_of_its_face_value_in_cash(session, make):
    child, campaign = make.child(), make.campaign()
    make.donation(amount=2 * TEN, campaign=campaign)
    bought = {"child": child, "campaign": campaign, "facts": facts(), "origin": BookOrigin.BOUGHT}
    book = make.run(open_book, custody=Custody.BANK, **bought)
    (given,) = helped(make, [child], campaign, shares={"VND": TEN})
    before = entries(session)

    handed_over(make, book, given)

    assert (book.custody, book.held_by) == ("family", "Trần Thị Mẹ")
    assert entries(session) == before
    assert not [finding.check.code for finding in run_checks(session) if finding.breaches]


@pytest.mark.one_engine
def test_a_bought_book_is_not_handed_over_by_help_of_another_amount(make):
    child, campaign = make.child(), make.campaign()
    make.donation(amount=2 * TEN, campaign=campaign)
    bought = {"child": child, "campaign": campaign, "facts": facts(), "origin": BookOrigin.BOUGHT}
    book = make.run(open_book, **bought)
    (given,) = helped(make, [child], campaign, shares={"VND": TEN - 1})

    with pytest.raises(Refused) as refused:
        handed_over(make, book, given)

    assert refused.value.field == "disbursement"


@pytest.mark.one_engine
def test_one_help_hands_one_book_over(session, make):
    gift = gift_of_books(make, count=2, value=2 * TEN)
    child = make.child()
    first, second = (given_book(make, number, donation=gift, child=child) for number in ("AA 1", "AA 2"))
    (given,) = helped(make, [child], gift.campaign)
    handed_over(make, first, given)

    with pytest.raises(Refused) as twice:
        handed_over(make, first, given)
    with pytest.raises(Refused) as other:
        handed_over(make, second, given)

    assert "already" in str(twice.value)
    assert other.value.field == "disbursement"


@pytest.mark.one_engine
def test_help_that_came_back_or_is_of_another_kind_hands_no_book_over(session, make):
    gift = gift_of_books(make, count=2, value=2 * TEN)
    book = given_book(make, donation=gift)
    gift_help = helped(make, [book.child], gift.campaign, kind="gift")[0]
    given = helped(make, [book.child], gift.campaign)[-1]
    back = {"place": make.account("assets:goods"), "taken_back_on": DAY, "reason": "Gia đình gửi lại"}
    make.run(take_back_help, by=make.user("cashier"), parts=parts(session, given), open_again=False, **back)

    for each in (gift_help, given):
        with pytest.raises(Refused) as refused:
            handed_over(make, book, each)
        assert refused.value.field == "disbursement"


@pytest.mark.one_engine
def test_help_for_another_child_hands_no_book_over_but_that_for_a_record_of_the_same_child_does(session, make):
    twin, other = make.child("Le Thị Hòa"), make.child()
    gift = gift_of_books(make, count=3, value=3 * TEN)
    book = given_book(make, donation=gift)
    of_twin, of_other = helped(make, [twin, other], gift.campaign)
    with pytest.raises(Refused):
        handed_over(make, book, of_other)
    make.run(merge_children, gone=twin, kept=book.child, reason="Một em")

    handed_over(make, book, of_twin)

    assert book.custody == "family"


@pytest.mark.one_engine
def test_a_book_comes_to_the_family_by_no_other_way(session, make):
    book = given_book(make)

    with pytest.raises(Refused) as refused:
        make.run(move_custody, book=book, happened_on=DAY, custody=Custody.FAMILY)
    handed_over(make, book)
    make.run(move_custody, book=book, happened_on=DAY, custody=Custody.SAFE, remark="Gia đình nhờ giữ")
    make.run(move_custody, book=book, happened_on=DAY, custody=Custody.FAMILY, held_by="Mẹ em")

    assert refused.value.field == "custody"
    assert book.custody == "family"


@pytest.mark.one_engine
def test_a_move_before_the_last_move_and_one_to_where_it_is_are_refused(make):
    book = given_book(make)
    make.run(move_custody, book=book, happened_on=date(2018, 5, 1), custody=Custody.BANK)

    with pytest.raises(Refused) as early:
        make.run(move_custody, book=book, happened_on=date(2018, 4, 1), custody=Custody.SAFE)
    with pytest.raises(Refused) as same:
        make.run(move_custody, book=book, happened_on=date(2018, 6, 1), custody=Custody.BANK)
    make.run(look_after_book, book=book, happened_on=date(2018, 4, 1), remark="Đã nói với gia đình")

    assert (early.value.field, same.value.field) == ("happened_on", "custody")
    assert book.custody == "bank"


@pytest.mark.one_engine
def test_a_slip_is_corrected_until_something_happened(make):
    book = given_book(make, face_value=1_000_000)

    make.run(correct_book, book=book, facts=facts("AA 01", face_value=TEN, term_months=24))
    make.run(look_after_book, book=book, happened_on=DAY, remark="Đã nói")
    with pytest.raises(Refused):
        make.run(correct_book, book=book, facts=facts("AA 01", face_value=TEN - 1, term_months=24))
    make.run(correct_book, book=book, facts=facts("AA 02", face_value=TEN, term_months=24, guardian="Bà Sáu"))

    assert (book.number, book.face_value, book.guardian) == ("AA 02", TEN, "Bà Sáu")
    assert book.matures_on == date(2020, 3, 15)


@pytest.mark.one_engine
def test_a_corrected_face_value_is_held_to_the_gift_too(make):
    book = given_book(make)

    with pytest.raises(Refused) as refused:
        make.run(correct_book, book=book, facts=facts(face_value=TEN + 1))

    assert refused.value.field == "face_value"


@pytest.mark.one_engine
def test_a_childs_name_goes_only_when_its_books_are_with_the_family_and_out_of_them_too(session, make):
    book = given_book(make, remark="Mẹ tên Hoa")
    child = book.child
    (proposed,) = propose(make, book.campaign, [child], remark="Mẹ tên Hoa")
    request = {"child": child, "kind": "delete", "asked_by": "Mẹ", "asked": "Xóa", "received_on": DAY}
    make.run(take_step, request=make.run(record_request, **request), kind="answered", happened_on=DAY)
    with pytest.raises(Refused) as in_safe:
        make.run(propose_anonymising, child=child, reason="Gia đình yêu cầu")
    handed_over(make, book)
    set_clock(lambda: datetime(2029, 1, 2, tzinfo=UTC))

    proposal = make.run(propose_anonymising, child=child, reason="Gia đình yêu cầu")
    make.run(agree_anonymising, by=make.user("approver"), anonymising=proposal)

    assert "AA 1" in str(in_safe.value)
    session.expire_all()
    assert (book.guardian, book.held_by, book.note, proposed.note) == ("", "", "", "")
    assert not [finding.check.code for finding in run_checks(session) if finding.breaches]
    with pytest.raises(Refused):
        given_book(make, "AA 2", child=child)
    with pytest.raises(Refused):
        make.run(correct_book, book=book, facts=facts())


@pytest.mark.one_engine
def test_the_year_counts_the_books_opened_in_it(session, make):
    for number, opened_on in (("1", date(2017, 12, 31)), ("2", date(2018, 1, 1)), ("3", DAY)):
        given_book(make, number, opened_on=opened_on)

    counted = year_books(session, date(2018, 1, 1), date(2018, 12, 31))

    assert counted == {"count": 2, "face_value": 2 * TEN, "by_face_value": {"10000000": 2}}


@pytest.mark.one_engine
def test_a_day_before_the_help_was_given_is_refused(make):
    book = given_book(make, opened_on=date(2018, 2, 1))
    (given,) = helped(make, [book.child], book.campaign)
    said = {"book": book, "disbursement": given, "held_by": "Mẹ em"}

    with pytest.raises(Refused) as refused:
        make.run(hand_over_book, happened_on=date(2018, 3, 14), **said)

    assert refused.value.field == "happened_on"
