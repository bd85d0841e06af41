"""Find the paper under which a line of the books is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.handouts import Handout, HandoutStep, Sheet, SheetStep
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
        """Give the pledge of each entry, or else its first voucher, or else its hand-out, or None.

        An entry may be longer than a chunk, so the last answers are kept, and only they.
        """
        wanted = set(entry_ids)
        missing = wanted - self._known.keys()
        found = self._handouts(missing) | self._first_vouchers(missing) | self._pledges(missing) if missing else {}
        self._known = {key: self._known[key] if key in self._known else found.get(key) for key in wanted}
        return self._known

    def codes_of(self, entry_ids: Iterable[int]) -> dict[int, str | None]:
        """Give only the numbers, as printed."""
        return {key: paper.code if paper else None for key, paper in self.of(entry_ids).items()}

    def _pledges(self, entry_ids: set[int]) -> dict[int, Document]:
        asked = (
            select(PledgeStep.entry_id, Pledge)
            .join(Pledge, Pledge.id == PledgeStep.pledge_id)
            .where(PledgeStep.entry_id.in_(entry_ids))
        )
        return {key: Document(pledge.code, "pledges", pledge.id) for key, pledge in self._session.execute(asked) if key}

    def _handouts(self, entry_ids: set[int]) -> dict[int, Document]:
        """Give the list whose approval or whose sheet made an entry that moves no money."""
        by_step = select(HandoutStep.entry_id, Handout).join(Handout, Handout.id == HandoutStep.handout_id)
        by_sheet = (
            select(SheetStep.entry_id, Handout)
            .join(Sheet, Sheet.id == SheetStep.sheet_id)
            .join(Handout, Handout.id == Sheet.handout_id)
        )
        asked = (by_step.where(HandoutStep.entry_id.in_(entry_ids)), by_sheet.where(SheetStep.entry_id.in_(entry_ids)))
        found = [row for one in asked for row in self._session.execute(one)]
        return {key: Document(handout.code, "handouts", handout.id) for key, handout in found if key}

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
