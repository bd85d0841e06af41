"""Walk all pages of an office full of hostile texts, as each role and as nobody."""

import secrets

import pytest
from web.hostile_office import NOBODY, walked_office
from web.walking import ask, filled, rules

pytestmark = pytest.mark.one_engine
#: Numbers and words that no record has, or that no record can have.
NO_NUMBERS = (0, 2**63 - 1, 2**63, 10**30)
NO_WORDS = ("%00", "..%2f..%2fetc%2fpasswd", "'%20OR%201=1--", "x" * 5000, "%F0%9F%98%80", "%ff", "-1")
#: Pages on which hostile texts must have been seen, or the walk has missed them.
SHOWING = {
    "campaigns.show",
    "campaigns.edit",
    "anonymisings.show",
    "child_merges.merge",
    "data_requests.show",
    "donor_merges.merge",
    "children.show",
    "closings.show",
    "corrections.show",
    "help_corrections.show",
    "spending_corrections.show",
    "donations.index",
    "receipt_books.index",
    "receipt_books.number",
    "receipt_books.show",
    "donations.show",
    "donors.edit",
    "donors.index",
    "donors.show",
    "donor_statements.show",
    "handouts.show",
    "handout_files.show",
    "advances.index",
    "advances.show",
    "campaign_moves.show",
    "cost_ceilings.index",
    "costs.index",
    "costs.interest",
    "costs.show",
    "overrides.show",
    "pledges.show",
    "purchases.index",
    "purchases.show",
    "public.receipt",
    "receipts.show",
    "releases.new",
    "savings_book_counts.index",
    "savings_books.show",
    "settings.index",
    "scholarships.show",
    "scholarship_proposals.index",
    "sheets.show",
    "tills.index",
    "unidentified.index",
    "users.show",
    "vouchers.show",
}


@pytest.fixture
def office(template):
    """Give the hostile office as it was walked."""
    return walked_office(template)[0]


@pytest.fixture
def walked(template):
    """Give what the walk brought back."""
    return walked_office(template)[1]


def test_the_walk_opens_every_page_that_takes_a_get(office, walked):
    wanted = {rule.endpoint for rule in rules(office.app, "GET")}

    assert sorted(wanted - set(walked.opened)) == ["year.index"]  # It only leads to a year.


def test_no_page_of_the_walk_fails(walked):
    failed = {
        (page.address, page.status, page.fault)
        for pages in walked.pages.values()
        for page in pages.values()
        if page.status >= 500
    }

    assert failed == set()


def test_no_link_of_a_page_leads_nowhere_or_to_what_its_reader_may_not_open(office, walked):
    lost = {
        (who, page.address, where)
        for who, page in walked.html
        for where in links(page)
        if page.status == 200 and where in walked.pages[who] and walked.pages[who][where].status in (403, 404, 405)
    }

    assert lost == set()


def links(page):
    """List the addresses of a page's links."""
    return {where.split("#")[0] for tag, name, where in page.tags.addresses if (tag, name) == ("a", "href")}


def test_reading_every_page_writes_nothing(walked):
    changed = [name for name, rows in walked.after.items() if rows != walked.before[name]]

    assert sum(len(pages) for pages in walked.pages.values()) > 500
    assert changed == []


def test_hostile_texts_are_on_the_pages_and_become_no_tag_and_no_attribute(walked):
    broken = [
        (who, page.address)
        for who, page in walked.html
        if "<script>" in page.text or any("data-evil" in facts for _tag, facts in page.tags.tags)
    ]
    shown = {page.endpoint for _who, page in walked.html if "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text}

    assert broken == []
    assert SHOWING - shown == set()


def test_hostile_texts_are_no_template_to_us(walked):
    computed = [(who, page.address) for who, page in walked.html if "data-evil=&#39;1&#39; 49" in page.text]

    assert computed == []


def test_no_page_has_a_script_or_a_style_of_its_own(walked):
    inline = [
        (who, page.address, tag)
        for who, page in walked.html
        for tag, facts in page.tags.tags
        if tag in ("style", "base", "object", "embed")
        or (tag == "script" and not facts.get("src"))
        or any(name.startswith("on") or name in ("style", "srcdoc") for name in facts)
    ]

    assert inline == []


def test_no_page_asks_anything_of_the_outside(walked):
    outside = [
        (who, page.address, where)
        for who, page in walked.html
        for tag, name, where in page.tags.addresses
        if not (where.startswith(("/", "?", "#")) and not where.startswith("//"))
        and not where.startswith(("http://localhost/r/", "tel:", "mailto:"))
    ]

    assert outside == []


def test_no_style_of_ours_fetches_from_the_outside(walked):
    styles = [page for _who, page in walked.all if page.kind == "text/css" and "/bootstrap/" not in page.address]

    assert styles
    assert [page.address for page in styles if "//" in page.text or "@import" in page.text] == []


def test_every_answer_says_what_a_browser_may_do_with_it(walked):
    for who, page in walked.all:
        policy = page.headers["Content-Security-Policy"]
        frames = "'self'" if page.kind == "application/pdf" else "'none'"

        assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy, page.address
        assert f"frame-ancestors {frames}" in policy, (who, page.address)
        assert page.headers["X-Content-Type-Options"] == "nosniff", page.address
        assert page.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), page.address
        assert page.headers["Referrer-Policy"] == "same-origin", page.address


