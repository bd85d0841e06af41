"""Set up the books, load the sample year, check every invariant."""

import json
import sys

import click
from flask.cli import with_appcontext

from tracker.cli.backup import folder_of_attachments, keep_before_upgrade
from tracker.cli.saving import open_books, refusing, say
from tracker.ground.passwords import clean_password, hash_password
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.operations.helping.places import load_places
from tracker.operations.sample import SAMPLE_PASSWORD, load_sample, refuse_used
from tracker.operations.schema import newest_revision, refuse_newer_schema, revision_of, upgrade
from tracker.operations.users import add_user
from tracker.operations.writing import writing
from tracker.queries.checks import Finding, run_checks
from tracker.queries.proving.proofs import size_and_root
from tracker.queries.users import all_users


@click.command("setup")
@click.option("--login", help="Login of the first administrator; asked for where it is left out.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of stdin.")
@with_appcontext
@refusing
def setup(login: str | None, password_stdin: bool) -> None:
    """Make or upgrade the database and add the first administrator.

    An older database is backed up into instance/backups first, as `tracker backup` does it.

    Example: tracker setup --login quantri
    """
    make_ready()
    if all_users(db.session()):
        click.echo(say(N_("The database is ready; its users are kept.")))
        return
    login = login or click.prompt("Login", err=True)
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _asked_password()
    password_hash = hash_password(clean_password(password))
    session = db.session()
    with writing(session):
        add_user(session, by=None, login=login, full_name=login, password_hash=password_hash)
    click.echo(say(N_("The database is ready. Administrator: %(login)s."), login=login))


@click.command("sample")
@with_appcontext
@refusing
def sample() -> None:
    """Load the year 2018 of Tây Ninh into an empty database.

    Example: TRACKER_INSTANCE=/tmp/demo tracker sample
    """
    make_ready()
    load_with_progress()


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Write the findings as JSON.")
@with_appcontext
@refusing
def check(as_json: bool) -> None:
    """Check every invariant of the books; exit 1 if one is broken.

    Example: tracker check --json
    """
    session = open_books()
    findings = run_checks(session, folder_of_attachments())
    size, root = size_and_root(session)
    if as_json:
        found = [{"code": finding.check.code, "breaches": finding.breaches} for finding in findings]
        click.echo(json.dumps({"size": size, "root": root, "checks": found}, ensure_ascii=False, indent=1))
    else:
        _write_lines(findings, size, root)
    sys.exit(1 if any(finding.breaches for finding in findings) else 0)


def make_ready() -> None:
    """Bring the database to this version; an older one is backed up first."""
    engine = db.engine
    there = revision_of(engine)
    if there == newest_revision():
        return
    if there is not None:
        refuse_newer_schema(there)
        kept = keep_before_upgrade(engine)
        click.echo(say(N_("The older database is kept as %(path)s."), path=kept), err=True)
    upgrade(engine)
    session = db.session()
    with writing(session):
        load_places(session, by=None)


def load_with_progress() -> None:
    """Load the sample year with a progress bar on stderr."""
    refuse_used(db.session())
    password_hash = hash_password(SAMPLE_PASSWORD)
    label = say(N_("The year 2018"))
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, steps: int) -> None:
            bar.length = steps
            bar.update(done - bar.pos)

        load_sample(db.session(), password_hash=password_hash, progress=progress)


def _asked_password() -> str:
    password: str = click.prompt(say(N_("Password")), hide_input=True, confirmation_prompt=True, err=True)
    return password


def _write_lines(findings: list[Finding], size: int, root: str) -> None:
    for finding in findings:
        mark = "✗" if finding.breaches else "✓"
        click.echo(f"{mark} {len(finding.breaches):>5}  {say(finding.check.label)}")
        for breach in finding.breaches[:20]:
            click.echo(f"         {breach}")
    click.echo(say(N_("%(size)s acts, root %(root)s"), size=size, root=root))


def refuse_sample_in_real_books() -> None:
    """Refuse to show the sample where a real office keeps its books."""
    users = all_users(db.session())
    if users and not all(user.sample for user in users):
        raise Refused(None, N_("This database holds real books. Choose another TRACKER_INSTANCE for the demo."))
