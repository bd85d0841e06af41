"""Test that donors are recorded as they are called, and corrected with a trace."""

import unicodedata
from datetime import date, timedelta

import pytest

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.operations.giving.donors import NO_NAME, add_donor, correct_donor
from tracker.queries.journal import history_of


def test_a_donor_is_kept_in_one_spelling(run):
    donor = run(add_donor, kind="person", full_name=unicodedata.normalize("NFD", "  Nguyễn\u00a0 Văn\tĐức "))

    assert donor.full_name == unicodedata.normalize("NFC", "Nguyễn Văn Đức")
    assert donor.name_folded == "nguyen van duc"


@pytest.mark.parametrize("name", ["O'Brien-Nguyễn", "H’Bia Niê", "Công ty A & B <HCM>", "<script>alert(1)</script>"])
def test_a_name_with_signs_of_its_own_is_kept_as_typed(run, name):
    donor = run(add_donor, kind="organisation", full_name=name)

    assert donor.full_name == name


@pytest.mark.parametrize("name", ["", "  ", "A\u200bB", "\u202eABC", "A\0B", "Nguуen", "Ðức", "N" * 121, "\ud800"])
def test_a_name_with_hidden_or_foreign_signs_is_refused_at_its_field(run, name):
    with pytest.raises(Refused) as refusal:
        run(add_donor, kind="person", full_name=name)

    assert refusal.value.field == "full_name"


def test_who_wants_no_name_is_called_so(run):
    donor = run(add_donor, kind="anonymous", full_name="")

    assert donor.full_name == NO_NAME


def test_who_wants_no_name_is_not_named_in_public(run):
    with pytest.raises(Refused) as refusal:
        run(add_donor, kind="anonymous", full_name="", named_in_public=True)

    assert refusal.value.field == "named_in_public"


def test_the_word_of_a_donor_is_of_today_where_no_day_is_said(run):
    donor = run(add_donor, kind="person", full_name="Nguyễn Văn A", named_in_public=True)

    assert donor.consented_on == today()


def test_a_word_that_is_yet_to_come_is_refused(run):
    with pytest.raises(Refused) as refusal:
        run(
            add_donor,
            kind="person",
            full_name="Nguyễn Văn A",
            named_in_public=True,
            consented_on=today() + timedelta(days=1),
        )

    assert refusal.value.field == "consented_on"


def test_the_day_of_a_word_goes_with_the_word(run):
    donor = run(add_donor, kind="person", full_name="A", named_in_public=True, consented_on=date(2018, 1, 2))

    run(correct_donor, donor=donor, kind="person", full_name="A", named_in_public=False)

    assert (donor.named_in_public, donor.consented_on) == (False, None)


def test_the_day_of_a_word_stays_where_something_else_is_corrected(run):
    donor = run(add_donor, kind="person", full_name="A", named_in_public=True, consented_on=date(2018, 1, 2))

    run(correct_donor, donor=donor, kind="person", full_name="A", named_in_public=True, phone="0912345678")

    assert donor.consented_on == date(2018, 1, 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "912 345"),
        ("tax_code", "12345"),
        ("email", "a@b"),
        ("email", "a b@c.vn"),
        ("email", "x@y.vn, z@y.vn"),
        ("address", "Ấp\u200b1"),
        ("contact_person", "N" * 121),
        ("note", "a\u202eb"),
        ("kind", "dog"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(run, field, value):
    with pytest.raises(Refused) as refusal:
        run(add_donor, **{"kind": "person", "full_name": "Nguyễn Văn A", field: value})

    assert refusal.value.field == field


def test_a_correction_keeps_who_old_and_new_and_the_search_follows(session, run):
    donor = run(add_donor, kind="person", full_name="Nguyễn Văn A", phone="0912345678")

    run(correct_donor, donor=donor, kind="person", full_name="Trần Thị Ả", phone="0912 345 678")

    (change,) = history_of(session, "donors", donor.id)
    assert (change.field, change.old, change.new) == ("full_name", "Nguyễn Văn A", "Trần Thị Ả")
    assert donor.name_folded == "tran thi a"


def test_a_correction_of_nothing_leaves_no_trace(session, run):
    donor = run(add_donor, kind="person", full_name="Nguyễn Văn A")

    run(correct_donor, donor=donor, kind="person", full_name=" Nguyễn  Văn A")

    assert history_of(session, "donors", donor.id) == []
