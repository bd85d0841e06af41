"""Gather what belongs to help given once: its line and list, its parts, what came back, its entries."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutStep, HandoutStepKind, Sheet
from tracker.models.journal import Entry
from tracker.queries.helping.handouts import steps_of
from tracker.queries.journal import VND


@dataclass(frozen=True)
class HelpPage:
    """Help given once, with all around it."""

    given: Disbursement
    line: HandoutLine
    handout: Handout
    sheet: Sheet
    parts: list[DisbursementPart]
    #: By the part's id.
    back: dict[int, TakeBack]
    entry: Entry | None
    #: The entry of the help, and those by which it came back.
    entries: list[Entry]
    approval: HandoutStep | None

    @property
    def open_parts(self) -> list[DisbursementPart]:
        """List the parts that are still with the child."""
        return [part for part in self.parts if part.id not in self.back]

    @property
    def people(self) -> set[int]:
        """Give the ids of who prepared, approved, handed out, took back."""
        by = {self.handout.prepared_by, *(entry.recorded_by for entry in self.entries)}
        return by | ({self.approval.by_id} if self.approval else set())


def help_page(session: Session, given: Disbursement) -> HelpPage:
    """Gather what the page of help shows."""
    line = session.get_one(HandoutLine, given.line_id)
    handout = session.get_one(Handout, line.handout_id)
    asked = select(DisbursementPart).where(DisbursementPart.disbursement_id == given.id)
    parts = sorted(session.scalars(asked.order_by(DisbursementPart.id)), key=lambda part: part.item != VND)
    came = select(TakeBack).where(TakeBack.disbursement_part_id.in_([part.id for part in parts])).order_by(TakeBack.id)
    back = {each.disbursement_part_id: each for each in session.scalars(came)}
    entry = session.get(Entry, given.entry_id) if given.entry_id is not None else None
    later = [session.get_one(Entry, each.entry_id) for each in back.values()]
    approvals = [step for step in steps_of(session, handout) if step.kind == HandoutStepKind.APPROVED]
    return HelpPage(
        given=given,
        line=line,
        handout=handout,
        sheet=session.get_one(Sheet, given.sheet_id),
        parts=parts,
        back=back,
        entry=entry,
        entries=([entry] if entry is not None else []) + list(dict.fromkeys(later)),
        approval=approvals[-1] if approvals else None,
    )
