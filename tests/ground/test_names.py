"""Names and texts: what is stored, what is refused, and how names are found and put in order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ground.names import clean_name, clean_text, fold, shown, sort_key
from tracker.ground.refusals import Refused

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
names = st.text(VIETNAMESE + VIETNAMESE.upper() + " '-.&0123456789", min_size=1, max_size=60).filter(str.strip)

GOOD_NAMES = [
    "Nguyễn Thị Đào",
    "O'Brien-Nguyễn",
    "H’Bia Niê",
    "H'Bia Niê",
    "Y Krơ̆ng Ê̆ban",
    "Công ty A & B <HCM>",
    "Công ty TNHH MTV 27/7 (chi nhánh số 2)",
    "AIA Việt Nam",
    "=HYPERLINK(\"http://evil\")",
    "@SUM",
    "<script>alert(1)</script>",
    "“Cặp lá yêu thương” – VTV24",
    "Mr. Müller, Señor Peña & Søren Æbelø",
    "100% Việt Nam; giá 5 €",
    "Ẩn danh…",
    "N",
]  # fmt: skip

INVISIBLE = [
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e",  # zero width
    "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069",
    "\u061c",  # bidirectional
    "\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f",  # control
    "\n", "\r", "\u2028", "\u2029", "\ud800", "\udfff", "\udc80",  # line ends and lone surrogates
    "\u3164", "\u115f", "\uffa0", "\u034f", "\ufe0f", "\u2800", "\U000e0041",  # letters that show nothing
]  # fmt: skip

LOOK_ALIKES = [
    "\u0430", "\u0435", "\u043e", "\u0440", "\u0441", "\u0443", "\u0445", "\u0456", "\u0410", "\u0412", "\u041d",
    "\u0391", "\u0392", "\u0395", "\u039d", "\u039f", "\u03bf", "\u03c1", "\u03bd", "\u0555", "\u13a0",
    "\uff21", "\uff4e", "\U0001d400", "\u1d00", "\u0251", "\u0261", "\uff11", "\u0661",
]  # fmt: skip


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_good_name_is_kept_as_it_was_typed(name: str) -> None:
    assert clean_name(name) == name


@given(names)
def test_any_vietnamese_name_typed_in_pieces_is_stored_composed(name: str) -> None:
    typed = unicodedata.normalize("NFD", name)

    stored = clean_name(typed)

    assert stored == " ".join(unicodedata.normalize("NFC", name).split())
    assert clean_name(stored) == stored


@pytest.mark.parametrize(
    "typed",
    ["Nguyễn\tVăn An", "Nguyễn\u00a0Văn\u00a0An", "  Nguyễn   Văn  An ", "Nguyễn \u2003\u3000Văn\u202fAn\r\n"],
)
def test_tabs_and_wide_and_double_spaces_become_one_space(typed: str) -> None:
    assert clean_name(typed) == "Nguyễn Văn An"


@pytest.mark.parametrize("letter", INVISIBLE, ids=ascii)
def test_an_invisible_character_is_refused_with_its_place(letter: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_name(f"Nguyễn{letter} Văn An", field="name")

    assert refused.value.field == "name"
    assert refused.value.values["place"] == 7
    assert f"Nguyễn[U+{ord(letter):04X}] Văn An" in str(refused.value)
    assert str(refused.value).encode().decode().isprintable()


@pytest.mark.parametrize("letter", LOOK_ALIKES, ids=ascii)
def test_a_letter_of_another_script_is_refused_with_its_place(letter: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_name(f"Nguy{letter}n Văn An")

    assert refused.value.values["place"] == 5
    assert f"U+{ord(letter):04X}" in str(refused.value)
    assert f"Nguy[{letter}]n" in str(refused.value)


@pytest.mark.parametrize(("letter", "meant"), [("\u00d0", "Đ?"), ("\u0189", "Đ?"), ("\u00f0", "đ?")])
def test_an_eth_is_refused_and_the_vietnamese_letter_is_offered(letter: str, meant: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_name(f"{letter}ặng Văn")

    assert f"“{meant}”" in str(refused.value)
    assert refused.value.values["place"] == 1


@pytest.mark.parametrize("letter", ["😀", "★", "\ue000", "\u0488", "\u0336"])
def test_what_the_papers_cannot_print_is_refused(letter: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_name(f"An{letter}")

    assert refused.value.values["place"] == 3


def test_marks_do_not_pile_up_nor_stand_alone() -> None:
    for typed in ("\u0301An", "A \u0301n", "A\u0336n", "Ấ\u0301\u0301\u0301n"):
        with pytest.raises(Refused):
            clean_name(typed)


def test_a_name_has_up_to_120_characters_after_cleaning() -> None:
    longest = "ễ" * 120

    assert clean_name("  " + unicodedata.normalize("NFD", longest) + "  ") == longest
    with pytest.raises(Refused) as refused:
        clean_name(longest + "n")
    assert refused.value.values == {"count": 121, "most": 120}


def test_a_name_of_a_million_characters_is_refused() -> None:
    with pytest.raises(Refused):
        clean_name("x" * 1_000_000)


@pytest.mark.parametrize("typed", ["", "  ", "\t\u00a0\n"])
def test_a_name_is_needed(typed: str) -> None:
    with pytest.raises(Refused):
        clean_name(typed)


@given(st.text(st.characters(codec=None, exclude_categories=[]), max_size=30))
def test_any_text_at_all_is_cleaned_or_refused(typed: str) -> None:
    try:
        name = clean_name(typed)
    except Refused as refused:
        assert str(refused).encode()
    else:
        assert name == clean_name(name) == unicodedata.normalize("NFC", name).strip()


def test_a_note_may_be_empty_and_an_address_is_cleaned_like_a_name() -> None:
    assert clean_text(" \n") == ""
    assert clean_text("12/3  Đường 30/4,\tTP. Tây Ninh ") == "12/3 Đường 30/4, TP. Tây Ninh"
    with pytest.raises(Refused):
        clean_text("x" * 501)
    with pytest.raises(Refused):
        clean_text("ngh\u0435o")


def test_a_note_of_many_lines_keeps_them_where_it_may_have_them() -> None:
    typed = "Dòng  một \r\n\r\n Dòng hai\r\n"

    assert clean_text(typed, many_lines=True) == "Dòng một\n\nDòng hai"
    with pytest.raises(Refused):
        clean_text(typed)


def test_a_value_in_a_sentence_is_short_and_can_be_shown() -> None:
    assert shown("An") == "An"
    assert shown("\ud800\x00\u202e") == "\ufffd\ufffd\ufffd"
    assert shown("x" * 41) == "x" * 39 + "…"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ĐẶNG", "đặng"),
        ("Đặng", "dang"),
        ("\u00d0ặng", "Đặng"),
        ("ðặng", "Đặng"),
        ("hoà", "hòa"),
        ("Thuý", "Thúy"),
        ("Nguyễn  Văn\u00a0An", "nguyen van an"),
        ("ƯƠNG", "uong"),
        ("H’Bia", "H'Bia"),
        (unicodedata.normalize("NFD", "Trần Thị Ấn"), "TRẦN THỊ ẤN"),
        ("STRASSE", "Straße"),
        ("An\u200b", "An"),
    ],
)
def test_two_spellings_are_found_by_the_same_search(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_keep_different_keys() -> None:
    assert fold("Đặng Văn An") == "dang van an"
    assert fold("An") != fold("Anh")


@given(st.text(st.characters(codec=None, exclude_categories=[]), max_size=30))
def test_folding_takes_any_text_and_folds_it_once_for_all(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded


ORDER = [
    ["An", "Án", "Ăn", "Ân", "Ấn", "Dung", "Dũng", "Đào", "Đức", "Oanh", "Ô", "Ơn", "Út", "Ư", "Ưng"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "măn", "mân"],
    list("abcdefghijklmnopqrstuvwxyz"),
    list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
    ["An", "An Bình", "An Bình 1", "An Bình 2", "An Châu", "Anh", "Anh Đào"],
    ["Lê Văn An", "Lê Văn Ân", "Lê Văn Bảo", "Lê Vân An", "Lệ Vân An", "Lý An"],
    ["Đa", "Đà", "Đan", "Đàn", "Đang"],
    ["3M", "AIA", "Ấp Một", "Zalo"],
    ["hòa", "hóa", "hoan"],
]


@pytest.mark.parametrize("order", ORDER, ids=lambda order: order[1])
def test_keys_compared_by_code_point_give_the_vietnamese_order(order: list[str]) -> None:
    mixed = sorted(order, key=lambda name: name[::-1])

    assert sorted(mixed, key=sort_key) == order
    assert sorted((name.upper() for name in mixed), key=sort_key) == [name.upper() for name in order]


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("ĐẶNG", "đặng"), ("An  Bình", "An Bình")])
def test_two_spellings_of_one_name_stand_together(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(st.text(st.characters(codec=None, exclude_categories=[]), max_size=30))
def test_every_text_has_a_printable_ascii_key(text: str) -> None:
    key = sort_key(text)

    assert key.isascii()
    assert key.isprintable()


@given(names, names)
def test_a_name_comes_before_all_that_begin_with_it(name: str, more: str) -> None:
    assert sort_key(name) < sort_key(f"{name.strip()} {more.strip()}")
