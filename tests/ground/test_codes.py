"""Test that a child's code is random, tells nothing, and notices a slip of the pen."""

import re

import pytest

from tracker.ground.codes import ALPHABET, check_character, new_child_code, read_child_code


def test_a_code_has_five_random_characters_and_its_check():
    codes = {new_child_code() for _ in range(500)}

    assert len(codes) > 490
    assert all(re.fullmatch(rf"TE-[{ALPHABET}]{{6}}", code) for code in codes)
    assert all(read_child_code(code) == code for code in codes)


def test_every_wrong_character_is_noticed():
    code = new_child_code()

    slips = [
        code[:place] + letter + code[place + 1 :]
        for place in range(3, 9)
        for letter in ALPHABET
        if letter != code[place]
    ]

    assert [slip for slip in slips if read_child_code(slip)] == []


def test_nearly_every_pair_that_changed_places_is_noticed():
    bodies = [first + second + "000" for first in ALPHABET for second in ALPHABET if first != second]

    missed = [body for body in bodies if check_character(body) == check_character(body[1] + body[0] + body[2:])]

    assert set(missed) == {"0Z000", "Z0000"}


@pytest.mark.parametrize("typed", ["te-{}", " TE{} ", "Te {}", "TE-{}"])
def test_case_spaces_and_a_missing_dash_do_not_matter(typed):
    code = new_child_code()

    assert read_child_code(typed.format(code[3:].lower())) == code


def test_letters_that_look_like_digits_are_read_as_these():
    body = "10A1B"
    code = f"TE-{body}{check_character(body)}"

    assert read_child_code(code.replace("1", "l").replace("0", "o")) == code
    assert read_child_code("TE-I" + code[4:]) == code


@pytest.mark.parametrize(
    "typed", ["", "TE-", "TE-7K4M2", "TE-7K4M2QQ", "Nguyễn Văn A", "TE-ÁÁÁÁÁÁ", "TE-UUUUUU", "\0", "TE-" * 1000]
)
def test_what_is_no_code_is_read_as_none(typed):
    assert read_child_code(typed) == ""
