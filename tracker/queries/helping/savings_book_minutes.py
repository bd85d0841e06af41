"""Say what the minutes print by which a savings book goes to the family (biên bản bàn giao sổ tiết kiệm)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import day_on_paper, show_day
from tracker.ground.money import show_dong
from tracker.ground.papers import Column, FieldRow, Fields, Paper, Prose, Row, Signer, Signers, Sum, Table
from tracker.ground.refusals import N_, Refused
from tracker.ground.shares import show_percent
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.helping.children import Child, Guardian
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import Sheet
from tracker.models.helping.savings_books import BookEvent, BookEventKind, SavingsBook
from tracker.models.settings import Position
from tracker.queries.giving.goods_minutes import DOTS, receiving_side
from tracker.queries.helping.disbursements import list_of_help
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.savings_books import events_of, hand_over_of, moved_by
from tracker.queries.office_papers import SEALED, Office
from tracker.queries.same import kept, keys_of_one


def book_minutes(session: Session, book: SavingsBook, marks: tuple[str, ...]) -> Paper:
    """Make the minutes of handing a book over to its holder's family; refuses a book that was not handed over."""
    event = hand_over_of(session, book)
    if event is None or event.disbursement_id is None:
        raise Refused(None, N_("The book was not handed over yet."))
    given = session.get_one(Disbursement, event.disbursement_id)
    child, office = kept(session, book.child), Office(session, event.happened_on)
    head = office.signer(Position.HEAD).name
    then = _as_it_was(session, book, event)
    return Paper(
        office.fund,
        "BIÊN BẢN BÀN GIAO SỔ TIẾT KIỆM",
        then.number,
        f"Sổ số {then.number}",
        (
            Prose(f"Hôm nay, {day_on_paper(event.happened_on)}, tại {DOTS}, chúng tôi gồm:"),
            Fields(receiving_side(office, "Bên giao")),
            Fields(_family(session, child, event, given)),
            Fields((FieldRow("Căn cứ", _based(session, book, given)),)),
            Prose("Hai bên cùng bàn giao sổ tiết kiệm đứng tên trẻ em sau đây:"),
            _table(book, then),
            Sum(show_dong(book.face_value), office.words(book.face_value), "", "Số tiền gửi"),
            *_left(then, book),
            Prose(
                "Tiền trong sổ và tiền lãi là của trẻ em. Gia đình có trách nhiệm giữ gìn sổ, chỉ rút tiền để chăm lo "
                "cho em, và báo cho Quỹ khi sổ đến hạn, bị mất hoặc tất toán."
            ),
            Prose("Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản."),
            Signers(
                (
                    Signer("Đại diện gia đình", event.held_by),
                    Signer("Xác nhận của UBND xã", "", SEALED),
                    Signer("Đại diện bên giao", head, SEALED),
                )
            ),
        ),
        country=True,
        marks=marks,
        page_size="whole",
    )


def _family(session: Session, child: Child, event: BookEvent, given: Disbursement) -> tuple[FieldRow, ...]:
    """Name the child and who takes the book for it, with relation and phone where the register has them."""
    asked = select(Guardian).where(Guardian.child_id.in_(keys_of_one(child)), Guardian.full_name == event.held_by)
    known = session.scalars(asked.order_by(Guardian.id)).first()
    relation = known.relation if known else ""
    rows = (
        FieldRow("Bên nhận", f"{event.held_by} ({relation})" if relation else event.held_by, True),
        FieldRow("Trẻ em đứng tên", f"{child.full_name} (mã {child.code})", True),
        FieldRow("Ngày sinh", show_day(child.birth_on) if child.birth_on else str(child.birth_year)),
        FieldRow("Địa bàn", Gazetteer(session).full_name(given.place_key)),
        FieldRow("Điện thoại", known.phone if known else ""),
    )
    return tuple(row for row in rows if row.value)


def _based(session: Session, book: SavingsBook, given: Disbursement) -> str:
    handout, sheet = list_of_help(session, given), session.get_one(Sheet, given.sheet_id)
    text = f"Danh sách ký nhận số {handout.code}/{sheet.number}, chương trình {book.campaign.name}"
    donor = kept(session, book.donor) if book.donor is not None else None
    return f"{text}; nhà tài trợ: {_named(donor)}" if donor is not None else text


def _named(donor: Donor) -> str:
    return "Nhà hảo tâm giấu tên" if donor.kind == DonorKind.ANONYMOUS else donor.full_name


@dataclass(frozen=True)
class _Then:
    """A book as it was on the day: its number, what was in it (whole đồng), and whether its term is still the same."""

    number: str
    left: int
    same_term: bool


def _as_it_was(session: Session, book: SavingsBook, handed: BookEvent) -> _Then:
    """Look back to the day of handing over: a later print says what the first one said."""
    events = events_of(session, book)
    until = [event for event in events if event.happened_on <= handed.happened_on]
    later = {event.kind for event in events if event.id > handed.id}
    number = book.number
    if BookEventKind.REISSUED in later:
        number = [event.number for event in events if event.number and event.id < handed.id][-1] or number
    left = book.face_value + sum(moved_by(event) for event in until)
    return _Then(number, left, BookEventKind.RENEWED not in later)


def _table(book: SavingsBook, then: _Then) -> Table:
    columns = (
        Column("Ngân hàng"),
        Column("Số sổ", 76),
        Column("Ngày gửi", 62, "centre"),
        Column("Kỳ hạn", 54, "centre"),
        Column("Lãi suất", 62, "centre"),
        Column("Đến hạn", 62, "centre"),
    )
    bank = ", ".join(part for part in (book.bank, book.branch) if part)
    terms = (f"{book.term_months} tháng", f"{show_percent(book.rate)} %/năm", show_day(book.matures_on))
    return Table(
        columns,
        (Row((bank, then.number, show_day(book.opened_on), *(terms if then.same_term else ("", "", "")))),),
    )


def _left(then: _Then, book: SavingsBook) -> tuple[Prose, ...]:
    """Say what is in a book in which something changed since it was opened."""
    return (Prose(f"Số dư trong sổ khi bàn giao: {show_dong(then.left)}."),) if then.left != book.face_value else ()
