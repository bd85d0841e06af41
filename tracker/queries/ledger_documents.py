"""Find the paper under which a line of the books is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.journal import Line
from tracker.models.pledges import Pledge, PledgeStep
from tracker.models.vouchers import Voucher, VoucherLine


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
        """Give the pledge of each entry, or else its first voucher, or None.

        An entry may be longer than a chunk, so the last answers are kept, and only they.
        """
        wanted = set(entry_ids)
        missing = wanted - self._known.keys()
        found: dict[int, Document] = {**self._first_vouchers(missing), **self._pledges(missing)} if missing else {}
        self._known = {key: self._known[key] if key in self._known else found.get(key) for key in wanted}
        return self._known

    def _pledges(self, entry_ids: set[int]) -> dict[int, Document]:
        asked = (
            select(PledgeStep.entry_id, Pledge)
            .join(Pledge, Pledge.id == PledgeStep.pledge_id)
            .where(PledgeStep.entry_id.in_(entry_ids))
        )
        return {key: Document(pledge.code, "pledges", pledge.id) for key, pledge in self._session.execute(asked) if key}

    def _first_vouchers(self, entry_ids: set[int]) -> dict[int, Document]:
        first = (
            select(Line.entry_id, func.min(VoucherLine.line_id).label("line_id"))
            .join(VoucherLine, VoucherLine.line_id == Line.id)
            .where(Line.entry_id.in_(entry_ids))
            .group_by(Line.entry_id)
            .subquery()
        )
        asked = (
            select(first.c.entry_id, Voucher.id, Voucher.series, Voucher.year, Voucher.number)
            .join(VoucherLine, VoucherLine.line_id == first.c.line_id)
            .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        )
        return {key: voucher_document(*printed) for key, *printed in self._session.execute(asked)}
