"""Settle a sheet that is back, in one entry dated as signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.disbursements import Channel, PayeeKind
from tracker.models.helping.handouts import Handout, LineOutcome, OutcomeKind, Sheet, SheetStep, SheetStepKind
from tracker.models.journal import AccountKind, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.helping.approvals import committed_drafts
from tracker.operations.helping.disbursements import Given, free_instalments, keep_help
from tracker.operations.helping.sheets import keep_sheet_step, place_of, refuse_wrong_hand
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.helping.handouts import (
    LineState,
    Quantities,
    line_states,
    replacement_approval,
    sheet_step,
    sum_of,
    went_out,
)
from tracker.queries.journal import account

GIVEN = (OutcomeKind.GIVEN, OutcomeKind.PROXY)


@dataclass(frozen=True)
class Outcome:
    """What became of a line: given (into whose hand; a proxy has a name and a relation), or not."""

    kind: OutcomeKind
    proxy: str = ""
    relation: str = ""
    payee: PayeeKind = PayeeKind.CHILD


#: A line with what became of it.
Said = tuple[LineState, Outcome]


def settle_sheet(
    session: Session, *, by: User, sheet: Sheet, signed_on: date, outcomes: Mapping[int, Outcome]
) -> Sheet:
    """Settle a sheet that is back, in ONE entry dated as signed: help to each child, the rest back.

    `outcomes` says by the line's id what became of it; a line that is not named was given to the
    child. A line for later stays committed and waits for another sheet; one given up is freed.
    Refuses whoever prepared or approved the list, a sheet that is not out or is settled, a day before
    it went out, a replacement without its approval, and a proxy without a name.
    """
    handout = session.get_one(Handout, sheet.handout_id)
    refuse_wrong_hand(session, by, handout)
    out = _out(session, sheet, signed_on)
    said = _said(session, line_states(session, handout, sheet), outcomes)
    given = [(state, outcome) for state, outcome in said if outcome.kind in GIVEN]
    freed = [state for state, outcome in said if outcome.kind == OutcomeKind.GIVEN_UP and not _unused(state, said)]
    along = went_out(session, out)
    entry = None
    if along or sum_of(state.open for state, _ in given) or sum_of(state.open for state in freed):
        memo = f"{handout.code} / {sheet.number}"
        entry = open_entry(session, by=by, kind=EntryKind.SETTLEMENT, happened_on=signed_on, memo=memo)
    _post(session, by, handout, sheet, out, entry, given, freed, along, signed_on)
    _keep_outcomes(session, sheet, said)
    free_instalments(session, [state.line for state in freed], signed_on)
    places, bank = (out.till, out.store, out.advance), out.direct_bank or ""
    keep_sheet_step(session, by, sheet, SheetStepKind.SETTLED, signed_on, out.party, places, entry, bank)
    return sheet


def _out(session: Session, sheet: Sheet, signed_on: date) -> SheetStep:
    out = sheet_step(session, sheet, SheetStepKind.SENT_OUT)
    if out is None:
        raise Refused(None, N_("Sheet %(number)s is not out."), number=sheet.number)
    if sheet_step(session, sheet, SheetStepKind.SETTLED) is not None:
        raise Refused(None, N_("Sheet %(number)s is settled already."), number=sheet.number)
    if signed_on < out.happened_on:
        raise Refused("signed_on", N_("The sheet went out on %(day)s only."), day=show_day(out.happened_on))
    return out


def _said(session: Session, states: Sequence[LineState], outcomes: Mapping[int, Outcome]) -> list[Said]:
    """Put each line with what became of it; who stands in for nobody got nothing."""
    replaced = {key for key, outcome in outcomes.items() if outcome.kind == OutcomeKind.REPLACED}
    said = []
    for state in states:
        unused = state.in_waiting and state.line.replaces_id not in replaced
        default = Outcome(OutcomeKind.GIVEN_UP if unused else OutcomeKind.GIVEN)
        outcome = default if unused else outcomes.get(state.line.id, default)
        _refuse_senseless(session, state, outcome, states)
        said.append((state, outcome))
    return said


def _refuse_senseless(session: Session, state: LineState, outcome: Outcome, states: Sequence[LineState]) -> None:
    name = state.line.full_name
    if outcome.kind == OutcomeKind.PROXY and not (outcome.proxy.strip() and outcome.relation.strip()):
        raise Refused(f"line-{state.line.id}", N_("%(name)s: say who signed, and as what."), name=name)
    if outcome.kind == OutcomeKind.REPLACED and not any(each.line.replaces_id == state.line.id for each in states):
        raise Refused(f"line-{state.line.id}", N_("%(name)s: no other child stands in this place."), name=name)
    replaces = state.line.replaces_id is not None
    if replaces and outcome.kind in GIVEN and replacement_approval(session, state.line) is None:
        raise Refused(f"line-{state.line.id}", N_("%(name)s: this replacement is not approved yet."), name=name)


def _unused(state: LineState, said: Sequence[Said]) -> bool:
    """Tell whether a line would have stood in for a child who got its help after all."""
    replaced = {other.line.id for other, outcome in said if outcome.kind == OutcomeKind.REPLACED}
    return state.in_waiting and state.line.replaces_id not in replaced


def _post(
    session: Session,
    by: User,
    handout: Handout,
    sheet: Sheet,
    out: SheetStep,
    entry: Entry | None,
    given: Sequence[Said],
    freed: Sequence[LineState],
    along: Quantities,
    day: date,
) -> None:
    campaign = session.get_one(Campaign, handout.campaign_id)
    helped = [Given(state, outcome.payee, outcome.proxy, outcome.relation) for state, outcome in given]
    help_drafts = keep_help(
        session, handout=handout, sheet=sheet, given_on=day, given=helped, entry=entry, way=_way(out)
    )
    if entry is None:
        return
    spent = sum_of(state.open for state, _ in given)
    unbound = sum_of([spent, *(state.open for state in freed)])
    drafts = [
        *(direct_drafts(session, campaign, spent) if out.direct_bank else _money_drafts(campaign, out, spent, along)),
        *help_drafts,
        *committed_drafts(session, campaign, {item: -quantity for item, quantity in unbound.items()}),
    ]
    post(session, (entry, drafts))
    make_vouchers(session, by=by, entries=[entry], party=out.party or sheet.name, reason=handout.name)


def _way(out: SheetStep) -> Channel:
    """Tell how the money of a sheet goes."""
    if out.direct_bank:
        return Channel.DIRECT
    return Channel.BANK if out.till is not None and out.till.kind == AccountKind.BANK else Channel.CASH


def direct_drafts(session: Session, campaign: Campaign, spent: Quantities) -> list[Draft]:
    """Give the counter lines of what a bank paid straight, beside the fund's money."""
    counter = account(session, "memo:open:direct")
    return [Draft(counter, campaign, item, -quantity) for item, quantity in sorted(spent.items())]


