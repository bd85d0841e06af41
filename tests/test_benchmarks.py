"""The benchmarks run, and say what they say, on an office of a few rows; their times count on a large one only."""

import re

import pytest
from benchmarks.__main__ import PARTS, main
from benchmarks.clock import Result

pytestmark = pytest.mark.one_engine
TINY = "--gifts 20 40 --lines 30 60 --children 60 --sheet 8 --sheets 1 --list 40 --year 30 2 --turns 1"
ROW = r"^\| (.+?) \| [^|]+ \| ([0-9.]+)(?: ms| MB)? \| ([0-9.]+)(?: ms| MB)? \| [^|]+ \| [^|]+ \|$"


def test_every_part_prints_ours_the_floor_and_the_ratio(capsys, tmp_path):
    # The memory is that of whole processes, which start slowly; test_ledger.py watches it, too.
    main([*TINY.split(), "--keep", str(tmp_path), "--only", *(part for part in PARTS if part != "memory")])

    rows = re.findall(ROW, capsys.readouterr().out, re.MULTILINE)
    pages = [row for row in rows if row[0].startswith("/") and "questions" in row[0]]
    others = {name.partition(" ")[0] for name, _, _ in rows if not name.startswith("/")}
    assert others == {"settling", "journal", "receipts", "lines", "search", "dry", "the"}
    assert len(pages) == 15
    assert [(page, ours) for page, ours, floor in pages if ours != floor or int(ours) > 15] == []


@pytest.mark.parametrize(("ours", "floor", "most", "kept"), [(2, 1, 2, True), (2.1, 1, 2, False), (9, 1, None, True)])
def test_a_ratio_is_kept_up_to_its_limit(ours, floor, most, kept):
    assert Result("x", "y", ours, floor, most).kept is kept
