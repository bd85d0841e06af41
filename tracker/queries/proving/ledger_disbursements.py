"""Read the book of disbursements: which help reached which child, on which list, by whose hands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Channel, Disbursement, DisbursementPart
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutStep, HandoutStepKind, Sheet
from tracker.models.helping.places import Level, Place
from tracker.models.journal import Entry
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.queries.journal import VND
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_help import ORDER, help_rows
from tracker.queries.snapshots import CHUNK

Parent = aliased(Place)


class HelpState(Choice):
    """Whether help was given, or came back."""

    GIVEN = "given", N_("Handed out")
    TAKEN_BACK = "taken_back", N_("Came back")


@dataclass(frozen=True)
class DisbursementRow:
    """One thing that one child got, or that came back (then negative). Names only where they are wanted."""

    #: Number of the entry; None for help of 0 đ.
    seq: int | None
    happened_on: date
    #: Number of the hand-out.
    document: str
    handout_id: int
    sheet: int
    campaign: str
    kind: str
    occasion: str | None
    #: Code of the child.
    child: str
    child_id: int
    #: As it was then.
    place: str
    district: str | None
    payee: str
    channel: str
    #: Whole đồng of a cash part, else 0.
    amount: int
    #: Code and pieces of goods, and what they are worth in đồng where that is known; None of a cash part.
    item: str | None
    quantity: int | None
    value: int | None
    #: The day on which the sheet was signed.
    received_on: date
    #: Logins; nobody approves help of 0 đ.
    prepared_by: str
    approved_by: str | None
    state: HelpState
    child_name: str | None
    payee_name: str | None


def disbursement_rows(session: Session, wanted: LedgerFilter, *, names: bool = False) -> Iterator[DisbursementRow]:
    """Read all that a filter wants, a chunk at a time; without `names` no child and no payee is named."""
    asked = help_rows(wanted).order_by(*ORDER)
    for chunk in session.execute(asked, execution_options={"yield_per": CHUNK}).partitions():
        yield from disbursements_dressed(session, chunk, names=names)


def disbursements_dressed(session: Session, chunk: Iterable[Any], *, names: bool = False) -> list[DisbursementRow]:
    """Make rows of some lean ones, in three questions however many they are."""
    lean = list(chunk)
    found = list(session.execute(_help({row.disbursement_id for row in lean})))
    help_by_id, parts = {row.id: row for row in found}, {row.part_id: row for row in found if row.part_id is not None}
    seqs = _seqs(session, {row.entry_id for row in lean if row.entry_id is not None})
    approvers = _Approvers(session, {row.handout_id for row in help_by_id.values()})
    rows = []
    for row in lean:
        said = help_by_id[row.disbursement_id]
        rows.append(_row(row, said, parts.get(row.part_id), seqs.get(row.entry_id), approvers.of(said), names))
    return rows


def _help(ids: set[int]) -> Any:
    """Ask for some help, with each of its parts."""
    return (
        select(
            Disbursement.id,
            Disbursement.kind,
            Disbursement.occasion,
            Disbursement.given_on,
            Disbursement.payee,
            Disbursement.payee_name,
            HandoutLine.id.label("line_id"),
            HandoutLine.full_name,
            Handout.id.label("handout_id"),
            Handout.year,
            Handout.number,
            Sheet.number.label("sheet"),
            Campaign.code.label("campaign"),
            Child.code.label("child"),
            Child.id.label("child_id"),
            Place.name.label("place"),
            Parent.name.label("parent"),
            Parent.level,
            User.login,
            DisbursementPart.id.label("part_id"),
            DisbursementPart.value,
            DisbursementPart.channel,
        )
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .join(Handout, Handout.id == HandoutLine.handout_id)
        .join(Sheet, Sheet.id == Disbursement.sheet_id)
        .join(Campaign, Campaign.id == Disbursement.campaign_id)
        .join(Child, Child.id == Disbursement.child_id)
        .join(Place, Place.key == Disbursement.place_key)
        .join(User, User.id == Handout.prepared_by)
        .outerjoin(Parent, Parent.key == Place.parent_key)
        .outerjoin(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .where(Disbursement.id.in_(ids))
    )


def _seqs(session: Session, ids: set[int]) -> dict[int, int]:
    return {key: seq for key, seq in session.execute(select(Entry.id, Entry.seq).where(Entry.id.in_(ids)))}


class _Approvers:
    """Who approved: a replacement has its own approval, every other line that of its list."""

    def __init__(self, session: Session, handout_ids: set[int]) -> None:
        asked = (
            select(HandoutStep.handout_id, HandoutStep.line_id, User.login)
            .join(User, User.id == HandoutStep.by_id)
            .where(
                HandoutStep.handout_id.in_(handout_ids),
                HandoutStep.kind.in_((HandoutStepKind.APPROVED, HandoutStepKind.REPLACEMENT_APPROVED)),
            )
            .order_by(HandoutStep.id)
        )
        self._lists: dict[int, str] = {}
        self._lines: dict[int, str] = {}
        for handout_id, line_id, login in session.execute(asked):
            if line_id is None:
                self._lists[handout_id] = login
            else:
                self._lines[line_id] = login

    def of(self, said: Any) -> str | None:
        """Give the login; None for a list that nobody had to approve."""
        return self._lines.get(said.line_id) or self._lists.get(said.handout_id)


def _row(lean: Any, said: Any, part: Any, seq: int | None, approver: str | None, names: bool) -> DisbursementRow:
    money = lean.item == VND
    goods = part is not None and not money
    value = part.value if goods else None
    return DisbursementRow(
        seq=seq if part is not None else None,
        happened_on=lean.happened_on,
        document=f"DT-{said.year}-{said.number:04d}",
        handout_id=said.handout_id,
        sheet=said.sheet,
        campaign=said.campaign,
        kind=said.kind,
        occasion=said.occasion,
        child=said.child,
        child_id=said.child_id,
        place=said.place,
        district=said.parent if said.level == Level.DISTRICT else None,
        payee=said.payee,
        channel=part.channel if part is not None else Channel.FREE.value,
        amount=lean.quantity if money else 0,
        item=lean.item if goods else None,
        quantity=lean.quantity if goods else None,
        value=-value if value is not None and lean.back else value,
        received_on=said.given_on,
        prepared_by=said.login,
        approved_by=approver,
        state=HelpState.TAKEN_BACK if lean.back else HelpState.GIVEN,
        child_name=said.full_name if names else None,
        payee_name=(said.payee_name or None) if names else None,
    )
