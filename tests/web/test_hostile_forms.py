"""Send nonsense through every form, and the same form again and again."""

import re
import secrets
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from giving_steps import gift_fields, office, take
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from web.hostile_office import WHO, open_office, walked_office
from web.walking import Sent, ask

from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.journal import Entry, Request
from tracker.models.users import RoleGrant, User
from tracker.queries.checks import run_checks

pytestmark = pytest.mark.one_engine
NONSENSE = (
    "😀",
    "x" * 5000,
    "-1",
    "−5",
    "NaN",
    "1e9",
    "1_000",
    "١٢٣",
    "9" * 40,
    "1.00.000",
    "0",
    " ",
    "\0",
    "a\u202eb\u200b",
    "{{7*7}}<script>",
    "%(value)s %s {0}",
    "31/02/2018",
    "../../etc/passwd",
    "' OR 1=1--",
    "a\r\nSet-Cookie: x=1",
)
#: What nobody may change by sending nonsense.
MONEY = ("entries", "lines", "balances", "donations", "donation_parts", "pledges", "receipts", "vouchers", "give_backs")
#: What goes with an act and may say anything, or nothing: with it alone it is the button that acts.
WORDS = {"remark", "reason", "approved_on"}


@pytest.fixture
def fresh(template, tmp_path):
    """Give a hostile office of its own to write to."""
    office = open_office(template, f"fuzzed{tmp_path.name.replace('-', '_')}")
    yield office
    with office.app.app_context():
        db.engine.dispose()
    office.engine.dispose()


def forms(template) -> Iterator[tuple[str, str, Sent]]:
    """List (role, address of the page, form) of each kind of form that somebody fills and posts."""
    app, walked = walked_office(template)[0].app, walked_office(template)[1]
    known = set()
    for who, page in walked.html:
        for form in page.tags.forms:
            where = urljoin(page.address, form.action or page.address).split("?")[0]
            if form.method != "post" or not form.fields or where == "/language":
                continue
            kind = (app.url_map.bind("localhost").match(where, method="POST")[0], *sorted(form.fields))
            if page.status == 200 and kind not in known:
                known.add(kind)
                yield who, page.address, form


def one_of_each(names):
    """Leave out the further rows of a table in a form: `goods-1-item` is checked as `goods-0-item` is."""
    return list({re.sub(r"\d+", "n", name): name for name in reversed(names)}.values())[::-1]


def sent_again(form, **fields):
    """Give what is sent: the page's hidden fields with a new key, and these."""
    return {**form.hidden, "key": secrets.token_hex(16), **fields}


def opened(office, who, address, form):
    """Open a form's page in a new browser; give the browser, where the form goes, and the form as it is there.

    The form is None where an earlier one took its sense away, such as that of an account now closed.
    """
    client = office.browser(who)
    page = ask(client, "GET", address)
    alike = [each for each in page.tags.forms if each.method == "post" and set(each.fields) == set(form.fields)]
    return client, urljoin(address, form.action or address), alike[0] if alike else None


def plausible(name, choices):
    """Guess what somebody might enter into a field."""
    real = [choice for choice in choices if choice]
    if real:
        return real[-1]
    if name.endswith(("_on", "_from", "_to", "day", "_until", "_by")):
        return "02/01/2019"
    numbers = ("amount", "quantity", "count", "value", "size", "target", "year")
    return "1.000" if name.endswith(numbers) else "Nguyễn Văn A"


def test_nonsense_in_all_fields_of_any_form_is_refused_and_moves_no_money(template, fresh):
    failed, moved = [], []

    for at, (who, address, form) in enumerate(forms(template)):
        client, action, now = opened(fresh, who, address, form)
        before = fresh.contents(*MONEY)
        # Each form meets every fifth, the next form the ones after these.
        for nonsense in NONSENSE[at % 5 :: 5] if now else ():
            page = ask(client, "POST", action, data=sent_again(now, **dict.fromkeys(form.fields, nonsense)))
            if page.status >= 500 or "<script>" in page.text:
                failed.append((who, action, nonsense[:20], page.status, page.fault))
        if not set(form.fields) <= WORDS and fresh.contents(*MONEY) != before:
            moved.append((who, action))

    assert failed == []
    assert moved == []


def test_nonsense_in_one_field_of_an_otherwise_plausible_form_is_no_fault(template, fresh):
    failed = []

    for at, (who, address, form) in enumerate(forms(template)):
        client, action, now = opened(fresh, who, address, form)
        rest = {name: plausible(name, choices) for name, choices in form.fields.items()}
        for place, name in enumerate(one_of_each([*form.fields, *form.hidden]) if now else ()):
            nonsense = NONSENSE[(at + place) % len(NONSENSE)]
            page = ask(client, "POST", action, data=sent_again(now, **{**rest, name: nonsense}))
            wrong = name in ("csrf_token", "key") and page.status != 400
            if page.status >= 500 or wrong or "<script>" in page.text:
                failed.append((who, action, name, nonsense[:20], page.status, page.fault))

    with Session(fresh.engine) as session:
        broken = [finding.check.code for finding in run_checks(session) if finding.breaches]
    assert failed == []
    assert broken == []


