"""A receipt as PDF against a bare canvas that draws the same strings, and a whole sheet's worth in one file."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.documents.giving.receipt_papers import paper_of
from tracker.documents.giving.receipts import receipts_pdf
from tracker.documents.page import new_canvas
from tracker.documents.papers import papers_pdf
from tracker.ground.papers import Column, Fund, Paper, Row, Table
from tracker.models.giving.receipts import Receipt

from .clock import Result, race
from .offices import Office

MANY = 1337
#: So many times the bare canvas a whole file may take.
MOST = 3.0
#: What the canvas is told that puts letters on the paper.
_WRITING = ("setFont", "drawString", "drawCentredString", "drawRightString")
#: A page with what was written on it: method and arguments.
Page = list[tuple[str, tuple[Any, ...]]]


def measure(office: Office, turns: int) -> Iterator[Result]:
    """Print one, then many."""
    engine = office.engine()
    with Session(engine) as session:
        found = session.scalars(select(Receipt).where(Receipt.series == "BL").order_by(Receipt.id).limit(MANY)).all()
        papers = [paper_of(receipt, []) for receipt in found]
    engine.dispose()
    for some, most in ((papers[:1], 1.5), (papers, MOST)):
        pages = _written(partial(receipts_pdf, some))
        timed = race(partial(receipts_pdf, some), partial(_bare, pages), turns=turns)
        yield Result("receipts as PDF / bare canvas, same strings", f"{len(some)} in one file", *timed, most)
    listed = [_list_of(MANY)]
    pages = _written(partial(papers_pdf, listed))
    timed = race(partial(papers_pdf, listed), partial(_bare, pages), turns=turns)
    yield Result("lines as PDF / bare canvas, same strings", f"{MANY} in one file", *timed, MOST)


def _list_of(count: int) -> Paper:
    """Make a paper with a table of so many lines, each of its own."""
    columns = (Column("STT", 26, "centre"), Column("Tên hiện vật"), Column("Thành tiền (đ)", 96, "right", "all"))
    rows = tuple(Row((number, f"Xe đạp đợt {number}", number * 1000)) for number in range(1, count + 1))
    fund = Fund("Quỹ Bảo trợ trẻ em", "Số 05, đường mẫu", "Mã QHNS: 1012345", "0276 3822 322", "111")
    return Paper(fund, "BẢNG KÊ", "PT-2018-0003", "Năm 2018", (Table(columns, rows),), page_size="whole")


def _written(print_out: Callable[[], bytes]) -> list[Page]:
    """Note what is written on each page, by listening to the canvas; a part that is shown twice is written twice."""
    pages: list[Page] = [[]]
    forms: dict[str, Page] = {}
    into: list[Page] = []
    kept = {name: getattr(Canvas, name) for name in (*_WRITING, "showPage", "beginForm", "endForm", "doForm")}

    def note(name: str, words: tuple[Any, ...]) -> None:
        if name == "showPage":
            pages.append([])
        elif name == "beginForm":
            into.append(forms.setdefault(words[0], []))
        elif name == "endForm":
            into.pop()
        else:
            (into or pages)[-1].extend(forms[words[0]] if name == "doForm" else [(name, words)])

    def listen(name: str) -> Any:
        def told(canvas: Canvas, *words: Any, **more: Any) -> Any:
            note(name, words)
            return kept[name](canvas, *words, **more)

        return told

    try:
        for name in kept:
            setattr(Canvas, name, listen(name))
        print_out()
    finally:
        for name, method in kept.items():
            setattr(Canvas, name, method)
    return pages[:-1]


def _bare(pages: list[Page]) -> None:
    canvas = new_canvas(BytesIO())
    for page in pages:
        for name, words in page:
            getattr(canvas, name)(*words)
        canvas.showPage()
    canvas.save()