def test_what_is_private_stays_out_of_caches(walked):
    kept = [
        (who, page.address)
        for who, page in walked.all
        if who != NOBODY
        and page.kind in ("text/html", "application/json", "text/csv", "application/pdf")
        and "no-store" not in page.headers.get("Cache-Control", "")
    ]

    assert kept == []


def test_every_answer_says_what_it_is(walked):
    unsaid = [
        page.address
        for _who, page in walked.all
        if page.text and "charset=utf-8" not in page.headers.get("Content-Type", "") and page.kind != "application/json"
    ]

    assert unsaid == []


def test_numbers_that_no_record_has_are_answered_with_404(office, walked):
    failed = []

    for rule in [rule for rule in rules(office.app, "GET") if "IntegerConverter" in str(rule._converters)]:
        client = office.browser(walked.opened[rule.endpoint][0])
        for number in NO_NUMBERS:
            page = ask(client, "GET", filled(office.app, rule, number))
            failed += [(rule.rule, number, page.status, page.fault)] if page.status != 404 else []

    assert failed == []


@pytest.mark.parametrize("word", NO_WORDS)
def test_words_that_no_record_has_are_no_fault(office, walked, word):
    failed = []

    for rule in [rule for rule in rules(office.app, "GET") if rule.arguments]:
        address = filled(office.app, rule, 1, "WORD").replace("WORD", word).replace("/1", f"/{word}")
        page = ask(office.browser(walked.opened[rule.endpoint][0]), "GET", address)
        failed += [(rule.rule, page.status, page.fault)] if page.status not in (400, 404) else []

    assert failed == []


@pytest.mark.parametrize(
    "query",
    [
        "cursor=%20garbage",
        "cursor=W10",
        "cursor=WyJuIiwgMSwgMV0",
        "cursor=WyJuIiwgIjIwMTgtMDEtMDEiLCAxXQ",
        "cursor=WyJuIiwgMWUzMDgsIDFd",
        "page=-1&size=-1&limit=1000000000",
        f"page={10**30}&id={10**30}&campaign={10**30}&donor={10**30}&till={10**30}&pledge={10**30}&item={10**30}",
        "from=31/02/2018&to=99/99/9999&since=x&until=x&year=x&month=13&day=-1&q=%F0%9F%98%80",
        f"year={10**30}&from=01/01/0001&to=31/12/9999&copy={10**30}",
        "q=" + "%25_" * 1000,
        "list=nonsense&tab=nonsense&sort=nonsense&order=nonsense&kind=nonsense&state=nonsense&way=nonsense",
        "campaign=-1&donor=NaN&till=1e9&pledge=0x10&item='--&donation=%D9%A1&series=ZZ",
        "campaign=1&campaign=2&campaign=&=&&&&a=b=c",
    ],
)
def test_nonsense_in_the_address_of_any_page_is_no_fault(office, walked, query):
    failed = []

    for endpoint, (who, address) in walked.opened.items():
        if "static" not in endpoint:
            path, _, asked = address.partition("?")
            page = ask(office.browser(who), "GET", f"{path}?{query}&{asked}")
            failed += [(who, page.address, page.status, page.fault)] if page.status >= 500 else []

    assert failed == []


def test_no_address_takes_a_post_without_a_token(office):
    before = office.contents()
    taken = []

    for who in ("accountant", "approver", "admin", NOBODY):
        client = office.browser(who)
        for rule in rules(office.app, "POST"):
            for data in ({}, {"csrf_token": "x" * 40, "key": secrets.token_hex(16)}):
                page = ask(client, "POST", filled(office.app, rule, 1), data=data)
                taken += [(who, rule.rule, page.status)] if page.status != 400 else []

    assert taken == []
    assert office.contents() == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "X"])
def test_no_address_takes_another_method(office, method):
    client = office.browser("admin")

    answers = {ask(client, method, filled(office.app, rule, 1)).status for rule in office.app.url_map.iter_rules()}

    assert answers <= {400, 404, 405}


def test_no_script_of_ours_makes_tags_of_text(walked):
    scripts = {page.address: page.text for _who, page in walked.all if page.address.startswith("/static/")}
    risky = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc")

    found = [(address, word) for address, text in scripts.items() for word in risky if word in text]

    assert any(address.endswith(".js") for address in scripts)
    assert found == []
