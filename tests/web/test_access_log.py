"""The logs tell what was asked and how it went, and name nobody: no values, no paths, no whole address."""

import logging
import re

import pytest

from tracker.ground.discretion import Discreet, cut_short
from tracker.web.rights import needs

pytestmark = pytest.mark.one_engine
NAME = "Nguyễn Thị Lan"
PHONE = "0912345678"
TOKEN = "7K4M2QX9T1PB3NDA"


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def lines(logged):
    return [record.getMessage() for record in logged.records if record.name == "tracker.access"]


def test_a_request_is_one_line_with_its_rule_and_status(browser, logged):
    browser("clerk").get("/donors/999", environ_overrides={"REMOTE_ADDR": "203.113.131.7"})

    assert re.fullmatch(r"[0-9A-F]{8} GET /donors/<int:donor_id> 404 \d+ms 203\.113\.131\.0", lines(logged)[-1])


#: What a stranger or a careless person may send: (method, address, more).
HOSTILE = [
    ("GET", f"/donors?q={NAME}", {}),
    ("GET", f"/{NAME}/{PHONE}", {}),
    ("GET", f"/r/{TOKEN}", {}),
    ("GET", f"/r?code={TOKEN}", {}),
    ("POST", "/login", {"data": {"login": NAME, "password": PHONE + TOKEN}}),
    ("POST", "/donors/new", {"data": {"full_name": NAME, "phone": PHONE}}),
    ("GET", "/donors", {"headers": {"User-Agent": NAME.encode().decode("latin-1"), "Referer": f"http://x/{PHONE}"}}),
    ("GET", "/donors", {"headers": {"Host": f"{PHONE}.example"}}),
    ("GET", f"/donors?{PHONE}=%00{TOKEN}", {}),
    (f"LAN{PHONE}", "/donors", {}),
    ("GET", "/donors\r\nSet-Cookie: x", {}),
]


@pytest.mark.parametrize(("method", "address", "more"), HOSTILE, ids=lambda value: str(value)[:20])
def test_a_hostile_request_leaves_no_name_in_any_log(browser, logged, method, address, more):
    browser("clerk").client.open(address, method=method, **more)

    assert lines(logged)
    for said in (NAME, "Lan", PHONE, TOKEN, "Set-Cookie", "127.0.0.1"):
        assert said not in logged.text


def test_a_form_that_is_saved_leaves_no_name_in_any_log(browser, logged):
    answer = browser("clerk").post("/donors/new", full_name=NAME, kind="person", phone=PHONE)

    assert answer.status_code == 302
    assert NAME not in logged.text and PHONE not in logged.text


def test_the_number_on_the_page_of_a_fault_finds_its_line_and_its_place(browser, app, logged):
    clerk = browser("clerk")
    app.testing = False

    @app.get("/fault/<name>")
    @needs("home.see")
    def fault(name):
        raise RuntimeError(name)

    page = clerk.get(f"/fault/{NAME}").text

    number = page.split('<b class="num">')[1].split("<")[0]
    assert lines(logged)[-1].startswith(f"{number} GET /fault/<name> 500 ")
    assert f"{number} at fault" in logged.text and "RuntimeError" in logged.text
    assert NAME not in logged.text


def test_what_a_library_logs_loses_its_values_and_messages(logged):
    log = logging.getLogger("tests.library")
    log.addFilter(Discreet())

    try:
        raise ValueError(NAME)
    except ValueError:
        log.exception("Exception while serving %s after %d ms", f"/donors/{NAME}", 7)

    assert "Exception while serving … after … ms" in logged.text
    assert "ValueError" in logged.text and "test_access_log" in logged.text
    assert NAME not in logged.text


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.113.131.7", "203.113.131.0"),
        ("2001:ee0:4f4b:9da0::1", "2001:ee0:4f4b::"),
        (NAME, "-"),
        (None, "-"),
    ],
)
def test_an_address_is_cut_short(address, kept):
    assert cut_short(address) == kept
