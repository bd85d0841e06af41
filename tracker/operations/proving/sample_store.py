"""Keep the store of 2018: the milk's lot and expiry, and the yearly count, which finds what is booked, as steps."""

from datetime import date
from typing import Any

from tracker.models.proving.goods_lots import ValueBasis
from tracker.operations.proving.goods_lots import SaidLot, say_lots
from tracker.operations.proving.store_counts import record_count
from tracker.operations.sample_steps import Book, Step
from tracker.queries.giving.donations import parts_of

CAME, COUNTED = date(2018, 5, 21), date(2018, 12, 31)
#: Campaign, goods: all that the store held in 2018 was given by the end of the year.
GOODS = (("CLYT", "BOOK"), ("QUA", "PARCEL"), ("SUA", "MILK"), ("XEDAP", "BICYCLE"))


def store() -> list[Step]:
    """Give all steps of the store, in the order of their days."""
    return [Step(CAME, "cashier", say_lots, _milk), *(_counted(campaign, item) for campaign, item in GOODS)]


def _milk(book: Book) -> dict[str, Any]:
    """Say the lot of all 120.330 cartons (assumed: good for six months)."""
    part = parts_of(book.session, book["sữa"])[0]
    lots = [SaidLot(part.quantity, "SHĐ-0518", date(2018, 11, 20))]
    return {"source": part, "lots": lots, "value_basis": ValueBasis.NONE.value}


def _counted(campaign: str, item: str) -> Step:
    return Step(
        COUNTED,
        "cashier",
        record_count,
        lambda book: {
            "store": book["assets:goods"],
            "campaign": book[campaign],
            "item": item,
            "counted_on": COUNTED,
            "counted": 0,
        },
    )
