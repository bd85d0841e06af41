"""Draft lists: what each child gets, who is on it, the quota, a single help in stages."""

from datetime import date

import pytest
from make_help import DAY
from sqlalchemy import func, select

from tracker.ground.refusals import Refused
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutPart, HelpKind
from tracker.models.journal import Entry
from tracker.operations.helping.approvals import approve, submit
from tracker.operations.helping.handouts import add_children, correct_handout, draft_handout, remove_line
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.helping.sheet_parting import part_list
from tracker.operations.helping.sheets import make_sheets, send_out
from tracker.operations.helping.single_help import draft_single_help
from tracker.operations.proving.campaigns import close_campaign
from tracker.queries.checks import run_checks
from tracker.queries.helping.handout_groups import Way
from tracker.queries.helping.handout_lines import quotas_of
from tracker.queries.helping.handouts import lines_of, sheets_of, totals

OTHER = "25492-2018"


def facts(make, **more):
    values = {"name": "Quà Tết", "campaign": make.campaign(), "kind": HelpKind.GIFT, "planned_on": DAY}
    return {**values, "shares": {"VND": 1_000_000}, **more}


def breaches(session):
    return {finding.check.code: finding.breaches for finding in run_checks(session) if finding.breaches}


def test_a_list_is_numbered_and_sums_what_its_children_get(session, make):
    handout = make.handout(shares={"VND": 1_000_000, "PARCEL": 2})

    assert handout.code == "DT-2018-0001"
    assert totals(session, handout) == (3, {"VND": 3_000_000, "PARCEL": 6})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"shares": {}}, "shares"),
        ({"shares": {"VND": 0}}, "shares"),
        ({"shares": {"VND": 1}, "provider": "Bảo hiểm xã hội"}, "shares"),
        ({"name": " "}, "name"),
        ({"name": "a\u202eb"}, "name"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_and_takes_no_number(session, make, change, field):
    with pytest.raises(Refused) as refused:
        make.run(draft_handout, **facts(make, **change))

    assert refused.value.field == field
    assert make.handout().code == "DT-2018-0001"


def test_a_closed_campaign_gets_no_new_list(make):
    campaign = make.campaign()
    make.run(close_campaign, by=make.user("approver"), campaign=campaign, closed_on=DAY)

    with pytest.raises(Refused, match="is closed"):
        make.run(draft_handout, **facts(make, campaign=campaign))


@pytest.mark.parametrize("times", [1, 2])
def test_a_child_stands_on_a_list_once(session, make, times):
    child = make.child()
    handout = make.handout(children=[child] if times == 1 else [])

    with pytest.raises(Refused, match=child.code):
        make.run(add_children, handout=handout, children=[child] * times)

    assert totals(session, handout)[0] == (1 if times == 1 else 0)


def test_a_line_keeps_what_the_register_said_when_it_was_added(session, make):
    child = make.child(
        "Nguyễn Thị Lan", birth_on=date(2008, 5, 12), hamlet="Ấp 3", school="TH Tân Bình", school_class="5A"
    )

    line = lines_of(session, make.handout(children=[child]))[0]

    assert (line.full_name, line.birth, line.hamlet, line.school) == (
        "Nguyễn Thị Lan",
        "12/05/2008",
        "Ấp 3",
        "TH Tân Bình 5A",
    )


def test_a_child_is_taken_off_a_draft_and_off_nothing_else(session, make):
    handout = make.handout()
    first, second = lines_of(session, handout)[:2]
    make.run(remove_line, line=first)
    make.run(submit, handout=handout)

    with pytest.raises(Refused, match="does not change any more"):
        make.run(remove_line, line=second)

    assert session.scalar(select(func.count(HandoutLine.id))) == 2
    assert session.scalar(select(func.count()).select_from(HandoutPart)) == 2


def test_a_draft_is_corrected_with_its_quota_and_a_submitted_list_is_not(session, make):
    handout = make.handout(quotas={make.place().key: 3})
    said = {"name": "Quà Trung thu", "planned_on": date(2018, 9, 24), "occasion": "MID_AUTUMN", "ceremony_on": None}
    make.run(correct_handout, handout=handout, quotas={make.place().key: 4}, **said)
    make.run(submit, handout=handout)

    with pytest.raises(Refused, match="does not change any more"):
        make.run(correct_handout, handout=handout, **said)

    assert (handout.name, handout.occasion) == ("Quà Trung thu", "MID_AUTUMN")
    assert quotas_of(session, handout) == {make.place().key: 4}


def test_more_children_than_the_quota_are_not_submitted(make):
    handout = make.handout(quotas={make.place().key: 2})

    with pytest.raises(Refused, match="has room for 2 children; 3 are on the list"):
        make.run(submit, handout=handout)


def test_a_free_list_keeps_its_quota_too(make):
    handout = make.handout(shares={}, provider="Bảo hiểm xã hội tỉnh", quotas={make.place().key: 2})

    with pytest.raises(Refused, match="has room for 2 children"):
        make.run(part_list, by=make.user("cashier"), handout=handout, way=Way.ALL)


def test_a_house_in_stages_is_three_lines_of_one_child_on_sheets_of_their_own(session, make):
    campaign, child = make.campaign(), make.child()
    make.donation(campaign=campaign, amount=50_000_000, received_on=date(2018, 1, 5))
    said = {"name": "Nhà cho em", "campaign": campaign, "kind": HelpKind.HOUSE, "planned_on": DAY}
    stages = [{"VND": 20_000_000}, {"VND": 20_000_000}, {"VND": 10_000_000}]
    handout = make.run(draft_single_help, child=child, payee="Đội thợ Ba Tý", stages=stages, **said)
    make.run(submit, handout=handout)
    make.run(approve, by=make.user("approver"), handout=handout, approved_on=DAY)

    make.run(part_list, by=make.user("cashier"), handout=handout, way=Way.STAGE)
    for sheet in sheets_of(session, handout):
        make.run(send_out, by=make.user("cashier"), sheet=sheet, sent_on=DAY, till=make.account())
        make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})

    assert totals(session, handout) == (3, {"VND": 50_000_000})
    assert [sheet.name for sheet in sheets_of(session, handout)] == ["Giai đoạn 1", "Giai đoạn 2", "Giai đoạn 3"]
    assert breaches(session) == {}


