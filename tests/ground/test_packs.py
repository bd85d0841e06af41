"""Pieces are typed alone or in packs."""

import pytest

from tracker.ground.packs import parse_found, parse_pieces
from tracker.ground.refusals import Refused

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("120", 120),
        ("1.200", 1200),
        ("30 × 4", 120),
        ("30x4", 120),
        ("30 lốc × 4 hộp", 120),
        ("2.000 thùng * 48 hộp", 96_000),
    ],
)
def test_packs_are_multiplied(typed, pieces):
    assert parse_pieces(typed) == pieces


@pytest.mark.parametrize("typed", ["", "0", "30 x", "0 × 4", "30 × 4 × 2", "30 × 1,5", "999999999 × 9999999", "-3"])
def test_what_is_no_number_of_pieces_is_refused(typed):
    with pytest.raises(Refused):
        parse_pieces(typed)


def test_nothing_left_is_a_count_too():
    assert (parse_found("0"), parse_found("12 lốc x 4")) == (0, 48)
