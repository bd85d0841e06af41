"""Add people, give them roles, change passwords, close accounts."""

import sys
from datetime import date

import click
from flask.cli import with_appcontext

from tracker.cli.saving import open_books, refusing, run, say
from tracker.ground.dates import parse_day, today
from tracker.ground.passwords import clean_password, hash_password
from tracker.ground.refusals import N_, Refused
from tracker.models.users import Role, User
from tracker.operations.users import add_user, change_password, close_user, grant_role
from tracker.queries.users import user_by_login

RIGHT = "users.manage"
_AS = click.option("--as", "as_login", required=True, metavar="LOGIN", help="Who does it: an administrator's login.")


@click.group("user")
def user() -> None:
    """Manage the accounts of the office's people."""


@user.command("add")
@click.argument("login")
@click.option("--name", required=True, help="Full name as printed on papers.")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="A role from today on.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of stdin.")
@_AS
@with_appcontext
@refusing
def add(login: str, name: str, role: str | None, password_stdin: bool, as_login: str) -> None:
    """Add a person, with a role from today on if one is named.

    Example: tracker user add thu --name "Nguyễn Thị Thu" --role cashier --as quantri
    """
    password_hash = hash_password(clean_password(_password(password_stdin)))
    facts = {"login": login, "full_name": name, "password_hash": password_hash}
    run(add_user, login=as_login, right=RIGHT, values=lambda session: facts)
    if role:
        _grant(login, role, today(), None, as_login)
    click.echo(say(N_("“%(login)s” was added."), login=login))


@user.command("password")
@click.argument("login")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of stdin.")
@_AS
@with_appcontext
@refusing
def password(login: str, password_stdin: bool, as_login: str) -> None:
    """Give a person a new password.

    Example: tracker user password thu --as quantri
    """
    hashed = hash_password(clean_password(_password(password_stdin)))
    values = {"user": _known(login), "password_hash": hashed}
    run(change_password, login=as_login, right=RIGHT, values=lambda session: values)
    click.echo(say(N_("The password of “%(login)s” was changed."), login=login))


@user.command("grant")
@click.argument("login")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--from", "since", help="First day; today where it is left out.")
@click.option("--to", "until", help="Last day; open where it is left out.")
@_AS
@with_appcontext
@refusing
def grant(login: str, role: str, since: str | None, until: str | None, as_login: str) -> None:
    """Give a person a role, for a time or from now on.

    Example: tracker user grant tam approver --from 01/07/2018 --to 15/07/2018 --as quantri
    """
    first = parse_day(since, "from") if since else today()
    _grant(login, role, first, parse_day(until, "to") if until else None, as_login)
    click.echo(say(N_("“%(login)s” has the role now."), login=login))


@user.command("close")
@click.argument("login")
@click.option("--on", "day", help="Last day on which the account works; today where it is left out.")
@_AS
@with_appcontext
@refusing
def close(login: str, day: str | None, as_login: str) -> None:
    """Close a person's account; what he did stays in the books.

    Example: tracker user close thu --on 31/12/2018 --as quantri
    """
    values = {"user": _known(login), "valid_to": parse_day(day, "on") if day else today()}
    run(close_user, login=as_login, right=RIGHT, values=lambda session: values)
    click.echo(say(N_("“%(login)s” is closed."), login=login))


def _grant(login: str, role: str, first: date, last: date | None, as_login: str) -> None:
    values = {"user": _known(login), "role": Role(role), "valid_from": first, "valid_to": last}
    run(grant_role, login=as_login, right=RIGHT, values=lambda session: values)


def _known(login: str) -> User:
    found = user_by_login(open_books(), login)
    if found is None:
        raise Refused("login", N_("There is no login “%(login)s”."), login=login)
    return found


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt(say(N_("Password")), hide_input=True, confirmation_prompt=True, err=True)
    return typed
