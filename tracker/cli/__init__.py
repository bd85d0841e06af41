"""Answer people at the command line."""

from click import Command

from tracker.cli.backup import backup, restore
from tracker.cli.books import check, sample, setup
from tracker.cli.generate import generate
from tracker.cli.ledger import ledger
from tracker.cli.receipts import receipts
from tracker.cli.serving import demo, serve
from tracker.cli.users import user
from tracker.cli.vouchers import vouchers
from tracker.cli.year import year

#: What `tracker --help` lists.
COMMANDS: tuple[Command, ...] = (
    demo,
    setup,
    serve,
    sample,
    generate,
    ledger,
    receipts,
    vouchers,
    year,
    check,
    backup,
    restore,
    user,
)
