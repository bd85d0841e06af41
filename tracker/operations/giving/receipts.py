"""Issue, void, replace and print the donors' receipts."""

import json
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.money import dong_in_words
from tracker.ground.names import clean_reason
from tracker.ground.proofs import new_token
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor
from tracker.models.giving.receipts import Receipt, ReceiptCopy, ReceiptVoid
from tracker.models.journal import Account, AccountKind
from tracker.models.settings import Item, Letterhead, Position, SeriesCode
from tracker.models.users import User
from tracker.operations.closed_days import refuse_closed_day
from tracker.operations.proving.sealing import seal
from tracker.operations.series import take_number
from tracker.queries.giving.donations import give_backs_of, is_corrected, parts_of
from tracker.queries.giving.receipt_books import handwritten_of
from tracker.queries.giving.receipts import is_void, last_day, last_receipt, row_of
from tracker.queries.journal import VND, shown
from tracker.queries.settings import letterhead_on, series_on, signatories_on

#: Channels as the paper names them.
CHANNELS = {AccountKind.CASH: "Tiền mặt", AccountKind.BANK: "Chuyển khoản"}


def issue_receipt(
    session: Session,
    *,
    by: User,
    donation: Donation,
    series: SeriesCode,
    public_url: str,
    issued_on: date | None = None,
    taker: User | None = None,
) -> Receipt:
    """Give a gift its receipt: BL for its money, TN for its goods; the next number, without a gap.

    A gift that has a standing receipt keeps it: the answer is that one. Where the last was voided,
    be it of the wrong gift that this one stands for, the new one names it. `taker` is who took the
    gift, as printed; who issues, unless another is named. Refuses a gift without such a part, a
    corrected gift, money that has a handwritten receipt, an office without a letterhead, and a day
    before the last receipt of the series.
    """
    last = last_receipt(session, donation, series)
    if last is not None and not is_void(session, last):
        return last
    issued_on = issued_on or today()
    parts = [part for part in parts_of(session, donation) if (part.item == VND) == (series == SeriesCode.BL)]
    _refuse_issuing(session, donation, parts, series, issued_on)
    letterhead = letterhead_on(session, issued_on)
    if letterhead is None:
        raise Refused(None, N_("The office has no letterhead yet: an administrator sets it under Settings."))
    refuse_closed_day(session, issued_on, "issued_on")
    number = take_number(session, series, issued_on.year)
    token = new_token()
    replaced = last or _voided_of_the_wrong_gift(session, donation, series)
    receipt = Receipt(
        series=series,
        year=issued_on.year,
        number=number,
        donation_id=donation.id,
        issued_on=issued_on,
        issued_by=by.id,
        issued_at=now(),
        amount=sum(part.quantity for part in parts if part.item == VND),
        said="",
        token=token,
        replaces_id=replaced.id if replaced else None,
    )
    said = _says(session, taker or by, donation, parts, receipt, letterhead)
    said["check_url"] = f"{public_url.rstrip('/')}/r/{token}"
    said["notes"] = [f"Thay cho {replaced.code}"] if replaced else []
    receipt.said = json.dumps(said, ensure_ascii=False, sort_keys=True)
    session.add(receipt)
    session.flush()
    seal(session, "receipt", receipt.id)
    return receipt


def void_receipt(
    session: Session, *, by: User, receipt: Receipt, reason: str, voided_on: date | None = None
) -> ReceiptVoid:
    """Cross a wrongly made receipt out; its number stays used, the gift may get a new one.

    Refuses one that is void already and a void without a reason (Luật Kế toán 88/2015, article 18).
    """
    reason = clean_reason(reason)
    voided_on = voided_on or today()
    if is_void(session, receipt):
        raise Refused(None, N_("%(receipt)s is void already."), receipt=receipt.code)
    if voided_on < receipt.issued_on:
        raise Refused("voided_on", N_("It was issued on %(day)s only."), day=show_day(receipt.issued_on))
    refuse_closed_day(session, voided_on, "voided_on")
    void = ReceiptVoid(receipt_id=receipt.id, reason=reason, by_id=by.id, at=now(), voided_on=voided_on)
    session.add(void)
    session.flush()
    seal(session, "void", void.id)
    return void


def record_copy(session: Session, *, by: User, receipt: Receipt) -> ReceiptCopy:
    """Record a print with the marks it carries: copy 1 is the first, copy n + 1 says BẢN IN LẠI LẦN n."""
    asked = select(func.coalesce(func.max(ReceiptCopy.number), 0)).where(ReceiptCopy.receipt_id == receipt.id)
    number = int(session.scalar(asked) or 0) + 1
    marks = marks_of_state(session, receipt) + ([f"BẢN IN LẠI LẦN {number - 1}"] if number > 1 else [])
    copy = ReceiptCopy(
        receipt_id=receipt.id,
        number=number,
        marks=json.dumps(marks, ensure_ascii=False),
        by_id=by.id,
        at=now(),
    )
    session.add(copy)
    session.flush()
    return copy


