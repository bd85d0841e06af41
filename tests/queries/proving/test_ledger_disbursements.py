"""The book of disbursements as rows: a child and part each, what came back, help of 0 đ; on both engines."""

from datetime import date

import pytest
from help_office import BACK, CARDS, COMMUNE, NAMES, PROXY, SIGNED, WARD, helping_office
from sqlalchemy import event, select

from tracker.ground.refusals import Refused
from tracker.models.journal import Entry
from tracker.queries.proving.ledger_disbursements import disbursement_rows
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_help import help_totals
from tracker.queries.proving.ledger_journal import journal_rows
from tracker.queries.proving.ledger_places import place_by_text, places_of_help


def rows(session, **wanted):
    return list(disbursement_rows(session, LedgerFilter(**wanted)))


def sums(session, **wanted):
    totals = help_totals(session, LedgerFilter(**wanted))
    return totals.rows, [(total.item, total.into, total.out) for total in totals.items]


def test_each_child_and_part_is_a_row_with_its_list_and_sheet(session, make):
    office = helping_office(make)

    first, second = rows(session, campaign_id=office.gifts.id)[:2]

    assert (first.document, first.sheet, first.campaign) == (office.list_of_gifts.code, 1, "QUA")
    assert (first.kind, first.occasion, first.child) == ("gift", "TET", office.children[0].code)
    assert (first.place, first.district) == ("Xã Tân Lập", "Huyện Tân Biên")
    assert (first.happened_on, first.received_on) == (SIGNED, SIGNED)
    assert (first.prepared_by, first.approved_by, first.state) == ("the-clerk", "the-approver", "given")
    assert {(row.channel, row.amount, row.item, row.quantity, row.value) for row in (first, second)} == {
        ("cash", 500_000, None, None, None),
        ("goods", 0, "PARCEL", 1, 200_000),
    }
    assert first.seq == session.scalars(select(Entry.seq).where(Entry.kind == "settlement")).one()


def test_what_came_back_is_a_row_of_its_own_with_the_other_sign(session, make):
    office = helping_office(make)

    (back,) = [row for row in rows(session) if row.state == "taken_back"]

    assert (back.happened_on, back.received_on, back.amount, back.quantity) == (BACK, SIGNED, -500_000, None)
    assert (back.child, back.document, back.sheet) == (office.children[0].code, office.list_of_gifts.code, 1)
    assert back.seq == session.scalars(select(Entry.seq).where(Entry.kind == "take_back")).one()


def test_help_of_0_dong_is_one_row_without_item_and_entry(session, make):
    office = helping_office(make)

    found = rows(session, campaign_id=office.cards.id)

    assert [row.child for row in found] == [child.code for child in office.children[:2]]
    assert {(row.amount, row.item, row.quantity, row.value, row.seq) for row in found} == {(0, None, None, None, None)}
    assert {(row.kind, row.channel, row.approved_by) for row in found} == {("insurance_card", "free", None)}


def test_who_received_it_is_told_without_a_name(session, make):
    office = helping_office(make)

    payees = {row.child: row.payee for row in rows(session, campaign_id=office.gifts.id)}

    assert list(payees.values()) == ["child", "proxy", "guardian", "child"]
    assert {(row.child_name, row.payee_name) for row in rows(session)} == {(None, None)}


def test_names_stand_in_the_rows_only_where_they_are_asked_for(session, make):
    helping_office(make)

    named = list(disbursement_rows(session, LedgerFilter(), names=True))

    assert {row.child_name for row in named} == {NAMES[0], NAMES[1], NAMES[3], "Lê Thị Thay"}
    assert {row.payee_name for row in named} == {None, f"{PROXY}, bà ngoại"}


def test_a_replacement_was_approved_by_who_agreed_to_it(session, make):
    office = helping_office(make)

    approvers = {row.child: row.approved_by for row in rows(session, campaign_id=office.gifts.id)}

    assert approvers.pop(office.stand_in.code) == "the-deputy"
    assert set(approvers.values()) == {"the-approver"}


def test_the_totals_are_those_of_the_rows(session, make):
    helping_office(make)

    found = rows(session)

    assert sums(session) == (11, [("VND", 2_000_000, 500_000), ("PARCEL", 4, 0)])
    assert len(found) == 11
    assert sum(row.amount for row in found) == 1_500_000


