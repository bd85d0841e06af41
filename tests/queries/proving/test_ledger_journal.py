"""The journal as rows: papers, donors, filters, sums; on both engines."""

from datetime import date

import pytest
from ledger_office import DAY, LATER, TRICKY, reverse_entry, small_office
from sqlalchemy import func, select

from tracker.models.journal import Entry, Line
from tracker.queries.proving.ledger_books import ItemTotal
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_journal import ORDER, journal_rows, journal_totals

ALL = LedgerFilter()


def rows(session, **wanted):
    return list(journal_rows(session, LedgerFilter(**wanted)))


def test_every_line_of_the_books_is_a_row_in_their_order(session, make):
    small_office(make)

    found = rows(session)

    lines = session.execute(select(Entry.seq, Line.quantity).join(Entry, Entry.id == Line.entry_id).order_by(*ORDER))
    assert [(row.seq, row.quantity) for row in found] == [tuple(line) for line in lines]
    assert [row.seq for row in found] == sorted(row.seq for row in found)


def test_a_till_line_names_its_voucher_and_the_other_side_the_entry_s_first(session, make):
    office = small_office(make)

    found = [row for row in rows(session) if row.seq == _seq(session, office.pledged_gift)]

    assert [(row.account, row.document) for row in found] == [
        ("assets:cash", "PT-2018-0001"),
        ("income:gifts", "PT-2018-0001"),
        ("memo:pledged", "PT-2018-0001"),
        ("memo:open:pledged", "PT-2018-0001"),
    ]


def test_a_pledge_s_lines_name_the_pledge(session, make):
    office = small_office(make)

    found = [row for row in rows(session) if row.kind == "pledge"]

    assert {(row.account, row.document, row.paper.feature) for row in found} == {
        ("memo:pledged", office.pledge.code, "pledges"),
        ("memo:open:pledged", office.pledge.code, "pledges"),
    }


def test_a_gift_credits_its_donor_and_who_passed_it_on(session, make):
    office = small_office(make)

    found = [row for row in rows(session) if row.seq == _seq(session, office.bicycles)]

    assert {(row.donor, row.via) for row in found} == {(TRICKY, "Quỹ Bảo trợ trẻ em Việt Nam")}
    assert {(row.item, row.quantity) for row in found} == {
        ("BICYCLE", 90),
        ("BICYCLE", -90),
        ("PARCEL", 2),
        ("PARCEL", -2),
    }


def test_without_names_nobody_is_named(session, make):
    small_office(make)

    found = list(journal_rows(session, ALL, names=False))

    assert {(row.donor, row.donor_id, row.via, row.via_id) for row in found} == {(None, None, None, None)}


def test_a_reversal_names_the_entry_that_it_mirrors(session, make):
    gift = make.donation(amount=700_000)
    wrong = session.get_one(Entry, gift.entry_id)

    reversal = reverse_entry(make, wrong)

    assert {row.reverses for row in rows(session) if row.seq == reversal.seq} == {wrong.seq}
    assert {row.recorded_by for row in rows(session) if row.seq == reversal.seq} == {"the-accountant"}


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        ({"account": "assets:bank"}, {"assets:bank:nhcsxh"}),
        ({"account": "assets:"}, {"assets:bank:nhcsxh", "assets:cash", "assets:goods"}),
        ({"account": "assets:c"}, set()),
        ({"account": "assets:%"}, set()),
        ({"item": "BICYCLE"}, {"assets:goods", "income:gifts"}),
        ({"since": date(2018, 6, 2)}, set()),
    ],
)
def test_a_filter_narrows_to_whole_steps_of_the_path(session, make, wanted, seen):
    small_office(make)

    found = {row.account for row in rows(session, **wanted)}

    assert found == seen


def test_a_period_holds_both_its_days(session, make):
    small_office(make)

    first, last = rows(session, until=DAY), rows(session, since=LATER, until=LATER)

    assert {row.happened_on for row in first} == {DAY}
    assert {row.happened_on for row in last} == {LATER}
    assert len(first) + len(last) == len(rows(session))


def test_a_donor_s_rows_are_those_of_gifts_given_or_passed_on(session, make):
    office = small_office(make)

    passed_on = rows(session, donor_id=office.bicycles.via_id)
    given = rows(session, donor_id=office.pledged_gift.donor_id)

    assert {row.item for row in passed_on} == {"BICYCLE", "PARCEL"}
    assert [row.quantity for row in given] == [2_000_000, -2_000_000]


@pytest.mark.parametrize("wanted", [{}, {"account": "assets"}, {"since": LATER}, {"until": DAY, "item": "VND"}])
def test_the_sums_of_the_database_are_those_of_the_rows(session, make, wanted):
    small_office(make)

    totals = journal_totals(session, LedgerFilter(**wanted))

    found = rows(session, **wanted)
    assert totals.rows == len(found)
    assert {total.item: (total.into, total.out) for total in totals.items} == _sums(found)


def test_money_stands_first_and_all_of_the_journal_sums_to_zero(session, make):
    small_office(make)

    totals = journal_totals(session, ALL)

    assert [(total.item, total.net) for total in totals.items] == [("VND", 0), ("BICYCLE", 0), ("PARCEL", 0)]


def test_an_empty_book_has_no_rows_and_no_sums(session):
    totals = journal_totals(session, ALL)

    assert (rows(session), totals.rows, totals.items) == ([], 0, ())


def test_every_entry_has_the_same_place_by_its_id_and_by_seq(session, make):
    small_office(make)

    by_id = list(session.scalars(select(Entry.seq).order_by(Entry.id)))
    by_line = list(session.scalars(select(Line.entry_id).order_by(Line.id)))

    assert by_id == list(range(1, session.scalar(select(func.count(Entry.id))) + 1))
    assert by_line == sorted(by_line)


def test_both_sides_of_a_total_are_positive():
    total = ItemTotal("VND", 5, 3)

    assert total.net == 2


def _seq(session, donation):
    return session.get_one(Entry, donation.entry_id).seq


def _sums(found):
    sums = {}
    for row in found:
        into, out = sums.get(row.item, (0, 0))
        sums[row.item] = (into + max(row.quantity, 0), out + max(-row.quantity, 0))
    return sums
