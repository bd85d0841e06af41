"""Receive the gifts of 2018: donors, pledges, gifts, receipts and the year's small mishaps, as steps.

What the newspaper says of institutions is theirs; persons, companies and days are made up, so that
“Cặp lá yêu thương” receives 255.000.000 đ with 45.000.000 đ still pledged.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.models.giving.donations import Source
from tracker.models.giving.donors import DonorKind
from tracker.models.giving.pledges import Rhythm
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donations import Gift, Part, receive_donation
from tracker.operations.giving.donors import add_donor, correct_donor
from tracker.operations.giving.pledges import record_pledge
from tracker.operations.giving.receipts import issue_receipt, record_copy, void_receipt
from tracker.operations.giving.unidentified import name_unidentified, receive_unidentified
from tracker.operations.proving.corrections import approve_correction, propose_correction
from tracker.operations.sample_steps import Book, Step, as_they_are
from tracker.queries.giving.receipts import last_receipt

CASH, BANK, STORE = "assets:cash", "assets:bank:nhcsxh", "assets:goods"
NATIONAL, AIA, MILK = "Quỹ Bảo trợ trẻ em Việt Nam", "AIA", "Quỹ sữa"
PERSON, FIRM, NAMELESS = DonorKind.PERSON, DonorKind.ORGANISATION, DonorKind.ANONYMOUS

#: Name in the steps → kind, full name, address, named in public.
DONORS: dict[str, tuple[str, str, str, bool]] = {
    NATIONAL: (FIRM, "Quỹ Bảo trợ trẻ em Việt Nam", "Hà Nội", True),
    AIA: (FIRM, "Công ty TNHH Bảo hiểm Nhân thọ AIA Việt Nam", "", True),
    MILK: (FIRM, "Quỹ sữa vươn cao Việt Nam", "", True),
    "Mía Vàng": (FIRM, "Công ty Cổ phần Mía Vàng", "Khu phố 4, thị trấn Tân Châu, huyện Tân Châu, Tây Ninh", True),
    "Lan": (PERSON, "Nguyễn Thị Lan", "Khu phố 2, thị trấn Hòa Thành, huyện Hòa Thành, Tây Ninh", True),
    "Phúc": (PERSON, "Huỳnh Văn Phúc", "Ấp Long Chí, xã Long Thành Trung, huyện Hòa Thành, Tây Ninh", False),
    "Sương Mai": (FIRM, "Công ty TNHH Sương Mai", "Phường 3, thành phố Tây Ninh", True),
    "Hội Đồng hương": (FIRM, "Hội Đồng hương Bến Cầu", "Thị trấn Bến Cầu, huyện Bến Cầu, Tây Ninh", True),
    "Khoa": (PERSON, "Đặng Anh Khoa", "Phường Hiệp Ninh, thành phố Tây Ninh", False),
    "Niê": (PERSON, "H’Bia Niê", "Xã Tân Bình, huyện Tân Biên, Tây Ninh", False),
    "Ánh": (PERSON, "Trần Ngọc Ánh", "Xã Thạnh Tân, thành phố Tây Ninh", False),
    "Giấu tên": (NAMELESS, "", "", False),
    "Tí": (PERSON, "Lê Văn Tí", "Thị trấn Gò Dầu, huyện Gò Dầu, Tây Ninh", False),
    "Cao su": (FIRM, "Công ty TNHH Cao su Hạt Lành", "Xã Suối Dây, huyện Tân Châu, Tây Ninh", False),
    "Hạnh": (PERSON, "Trần Thị Bích Hạn", "Xã Phước Vinh, huyện Châu Thành, Tây Ninh", False),
    "Lớp 9A": (FIRM, "Lớp 9A trường Hoa Mai (giả định)", "Thị trấn Trảng Bàng, huyện Trảng Bàng, Tây Ninh", False),
    "Gạo Thơm": (FIRM, "Doanh nghiệp tư nhân Gạo Thơm", "Xã An Tịnh, huyện Trảng Bàng, Tây Ninh", True),
}

#: Day, donor, đồng, till, with receipt: single gifts to CLYT without a pledge.
SINGLE = [
    (date(2018, 1, 18), "Phúc", 8_000_000, CASH, True),
    (date(2018, 2, 8), "Sương Mai", 50_000_000, BANK, True),
    (date(2018, 3, 26), "Hội Đồng hương", 20_000_000, BANK, True),
    (date(2018, 4, 12), "Khoa", 15_000_000, BANK, False),
    (date(2018, 5, 4), "Niê", 10_000_000, CASH, True),
    (date(2018, 5, 18), "Ánh", 5_000_000, CASH, True),
    (date(2018, 6, 1), "Giấu tên", 2_000_000, CASH, True),
    (date(2018, 9, 5), "Lớp 9A", 4_500_000, CASH, True),
    (date(2018, 10, 22), "Gạo Thơm", 26_000_000, BANK, True),
]


def gifts() -> list[Step]:
    """Give all steps of money in, in the order of their days."""
    steps = [*_donors(), *_programmes(), *_pledges(), *_single(), *_mistyped(), *_misspelt(), *_nameless()]
    return sorted(steps, key=lambda step: step.on)


def _donors() -> Iterator[Step]:
    for name, (kind, full_name, address, public) in DONORS.items():
        facts = {"kind": kind, "full_name": full_name, "address": address, "named_in_public": public}
        facts |= {"consented_on": date(2018, 1, 2)} if public else {}
        yield Step(date(2018, 1, 2), "clerk", add_donor, as_they_are(facts), name)


def _programmes() -> Iterator[Step]:
    """Take what came for QUA, XEDAP and SUA: 400.000.000 đ, 400 parcels, 90 bicycles, 120.330 cartons."""
    day = date(2018, 1, 15)
    yield gift_step(day, NATIONAL, "QUA", [(BANK, "VND", 400_000_000, None)])
    yield gift_step(date(2018, 1, 25), NATIONAL, "QUA", [(STORE, "PARCEL", 400, 80_000_000)], name="quà")
    yield from receipt_steps(date(2018, 1, 25), "quà", SeriesCode.TN)
    yield gift_step(date(2018, 5, 21), MILK, "SUA", [(STORE, "MILK", 120_330, None)], name="sữa")
    yield from receipt_steps(date(2018, 5, 21), "sữa", SeriesCode.TN)
    yield gift_step(date(2018, 9, 10), AIA, "XEDAP", [(STORE, "BICYCLE", 90, None)], via=NATIONAL, name="xe đạp")
    yield from receipt_steps(date(2018, 9, 10), "xe đạp", SeriesCode.TN)


def _pledges() -> Iterator[Step]:
    """Record three promises; 30, 3 and 12 million đồng of them are still to come at the end of the year."""
    yield _pledge(date(2018, 2, 26), "Mía Vàng", 120_000_000, date(2018, 3, 15), Rhythm.QUARTERLY, 4, "05/2018/TT")
    for day in (date(2018, 3, 15), date(2018, 6, 18), date(2018, 9, 17)):
        name = f"Mía Vàng {day}"
        yield gift_step(day, "Mía Vàng", "CLYT", [(BANK, "VND", 30_000_000, None)], pledge="CK Mía Vàng", name=name)
        yield from receipt_steps(day, name, SeriesCode.BL, by="accountant")
    yield _pledge(date(2018, 1, 10), "Lan", 12_000_000, date(2018, 1, 31), Rhythm.MONTHLY, 12, "")
    for month in range(1, 10):
        day = date(2018, month, 28)
        name = f"Lan {month}"
        yield gift_step(day, "Lan", "CLYT", [(CASH, "VND", 1_000_000, None)], pledge="CK Lan", name=name)
        yield from receipt_steps(day, name, SeriesCode.BL)
    yield _pledge(date(2018, 11, 20), "Phúc", 12_000_000, date(2019, 1, 20), Rhythm.ONCE, 1, "")


def _single() -> Iterator[Step]:
    for day, donor, amount, till, receipted in SINGLE:
        yield gift_step(day, donor, "CLYT", [(till, "VND", amount, None)], name=f"{donor} {day}")
        if receipted:
            yield from receipt_steps(
                day, f"{donor} {day}", SeriesCode.BL, by="cashier" if till == CASH else "accountant"
            )


def _mistyped() -> Iterator[Step]:
    """Take 500.000 đ, type 5.000.000 đ, and put it right under a chứng từ điều chỉnh."""
    day, found = date(2018, 7, 9), date(2018, 7, 10)
    yield gift_step(day, "Tí", "CLYT", [(CASH, "VND", 5_000_000, None)], name="gõ nhầm")
    yield from receipt_steps(day, "gõ nhầm", SeriesCode.BL)
    yield Step(found, "accountant", propose_correction, lambda book: _right(book, day), "sửa sai")
    yield Step(
        found,
        "approver",
        approve_correction,
        lambda book: {"correction": book["sửa sai"], "approved_on": found, "public_url": PUBLIC_URL},
    )


def _right(book: Book, day: date) -> dict[str, Any]:
    part = Part(book[CASH], "VND", 500_000)
    right = Gift(book["Tí"], book["CLYT"], [part], Source.DOMESTIC, day)
    return {"donation": book["gõ nhầm"], "right": right, "reason": "Gõ thừa một số 0: người nộp đưa 500.000 đ"}


def _misspelt() -> Iterator[Step]:
    """Print a name without its last letter, void that receipt and replace it."""
    day = date(2018, 8, 20)
    yield gift_step(day, "Hạnh", "CLYT", [(CASH, "VND", 3_000_000, None)], name="sai tên")
    yield from receipt_steps(day, "sai tên", SeriesCode.BL)
    yield Step(
        day,
        "approver",
        void_receipt,
        lambda book: {
            "receipt": last_receipt(book.session, book["sai tên"], SeriesCode.BL),
            "reason": "In sai tên người nộp",
            "voided_on": day,
        },
    )
    kind, _, address, _ = DONORS["Hạnh"]
    right = {"kind": kind, "full_name": "Trần Thị Bích Hạnh", "address": address}
    yield Step(day, "clerk", correct_donor, lambda book: {"donor": book["Hạnh"], **right})
    yield from receipt_steps(day, "sai tên", SeriesCode.BL)


def _nameless() -> Iterator[Step]:
    """Keep a transfer that nobody could name for a week."""
    came, named = date(2018, 11, 5), date(2018, 11, 12)
    facts = {"amount": 12_000_000, "received_on": came, "bank_text": "UNG HO CAP LA YEU THUONG", "bank_reference": ""}
    yield Step(came, "accountant", receive_unidentified, lambda book: {"till": book[BANK], **facts}, "chưa rõ")
    yield Step(named, "accountant", name_unidentified, lambda book: _named(book, came, named))


def _named(book: Book, came: date, named: date) -> dict[str, Any]:
    gift = Gift(book["Cao su"], book["CLYT"], [Part(book[BANK], "VND", 12_000_000)], Source.DOMESTIC, came)
    return {"transfer": book["chưa rõ"], "named_on": named, "gifts": [gift]}


def gift_step(
    day: date,
    donor: str,
    campaign: str,
    parts: list[tuple[str, str, int, int | None]],
    *,
    via: str = "",
    pledge: str = "",
    name: str = "",
) -> Step:
    """Take a gift of parts (till or store, item, quantity, value), to be found again under a name."""

    def values(book: Book) -> dict[str, Any]:
        return {
            "donor": book[donor],
            "campaign": book[campaign],
            "parts": [Part(book[till], item, quantity, value) for till, item, quantity, value in parts],
            "source": Source.DOMESTIC,
            "received_on": day,
            "via": book[via] if via else None,
            "pledge": book[pledge] if pledge else None,
        }

    by = "accountant" if parts[0][0] == BANK else "cashier"
    return Step(day, by, receive_donation, values, name)


def _pledge(day: date, donor: str, amount: int, first: date, rhythm: Rhythm, count: int, number: str) -> Step:
    facts = {"amount": amount, "pledged_on": day, "first_due_on": first, "rhythm": rhythm, "count": count}

    def values(book: Book) -> dict[str, Any]:
        return {"donor": book[donor], "campaign": book["CLYT"], "agreement_number": number, **facts}

    return Step(day, "clerk", record_pledge, values, f"CK {donor}")


def receipt_steps(day: date, gift: str, series: SeriesCode, *, by: str = "cashier") -> Iterator[Step]:
    """Issue the receipt of a gift and print it once."""
    paper = f"{series} {gift}"

    def values(book: Book) -> dict[str, Any]:
        return {"donation": book[gift], "series": series, "public_url": PUBLIC_URL, "issued_on": day}

    yield Step(day, by, issue_receipt, values, paper)
    yield Step(day, by, record_copy, lambda book: {"receipt": book[paper]})


#: The sample's receipts lead to the machine that serves them.
PUBLIC_URL = "http://127.0.0.1:5000"
