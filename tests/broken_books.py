"""Break the full books on purpose, past every guard of the database, and ask what the checks find."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from full_books import full_books, open_engine
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from migrations import triggers
from tracker.ground.proofs import append, canonical, commitment, leaf_hash
from tracker.models.journal import Leaf, LeafSalt
from tracker.queries.checks import run_checks
from tracker.queries.proving.proof_checks import SEALED
from tracker.queries.proving.proofs import body_of, persons_of

#: Code of a check → the breaches it names, sorted.
Found = dict[str, list[str]]

LINE = """
SELECT l.id FROM lines l JOIN entries e ON e.id = l.entry_id JOIN accounts a ON a.id = l.account_id
JOIN campaigns c ON c.id = l.campaign_id
WHERE e.kind = :kind AND a.code = :account AND c.code = :campaign ORDER BY l.id LIMIT 1
"""


class Books:
    """The full books with every trigger, foreign key and CHECK out of the way; nothing stays of what is done."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def run(self, sql: str, **values: Any) -> None:
        """Change something by SQL; a statement that changes nothing is a fault of the test."""
        changed: Any = self.session.execute(text(sql), values)
        assert changed.rowcount != 0, f"nothing was broken by: {sql}"

    def one(self, sql: str, **values: Any) -> Any:
        """Ask for one value."""
        return self.session.execute(text(sql), values).scalar_one()

    def loosen(self, table: str) -> None:
        """Lay a table out anew with its rows, but without any key."""
        self.session.execute(text(f"ALTER TABLE {table} RENAME TO strict_{table}"))
        self.session.execute(text(f"CREATE TABLE {table} AS SELECT * FROM strict_{table}"))

    def add_to_line(self, line: int, quantity: int) -> None:
        """Change what a line moves, and the balance with it, as a careful forger would."""
        self.run("UPDATE lines SET quantity = quantity + :more WHERE id = :line", more=quantity, line=line)
        self.run(
            "UPDATE balances SET quantity = quantity + :more WHERE (account_id, campaign_id, item) ="
            " (SELECT account_id, campaign_id, item FROM lines WHERE id = :line)",
            more=quantity,
            line=line,
        )

    def seal_again(self) -> None:
        """Forge the whole proof, so that it fits the broken books and only the other checks can tell."""
        self.session.expire_all()
        known = [(leaf.kind, leaf.record_id) for leaf in self.session.scalars(select(Leaf).order_by(Leaf.id))]
        there = [(kind, key) for kind, model in SEALED.items() for key in self.session.scalars(select(model.id))]
        self.session.execute(text("DELETE FROM leaf_salts"))
        self.session.execute(text("DELETE FROM leaves"))
        self.session.expire_all()
        acts = [act for act in known if act in there] + sorted(act for act in there if act not in known)
        size, frontier = 0, list[str]()
        for kind, key in acts:
            leaf = self._forged(size, kind, key)
            size, frontier = append(size, frontier, bytes.fromhex(leaf.hash))
        self.run("UPDATE log_head SET size = :size, frontier = :frontier", size=size, frontier=json.dumps(frontier))

    def _forged(self, place: int, kind: str, key: int) -> Leaf:
        persons, salt = persons_of(self.session, kind, key), bytes(16)
        promise = commitment(salt, persons).hex() if persons is not None else None
        digest = leaf_hash(canonical(body_of(self.session, kind, key) | {"persons": promise}))
        leaf = Leaf(id=place, kind=kind, record_id=key, hash=digest.hex(), commitment=promise)
        self.session.add(leaf)
        self.session.flush()
        if promise is not None:
            self.session.add(LeafSalt(leaf_id=place, salt=salt.hex()))
        return leaf

    def found(self) -> Found:
        """Run all checks; give the breaches of those that fire."""
        self.session.flush()
        self.session.expire_all()
        return {each.check.code: sorted(each.breaches) for each in run_checks(self.session) if each.breaches}


@contextmanager
def broken_books(template: str) -> Iterator[Books]:
    """Open the full books for breaking; what is done in them is rolled back."""
    with open_engine(full_books(template)).connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Within a transaction this pragma does nothing, and the driver begins none by itself.
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute("PRAGMA ignore_check_constraints = ON")
        triggers.remove(connection)
        if not sqlite:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        with Session(connection) as session:
            yield Books(session)
            session.rollback()


def a_line(books: Books, kind: str, account: str, campaign: str = "CLYT") -> int:
    """Find the first line of an account in an entry of a kind."""
    return int(books.one(LINE, kind=kind, account=account, campaign=campaign))


def entry_of(books: Books, kind: str, column: str = "id") -> int:
    """Find the first entry of a kind."""
    return int(books.one(f"SELECT min({column}) FROM entries WHERE kind = :kind", kind=kind))


def account(books: Books, code: str) -> int:
    """Find an account."""
    return int(books.one("SELECT id FROM accounts WHERE code = :code", code=code))


def campaign(books: Books, code: str = "CLYT") -> int:
    """Find a campaign."""
    return int(books.one("SELECT id FROM campaigns WHERE code = :code", code=code))


def move_balance(books: Books, account: int, campaign: int, quantity: int, item: str = "VND") -> None:
    """Move a balance without its lines."""
    where = "account_id = :account AND campaign_id = :campaign AND item = :item"
    values = {"account": account, "campaign": campaign, "item": item, "more": quantity}
    books.run(f"UPDATE balances SET quantity = quantity + :more WHERE {where}", **values)


def change_places(books: Books, first: int, second: int) -> None:
    """Let two entries change their numbers."""
    for old, new in ((first, -1), (second, first), (-1, second)):
        books.run("UPDATE entries SET seq = :new WHERE seq = :old", new=new, old=old)
