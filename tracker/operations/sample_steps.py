"""Say what a step of the sample is: on a day, somebody does one thing; later steps use its result by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.journal import Account
from tracker.models.users import User


class Book:
    """What the steps so far have made, by name; records are read anew each time."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._made: dict[str, tuple[type[Any], int]] = {}
        self._many: dict[str, tuple[type[Any], list[int]]] = {}

    def keep(self, name: str, record: Any) -> None:
        """Keep a record, or a list of them, under a name."""
        if isinstance(record, list):
            self._many[name] = (type(record[0]), [each.id for each in record])
        else:
            self._made[name] = (type(record), record.id)

    def many(self, name: str, first: int = 0, last: int | None = None) -> list[Any]:
        """Give a kept list, or a slice of it, in its order."""
        kind, all_keys = self._many[name]
        keys = all_keys[first:last]
        found = {
            each.id: each for each in self.session.scalars(select(kind).where(kind.id.between(min(keys), max(keys))))
        }
        return [found[key] for key in keys]

    def __getitem__(self, name: str) -> Any:
        """Give a record, or an account by its path."""
        if name.startswith("assets:"):
            return self.session.scalars(select(Account).where(Account.code == name)).one()
        kind, key = self._made[name]
        return self.session.get_one(kind, key)

    def user(self, login: str) -> User:
        """Give one of the office's people."""
        return self.session.scalars(select(User).where(User.login == login)).one()


#: The arguments of an operation, made of what the book has.
Values = Callable[[Book], Mapping[str, Any]]


def as_they_are(values: Mapping[str, Any]) -> Values:
    """Give arguments that need nothing of the book."""
    return lambda book: values


@dataclass(frozen=True)
class Step:
    """One transaction of the sample year."""

    on: date
    #: Login of who does it; "" for the program itself, before anybody is there.
    by: str
    operation: Callable[..., Any]
    #: The operation's arguments, made under the lock.
    values: Values
    #: The name under which later steps find the result; "" for none.
    name: str = ""
