"""Test who is found, who may be the same, how the list is narrowed and paged, and what one has received."""

from datetime import date

import pytest
from sqlalchemy import event

from tracker.models.helping.children import Child
from tracker.operations.helping.child_records import add_guardian, add_to_group, end_group, set_household
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.settlements import settle_sheet
from tracker.queries.helping.child_help import changes_of_child, help_stories, help_totals
from tracker.queries.helping.child_lists import (
    WantedChildren,
    child_page,
    children_counted,
    children_listed,
    help_counts,
    latest_households,
    places_with_children,
)
from tracker.queries.helping.children import child_by_code, find_children, likely_doubles

THERE, ELSEWHERE = "25489-2018", "25516-2018"
BORN = date(2010, 9, 10)


def names(children):
    return [child.full_name for child in children]


def listed(session, **wanted):
    return names(session.scalars(children_listed(WantedChildren(**wanted)).order_by(Child.id)))


def helped(make, children, *, shares=None, **facts):
    """Hand out a list to children at the table."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000, goods=[("PARCEL", 10, None)], received_on=date(2018, 1, 5))
    handout = make.approved(campaign=campaign, children=children, shares=shares or {"VND": 500_000}, **facts)
    make.run(settle_sheet, by=make.user("cashier"), sheet=make.sheet(handout), signed_on=date(2018, 3, 15), outcomes={})
    return handout


@pytest.fixture
def alike(session, make):
    """Ask for the likely doubles of a child of 10/09/2010, with what is said otherwise."""

    def ask(full_name="Nguyễn Thị Hòa", **said):
        facts = {"birth_on": BORN, "birth_year": 2010, "place_key": THERE, "phone": ""} | said
        return [(each.child.full_name, each.same) for each in likely_doubles(session, full_name=full_name, **facts)]

    return ask


def test_a_child_is_found_without_accents_in_any_order_of_words(session, make):
    make.child("Đặng Thị Ngọc Hân")
    make.child("Nguyễn Văn Hạnh")

    assert names(find_children(session, "han dang")) == ["Đặng Thị Ngọc Hân"]
    assert names(find_children(session, "HÂN")) == ["Đặng Thị Ngọc Hân", "Nguyễn Văn Hạnh"]


def test_a_child_is_found_by_its_code_in_any_spelling(session, make):
    child = make.child()

    assert find_children(session, child.code.lower().replace("-", " ")) == [child]
    assert child_by_code(session, child.code.replace("-", "")) == child
    assert child_by_code(session, "TE-000000X") is None


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "\\", "không có ai"])
def test_signs_of_a_search_mean_themselves(session, make, typed):
    make.child("Nguyễn Thị Lan")

    assert find_children(session, typed) == []


def test_who_may_not_see_names_finds_by_code_only(session, make):
    child = make.child("Nguyễn Thị Lan")

    assert find_children(session, "lan", by_name=False) == []
    assert find_children(session, child.code, by_name=False) == [child]


def test_names_stand_in_the_vietnamese_order(session, make):
    for name in ("Đỗ An", "Dương An", "Đỗ Ân", "Dũng", "Ê Ban", "Đỗ Ăn"):
        make.child(name)

    assert names(find_children(session, "n")) == ["Dũng", "Dương An", "Đỗ An", "Đỗ Ăn", "Đỗ Ân", "Ê Ban"]


def test_the_same_name_birth_and_commune_are_surely_alike(make, alike):
    make.child("Nguyễn Thị Hoà", place=make.place(THERE), birth_on=BORN)

    assert alike() == [("Nguyễn Thị Hoà", True)]


def test_namesakes_of_another_commune_and_year_are_not_alike(make, alike):
    make.child("Nguyễn Thị Hòa", place=make.place(ELSEWHERE), birth_year=2008)

    assert alike() == []


@pytest.mark.parametrize(
    "known", [{"place": ELSEWHERE, "birth_year": 2010}, {"place": THERE, "birth_year": 2008}, {"place": THERE}]
)
def test_namesakes_of_one_year_or_one_commune_are_perhaps_alike(make, alike, known):
    facts = {**known, "place": make.place(known["place"])}
    make.child("Nguyễn Thị Hòa", **({"birth_on": date(2010, 1, 1)} | facts if len(known) == 1 else facts))

    assert alike() == [("Nguyễn Thị Hòa", False)]


def test_one_phone_makes_namesakes_alike_and_a_misspelt_name_too(make, alike):
    for name, born in (("Nguyễn Thị Hòa", 2008), ("Nguyễn Thị Hoàn", 2010), ("Nguyễn Văn Út", 2014)):
        child = make.child(name, place=make.place(ELSEWHERE), birth_year=born)
        make.run(add_guardian, child=child, full_name="Lê Thị Mẹ", relation="mẹ", phone="0912345678")

    assert alike(phone="0912345678") == [("Nguyễn Thị Hòa", False), ("Nguyễn Thị Hoàn", False)]


def test_a_child_is_not_its_own_double(session, make):
    child = make.child("Nguyễn Thị Hòa", place=make.place(THERE))
    said = {"full_name": child.full_name, "birth_on": None, "birth_year": child.birth_year, "place_key": THERE}

    assert likely_doubles(session, but=child, **said) == []


def test_the_surest_double_stands_first_and_ten_are_enough(make, alike):
    for _ in range(12):
        make.child("Nguyễn Thị Hòa", place=make.place(ELSEWHERE), birth_year=2010)
    make.child("Nguyễn Thị Hòa", place=make.place(THERE), birth_on=BORN)

    found = alike()

    assert (len(found), found[0][1], found[1][1]) == (10, True, False)


def test_the_list_is_narrowed_by_place_household_group_and_help(session, make):
    first, second = make.child("Bé An", place=make.place(THERE)), make.child("Bé Bình", place=make.place(ELSEWHERE))
    make.run(set_household, child=first, year=2017, household="poor")
    make.run(set_household, child=first, year=2018, household="near_poor")
    make.run(add_to_group, child=second, group="đ", since=date(2018, 1, 1))
    helped(make, [second])

    assert listed(session, places=frozenset({THERE})) == ["Bé An"]
    assert listed(session, places=frozenset()) == []
    assert listed(session, household="near_poor") == ["Bé An"]
    assert listed(session, household="poor") == []
    assert listed(session, group="đ") == ["Bé Bình"]
    assert listed(session, helped=True) == ["Bé Bình"]
    assert listed(session, helped=False) == ["Bé An"]
    assert places_with_children(session) == {THERE, ELSEWHERE}


def test_who_left_a_group_is_not_listed_under_it(session, make):
    row = make.run(add_to_group, child=make.child(), group="a", since=date(2018, 1, 1))

    make.run(end_group, row=row, until=date(2018, 2, 1))

    assert listed(session, group="a") == []


def test_help_that_came_back_whole_is_no_help(session, make):
    child, other = make.child("Bé An"), make.child("Bé Bình")
    helped(make, [child, other], shares={"VND": 500_000, "PARCEL": 1})
    (story,) = help_stories(session, child)
    cash, store = make.account(), make.account("assets:goods")
    by_item = {part.item: part for part in story.parts}
    back = {"by": make.user("cashier"), "taken_back_on": date(2018, 3, 20), "reason": "Chuyển đi", "open_again": False}

    make.run(take_back_help, parts=[by_item["VND"]], place=cash, **back)
    after_one = (listed(session, helped=True), help_totals(help_stories(session, child)))
    make.run(take_back_help, parts=[by_item["PARCEL"]], place=store, **back)

    (story,) = help_stories(session, child)
    assert after_one == (["Bé An", "Bé Bình"], {"PARCEL": 1})
    assert listed(session, helped=True) == ["Bé Bình"]
    assert (story.stands, set(story.taken_back)) == (False, {part.id for part in story.parts})
    assert help_counts(session, [child.id, other.id]) == {other.id: 1}


def test_help_is_told_with_its_list_sheet_and_entry_newest_first(session, make):
    child = make.child()
    first = helped(make, [child], name="Quà Tết")
    free = make.handout(children=[child], shares={}, provider="Bảo hiểm xã hội", name="Thẻ BHYT")
    sheet = make.sheet(free)

    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=date(2018, 4, 2), outcomes={})

    later, earlier = help_stories(session, child)
    assert (later.handout, later.seq, later.parts, later.stands) == (free, None, [], True)
    assert (earlier.handout, earlier.sheet.number, earlier.help.given_on) == (first, 1, date(2018, 3, 15))
    assert earlier.seq is not None
    assert help_totals([later, earlier]) == {"VND": 500_000}


def test_help_is_told_in_one_question_however_much_it_is(session, make):
    child = make.child()
    for _ in range(3):
        helped(make, [child])
    asked = []
    session.refresh(child)
    event.listen(session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))

    stories = help_stories(session, child)

    assert (len(stories), len([each for each in asked if each.startswith("SELECT")])) == (3, 1)


@pytest.mark.parametrize("by_name", [True, False])
def test_pages_follow_each_other_without_gap_or_repeat_and_lead_back(session, make, by_name):
    for at in range(7):
        make.child("Bé An" if at % 2 else f"Bé Ơ{at}")
    asked = children_listed(WantedChildren(by_name=by_name))

    pages, page = [], child_page(session, asked, by_name=by_name, size=3)
    while True:
        pages.append(page)
        if not page.after:
            break
        page = child_page(session, asked, by_name=by_name, after=page.rows[-1], size=3)
    back = child_page(session, asked, by_name=by_name, before=pages[1].rows[0], size=3)

    seen = [child for each in pages for child in each.rows]
    key = (lambda child: (child.name_sort, child.id)) if by_name else (lambda child: child.code)
    assert [len(each.rows) for each in pages] == [3, 3, 1]
    assert (len({child.id for child in seen}), seen) == (7, sorted(seen, key=key))
    assert (back.rows, back.before, back.after) == (pages[0].rows, False, True)
    assert children_counted(session, asked) == 7


def test_the_latest_class_of_a_household_counts(session, make):
    child, other = make.child(), make.child()
    for year, household in ((2018, "near_poor"), (2016, "poor")):
        make.run(set_household, child=child, year=year, household=household)

    found = latest_households(session, [child.id, other.id])

    assert {key: (row.year, row.household) for key, row in found.items()} == {child.id: (2018, "near_poor")}


def test_changes_of_groups_are_told_by_right_only(session, make):
    child = make.child()
    row = make.run(add_to_group, child=child, group="a", since=date(2018, 1, 1))
    make.run(end_group, row=row, until=date(2018, 2, 1))

    assert changes_of_child(session, child, groups=False) == []
    assert [change.field for change in changes_of_child(session, child, groups=True)] == ["until"]
