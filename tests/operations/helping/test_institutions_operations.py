"""Test delivery to a school that signs once for its children."""

from datetime import date

import pytest
from make_help import DAY
from scholarship_steps import agreed, award, drafted, out
from sqlalchemy import select, update

from tracker.ground.dates import now
from tracker.ground.refusals import Refused
from tracker.models.helping.disbursements import Disbursement, PayeeKind
from tracker.models.helping.handouts import OutcomeKind, Sheet
from tracker.models.helping.scholarships import StopReason
from tracker.operations.helping.award_steps import stop_award
from tracker.operations.helping.institutions import name_institution, settle_for_institution
from tracker.operations.helping.sheet_parting import part_list
from tracker.operations.helping.sheets import send_out
from tracker.queries.checks import run_checks
from tracker.queries.helping.handout_groups import NO_SCHOOL, Way
from tracker.queries.helping.handouts import line_states, lines_of, sheets_of
from tracker.queries.helping.sheet_minutes import sheet_minutes
from tracker.queries.helping.sheet_papers import sheet_paper
from tracker.queries.proving.campaigns import position

pytestmark = pytest.mark.one_engine
SCHOOL = "Trường Tiểu học Măng Non"


@pytest.fixture
def handout(make):
    """Give an approved list of milk: two pupils of a school, and one child without any."""
    campaign = make.campaign()
    make.donation(campaign=campaign, goods=[("MILK", 400, None)])
    children = [make.child(school=SCHOOL), make.child(school=SCHOOL), make.child()]
    return make.approved(campaign=campaign, kind="milk", shares={"MILK": 90}, children=children)


def test_each_school_signs_once_for_its_children_and_families_for_the_others(session, make, handout):
    make.run(part_list, by=make.user("cashier"), handout=handout, way=Way.SCHOOL, signs_once=True)

    assert {sheet.name: sheet.institution for sheet in sheets_of(session, handout)} == {
        SCHOOL: SCHOOL,
        NO_SCHOOL: None,
    }


def test_a_school_signs_for_all_but_the_absent_whose_milk_goes_back(session, make, handout):
    cashier, sheet = make.user("cashier"), make.sheet(handout, out=False)
    make.run(name_institution, by=cashier, sheet=sheet, institution=f"  {SCHOOL} ")
    absent = lines_of(session, handout)[1].id
    make.run(send_out, by=cashier, sheet=sheet, sent_on=DAY, store=make.account("assets:goods"), party=SCHOOL)

    make.run(settle_for_institution, by=cashier, sheet=sheet, signed_on=DAY, absent=[absent])

    states = {state.line.id: state for state in line_states(session, handout)}
    goods = position(session, handout.campaign).goods["MILK"]
    assert set(session.scalars(select(Disbursement.payee))) == {PayeeKind.SCHOOL}
    assert states[absent].last.kind == OutcomeKind.LATER and states[absent].open == {"MILK": 90}
    assert (goods.given, goods.in_store, goods.advanced) == (180, 220, 0)
    assert [finding.check.code for finding in run_checks(session) if finding.breaches] == []


def test_a_school_does_not_sign_for_whose_scholarship_was_stopped_after_the_approval(session, make):
    clyt, day = make.campaign("CLYT"), date(2018, 1, 31)
    make.donation(campaign=clyt, amount=5_000_000, till=make.bank(), received_on=date(2018, 1, 5))
    one, other = award(make, clyt)
    run = agreed(make, drafted(make, clyt, 1), day)
    sheet = out(make, run, day)
    session.execute(update(Sheet).where(Sheet.id == sheet.id).values(institution=SCHOOL))
    session.commit()
    make.run(stop_award, award=one, why=StopReason.DIED, stopped_on=day)

    with pytest.raises(Refused, match="stopped"):
        make.run(settle_for_institution, by=make.user("cashier"), sheet=sheet, signed_on=day)

    assert position(session, clyt).paid == 0


def test_a_sheet_that_is_out_keeps_who_signs_for_it(make, handout):
    sheet = make.sheet(handout)

    with pytest.raises(Refused, match="is out already"):
        make.run(name_institution, by=make.user("cashier"), sheet=sheet, institution=SCHOOL)
    with pytest.raises(Refused, match="No school signs"):
        make.run(settle_for_institution, by=make.user("cashier"), sheet=sheet, signed_on=DAY)


def test_a_school_is_taken_off_a_sheet_again(session, make, handout):
    sheet = make.sheet(handout, out=False)
    for name in (SCHOOL, " "):
        make.run(name_institution, by=make.user("clerk"), sheet=sheet, institution=name)

    assert session.get_one(Sheet, sheet.id, populate_existing=True).institution is None


def test_another_school_written_over_the_one_that_signed_is_noticed(session, make, handout):
    cashier, sheet = make.user("cashier"), make.sheet(handout, out=False)
    make.run(name_institution, by=cashier, sheet=sheet, institution=SCHOOL)
    make.run(send_out, by=cashier, sheet=sheet, sent_on=DAY, store=make.account("assets:goods"))

    session.execute(update(Sheet).values(institution="Trường khác"))

    assert any(finding.breaches for finding in run_checks(session))


def test_sheet_and_minutes_name_the_school_and_not_the_commune(session, make, handout):
    make.letterhead()
    sheet = make.sheet(handout, out=False)
    make.run(name_institution, by=make.user("clerk"), sheet=sheet, institution=SCHOOL)

    paper = sheet_paper(session, sheet, 1, now(), "https://quy.example.vn")
    minutes = str(sheet_minutes(session, sheet, now(), ()))

    assert paper.institution == SCHOOL and SCHOOL in minutes
    titles = [signer.title for signer in paper.signers]
    assert "Đại diện nhà trường/đơn vị nhận" in titles and "Xác nhận của UBND xã" not in titles
