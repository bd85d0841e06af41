"""Keep what reached each child, and take back what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import clean_reason, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.base import Base
from tracker.models.helping.disbursements import Channel, Disbursement, DisbursementPart, PayeeKind, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine, HelpKind, Sheet
from tracker.models.helping.scholarships import AwardInstalment, AwardStep, AwardStepKind
from tracker.models.journal import Account, AccountKind, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.helping.approvals import committed_drafts
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.proving.vouchers import make_vouchers
from tracker.operations.writing import locked_head
from tracker.queries.helping.disbursements import help_line, is_taken_back, list_of_help, unit_values
from tracker.queries.helping.handouts import LineState
from tracker.queries.helping.savings_books import BOOK, face_values
from tracker.queries.journal import VND, account


@dataclass(frozen=True)
class Given:
    """A line that was given: into whose hand; a proxy has a name and a relation."""

    state: LineState
    payee: PayeeKind
    proxy: str = ""
    relation: str = ""


def keep_help(
    session: Session,
    *,
    handout: Handout,
    sheet: Sheet,
    given_on: date,
    given: Sequence[Given],
    entry: Entry | None,
    way: Channel,
) -> list[Draft]:
    """Keep a disbursement for each given line and give the lines of help that stand for its parts.

    `way` is how money goes; what a bank paid straight is help beside the fund's own (memo:direct). Every
    draft names its child and its part. Help of 0 đ is kept without part and entry.
    """
    worth, books = unit_values(session, handout), _book_values(session, handout, given)
    first, part_id = next_id(session, Disbursement), next_id(session, DisbursementPart)
    rows, parts, drafts = [], [], []
    campaign = session.get_one(Campaign, handout.campaign_id)
    helping = account(session, "memo:direct" if way == Channel.DIRECT else "expenses:help")
    for key, each in enumerate(given, first):
        rows.append(_row(key, handout, sheet, given_on, each, entry))
        for item, quantity in each.state.open.items():
            channel = way if item == VND else Channel.GOODS
            value = books.get(each.state.line.child_id) if (item, quantity) == (BOOK, 1) else None
            value = value or (worth[item].of(quantity) if item in worth else None)
            part = {"id": part_id, "disbursement_id": key, "item": item, "quantity": quantity}
            parts.append(part | {"value": value, "channel": str(channel)})
            child_id = each.state.line.child_id
            drafts.append(Draft(helping, campaign, item, quantity, child_id=child_id, disbursement_part_id=part_id))
            part_id += 1
    for table, values in ((Disbursement, rows), (DisbursementPart, parts)):
        if values:
            session.execute(insert(table), values)
    return drafts


def _book_values(session: Session, handout: Handout, given: Sequence[Given]) -> dict[int, int]:
    """Give what the savings book that waits for a child is worth, by child: each its own face value (whole đồng)."""
    if handout.kind != HelpKind.SAVINGS_BOOK:
        return {}
    return face_values(session, handout.campaign_id, [each.state.line.child_id for each in given])


def take_back_help(
    session: Session,
    *,
    by: User,
    parts: Sequence[DisbursementPart],
    place: Account | None,
    taken_back_on: date,
    reason: str,
    open_again: bool,
) -> Entry:
    """Take help back into a till or store, each part whole and once, with the same child.

    `open_again` commits it once more: its line may be given again. What a bank paid straight goes back
    to it, into no `place`. Refuses a part that came back before, a day before it was given, goods into
    a till or money into a store, and to owe it again out of a closed campaign or a scholarship that was stopped.
    """
    reason = clean_reason(reason)
    if not parts:
        raise ValueError("no part of the help was named")
    lines = [session.get_one(HandoutLine, part.disbursement.line_id) for part in parts]
    handout = list_of_help(session, parts[0].disbursement)
    campaign = session.get_one(Campaign, handout.campaign_id)
    if open_again:
        _refuse_stopped(session, lines)
        refuse_closed(campaign, field="open_again")
    drafts = []
    for part in parts:
        _refuse_taking(session, part, place, taken_back_on, handout)
        drafts.append(Draft(_back_into(session, part, place), campaign, part.item, part.quantity))
        drafts.append(taken_back(session, campaign, part))
    entry = open_entry(session, by=by, kind=EntryKind.TAKE_BACK, happened_on=taken_back_on, memo=reason)
    for part in parts:
        row = TakeBack(disbursement_part_id=part.id, taken_back_on=taken_back_on, reason=reason, open_again=open_again)
        row.by_id, row.entry_id = by.id, entry.id
        session.add(row)
    session.flush()
    again: dict[str, int] = {}
    for part in parts if open_again else ():
        again[part.item] = again.get(part.item, 0) + part.quantity
    post(session, (entry, drafts + committed_drafts(session, campaign, again)))
    make_vouchers(session, by=by, entries=[entry], party=handout.code, reason=reason)
    if open_again:
        _free_lines(session, parts)
    return entry


def next_id(session: Session, table: type[Base]) -> int:
    """Give the next key of a table whose keys are numbered under the lock only."""
    locked_head(session)
    key = table.__table__.c.id
    return int(session.scalar(select(func.coalesce(func.max(key), 0))) or 0) + 1


def _row(key: int, handout: Handout, sheet: Sheet, day: date, each: Given, entry: Entry | None) -> dict[str, Any]:
    line = each.state.line
    proxy = ", ".join(part for part in (each.proxy.strip(), each.relation.strip()) if part)
    payee = PayeeKind.PROXY if each.proxy else each.payee
    return {
        "id": key,
        "child_id": line.child_id,
        "line_id": line.id,
        "sheet_id": sheet.id,
        "campaign_id": handout.campaign_id,
        "kind": handout.kind,
        "occasion": handout.occasion,
        "place_key": line.place_key,
        "given_on": day,
        "payee": str(PayeeKind.TEAM if line.payee and payee == PayeeKind.CHILD else payee),
        "payee_name": clean_text(line.payee or proxy, field="proxy", at_most=200),
        "provider": handout.provider,
        "entry_id": entry.id if entry else None,
    }


def taken_back(session: Session, campaign: Campaign, part: DisbursementPart) -> Draft:
    """Give the line that mirrors the help of a part, with the same child."""
    line = help_line(session, part)
    helping = session.get_one(Account, line.account_id)
    return Draft(
        helping,
        campaign,
        part.item,
        -part.quantity,
        child_id=line.child_id,
        takes_back_id=line.id,
        disbursement_part_id=part.id,
    )


def _back_into(session: Session, part: DisbursementPart, place: Account | None) -> Account:
    """Give where a part goes back to: a till or store, or the counter of what a bank paid straight."""
    if part.channel == Channel.DIRECT:
        return account(session, "memo:open:direct")
    if place is None:
        raise Refused("place", N_("Say where it came back to."))
    return place


def _refuse_stopped(session: Session, lines: Sequence[HandoutLine]) -> None:
    """Refuse to owe a month of a scholarship again that was stopped since."""
    months = [line.instalment_id for line in lines if line.instalment_id is not None]
    stopped = select(AwardStep.award_id).where(AwardStep.kind == AwardStepKind.STOPPED)
    asked = select(AwardInstalment.id).where(AwardInstalment.id.in_(months), AwardInstalment.award_id.in_(stopped))
    if months and session.scalar(asked.limit(1)) is not None:
        raise Refused("open_again", N_("This scholarship was stopped: it is not given again."))


def free_instalments(session: Session, lines: Sequence[HandoutLine], day: date) -> None:
    """Free the months of scholarships whose lines were given up."""
    months = [line.instalment_id for line in lines if line.instalment_id is not None]
    if months:
        freed = select(AwardInstalment).where(AwardInstalment.id.in_(months))
        for instalment in session.scalars(freed):
            instalment.freed_on = day
        session.flush()


def _refuse_taking(
    session: Session, part: DisbursementPart, place: Account | None, day: date, handout: Handout
) -> None:
    if is_taken_back(session, part):
        raise Refused(None, N_("This help came back already."))
    if list_of_help(session, part.disbursement).id != handout.id:
        raise Refused(None, N_("Take back the help of one list at a time."))
    if day < part.disbursement.given_on:
        raise Refused("taken_back_on", N_("It was given on %(day)s only."), day=show_day(part.disbursement.given_on))
    if place is not None and (place.kind == AccountKind.GOODS) == (part.item == VND):
        raise Refused("place", N_("“%(till)s” does not hold this."), till=place.name)


def _free_lines(session: Session, parts: Sequence[DisbursementPart]) -> None:
    """Let the lines go on another sheet."""
    for part in parts:
        session.get_one(HandoutLine, part.disbursement.line_id).sheet_id = None
    session.flush()