@pytest.mark.parametrize(
    ("wanted", "count", "items"),
    [
        ({"since": BACK}, 3, [("VND", 0, 500_000)]),
        ({"until": SIGNED}, 8, [("VND", 2_000_000, 0), ("PARCEL", 4, 0)]),
        ({"since": CARDS, "until": CARDS}, 2, []),
        ({"place": WARD}, 2, [("VND", 500_000, 0), ("PARCEL", 1, 0)]),
        ({"place": "705-2018"}, 9, [("VND", 1_500_000, 500_000), ("PARCEL", 3, 0)]),
        ({"place": COMMUNE, "item": "PARCEL"}, 3, [("PARCEL", 3, 0)]),
        ({"occasion": "TET"}, 9, [("VND", 2_000_000, 500_000), ("PARCEL", 4, 0)]),
        ({"occasion": "MID_AUTUMN"}, 0, []),
        ({"kind": "insurance_card"}, 2, []),
        ({"kind": "gift", "item": "VND"}, 5, [("VND", 2_000_000, 500_000)]),
    ],
)
def test_period_place_occasion_kind_and_item_narrow_rows_and_totals_alike(session, make, wanted, count, items):
    helping_office(make)

    assert len(rows(session, **wanted)) == count
    assert sums(session, **wanted) == (count, items)


def test_a_till_has_what_it_paid_and_what_came_back_into_it(session, make):
    helping_office(make)
    cash, bank, store = make.account(), make.bank(), make.account("assets:goods")

    assert sums(session, till_id=cash.id) == (4, [("VND", 2_000_000, 0)])
    assert sums(session, till_id=bank.id) == (1, [("VND", 0, 500_000)])
    assert sums(session, till_id=store.id) == (4, [("PARCEL", 4, 0)])


def test_rows_stand_in_the_order_of_their_days(session, make):
    helping_office(make)

    days = [row.happened_on for row in rows(session)]

    assert days == sorted(days) == [SIGNED] * 8 + [BACK] + [CARDS] * 2


def test_the_number_of_questions_does_not_grow_with_the_rows(engine, session, make):
    helping_office(make)
    heard = []
    event.listen(engine, "before_cursor_execute", lambda *said: heard.append(said[2]))
    rows(session)

    counts = []
    for wanted in ({"place": WARD}, {}):
        heard.clear()
        rows(session, **wanted)
        counts.append(len(heard))

    assert counts == [4, 4]


def test_the_journal_names_the_child_of_each_line_of_help_by_its_code(session, make):
    office = helping_office(make)

    helped = [row for row in journal_rows(session, LedgerFilter()) if row.child]

    assert {row.account for row in helped} == {"expenses:help"}
    assert len(helped) == 9
    codes = {child.code for child in (*office.children, office.stand_in)} - {office.children[2].code}
    assert {row.child for row in helped} == codes


def test_an_entry_that_moves_no_money_stands_under_its_list(session, make):
    office = helping_office(make)

    committed = [row for row in journal_rows(session, LedgerFilter()) if row.kind == "commitment"]

    assert {row.document for row in committed} == {office.list_of_gifts.code}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("25489-2018", "25489-2018"),
        ("xa tan lap, h. tan bien", "25489-2018"),
        ("Huyện Tân Biên", "705-2018"),
        ("Phường 1, TP Tây Ninh", WARD),
    ],
)
def test_a_place_is_found_by_its_key_or_its_name_in_any_spelling(session, make, text, key):
    make.place()

    assert place_by_text(session, text).key == key


@pytest.mark.parametrize(
    ("text", "why"), [("Xã Nào Đó", "There is no place"), ("", "There is no"), ("Tân Bình", "several")]
)
def test_a_place_that_is_none_or_several_is_refused(session, make, text, why):
    make.place()

    with pytest.raises(Refused, match=why):
        place_by_text(session, text)


def test_only_places_that_help_reached_are_offered_under_their_districts(session, make):
    helping_office(make)

    offered = [(district.name, [place.key for place in inside]) for district, inside in places_of_help(session)]

    assert offered == [("Huyện Tân Biên", [COMMUNE]), ("Thành phố Tây Ninh", [WARD])]


def test_an_empty_book_has_no_row(session):
    assert rows(session, since=date(2018, 1, 1)) == []
    assert sums(session) == (0, [])
