"""Name all verbs of the settings in one place."""

from tracker.operations.goods import add_item, add_occasion, end_item, end_occasion, set_occasion_day
from tracker.operations.papers import set_letterhead, set_series
from tracker.operations.signatories import add_signatory, end_signatory

__all__ = [
    "add_item",
    "add_occasion",
    "add_signatory",
    "end_item",
    "end_occasion",
    "end_signatory",
    "set_letterhead",
    "set_occasion_day",
    "set_series",
]
