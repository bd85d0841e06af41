"""Walk a program's pages as people do: follow every link, read every tag, find every form."""

from collections import Counter, deque
from dataclasses import dataclass, field
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
#: Of pages that differ only in which record they show, so many are opened.
MOST_ALIKE = 2


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
        return Seen(address, 500, "", {}, "", f"{type(fault).__name__}: {fault}"[:300])
    return Seen(address, answer.status_code, answer.mimetype, answer.headers, _text(answer))


def _text(answer: TestResponse) -> str:
    readable = answer.mimetype.startswith("text/") or answer.mimetype.endswith(("json", "javascript"))
    return answer.get_data().decode("utf-8", "replace") if readable else ""


def walk(app: Flask, client: FlaskClient, *begin: str) -> dict[str, Seen]:
    """Open every address and what it links to, a few of those alike; give what came back, by address."""
    alike: Counter[Any] = Counter()
    waiting, seen = deque(begin), {}
    while waiting:
        address = waiting.popleft()
        kind = _kind(app, address)
        if address in seen or kind is None or alike[kind] >= MOST_ALIKE:
            continue
        alike[kind] += 1
        seen[address] = ask(client, "GET", address)
        if seen[address].kind == "text/html":
            waiting.extend(_inside(address, seen[address].tags))
    return seen


def _inside(address: str, tags: Tags) -> list[str]:
    named = [where for _tag, name, where in tags.addresses if name != "formaction"]
    joined = [urljoin(address, where).split("#")[0] for where in named]
    return [where for where in joined if where.startswith("/") and not where.startswith("//")]


def _kind(app: Flask, address: str) -> Any:
    """Tell which page an address opens and which of its filters are set; None where it takes no GET."""
    parts = urlsplit(address)
    try:
        endpoint, _values = app.url_map.bind("localhost").match(parts.path, method="GET")
    except HTTPException:
        return None
    if "static" in endpoint or endpoint == "assets.font":
        return parts.path
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
