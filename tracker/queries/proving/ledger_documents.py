"""Find the paper under which a line of the books is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Executable, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.models.giving.pledges import Pledge, PledgeStep
from tracker.models.helping.handouts import Handout, HandoutStep, Sheet, SheetStep
from tracker.models.journal import Line
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.vouchers import Voucher, VoucherLine

#: Entries that lie closer than this on the average are asked for by their range.
_CLOSE = 4


@dataclass(frozen=True)
class Document:
    """A numbered paper: as printed, the feature whose page shows it, and its id there."""

    code: str
    feature: str
    id: int


def voucher_document(voucher_id: int, series: str, year: int, number: int) -> Document:
    """Make the document of a voucher."""
    return Document(f"{series}-{year}-{number:04d}", "vouchers", voucher_id)


class EntryDocuments:
    """The papers of entries whose lines stand on no voucher of their own; asked once per entry and chunk."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[int, Document | None] = {}

    def of(self, entry_ids: Iterable[int]) -> dict[int, Document | None]:
        """Give the pledge of each entry, or else its first voucher, its hand-out, the advance that paid it, or None.

        An entry may be longer than a chunk, so the last answers are kept, and only they.
        """
        wanted = set(entry_ids)
        found = {key: self._known[key] for key in wanted & self._known.keys()}
        for ask in (self._pledges, self._first_vouchers, self._handouts, self._advances):
            if missing := wanted - found.keys():
                found |= {key: paper for key, paper in ask(missing).items() if key in missing}
        self._known = {key: found.get(key) for key in wanted}
        return self._known

    def codes_of(self, entry_ids: Iterable[int]) -> dict[int, str | None]:
        """Give only the numbers, as printed."""
        return {key: paper.code if paper else None for key, paper in self.of(entry_ids).items()}

    def _pledges(self, entry_ids: set[int]) -> dict[int, Document]:
        asked = select(PledgeStep.entry_id, Pledge.id, Pledge.year, Pledge.number)
        asked = asked.join(Pledge, Pledge.id == PledgeStep.pledge_id).where(_among(PledgeStep.entry_id, entry_ids))
        return self._documents(asked, "CK", "pledges")

    def _handouts(self, entry_ids: set[int]) -> dict[int, Document]:
        """Give the list whose approval or whose sheet made an entry that moves no money."""
        said = (Handout.id, Handout.year, Handout.number)
        steps = select(HandoutStep.entry_id, *said).join(Handout, Handout.id == HandoutStep.handout_id)
        sheets = select(SheetStep.entry_id, *said).join(Sheet, Sheet.id == SheetStep.sheet_id)
        sheets = sheets.join(Handout, Handout.id == Sheet.handout_id)
        either = union_all(
            steps.where(_among(HandoutStep.entry_id, entry_ids)), sheets.where(_among(SheetStep.entry_id, entry_ids))
        )
        return self._documents(either, "DT", "handouts")

    def _advances(self, entry_ids: set[int]) -> dict[int, Document]:
        """Give the advance out of which a cost was paid, by the voucher on which it was given."""
        asked = (
            select(AdvanceStep.entry_id, Advance.id, Voucher.series, Voucher.year, Voucher.number)
            .join(Advance, Advance.id == AdvanceStep.advance_id)
            .join(Line, Line.entry_id == Advance.entry_id)
            .join(VoucherLine, VoucherLine.line_id == Line.id)
            .join(Voucher, Voucher.id == VoucherLine.voucher_id)
            .where(_among(AdvanceStep.entry_id, entry_ids))
        )
        found = self._session.execute(asked)
        return {
            entry: Document(f"{series}-{year}-{number:04d}", "advances", key)
            for entry, key, series, year, number in found
        }

    def _documents(self, asked: Executable, series: str, feature: str) -> dict[int, Document]:
        found = self._session.execute(asked)
        return {key: Document(f"{series}-{year}-{number:04d}", feature, id) for key, id, year, number in found if key}

    def _first_vouchers(self, entry_ids: set[int]) -> dict[int, Document]:
        asked = (
            select(Line.entry_id, Voucher.id, Voucher.series, Voucher.year, Voucher.number)
            .join(VoucherLine, VoucherLine.line_id == Line.id)
            .join(Voucher, Voucher.id == VoucherLine.voucher_id)
            .where(_among(Line.entry_id, entry_ids))
            .order_by(Line.id.desc())
        )
        # Of the vouchers of an entry the one of its first line comes last, and stays.
        found = self._session.execute(asked)
        return {entry: voucher_document(key, series, year, number) for entry, key, series, year, number in found}


def _among(column: InstrumentedAttribute[Any], entry_ids: set[int]) -> ColumnElement[bool]:
    """Tell the entries wanted, or, where they lie close together, all between the first and the last of them."""
    first, last = min(entry_ids), max(entry_ids)
    return column.between(first, last) if last - first < _CLOSE * len(entry_ids) else column.in_(entry_ids)
