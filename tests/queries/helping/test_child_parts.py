"""Test what a child's page reads in one question, and who opened what, on both engines."""

from datetime import date

import pytest
from make import DAY
from sqlalchemy import event

from tracker.models.helping.handouts import OutcomeKind
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.anonymisings import propose_anonymising
from tracker.operations.helping.child_records import (
    add_guardian,
    add_outside_id,
    add_to_group,
    set_household,
    set_payee,
)
from tracker.operations.helping.consents import give_consent, withdraw_consent
from tracker.operations.helping.data_requests import record_request, take_step
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheets import record_sheet_copy
from tracker.operations.merges import merge_children
from tracker.queries.double_lists import double_children
from tracker.queries.helping.accesses import AccessesWanted, accesses_listed, last_seen, seen
from tracker.queries.helping.anonymisings import who_may_go
from tracker.queries.helping.child_parts import child_parts
from tracker.queries.helping.handouts import line_states


@pytest.fixture
def known(make):
    """Make a child of two records with two of everything."""
    child, twin = make.child("Lê Thị Hoa"), make.child("Lê Thị Hoa")
    for number, record in enumerate((child, twin)):
        make.run(add_guardian, child=record, full_name=f"Mẹ {number}", relation="mẹ")
        make.run(add_to_group, child=record, group="ab"[number], since=DAY)
        make.run(set_household, child=record, year=2017 + number, household="poor")
        make.run(add_outside_id, child=record, system=f"TE{number}", value="1")
        payee = {
            "holder": "Mẹ",
            "bank": "NHCSXH",
            "account_number": f"6000{number}",
            "valid_from": date(2018, 1 + number, 1),
        }
        make.run(set_payee, child=record, **payee)
        said = {"giver": "guardian", "giver_name": "Mẹ", "relation": "mẹ", "method": "written", "given_on": DAY}
        given = make.run(give_consent, child=record, purpose="publish", **said)
        asked = {"kind": "delete", "asked_by": "Mẹ", "asked": "Xóa", "received_on": DAY}
        request = make.run(record_request, child=record, **asked)
        make.run(take_step, request=request, kind="answered", happened_on=DAY)
    make.run(withdraw_consent, consent=given, withdrawn_on=DAY)
    make.run(merge_children, gone=twin, kept=child, reason="Một em")
    make.run(propose_anonymising, child=child, reason="Gia đình yêu cầu")
    return child, twin


def test_all_small_things_of_a_child_come_in_one_question(session, known):
    child, twin = known
    asked = []
    keys = [child.id, twin.id]
    event.listen(session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))

    parts = child_parts(session, keys)

    assert len(asked) == 1
    assert [guardian.full_name for guardian in parts.guardians] == ["Mẹ 0", "Mẹ 1"]
    assert [(group.child_id, group.group_code) for group in parts.groups] == [(child.id, "a"), (twin.id, "b")]
    assert [row.year for row in parts.households] == [2018, 2017]
    assert [payee.account_number for payee in parts.payees] == ["60001", "60000"]
    assert [each.system for each in parts.outside_ids] == ["TE0", "TE1"]
    assert [each.withdrawal is not None for each in parts.given] == [True, False]
    assert [[step.kind for step in state.steps] for state in parts.requests] == [["answered"]] * 2
    assert parts.proposal is not None


def test_a_child_is_seen_on_its_page_its_sheets_and_in_files_of_all(session, make):
    cashier = make.user("cashier")
    make.donation(amount=9_000_000, campaign=(campaign := make.campaign("QUA")))
    handout = make.approved(campaign=campaign, children=[child := make.child(), other := make.child()])
    sheet = make.sheet(handout)
    make.run(record_sheet_copy, by=cashier, sheet=sheet, public_url="https://quy.example")
    absent = next(state.line for state in line_states(session, handout) if state.line.child_id == child.id)
    outcomes = {absent.id: Outcome(OutcomeKind.LATER)}
    make.run(settle_sheet, by=cashier, sheet=sheet, signed_on=DAY, outcomes=outcomes)
    for what, record in (("children.page", child.id), ("children.page", other.id), ("ledger.journal.csv", None)):
        make.run(record_access, by=cashier, what=what, record_id=record)
    make.run(record_access, by=make.user("auditor"), what="ledger.disbursements.names.csv", reason="Kiểm toán")

    rows = last_seen(session, child, 5)
    all_rows = seen(session.execute(accesses_listed(AccessesWanted())))

    assert [(row.access.what, row.reason) for row in rows] == [
        ("ledger.disbursements.names.csv", "Kiểm toán"),
        ("children.page", ""),
        ("sheets.print", ""),
    ]
    assert rows[1].child is child and (rows[2].sheet, rows[2].handout) == (sheet, handout)
    assert len(all_rows) == 4


def test_lists_of_doubles_and_of_who_may_go_are_asked_on_both_engines(session, make, known):
    more = [make.child("Bé An"), make.child("bé an")]

    assert [[child.id for child in group.records] for group in double_children(session).groups] == [
        [child.id for child in more]
    ]
    assert set(session.scalars(who_may_go(date(2040, 1, 1)))) == set(more)
