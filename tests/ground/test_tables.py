"""Files of rows: cells that no spreadsheet runs, and chunks that need no memory."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ground.tables import CHUNK, cell, write_csv, write_jsonl


class State(StrEnum):
    """A column of text with a few values."""

    GIVEN = "given"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (1_200_000, "1200000"),
        (-5_000, "-5000"),
        (True, "true"),
        (False, "false"),
        (date(2018, 12, 26), "2018-12-26"),
        (datetime(2018, 12, 26, 6, 32, 1, 999, tzinfo=UTC), "2018-12-26T06:32:01+00:00"),
        ("Nguyễn Thị Đào", "Nguyễn Thị Đào"),
        (State.GIVEN, "given"),
        ("", ""),
    ],
)
def test_a_cell_says_its_value_plainly(value: object, text: str) -> None:
    assert cell(value) == text


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil")', "@SUM(A1)", "+1", "-1", "\tx", "\rx", "=", "-"])
def test_a_text_that_a_spreadsheet_would_run_gets_a_quote(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize("text", ["a=1", " =1", "'x", "<b>", "1+1"])
def test_another_text_is_left_alone(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("value", [1.5, b"x", [1], object()])
def test_what_has_no_plain_text_is_a_fault_of_the_program(value: object) -> None:
    with pytest.raises(TypeError):
        cell(value)


def test_a_csv_file_has_one_mark_at_its_start_and_windows_line_ends() -> None:
    rows = [("O'Brien, Ân", 5), ('Công ty "A & B"', None), ("hai\ndòng", date(2018, 1, 2))]

    data = b"".join(write_csv(["name", "amount"], rows))

    assert data == (
        b"\xef\xbb\xbfname,amount\r\n"
        + '"O\'Brien, Ân",5\r\n"Công ty ""A & B""",\r\n"hai\ndòng",2018-01-02\r\n'.encode()
    )


def test_an_empty_book_still_has_its_heading() -> None:
    assert b"".join(write_csv(["seq", "memo"], [])) == b"\xef\xbb\xbfseq,memo\r\n"
    assert b"".join(write_jsonl(["seq", "memo"], [])) == b""


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.integers())))
def test_a_csv_file_is_read_back_row_by_row(rows: list[tuple[str, int]]) -> None:
    data = b"".join(write_csv(["text", "number"], rows))

    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))

    assert read[1:] == [[cell(text), str(number)] for text, number in rows]


@pytest.mark.parametrize("write", [write_csv, write_jsonl])
def test_a_file_reads_no_more_rows_than_the_next_chunk_needs(write) -> None:  # type: ignore[no-untyped-def]
    taken = 0

    def rows() -> Iterator[tuple[int]]:
        nonlocal taken
        for taken in range(1, 10 * CHUNK):
            yield (taken,)

    chunks = write(["n"], rows())
    first = next(chunks) if write is write_jsonl else (next(chunks), next(chunks))[1]

    assert first.count(b"\n") == CHUNK
    assert taken == CHUNK


def test_fifty_thousand_rows_are_written_in_constant_memory() -> None:
    rows = ((number, "Nguyễn Thị Đào" * 5) for number in range(50_000))

    tracemalloc.start()
    lines = sum(chunk.count(b"\r\n") for chunk in write_csv(["n", "name"], rows))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert lines == 50_001
    assert peak < 2_000_000


def test_json_lines_keep_numbers_and_texts_as_they_are() -> None:
    moment = datetime(2018, 12, 26, 6, 32, tzinfo=UTC)

    data = b"".join(write_jsonl(["seq", "on", "at", "memo", "child"], [(1, date(2018, 12, 26), moment, "=Đ", None)]))

    assert "Đ" in data.decode()
    assert json.loads(data) == {
        "seq": 1, "on": "2018-12-26", "at": "2018-12-26T06:32:00+00:00", "memo": "=Đ", "child": None,
    }  # fmt: skip


def test_a_row_of_another_length_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(write_jsonl(["a", "b"], [(1,)]))
