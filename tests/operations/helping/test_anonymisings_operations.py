"""Test how who a child is goes for good: on a ground, by two people, the money kept, the history without a name."""

from datetime import date, datetime

import pytest
from list_steps import laid, said
from make import DAY
from sqlalchemy import inspect, select, text

from tracker.ground.dates import ZONE, set_clock
from tracker.ground.refusals import Refused
from tracker.models.helping.children import Guardian
from tracker.models.helping.handouts import HandoutRow
from tracker.operations.helping.anonymisings import agree_anonymising, decline_anonymising, propose_anonymising
from tracker.operations.helping.child_records import (
    add_guardian,
    add_outside_id,
    add_to_group,
    set_household,
    set_payee,
)
from tracker.operations.helping.children import ChildFacts, correct_child
from tracker.operations.helping.data_requests import record_request, take_step
from tracker.operations.helping.handout_files import remove_file
from tracker.operations.helping.handouts import add_children
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.merges import merge_children, unmerge_child
from tracker.queries.helping.anonymisings import standing_of, waiting_for, who_may_go
from tracker.queries.helping.child_help import help_stories, help_totals
from tracker.queries.year import year_report

WHY = "Gia đình yêu cầu"
#: The papers of 2018 are kept until the end of 2028.
LATER = datetime(2029, 1, 2, 9, tzinfo=ZONE)
SECRET = "Kẻ Bí Mật"


@pytest.fixture
def asked_for(make):
    """Make a child whose family asked for deletion, and was answered."""

    def asked_for(name=SECRET, **facts):
        child = make.child(name, **facts)
        said = {"kind": "delete", "asked_by": "Trần Thị Mẹ", "asked": "Xin xóa", "received_on": DAY}
        request = make.run(record_request, child=child, **said)
        make.run(take_step, request=request, kind="answered", happened_on=DAY)
        return child

    return asked_for


@pytest.fixture
def anonymise(make):
    def anonymise(child):
        proposal = make.run(propose_anonymising, child=child, reason=WHY)
        return make.run(agree_anonymising, by=make.user("approver"), anonymising=proposal)

    return anonymise


@pytest.fixture
def helped(make):
    """Make a child that was helped in 2018."""
    campaign, child = make.campaign("QUA"), make.child(SECRET, birth_on=date(2008, 4, 30), hamlet=SECRET)
    make.donation(amount=5_000_000, campaign=campaign)
    handout = make.approved(campaign=campaign, children=[child])
    make.run(settle_sheet, by=make.user("cashier"), sheet=make.sheet(handout), signed_on=DAY, outcomes={})
    return child


def test_who_a_child_is_goes_and_no_table_but_the_books_papers_holds_it(session, make, asked_for, anonymise):
    child = asked_for(
        hamlet=f"ấp {SECRET}", school=f"TH {SECRET}", school_class="5B", note=SECRET, birth_on=date(2010, 5, 3)
    )
    twin = make.child(SECRET, birth_year=2010)
    make.run(add_guardian, child=twin, full_name=f"Mẹ {SECRET}", relation="mẹ", phone="0912345678")
    make.run(set_payee, child=child, holder=SECRET, bank="NHCSXH", account_number="60001234", valid_from=DAY)
    make.run(add_outside_id, child=child, system="TE", value="A1")
    make.run(add_to_group, child=child, group="a", since=DAY)
    make.run(set_household, child=child, year=2018, household="poor", certificate=SECRET)
    make.run(merge_children, gone=twin, kept=child, reason=f"Cùng là {SECRET}")
    before = session.execute(text("SELECT count(*) FROM changes")).scalar_one()

    anonymise(child)

    assert (child.full_name, child.birth_on, child.birth_year) == (f"Trẻ {child.code}", None, 2010)
    assert (child.hamlet, child.school, child.school_class, child.note) == ("", "", "", "")
    assert session.scalars(select(Guardian)).all() == []
    assert [row for row in holding(session, SECRET) if row[0] != "changes"] == []
    new = session.execute(text(f"SELECT field, old, new FROM changes ORDER BY id LIMIT 99 OFFSET {before}")).all()
    assert {row.field for row in new} == {"anonymised_on"}
    with pytest.raises(Refused):
        make.run(unmerge_child, child=twin)


