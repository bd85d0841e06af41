"""Lay the parts of a year out as tables and words of its paper, in Vietnamese."""

from collections.abc import Iterator, Mapping, Sequence

from tracker.documents.proving.year_words import FIGURE_NAMES, share
from tracker.ground.money import show_dong, show_number
from tracker.ground.papers import Block, Column, Prose, Row, Table
from tracker.ground.translations import translator
from tracker.models.helping.handouts import HelpKind
from tracker.models.proving.activities import ActivityKind
from tracker.models.proving.indicators import Direction
from tracker.models.settings import Item
from tracker.queries.proving.year_story import YearStory
from tracker.queries.year import Row as Told

Items = Mapping[str, Item]
_SAY = translator("vi")


def heading(text: str) -> Prose:
    """Make a heading."""
    return Prose(text, "heading")


def campaigns(story: YearStory) -> Iterator[Block]:
    """Tell each campaign's money: first what matters, then how it adds up."""
    shown = ("received", "paid", "in_hand", "committed", "pledged", "free")
    columns = (Column("Chương trình"), *(Column(FIGURE_NAMES[each], 62, "right", "all") for each in shown))
    rows = tuple(Row((row["code"], *(row[figure] for figure in shown))) for row in story.report.campaigns)
    yield heading("1. Các chương trình (đồng)")
    yield Table(columns, rows, "chương trình")
    for row in story.report.campaigns:
        parts = [f"{name}: {show_dong(row[figure])}" for figure, name in FIGURE_NAMES.items() if row[figure]]
        parts += [f"{show_number(row['children'])} em"] if row["children"] else []
        yield Prose(f"{row['code']} – {row['name']}. {'; '.join(parts) or 'Không phát sinh'}.")


def goods(story: YearStory) -> Iterator[Block]:
    """Tell the gifts in kind; what they are worth is never added to the money."""
    columns = (
        Column("Hiện vật"),
        Column("Chương trình", 70),
        Column("ĐVT", 42),
        Column("Nhận", 56, "right"),
        Column("Đã trao", 56, "right"),
        Column("Tồn kho", 56, "right"),
        Column("Giá trị (đ)", 80, "right"),
    )
    rows = []
    for row in story.report.campaigns:
        for item, each in row["goods"].items():
            came = each["received"] + each["bought"] + each["moved_in"]
            named, worth = story.items[item], each["value"] if each["value"] is not None else "chưa rõ"
            rows.append(Row((named.name, row["code"], named.unit, came, each["given"], each["in_store"], worth)))
    if rows:
        yield heading("2. Hiện vật (không cộng vào tiền)")
        yield Table(columns, tuple(rows), "loại")


def programmes(story: YearStory) -> Iterator[Block]:
    """Tell savings books and scholarships."""
    books, awards = story.report.savings_books, story.report.scholarships
    split = [f"{show_number(n)} sổ {show_dong(int(value))}" for value, n in books["by_face_value"].items()]
    kinds = f" ({', '.join(split)})" if split else ""
    yield heading("3. Sổ tiết kiệm và học bổng")
    yield Prose(f"Sổ tiết kiệm: {show_number(books['count'])} sổ, số tiền gửi {show_dong(books['face_value'])}{kinds}.")
    yield Prose(
        f"Học bổng: {show_number(awards['pupils'])} em, đã cấp {show_dong(awards['awarded'])}; "
        f"đã chi {show_dong(awards['paid'])}, còn phải chi {show_dong(awards['still_to_pay'])}."
    )


def got(row: Told, items: Items) -> str:
    """Write the goods of some help, one after another."""
    goods = ((items[item], n) for item, n in row["goods"].items())
    return ", ".join(f"{item.name.lower()} {show_number(n)} {item.unit}" for item, n in goods)


def help_table(head: str, rows: Sequence[tuple[str, Told]], items: Items, *, counted: str) -> Table:
    """Make a table of help: children, money that sums, and goods beside it."""
    columns = (
        Column(head),
        Column("Số em", 56, "right"),
        Column("Số tiền (đ)", 84, "right", "all"),
        Column("Hiện vật", 170),
    )
    told = tuple(Row((name, show_number(row["children"]), row["amount"], got(row, items))) for name, row in rows)
    return Table(columns, told, counted)