def _money_drafts(campaign: Campaign, out: SheetStep, spent: Quantities, along: Quantities) -> list[Draft]:
    """Take what was given out of the advance (the rest goes back) or out of till and store."""
    drafts = []
    for item in sorted({*spent, *along}):
        place = place_of(item, out.till, out.store)
        if out.advance is None:
            drafts.append(Draft(place, campaign, item, -spent[item]))
            continue
        rest = along[item] - spent.get(item, 0)
        drafts.append(Draft(out.advance, campaign, item, -along[item]))
        drafts += [Draft(place, campaign, item, rest)] if rest else []
    return drafts


def _keep_outcomes(session: Session, sheet: Sheet, said: Sequence[Said]) -> None:
    """Keep what became of each line; one for later leaves its sheet and waits for another."""
    rows = [
        {
            "line_id": state.line.id,
            "sheet_id": sheet.id,
            "kind": str(outcome.kind),
            "proxy": clean_text(outcome.proxy, field="proxy", at_most=120),
            "relation": clean_text(outcome.relation, field="relation", at_most=60),
        }
        for state, outcome in said
    ]
    session.execute(insert(LineOutcome), rows)
    for state, outcome in said:
        if outcome.kind == OutcomeKind.LATER:
            state.line.sheet_id = None
    session.flush()
