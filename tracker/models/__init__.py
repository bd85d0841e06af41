"""Hold the tables and the rules of their columns; no verbs."""

from tracker.models import journal, settings, users
from tracker.models.giving import donations, donors, pledges, receipt_books, receipts
from tracker.models.helping import (
    child_rights,
    children,
    disbursements,
    handouts,
    help_corrections,
    list_mappings,
    places,
)
from tracker.models.proving import (
    advances,
    attachments,
    campaigns,
    closings,
    corrections,
    costs,
    moves,
    overrides,
    paper_copies,
    purchases,
    spending_corrections,
    vouchers,
)

#: Importing the package makes every table known to the one metadata.
__all__ = [
    "advances",
    "attachments",
    "campaigns",
    "child_rights",
    "children",
    "closings",
    "corrections",
    "costs",
    "disbursements",
    "donations",
    "donors",
    "handouts",
    "help_corrections",
    "journal",
    "list_mappings",
    "moves",
    "overrides",
    "paper_copies",
    "places",
    "pledges",
    "purchases",
    "receipt_books",
    "receipts",
    "settings",
    "spending_corrections",
    "users",
    "vouchers",
]
