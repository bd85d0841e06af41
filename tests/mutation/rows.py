"""Rows that a table accepts, and the same rows with that which a CHECK refuses by its name.

What a guard is called is what it promises: `amount_positive` refuses 0, `kind_known` refuses a code
that nobody knows. What a name does not tell stands in FORBIDDEN.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, Table, UniqueConstraint

from tracker.models.base import Base, Day, Moment

#: A row that may be: column → value.
Row = dict[str, Any]
BEGIN = datetime(2018, 1, 1, tzinfo=UTC)
#: Endings of names → what such a column may not hold.
BY_NAME: dict[str, tuple[Any, ...]] = {
    "_positive": (0, -1),
    "_whole": (-1,),
    "_not_zero": (0,),
    "_known": ("nobody knows",),
}
#: CHECKs whose name does not tell the value → rows that they refuse.
FORBIDDEN: dict[str, tuple[Row, ...]] = {
    "ck_accounts_guard_known": ({"guard": 2}, {"guard": -2}),
    "ck_anonymising_steps_refusal_says_why": ({"agreed": False, "note": ""},),
    "ck_awards_months_few": ({"months": 0}, {"months": 121}),
    "ck_balances_guarded": ({"guard": 1, "quantity": -1}, {"guard": -1, "quantity": 1}),
    "ck_book_leaves_state_known": ({"state": "nobody knows", "donation_id": None},),
    "ck_book_leaves_used_has_gift": (
        {"state": "used", "donation_id": None},
        {"state": "void", "donation_id": 7},
    ),
    "ck_campaign_moves_consent_or_loan": ({"consent": "", "back_by": None, "repays_id": None},),
    "ck_campaign_moves_two_campaigns": ({"from_id": 7, "to_id": 7},),
    "ck_campaigns_days_in_order": ({"starts_on": date(2018, 1, 2), "ends_on": date(2018, 1, 1)},),
    "ck_cost_ceilings_per_mille_known": ({"per_mille": -1}, {"per_mille": 1001}),
    "ck_indicator_readings_something_said": ({"numerator": None, "denominator": None, "change": None},),
    "ck_indicator_targets_percent_in_bounds": ({"percent": -1}, {"percent": 10_001}),
    "ck_goods_lots_one_source": (
        {"donation_part_id": None, "purchase_line_id": None},
        {"donation_part_id": 7, "purchase_line_id": 7},
    ),
    "ck_log_head_only_one": ({"id": 2},),
    "ck_places_days_in_order": ({"valid_from": date(2018, 1, 1), "valid_to": date(2018, 1, 1)},),
    "ck_receipt_books_numbers_few": ({"first_number": 1, "last_number": 1001},),
    "ck_receipt_books_numbers_in_order": (
        {"first_number": 0, "last_number": 1},
        {"first_number": 9, "last_number": 8},
    ),
    "ck_sponsorships_days_in_order": ({"since": date(2018, 1, 2), "until": date(2018, 1, 1)},),
    "ck_sponsorships_share_in_percent": ({"share": 0}, {"share": 101}),
    "ck_sponsorships_share_whole": ({"shared": False, "share": 99},),
}
#: What a row needs beside what every column gets.
NEEDED: dict[str, Row] = {
    "awards": {"months": 12},
    "cost_ceilings": {"per_mille": 50},
    "goods_lots": {"purchase_line_id": None},
    "indicator_targets": {"percent": 350},
    "log_head": {"id": 1},
    "sponsorships": {"share": 100},
}
#: Unique indexes that hold for some rows only → what such a row has.
PARTIAL: dict[str, Row] = {
    "uq_book_leaves_book_id_number_first": {"replaces_id": None},
    "uq_receipts_donation_id_series_first": {"replaces_id": None},
    "uq_sponsorships_child_id_campaign_id_live": {"until": None, "shared": False},
}


def tables() -> list[Table]:
    """List all tables."""
    return Base.metadata.sorted_tables


def checks(table: Table) -> list[CheckConstraint]:
    """List the CHECKs of a table."""
    return [each for each in table.constraints if isinstance(each, CheckConstraint)]


def unique_keys(table: Table) -> list[UniqueConstraint | Index]:
    """List the unique keys of a table; one that holds its own key as well is there for foreign keys only."""
    constraints = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    found: list[UniqueConstraint | Index] = [*constraints, *(index for index in table.indexes if index.unique)]
    return [key for key in found if not set(table.primary_key.columns.keys()) <= set(key.columns.keys())]


def row_of(table: Table, number: int) -> Row:
    """Make a row that may be; two of different numbers have nothing in common but their codes."""
    codes = {column: code for check in checks(table) for column, code in _first_codes(str(check.sqltext))}
    values = {
        column.name: _value(column.type, number * 50 + place) for place, column in enumerate(table.columns, start=1)
    }
    return {**values, **codes, **NEEDED.get(table.name, {})}


def _first_codes(condition: str) -> Iterator[tuple[str, Any]]:
    for column, first in re.findall(r"(\w+) IN \((-?\w+|'[^']*')", condition):
        yield column, first.strip("'") if first.startswith("'") else int(first)


def _value(kind: Any, place: int) -> Any:
    if isinstance(kind, Day):
        return BEGIN.date() + timedelta(days=place)
    if isinstance(kind, Moment):
        return BEGIN + timedelta(days=place)
    if isinstance(kind, Boolean):
        return True
    return place if isinstance(kind, Integer) else f"x{place}"


def forbidden(table: Table, check: CheckConstraint) -> list[Row]:
    """List rows that a CHECK refuses, and that would be accepted without it; none where nobody knows one."""
    name = str(check.name)
    row = row_of(table, 1)
    return [{**row, **bad} for bad in FORBIDDEN.get(name) or _by_name(name.removeprefix(f"ck_{table.name}_"))]


def _by_name(name: str) -> list[Row]:
    if name == "days_in_order":
        return [{"valid_from": date(2018, 1, 2), "valid_to": date(2018, 1, 1)}]
    return [
        {name.removesuffix(ending): value}
        for ending, values in BY_NAME.items()
        for value in values
        if name.endswith(ending)
    ]


def twice(table: Table, key: UniqueConstraint | Index) -> tuple[Row, Row]:
    """Give two rows that differ in all but a unique key."""
    same = PARTIAL.get(str(key.name), {})
    first, second = ({**row_of(table, number), **same} for number in (1, 2))
    return first, second | {column.name: first[column.name] for column in key.columns}
