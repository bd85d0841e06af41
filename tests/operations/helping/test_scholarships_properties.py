"""Whatever becomes of scholarships, every month is owed, paid or freed, and the books stay whole."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import pytest
from full_books import copy_of, fresh_copy, open_engine
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from make import Make
from scholarship_steps import agreed, award, came_back, drafted, out, settled
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from tracker.ground.refusals import Refused
from tracker.models.helping.handouts import OutcomeKind
from tracker.models.helping.scholarships import Award, StopReason
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.approvals import withdraw_approval
from tracker.operations.helping.award_steps import resume_award, stop_award, suspend_award
from tracker.operations.helping.scholarships import instalment_rows
from tracker.operations.helping.settlements import Outcome
from tracker.queries.checks import run_checks
from tracker.queries.helping.handouts import line_states
from tracker.queries.helping.scholarship_sums import year_scholarships
from tracker.queries.helping.scholarships import still_to_pay
from tracker.queries.proving.campaigns import position

VERBS = ("award", "pay", "pay", "pay", "direct", "back", "back", "stop", "suspend", "resume", "withdraw")
ACTS = st.tuples(
    st.sampled_from(VERBS),
    st.integers(0, 7),
    st.booleans(),
)
#: Engine → examples, acts in each.
SIZE = {"sqlite": (8, 12), "postgresql": (2, 10)}


class Fund:
    """An office that awards and pays, a week between two acts."""

    def __init__(self, session: Session) -> None:
        self.make, self.session = Make(session), session
        self.day = date(2018, 1, 15)

    @property
    def campaign(self) -> Campaign:
        return self.session.scalars(select(Campaign).where(Campaign.code == "CLYT")).one()

    def do(self, verb: str, which: int, yes: bool) -> bool:
        """Do it, if it can be done now; tell whether it was."""
        self.day += timedelta(days=7)
        acts: dict[str, Callable[[int, bool], None]] = {
            "award": self.award,
            "pay": self.pay,
            "direct": lambda which, yes: self.pay(which, yes, direct_bank="Ngân hàng"),
            "back": lambda which, yes: came_back(self.make, self.one(which), self.day, open_again=yes),
            "stop": lambda which, yes: self.end(stop_award, which, stopped_on=self.day),
            "suspend": lambda which, yes: self.end(suspend_award, which, suspended_on=self.day),
            "resume": self.resume,
            "withdraw": self.withdraw,
        }
        try:
            acts[verb](which, yes)
        except (Refused, NoResultFound):
            return False
        return True

    def one(self, which: int) -> Award:
        awards = self.session.scalars(select(Award).order_by(Award.id)).all()
        return awards[which % len(awards)]

    def award(self, which: int, yes: bool) -> None:
        first = date(2018, 1, 31 if yes else 5)
        award(self.make, self.campaign, count=1 + which % 2, months=1 + which, first_due_on=first)

    def pay(self, which: int, yes: bool, direct_bank: str = "") -> None:
        handout = agreed(self.make, drafted(self.make, self.campaign, self.day.month), self.day)
        sheet = out(self.make, handout, self.day, direct_bank=direct_bank)
        lines = line_states(self.session, handout)
        kind = (OutcomeKind.GIVEN, OutcomeKind.LATER, OutcomeKind.GIVEN_UP)[which % 3]
        settled(self.make, sheet, self.day, {lines[0].line.id: Outcome(kind)})

    def end(self, operation: Callable[..., object], which: int, **day: date) -> None:
        self.make.run(operation, award=self.one(which), why=StopReason.MOVED, **day)

    def resume(self, which: int, yes: bool) -> None:
        self.make.run(resume_award, award=self.one(which), make_up=yes, resumed_on=self.day)

    def withdraw(self, which: int, yes: bool) -> None:
        handout = agreed(self.make, drafted(self.make, self.campaign, self.day.month), self.day)
        if yes:
            self.end(stop_award, which, stopped_on=self.day)
        by = self.make.user("approver")
        self.make.run(withdraw_approval, by=by, handout=handout, remark="Sai", withdrawn_on=self.day)


@cache
def furnished(template: str) -> str:
    """Give the URL of an office with money at the bank and two scholarships."""
    url = copy_of(template, "scholarships_office")
    with Session(open_engine(url)) as session:
        make = Make(session)
        clyt = make.campaign("CLYT")
        make.donation(campaign=clyt, amount=100_000_000, till=make.bank(), received_on=date(2018, 1, 5))
        award(make, clyt, count=2, months=5)
    return url


@pytest.fixture
def office_url(template: str) -> str:
    return furnished(template)


def test_scholarships_stay_whole_whatever_becomes_of_them(office_url, engine_name):
    examples, length = SIZE[engine_name]

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ACTS, min_size=length // 2, max_size=length))
    def whatever_is_done(acts):
        with fresh_copy(office_url, "scholarships_at_work") as engine, Session(engine) as session:
            fund = Fund(session)

            for verb, which, yes in acts:
                event(f"{verb} {fund.do(verb, which, yes)}")

            where, year = position(session, fund.campaign), (date(2018, 1, 1), date(2018, 12, 31))
            sums = year_scholarships(session, *year)
            assert {each.check.code: each.breaches for each in run_checks(session) if each.breaches} == {}
            assert where.committed == still_to_pay(session, fund.campaign) == sums["still_to_pay"]
            assert where.paid == sums["paid"]
            assert where.in_hand == 100_000_000 - where.paid

    whatever_is_done()


@pytest.mark.one_engine
@settings(max_examples=40, deadline=None)
@given(amount=st.integers(1, 10**9), months=st.integers(1, 120), first=st.dates(date(2018, 1, 1), date(2020, 12, 31)))
def test_instalments_sum_exactly_and_keep_the_day_or_the_month_s_last(amount, months, first):
    rows = instalment_rows(Award(id=1, monthly_amount=amount, months=months, first_due_on=first))

    days = [row["due_on"] for row in rows]
    assert sum(row["amount"] for row in rows) == amount * months
    assert [row["number"] for row in rows] == list(range(1, months + 1))
    assert [day.year * 12 + day.month for day in days] == [first.year * 12 + first.month + at for at in range(months)]
    assert all(day.day == first.day or (day + timedelta(days=1)).day == 1 for day in days)


@pytest.mark.one_engine
def test_every_verb_can_be_done(office_url):
    story = [
        *(("award", 1, True), ("suspend", 1, True), ("pay", 0, True), ("back", 0, True), ("stop", 0, True)),
        *(("resume", 1, True), ("direct", 0, True), ("award", 1, False), ("withdraw", 2, False)),
    ]
    with fresh_copy(office_url, "scholarships_at_work") as engine, Session(engine) as session:
        fund = Fund(session)

        done = [fund.do(*act) for act in story]

        assert done == [True] * len(story)
        assert {verb for verb, *_ in story} == set(VERBS)
