"""A sheet's paper: names and places as submitted, each print as it left the office; on both engines."""

from datetime import date

import pytest
from documents.papers import faults, read
from make_help import COMMUNE, DAY

from tracker.documents.helping.handouts import sheet_pdf
from tracker.models.helping.disbursements import DisbursementPart, PayeeKind
from tracker.models.helping.handouts import HelpKind, OutcomeKind, SheetCopy
from tracker.operations.helping.approvals import approve, submit
from tracker.operations.helping.child_records import add_to_group, set_household
from tracker.operations.helping.children import ChildFacts, correct_child
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.handouts import add_children
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheets import approve_replacement, record_sheet_copy, replace_line
from tracker.operations.settings import add_signatory, set_letterhead
from tracker.queries.helping.handouts import line_states
from tracker.queries.helping.sheet_paper import read_sheet

URL = "https://quy.example/"


@pytest.fixture
def campaign(make):
    """Give a campaign with 10.000.000 đ and 10 parcels."""
    campaign = make.campaign(name="Quà cho học sinh nghèo")
    make.donation(campaign=campaign, amount=10_000_000, goods=[("PARCEL", 10, 2_000_000)], received_on=date(2018, 1, 5))
    return campaign


@pytest.fixture
def printed(session, make):
    """Print a sheet, recording the copy, and give it as paper."""

    def print_it(sheet):
        make.letterhead()
        copy = make.run(record_sheet_copy, by=make.user("cashier"), sheet=sheet, public_url=URL)
        return read_sheet(copy.said)

    return print_it


def settle(make, sheet, outcomes=None, day=DAY):
    return make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=day, outcomes=outcomes or {})


def lines(session, handout):
    return [state.line for state in line_states(session, handout)]


def test_a_sheet_says_who_gets_what_where_and_when(session, make, campaign, printed):
    child = make.child(
        "Lê Thị Bé Ba", place=make.place(COMMUNE), sex="female", hamlet="Ấp 4", school="Tiểu học A", school_class="3/2"
    )
    shares = {"VND": 500_000, "PARCEL": 1}
    handout = make.approved(campaign=campaign, children=[child], shares=shares, occasion="TET", name="Quà Tết")
    sheet = make.sheet(handout, sent_on=date(2018, 3, 16))

    paper = printed(sheet)

    assert (paper.number, paper.copy, paper.name, paper.place) == (f"{handout.code}/1", 1, "Quà Tết", "Xã thử")
    assert (paper.campaign, paper.given_on, paper.signed_on) == ("Quà cho học sinh nghèo", date(2018, 3, 16), None)
    assert (paper.share, paper.words) == ("500.000 đ, Phần quà: 1 phần", "Năm trăm nghìn đồng")
    assert paper.sheet_url == f"https://quy.example/sheets/{sheet.token}"
    (row,) = paper.rows
    assert (row.full_name, row.birth, row.school) == ("Lê Thị Bé Ba", "2008 (nữ)", "Tiểu học A 3/2")
    assert row.address == "Ấp 4, Xã Tân Lập, Huyện Tân Biên"
    assert (row.amount, row.proxy, row.signed, row.note, row.struck) == (500_000, "", "", "", False)
    assert [signer.name for signer in paper.signers] == ["Người clerk", "Người cashier", "", ""]


def test_only_special_circumstances_or_the_class_of_the_household_is_said(make, campaign, printed):
    special, poor, none, last_year = (make.child() for _ in range(4))
    make.run(add_to_group, child=special, group="l", since=date(2017, 1, 1))
    make.run(add_to_group, child=special, group="đ", since=date(2017, 1, 1))
    make.run(set_household, child=special, year=2018, household="poor")
    make.run(set_household, child=poor, year=2018, household="near_poor")
    make.run(set_household, child=none, year=2018, household="other")
    make.run(set_household, child=last_year, year=2017, household="poor")
    children = [special, poor, none, last_year]

    paper = printed(make.sheet(make.approved(campaign=campaign, children=children)))

    assert [row.circumstances for row in paper.rows] == ["Có hoàn cảnh đặc biệt", "Hộ cận nghèo", "", ""]


def test_names_and_places_stay_as_submitted(session, make, campaign, printed):
    child = make.child("Lê Thị Ba", place=make.place(COMMUNE), hamlet="Ấp 4")
    sheet = make.sheet(make.approved(campaign=campaign, children=[child]))
    facts = ChildFacts("Lê Thị Bốn", child.place, birth_year=2009, hamlet="Ấp 9")

    make.run(correct_child, child=child, facts=facts)

    (row,) = printed(sheet).rows
    assert (row.full_name, row.birth, row.address) == ("Lê Thị Ba", "2008", "Ấp 4, Xã Tân Lập, Huyện Tân Biên")


