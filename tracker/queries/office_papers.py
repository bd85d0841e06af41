"""Say what all papers of the office share: who issues, who signs, how a day and an amount are written."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.ground.dates import day_on_paper
from tracker.ground.money import dong_in_words
from tracker.ground.papers import Fund, Signer
from tracker.ground.refusals import N_, Refused
from tracker.models.settings import Letterhead, Position
from tracker.queries.settings import letterhead_on, signatories_on

#: Titles where the settings name nobody in a position.
TITLES = {
    Position.HEAD: "Thủ trưởng đơn vị",
    Position.CHIEF_ACCOUNTANT: "Kế toán trưởng",
    Position.CASHIER: "Thủ quỹ",
    Position.STOREKEEPER: "Thủ kho",
    Position.PREPARER: "Người lập phiếu",
}
SEALED = "(Ký, đóng dấu, họ tên)"


class Office:
    """The office as it was on a day, for its papers."""

    def __init__(self, session: Session, day: date) -> None:
        """Read letterhead and signatories of a day; refuses an office without a letterhead."""
        letterhead = letterhead_on(session, day) or session.scalars(first_letterhead()).first()
        if letterhead is None:
            raise Refused(None, N_("The office has no letterhead yet: an administrator sets it under Settings."))
        self.letterhead: Letterhead = letterhead
        self._signatories = signatories_on(session, day)

    @property
    def fund(self) -> Fund:
        """Give how the fund names itself."""
        return fund_of(self.letterhead)

    def words(self, amount: int) -> str:
        """Spell whole đồng out as the letterhead's settings want it."""
        head = self.letterhead
        return dong_in_words(amount, southern=bool(head.southern_words), even=bool(head.even_words))

    def signer(self, position: Position, *, name: str | None = None, sealed: bool = False) -> Signer:
        """Give who signs in a position: title and name of the settings, or `name` where somebody is known."""
        there = self._signatories.get(position)
        printed = name if name is not None else (there.full_name if there else "")
        title = there.title if there else TITLES[position]
        return Signer(title, printed, SEALED) if sealed else Signer(title, printed)


def fund_of(head: Letterhead) -> Fund:
    """Give how the fund names itself under a letterhead."""
    return Fund(head.fund_name, head.address, head.fund_code, head.phone, head.hotline)


def first_letterhead() -> Select[Letterhead]:
    """Ask for the first letterhead: it stands on papers of days before it."""
    return select(Letterhead).order_by(Letterhead.valid_from).limit(1)


def written(day: date) -> str:
    """Write a day at the beginning of a line: Ngày 26 tháng 12 năm 2018."""
    text = day_on_paper(day)
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Write words in the middle of a sentence."""
    return text[:1].lower() + text[1:]


def reprint(number: int) -> tuple[str, ...]:
    """Give the mark of a further print: copy n + 1 says BẢN IN LẠI LẦN n."""
    return (f"BẢN IN LẠI LẦN {number - 1}",) if number > 1 else ()
