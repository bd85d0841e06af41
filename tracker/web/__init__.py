"""Answer people through pages."""

#: The modules of tracker.web.views whose `bp` the program serves, one a feature.
FEATURES = (
    "home",
    "login",
    "language",
    "search",
    "assets",
    "campaigns",
    "campaign_moves",
    "tills",
    "till_moves",
    "openings",
    "vouchers",
    "donors",
    "users",
    "own_account",
    "settings",
    "donations",
    "give_backs",
    "unidentified",
    "pledges",
    "receipts",
    "corrections",
    "ledger",
    "places",
    "public",
)