def test_stages_need_a_payee_and_help_needs_a_stage(session, make):
    child, said = make.child(), facts(make)
    del said["shares"]

    with pytest.raises(Refused, match="who is paid"):
        make.run(draft_single_help, child=child, payee="", stages=[{"VND": 1}, {"VND": 1}], **said)
    with pytest.raises(Refused, match="what is paid"):
        make.run(draft_single_help, child=child, payee="", stages=[], **said)

    assert session.scalar(select(func.count(Handout.id))) == 0


def test_a_list_is_parted_by_commune_by_district_and_by_size(session, make):
    children = [make.child(place=make.place(key)) for key in (make.place().key, OTHER, make.place().key)]
    lists = {way: make.handout(shares={}, provider="BHXH tỉnh", children=children) for way in Way}

    for way, handout in lists.items():
        make.run(part_list, by=make.user("cashier"), handout=handout, way=way, size=2)

    counts = {way: _counts(session, handout) for way, handout in lists.items()}
    assert counts[Way.COMMUNE] == [2, 1]
    assert sum(counts[Way.DISTRICT]) == sum(counts[Way.SCHOOL]) == 3
    assert (counts[Way.SIZE], counts[Way.ALL], counts[Way.STAGE]) == ([2, 1], [3], [1, 1, 1])


def _counts(session, handout):
    asked = select(HandoutLine.sheet_id, func.count()).where(HandoutLine.handout_id == handout.id)
    return [
        count for _key, count in session.execute(asked.group_by(HandoutLine.sheet_id).order_by(HandoutLine.sheet_id))
    ]


def test_a_line_is_put_on_one_sheet_only(session, make):
    handout = make.handout(shares={}, provider="BHXH tỉnh")
    make.run(part_list, by=make.user("cashier"), handout=handout, way=Way.ALL)

    with pytest.raises(Refused, match="on a sheet already"):
        make.run(part_list, by=make.user("cashier"), handout=handout, way=Way.COMMUNE)
    with pytest.raises(Refused, match="on a sheet already"):
        ids = [line.id for line in lines_of(session, handout)]
        make.run(make_sheets, by=make.user("cashier"), handout=handout, lines={"Lần hai": ids})

    assert len(sheets_of(session, handout)) == 1
    assert session.scalar(select(func.count(Entry.id))) == 0
