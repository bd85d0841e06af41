"""Closings: proposed by one, approved by another; nothing is dated in closed days any more."""

from datetime import date, timedelta

import pytest
from make import DAY, PUBLIC_URL

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.helping.handouts import HelpKind
from tracker.operations.giving.receipts import issue_receipt, void_receipt
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.helping.sheets import send_out
from tracker.operations.proving.closings import approve_closing, propose_closing, reject_closing
from tracker.queries.proving.closings import closed_until, waiting_closing

UNTIL = date(2018, 3, 31)
AFTER = date(2018, 4, 1)


def close(make, run, until=UNTIL):
    closing = run(propose_closing, by=make.user("accountant"), until=until)
    return run(approve_closing, by=make.user("approver"), closing=closing)


def test_a_proposal_closes_nothing(session, make, run):
    run(propose_closing, by=make.user("accountant"), until=UNTIL)

    make.donation(received_on=DAY)

    assert closed_until(session) is None


def test_after_the_approval_nothing_is_dated_in_the_closed_time_and_the_next_day_is_open(session, make, run):
    step = close(make, run)

    with pytest.raises(Refused) as refused:
        make.donation(received_on=UNTIL)
    make.donation(received_on=AFTER)

    assert refused.value.field == "happened_on"
    assert refused.value.values == {"until": "31/03/2018", "day": "31/03/2018"}
    assert closed_until(session) == UNTIL
    assert step.last_seq == 0


def test_receipts_and_voids_keep_off_closed_days_though_they_post_nothing(make, run):
    donation, older = make.donation(), make.receipt()
    close(make, run)
    paper = {"donation": donation, "series": "BL", "public_url": PUBLIC_URL}

    with pytest.raises(Refused) as issued:
        run(issue_receipt, by=make.user("cashier"), issued_on=UNTIL, **paper)
    with pytest.raises(Refused) as voided:
        run(void_receipt, by=make.user("approver"), receipt=older, reason="Sai tên", voided_on=UNTIL)

    assert (issued.value.field, voided.value.field) == ("issued_on", "voided_on")


def test_a_sheet_of_no_money_keeps_off_closed_days(make, run):
    free = make.handout(kind=HelpKind.INSURANCE_CARD, shares={}, provider="Bảo hiểm xã hội tỉnh")
    sheet = make.sheet(free, out=False)
    close(make, run)

    with pytest.raises(Refused) as early:
        run(send_out, by=make.user("cashier"), sheet=sheet, sent_on=UNTIL)
    run(send_out, by=make.user("cashier"), sheet=sheet, sent_on=AFTER)
    close(make, run, until=date(2018, 4, 30))
    with pytest.raises(Refused) as late:
        run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=date(2018, 4, 30), outcomes={})

    assert (early.value.field, late.value.field) == ("sent_on", "signed_on")


def test_only_days_that_are_over_are_closed_each_once_and_one_proposal_waits(session, make, run):
    accountant = make.user("accountant")
    close(make, run)

    for until, field in ((today(), "until"), (UNTIL, "until"), (UNTIL - timedelta(days=1), "until")):
        with pytest.raises(Refused) as refused:
            run(propose_closing, by=accountant, until=until)
        assert refused.value.field == field
    waiting = run(propose_closing, by=accountant, until=AFTER)
    with pytest.raises(Refused):
        run(propose_closing, by=accountant, until=date(2018, 5, 31))

    assert waiting_closing(session) == waiting


def test_who_proposed_it_does_not_approve_it_and_it_ends_once(session, make, run):
    both = make.granted(make.user("accountant"), "approver")
    closing = run(propose_closing, by=both, until=UNTIL)

    with pytest.raises(Refused):
        run(approve_closing, by=both, closing=closing)
    with pytest.raises(Refused) as unreasoned:
        run(reject_closing, by=make.user("approver"), closing=closing, remark=" ")
    run(reject_closing, by=make.user("approver"), closing=closing, remark="Còn phiếu chưa nhập")
    with pytest.raises(Refused):
        run(approve_closing, by=make.user("approver"), closing=closing)

    assert unreasoned.value.field == "remark"
    assert closed_until(session) is None
