"""Say what the publication of a year prints (công khai thu, chi)."""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.money import show_number
from tracker.ground.papers import Block, Column, Paper, Prose, Row, Signers, Table
from tracker.ground.translations import translator
from tracker.models.settings import Item, Position
from tracker.queries.office_papers import Office, written
from tracker.queries.proving.publication import Publication, Published, Used, publication_of
from tracker.queries.settings import all_items
from tracker.queries.users import sample_in_use

TITLE = "CÔNG KHAI THU, CHI"
#: Where a group of fewer than five children cannot be told with another.
FEW = "Hỗ trợ khác (dưới 5 em)"
SAMPLE = "Số liệu mẫu, không phải số liệu của một quỹ."
Items = Mapping[str, Item]


def publication_paper(session: Session, year: int, marks: tuple[str, ...]) -> Paper:
    """Make the publication of a year, under the letterhead of today; refuses an office without one."""
    office, told = Office(session, today()), publication_of(session, year)
    signers = Signers(
        (
            office.signer(Position.PREPARER, name=""),
            office.signer(Position.CHIEF_ACCOUNTANT),
            office.signer(Position.HEAD, sealed=True),
        ),
        dated=written(today()),
    )
    return Paper(
        fund=office.fund,
        title=f"{TITLE} NĂM {year}",
        number="",
        under=f"Số liệu đến ngày {show_day(told.as_of)}",
        blocks=(*_blocks(told, all_items(session)), signers),
        country=True,
        marks=marks,
        notes=(SAMPLE,) if sample_in_use(session) else (),
        page_size="whole",
    )


def _blocks(told: Publication, items: Items) -> Iterator[Block]:
    yield Prose("1. Tiếp nhận và còn lại bằng tiền (đồng)", "heading")
    yield _money(told)
    yield Prose("2. Hiện vật", "heading")
    yield _goods(told, items)
    yield Prose("3. Sử dụng, cho việc gì", "heading")
    yield _used(told, items)
    yield Prose("4. Trẻ em được hỗ trợ theo huyện, thị xã, thành phố", "heading")
    yield _districts(told)
    children = "dưới 5" if told.children is None else show_number(told.children)
    yield Prose(f"Cả năm {children} em được hỗ trợ, mỗi em tính một lần. Nhóm dưới 5 em được gộp để không nhận ra ai.")


def names(row: Published) -> str:
    """Name the campaigns that are told as one."""
    return "; ".join(row.names)


def kinds(used: Used) -> str:
    """Name the kinds of help that are told as one, in Vietnamese."""
    say = translator("vi")
    return ", ".join(say(kind.label) for kind in used.kinds) or FEW


def _money(told: Publication) -> Table:
    headings = ("Đầu kỳ", "Tiếp nhận", "Khác", "Chi hỗ trợ", "Chi khác", "Còn lại")
    columns = (Column("Chương trình"), *(Column(each, 64, "right", "all") for each in headings))
    rows = [
        Row((names(row), row.opening, row.received, row.other, row.paid, row.spent, row.remaining))
        for row in told.campaigns
    ]
    return Table(columns, tuple(rows), "chương trình")


def _goods(told: Publication, items: Items) -> Table:
    columns = (
        Column("Hiện vật"),
        Column("Chương trình", 170),
        Column("ĐVT", 44),
        *(Column(each, 58, "right") for each in ("Nhận", "Đã trao", "Còn lại")),
    )
    rows = [
        Row((items[item].name, names(row), items[item].unit, *each))
        for row in told.campaigns
        for item, each in row.goods.items()
    ]
    return Table(columns, tuple(rows), "loại")


def _used(told: Publication, items: Items) -> Table:
    columns = (
        Column("Chương trình", 140),
        Column("Hình thức hỗ trợ"),
        Column("Số em", 44, "right"),
        Column("Số tiền (đ)", 78, "right", "all"),
        Column("Hiện vật", 112),
    )
    rows = []
    for row in told.campaigns:
        for used in row.used:
            goods = ", ".join(f"{show_number(n)} {items[item].unit}" for item, n in used.goods.items() if n)
            children = "dưới 5" if used.children is None else show_number(used.children)
            rows.append(Row((names(row), kinds(used), children, used.amount, goods)))
    return Table(columns, tuple(rows), "dòng")


def _districts(told: Publication) -> Table:
    columns = (Column("Huyện, thị xã, thành phố"), Column("Số em", 90, "right"))
    rows = [
        Row((", ".join(each or "Không thuộc huyện" for each in group), "dưới 5" if n is None else show_number(n)))
        for group, n in told.districts
    ]
    return Table(columns, tuple(rows), "")
