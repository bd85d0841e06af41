"""Ask for lists of donations, narrowed in every way that people look for them, and what they sum to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.giving.donations import Donation, DonationPart, GiveBackPart, UnidentifiedTransfer
from tracker.models.journal import Account, Balance
from tracker.queries.giving.donations import donations, standing_receipt, unidentified, unreceipted
from tracker.queries.giving.donors import donor_keys
from tracker.queries.giving.receipt_books import is_handwritten
from tracker.queries.journal import VND


class GiftState(Choice):
    """Which gifts a list shows."""

    ALL = "", N_("All")
    RECEIPTED = "receipted", N_("With a receipt")
    UNRECEIPTED = "unreceipted", N_("Without a receipt")


class TransferState(Choice):
    """Which transfers without a name a list shows."""

    WAITING = "", N_("Waiting")
    NAMED = "named", N_("Named")


@dataclass(frozen=True)
class Wanted:
    """What narrows a list of gifts; days are included, `form` is a kind of till, None narrows nothing."""

    text: str = ""
    campaign_id: int | None = None
    since: date | None = None
    until: date | None = None
    form: str | None = None
    source: str | None = None
    state: GiftState = GiftState.ALL


@dataclass(frozen=True)
class ItemSum:
    """So much of one item came, and so much of it went back (whole đồng or pieces)."""

    item: str
    received: int
    gone_back: int


def gifts_listed(wanted: Wanted) -> Select[Any]:
    """Ask for the standing gifts of a list, their donor, `via` and campaign loaded."""
    loads = (joinedload(Donation.donor), joinedload(Donation.via), joinedload(Donation.campaign))
    return _gifts(wanted).options(*loads)


def sums_of_gifts(session: Session, wanted: Wanted) -> list[ItemSum]:
    """Sum a list per item, money first; a gift that came through another counts once.

    The whole list is not added up: the balances tell what it came to, whatever its length.
    """
    sums = _sums_of_all(session) if wanted == Wanted() else _sums_of_rows(session, wanted)
    return sorted(sums, key=lambda each: (each.item != VND, each.item))


def _sums_of_all(session: Session) -> list[ItemSum]:
    """Read what all gifts came to from the balances of their income, and add what went back."""
    held = (
        select(Balance.item, -func.sum(Balance.quantity))
        .join(Account, Account.id == Balance.account_id)
        .where(Account.code.in_(("income:gifts", "income:budget")))
        .group_by(Balance.item)
    )
    back = (
        select(DonationPart.item, func.sum(GiveBackPart.quantity))
        .join(DonationPart, DonationPart.id == GiveBackPart.donation_part_id)
        .group_by(DonationPart.item)
    )
    gone = {item: int(quantity) for item, quantity in session.execute(back)}
    sums = [ItemSum(item, int(net) + gone.get(item, 0), gone.get(item, 0)) for item, net in session.execute(held)]
    return [each for each in sums if each.received]


def _sums_of_rows(session: Session, wanted: Wanted) -> list[ItemSum]:
    gifts = _gifts(wanted).with_only_columns(Donation.id)
    back = (
        select(GiveBackPart.donation_part_id, func.sum(GiveBackPart.quantity).label("quantity"))
        .group_by(GiveBackPart.donation_part_id)
        .subquery()
    )
    asked = (
        select(DonationPart.item, func.sum(DonationPart.quantity), func.coalesce(func.sum(back.c.quantity), 0))
        .outerjoin(back, back.c.donation_part_id == DonationPart.id)
        .where(DonationPart.donation_id.in_(gifts))
        .group_by(DonationPart.item)
    )
    return [ItemSum(item, int(received), int(gone)) for item, received, gone in session.execute(asked)]


def count_gifts(session: Session, wanted: Wanted) -> int:
    """Count the gifts of a list; in the whole list, each corrected gift is one that another stands for."""
    if wanted == Wanted():
        corrections = select(func.count()).where(Donation.corrects_id.is_not(None)).scalar_subquery()
        return int(session.scalar(select(func.count(Donation.id) - corrections)) or 0)
    gifts = _gifts(wanted).with_only_columns(Donation.id).subquery()
    return int(session.scalar(select(func.count()).select_from(gifts)) or 0)


def transfers_listed(state: TransferState, text: str = "") -> Select[Any]:
    """Ask for the transfers that wait for a name, or that got one; a text is looked for in the bank's own."""
    named = exists(select(Donation.id).where(Donation.unidentified_id == UnidentifiedTransfer.id))
    asked = unidentified() if state == TransferState.WAITING else select(UnidentifiedTransfer).where(named)
    for word in text.split()[:8]:
        bank_says = UnidentifiedTransfer.bank_text.icontains(word, autoescape=True)
        asked = asked.where(bank_says | UnidentifiedTransfer.bank_reference.icontains(word, autoescape=True))
    return asked.options(joinedload(UnidentifiedTransfer.account))


def waiting_sum(session: Session) -> tuple[int, int]:
    """Count the transfers that wait for a name, and sum them (whole đồng)."""
    waiting = unidentified().with_only_columns(func.count(), func.coalesce(func.sum(UnidentifiedTransfer.amount), 0))
    count, amount = session.execute(waiting).one()
    return int(count), int(amount)


def gifts_of_transfers(session: Session, transfer_ids: Iterable[int]) -> dict[int, list[Donation]]:
    """List whose gifts some transfers were, by transfer; a gift that was put right is left out."""
    asked = donations().where(Donation.unidentified_id.in_(list(transfer_ids))).order_by(Donation.id)
    found: dict[int, list[Donation]] = {}
    for gift in session.scalars(asked.options(joinedload(Donation.donor), joinedload(Donation.campaign))):
        found.setdefault(gift.unidentified_id or 0, []).append(gift)
    return found


def _gifts(wanted: Wanted) -> Select[Any]:
    asked = unreceipted() if wanted.state == GiftState.UNRECEIPTED else donations()
    return asked.where(*_clauses(wanted))


def _clauses(wanted: Wanted) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if wanted.text.strip():
        donors = donor_keys(wanted.text)
        clauses.append(or_(Donation.donor_id.in_(donors), Donation.via_id.in_(donors)))
    if wanted.campaign_id is not None:
        clauses.append(Donation.campaign_id == wanted.campaign_id)
    if wanted.since is not None:
        clauses.append(Donation.received_on >= wanted.since)
    if wanted.until is not None:
        clauses.append(Donation.received_on <= wanted.until)
    if wanted.source:
        clauses.append(Donation.source == wanted.source)
    if wanted.form:
        clauses.append(_came_as(wanted.form))
    if wanted.state == GiftState.RECEIPTED:
        clauses.append(exists(standing_receipt()) | is_handwritten())
    return clauses


def _came_as(kind: str) -> ColumnElement[bool]:
    part = select(DonationPart.id).join(Account, Account.id == DonationPart.account_id)
    return exists(part.where(DonationPart.donation_id == Donation.id, Account.kind == kind))
