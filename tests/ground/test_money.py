"""Amounts: what is read, what is refused, and how they are shown and spelt out."""

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ground.money import dong_in_words, number_in_words, parse_count, parse_dong, show_dong, show_number
from tracker.ground.refusals import Refused

LARGEST = 999_999_999_999_999
amounts = st.integers(min_value=1, max_value=LARGEST) | st.integers(0, 14).map(lambda power: 10**power)

#: Amount, words, words of the south: written by hand.
IN_WORDS = [
    (0, "không", "không"),
    (4, "bốn", "bốn"),
    (10, "mười", "mười"),
    (14, "mười bốn", "mười bốn"),
    (20, "hai mươi", "hai mươi"),
    (24, "hai mươi tư", "hai mươi tư"),
    (31, "ba mươi mốt", "ba mươi mốt"),
    (55, "năm mươi lăm", "năm mươi lăm"),
    (100, "một trăm", "một trăm"),
    (104, "một trăm linh bốn", "một trăm lẻ bốn"),
    (110, "một trăm mười", "một trăm mười"),
    (115, "một trăm mười lăm", "một trăm mười lăm"),
    (500, "năm trăm", "năm trăm"),
    (1_001, "một nghìn không trăm linh một", "một ngàn không trăm lẻ một"),
    (1_010, "một nghìn không trăm mười", "một ngàn không trăm mười"),
    (1_100, "một nghìn một trăm", "một ngàn một trăm"),
    (2_021, "hai nghìn không trăm hai mươi mốt", "hai ngàn không trăm hai mươi mốt"),
    (15_000, "mười lăm nghìn", "mười lăm ngàn"),
    (100_000, "một trăm nghìn", "một trăm ngàn"),
    (105_000, "một trăm linh năm nghìn", "một trăm lẻ năm ngàn"),
    (500_000, "năm trăm nghìn", "năm trăm ngàn"),
    (1_000_000, "một triệu", "một triệu"),
    (1_000_015, "một triệu không trăm mười lăm", "một triệu không trăm mười lăm"),
    (1_005_000, "một triệu không trăm linh năm nghìn", "một triệu không trăm lẻ năm ngàn"),
    (1_200_000, "một triệu hai trăm nghìn", "một triệu hai trăm ngàn"),
    (10_000_000, "mười triệu", "mười triệu"),
    (10_500_000, "mười triệu năm trăm nghìn", "mười triệu năm trăm ngàn"),
    (50_000_000, "năm mươi triệu", "năm mươi triệu"),
    (
        101_010_101,
        "một trăm linh một triệu không trăm mười nghìn một trăm linh một",
        "một trăm lẻ một triệu không trăm mười ngàn một trăm lẻ một",
    ),
    (240_000_000, "hai trăm bốn mươi triệu", "hai trăm bốn mươi triệu"),
    (400_000_000, "bốn trăm triệu", "bốn trăm triệu"),
    (1_000_000_005, "một tỷ không trăm linh năm", "một tỷ không trăm lẻ năm"),
    (1_000_500_000, "một tỷ năm trăm nghìn", "một tỷ năm trăm ngàn"),
    (15_000_000_000, "mười lăm tỷ", "mười lăm tỷ"),
    (105_000_000_000, "một trăm linh năm tỷ", "một trăm lẻ năm tỷ"),
    (1_000_000_000_000, "một nghìn tỷ", "một ngàn tỷ"),
    (1_000_001_000_000, "một nghìn tỷ không trăm linh một triệu", "một ngàn tỷ không trăm lẻ một triệu"),
    (1_000_000_000_005, "một nghìn tỷ không trăm linh năm", "một ngàn tỷ không trăm lẻ năm"),
    (
        LARGEST,
        "chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu "
        "chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
        "chín trăm chín mươi chín ngàn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu "
        "chín trăm chín mươi chín ngàn chín trăm chín mươi chín",
    ),
]

READ = [
    ("1", 1),
    ("1000", 1_000),
    ("1.000", 1_000),
    ("1,000", 1_000),
    ("1 000", 1_000),
    ("10 000 000 đ", 10_000_000),
    ("10\u00a0000\u00a0000\u00a0đ", 10_000_000),
    ("1.200.000đ", 1_200_000),
    ("1.200.000 Đ", 1_200_000),
    ("1,200,000 VND", 1_200_000),
    ("VND 1,200,000", 1_200_000),
    ("1.200.000 vnđ", 1_200_000),
    ("1.200.000 VNĐ", 1_200_000),
    ("1.200.000 đồng", 1_200_000),
    ("1.200.000 ĐỒNG", 1_200_000),
    ("1.200.000 đo\u0302\u0300ng", 1_200_000),
    ("  500.000\t", 500_000),
    ("999.999.999.999.999", LARGEST),
    ("999999999999999", LARGEST),
]

NOT_READ = [
    "1.000,50", "1.5", "1,5", "10.5", "1.00", "0.5", "1.00.000", "1.000,000", "1.000 000", "1,000.000", "1000.000",
    "1_000", "１２３", "١٢٣", "१२३", "1²", "1e9", "NaN", "Infinity", "0x10", "0b1", "-5", "−5", "+5", "(5)", "0", "000",
    "0 đ", "đ", "VND", "", " ", "\t", "\u00a0", ".", ",", "1.", ".000", "1..000", "1.000.", "1.000.00", "1  000",
    "1.000 đ đ", "1.000 $", "1.000 USD", "một triệu", "1tr", "5k", "1.000\n000", "1.000\x00", "\u200b1.000",
    "\ud800", "1/2", "=1", "1.000.000.000.000.000", "1000000000000000",
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), READ)
def test_an_amount_is_read_as_people_type_it(text: str, amount: int) -> None:
    read = parse_dong(text)

    assert read == amount


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_whole_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_dong(text)


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_whole_count_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_count(text)


