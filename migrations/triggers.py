"""Install and remove the triggers that keep what was posted: no UPDATE, DELETE, TRUNCATE or REPLACE.

A frozen table is changed by nobody. On SQLite an INSERT OR REPLACE deletes without firing delete
triggers, so an insert whose key or unique columns are already there is refused too.
"""

from sqlalchemy import Connection, inspect

#: Frozen tables → their unique keys (tuples of columns), the primary key included.
FROZEN: dict[str, tuple[tuple[str, ...], ...]] = {
    "accesses": (("id",),),
    "advance_steps": (("id",), ("entry_id",), ("purchase_id",), ("cost_id",)),
    "advances": (("id",), ("entry_id",)),
    "anonymising_steps": (("id",), ("anonymising_id",)),
    "anonymisings": (("id",),),
    "attachments": (("id",),),
    "award_steps": (("id",), ("entry_id",)),
    "book_leaves": (("id",), ("replaces_id",)),
    "campaign_moves": (("id",), ("entry_id",)),
    "changes": (("id",),),
    "closing_steps": (("id",), ("closing_id",)),
    "closings": (("id",),),
    "consent_withdrawals": (("id",), ("consent_id",)),
    "consents": (("id",),),
    "correction_steps": (("id",), ("correction_id",)),
    "corrections": (("id",),),
    "costs": (("id",), ("entry_id",)),
    "data_request_steps": (("id",),),
    "data_requests": (("id",),),
    "disbursement_parts": (("id",),),
    "disbursements": (("id",), ("line_id", "sheet_id")),
    "donation_parts": (("id",),),
    "donations": (("id",), ("corrects_id",)),
    "entries": (("id",), ("seq",), ("reverses_id",)),
    "give_back_parts": (("id",),),
    "give_backs": (("id",), ("entry_id",)),
    "goods_lots": (("id",),),
    "handout_steps": (("id",), ("entry_id",)),
    "help_correction_steps": (("id",), ("correction_id",), ("disbursement_id",)),
    "help_corrections": (("id",),),
    "indicator_readings": (("id",),),
    "interests": (("id",), ("entry_id",)),
    "leaves": (("id",), ("kind", "record_id")),
    "line_outcomes": (("id",), ("line_id", "sheet_id")),
    "lines": (("id",), ("takes_back_id",)),
    "override_uses": (("id",), ("override_id",), ("entry_id",)),
    "overrides": (("id",),),
    "paper_copies": (("id",), ("kind", "record_id", "number")),
    "pledge_matches": (("id",),),
    "pledge_steps": (("id",),),
    "purchase_lines": (("id",),),
    "purchases": (("id",), ("entry_id",)),
    "receipt_books": (("id",), ("label", "first_number")),
    "receipt_copies": (("id",), ("receipt_id", "number")),
    "receipt_voids": (("id",), ("receipt_id",)),
    "receipts": (("id",), ("series", "year", "number"), ("token",), ("replaces_id",)),
    "savings_book_count_lines": (("id",), ("count_id", "book_id")),
    "savings_book_counts": (("id",),),
    "savings_book_events": (("id",), ("disbursement_id",)),
    "sheet_copies": (("id",), ("sheet_id", "number")),
    "sheet_steps": (("id",), ("sheet_id", "kind"), ("entry_id",)),
    "spending_correction_steps": (("id",), ("correction_id",), ("entry_id",)),
    "spending_corrections": (("id",),),
    "sponsor_messages": (("id",), ("sponsorship_id", "step_id")),
    "store_count_steps": (("id",), ("count_id",), ("entry_id",)),
    "store_counts": (("id",),),
    "take_backs": (("id",), ("disbursement_part_id",)),
    "unidentified_transfers": (("id",), ("entry_id",)),
    "voucher_lines": (("id",), ("line_id",)),
    "vouchers": (("id",), ("series", "year", "number")),
}

#: Frozen tables → what else makes a row the same one (partial unique indexes).
PARTIAL = {
    "book_leaves": "book_id = NEW.book_id AND number = NEW.number AND replaces_id IS NULL AND NEW.replaces_id IS NULL",
    "receipts": "donation_id = NEW.donation_id AND series = NEW.series AND replaces_id IS NULL "
    "AND NEW.replaces_id IS NULL",
    "vouchers": "series = NEW.series AND account_id = NEW.account_id AND happened_on = NEW.happened_on",
}

_FUNCTION = """
CREATE OR REPLACE FUNCTION tracker_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = TG_TABLE_NAME || ' is frozen: ' || TG_OP || ' refused', ERRCODE = 'restrict_violation';
END $$
"""


def install(connection: Connection) -> None:
    """Put the triggers on those frozen tables that this revision has."""
    there = set(inspect(connection).get_table_names())
    tables = {table: keys for table, keys in FROZEN.items() if table in there}
    if connection.dialect.name == "sqlite":
        for table, keys in tables.items():
            for statement in _sqlite(table, keys):
                connection.exec_driver_sql(statement)
    else:
        connection.exec_driver_sql(_FUNCTION)
        for table in tables:
            for statement in _postgresql(table):
                connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Take all our triggers away, so that tables can be changed; call `install` afterwards."""
    if connection.dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'frozen_%'"
        for (name,) in connection.exec_driver_sql(asked).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS tracker_refuse() CASCADE")


def _sqlite(table: str, keys: tuple[tuple[str, ...], ...]) -> list[str]:
    same = [" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys]
    same += [PARTIAL[table]] if table in PARTIAL else []
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
    return [
        f"CREATE TRIGGER frozen_{table}_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER frozen_{table}_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER frozen_{table}_insert BEFORE INSERT ON {table} WHEN {there} {refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER frozen_{table}_row BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION tracker_refuse()",
        f"CREATE TRIGGER frozen_{table}_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tracker_refuse()",
    ]