def test_a_sheet_that_is_back_says_what_became_of_each_line_and_sums_what_was_given(session, make, campaign, printed):
    handout = make.approved(campaign=campaign, children=[make.child() for _ in range(5)])
    sheet = make.sheet(handout)
    first, second, third, fourth, _ = lines(session, handout)
    outcomes = {
        first.id: Outcome(OutcomeKind.PROXY, "Trần Thị Ba", "bà ngoại"),
        second.id: Outcome(OutcomeKind.LATER),
        third.id: Outcome(OutcomeKind.GIVEN_UP),
        fourth.id: Outcome(OutcomeKind.GIVEN, payee=PayeeKind.GUARDIAN),
    }

    settle(make, sheet, outcomes, date(2018, 3, 17))
    paper = printed(sheet)

    assert [row.proxy for row in paper.rows] == ["Trần Thị Ba (bà ngoại)", "", "", "Cha mẹ/người giám hộ", ""]
    assert [row.note for row in paper.rows] == ["", "Vắng, trao sau", "Không trao", "", ""]
    assert [row.struck for row in paper.rows] == [False, True, True, False, False]
    assert [row.signed for row in paper.rows].count("Đã ký nhận 17/03/2018") == 3
    assert (paper.signed_on, paper.words) == (date(2018, 3, 17), "Ba triệu đồng")


def test_a_replacement_is_on_the_sheet_once_approved_and_each_names_the_other(session, make, campaign, printed):
    handout = make.approved(campaign=campaign, children=[make.child("Lê Thị Ba"), make.child("Lê Thị Tư")])
    sheet = make.sheet(handout)
    line = lines(session, handout)[0]
    new = make.run(replace_line, by=make.user("cashier"), line=line, child=make.child("Lê Thị Sáu"))

    proposed = printed(sheet)
    make.run(approve_replacement, by=make.user("approver"), line=new)
    approved = printed(sheet)
    settle(make, sheet, {line.id: Outcome(OutcomeKind.REPLACED)})
    settled = printed(sheet)

    assert [row.full_name for row in proposed.rows] == ["Lê Thị Ba", "Lê Thị Tư"]
    for paper in (approved, settled):
        assert [row.note for row in paper.rows] == ["Thay bằng: Lê Thị Sáu (số 3)", "", "Thay thế: Lê Thị Ba (số 1)"]
        assert [row.struck for row in paper.rows] == [True, False, False]
        assert paper.words == "Hai triệu đồng"


def test_who_was_not_needed_to_stand_in_is_struck_on_the_sheet_that_is_back(session, make, campaign, printed):
    handout = make.approved(campaign=campaign, children=[make.child("Lê Thị Ba")])
    sheet = make.sheet(handout)
    (line,) = lines(session, handout)
    new = make.run(replace_line, by=make.user("cashier"), line=line, child=make.child("Lê Thị Sáu"))
    make.run(approve_replacement, by=make.user("approver"), line=new)

    settle(make, sheet)

    rows = printed(sheet).rows
    assert [(row.struck, row.note) for row in rows] == [
        (False, ""),
        (True, "Thay thế: Lê Thị Ba (số 1); Không trao"),
    ]


def test_a_print_gives_the_same_bytes_whatever_becomes_of_its_lines(session, make, campaign):
    make.letterhead()
    handout = make.approved(campaign=campaign, shares={"VND": 1_000_000, "PARCEL": 1})
    sheet = make.sheet(handout, party="Nguyễn Thị Thu")
    copy = make.run(record_sheet_copy, sheet=sheet, public_url=URL)
    first = sheet_pdf(read_sheet(copy.said))
    absent, other, _ = lines(session, handout)

    new = make.run(replace_line, by=make.user("cashier"), line=other, child=make.child())
    make.run(approve_replacement, by=make.user("approver"), line=new)
    settle(make, sheet, {absent.id: Outcome(OutcomeKind.LATER), other.id: Outcome(OutcomeKind.REPLACED)})
    part = session.query(DisbursementPart).filter_by(item="VND").first()
    back = {"place": make.account(), "taken_back_on": DAY, "reason": "Trả lại quỹ", "open_again": True}
    make.run(take_back_help, by=make.user("cashier"), parts=[part], **back)
    settle(make, make.sheet(handout))

    assert sheet_pdf(read_sheet(copy.said)) == first
    assert "Nguyễn Thị Thu" in read(first)[0].text


