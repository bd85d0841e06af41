"""Draw the side menu: three groups, and in them only what exists and the user may open."""

from dataclasses import dataclass

from flask import current_app, request

from tracker.ground.refusals import N_
from tracker.web.rights import OPEN, SIGNED_IN, may, right_of

#: Group (msgid) → rows of (path, label as msgid).
MENU: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("", (("/", N_("Home")),)),
    (
        N_("Giving"),
        (
            ("/donations", N_("Donations")),
            ("/donations/unidentified", N_("Unidentified money")),
            ("/pledges", N_("Pledges")),
            ("/receipts", N_("Receipts")),
            ("/receipt-books", N_("Handwritten books")),
            ("/donors", N_("Donors")),
        ),
    ),
    (
        N_("Helping"),
        (
            ("/handouts", N_("Hand-outs")),
            ("/occasions", N_("Occasions")),
            ("/scholarships", N_("Scholarships")),
            ("/savings-books", N_("Savings books")),
            ("/children", N_("Children")),
            ("/data-requests", N_("Data requests")),
            ("/children/accesses", N_("Who saw children's data")),
            ("/places", N_("Places")),
        ),
    ),
    (
        N_("Proving"),
        (
            ("/campaigns", N_("Campaigns")),
            ("/tills", N_("Tills")),
            ("/store", N_("Store")),
            ("/purchases", N_("Purchases")),
            ("/advances", N_("Advances")),
            ("/costs", N_("Costs and interest")),
            ("/vouchers", N_("Vouchers")),
            ("/ledger", N_("Ledger")),
            ("/year", N_("Year's report")),
            ("/corrections", N_("Corrections")),
            ("/closings", N_("Closing the books")),
            ("/indicators", N_("Indicators")),
            ("/activities", N_("Activities")),
        ),
    ),
    (N_("Office"), (("/users", N_("Users")), ("/settings", N_("Settings")))),
)


@dataclass(frozen=True)
class Item:
    """One row of the menu."""

    path: str
    label: str
    here: bool


def menu() -> list[tuple[str, list[Item]]]:
    """Give the groups with the rows that this user may open; an empty group is left out."""
    rights = _rights_by_path()
    shown = [
        (group, [path_label for path_label in rows if _may_open(rights.get(path_label[0]))]) for group, rows in MENU
    ]
    here = _here([path for _group, rows in shown for path, _label in rows])
    return [(group, [Item(path, label, path == here) for path, label in rows]) for group, rows in shown if rows]


def _may_open(right: str | None) -> bool:
    return right is not None and (right in (OPEN, SIGNED_IN) or may(right))


def _rights_by_path() -> dict[str, str]:
    """Give the right of every page that needs nothing in its address."""
    known: dict[str, str] | None = current_app.extensions.get("tracker_menu")
    if known is None:
        rules = [rule for rule in current_app.url_map.iter_rules() if not rule.arguments]
        marked = {
            rule.rule.rstrip("/") or "/": right_of(rule.endpoint) for rule in rules if "GET" in (rule.methods or ())
        }
        known = {path: right for path, right in marked.items() if right is not None}
        current_app.extensions["tracker_menu"] = known
    return known


def _here(paths: list[str]) -> str | None:
    """Choose the row of the page that is open: the longest path that it stands under."""
    under = [path for path in paths if request.path == path or (path != "/" and request.path.startswith(path + "/"))]
    return max(under, key=len, default=None)
