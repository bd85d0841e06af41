"""Test the register of requests: the terms run, steps come once and in order, what is overdue is told."""

from datetime import date

import pytest

from tracker.ground.refusals import Refused
from tracker.operations.helping.data_requests import record_request, take_step
from tracker.queries.helping.data_requests import overdue_requests, states_of, working_days_later

pytestmark = pytest.mark.one_engine

#: A Friday.
CAME = date(2018, 6, 1)


@pytest.fixture
def ask(make):
    def ask(kind="access", **more):
        said = {"kind": kind, "asked_by": "Trần Thị Mẹ", "asked": "Xin xem hồ sơ", "received_on": CAME} | more
        return make.run(record_request, child=make.child(), **said)

    return ask


def state(session, request):
    return states_of(session, [request])[0]


@pytest.mark.parametrize(
    ("kind", "others", "due"),
    [
        ("access", False, date(2018, 6, 11)),
        ("correct", True, date(2018, 6, 11)),
        ("withdraw", False, date(2018, 6, 16)),
        ("restrict", True, date(2018, 6, 21)),
        ("object", False, date(2018, 6, 16)),
        ("delete", False, date(2018, 6, 21)),
    ],
)
def test_each_kind_has_its_term_and_an_answer_in_two_working_days(session, ask, kind, others, due):
    found = state(session, ask(kind, others_involved=others))

    assert (found.answer_due, found.done_due) == (date(2018, 6, 5), due)


def test_working_days_leave_out_saturday_and_sunday():
    days = [working_days_later(date(2018, 6, day), 2) for day in (1, 2, 3, 4, 7)]

    assert days == [date(2018, 6, day) for day in (5, 5, 5, 6, 11)]


def test_a_request_is_overdue_until_it_is_answered_and_then_until_it_is_done(session, make, ask):
    request = ask()

    late = [[each.request.id for each in overdue_requests(session, date(2018, 6, day))] for day in (5, 6)]
    make.run(take_step, request=request, kind="answered", happened_on=date(2018, 6, 6))
    late += [[each.request.id for each in overdue_requests(session, date(2018, 6, day))] for day in (11, 12)]
    make.run(take_step, request=request, kind="done", happened_on=date(2018, 6, 12))

    assert late == [[], [request.id], [], [request.id]]
    assert overdue_requests(session, date(2019, 1, 1)) == []
    assert state(session, request).end.kind == "done"


def test_the_term_is_extended_once_with_a_reason_and_before_it_is_over(session, make, ask):
    request, late = ask(), ask()

    with pytest.raises(Refused):
        make.run(take_step, request=request, kind="extended", happened_on=date(2018, 6, 8))
    make.run(take_step, request=request, kind="extended", happened_on=date(2018, 6, 8), remark="Hồ sơ ở kho")

    assert state(session, request).done_due == date(2018, 6, 26)
    for asked in (request, late):
        with pytest.raises(Refused):
            make.run(take_step, request=asked, kind="extended", happened_on=date(2018, 6, 27), remark="Nữa")


def test_nothing_follows_the_end_and_a_refusal_says_why(make, ask):
    request = ask()

    with pytest.raises(Refused):
        make.run(take_step, request=request, kind="refused", happened_on=CAME)
    make.run(take_step, request=request, kind="refused", happened_on=CAME, remark="Không phải người giám hộ")

    for kind in ("answered", "done", "refused", "extended"):
        with pytest.raises(Refused):
            make.run(take_step, request=request, kind=kind, happened_on=CAME, remark="x")


def test_senseless_days_and_nobody_asking_are_refused(make, ask):
    request = ask()

    for act in (
        lambda: ask(received_on=date(2099, 1, 1)),
        lambda: ask(asked_by=" "),
        lambda: make.run(take_step, request=request, kind="answered", happened_on=date(2018, 5, 31)),
        lambda: make.run(take_step, request=request, kind="answered", happened_on=date(2099, 1, 1)),
    ):
        with pytest.raises(Refused):
            act()
