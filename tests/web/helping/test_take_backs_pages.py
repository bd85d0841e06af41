"""Test that help that came back is taken back once, by its page."""

import pytest
from sqlalchemy import func, select
from web.handout_steps import breaches, funded, press, sheet_path

from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack

pytestmark = pytest.mark.one_engine


@pytest.fixture
def handout(make):
    """Give an approved list of three children at 1.000.000 đ and a parcel, with the money there."""
    return make.approved(campaign=funded(make), shares={"VND": 1_000_000, "PARCEL": 1})


def test_help_that_came_back_is_taken_back_once(browser, session, make, handout):
    sheet = make.sheet(handout)
    cashier, page = browser("cashier"), f"{sheet_path(sheet)}/settle"
    press(cashier, page, page, signed_on="15/03/2018", payee="child")
    session.rollback()
    given = session.scalars(select(Disbursement).order_by(Disbursement.id)).first()
    shown = cashier.get(f"/disbursements/{given.id}").text
    back = f"/disbursements/{given.id}/take-back"
    fields = {
        "place": make.account().id,
        "taken_back_on": "20/03/2018",
        "reason": "Gia đình trả lại",
        "open_again": "y",
    }
    part = session.scalars(select(DisbursementPart.id).where(DisbursementPart.item == "VND")).first()
    tabs = [{**cashier.hidden(back), **fields, "part": part} for _ in range(2)]

    first = cashier.client.post(back, data=tabs[0])
    second = cashier.client.post(back, data=tabs[1])

    assert back in shown
    assert first.location == f"/disbursements/{given.id}" and second.status_code in (302, 422)
    assert breaches(session) == {}
    assert session.scalar(select(func.count(TakeBack.id))) == 1
    assert browser("auditor").get(f"/disbursements/{given.id}").status_code == 200
    assert cashier.get("/disbursements/4711").status_code == 404
