"""Make up a large office, to try the program at the size of many years."""

import sys
from typing import Any

import click
from flask.cli import with_appcontext

from tracker.cli.books import make_ready
from tracker.cli.saving import refusing, say
from tracker.ground.passwords import hash_password
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.operations.generating import Plan
from tracker.operations.generating import generate as generate_office
from tracker.operations.sample import SAMPLE_PASSWORD


@click.command("generate")
@click.option(
    "--lines", required=True, type=click.IntRange(100, 10_000_000), help="About so many lines of the journal."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same office.")
@with_appcontext
@refusing
def generate(lines: int, seed: int) -> None:
    """Make up a large office in an empty database: donors, gifts, receipts, children, lists settled by sheets.

    Its logins are those of the sample. It goes through the operations, a day after the other.

    Example: TRACKER_INSTANCE=/tmp/large tracker generate --lines 100000 --seed 7
    """
    make_ready()
    plan = Plan.of_lines(lines)
    bar: Any
    with click.progressbar(length=plan.days, label=say(N_("Days of the office")), file=sys.stderr) as bar:
        count = generate_office(
            db.session(),
            plan=plan,
            seed=seed,
            password_hash=hash_password(SAMPLE_PASSWORD),
            progress=lambda done, days: bar.update(done - bar.pos),
        )
    click.echo(say(N_("%(count)s lines are in the books."), count=count), err=True)
