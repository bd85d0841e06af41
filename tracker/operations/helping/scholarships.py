"""Propose scholarships and award them: the award commits all its months at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.ground.dates import add_months, now, show_day, today
from tracker.ground.money import MOST_DIGITS, show_number
from tracker.ground.names import clean_reason, clean_remark, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.helping.scholarships import Award, AwardInstalment, AwardStep, AwardStepKind, StopReason
from tracker.models.journal import Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.operations.helping.approvals import committed_drafts
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.operations.helping.sponsorships import add_sponsor, let_all_go
from tracker.operations.journal import open_entries, post
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.proving.sealing import seal_all
from tracker.queries.helping.scholarships import award_states, awards_ahead, doubled
from tracker.queries.journal import VND
from tracker.queries.same import kept

MOST_MONTHS = 120


def propose_awards(
    session: Session,
    *,
    by: User,
    campaign: Campaign,
    children: Sequence[Child],
    monthly_amount: int,
    months: int,
    first_due_on: date,
    school_year: str = "",
    shared: bool = False,
    sponsor: Donor | None = None,
    remark: str = "",
) -> list[Award]:
    """Propose the same scholarship for some children: whole đồng a month for so many months; nothing is committed yet.

    `sponsor` stands behind each of them from today on; who share one are named on its own page.
    Refuses a closed campaign, amounts and months below 1, more than ten years, a child twice, an
    anonymised child, and one who has an award of the campaign that reaches into the same months.
    """
    refuse_closed(campaign, field="campaign")
    _refuse_amounts(monthly_amount, months)
    if sponsor is not None and shared:
        raise Refused("sponsor", N_("Who share a scholarship are named on its own page, each with the share."))
    if first_due_on.year < 1990:
        raise Refused("first_due_on", N_("%(day)s is too long ago."), day=show_day(first_due_on))
    children = [kept(session, child) for child in children]
    _refuse_children(session, campaign, children, first_due_on)
    awards = [
        Award(
            child_id=child.id,
            campaign_id=campaign.id,
            monthly_amount=monthly_amount,
            months=months,
            first_due_on=first_due_on,
            school_year=clean_text(school_year, field="school_year", at_most=20),
            shared=shared,
            note=clean_remark(remark),
            proposed_by=by.id,
            proposed_at=now(),
        )
        for child in children
    ]
    session.add_all(awards)
    session.flush()
    if sponsor is not None:
        for award in awards:
            add_sponsor(session, by=by, award=award, donor=sponsor, since=today())
    return awards


def award_scholarships(
    session: Session, *, by: User, awards: Sequence[Award], awarded_on: date | None = None, remark: str = ""
) -> list[Award]:
    """Award what another person proposed: each makes its instalments and commits their sum, in an entry of its own.

    Refuses who proposed one of them, one that is decided already, a campaign that was closed since, a
    child that was anonymised since, and one who has another of the campaign by now: two records were merged.
    """
    day = awarded_on or today()
    _refuse_deciding(session, by, awards)
    for award in awards:
        refuse_closed(award.campaign, field=None)
        refuse_anonymised(kept(session, award.child))
    refuse_doubled(session, {award: award.first_due_on for award in awards})
    rows = [row for award in awards for row in instalment_rows(award)]
    session.execute(insert(AwardInstalment), rows)
    memos = [award.child.code for award in awards]
    entries = open_entries(session, by=by, kind=EntryKind.AWARD, happened_on=day, memos=memos)
    sums = [{VND: award.monthly_amount * award.months} for award in awards]
    drafts = [committed_drafts(session, award.campaign, each) for award, each in zip(awards, sums, strict=True)]
    post(session, *zip(entries, drafts, strict=True))
    keep_award_steps(session, by, awards, AwardStepKind.AWARDED, day, entries=entries, remark=remark)
    return list(awards)


def refuse_doubled(session: Session, since: Mapping[Award, date]) -> None:
    """Refuse awards of children who have another one of the campaign with a month from a day on."""
    there = doubled(session, since)
    if there:
        codes = ", ".join(sorted({kept(session, award.child).code for award in there})[:10])
        text = N_("Has a scholarship of this campaign in these months already: %(codes)s.")
        raise Refused(None, text, codes=codes)


def refuse_awards(session: Session, *, by: User, awards: Sequence[Award], remark: str) -> list[Award]:
    """Say no to what another person proposed, with a reason; nothing was committed, and its sponsors go.

    Refuses who proposed it, and what was decided before.
    """
    remark = clean_reason(remark, field="remark")
    _refuse_deciding(session, by, awards)
    keep_award_steps(session, by, awards, AwardStepKind.REFUSED, today(), remark=remark)
    let_all_go(session, by=by, awards=awards, reason=remark)
    return list(awards)


def instalment_rows(award: Award) -> list[dict[str, Any]]:
    """Give the months of an award: each its number, day and amount; a day that a month does not have is its last."""
    return [
        {
            "award_id": award.id,
            "number": place + 1,
            "due_on": add_months(award.first_due_on, place),
            "amount": award.monthly_amount,
        }
        for place in range(award.months)
    ]


def keep_award_steps(
    session: Session,
    by: User,
    awards: Sequence[Award],
    kind: AwardStepKind,
    happened_on: date,
    *,
    entries: Sequence[Entry | None] = (),
    why: StopReason | None = None,
    remark: str = "",
) -> list[AwardStep]:
    """Keep and seal a decision about each award, with the entry that commits or frees where there is one."""
    refuse_unlikely_day(happened_on, "happened_on")
    steps = [
        AwardStep(
            award_id=award.id,
            kind=kind,
            happened_on=happened_on,
            why=why,
            note=clean_remark(remark),
            by_id=by.id,
            at=now(),
            entry_id=entry.id if entry is not None else None,
        )
        for award, entry in zip(awards, entries or [None] * len(awards), strict=True)
    ]
    session.add_all(steps)
    session.flush()
    seal_all(session, "award", [step.id for step in steps])
    return steps


def _refuse_amounts(monthly_amount: int, months: int) -> None:
    if monthly_amount < 1:
        raise Refused("monthly_amount", N_("The amount must be more than 0."))
    if not 1 <= months <= MOST_MONTHS:
        raise Refused("months", N_("Between 1 and %(most)s months."), most=MOST_MONTHS)
    if len(str(monthly_amount * months)) > MOST_DIGITS:
        text = N_("“%(value)s” is too large: at most 999.999.999.999.999.")
        raise Refused("monthly_amount", text, value=show_number(monthly_amount * months))


def _refuse_children(session: Session, campaign: Campaign, children: Sequence[Child], first_due_on: date) -> None:
    if not children:
        raise Refused("children", N_("Choose at least one child."))
    for child in children:
        refuse_anonymised(child)
    twice = sorted({child.code for child in children if sum(other.id == child.id for other in children) > 1})
    if twice:
        raise Refused("children", N_("Named twice: %(codes)s."), codes=", ".join(twice[:10]))
    asked = select(Child).where(Child.merged_into_id.in_([child.id for child in children]))
    records = {child.id for child in children} | {child.id for child in session.scalars(asked)}
    there = awards_ahead(session, records, campaign, first_due_on)
    if there:
        codes = ", ".join(sorted({award.child.code for award in there})[:10])
        text = N_("Has a scholarship of this campaign in these months already: %(codes)s.")
        raise Refused("children", text, codes=codes)


def _refuse_deciding(session: Session, by: User, awards: Sequence[Award]) -> None:
    if not awards:
        raise Refused("awards", N_("Choose at least one scholarship."))
    decided = award_states(session, [award.id for award in awards])
    if decided:
        raise Refused(None, N_("This proposal is already settled."))
    if any(award.proposed_by == by.id for award in awards):
        raise Refused(None, N_("Another person than who proposed it approves it."))
