"""Clean what a campaign's form says: names, days, target and terms."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Required, TypedDict

from tracker.ground.dates import show_day
from tracker.ground.names import clean_name, clean_text, fold
from tracker.ground.refusals import N_, Refused
from tracker.models.proving.campaigns import CampaignKind, Leftover
from tracker.operations.codes import clean_code


class Terms(TypedDict, total=False):
    """The fields of a campaign; what is left out is not set, costs are not allowed, interest stays."""

    code: Required[str]
    name: Required[str]
    kind: Required[str]
    starts_on: Required[date]
    ends_on: date | None
    #: Whole đồng hoped for.
    target: int | None
    costs_allowed: bool
    keeps_interest: bool
    leftover: str
    receives_until: date | None
    #: Names of institutions.
    partners: Sequence[str]
    note: str


def clean_terms(terms: Terms) -> dict[str, Any]:
    """Give the campaign's columns as they are stored; refuse unknown codes, wrong days, a target of 0 or less."""
    name = clean_name(terms["name"], field="name")
    starts_on, ends_on, receives_until = terms["starts_on"], terms.get("ends_on"), terms.get("receives_until")
    _refuse_early("ends_on", ends_on, starts_on)
    _refuse_early("receives_until", receives_until, starts_on)
    return {
        "code": clean_code(terms["code"], field="code"),
        "name": name,
        "name_folded": fold(name),
        "kind": _one_of("kind", terms["kind"], CampaignKind),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "target": _target(terms.get("target")),
        "costs_allowed": bool(terms.get("costs_allowed", False)),
        "keeps_interest": bool(terms.get("keeps_interest", True)),
        "leftover": _one_of("leftover", terms.get("leftover", Leftover.KEEP), Leftover),
        "receives_until": receives_until,
        "note": clean_text(terms.get("note", ""), field="note", at_most=2000, many_lines=True),
    }


def _one_of(field: str, value: str, choices: type[CampaignKind] | type[Leftover]) -> str:
    if value not in list(choices):
        raise Refused(field, N_("“%(value)s” is not one of the choices."), value=value)
    return str(value)


def _target(target: int | None) -> int | None:
    if target is not None and target < 1:
        raise Refused("target", N_("“%(value)s”: the number must be at least 1."), value=target)
    return target


def _refuse_early(field: str, day: date | None, first: date) -> None:
    if day is not None and day < first:
        text = N_("%(day)s is before the first day, %(first)s.")
        raise Refused(field, text, day=show_day(day), first=show_day(first))
