"""Read the journal for a file: the cells of each line, as text and whole numbers, with as little in between as can be.

Days and moments are ISO text as files have them, written so by the database itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Text, func, null, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.models.campaigns import Campaign
from tracker.models.children import Child
from tracker.models.donations import Donation, DonationPart
from tracker.models.journal import Account, Entry, Line
from tracker.models.users import User
from tracker.models.vouchers import Voucher, VoucherLine
from tracker.queries.ledger_documents import EntryDocuments
from tracker.queries.ledger_filters import Asked, LedgerFilter, lines_wanted
from tracker.queries.ledger_journal import ORDER, Giver, Passer, Reversed

#: Rows read together: the papers of all of them are asked for at once.
_CHUNK = 2000
WHOLE = LedgerFilter()
#: seq, happened_on, recorded_at, kind, document, account, campaign, item, quantity, child, donor, via, recorded_by,
#: reverses, memo.
Cells = tuple[object, ...]


def journal_cells(session: Session, wanted: LedgerFilter, *, names: bool = True) -> Iterator[Cells]:
    """Read the cells of all lines that a filter wants, a chunk at a time; without `names` no person is named."""
    accounts, campaigns, users = (_codes(session, code) for code in (Account.code, Campaign.code, User.login))
    papers = _Papers(session, whole=wanted == replace(WHOLE, since=wanted.since, until=wanted.until))
    asked = journal_asked(session, wanted, names=names)
    for chunk in session.connection().execute(asked, execution_options={"yield_per": _CHUNK}).partitions():
        paper = papers.of(chunk)
        yield from [
            (
                seq, day, moment, kind, f"{series}-{year}-{number:04d}" if series else paper[entry],
                accounts[account], campaigns[campaign], item, quantity,
                child, donor, via, users[user], reverses, memo or None,
            )
            for (
                entry, seq, day, moment, kind, series, year, number, account, campaign, item, quantity,
                child, donor, via, user, reverses, memo,
            ) in chunk
        ]  # fmt: skip


class _Papers:
    """The papers of lines without a voucher of their own, by entry.

    Where whole entries are read, most have shown their first voucher by then; the rest is asked for.
    """

    def __init__(self, session: Session, *, whole: bool) -> None:
        self._documents = EntryDocuments(session)
        self._whole = whole
        self._last: dict[int, str | None] = {}

    def of(self, rows: Sequence[Any]) -> dict[int, str | None]:
        """Give them for the rows of a chunk, in the order of the books."""
        found: dict[int, str | None] = dict(self._last)
        if self._whole:
            seen = {row[0]: row for row in reversed(rows) if row[5]}
            found = {key: f"{row[5]}-{row[6]}-{row[7]:04d}" for key, row in seen.items()}
            found |= self._last
        if missing := {row[0] for row in rows if not row[5]} - found.keys():
            found |= self._documents.codes_of(missing)
        last = rows[-1][0]
        self._last = {last: found[last]} if last in found else {}
        return found


def _codes(session: Session, code: InstrumentedAttribute[str]) -> dict[int, str]:
    """Give all codes of a small table by their ids: looked up here they cost less than a join."""
    return {key: value for key, value in session.execute(select(code.class_.id, code))}


def journal_asked(session: Session, wanted: LedgerFilter, *, names: bool = True) -> Asked:
    """Ask for the lines in the order of the books, by ids where a code is looked up."""
    iso = _POSTGRESQL if session.get_bind().dialect.name == "postgresql" else _SQLITE
    day, moment = iso
    people = (Giver.full_name, Passer.full_name) if names else (null(), null())
    asked = (
        select(Line.entry_id, Entry.seq, day, moment, Entry.kind, Voucher.series, Voucher.year, Voucher.number)
        .add_columns(Line.account_id, Line.campaign_id, Line.item, Line.quantity, Child.code, *people)
        .add_columns(Entry.recorded_by, Reversed.seq, Entry.memo)
        .join(Entry, Entry.id == Line.entry_id)
        .outerjoin(VoucherLine, VoucherLine.line_id == Line.id)
        .outerjoin(Voucher, Voucher.id == VoucherLine.voucher_id)
        .outerjoin(Reversed, Reversed.id == Entry.reverses_id)
        .outerjoin(Child, Child.id == Line.child_id)
    )
    return lines_wanted(_with_people(asked) if names else asked, wanted).order_by(*ORDER)


def _with_people(asked: Asked) -> Asked:
    return (
        asked.outerjoin(DonationPart, DonationPart.id == Line.donation_part_id)
        .outerjoin(Donation, Donation.id == DonationPart.donation_id)
        .outerjoin(Giver, Giver.id == Donation.donor_id)
        .outerjoin(Passer, Passer.id == Donation.via_id)
    )


#: How each engine writes a day and a moment of UTC, to the second.
_UTC = "+00:00"
_SQLITE: tuple[ColumnElement[Any], ColumnElement[Any]] = (
    type_coerce(Entry.happened_on, Text()),
    func.substr(type_coerce(Entry.recorded_at, Text()), 1, 19).concat(_UTC),
)
_POSTGRESQL: tuple[ColumnElement[Any], ColumnElement[Any]] = (
    func.to_char(Entry.happened_on, "YYYY-MM-DD"),
    func.to_char(func.timezone("UTC", Entry.recorded_at), 'YYYY-MM-DD"T"HH24:MI:SS').concat(_UTC),
)
