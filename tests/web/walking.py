"""Walk a program's pages as people do: follow every link, read every tag, find every form."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

#: Attributes of which a browser follows or fetches the address.
FETCHED = ("src", "href", "action", "formaction", "poster", "data", "srcset", "data-pick", "data-words")
#: So many addresses are tried until a page opens.
MOST_TRIED = 4
#: So many addresses of one endpoint are opened, however its filters are set.
MOST_OF_ONE = 8


@dataclass
class Sent:
    """A form of a page: where it goes, how, and its fields with what stands in them."""

    action: str
    method: str
    hidden: dict[str, str] = field(default_factory=dict)
    #: Fields that somebody fills, with the values that may be chosen ([] where anything may be typed).
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Tags(HTMLParser):
    """All tags of a page, its forms, and the addresses that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.forms: list[Sent] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, and what it adds to a form."""
        facts = {name: value or "" for name, value in attrs}
        self.tags.append((tag, facts))
        if tag == "form":
            self.forms.append(Sent(facts.get("action", ""), facts.get("method", "get").lower()))
        elif self.forms:
            self._take(self.forms[-1], tag, facts)

    def _take(self, form: Sent, tag: str, facts: dict[str, str]) -> None:
        name, value = facts.get("name", ""), facts.get("value", "")
        if tag == "option" and self._select:
            form.fields[self._select].append(value)
        elif tag == "select":
            self._select = name
            form.fields[name] = []
        elif tag == "button" and name:
            form.buttons.append((name, value))
        elif tag == "input" and name and facts.get("type") == "hidden":
            form.hidden[name] = value
        elif tag in ("input", "textarea") and name:
            chosen = form.fields.setdefault(name, [])
            if facts.get("type") in ("radio", "checkbox"):
                chosen.append(value or "on")

    def handle_endtag(self, tag: str) -> None:
        """Know where a choice ends."""
        if tag == "select":
            self._select = ""

    @property
    def addresses(self) -> list[tuple[str, str, str]]:
        """List (tag, attribute, address) of everything that may be followed or fetched."""
        return [(tag, name, facts[name]) for tag, facts in self.tags for name in FETCHED if facts.get(name)]


@dataclass(frozen=True)
class Seen:
    """What came back from an address; `fault` is the exception that no page took."""

    address: str
    status: int
    kind: str
    headers: Any
    text: str
    endpoint: str = ""
    fault: str = ""

    @cached_property
    def tags(self) -> Tags:
        """Read the page."""
        return Tags(self.text)


def ask(client: FlaskClient, method: str, address: str, **options: Any) -> Seen:
    """Ask once; a fault of the program is told as 500 with its kind."""
    try:
        answer = client.open(address, method=method, **options)
    except Exception as fault:
        return Seen(address, 500, "", {}, "", fault=f"{type(fault).__name__}: {fault}"[:300])
    return Seen(address, answer.status_code, answer.mimetype, answer.headers, _text(answer))


def _text(answer: TestResponse) -> str:
    readable = answer.mimetype.startswith("text/") or answer.mimetype.endswith(("json", "javascript"))
    return answer.get_data().decode("utf-8", "replace") if readable else ""


def walk(app: Flask, client: FlaskClient, begin: Sequence[str], later: Sequence[str]) -> dict[str, Seen]:
    """Open addresses and what they link to, then those for later; give what came back, by address.

    Of pages that differ only in which record they show one is opened, or as many as it takes.
    """
    tried: Counter[Any] = Counter()
    waiting, rest, seen = deque(begin), deque(later), {}
    while waiting or rest:
        address = waiting.popleft() if waiting else rest.popleft()
        kind = _kind(app, address)
        if address in seen or kind is None or tried[kind] >= MOST_TRIED or tried[kind[0]] >= MOST_OF_ONE:
            continue
        page = seen[address] = replace(ask(client, "GET", address), endpoint=kind[0])
        tried[kind] += MOST_TRIED if page.status in (200, 403) else 1
        tried[kind[0]] += "static" not in kind[0]
        if page.kind == "text/html":
            waiting.extend(_inside(address, page.tags))
    return seen


def _inside(address: str, tags: Tags) -> list[str]:
    named = [where for _tag, name, where in tags.addresses if name != "formaction"]
    joined = [urljoin(address, where).split("#")[0] for where in named]
    return [where for where in joined if where.startswith("/") and not where.startswith("//")]


def _kind(app: Flask, address: str) -> Any:
    """Tell which endpoint an address opens and which of its filters are set; None where it takes no GET."""
    parts = urlsplit(address)
    try:
        endpoint, _values = app.url_map.bind("localhost").match(parts.path, method="GET")
    except HTTPException:
        return None
    if "static" in endpoint or endpoint == "assets.font":
        return endpoint, parts.path
    return endpoint, tuple(sorted(pair.split("=")[0] for pair in parts.query.split("&")))


def rules(app: Flask, method: str) -> list[Any]:
    """List the rules that take a method, but those of files."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and not rule.endpoint.endswith("static")
    ]


def filled(app: Flask, rule: Any, number: Any, word: str = "x") -> str:
    """Give an address of a rule with a number or a word in each of its places."""
    places = {
        name: number if type(converter).__name__ == "IntegerConverter" else word
        for name, converter in rule._converters.items()
    }
    with app.test_request_context():
        return str(rule.build(places, append_unknown=False)[1])