def _refuse_issuing(
    session: Session, donation: Donation, parts: list[DonationPart], series: SeriesCode, issued_on: date
) -> None:
    if not parts:
        text = N_("This gift has no money.") if series == SeriesCode.BL else N_("This gift has no goods.")
        raise Refused(None, text)
    right = is_corrected(session, donation)
    if right is not None:
        raise Refused(None, N_("This gift was corrected; the right one gets the receipt."))
    written = handwritten_of(session, donation) if series == SeriesCode.BL else None
    if written is not None:
        raise Refused(None, N_("This gift has the handwritten receipt %(receipt)s."), receipt=written.code)
    if issued_on > today():
        raise Refused("issued_on", N_("%(day)s has not come yet."), day=show_day(issued_on))
    before = max(donation.received_on, last_day(session, series) or donation.received_on)
    if issued_on < before:
        raise Refused(
            "issued_on",
            N_("A receipt is not dated before %(day)s, the day of the gift and of the last receipt."),
            day=show_day(before),
        )


def _voided_of_the_wrong_gift(session: Session, donation: Donation, series: SeriesCode) -> Receipt | None:
    """Find the voided receipt that a corrected gift left behind and that nothing replaces yet."""
    while donation.corrects_id is not None:
        donation = session.get_one(Donation, donation.corrects_id)
        left = last_receipt(session, donation, series)
        if left is not None:
            return left if row_of(session, left).replaced_by is None else None
    return None


def _says(
    session: Session,
    taker: User,
    donation: Donation,
    parts: list[DonationPart],
    receipt: Receipt,
    letterhead: Letterhead,
) -> dict[str, Any]:
    """Gather everything the paper says on its day (Luật Kế toán 88/2015, article 16)."""
    donor = session.get_one(Donor, donation.donor_id)
    via = session.get(Donor, donation.via_id) if donation.via_id else None
    form = series_on(session, receipt.series, receipt.issued_on)
    goods = [part for part in parts if part.item != VND]
    return {
        "title": form.title,
        "form_label": form.form_label,
        "page_size": str(form.page_size),
        "book": (receipt.number - 1) // form.book_size + 1,
        "fund_name": letterhead.fund_name,
        "fund_address": letterhead.address,
        "fund_code": letterhead.fund_code,
        "fund_phone": letterhead.phone,
        "hotline": letterhead.hotline,
        "received_on": donation.received_on.isoformat(),
        "donor_name": donor.full_name,
        "donor_address": donor.address,
        "via_name": via.full_name if via else "",
        "campaign": donation.campaign.name,
        "purpose": donation.purpose,
        "words": _words(letterhead, receipt.amount or _worth(goods)),
        "channel": _channel(session, parts),
        "goods": [_goods(session, part) for part in goods],
        "signers": _signers(session, taker, donor, receipt),
    }


def _words(letterhead: Letterhead, amount: int) -> str:
    if not amount:
        return ""
    return dong_in_words(amount, southern=bool(letterhead.southern_words), even=bool(letterhead.even_words))


def _worth(goods: list[DonationPart]) -> int:
    """Sum what goods are worth in đồng; 0 where the worth of one is unknown."""
    values = [part.value for part in goods if part.value is not None]
    return sum(values) if len(values) == len(goods) else 0


def _channel(session: Session, parts: list[DonationPart]) -> str:
    kinds = {AccountKind(session.get_one(Account, part.account_id).kind) for part in parts if part.item == VND}
    return ", ".join(CHANNELS[kind] for kind in CHANNELS if kind in kinds)


def _goods(session: Session, part: DonationPart) -> dict[str, Any]:
    item = session.get_one(Item, part.item)
    return {"name": item.name, "unit": item.unit, "quantity": part.quantity, "value": part.value}


def _signers(session: Session, taken_by: User, donor: Donor, receipt: Receipt) -> list[list[str]]:
    head = signatories_on(session, receipt.issued_on).get(Position.HEAD)
    last = [head.title, head.full_name] if head else ["Thủ trưởng đơn vị", ""]
    giver, taker = ("Người nộp tiền", "Người thu tiền") if receipt.series == "BL" else ("Người giao", "Người nhận")
    person = donor.full_name if donor.kind == "person" else ""
    return [[giver, person], [taker, taken_by.full_name], last]


def marks_of_state(session: Session, receipt: Receipt) -> list[str]:
    """List the marks that any print of a receipt bears now: ĐÃ HỦY, or ĐÃ HOÀN TRẢ for each giving back."""
    if is_void(session, receipt):
        return ["ĐÃ HỦY"]
    donation = session.get_one(Donation, receipt.donation_id)
    money = receipt.series == SeriesCode.BL
    return [
        f"ĐÃ HOÀN TRẢ {shown(session, part.item, quantity)} ngày {show_day(back.given_back_on)}"
        for back, part, quantity in give_backs_of(session, donation)
        if (part.item == VND) == money
    ]


def money_and_goods(session: Session, donation: Donation) -> list[SeriesCode]:
    """List the series in which a gift gets a receipt: BL where it has money, TN where it has goods."""
    items = {part.item for part in parts_of(session, donation)}
    return [SeriesCode.BL] * (VND in items) + [SeriesCode.TN] * bool(items - {VND})
