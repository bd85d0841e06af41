"""Answer people at the command line."""

from click import Command

from tracker.cli.books import check, sample, setup
from tracker.cli.ledger import ledger
from tracker.cli.receipts import receipts
from tracker.cli.serving import demo, serve
from tracker.cli.users import user

#: What `tracker --help` lists.
COMMANDS: tuple[Command, ...] = (demo, setup, serve, sample, ledger, receipts, check, user)