def test_a_print_gives_the_same_bytes_whatever_becomes_of_the_register_and_the_settings(session, make, campaign):
    make.letterhead()
    child = make.child("Lê Thị Ba", sex="female")
    copy = make.run(
        record_sheet_copy, sheet=make.sheet(make.approved(campaign=campaign, children=[child])), public_url=URL
    )
    first = sheet_pdf(read_sheet(copy.said))

    admin = make.user("admin")
    make.run(correct_child, child=child, facts=ChildFacts("Lê Thị Bốn", child.place, birth_year=2009, sex="male"))
    make.run(set_household, child=child, year=2018, household="poor")
    make.run(add_to_group, child=child, group="a", since=date(2017, 1, 1))
    make.run(
        add_signatory, by=admin, position="head", title="Giám đốc", full_name="Ai khác", valid_from=date(2018, 1, 1)
    )
    letterhead = {"fund_name": "Quỹ khác", "address": "Nơi khác", "fund_code": "", "phone": "", "hotline": "112"}
    make.run(set_letterhead, by=admin, valid_from=date(2018, 1, 1), southern_words=True, **letterhead)
    session.expire_all()

    assert sheet_pdf(read_sheet(session.get_one(SheetCopy, copy.id).said)) == first
    assert "Lê Thị Ba" in read(first)[0].text


def test_a_line_for_later_is_on_its_next_sheet_with_what_is_still_open(session, make, campaign, printed):
    handout = make.approved(campaign=campaign, shares={"VND": 1_000_000, "PARCEL": 1})
    sheet = make.sheet(handout)
    absent, given, _ = lines(session, handout)
    settle(make, sheet, {absent.id: Outcome(OutcomeKind.LATER)})
    parts = session.query(DisbursementPart).filter_by(item="PARCEL").order_by(DisbursementPart.id).all()
    back = {"place": make.account("assets:goods"), "taken_back_on": DAY, "reason": "Trả lại", "open_again": True}
    make.run(take_back_help, by=make.user("cashier"), parts=parts[:1], **back)

    paper = printed(make.sheet(handout))

    goods = [[(each.name, each.quantity) for each in row.goods] for row in paper.rows]
    assert [(row.full_name, row.amount) for row in paper.rows] == [(absent.full_name, 1_000_000), (given.full_name, 0)]
    assert goods == [[("Phần quà", 1)], [("Phần quà", 1)]]
    assert paper.share == "theo từng dòng"


def test_cards_of_0_dong_name_their_provider(make, printed):
    handout = make.handout(shares={}, provider="Bảo hiểm xã hội tỉnh", kind=HelpKind.INSURANCE_CARD)

    paper = printed(make.sheet(handout))

    assert paper.share == "Thẻ bảo hiểm y tế: 1 suất (do Bảo hiểm xã hội tỉnh cấp)"
    assert (paper.words, {row.amount for row in paper.rows}) == ("Không đồng", {0})


def test_a_payee_of_the_list_receives_in_the_child_s_place(make, campaign, printed):
    handout = make.handout(campaign=campaign, children=[], kind=HelpKind.HOUSE)
    make.run(add_children, handout=handout, children=[make.child()], payee="Đội thợ Lê Văn Tám", parts={"VND": 1})
    make.run(submit, handout=handout)
    make.run(approve, by=make.user("approver"), handout=handout)

    paper = printed(make.sheet(handout))

    assert [row.proxy for row in paper.rows] == ["Đội thợ Lê Văn Tám"]


def test_who_hands_out_is_named_and_the_head_signs(make, campaign, printed):
    facts = {"position": "head", "title": "Giám đốc", "full_name": "Trần Minh Tâm", "valid_from": date(2018, 1, 1)}
    make.run(add_signatory, by=make.user("admin"), **facts)

    paper = printed(make.sheet(make.approved(campaign=campaign), party="Nguyễn Thị Thu"))

    assert [(signer.title, signer.name) for signer in paper.signers] == [
        ("Người lập", "Người clerk"),
        ("Người chi tiền/thủ quỹ", "Nguyễn Thị Thu"),
        ("Xác nhận của UBND xã", ""),
        ("Giám đốc", "Trần Minh Tâm"),
    ]


@pytest.mark.parametrize("name", ["H’Bia Niê", "O'Brien-Nguyễn", "Cty A & B <HCM>"])
def test_a_name_prints_as_it_was_typed(make, campaign, printed, name):
    paper = printed(make.sheet(make.approved(campaign=campaign, children=[make.child(name)])))

    (page,) = read(sheet_pdf(paper))

    assert name in page.text
    assert faults(page) == []
