"""Lists whose columns somebody names: the same headings are known again, and old letters converted by column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import HEADINGS, a_list, workbook

from tracker.ground.lists.converting import converted, decode, old_columns, samples
from tracker.ground.lists.grid_texts import grid_text, read_grid_text
from tracker.ground.lists.grids import Grid
from tracker.ground.lists.heading_rows import find_columns
from tracker.ground.lists.mappings import (
    columns_by,
    completed,
    guessed_columns,
    headings_hash,
    headings_hashes,
    mapping_of,
)
from tracker.ground.refusals import Refused
from tracker.ground.spreadsheets import open_table, read_grid


def test_the_same_headings_are_known_again_wherever_they_stand():
    first = open_table(workbook([HEADINGS, (1, "Tí", "2009", "Mỏ Công")])).grid
    later = open_table(
        workbook([["DANH SÁCH"], [], ["stt", "HỌ VÀ TÊN", "Ngay sinh", "Xã, phường", None], (2, "Lan")])
    ).grid

    assert headings_hashes(later)[headings_hash(first, 0, 0)] == (2, 2)
    assert headings_hash(first, 0, 0) != headings_hash(open_table(workbook([[*HEADINGS, "Lớp"]])).grid, 0, 0)
    assert headings_hash(first, -1, -1) == ""


def test_what_was_recognised_reads_the_same_when_it_is_remembered():
    for rows in (
        [["Họ và tên", "", "Ngày", "Tháng", "Năm", "Nam", "Nữ"], ["Nguyễn Thị", "Lan", 5, 3, 2010, "", "x"]],
        [["Họ tên", "Họ tên cha", "Họ tên mẹ", "Trường, lớp"], ["Tí", "", "Võ Thị Hai", "TH A, lớp 5A"]],
    ):
        grid = open_table(workbook(rows)).grid
        columns = find_columns(grid)

        again = columns_by(grid, mapping_of(columns), columns.first, columns.last)

        assert read_grid(grid, again, []).rows == read_grid(grid, columns, []).rows


def test_what_a_list_does_not_have_is_not_read():
    grid = open_table(a_list()).grid

    columns = columns_by(grid, {"full_name": [1], "school": [99], "nonsense": [2], "birth": [-1]}, 0, 0)

    assert columns.of == {"full_name": [1]}


def test_columns_without_known_headings_are_guessed_below_the_likely_heading():
    rows = [["Thứ", "Bé", "Chào đời"], [1, "Nguyễn Thị Lan", "12/05/2008"], [2, "Lê Văn Tí", "2009"]]

    columns = guessed_columns(open_table(workbook(rows)).grid)

    assert (columns.first, columns.of) == (0, {"number": [0], "full_name": [1], "birth": [2]})
    assert guessed_columns(Grid("", [["12", "13"]])).of == {}


def test_a_column_left_over_is_proposed_for_what_its_texts_show():
    rows = [["Họ tên", "Ngày sinh", "Ở đâu", "Ai"], ["Tí", "2009", "Xã Tân Bình", "Lê Ba"]]
    grid = open_table(workbook(rows)).grid

    columns = completed(grid, find_columns(grid))

    assert columns.of == {"full_name": [0], "birth": [1], "commune": [2]}


def test_only_columns_in_an_old_font_are_offered_each_with_its_font():
    rows = [["Họ tên", "X·", "Huyeän"], ["Nguyễn Thị Lan", "T©n B×nh", "Taân Bieân"], ["Zoë", "Má C«ng", "Hoøa Thaønh"]]
    grid = open_table(workbook(rows)).grid

    assert old_columns(grid) == {1: "TCVN3", 2: "VNI"}
    assert samples(grid, 1, "TCVN3") == [("X·", "Xã"), ("T©n B×nh", "Tân Bình"), ("Má C«ng", "Mỏ Công")]
    assert [cells[1:] for cells in converted(grid, {2: "VNI"}).rows[1:]] == [
        ["T©n B×nh", "Tân Biên"],
        ["Má C«ng", "Hòa Thành"],
    ]


def test_a_column_with_letters_of_ours_is_not_spoilt():
    grid = open_table(workbook([["Hä tªn"], ["NguyÔn V¨n"], ["Trần Ưu"]])).grid

    with pytest.raises(Refused, match="A3"):
        converted(grid, {0: "TCVN3"})


@pytest.mark.parametrize(
    ("text", "after"),
    [("L£ V¡N TÝ", "LÊ VĂN TÍ"), ("§ç ThÞ ¸nh", "Đỗ Thị ánh"), ("Lan", "Lan"), ("NguyÔn V¨n A", "Nguyễn Văn A")],
)
def test_capitals_of_the_font_s_twin_stay_capitals(text, after):
    assert decode(text, "TCVN3") == after


@given(st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=5))
def test_any_grid_is_kept_and_read_back(rows):
    grid = Grid("Sheet1", rows, frozenset({(0, 1)}), frozenset(), frozenset({2}), frozenset({0}), ((0, 0, 1, 1),))

    assert read_grid_text(grid_text(grid)) == grid
