"""Run the benchmarks: `.venv/bin/python -m tests.benchmarks`."""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from . import exports, lists, pages, papers, searches, settling, years
from .clock import Result
from .offices import A_SHEET, SHEETS, Office, office

PARTS = ("settling", "pages", "exports", "memory", "receipts", "search", "lists", "year")


def main(words: Sequence[str]) -> int:
    """Make the offices, measure, print a line each; give the number of ratios that are missed."""
    asked = _arguments().parse_args(words)
    missed = 0
    with ExitStack() as stack:
        # A line of the log for each page that is opened would hide the figures.
        logging.disable(logging.INFO)
        stack.callback(logging.disable, logging.NOTSET)
        folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{os.cpu_count()} cores; best of {asked.turns} turns each, ours and floor turn about\n")
        print("| what | size | ours | floor | ratio | may be |\n|---|---|---:|---:|---:|---:|")
        for result in _results(asked, folder):
            print(_line(result), flush=True)
            missed += not result.kept
    print(f"\n{missed} missed")
    return missed


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--gifts", nargs=2, type=int, default=[1_000, 100_000], help="of the two offices")
    parser.add_argument("--lines", nargs="+", type=int, default=[10_000, 100_000], help="of the exports")
    parser.add_argument("--children", type=int, default=100_000, help="in the register of the large office")
    parser.add_argument("--sheet", type=int, default=A_SHEET, help="children on a sheet")
    parser.add_argument("--sheets", type=int, default=SHEETS, help="settled in each office")
    parser.add_argument("--list", type=int, default=5_000, help="rows of the list that is run dry")
    parser.add_argument("--year", nargs=2, type=int, default=[1_500, 75], help="gifts and sheets of the year reported")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the offices stay for the next time")
    return parser


def _results(asked: argparse.Namespace, folder: Path) -> Iterator[Result]:
    asked.folder = folder
    small = office(folder, gifts=asked.gifts[0], children=0, sheets=asked.sheets, a_sheet=asked.sheet)
    large = office(folder, gifts=asked.gifts[1], children=asked.children, sheets=asked.sheets, a_sheet=asked.sheet)
    for part in asked.only:
        yield from _part(part, small, large, asked)


def _part(part: str, small: Office, large: Office, asked: argparse.Namespace) -> Iterator[Result]:
    if part == "settling":
        for each in (small, large):
            yield from settling.measure(each, asked.sheet, max(1, asked.turns // 2))
    elif part == "pages":
        yield from pages.measure(small, large, asked.turns)
    elif part == "exports":
        yield from exports.measure(small, large, asked.lines, asked.turns)
    elif part == "memory":
        yield from exports.measure_memory(small, large, asked.lines)
    elif part == "receipts":
        yield from papers.measure(large, asked.turns)
    elif part == "search":
        yield from searches.measure(large, asked.turns)
    elif part == "lists":
        yield from lists.measure(large, asked.list, asked.turns)
    else:
        gifts, sheets = asked.year
        helping = office(asked.folder, gifts=gifts, children=0, sheets=sheets, a_sheet=asked.sheet)
        yield from years.measure(helping, asked.turns)


def _line(result: Result) -> str:
    shown = [f"{value:.0f} {result.unit}".strip() for value in (result.ours, result.floor)]
    if result.unit == "ms" and result.floor < 10:
        shown = [f"{value:.2f} ms" for value in (result.ours, result.floor)]
    most = "–" if result.most is None else f"{result.most:g}"
    mark = "" if result.kept else " ✗"
    return f"| {result.name} | {result.size} | {' | '.join(shown)} | {result.ratio:.2f}{mark} | {most} |"


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
