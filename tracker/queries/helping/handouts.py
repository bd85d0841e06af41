"""Ask for hand-outs: where a list stands, what is open of it, which sheets are out."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from tracker.ground.proofs import canonical
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import (
    Handout,
    HandoutFile,
    HandoutLine,
    HandoutPart,
    HandoutRow,
    HandoutShare,
    HandoutStep,
    HandoutStepKind,
    LineOutcome,
    OutcomeKind,
    Sheet,
    SheetStep,
    SheetStepKind,
    Verdict,
)
from tracker.models.helping.scholarships import AwardInstalment, AwardStep, AwardStepKind
from tracker.models.journal import Line

#: Item → whole đồng or pieces.
Quantities = dict[str, int]
#: After these a line gets nothing more.
CLOSED = (OutcomeKind.REPLACED, OutcomeKind.GIVEN_UP)


@dataclass
class LineState:
    """A line with what it gets, what became of it on which sheet, and what is still open of it."""

    line: HandoutLine
    parts: Quantities = field(default_factory=dict)
    outcomes: list[LineOutcome] = field(default_factory=list)
    given: Quantities = field(default_factory=dict)
    #: It would stand in another line's place, and that line is not given away yet.
    in_waiting: bool = False

    @property
    def last(self) -> LineOutcome | None:
        """Give what became of it last."""
        return self.outcomes[-1] if self.outcomes else None

    @property
    def closed(self) -> bool:
        """Tell whether another child or nobody gets it."""
        return any(outcome.kind in CLOSED for outcome in self.outcomes)

    @property
    def open(self) -> Quantities:
        """Give what is still to be given, by item; nothing once it is closed."""
        if self.closed:
            return {}
        left = {item: quantity - self.given.get(item, 0) for item, quantity in self.parts.items()}
        return {item: quantity for item, quantity in left.items() if quantity}

    @property
    def settled(self) -> bool:
        """Tell whether nothing is to be done with it any more; a line of 0 đ is once its sheet is back."""
        if self.closed:
            return True
        if self.parts:
            return not self.open
        return self.last is not None and self.last.kind in (OutcomeKind.GIVEN, OutcomeKind.PROXY)


def steps_of(session: Session, handout: Handout) -> list[HandoutStep]:
    """List what was done with a list, oldest first."""
    asked = select(HandoutStep).where(HandoutStep.handout_id == handout.id)
    return list(session.scalars(asked.order_by(HandoutStep.id)))


def state_of(session: Session, handout: Handout) -> HandoutStepKind | None:
    """Give the last step of the whole list: None is a draft; a check or a replacement changes nothing."""
    asked = select(HandoutStep.kind).where(
        HandoutStep.handout_id == handout.id,
        HandoutStep.kind.not_in((HandoutStepKind.CHECKED, HandoutStepKind.REPLACEMENT_APPROVED)),
    )
    kind = session.scalar(asked.order_by(HandoutStep.id.desc()).limit(1))
    if kind in (None, HandoutStepKind.SENT_BACK, HandoutStepKind.WITHDRAWN):
        return None
    return HandoutStepKind(kind)


def shares_of(session: Session, handout: Handout) -> Quantities:
    """Give what each child gets, by item."""
    asked = select(HandoutShare.item, HandoutShare.quantity).where(HandoutShare.handout_id == handout.id)
    return {item: quantity for item, quantity in session.execute(asked.order_by(HandoutShare.item))}


def is_free(session: Session, handout: Handout) -> bool:
    """Tell whether a list costs the fund nothing: no share, and a provider."""
    return not shares_of(session, handout) and bool(handout.provider)


def lines_of(session: Session, handout: Handout) -> list[HandoutLine]:
    """List the lines in their order."""
    asked = select(HandoutLine).where(HandoutLine.handout_id == handout.id)
    return list(session.scalars(asked.order_by(HandoutLine.ordinal)))


def line_states(session: Session, handout: Handout, sheet: Sheet | None = None) -> list[LineState]:
    """Say where each line of a list, or of one sheet now, stands, in four questions whatever its length."""
    of_list = HandoutLine.handout_id == handout.id
    wanted = of_list if sheet is None else and_(of_list, HandoutLine.sheet_id == sheet.id)
    asked = select(HandoutLine).where(wanted).order_by(HandoutLine.ordinal)
    states = {line.id: LineState(line) for line in session.scalars(asked)}
    parts = select(HandoutPart.line_id, HandoutPart.item, HandoutPart.quantity)
    parts = parts.join(HandoutLine, HandoutLine.id == HandoutPart.line_id).where(wanted)
    for line_id, item, quantity in session.execute(parts):
        states[line_id].parts[item] = quantity
    outcomes = select(LineOutcome).join(HandoutLine, HandoutLine.id == LineOutcome.line_id).where(of_list)
    closed = set()
    for outcome in session.scalars(outcomes.order_by(LineOutcome.id)):
        closed |= {outcome.line_id} if outcome.kind in CLOSED else set()
        if outcome.line_id in states:
            states[outcome.line_id].outcomes.append(outcome)
    for state in states.values():
        state.in_waiting = state.line.replaces_id is not None and state.line.replaces_id not in closed
    for line_id, item, quantity in session.execute(_given(wanted)):
        states[line_id].given[item] = int(quantity)
    return list(states.values())


def list_hash(session: Session, handout: Handout) -> str:
    """Hash a list as it stands: who gets what, in its order, without replacements (they are approved alone)."""
    parts: dict[int, list[list[str | int]]] = defaultdict(list)
    of_list = HandoutLine.handout_id == handout.id
    asked = select(HandoutPart.line_id, HandoutPart.item, HandoutPart.quantity)
    asked = asked.join(HandoutLine, HandoutLine.id == HandoutPart.line_id).where(of_list).order_by(HandoutPart.item)
    for line_id, item, quantity in session.execute(asked):
        parts[line_id].append([item, quantity])
    names = (HandoutLine.full_name, HandoutLine.birth, HandoutLine.place_key, HandoutLine.payee)
    who = select(HandoutLine.id, HandoutLine.ordinal, HandoutLine.child_id, *names)
    who = who.where(of_list, HandoutLine.replaces_id.is_(None)).order_by(HandoutLine.ordinal)
    lines = [[*said, parts[line_id]] for line_id, *said in session.execute(who)]
    said = {"handout": handout.code, "campaign": handout.campaign_id, "kind": str(handout.kind), "lines": lines}
    return hashlib.sha256(canonical(said)).hexdigest()


def approval_of(session: Session, handout: Handout) -> HandoutStep | None:
    """Give the approval that counts: the list's last step, of the list as it still is."""
    if state_of(session, handout) != HandoutStepKind.APPROVED:
        return None
    approvals = [step for step in steps_of(session, handout) if step.kind == HandoutStepKind.APPROVED]
    return approvals[-1] if approvals[-1].list_hash == list_hash(session, handout) else None


