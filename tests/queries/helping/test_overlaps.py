"""Test which children are on another list of the same occasion."""

from datetime import date

import pytest
from make_help import DAY
from sqlalchemy import event

from tracker.models.helping.handouts import OutcomeKind, Verdict
from tracker.operations.helping.approvals import submit
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.merges import merge_children
from tracker.queries.helping.handout_checks import Said, check_rows
from tracker.queries.helping.handout_lists import ListState
from tracker.queries.helping.handouts import lines_of
from tracker.queries.helping.overlaps import counted, lines_elsewhere

pytestmark = pytest.mark.one_engine
TET = {"occasion": "TET", "planned_on": date(2018, 2, 6)}


def codes(session, make, handout):
    """Give the numbers of the other lists by the name of the child."""
    names = {line.id: line.full_name for line in lines_of(session, handout)}
    found = lines_elsewhere(session, handout, make.user("clerk").id)
    return {names[key]: [each.code for each in lists] for key, lists in found.items()}


def test_a_child_on_two_lists_of_one_occasion_is_told_with_number_and_state(session, make):
    sen, binh = make.child("Trần Thị Sen"), make.child("Lê Văn Bình")
    first = make.handout(children=[sen], **TET)
    make.run(submit, handout=first)

    second = make.handout(children=[sen, binh], kind="bicycle", occasion="TET", planned_on=date(2018, 11, 3))

    ((other, count),) = counted(lines_elsewhere(session, second, make.user("clerk").id))
    assert codes(session, make, second) == {"Trần Thị Sen": [first.code]}
    assert (other.code, other.state, other.seen, count) == (first.code, ListState.SUBMITTED, True, 1)


def test_records_that_were_merged_are_one_child(session, make):
    gone, kept = make.child("Trần Thị Sen"), make.child("Trần Thị Sén")
    first, second = make.handout(children=[gone], **TET), make.handout(children=[kept], **TET)

    make.run(merge_children, gone=gone, kept=kept, reason="Một em ghi hai lần")

    assert codes(session, make, second) == {"Trần Thị Sén": [first.code]}
    assert codes(session, make, first) == {"Trần Thị Sen": [second.code]}


def test_another_year_or_occasion_is_no_overlap_and_without_one_kind_and_month_count(session, make):
    sen = make.child("Trần Thị Sen")
    make.handout(children=[sen], occasion="TET", planned_on=date(2019, 1, 25))
    make.handout(children=[sen], occasion="MID_AUTUMN", planned_on=date(2018, 2, 9))
    make.handout(children=[sen], kind="tuition", planned_on=date(2018, 2, 9))
    make.handout(children=[sen], planned_on=date(2018, 3, 1))
    alike = make.handout(children=[sen], planned_on=date(2018, 2, 28))

    second = make.handout(children=[sen], **TET)

    assert codes(session, make, second) == {"Trần Thị Sen": [alike.code]}
    assert second.code in codes(session, make, alike)["Trần Thị Sen"]


def test_who_was_given_up_is_not_on_that_list_any_more(session, make):
    campaign, sen = make.campaign(), make.child("Trần Thị Sen")
    make.donation(campaign=campaign, amount=5_000_000)
    first = make.approved(children=[sen], campaign=campaign, occasion="TET")
    second = make.handout(children=[sen], occasion="TET")
    before, sheet = codes(session, make, second), make.sheet(first)

    given_up = {lines_of(session, first)[0].id: Outcome(OutcomeKind.GIVEN_UP)}
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes=given_up)

    assert (before, codes(session, make, second)) == ({"Trần Thị Sen": [first.code]}, {})


def test_two_questions_are_asked_whatever_the_length_of_the_list(session, make, count_statements):
    children = [make.child() for _ in range(12)]
    make.handout(children=children, **TET)
    viewer, asked = make.user("clerk").id, []
    for many in (children[:1], children):
        handout = make.handout(children=many, **TET)
        handout.id  # noqa: B018  (read again before the count begins)
        asked.append(count_statements(lambda handout=handout: lines_elsewhere(session, handout, viewer)))

    assert asked == [2, 2]


@pytest.fixture
def count_statements(session):
    """Count the statements that something sends."""

    def count(act):
        sent, bind = [], session.get_bind()
        hear = lambda *args: sent.append(args[2])  # noqa: E731
        event.listen(bind, "before_cursor_execute", hear)
        try:
            act()
        finally:
            event.remove(bind, "before_cursor_execute", hear)
        return len([each for each in sent if each.startswith(("SELECT", "WITH"))])

    return count


def test_a_row_of_a_file_says_so_and_joins_all_the_same(session, make):
    sen = make.child("Trần Thị Sen", birth_year=2009)
    first, second = make.handout(children=[sen], **TET), make.handout(children=[], **TET)

    (found,) = check_rows(session, second, [(2, Said(full_name="Trần Thị Sen", code=sen.code))])

    assert (found.verdict, found.why, found.values) == (Verdict.MATCHED, "Also on %(lists)s.", {"lists": first.code})
