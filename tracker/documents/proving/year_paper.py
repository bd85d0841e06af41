"""Print the year's report (báo cáo năm): tables that carry their sums from page to page, and the charts of the page."""

from collections.abc import Iterator

from tracker.documents.papers import papers_pdf
from tracker.documents.proving import year_tables as tables
from tracker.documents.proving.year_charts import charts_of
from tracker.ground.dates import show_day
from tracker.ground.money import show_dong
from tracker.ground.papers import Block, Column, Drawing, Fund, Paper, Prose, Row, Table
from tracker.ground.translations import translator
from tracker.queries.proving.year_story import YearStory

SAMPLE = "Số liệu mẫu: trẻ em và nhà tài trợ cá nhân là giả định."


def year_as_pdf(story: YearStory) -> bytes:
    """Print a year as one PDF, in Vietnamese, under the letterhead of its last day."""
    report = story.report
    paper = Paper(
        fund=story.fund or Fund("Quỹ Bảo trợ trẻ em", "", "", "", report.hotline),
        title=f"BÁO CÁO NĂM {report.year}",
        number="",
        under=f"Số liệu đến ngày {show_day(report.as_of)}",
        blocks=tuple(_blocks(story)),
        notes=(SAMPLE,) if report.sample else (),
        page_size="whole",
    )
    return papers_pdf([paper])


def _blocks(story: YearStory) -> Iterator[Block]:
    report, charts = story.report, charts_of(story, translator("vi"))
    yield from _summary(story)
    yield Drawing(charts.months)
    yield _months(story)
    yield from tables.campaigns(story)
    yield from tables.goods(story)
    yield from tables.programmes(story)
    if charts.kinds is not None:
        yield Drawing(charts.kinds)
    yield from tables.helped(story)
    if charts.districts is not None:
        yield Drawing(charts.districts)
        yield from tables.places(story)
    yield from tables.indicators(story)
    yield from tables.people(story)
    yield Prose(f"Tổng đài quốc gia bảo vệ trẻ em: {report.hotline}.", "strong")
    yield Prose(f"Sổ sách lúc in có {report.size} sự việc, gốc chứng thực {report.root}.", "italic")


def _summary(story: YearStory) -> Iterator[Block]:
    totals, before = story.report.totals, story.before
    yield Prose(
        f"Tiếp nhận {show_dong(totals['received'])}; đã chi hỗ trợ {show_dong(totals['paid'])}; "
        f"tồn quỹ {show_dong(totals['in_hand'])}.",
        "strong",
    )
    if before is not None:
        was = before.totals
        yield Prose(
            f"Năm {before.year}: tiếp nhận {show_dong(was['received'])}; đã chi hỗ trợ {show_dong(was['paid'])}; "
            f"tồn quỹ {show_dong(was['in_hand'])}; {was['children_helped']} em được hỗ trợ."
        )


def _months(story: YearStory) -> Table:
    columns = (Column("Tháng"), Column("Thu (đ)", 150, "right", "all"), Column("Chi (đ)", 150, "right", "all"))
    rows = tuple(Row((f"{each.number}/{story.report.year}", each.received, each.spent)) for each in story.months)
    return Table(columns, rows, "tháng")
