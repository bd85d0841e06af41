"""Hold the tables and the rules of their columns; no verbs."""

from tracker.models import (
    campaigns,
    children,
    corrections,
    disbursements,
    donations,
    donors,
    handouts,
    journal,
    moves,
    places,
    pledges,
    receipts,
    settings,
    users,
    vouchers,
)

#: Importing the package makes every table known to the one metadata.
__all__ = [
    "campaigns",
    "children",
    "corrections",
    "disbursements",
    "donations",
    "donors",
    "handouts",
    "journal",
    "moves",
    "places",
    "pledges",
    "receipts",
    "settings",
    "users",
    "vouchers",
]