def test_a_form_of_another_role_is_refused_whatever_it_holds(template, fresh):
    before, let_in = fresh.contents(*MONEY), []
    browsers = {who: fresh.browser(who) for who in WHO}
    tokens = {who: token_of(browsers[who]) for who in WHO}

    for who, address, form in forms(template):
        for other in set(WHO) - {who}:
            if ask(browsers[other], "GET", address).status == 200 or address.startswith("/login"):
                continue
            rest = {name: plausible(name, choices) for name, choices in form.fields.items()}
            data = {**rest, "csrf_token": tokens[other], "key": secrets.token_hex(16)}
            page = ask(browsers[other], "POST", urljoin(address, form.action or address), data=data)
            if page.status not in (403, 404) and not page.headers.get("Location", "").startswith("/login"):
                let_in.append((other, address, page.status, page.fault))

    assert let_in == []
    assert fresh.contents(*MONEY) == before


def token_of(client):
    """Give a valid token of a browser's own."""
    page = ask(client, "GET", "/login")
    page = page if page.status == 200 else ask(client, "GET", "/")
    return next(form.hidden["csrf_token"] for form in page.tags.forms if "csrf_token" in form.hidden)


def count(session, model):
    """Count the rows of a table as they are now."""
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_double_click_back_and_reload_make_one_gift_with_one_receipt(browser, session, make):
    campaign, cashier, donor = office(make), browser("cashier"), make.donor()
    fields = {**cashier.hidden("/donations/new"), **gift_fields(donor, campaign)}

    clicks = [cashier.client.post("/donations/new", data=fields) for _ in range(2)]
    reloads = [cashier.get(clicks[0].location) for _ in range(2)]
    back = cashier.client.post("/donations/new", data=fields)

    assert {answer.location for answer in (*clicks, back)} == {clicks[0].location}
    assert {page.status_code for page in reloads} == {200}
    assert (count(session, Donation), count(session, Receipt), count(session, Entry)) == (1, 1, 1)


def test_back_and_another_amount_is_told_apart(browser, session, make):
    campaign, cashier, donor = office(make), browser("cashier"), make.donor()
    fields = {**cashier.hidden("/donations/new"), **gift_fields(donor, campaign)}
    cashier.client.post("/donations/new", data=fields)

    other = cashier.client.post("/donations/new", data={**fields, "amount": "2.000.000"})

    assert other.status_code == 409
    assert count(session, Donation) == 1


def test_two_tabs_issue_one_receipt_and_the_second_is_shown_the_first(browser, session, make):
    campaign, cashier = office(make), browser("cashier")
    gift = make.donation(campaign=campaign)
    page = f"/receipts/new?donation={gift.id}&series=BL"
    tabs = [{**cashier.hidden(page), "series": "BL", "donation": gift.id} for _ in range(2)]

    answers = [cashier.client.post(page, data=tab) for tab in tabs]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].location == answers[1].location
    assert count(session, Receipt) == 1


def test_two_tabs_void_a_receipt_once(browser, session, make):
    approver = browser("approver")
    receipt = make.receipt()
    page = f"/receipts/{receipt.id}/void"
    tabs = [{**approver.hidden(page), "reason": "Ghi sai tên", "voided_on": "15/03/2018"} for _ in range(2)]

    answers = [approver.client.post(page, data=tab) for tab in tabs]

    assert answers[0].status_code == 302
    assert answers[1].status_code in (302, 409, 422)
    assert count(session, ReceiptVoid) == 1


def test_a_print_pressed_twice_is_one_copy(browser, session, make):
    cashier = browser("cashier")
    receipt = make.receipt()
    fields = cashier.hidden(f"/receipts/{receipt.id}")

    answers = {cashier.client.post(f"/receipts/{receipt.id}/print", data=fields).location for _ in range(3)}

    assert len(answers) == 1


def test_fields_that_a_form_does_not_have_are_ignored(browser, session, make):
    campaign, cashier = office(make), browser("cashier")
    evil = {
        "role": "admin",
        "by": "1",
        "by_id": "1",
        "recorded_by": "1",
        "prepared_by": "2",
        "user_id": "1",
        "id": "77",
        "entry_id": "1",
        "issued_on": "01/01/2017",
        "public_url": "http://evil.example",
        "number": "999",
        "sample": "1",
        "with_receipt": "",
        "__class__": "x",
    }
    donor = make.donor()
    grants, users = count(session, RoleGrant), count(session, User)

    take(cashier, donor, campaign, **evil)

    gift, receipt = session.scalars(select(Donation)).one(), session.scalars(select(Receipt)).one()
    assert gift.id != 77 and gift.recorded_by == cashier.user.id
    assert receipt.number == 1 and receipt.issued_on.year != 2017
    assert "evil.example" not in receipt.said
    assert (count(session, RoleGrant), count(session, User)) == (grants, users)


def test_the_same_key_for_another_form_is_told_apart(browser, session, make):
    campaign, cashier = office(make), browser("cashier")
    fields = {**cashier.hidden("/donations/new"), **gift_fields(make.donor(), campaign)}
    cashier.client.post("/donations/new", data=fields)
    requests = count(session, Request)

    other = cashier.client.post("/donors/new", data={**fields, "kind": "person", "full_name": "Lê Văn Út"})

    assert other.status_code == 409
    assert count(session, Request) == requests
