"""Test how a form becomes one operation, with a page made for it and real operations."""

import secrets
import shutil
from pathlib import Path

import pytest
from flask import Blueprint, redirect, render_template_string, request
from sqlalchemy import func, select

from tracker.models.base import db
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.journal import Request
from tracker.operations.giving.donors import add_donor
from tracker.web.forms.base import Form
from tracker.web.forms.fields import ChoiceField, DongField, NameField
from tracker.web.rights import needs
from tracker.web.saving import save

pytestmark = pytest.mark.one_engine
PAGE = """{% extends "base.html" %}{% from "macros.html" import field, hidden, error_summary %}{% block content %}
<form method="post">{{ error_summary(form) }}{{ hidden(form) }}
{{ field(form.full_name) }}{{ field(form.kind) }}{{ field(form.amount) }}</form>{% endblock %}"""


class TrialForm(Form):
    """A form of the tests."""

    full_name = NameField("Name", required=True)
    kind = ChoiceField.of(DonorKind, "Kind")
    amount = DongField("Amount")

    def values(self, session):
        """Leave out the amount."""
        return {"full_name": self.full_name.data, "kind": self.kind.data}


@pytest.fixture
def trial(app):
    """Serve a page that adds a donor."""
    bp = Blueprint("trial", __name__)

    @bp.route("/trial", methods=["GET", "POST"])
    @needs("donors.record")
    def new():
        form = TrialForm.of_request()
        if form.sent_and_valid() and (donor := save(form, add_donor)):
            return redirect(f"/donors/{donor.id}")
        return render_template_string(PAGE, form=form)

    app.register_blueprint(bp)
    return app


def donors(session):
    session.rollback()
    return session.scalar(select(func.count(Donor.id)))


def test_a_form_becomes_one_record(browser, trial, session):
    before = donors(session)

    answer = browser("clerk").post("/trial", full_name="Nguyễn Thị Lan", kind="person")

    assert answer.status_code == 302
    assert donors(session) == before + 1


def test_ten_presses_of_a_button_make_one_record_and_show_it_ten_times(browser, trial, session):
    clerk, before = browser("clerk"), donors(session)
    fields = clerk.hidden("/trial") | {"full_name": "Nguyễn Thị Lan", "kind": "person"}

    answers = {clerk.client.post("/trial", data=fields).location for _ in range(10)}

    assert len(answers) == 1
    assert donors(session) == before + 1


def test_the_same_key_with_another_content_is_told_apart(browser, trial, session):
    clerk, before = browser("clerk"), donors(session)
    fields = clerk.hidden("/trial") | {"kind": "person"}
    clerk.client.post("/trial", data=fields | {"full_name": "Nguyễn Thị Lan"})

    second = clerk.client.post("/trial", data=fields | {"full_name": "Nguyễn Thị Huệ"})

    assert second.status_code == 409
    assert donors(session) == before + 1


def test_the_same_key_from_another_user_is_told_apart(browser, trial):
    clerk, cashier = browser("clerk"), browser("cashier")
    sent = {"full_name": "Nguyễn Thị Lan", "kind": "person", "key": secrets.token_hex(16)}
    clerk.post("/trial", **sent)

    answer = cashier.post("/trial", **sent)

    assert answer.status_code == 409


@pytest.mark.parametrize("key", ["", "short", "g" * 32, "a" * 5000])
def test_a_key_that_we_did_not_make_is_refused(browser, trial, key):
    answer = browser("clerk").post("/trial", full_name="Nguyễn Thị Lan", kind="person", key=key)

    assert answer.status_code == 400


def test_what_cannot_be_read_is_shown_again_at_its_field_with_a_summary(browser, trial, session):
    before = donors(session)

    page = browser("clerk").post("/trial", full_name="Nguyễn\u200b Lan", kind="person", amount="1.00.000").text

    assert 'role="alert"' in page
    assert 'href="#amount"' in page and 'id="amount-error"' in page
    assert 'value="1.00.000"' in page and 'aria-invalid="true"' in page
    assert donors(session) == before


def test_extra_fields_are_ignored(browser, trial, session):
    answer = browser("clerk").post("/trial", full_name="Lê Văn Út", kind="person", role="admin", id="77", by="2")

    assert answer.status_code == 302
    assert session.scalar(select(Donor.id).where(Donor.full_name == "Lê Văn Út")) != 77


def test_what_people_type_is_inert_on_the_page(browser, trial):
    page = browser("clerk").post("/trial", full_name='"><script>alert(1)</script>', kind="person", amount="x").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_refused_form_leaves_no_request_behind(browser, trial, session):
    browser("clerk").post("/trial", full_name="Lê Văn Út", kind="", amount="")

    session.rollback()
    assert session.scalar(select(func.count(Request.id)).where(Request.operation == "add_donor")) == 0


def test_a_database_that_is_gone_saves_nothing_and_keeps_what_was_typed(browser, trial, database_url):
    clerk = browser("clerk")
    fields = clerk.hidden("/trial") | {"full_name": "Nguyễn Thị Lan", "kind": "person"}
    with trial.app_context():
        db.engine.dispose()
    place = Path(db_file(database_url))
    for left in place.parent.glob(f"{place.name}*"):
        shutil.move(left, left.with_name(f"away-{left.name}"))
    place.mkdir()

    answer = clerk.client.post("/trial", data=fields)
    place.rmdir()
    for left in place.parent.glob(f"away-{place.name}*"):
        shutil.move(left, left.with_name(left.name.removeprefix("away-")))
    again = clerk.client.post("/trial", data=fields)

    assert answer.status_code == 503
    assert 'value="Nguyễn Thị Lan"' in answer.text and fields["key"] in answer.text
    assert again.status_code == 302


def db_file(database_url):
    return database_url.removeprefix("sqlite:///")


def test_a_fault_of_the_program_shows_a_number_and_logs_no_personal_data(browser, trial, caplog):
    clerk = browser("clerk")
    trial.testing = False

    @trial.get("/fault")
    @needs("home.see")
    def fault():
        raise RuntimeError(request.args["phone"])

    answer = clerk.get("/fault?phone=0912345678")

    number = answer.text.split('<b class="num">')[1].split("<")[0]
    assert answer.status_code == 500
    assert number in caplog.text
    assert "0912345678" not in caplog.text
