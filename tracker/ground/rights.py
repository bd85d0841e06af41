"""Say which role may do what (DESIGN.md, Roles). A right is a feature's name and a verb."""

CLERK, ACCOUNTANT, CASHIER, APPROVER, AUDITOR, ADMIN = "clerk", "accountant", "cashier", "approver", "auditor", "admin"

_STAFF = frozenset({CLERK, ACCOUNTANT, CASHIER, APPROVER, AUDITOR})
_BOOKS = frozenset({ACCOUNTANT, APPROVER, AUDITOR})

#: Right → the roles that have it. The administrator sees no money and no children.
RIGHTS: dict[str, frozenset[str]] = {
    "home.see": _STAFF | {ADMIN},
    "donors.read": _STAFF,
    "donors.record": frozenset({CLERK, ACCOUNTANT, CASHIER}),
    "donors.correct": frozenset({CLERK}),
    "campaigns.read": _STAFF,
    "campaigns.record": frozenset({CLERK, APPROVER}),
    "campaigns.move": frozenset({APPROVER}),
    "pledges.read": _STAFF,
    "pledges.record": frozenset({CLERK}),
    "pledges.change": frozenset({CLERK}),
    "pledges.write_off": frozenset({APPROVER}),
    "donations.read": _STAFF,
    "donations.cash": frozenset({CASHIER}),
    "donations.bank": frozenset({ACCOUNTANT}),
    "donations.receive": frozenset({CASHIER, ACCOUNTANT}),
    "donations.name": frozenset({ACCOUNTANT}),
    "donations.give_back": frozenset({APPROVER}),
    "receipts.read": _STAFF,
    "receipts.issue": frozenset({CASHIER, ACCOUNTANT}),
    "receipts.print": frozenset({CASHIER, ACCOUNTANT}),
    "receipts.void": frozenset({APPROVER}),
    "vouchers.read": _BOOKS | {CASHIER},
    "tills.read": _BOOKS | {CASHIER},
    "tills.open": frozenset({ACCOUNTANT}),
    "tills.opening": frozenset({ACCOUNTANT}),
    "tills.move": frozenset({ACCOUNTANT}),
    "children.read": _STAFF,
    "children.record": frozenset({CLERK}),
    "children.circumstances": frozenset({CLERK, APPROVER}),
    "children.names": frozenset({CLERK, CASHIER, APPROVER, ACCOUNTANT}),
    "places.read": _STAFF,
    "places.succeed": frozenset({CLERK}),
    "handouts.read": _STAFF,
    "handouts.draft": frozenset({CLERK}),
    "handouts.check": frozenset({ACCOUNTANT}),
    "handouts.approve": frozenset({APPROVER}),
    "handouts.send_out": frozenset({CASHIER}),
    "handouts.settle": frozenset({CASHIER}),
    "handouts.print": frozenset({CLERK, CASHIER}),
    "disbursements.read": _STAFF,
    "disbursements.take_back": frozenset({CASHIER, ACCOUNTANT}),
    "corrections.read": _BOOKS,
    "corrections.propose": frozenset({ACCOUNTANT}),
    "corrections.approve": frozenset({APPROVER}),
    "ledger.read": _STAFF,
    "ledger.journal": _BOOKS,
    "ledger.receipts": _STAFF,
    "ledger.disbursements": _BOOKS | {CLERK},
    "ledger.names": frozenset({APPROVER, AUDITOR}),
    "ledger.till": _BOOKS | {CASHIER},
    "users.manage": frozenset({ADMIN}),
    "settings.read": _STAFF | {ADMIN},
    "settings.manage": frozenset({ADMIN}),
}


def allowed(right: str, roles: frozenset[str]) -> bool:
    """Tell whether any of the roles has the right; an unknown right is a fault of the program."""
    return bool(RIGHTS[right] & roles)