def holding(session, word):
    """List (table, column) of everything that holds a word."""
    found = []
    for table in inspect(session.get_bind()).get_table_names():
        for row in session.execute(text(f'SELECT * FROM "{table}"')).mappings():
            found += [(table, column) for column, value in row.items() if word.casefold() in str(value).casefold()]
    return found


def test_the_money_and_its_figures_stay(session, helped, anonymise):
    figures = year_report(session, 2018).as_dict()
    set_clock(lambda: LATER)

    anonymise(helped)

    after = year_report(session, 2018).as_dict()
    same = ("campaigns", "help_by_kind", "occasions", "totals")
    assert {key: after[key] for key in same} == {key: figures[key] for key in same}
    assert help_totals(help_stories(session, helped)) == {"VND": 1_000_000}


def test_help_younger_than_its_term_refuses_even_what_a_family_asks(session, make, helped):
    said = {"kind": "delete", "asked_by": "Trần Thị Mẹ", "asked": "Xin xóa", "received_on": DAY}
    request = make.run(record_request, child=helped, **said)
    make.run(take_step, request=request, kind="answered", happened_on=DAY)

    with pytest.raises(Refused) as refused:
        make.run(propose_anonymising, child=helped, reason=WHY)

    assert refused.value.values["day"] == "31/12/2028"


def test_without_a_ground_nobody_is_proposed_and_after_the_term_everybody_is(session, make, helped):
    quiet = make.child()
    today = standing_of(session, quiet, date(2026, 1, 1)), session.scalars(who_may_go(date(2026, 1, 1))).all()
    with pytest.raises(Refused):
        make.run(propose_anonymising, child=quiet, reason=WHY)

    later = set(session.scalars(who_may_go(LATER.date())))

    assert (today[0].ground, today[1]) == (None, [])
    assert later == {quiet, helped}


def test_a_child_on_an_open_list_or_with_another_open_request_is_refused(make, asked_for):
    waiting, asking = asked_for(), asked_for()
    make.handout(children=[waiting])
    make.run(record_request, child=asking, kind="access", asked_by="Mẹ", asked="Xin xem", received_on=DAY)

    for child in (waiting, asking):
        with pytest.raises(Refused):
            make.run(propose_anonymising, child=child, reason=WHY)


def test_who_proposed_does_not_agree_and_a_proposal_ends_once(session, make, asked_for):
    child = asked_for()
    both = make.granted(make.user("clerk", login="both"), "approver")
    proposal = make.run(propose_anonymising, by=both, child=child, reason=WHY)
    for wrong in (
        lambda: make.run(propose_anonymising, child=child, reason=WHY),
        lambda: make.run(agree_anonymising, by=both, anonymising=proposal),
        lambda: make.run(decline_anonymising, by=make.user("approver"), anonymising=proposal, remark=" "),
    ):
        with pytest.raises(Refused):
            wrong()

    make.run(decline_anonymising, by=make.user("approver"), anonymising=proposal, remark="Chưa đủ giấy")

    assert child.anonymised_on is None and waiting_for(session, child) is None
    with pytest.raises(Refused):
        make.run(agree_anonymising, by=make.user("approver"), anonymising=proposal)


def test_nothing_is_added_to_an_anonymised_child(make, asked_for, anonymise):
    child, other, handout = asked_for(), make.child(), make.handout()
    anonymise(child)

    for act in (
        lambda: make.run(add_guardian, child=child, full_name="Mẹ", relation="mẹ"),
        lambda: make.run(correct_child, child=child, facts=ChildFacts("Lan", child.place, birth_year=2010)),
        lambda: make.run(add_children, handout=handout, children=[child]),
        lambda: make.run(merge_children, gone=other, kept=child, reason=WHY),
        lambda: make.run(propose_anonymising, child=child, reason=WHY),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.one_engine
def test_a_child_in_a_file_beside_a_draft_is_not_anonymised_until_the_file_is_gone(session, make, asked_for, anonymise):
    child = asked_for(place=make.place("25495-2018"), birth_on=date(2008, 5, 12))
    draft = make.handout(children=[])
    file = laid(make, draft, [said(SECRET)])

    with pytest.raises(Refused, match=f"is still on {draft.code}"):
        anonymise(child)
    make.run(remove_file, file=file)
    anonymise(child)

    assert session.scalars(select(HandoutRow)).all() == []
