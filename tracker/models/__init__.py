"""Hold the tables and the rules of their columns; no verbs."""

from tracker.models import (
    campaigns,
    corrections,
    donations,
    donors,
    journal,
    moves,
    pledges,
    receipts,
    settings,
    users,
    vouchers,
)

#: Importing the package makes every table known to the one metadata.
__all__ = [
    "campaigns",
    "corrections",
    "donations",
    "donors",
    "journal",
    "moves",
    "pledges",
    "receipts",
    "settings",
    "users",
    "vouchers",
]