def test_a_count_takes_marks_but_no_unit() -> None:
    count = parse_count("1.337")

    assert count == 1_337
    with pytest.raises(Refused):
        parse_count("1.337 đ")


def test_a_refusal_names_the_value_and_its_field() -> None:
    with pytest.raises(Refused) as refused:
        parse_dong("1.000,50", field="amount")

    assert refused.value.field == "amount"
    assert refused.value.values["value"] == "1.000,50"
    assert "1.000,50" in str(refused.value)
    assert "decimals" in str(refused.value)


def test_a_refusal_belongs_to_the_whole_form_unless_a_field_is_named() -> None:
    with pytest.raises(Refused) as refused:
        parse_dong("x")

    assert refused.value.field is None


@pytest.mark.parametrize("text", ["9" * 5_000, "9." * 2_500, " " * 5_000 + "x", "1.000" * 1_000, "1,000.000" * 9])
def test_five_thousand_characters_are_refused_in_under_ten_milliseconds(text: str) -> None:
    took = []

    for _ in range(5):
        begun = perf_counter()
        with pytest.raises(Refused) as refused:
            parse_dong(text)
        took.append(perf_counter() - begun)

    assert min(took) < 0.01
    assert len(str(refused.value)) < 150


def test_a_refusal_can_always_be_written_to_a_page() -> None:
    with pytest.raises(Refused) as refused:
        parse_dong("\ud800\x00\u202e5")

    assert str(refused.value).encode().decode().isprintable()


@given(amounts)
def test_what_is_shown_is_read_again(amount: int) -> None:
    shown = show_dong(amount)

    assert parse_dong(shown) == amount
    assert parse_count(show_number(amount)) == amount


@given(st.text(max_size=80))
def test_any_text_is_an_amount_in_reach_or_refused(text: str) -> None:
    try:
        amount = parse_dong(text)
    except Refused as refused:
        assert str(refused)
    else:
        assert 1 <= amount <= LARGEST


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (7, "7"), (999, "999"), (1_000, "1.000"), (1_200_000, "1.200.000"), (-5_000, "-5.000"), (-5, "-5")],
)
def test_numbers_are_shown_with_dots(number: int, shown: str) -> None:
    assert show_number(number) == shown
    assert show_dong(number) == f"{shown} đ"


@pytest.mark.parametrize(("amount", "north", "south"), IN_WORDS)
def test_amounts_in_words_are_those_written_by_hand(amount: int, north: str, south: str) -> None:
    assert number_in_words(amount) == north
    assert number_in_words(amount, southern=True) == south
    assert dong_in_words(amount) == north[0].upper() + north[1:] + " đồng"
    assert dong_in_words(amount, southern=True) == south[0].upper() + south[1:] + " đồng"


def test_an_even_amount_says_so_where_the_office_wants_it() -> None:
    assert dong_in_words(1_200_000, even=True) == "Một triệu hai trăm nghìn đồng chẵn"
    assert dong_in_words(1_200_500, even=True) == "Một triệu hai trăm nghìn năm trăm đồng"
    assert dong_in_words(0, even=True) == "Không đồng"


def test_a_negative_amount_has_no_words() -> None:
    with pytest.raises(ValueError, match="not negative"):
        dong_in_words(-1)


DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
DIGITS |= {"sáu": 6, "bảy": 7, "tám": 8, "chín": 9}


def read_back(words: str) -> int:
    """Read words the other way round: cut at the names of groups, add what stands between them."""
    total = 0
    for name, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3)):
        before, found, after = words.rpartition(f" {name}")
        if found and name == "tỷ":
            total, words = read_back(before) * size, after
        elif found:
            total, words = total + read_group(before) * size, after
    return total + read_group(words)


def read_group(words: str) -> int:
    """Read up to three digits."""
    number = 0
    for word in words.split():
        if word == "trăm":
            number *= 100
        elif word == "mươi":
            number = number // 100 * 100 + number % 10 * 10
        elif word == "mười":
            number += 10
        elif word != "linh":
            number += DIGITS[word]
    return number


@given(amounts)
def test_an_independent_reader_gets_the_amount_back_from_its_words(amount: int) -> None:
    words = number_in_words(amount)

    assert read_back(words) == amount


@given(amounts)
def test_the_words_of_the_south_differ_by_two_words_only(amount: int) -> None:
    south = number_in_words(amount, southern=True)

    assert south.replace("ngàn", "nghìn").replace("lẻ", "linh") == number_in_words(amount)


@given(amounts)
def test_no_amount_is_worded_in_a_wrong_way(amount: int) -> None:
    words = number_in_words(amount)

    assert not re.search(r"mươi (một|bốn|năm)\b|linh (lăm|tư|mốt|mười)|mười (mốt|tư|năm\b)|(không|linh) mươi", words)
    assert not re.search(r"không (nghìn|triệu|tỷ)|trăm không|  |^ | $", words)
