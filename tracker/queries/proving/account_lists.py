"""List the bank accounts to which help goes: of a payment order, or of a sheet that the bank is still to pay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.models.helping.children import Child, Payee
from tracker.models.helping.disbursements import Channel, Disbursement, DisbursementPart
from tracker.models.helping.handouts import Handout, HandoutLine, Sheet
from tracker.models.journal import Line
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.models.settings import SeriesCode
from tracker.queries.helping.handouts import line_states
from tracker.queries.journal import VND

#: A question of so many keys is not too long for any engine.
_AT_ONCE = 500


@dataclass(frozen=True)
class AccountRow:
    """What one child gets by bank: the child's code, whose account where (empty if none is known), đồng, text."""

    child: str
    holder: str
    bank: str
    account: str
    amount: int
    #: What the transfer says: letters, digits, spaces and dashes only.
    text: str


@dataclass(frozen=True)
class _Paid:
    """What one child gets: its key and code, đồng, the list, and who is paid where it is not the child."""

    child_id: int
    code: str
    amount: int
    handout: str
    payee: str


def accounts_of(session: Session, voucher: Voucher) -> list[AccountRow]:
    """List what a payment order sent to children, in the order of their list; empty where it paid none."""
    if voucher.series != SeriesCode.UNC:
        return []
    entries = (
        select(Line.entry_id)
        .join(VoucherLine, VoucherLine.line_id == Line.id)
        .where(VoucherLine.voucher_id == voucher.id)
    )
    return _rows(session, _paid(Disbursement.entry_id.in_(entries)), voucher.happened_on)


def accounts_to_pay(session: Session, sheet: Sheet, day: date) -> list[AccountRow]:
    """List what the bank is still to pay to the children of a sheet, by their accounts of a day."""
    handout = session.get_one(Handout, sheet.handout_id)
    states = [state for state in line_states(session, handout, sheet) if not state.in_waiting]
    codes = _codes(session, (state.line.child_id for state in states))
    said = [
        _Paid(state.line.child_id, codes[state.line.child_id], state.open[VND], handout.code, state.line.payee)
        for state in states
        if state.open.get(VND)
    ]
    return _dressed(session, said, day)


def _paid(condition: object) -> Select[int, str, int, int, int, str]:
    return (
        select(Child.id, Child.code, DisbursementPart.quantity, Handout.year, Handout.number, HandoutLine.payee)
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .join(Child, Child.id == Disbursement.child_id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .join(Handout, Handout.id == HandoutLine.handout_id)
        .where(condition, DisbursementPart.channel == Channel.BANK)  # type: ignore[arg-type]
        .order_by(HandoutLine.ordinal)
    )


def _rows(session: Session, asked: Select[int, str, int, int, int, str], day: date) -> list[AccountRow]:
    said = [
        _Paid(key, code, amount, f"DT-{year}-{number:04d}", payee)
        for key, code, amount, year, number, payee in session.execute(asked)
    ]
    return _dressed(session, said, day)


def _dressed(session: Session, said: Sequence[_Paid], day: date) -> list[AccountRow]:
    """Put each child's account of a day beside it; where another is paid (a building team), only the name is known."""
    accounts = _accounts(session, (paid.child_id for paid in said), day)
    rows = []
    for paid in said:
        to = None if paid.payee else accounts.get(paid.child_id)
        where = (to.holder, to.bank, to.account_number) if to else (paid.payee, "", "")
        rows.append(AccountRow(paid.code, *where, paid.amount, f"QBTTE {paid.handout} {paid.code}"))
    return rows


def _accounts(session: Session, child_ids: Iterable[int], day: date) -> dict[int, Payee]:
    found: dict[int, Payee] = {}
    for keys in _chunks(child_ids):
        asked = select(Payee).where(Payee.child_id.in_(keys), Payee.valid_from <= day)
        # The newest comes last, and stays.
        for payee in session.scalars(asked.order_by(Payee.valid_from, Payee.id)):
            found[payee.child_id] = payee
    return found


def _codes(session: Session, child_ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for keys in _chunks(child_ids):
        found |= {key: code for key, code in session.execute(select(Child.id, Child.code).where(Child.id.in_(keys)))}
    return found


def _chunks(keys: Iterable[int]) -> list[list[int]]:
    whole = sorted(set(keys))
    return [whole[start : start + _AT_ONCE] for start in range(0, len(whole), _AT_ONCE)]
