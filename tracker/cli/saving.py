"""Run an operation for a command: by a person who may, with a refusal as one plain sentence and exit 1."""

import functools
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.ground.translations import translator
from tracker.models.base import db
from tracker.models.users import User
from tracker.operations.schema import refuse_other_schema
from tracker.operations.writing import writing
from tracker.queries.users import may, user_by_login

Command = TypeVar("Command", bound=Callable[..., Any])


class Sentence(click.ClickException):
    """A refusal on stderr, without more words; the exit code is 1."""

    def show(self, file: Any = None) -> None:
        """Write the sentence."""
        click.echo(self.message, err=True)


def say(text: str, **values: Any) -> str:
    """Say a msgid in the terminal's language: English where LANG asks for it, else Vietnamese."""
    return translator("en" if os.environ.get("LANG", "").startswith("en") else "vi")(text, **values)


def refusing(command: Command) -> Command:
    """Turn a refusal within a command, and a database that does not answer, into its sentence."""

    @functools.wraps(command)
    def wrapped(*args: Any, **values: Any) -> Any:
        try:
            return command(*args, **values)
        except Refused as refused:
            raise Sentence(say(refused.text, **refused.values)) from refused
        except (OperationalError, InterfaceError) as fault:
            why = str(fault.orig).strip().partition("\n")[0]
            raise Sentence(say(N_("The database does not answer: %(why)s."), why=why)) from fault

    return wrapped  # type: ignore[return-value]


def answer(main: Callable[[], Any]) -> None:
    """Run the whole program; what is refused before a command begins is one sentence too, and exit 1."""
    try:
        refusing(main)()
    except Sentence as refusal:
        refusal.show()
        sys.exit(refusal.exit_code)


def person(session: Session, login: str, right: str) -> User:
    """Find who does it; refuse a login that is unknown or may not."""
    user = user_by_login(session, login)
    if user is None:
        raise Refused("login", N_("There is no login “%(login)s”."), login=login)
    if not may(session, user, right, today()):
        raise Refused("login", N_("“%(login)s” may not do this."), login=login)
    return user


def open_books() -> Session:
    """Give a session on the books; refuse a database of another version, or none."""
    refuse_other_schema(db.engine)
    return db.session()


def run(operation: Callable[..., Any], *, login: str, right: str, values: Callable[[Session], dict[str, Any]]) -> Any:
    """Run one operation as one transaction by a person who may; the values are read under the lock."""
    session = open_books()
    with writing(session):
        return operation(session, by=person(session, login, right), **values(session))
