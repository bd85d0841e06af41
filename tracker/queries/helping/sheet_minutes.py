"""Say what the minutes print by which a sheet's money and goods go to a school or commune (biên bản bàn giao)."""

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import day_on_paper
from tracker.ground.money import show_number
from tracker.ground.papers import Column, FieldRow, Fields, Paper, Prose, Row, Signer, Signers, Table
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.disbursements import Disbursement, DisbursementPart
from tracker.models.helping.handouts import Handout, Sheet
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Position
from tracker.queries.giving.goods_minutes import DOTS, receiving_side
from tracker.queries.helping.sheet_prints import SheetPrint, printed_sheet
from tracker.queries.journal import VND
from tracker.queries.office_papers import SEALED, Office
from tracker.queries.settings import all_items


def sheet_minutes(session: Session, sheet: Sheet, moment: datetime, marks: tuple[str, ...]) -> Paper:
    """Make the minutes of a sheet: what goes for how many children, never who they are.

    Refuses a sheet with nothing to hand over.
    """
    handout = session.get_one(Handout, sheet.handout_id)
    printed = printed_sheet(session, sheet, moment)
    lines = [line for line in printed.lines if not line.struck]
    sums: Counter[str] = Counter()
    for line in lines:
        sums.update(line.parts)
    if not +sums:
        raise Refused(None, N_("Nothing is handed over on this sheet."))
    step = printed.settled or printed.sent
    day = step.happened_on if step else handout.planned_on
    office = Office(session, day)
    number = f"{handout.code}/{sheet.number}"
    campaign = session.get_one(Campaign, handout.campaign_id)
    based = f"Danh sách ký nhận số {number}, “{handout.name}”, chương trình {campaign.name}"
    receiver = (
        FieldRow("Bên nhận", sheet.institution or sheet.name, True),
        FieldRow("Đại diện", _taker(printed) or DOTS),
        FieldRow("Chức vụ", DOTS),
        FieldRow("Điện thoại", DOTS),
    )
    return Paper(
        office.fund,
        "BIÊN BẢN BÀN GIAO",
        number,
        f"Kèm theo danh sách ký nhận {number}",
        (
            Prose(f"Hôm nay, {day_on_paper(day)}, tại {DOTS}, chúng tôi gồm:"),
            Fields(receiving_side(office, "Bên giao")),
            Fields(receiver),
            Fields((FieldRow("Căn cứ", based),)),
            Prose(f"Bên giao bàn giao cho bên nhận phần hỗ trợ của {show_number(len(lines))} trẻ em sau đây:"),
            _table(session, office, handout, sheet, dict(sums), settled=printed.settled is not None),
            Prose("Bên nhận có trách nhiệm trao tận tay trẻ em theo danh sách, lấy đủ chữ ký và gửi lại danh sách."),
            Prose("Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản."),
            Signers(
                (
                    Signer("Đại diện bên nhận", "", SEALED),
                    Signer("Xác nhận của UBND xã", "", SEALED),
                    Signer("Đại diện bên giao", office.signer(Position.HEAD).name, SEALED),
                )
            ),
        ),
        country=True,
        marks=marks,
        page_size="whole",
    )


def _taker(printed: SheetPrint) -> str:
    return printed.sent.party if printed.sent else ""


def _table(
    session: Session, office: Office, handout: Handout, sheet: Sheet, sums: dict[str, int], *, settled: bool
) -> Table:
    """Sum money and each kind of goods; what they are worth is known once they were given."""
    items = all_items(session)
    values = _values(session, sheet) if settled else {}
    columns = (
        Column("STT", 26, "centre"),
        Column("Tên hàng, quy cách"),
        Column("ĐVT", 56),
        Column("Số lượng", 80, "right"),
        Column("Trị giá (đ)", 92, "right", "all"),
        Column("Tình trạng", 64),
        Column("Ghi chú", 54),
    )
    ordered = sorted(sums.items(), key=lambda each: (each[0] != VND, each[0]))
    rows, worth = [], []
    for number, (item, quantity) in enumerate(ordered, start=1):
        value = quantity if item == VND else values.get(item)
        name = "Tiền mặt" if item == VND else items[item].name
        rows.append(Row((number, name, items[item].unit, quantity, value, "", "")))
        worth.append(value)
    known = [value for value in worth if value is not None]
    return Table(columns, tuple(rows), words=office.words(sum(known)) if len(known) == len(worth) else "")


def _values(session: Session, sheet: Sheet) -> dict[str, int]:
    """Give the value of goods given on a sheet, by item, where all of it is known."""
    asked = (
        select(
            DisbursementPart.item,
            func.sum(DisbursementPart.value),
            func.count(),
            func.count(DisbursementPart.value),
        )
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .where(Disbursement.sheet_id == sheet.id, DisbursementPart.item != VND)
        .group_by(DisbursementPart.item)
    )
    return {item: int(value or 0) for item, value, count, known in session.execute(asked) if count == known}
