"""Serve the office full of hostile texts, made and walked once per run."""

import secrets
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from full_books import copy_of, full_books, open_engine
from sqlalchemy import Engine, make_url, select
from sqlalchemy.orm import Session
from web.hostile_books import evil_office
from web.hostile_scans import lay_scans
from web.walking import Seen, filled, rules, walk

from tracker.app import create_app
from tracker.models.base import db
from tracker.models.giving.receipts import Receipt
from tracker.models.users import Role
from tracker.operations.sign_ins import sign_in
from tracker.operations.writing import writing
from tracker.web.signing import token_hash

NOBODY = "nobody"
WHO = [*(role.value for role in Role), NOBODY]
#: Role → the token of its browser; the same in every copy of the office.
TOKENS = {role.value: secrets.token_urlsafe(32) for role in Role}


@dataclass(frozen=True)
class Office:
    """A running program and its database."""

    app: Flask
    engine: Engine

    def browser(self, who: str) -> FlaskClient:
        """Give a browser in which the hostile person of a role is signed in, or nobody."""
        client = self.app.test_client()
        if who != NOBODY:
            with client.session_transaction() as cookie:
                cookie["_user_id"] = TOKENS[who]
        return client

    def contents(self, *names: str) -> dict[str, list[Any]]:
        """Give all rows of some tables, or of all but of who took what out."""
        tables = {name: db.metadata.tables[name] for name in names} or db.metadata.tables
        with self.engine.connect() as connection:
            return {
                name: list(connection.execute(select(table))) for name, table in tables.items() if name != "accesses"
            }


@dataclass(frozen=True)
class Walked:
    """What the walk brought back: {role: {address: answer}}, and what the database held before and after."""

    pages: dict[str, dict[str, Seen]]
    before: dict[str, list[Any]]
    after: dict[str, list[Any]]

    @property
    def all(self) -> list[tuple[str, Seen]]:
        """List (role, answer) of everything that was answered."""
        return [(who, page) for who, pages in self.pages.items() for page in pages.values() if not page.fault]

    @cached_property
    def opened(self) -> dict[str, tuple[str, str]]:
        """Give for each endpoint a role and an address to which it opened."""
        return {page.endpoint: (who, page.address) for who, page in reversed(self.all) if page.status == 200}

    @property
    def html(self) -> list[tuple[str, Seen]]:
        """List (role, page) of all HTML pages."""
        return [(who, page) for who, page in self.all if page.kind == "text/html"]


def open_office(template: str, name: str) -> Office:
    """Open a copy of the hostile office, with a browser of each role signed in."""
    url = copy_of(_hostile_books(template)[0], name)
    settings = {"TESTING": True, "RATELIMIT_ENABLED": False, "TRACKER_SECRET_KEY": "a secret of the tests, long enough"}
    place = {"TRACKER_INSTANCE": str(Path(str(make_url(url).database)).parent / name), "TRACKER_DATABASE_URL": url}
    app = create_app({**settings, **place})
    lay_scans(app.config["TRACKER_INSTALLATION"].attachments)
    return Office(app, open_engine(url))


@cache
def walked_office(template: str) -> tuple[Office, Walked]:
    """Walk every page that a GET opens, as each role and as nobody."""
    office = open_office(template, "walked_office")
    before = office.contents()
    plain = [filled(office.app, rule, 1, "BL") for rule in rules(office.app, "GET")]
    with Session(office.engine) as session:
        papers = [
            f"/r/{token}" for token in session.scalars(select(Receipt.token).order_by(Receipt.id.desc()).limit(4))
        ]
    begin = [*_hostile_books(template)[1], *papers, "/", "/fonts/Sarabun-Bold.ttf"]
    pages = {who: walk(office.app, office.browser(who), begin, plain) for who in WHO}
    return office, Walked(pages, before, office.contents())


@cache
def _hostile_books(template: str) -> tuple[str, list[str]]:
    url = copy_of(full_books(template), "hostile_books")
    engine = open_engine(url)
    with Session(engine) as session:
        people, addresses = evil_office(session)
        for role, token in TOKENS.items():
            with writing(session):
                user = people[role]
                sign_in(session, user=user, login=user.login, address="test", token_hash=token_hash(token))
    engine.dispose()
    return url, addresses
