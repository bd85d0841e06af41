"""List the bank accounts to which help goes: of a payment order, or of a sheet that the bank is still to pay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from tracker.models.helping.children import Child, Payee
from tracker.models.helping.disbursements import Channel, Disbursement, DisbursementPart
from tracker.models.helping.handouts import Handout, HandoutLine, Sheet
from tracker.models.helping.scholarships import AwardInstalment
from tracker.models.journal import Line
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.models.settings import SeriesCode
from tracker.queries.helping.handouts import line_states, stopped_lines
from tracker.queries.journal import VND
from tracker.queries.same import leading_ids

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
    #: The day on which a scholarship's month was due; None for any other help.
    due_on: date | None


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
    """List what the bank is still to pay to the children of a sheet, by their accounts of a day.

    Whose scholarship was stopped after the run was approved is not paid.
    """
    handout = session.get_one(Handout, sheet.handout_id)
    stopped = stopped_lines(session, handout)
    states = [state for state in line_states(session, handout, sheet) if not state.in_waiting]
    states = [state for state in states if state.line.id not in stopped]
    codes = _codes(session, (state.line.child_id for state in states))
    due = _due_days(session, sheet)
    said = [
        _Paid(line.child_id, codes[line.child_id], state.open[VND], handout.code, line.payee, due.get(line.id))
        for state in states
        if (line := state.line) and state.open.get(VND)
    ]
    return _dressed(session, said, day)


def _due_days(session: Session, sheet: Sheet) -> dict[int, date]:
    """Give the day on which the month of each line of a run was due, by the line's id."""
    asked = select(HandoutLine.id, AwardInstalment.due_on)
    asked = asked.join(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
    return {key: day for key, day in session.execute(asked.where(HandoutLine.sheet_id == sheet.id))}


def _paid(condition: object) -> Select[int, str, int, int, int, str, date | None]:
    return (
        select(Child.id, Child.code, DisbursementPart.quantity, Handout.year, Handout.number, HandoutLine.payee)
        .add_columns(AwardInstalment.due_on)
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .join(Child, Child.id == Disbursement.child_id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .join(Handout, Handout.id == HandoutLine.handout_id)
        .outerjoin(AwardInstalment, AwardInstalment.id == HandoutLine.instalment_id)
        .where(condition, DisbursementPart.channel == Channel.BANK)  # type: ignore[arg-type]
        .order_by(HandoutLine.ordinal)
    )


def _rows(session: Session, asked: Select[int, str, int, int, int, str, date | None], day: date) -> list[AccountRow]:
    said = [
        _Paid(key, code, amount, f"DT-{year}-{number:04d}", payee, due_on)
        for key, code, amount, year, number, payee, due_on in session.execute(asked)
    ]
    return _dressed(session, said, day)


def _dressed(session: Session, said: Sequence[_Paid], day: date) -> list[AccountRow]:
    """Put each child's account of a day beside it; where another is paid (a building team), only the name is known."""
    accounts = _accounts(session, (paid.child_id for paid in said), day)
    rows = []
    for paid in said:
        to = None if paid.payee else accounts.get(paid.child_id)
        where = (to.holder, to.bank, to.account_number) if to else (paid.payee, "", "")
        rows.append(AccountRow(paid.code, *where, paid.amount, _text(paid)))
    return rows


def _text(paid: _Paid) -> str:
    """Write what the transfer says; of a scholarship also its month, as the bank lets it be written."""
    month = f" hoc bong T{paid.due_on.month}-{paid.due_on.year}" if paid.due_on is not None else ""
    return f"QBTTE {paid.handout} {paid.code}{month}"


def _accounts(session: Session, child_ids: Iterable[int], day: date) -> dict[int, Payee]:
    """Give the account of each child on a day, whichever of the child's records it was named for."""
    wanted = list(child_ids)
    leads = leading_ids(session, wanted)
    found: dict[int, Payee] = {}
    child = func.coalesce(Child.merged_into_id, Child.id)
    for keys in _chunks(leads.get(key, key) for key in wanted):
        asked = select(child, Payee).join(Child, Child.id == Payee.child_id)
        asked = asked.where(or_(Child.id.in_(keys), Child.merged_into_id.in_(keys)), Payee.valid_from <= day)
        # The newest comes last, and stays.
        for key, payee in session.execute(asked.order_by(Payee.valid_from, Payee.id)):
            found[key] = payee
    return {key: found[lead] for key in wanted if (lead := leads.get(key, key)) in found}


def _codes(session: Session, child_ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for keys in _chunks(child_ids):
        found |= {key: code for key, code in session.execute(select(Child.id, Child.code).where(Child.id.in_(keys)))}
    return found


def _chunks(keys: Iterable[int]) -> list[list[int]]:
    whole = sorted(set(keys))
    return [whole[start : start + _AT_ONCE] for start in range(0, len(whole), _AT_ONCE)]
