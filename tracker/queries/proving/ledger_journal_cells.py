"""Read the journal for a file: the cells of each line, as text and whole numbers, with as little in between as can be.

The database writes each cell as the file has it, days and moments as ISO text; here only the papers
are put in that it does not find beside the line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, func, null, select, type_coerce
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.helping.children import Child
from tracker.models.journal import Account, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.models.users import User
from tracker.queries.proving.ledger_documents import EntryDocuments
from tracker.queries.proving.ledger_filters import Asked, LedgerFilter, lines_wanted
from tracker.queries.proving.ledger_journal import ORDER, Giver, Passer, Reversed

#: Rows read together: the papers of all of them are asked for at once.
_CHUNK = 2000
WHOLE = LedgerFilter()
#: seq, happened_on, recorded_at, kind, document, account, campaign, item, quantity, child, donor, via, recorded_by,
#: reverses, memo.
Cells = tuple[Any, ...]
#: Where the document stands, how many cells there are, and so where the entry stands that is none of them.
_PAPER, _COUNT = 4, 15


def journal_cells(session: Session, wanted: LedgerFilter, *, names: bool = True) -> Iterator[Cells]:
    """Read the cells of all lines that a filter wants, a chunk at a time; without `names` no person is named."""
    papers = _Papers(session, whole=wanted == replace(WHOLE, since=wanted.since, until=wanted.until))
    asked = journal_asked(session, wanted, names=names)
    for chunk in session.connection().execute(asked, execution_options={"yield_per": _CHUNK}).partitions():
        paper = papers.of(chunk)
        yield from [
            row[:_COUNT] if row[_PAPER] is not None else (*row[:_PAPER], paper[row[_COUNT]], *row[_PAPER + 1 : _COUNT])
            for row in chunk
        ]


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
            found = {row[_COUNT]: row[_PAPER] for row in reversed(rows) if row[_PAPER] is not None} | self._last
        if missing := {row[_COUNT] for row in rows if row[_PAPER] is None} - found.keys():
            found |= self._documents.codes_of(missing)
        last = rows[-1][_COUNT]
        self._last = {last: found[last]} if last in found else {}
        return found


def journal_asked(session: Session, wanted: LedgerFilter, *, names: bool = True) -> Asked:
    """Ask for the cells in the order of the books, and after them for the entry of each line."""
    day, moment, paper = _POSTGRESQL if session.get_bind().dialect.name == "postgresql" else _SQLITE
    people = (Giver.full_name, Passer.full_name) if names else (null(), null())
    voucher = case((Voucher.id.is_not(None), paper))
    asked = (
        select(Entry.seq, day, moment, Entry.kind, voucher, Account.code, Campaign.code, Line.item, Line.quantity)
        .add_columns(Child.code, *people, User.login, Reversed.seq, func.nullif(Entry.memo, ""), Line.entry_id)
        .join(Entry, Entry.id == Line.entry_id)
        .join(Account, Account.id == Line.account_id)
        .join(Campaign, Campaign.id == Line.campaign_id)
        .join(User, User.id == Entry.recorded_by)
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


_UTC = "+00:00"
_Texts = tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]]
#: How each engine writes a day, a moment of UTC to the second, and the number of a voucher.
_SQLITE: _Texts = (
    type_coerce(Entry.happened_on, Text()),
    func.substr(type_coerce(Entry.recorded_at, Text()), 1, 19).concat(_UTC),
    func.printf("%s-%d-%04d", Voucher.series, Voucher.year, Voucher.number),
)
_NUMBER = cast(Voucher.number, Text)
_POSTGRESQL: _Texts = (
    func.to_char(Entry.happened_on, "YYYY-MM-DD"),
    func.to_char(func.timezone("UTC", Entry.recorded_at), 'YYYY-MM-DD"T"HH24:MI:SS').concat(_UTC),
    func.concat(
        Voucher.series,
        "-",
        Voucher.year,
        "-",
        case((Voucher.number < 10000, func.lpad(_NUMBER, 4, "0")), else_=_NUMBER),
    ),
)
