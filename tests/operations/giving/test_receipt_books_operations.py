"""Handwritten books: each number ends once, and no gift gets two receipts."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from tracker.ground.refusals import Refused
from tracker.models.giving.receipt_books import BookLeaf, BookLeafState
from tracker.operations.giving.donations import Part
from tracker.operations.giving.receipt_books import end_rest, give_book, mend_number, use_number, void_number
from tracker.operations.giving.receipts import void_receipt
from tracker.operations.proving.corrections import approve_correction, propose_correction, recorded_gift
from tracker.operations.writing import writing
from tracker.queries.giving.donations import is_corrected, unreceipted
from tracker.queries.giving.receipt_book_gifts import next_open
from tracker.queries.giving.receipt_books import (
    handwritten_of,
    handwritten_of_all,
    leaves_of,
    open_numbers_of,
    rows_of_books,
    told_of,
)
from tracker.queries.proving.campaign_lists import gift_rows

GIVEN = date(2018, 3, 14)


@pytest.fixture
def accountant(make):
    return make.user("accountant")


@pytest.fixture
def give(run, accountant):
    """Give a book out."""

    def act(label="HT/18", first=1, last=50, holder="Lê Thị Hoa", given_on=GIVEN):
        values = {"label": label, "first_number": first, "last_number": last, "holder": holder, "given_on": given_on}
        return run(give_book, by=accountant, **values)

    return act


@pytest.fixture
def gift(make):
    return make.donation(amount=500_000, received_on=date(2018, 3, 15))


def test_each_number_of_a_book_ends_used_void_or_unused(session, run, give, gift, accountant):
    book = give(last=5)

    run(use_number, by=accountant, book=book, number=1, donation=gift)
    run(void_number, by=accountant, book=book, number=2, note="  rách góc ")
    run(end_rest, by=accountant, book=book)

    states = {number: leaf.state for number, leaf in leaves_of(session, book).items()}
    row = rows_of_books(session, [book])[0]
    assert states == {1: "used", 2: "void", 3: "unused", 4: "unused", 5: "unused"}
    assert (row.used, row.void, row.unused, row.open) == (1, 1, 3, 0)
    assert leaves_of(session, book)[2].note == "rách góc"
    assert session.execute(open_numbers_of(date(2030, 1, 1))).one()[0] == 0


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("first", "last", "field"), [(0, 5, "first_number"), (5, 4, "last_number"), (1, 1001, "last_number")]
)
def test_a_range_that_is_none_is_refused(give, first, last, field):
    with pytest.raises(Refused) as refused:
        give(first=first, last=last)

    assert refused.value.field == field


@pytest.mark.one_engine
@pytest.mark.parametrize(("first", "last"), [(50, 60), (1, 1), (10, 20), (40, 90)])
def test_books_of_one_label_share_no_number(give, first, last):
    give(first=1, last=50)

    with pytest.raises(Refused, match="in another book already, given to Lê Thị Hoa"):
        give(first=first, last=last)
    with pytest.raises(Refused, match="in another book already, given to Lê Thị Hoa"):
        give(label="ht/18", first=first, last=last)
    give(first=51, last=100)
    give(label="HT/19", first=first, last=last)


@pytest.mark.one_engine
def test_a_number_ends_once_and_within_its_book(run, give, gift, make, accountant):
    book = give(first=11, last=20)
    run(use_number, by=accountant, book=book, number=11, donation=gift)

    with pytest.raises(Refused, match="Number 11 has ended"):
        run(void_number, by=accountant, book=book, number=11, note="rách")
    with pytest.raises(Refused, match="the numbers 11 to 20"):
        run(void_number, by=accountant, book=book, number=21, note="rách")
    with pytest.raises(Refused, match="Say why"):
        run(void_number, by=accountant, book=book, number=12, note=" ")


def test_the_database_itself_ends_a_number_once_and_mends_a_word_once(session, run, give, gift, accountant):
    book = give()
    leaf = run(use_number, by=accountant, book=book, number=1, donation=gift)
    run(mend_number, by=accountant, book=book, number=1, state=BookLeafState.UNUSED, note="nhầm số")
    facts = {"book_id": book.id, "note": "", "by_id": accountant.id, "at": leaf.at}
    wrong = [(1, "void", None, None), (3, "used", None, None), (4, "void", gift.id, None), (1, "void", None, leaf.id)]

    for number, state, donation_id, replaces_id in wrong:
        with pytest.raises(IntegrityError), writing(session):
            session.add(BookLeaf(number=number, state=state, donation_id=donation_id, replaces_id=replaces_id, **facts))

    assert leaves_of(session, book)[1].state == BookLeafState.UNUSED


def test_a_number_entered_wrong_is_mended_and_its_gift_is_free_again(session, run, make, give, gift, accountant):
    book, right = give(), make.donation(amount=700_000)
    run(use_number, by=accountant, book=book, number=1, donation=gift)

    run(mend_number, by=accountant, book=book, number=1, state=BookLeafState.USED, donation=right, note="nhầm dòng")
    run(use_number, by=accountant, book=book, number=2, donation=gift)

    assert handwritten_of(session, right).code == "HT/18-0001"
    assert handwritten_of(session, gift).code == "HT/18-0002"
    assert [leaf.donation_id for leaf in told_of(session, book, 1)] == [gift.id, right.id]
    assert rows_of_books(session, [book])[0].open == 48
    assert next_open(session, book) == 3


@pytest.mark.one_engine
def test_a_mending_needs_a_reason_and_says_something_new(run, give, gift, accountant):
    book = give()
    run(use_number, by=accountant, book=book, number=1, donation=gift)
    mend = {"by": accountant, "book": book, "number": 1}

    with pytest.raises(Refused, match="Say why"):
        run(mend_number, state=BookLeafState.VOID, note=" ", **mend)
    with pytest.raises(Refused, match="stands there already"):
        run(mend_number, state=BookLeafState.USED, donation=gift, note="x", **mend)
    with pytest.raises(Refused, match="Choose the gift"):
        run(mend_number, state=BookLeafState.USED, note="x", **mend)
    with pytest.raises(Refused, match="still open"):
        run(mend_number, state=BookLeafState.VOID, note="x", **{**mend, "number": 2})


def test_money_with_a_handwritten_receipt_gets_no_printed_one(session, run, make, give, gift, accountant):
    run(use_number, by=accountant, book=give(), number=7, donation=gift)

    with pytest.raises(Refused, match="has the handwritten receipt HT/18-0007"):
        make.receipt(gift)

    assert session.scalars(unreceipted()).all() == []
    assert {key: leaf.code for key, leaf in handwritten_of_all(session, [gift.id]).items()} == {gift.id: "HT/18-0007"}
    assert gift_rows(session, [gift])[0].handwritten.code == "HT/18-0007"


@pytest.mark.one_engine
def test_a_gift_with_a_standing_receipt_gets_no_handwritten_number_until_it_is_voided(
    run, make, give, gift, accountant
):
    receipt, book = make.receipt(gift), give()

    with pytest.raises(Refused, match=f"has the receipt {receipt.code}"):
        run(use_number, by=accountant, book=book, number=1, donation=gift)
    run(void_receipt, by=make.user("approver"), receipt=receipt, reason="đã có biên lai viết tay")

    assert run(use_number, by=accountant, book=book, number=1, donation=gift).state == BookLeafState.USED


@pytest.mark.one_engine
def test_a_gift_has_one_handwritten_number_and_is_no_older_than_its_book(run, make, give, gift, accountant):
    book, late = give(), give(label="HT/X", given_on=date(2018, 7, 1))
    run(use_number, by=accountant, book=book, number=1, donation=gift)

    with pytest.raises(Refused, match="handwritten receipt HT/18-0001"):
        run(use_number, by=accountant, book=book, number=2, donation=gift)
    with pytest.raises(Refused, match="15/03/2018, before the book"):
        run(use_number, by=accountant, book=late, number=2, donation=make.donation(received_on=date(2018, 3, 15)))


def test_a_corrected_gift_hands_its_handwritten_number_on(session, run, make, give, gift, accountant):
    run(use_number, by=accountant, book=give(), number=3, donation=gift)
    right = put_right(session, run, make, gift, 600_000)

    assert handwritten_of(session, right).code == "HT/18-0003"
    assert session.scalars(unreceipted()).all() == []
    with pytest.raises(Refused, match="handwritten receipt HT/18-0003"):
        make.receipt(right)
    with pytest.raises(Refused, match="handwritten receipt HT/18-0003"):
        run(use_number, by=accountant, book=give(label="Z"), number=1, donation=right)


def put_right(session, run, make, gift, amount):
    """Correct the amount of a gift; give the right one."""
    right = replace(recorded_gift(session, gift), parts=[Part(make.account(), "VND", amount)])
    correction = run(propose_correction, by=make.user("accountant"), donation=gift, right=right, reason="gõ nhầm")
    run(approve_correction, by=make.user("approver"), correction=correction, public_url="http://localhost")
    return is_corrected(session, gift)
