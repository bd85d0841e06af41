"""Test the fields of forms: what they read, refuse and show again."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from tracker.models.giving.pledges import Rhythm
from tracker.models.proving.campaigns import Campaign
from tracker.web.forms.base import Filter, PlainForm
from tracker.web.forms.fields import (
    ChoiceField,
    CodeField,
    CountField,
    DayField,
    DongField,
    NameField,
    NoteField,
    PickField,
    RecordField,
)

pytestmark = pytest.mark.one_engine


class Everything(PlainForm):
    """One field of each kind."""

    class Meta(PlainForm.Meta):
        """Leave the token out."""

        csrf = False

    amount = DongField("Amount", required=True)
    pieces = CountField("Pieces")
    on = DayField("Day")
    full_name = NameField("Name")
    note = NoteField("Note")
    code = CodeField("Code")
    rhythm = ChoiceField.of(Rhythm, "Rhythm", blank="–")
    donor = PickField("Donor", search="/donors/find.json")
    campaign = RecordField(
        "Campaign", model=Campaign, options=lambda session: [(row.id, row.name) for row in session.query(Campaign)]
    )


@pytest.fixture
def filled(app):
    """Fill the form in a request of its own."""

    def fill(**fields):
        with app.test_request_context("/", method="POST"):
            form = Everything(formdata=MultiDict(fields))
            form.validate()
            return form

    return fill


@pytest.mark.parametrize("typed", ["1.200.000", "1200000", "1 200 000 đ", "1,200,000"])
def test_an_amount_is_read_and_shown_back_with_dots(filled, typed):
    form = filled(amount=typed)

    assert form.amount.data == 1_200_000
    assert 'value="1.200.000"' in form.amount()


@pytest.mark.parametrize("typed", ["", "  ", "1.000,50", "1e9", "NaN", "-5", "0", "１２３", "9" * 5000])
def test_what_is_no_amount_is_refused_and_shown_as_it_was_typed(filled, typed):
    form = filled(amount=typed)

    assert form.amount.errors
    assert form.amount.data is None
    assert form.amount._value() == typed


def test_an_empty_field_that_is_not_required_is_nothing(filled):
    form = filled(amount="1")

    assert (form.pieces.data, form.on.data, form.full_name.data, form.note.data) == (None, None, "", "")
    assert form.errors == {}


def test_a_day_is_read_as_people_write_it(filled):
    form = filled(amount="1", on="3/4/2018")

    assert form.on.data == date(2018, 4, 3)
    assert 'value="03/04/2018"' in form.on()


def test_a_note_keeps_its_lines_and_a_code_its_capitals(filled):
    form = filled(amount="1", note="a\r\nb", code=" clyt ")

    assert (form.note.data, form.code.data) == ("a\nb", "CLYT")
    assert form.note().startswith("<textarea")


@pytest.mark.parametrize("code", ["C LYT", "ĐỎ", "<b>", "x" * 21, "\0"])
def test_a_code_holds_plain_capitals_only(filled, code):
    assert filled(amount="1", code=code).code.errors


def test_a_choice_outside_the_list_is_refused(filled):
    assert filled(amount="1", rhythm="weekly").rhythm.errors
    assert filled(amount="1", rhythm="").rhythm.data is None


@pytest.mark.parametrize(
    ("key", "picked"), [("12", 12), ("", "nguyen lan"), ("x", "nguyen lan"), ("9" * 40, "nguyen lan")]
)
def test_a_pick_is_the_row_chosen_or_else_what_was_typed(filled, key, picked):
    form = filled(amount="1", donor=" nguyen  lan ", **{"donor-id": key})

    assert form.donor.data == picked
    assert form.donor.text == "nguyen lan"


def test_a_record_is_read_in_the_session_that_writes(filled, make, session, app):
    campaign = make.campaign()
    form = filled(amount="1", campaign=str(campaign.id))

    assert form.campaign.value(session).id == campaign.id


@pytest.mark.parametrize("key", ["999999", "x", "-1"])
def test_a_record_outside_the_list_is_refused(filled, key):
    assert filled(amount="1", campaign=key).campaign.errors


def test_a_filter_leaves_out_what_is_malformed(app):
    class Period(Filter):
        since = DayField("Since")
        name = NameField("Name")

    with app.test_request_context("/?since=30/02/2018&name=Lan"):
        sent = Period.of_request().sent()

    assert sent == {"name": "Lan"}
