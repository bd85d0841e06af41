"""Test who stands on a list, whom one sees there, and how lists are found."""

import pytest
from sqlalchemy import select
from web.handout_steps import funded, press, submitted

from tracker.models.journal import Access
from tracker.operations.helping.children import ChildFacts, correct_child
from tracker.operations.helping.handouts import add_children
from tracker.queries.helping.handouts import lines_of

pytestmark = pytest.mark.one_engine


def test_children_are_added_ticked_or_all_of_a_search_or_from_another_list(browser, session, make):
    lan, ti, others = (
        make.child("Nguyễn Thị Lan"),
        make.child("Lê Văn Tí"),
        [make.child("Lê Thị Hoa"), make.child("Lê Thị Hoa")],
    )
    source = make.handout(children=others)
    handout = make.handout(children=[])
    clerk, page = browser("clerk"), f"/handouts/{handout.id}/children"

    press(clerk, page, page, child=str(lan.id))
    press(clerk, f"{page}?q=le+van", f"{page}?q=le+van", everybody="y")
    press(clerk, f"/handouts/{handout.id}/copy", page, source=str(source.id))

    session.rollback()
    assert {line.child_id for line in lines_of(session, handout)} == {lan.id, ti.id, *(child.id for child in others)}
    assert lan.code not in clerk.get(page).text


def test_a_search_for_circumstances_is_kept_in_the_log(browser, session, make):
    handout = make.handout(children=[])

    browser("clerk").get(f"/handouts/{handout.id}/children?group=any")

    session.rollback()
    assert session.scalars(select(Access.what)).all() == ["handouts.by_group"]


def test_nobody_chosen_or_more_than_there_are_is_refused_in_words(browser, session, make):
    handout = make.handout(children=[])
    clerk, page = browser("clerk"), f"/handouts/{handout.id}/children"

    for fields in ({}, {"child": "x"}, {"child": "9" * 40}, {"child": "4711"}):
        answer = press(clerk, page, page, **fields)
        assert answer.status_code == 302
        assert 'class="flash wait"' in clerk.get(answer.location).text

    session.rollback()
    assert lines_of(session, handout) == []


def test_a_line_is_removed_from_a_draft_only(browser, session, make):
    handout = make.handout()
    first, second = lines_of(session, handout)[:2]
    clerk, page = browser("clerk"), f"/handouts/{handout.id}"

    press(clerk, f"{page}/lines/{first.id}/remove", page)
    press(clerk, f"{page}/submit", page)
    press(clerk, f"{page}/lines/{second.id}/remove", page)

    session.rollback()
    assert [line.ordinal for line in lines_of(session, handout)] == [2, 3]


def test_what_the_register_says_now_stands_beside_the_approved_line(browser, session, make):
    child = make.child("Nguyễn Thị Lan")
    handout = make.approved(children=[child], campaign=funded(make))
    make.run(correct_child, child=child, facts=ChildFacts("Nguyễn Thị Lam", child.place, birth_year=2008))

    named = browser("clerk").get(f"/handouts/{handout.id}").text
    coded = browser("auditor").get(f"/handouts/{handout.id}").text

    assert "Nguyễn Thị Lan" in named and "Nguyễn Thị Lam" in named
    assert "Nguyễn Thị La" not in coded and child.code in coded


def test_names_are_for_those_who_may_see_them(browser, session, make):
    child = make.child("Nguyễn Thị Lan", hamlet="Ấp Bí Mật")
    handout = submitted(make, children=[child])

    seen = {
        role: browser(role).get(f"/handouts/{handout.id}?q={child.code}").text for role in ("accountant", "auditor")
    }
    searched = browser("auditor").get(f"/handouts/{handout.id}?q=lan").text

    assert "Nguyễn Thị Lan" in seen["accountant"]
    assert (
        "Nguyễn Thị Lan" not in seen["auditor"] and "Ấp Bí Mật" not in seen["auditor"] and child.code in seen["auditor"]
    )
    assert child.code not in searched


def test_lists_are_found_by_number_name_state_year_campaign_and_occasion(browser, session, make):
    tet = make.handout(name="Quà Tết Mậu Tuất", occasion="TET")
    moon = submitted(make, name="Bánh Trung thu", occasion="MID_AUTUMN")
    clerk = browser("clerk")
    asked = {
        "q=tet+mau": {tet},
        "q=DT-2018-0002": {moon},
        "q=2": {moon},
        "state=draft": {tet},
        "state=submitted": {moon},
        "state=done": set(),
        "year=2018": {tet, moon},
        f"campaign={moon.campaign_id}": {moon},
        "occasion=TET": {tet},
        "occasion=NOWHERE&state=x&year=x&campaign=x": {tet, moon},
    }

    pages = {query: clerk.get(f"/handouts?{query}").text for query in asked}

    found = {query: {each for each in (tet, moon) if f'/handouts/{each.id}"' in page} for query, page in pages.items()}
    assert found == asked


def test_lists_are_paged_and_an_empty_office_is_told_how_to_begin(browser, session, make):
    clerk = browser("clerk")
    empty = clerk.get("/handouts").text
    for _ in range(51):
        make.handout(children=[])

    page = clerk.get("/handouts").text

    assert 'href="/handouts/new"' in empty
    assert page.count('class="lead"') == 50 and 'rel="next"' in page


def test_a_list_of_many_children_is_paged_and_searched(browser, session, make):
    handout = make.handout(children=[])
    make.run(add_children, handout=handout, children=[make.child(f"Trẻ Số {chr(65 + n % 26)}{n}") for n in range(51)])
    clerk = browser("clerk")

    first = clerk.get(f"/handouts/{handout.id}").text
    found = clerk.get(f"/handouts/{handout.id}?q=tre+so+z25").text
    elsewhere = clerk.get(f"/handouts/{handout.id}?place=nowhere").text

    assert first.count("/remove") == 50 and 'rel="next"' in first
    assert found.count("/remove") == 1
    assert elsewhere.count("/remove") == 0


def test_a_draft_says_what_comes_next(browser, session, make):
    handout = make.handout(children=[])
    free = make.handout(shares={}, provider="BHXH tỉnh")
    clerk = browser("clerk")

    begun = clerk.get(f"/handouts/{handout.id}").text
    cards = clerk.get(f"/handouts/{free.id}").text

    assert 'name="files"' in begun and 'name="pasted"' in begun and "/submit" not in begun
    assert 'value="commune"' in cards and "/submit" not in cards
