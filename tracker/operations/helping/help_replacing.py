"""Take help back from one child and give another the same: lines of the list, help, and lines of the books."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.proofs import new_token
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, PayeeKind, TakeBack
from tracker.models.helping.handouts import (
    HandoutLine,
    HandoutPart,
    LineOutcome,
    OutcomeKind,
    Sheet,
    SheetStep,
    SheetStepKind,
)
from tracker.models.journal import Account, Entry
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.helping.disbursements import next_id, taken_back
from tracker.operations.helping.handouts import line_values
from tracker.operations.helping.sheets import approve_replacement, keep_sheet_step, place_of
from tracker.operations.journal import Draft
from tracker.queries.helping.disbursements import help_line, list_of_help
from tracker.queries.helping.handouts import sheet_step, sheets_of
from tracker.queries.helping.help_corrections import parts_of_help

#: A wrong part with the right one that takes its place.
Pair = tuple[DisbursementPart, DisbursementPart]


def line_instead(session: Session, by: User, wrong: Disbursement, child: Child) -> tuple[HandoutLine, Sheet]:
    """Put the right child on the list in the wrong one's place, on a sheet of its own, with the approver's yes."""
    handout, line = list_of_help(session, wrong), session.get_one(HandoutLine, wrong.line_id)
    sheet = Sheet(handout_id=handout.id, number=len(sheets_of(session, handout)) + 1, name="Sửa sai", token=new_token())
    session.add(sheet)
    session.flush()
    last = select(func.max(HandoutLine.ordinal)).where(HandoutLine.handout_id == handout.id)
    ordinal = (session.scalar(last) or 0) + 1
    values = line_values(handout, child, ordinal, line.payee, _last_in_place(session, line))
    instead = HandoutLine(**values, sheet_id=sheet.id)
    session.add(instead)
    session.flush()
    session.add_all(
        HandoutPart(line_id=instead.id, item=part.item, quantity=part.quantity)
        for part in parts_of_help(session, wrong)
    )
    session.flush()
    approve_replacement(session, by=by, line=instead)
    return instead, sheet


def _last_in_place(session: Session, line: HandoutLine) -> HandoutLine:
    """Give the line itself, or the last that was to stand in for it and was not needed."""
    after = session.scalar(select(HandoutLine).where(HandoutLine.replaces_id == line.id))
    return line if after is None else _last_in_place(session, after)


def keep_right(
    session: Session, wrong: Disbursement, line: HandoutLine, sheet: Sheet, day: date, entry: Entry | None
) -> Disbursement:
    """Keep the right child's help as the wrong one's was, given on the day of the entry."""
    right = Disbursement(
        id=next_id(session, Disbursement),
        child_id=line.child_id,
        line_id=line.id,
        sheet_id=sheet.id,
        campaign_id=wrong.campaign_id,
        kind=wrong.kind,
        occasion=wrong.occasion,
        place_key=line.place_key,
        given_on=day,
        payee=wrong.payee,
        payee_name=wrong.payee_name,
        provider=wrong.provider,
        entry_id=entry.id if entry is not None else None,
    )
    session.add(right)
    session.flush()
    return right


def keep_parts(session: Session, wrong: Disbursement, right: Disbursement) -> list[Pair]:
    """Keep the same parts for the right child; give each wrong part with its right one."""
    pairs = []
    for key, part in enumerate(parts_of_help(session, wrong), next_id(session, DisbursementPart)):
        same = DisbursementPart(
            id=key,
            disbursement_id=right.id,
            item=part.item,
            quantity=part.quantity,
            value=part.value,
            channel=part.channel,
        )
        session.add(same)
        pairs.append((part, same))
    session.flush()
    return pairs


def keep_take_backs(
    session: Session, by: User, parts: Sequence[DisbursementPart], entry: Entry, day: date, reason: str
) -> None:
    """Keep that each part came back from the wrong child, not to be given again."""
    session.add_all(
        TakeBack(
            disbursement_part_id=part.id,
            taken_back_on=day,
            reason=reason,
            open_again=False,
            by_id=by.id,
            entry_id=entry.id,
        )
        for part in parts
    )
    session.flush()


def places_of(session: Session, wrong: Disbursement) -> tuple[Account | None, Account | None]:
    """Give the till and the store that the wrong help came from."""
    out: SheetStep | None = sheet_step(session, session.get_one(Sheet, wrong.sheet_id), SheetStepKind.SENT_OUT)
    if out is None:
        raise ValueError(f"sheet {wrong.sheet_id} never went out")
    return out.till, out.store


def backwards(
    session: Session, wrong: Disbursement, pairs: Sequence[Pair], places: tuple[Account | None, Account | None]
) -> list[Draft]:
    """Give the lines by which the help comes back from the wrong child."""
    campaign, drafts = session.get_one(Campaign, wrong.campaign_id), []
    for part, _ in pairs:
        drafts.append(Draft(place_of(part.item, *places), campaign, part.item, part.quantity))
        drafts.append(taken_back(session, campaign, part))
    return drafts


def forwards(
    session: Session, right: Disbursement, pairs: Sequence[Pair], places: tuple[Account | None, Account | None]
) -> list[Draft]:
    """Give the lines by which the right child gets it."""
    campaign, drafts = session.get_one(Campaign, right.campaign_id), []
    for part, same in pairs:
        helping = session.get_one(Account, help_line(session, part).account_id)
        drafts.append(Draft(place_of(part.item, *places), campaign, part.item, -part.quantity))
        drafts.append(
            Draft(
                helping,
                campaign,
                part.item,
                part.quantity,
                child_id=right.child_id,
                disbursement_part_id=same.id,
            )
        )
    return drafts


def keep_outcomes(
    session: Session,
    by: User,
    wrong: Disbursement,
    line: HandoutLine,
    sheet: Sheet,
    day: date,
    places: tuple[Account | None, Account | None],
    entry: Entry | None,
) -> None:
    """Close the wrong line, and say that the right one was given; the sheet went out and came back by paper only."""
    proxy = wrong.payee_name if wrong.payee == PayeeKind.PROXY else ""
    given = OutcomeKind.PROXY if proxy else OutcomeKind.GIVEN
    for line_id, kind, name in ((wrong.line_id, OutcomeKind.REPLACED, ""), (line.id, given, proxy)):
        session.add(LineOutcome(line_id=line_id, sheet_id=sheet.id, kind=str(kind), proxy=name[:120], relation=""))
        session.flush()
    for step, of_step in ((SheetStepKind.SENT_OUT, None), (SheetStepKind.SETTLED, entry)):
        keep_sheet_step(session, by, sheet, step, day, "", (*places, None), of_step)
