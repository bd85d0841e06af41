"""Say what stands on a paper of the office: a head, blocks beneath each other, marks; kept as JSON of each print.

Papers are Vietnamese whatever the reader's language. What is gathered here is drawn by documents/papers.py.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from tracker.ground.charts import Chart

#: What a cell says: a text, a whole number (đồng or pieces), or nothing that is known.
Cell = str | int | None


class FieldRow(NamedTuple):
    """A label and what stands behind it."""

    label: str
    value: str
    strong: bool = False


class Column(NamedTuple):
    """A column: its heading, its width in points (one of 0 shares what is left), how its cells stand, its sum.

    `align` is left, right or centre. `sums` is "" for none, "all" where one unknown cell makes the sum
    unknown, "some" where an empty cell counts nothing.
    """

    heading: str
    width: int = 0
    align: str = "left"
    sums: str = ""


class Row(NamedTuple):
    """A row of a table; a struck one is crossed out and counts in no sum."""

    cells: tuple[Cell, ...]
    struck: bool = False


class Signer(NamedTuple):
    """Who signs: a title, how it is signed, and a printed name or "" for a blank."""

    title: str
    name: str = ""
    hint: str = "(Ký, họ tên)"


@dataclass(frozen=True)
class Fields:
    """Fields beneath each other, each behind its label."""

    rows: tuple[FieldRow, ...]
    parts: ClassVar[dict[str, Any]] = {"rows": FieldRow}


@dataclass(frozen=True)
class Sum:
    """The box of an amount: figures, words, and how it came or went (empty where it is not said)."""

    figures: str
    words: str
    way: str = ""
    label: str = "Số tiền"
    parts: ClassVar[dict[str, Any]] = {}


@dataclass(frozen=True)
class Prose:
    """A paragraph; `style` is plain, strong, italic, centre, or heading: then it stays with what follows."""

    text: str
    style: str = "plain"
    parts: ClassVar[dict[str, Any]] = {}


@dataclass(frozen=True)
class Table:
    """Rows under headings, with sums at the end and carried from page to page.

    `counted` is what a row is in a sum's label (khoản, biên lai); `words` spell the total out.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    counted: str = "khoản"
    words: str = ""
    #: What a sum says of which one part is unknown.
    unknown: str = "không quy giá"
    parts: ClassVar[dict[str, Any]] = {"columns": Column, "rows": Row}


@dataclass(frozen=True)
class Signers:
    """The columns to sign in, under a day or a place to write it where one is said."""

    signers: tuple[Signer, ...]
    dated: str = ""
    parts: ClassVar[dict[str, Any]] = {"signers": Signer}


@dataclass(frozen=True)
class Drawing:
    """A chart under its own title, on papers of which no copy is kept."""

    chart: Chart
    parts: ClassVar[dict[str, Any]] = {}


Block = Fields | Sum | Prose | Table | Signers | Drawing
_BLOCKS: dict[str, Any] = {kind.__name__: kind for kind in (Fields, Sum, Prose, Table, Signers)}


@dataclass(frozen=True)
class Fund:
    """How the fund named itself on the day of the paper."""

    name: str
    address: str
    #: As typed in the settings: “Mã QHNS: 1012345”.
    code: str
    phone: str
    hotline: str


@dataclass(frozen=True)
class Paper:
    """All that one paper says. An empty text means “there is none”."""

    fund: Fund
    title: str
    #: As it is quoted: PT-2018-0003; it names the paper on further pages and in the file.
    number: str
    #: The line under the title: “Số PT-2018-0003 · Ngày 26 tháng 12 năm 2018”.
    under: str
    blocks: tuple[Block, ...]
    #: “Mẫu số C40-BB”; a second line is set smaller.
    form_label: str = ""
    #: Beside the letterhead: series and book.
    facts: tuple[str, ...] = ()
    #: Country and motto beside the letterhead, as on minutes and letters.
    country: bool = False
    #: ĐÃ HỦY lies over every page, others stand beside the title.
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    #: What each copy is called (“Liên 1: Lưu”); one that is called nothing is alone.
    copies: tuple[str, ...] = ("",)
    #: "a4": two copies on one sheet where they fit; "a5": each copy a landscape page; "whole": a sheet each.
    page_size: str = "a4"


def write_papers(papers: Iterable[Paper]) -> str:
    """Write all that papers of one print say as JSON."""
    return json.dumps([_plain(paper) for paper in papers], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_papers(text: str) -> tuple[Paper, ...]:
    """Read back what the papers of a print said."""
    return tuple(_paper(said) for said in json.loads(text))


def _plain(paper: Paper) -> dict[str, Any]:
    blocks = [{"kind": type(block).__name__, **vars(block)} for block in paper.blocks]
    return {**vars(paper), "fund": vars(paper.fund), "blocks": blocks}


def _paper(said: dict[str, Any]) -> Paper:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    values |= {"fund": Fund(**said["fund"]), "blocks": tuple(_block(each) for each in said["blocks"])}
    return Paper(**values)


def _block(said: dict[str, Any]) -> Block:
    kind = _BLOCKS[said.pop("kind")]
    values = {name: tuple(kind.parts[name](*_row(each)) for each in said[name]) for name in kind.parts}
    block: Block = kind(**{**said, **values})
    return block


def _row(values: list[Any]) -> list[Any]:
    return [tuple(value) if isinstance(value, list) else value for value in values]