def helped(story: YearStory) -> Iterator[Block]:
    """Tell the help by kind and by occasion."""
    report, items = story.report, story.items
    kinds = [(_SAY(HelpKind(row["kind"]).label), row) for row in report.help_by_kind]
    yield heading("4. Hỗ trợ theo hình thức")
    yield help_table("Hình thức", kinds, items, counted="hình thức")
    totals = report.totals
    yield Prose(
        f"Cả năm {show_number(totals['children_helped'])} em được hỗ trợ, mỗi em tính một lần, trong "
        f"{show_number(totals['children'])} em đang quản lý; trong {show_number(totals['special_children'])} em có "
        f"hoàn cảnh đặc biệt có {show_number(totals['special_helped'])} em được hỗ trợ."
    )
    if report.occasions:
        yield heading("5. Hỗ trợ theo dịp")
        yield help_table("Dịp", [(row["name"], row) for row in report.occasions], items, counted="dịp")


def places(story: YearStory) -> Iterator[Block]:
    """Tell the help by district, by commune as it was, and by the communes of today."""
    report, items = story.report, story.items
    districts = [(row["name"] or "Không thuộc huyện", row) for row in story.districts]
    yield heading("6. Theo huyện, thị xã, thành phố")
    yield help_table("Huyện", districts, items, counted="huyện")
    yield heading("7. Theo xã, phường lúc bấy giờ")
    then = [(", ".join(filter(None, (row["name"], row["district"]))), row) for row in report.places["as_then"]]
    yield help_table("Địa bàn", then, items, counted="xã")
    yield heading("8. Theo xã, phường hiện nay")
    yield Prose("Xã đã chia tách được tính theo nơi trẻ đang cư trú; chỗ chưa ai quyết định thì ghi là chưa xác định.")
    now = [(row["name"] or "Chưa xác định", row) for row in report.places["as_now"]]
    yield help_table("Địa bàn", now, items, counted="dòng")


def indicators(story: YearStory) -> Iterator[Block]:
    """Tell the indicators and the activities."""
    columns = (Column("Chỉ tiêu"), Column("Nguồn", 66), Column("Số liệu", 96, "right"), *_SHARES)
    if story.report.indicators:
        yield heading("9. Chỉ tiêu")
        yield Table(columns, tuple(Row(_reading(row)) for row in story.report.indicators), "dòng")
    if story.report.activities:
        yield heading("10. Hoạt động")
    for row in story.report.activities:
        people = f", {show_number(row['participants'])} người" if row["participants"] is not None else ""
        yield Prose(f"{_SAY(ActivityKind(row['kind']).label)}: {show_number(row['count'])} lớp, đợt{people}.")


_SHARES = (Column("Tỷ lệ", 56, "right"), Column("Mục tiêu", 56, "right"), Column("Kết quả", 60))


def _reading(row: Told) -> tuple[str, ...]:
    figure, whole, change = row["numerator"], row["denominator"], row["change"]
    text = "/".join(show_number(each) for each in (figure, whole) if each is not None)
    if figure is None and change is not None:
        text = f"{'−' if change < 0 else '+'}{show_number(abs(change))} so năm trước"
    source = {"counted": "phần mềm đếm", "typed": "nhập tay"}.get(row["source"] or "", "")
    met = {True: "Đạt", False: "Chưa đạt"}.get(row["met"], "")
    target = f"{Direction(row['direction']).sign} {share(row['target'])}" if row["direction"] else ""
    return (row["name"], source, text, share(row["percent"]), target, met)


def people(story: YearStory) -> Iterator[Block]:
    """Name the partners, and the donors who may be named."""
    if story.report.partners:
        yield heading("11. Đơn vị phối hợp")
    for row in story.report.partners:
        yield Prose(f"{row['name']} ({row['campaign']})")
    columns = (
        Column("Nhà tài trợ"),
        Column("Chương trình", 70),
        Column("Số tiền (đ)", 84, "right", "all"),
        Column("Hiện vật", 130),
    )
    rows = [Row((_credited(row), row["campaign"], row["amount"], got(row, story.items))) for row in story.report.donors]
    if rows:
        yield heading("12. Nhà tài trợ")
        yield Table(columns, tuple(rows), "dòng")


def _credited(row: Told) -> str:
    return f"{row['name']} (qua {row['via']})" if row["via"] else str(row["name"])