def totals(session: Session, handout: Handout) -> tuple[int, Quantities]:
    """Count the children of a list (a replacement is in another's place) and sum what they get, by item."""
    lines = select(func.count()).select_from(HandoutLine)
    of_list = and_(HandoutLine.handout_id == handout.id, HandoutLine.replaces_id.is_(None))
    sums = (
        select(HandoutPart.item, func.sum(HandoutPart.quantity))
        .join(HandoutLine, HandoutLine.id == HandoutPart.line_id)
        .where(of_list)
        .group_by(HandoutPart.item)
    )
    count = session.scalar(lines.where(of_list)) or 0
    return count, {item: int(quantity) for item, quantity in session.execute(sums)}


def freed_codes(session: Session, handout: Handout) -> list[str]:
    """List the codes of children on a run whose month is not owed any more."""
    asked = (
        select(Child.code)
        .join(HandoutLine, HandoutLine.child_id == Child.id)
        .join(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
        .where(HandoutLine.handout_id == handout.id, AwardInstalment.freed_on.is_not(None))
    )
    return list(session.scalars(asked.order_by(HandoutLine.ordinal)))


def months_of_ended(session: Session, handout: Handout) -> list[AwardInstalment]:
    """List the months owed on a run whose scholarship was stopped or suspended since."""
    last = select(func.max(AwardStep.id)).group_by(AwardStep.award_id)
    ended = select(AwardStep.award_id).where(
        AwardStep.id.in_(last), AwardStep.kind.in_((AwardStepKind.STOPPED, AwardStepKind.SUSPENDED))
    )
    asked = select(AwardInstalment).join(HandoutLine, HandoutLine.instalment_id == AwardInstalment.id)
    asked = asked.where(HandoutLine.handout_id == handout.id, AwardInstalment.freed_on.is_(None))
    return list(session.scalars(asked.where(AwardInstalment.award_id.in_(ended))))


def stopped_lines(session: Session, handout: Handout) -> set[int]:
    """Give the keys of a run's lines whose month is owed though its scholarship was stopped after the approval.

    Nobody pays them: whoever settles their sheet gives them up there.
    """
    stopped = select(AwardStep.award_id).where(AwardStep.kind == AwardStepKind.STOPPED)
    asked = select(HandoutLine.id).join(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
    asked = asked.where(HandoutLine.handout_id == handout.id, AwardInstalment.freed_on.is_(None))
    return set(session.scalars(asked.where(AwardInstalment.award_id.in_(stopped))))


def sum_of(many: Iterable[Quantities]) -> Quantities:
    """Sum quantities by item."""
    sums: Quantities = {}
    for quantities in many:
        for item, quantity in quantities.items():
            sums[item] = sums.get(item, 0) + quantity
    return sums


def went_out(session: Session, out: SheetStep) -> Quantities:
    """Give what somebody took along with a sheet, by item; nothing where it is paid at the table."""
    if out.advance_id is None:
        return {}
    asked = select(Line.item, Line.quantity).where(Line.entry_id == out.entry_id, Line.account_id == out.advance_id)
    return {item: quantity for item, quantity in session.execute(asked)}


def sheets_of(session: Session, handout: Handout) -> list[Sheet]:
    """List the sheets of a hand-out by number."""
    return list(session.scalars(select(Sheet).where(Sheet.handout_id == handout.id).order_by(Sheet.number)))


def sheet_step(session: Session, sheet: Sheet, kind: SheetStepKind) -> SheetStep | None:
    """Give when and by whom a sheet went out, or was settled."""
    return session.scalar(select(SheetStep).where(SheetStep.sheet_id == sheet.id, SheetStep.kind == kind))


def files_of(session: Session, handout: Handout) -> list[HandoutFile]:
    """List the files of a draft, oldest first."""
    asked = select(HandoutFile).where(HandoutFile.handout_id == handout.id)
    return list(session.scalars(asked.order_by(HandoutFile.id)))


def verdicts_of(session: Session, file: HandoutFile) -> dict[Verdict, int]:
    """Count the rows of a file by what was found."""
    asked = select(HandoutRow.verdict, func.count()).where(HandoutRow.file_id == file.id).group_by(HandoutRow.verdict)
    return {Verdict(verdict): count for verdict, count in session.execute(asked)}


def replacement_approval(session: Session, line: HandoutLine) -> HandoutStep | None:
    """Give the approval of a replacement."""
    asked = select(HandoutStep).where(
        HandoutStep.line_id == line.id, HandoutStep.kind == HandoutStepKind.REPLACEMENT_APPROVED
    )
    return session.scalar(asked)


def _given(wanted: ColumnElement[bool]) -> Select[int, str, int]:
    """Ask what each of the wanted lines was given, by item, without what came back and may be given again."""
    return (
        select(Disbursement.line_id, DisbursementPart.item, func.sum(DisbursementPart.quantity))
        .join(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .outerjoin(
            TakeBack,
            and_(TakeBack.disbursement_part_id == DisbursementPart.id, TakeBack.open_again.is_(True)),
        )
        .where(wanted, TakeBack.id.is_(None))
        .group_by(Disbursement.line_id, DisbursementPart.item)
    )
