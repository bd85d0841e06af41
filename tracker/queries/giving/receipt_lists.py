"""Ask for the register of receipts, narrowed, and what it sums to; voided ones stand in it but in no sum."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.ground.names import fold
from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.giving.donations import Donation, DonationPart, GiveBack, GiveBackPart
from tracker.models.giving.receipts import Receipt, ReceiptCopy, ReceiptVoid
from tracker.models.settings import SeriesCode
from tracker.queries.giving.donors import donor_keys
from tracker.queries.giving.receipts import ReceiptRow
from tracker.queries.journal import VND

_NUMBER = re.compile(r"(?:(?P<series>bl|tn)[- ]?)?(?:(?P<year>[0-9]{4})[-/ ])?0*(?P<number>[0-9]{1,9})")


class ReceiptState(Choice):
    """Which receipts a list shows."""

    ALL = "", N_("All")
    STANDING = "standing", N_("Valid")
    VOID = "void", N_("Voided")
    GIVEN_BACK = "given_back", N_("Given back")
    UNPRINTED = "unprinted", N_("Not printed yet")


@dataclass(frozen=True)
class Wanted:
    """What narrows the register; None and an empty text narrow nothing."""

    series: str | None = None
    year: int | None = None
    state: ReceiptState = ReceiptState.ALL
    text: str = ""


@dataclass(frozen=True)
class RegisterSum:
    """What a list of receipts sums to without the voided ones."""

    standing: int
    voided: int
    #: Whole đồng of money receipts.
    amount: int
    #: Pieces by item of goods receipts.
    goods: dict[str, int]


def receipts_listed(wanted: Wanted) -> Select[Any]:
    """Ask for the receipts of a list, voided ones too."""
    return select(Receipt).where(*_clauses(wanted))


def sums_of_receipts(session: Session, wanted: Wanted) -> RegisterSum:
    """Count and sum a list; a voided receipt is counted apart and in no sum."""
    voided = ReceiptVoid.id.is_not(None)
    counted = (
        select(voided, func.count(), func.coalesce(func.sum(Receipt.amount), 0))
        .select_from(Receipt)
        .outerjoin(ReceiptVoid, ReceiptVoid.receipt_id == Receipt.id)
        .where(*_clauses(wanted))
        .group_by(voided)
    )
    found = {bool(gone): (int(count), int(amount)) for gone, count, amount in session.execute(counted)}
    standing, amount = found.get(False, (0, 0))
    return RegisterSum(standing, found.get(True, (0, 0))[0], amount, _goods(session, wanted))


def rows_of(session: Session, receipts: Sequence[Receipt]) -> list[ReceiptRow]:
    """Give receipts of a page with their voids, replacements and numbers of prints, in three questions."""
    keys = [receipt.id for receipt in receipts]
    voids = select(ReceiptVoid).where(ReceiptVoid.receipt_id.in_(keys))
    gone = {void.receipt_id: void for void in session.scalars(voids)}
    newer = {receipt.replaces_id: receipt for receipt in session.scalars(select(Receipt).where(_replaces(keys)))}
    counted = select(ReceiptCopy.receipt_id, func.count()).where(ReceiptCopy.receipt_id.in_(keys))
    copies = {key: int(count) for key, count in session.execute(counted.group_by(ReceiptCopy.receipt_id))}
    return [ReceiptRow(each, gone.get(each.id), newer.get(each.id), copies.get(each.id, 0)) for each in receipts]


def given_back_of_all(session: Session, receipts: Iterable[Receipt]) -> set[int]:
    """Tell of which receipts something went back to the donor, by id, in one question."""
    asked = select(Receipt.id).where(Receipt.id.in_([receipt.id for receipt in receipts]), _given_back())
    return set(session.scalars(asked))


def years_of_receipts(session: Session) -> Sequence[int]:
    """List the years that have receipts, latest first."""
    return session.scalars(select(Receipt.year).distinct().order_by(Receipt.year.desc())).all()


def _goods(session: Session, wanted: Wanted) -> dict[str, int]:
    if wanted.series == SeriesCode.BL:
        return {}
    asked = (
        select(DonationPart.item, func.sum(DonationPart.quantity))
        .join(Receipt, Receipt.donation_id == DonationPart.donation_id)
        .where(Receipt.series == SeriesCode.TN, DonationPart.item != VND, ~_voided(), *_clauses(wanted))
        .group_by(DonationPart.item)
        .order_by(DonationPart.item)
    )
    return {item: int(quantity) for item, quantity in session.execute(asked)}


def _clauses(wanted: Wanted) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if wanted.series:
        clauses.append(Receipt.series == wanted.series)
    if wanted.year is not None:
        clauses.append(Receipt.year == wanted.year)
    if wanted.text.strip():
        clauses.append(_says(wanted.text))
    return clauses + _of_state(wanted.state)


def _of_state(state: ReceiptState) -> list[ColumnElement[bool]]:
    if state == ReceiptState.VOID:
        return [_voided()]
    if state == ReceiptState.ALL:
        return []
    printed = exists(select(ReceiptCopy.id).where(ReceiptCopy.receipt_id == Receipt.id))
    more = {ReceiptState.GIVEN_BACK: [_given_back()], ReceiptState.UNPRINTED: [~printed]}
    return [~_voided(), *more.get(state, [])]


def _says(text: str) -> ColumnElement[bool]:
    """Look for a number in any spelling, or for who gave and who passed on."""
    folded = fold(text)[:120]
    number = _NUMBER.fullmatch(folded)
    donors = donor_keys(text)
    gave = select(Donation.id).where(or_(Donation.donor_id.in_(donors), Donation.via_id.in_(donors)))
    named = Receipt.donation_id.in_(gave) if folded else false()
    return or_(named, _numbered(number)) if number is not None else named


def _numbered(number: re.Match[str]) -> ColumnElement[bool]:
    clauses = [Receipt.number == int(number["number"])]
    if number["year"]:
        clauses.append(Receipt.year == int(number["year"]))
    if number["series"]:
        clauses.append(Receipt.series == number["series"].upper())
    return and_(*clauses)


def _voided() -> ColumnElement[bool]:
    void = aliased(ReceiptVoid)
    return exists(select(void.id).where(void.receipt_id == Receipt.id))


def _replaces(keys: list[int]) -> ColumnElement[bool]:
    return Receipt.replaces_id.in_(keys)


def _given_back() -> ColumnElement[bool]:
    """Tell receipts of which so much as one đồng or piece went back: money of a BL, goods of a TN."""
    part = aliased(DonationPart)
    money = (part.item == VND) == (Receipt.series == SeriesCode.BL)
    asked = (
        select(GiveBackPart.id)
        .join(GiveBack, GiveBack.id == GiveBackPart.give_back_id)
        .join(part, part.id == GiveBackPart.donation_part_id)
        .where(GiveBack.donation_id == Receipt.donation_id, money)
    )
    return exists(asked)
