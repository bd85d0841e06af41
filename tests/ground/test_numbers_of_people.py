"""Phone numbers and tax codes as they are stored."""

import pytest

from tracker.ground.names import clean_phone, clean_tax_code
from tracker.ground.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("  ", ""),
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("0909.123.456", "0909123456"),
        ("+84912345678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"),
        ("84 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("02763.822322", "02763822322"),
        ("(0276) 3822 322", "02763822322"),
        ("+84 276 3822322", "02763822322"),
        ("024 3822 3220", "02438223220"),
        ("111", "111"),
        ("19001567", "19001567"),
        ("1800 1567", "18001567"),
        ("+1 415-555-0100", "+14155550100"),
    ],
)
def test_a_phone_number_is_stored_as_its_digits(typed: str, stored: str) -> None:
    assert clean_phone(typed) == stored


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0162", "032"), ("0163", "033"), ("0164", "034"), ("0165", "035"), ("0166", "036"), ("0167", "037"),
        ("0168", "038"), ("0169", "039"), ("0120", "070"), ("0121", "079"), ("0122", "077"), ("0126", "076"),
        ("0128", "078"), ("0123", "083"), ("0124", "084"), ("0125", "085"), ("0127", "081"), ("0129", "082"),
        ("0186", "056"), ("0188", "058"), ("0199", "059"),
    ],
)  # fmt: skip
def test_a_mobile_of_2018_with_eleven_digits_gets_its_number_of_today(old: str, new: str) -> None:
    assert clean_phone(f"{old} 123 4567") == f"{new}1234567"
    assert clean_phone(f"+84{old[1:]}1234567") == f"{new}1234567"


@pytest.mark.parametrize(
    ("typed", "count", "needed"),
    [
        ("091234567", 9, 10),
        ("09123456789", 11, 10),
        ("912345678", 9, 10),
        ("0276382232", 10, 11),
        ("01012345678", 11, 10),
    ],
)
def test_a_wrong_count_of_digits_is_refused_with_both_counts(typed: str, count: int, needed: int) -> None:
    with pytest.raises(Refused) as refused:
        clean_phone(typed, field="phone")

    assert refused.value.field == "phone"
    assert (refused.value.values["count"], refused.value.values["needed"]) == (count, needed)
    assert f"{count} digits" in str(refused.value)


def test_a_lost_zero_in_front_is_asked_about() -> None:
    with pytest.raises(Refused, match="Is the 0 in front missing"):
        clean_phone("912345678")


@pytest.mark.parametrize(
    "typed", ["abc", "0912345678 x", "０９１２３４５６７８", "0112345678", "+84", "\x00", "\ud800", "1" * 5000]
)
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_phone(typed)

    assert str(refused.value).encode()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("0101234567", "0101234567"),
        ("010 123 4567", "0101234567"),
        ("072185000123", "072185000123"),
        ("0101234567001", "0101234567-001"),
        ("0101234567-001", "0101234567-001"),
        (" 0101234567 - 001 ", "0101234567-001"),
    ],
)
def test_a_tax_code_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert clean_tax_code(typed) == stored


@pytest.mark.parametrize(
    "typed", ["101234567", "01012345678", "0101234567-01", "01012345670001", "MST", "０１０１２３４５６７"]
)
def test_a_tax_code_of_another_length_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_tax_code(typed, field="tax_code")

    assert refused.value.field == "tax_code"
