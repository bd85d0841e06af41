"""Record who gives, and correct it with a trace."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.names import clean_name, clean_phone, clean_tax_code, clean_text, fold, shown, sort_key
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.users import User
from tracker.operations.journal import note as keep_trace

#: How the books call a donor who wants no name.
NO_NAME = "Nhà hảo tâm giấu tên"
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")


class DonorFacts(TypedDict, total=False):
    """What may be known of a donor beside kind and name; what is left out is empty."""

    address: str
    phone: str
    email: str
    tax_code: str
    #: Whom to ask for at an organisation.
    contact_person: str
    note: str
    named_in_public: bool
    #: When the donor agreed to be named; today where it is left out.
    consented_on: date | None


def add_donor(session: Session, *, by: User, kind: str, full_name: str, **facts: Unpack[DonorFacts]) -> Donor:
    """Record a donor: a person, an organisation, or somebody who wants no name.

    Only who agreed is named in public. Refuses an anonymous donor who would be named, and a word
    that is yet to come. A likely double is the page's to ask about (queries/giving/donors.py): namesakes
    exist.
    """
    values = _clean(kind, full_name, facts)
    donor = Donor(**values, **_keys(values["full_name"]))
    session.add(donor)
    session.flush()
    return donor


def add_donors(session: Session, *, by: User, many: Sequence[tuple[str, str, DonorFacts]]) -> list[Donor]:
    """Record many donors at once, each as (kind, full name, facts); the rules are those of `add_donor`."""
    cleaned = [_clean(kind, full_name, facts) for kind, full_name, facts in many]
    donors = [Donor(**values, **_keys(values["full_name"])) for values in cleaned]
    session.add_all(donors)
    session.flush()
    return donors


def correct_donor(
    session: Session, *, by: User, donor: Donor, kind: str, full_name: str, **facts: Unpack[DonorFacts]
) -> Donor:
    """Correct a donor; who, when, old and new are kept, and papers keep what they said.

    The rules are those of `add_donor`; a day of consent that is known stays where none is said.
    """
    if facts.get("named_in_public") and not facts.get("consented_on"):
        facts["consented_on"] = donor.consented_on
    keep_trace(session, by=by, record=donor, changes=_clean(kind, full_name, facts))
    for key, value in _keys(donor.full_name).items():
        setattr(donor, key, value)
    session.flush()
    return donor


def _clean(kind: str, full_name: str, facts: DonorFacts) -> dict[str, Any]:
    if kind not in {choice.value for choice in DonorKind}:
        raise Refused("kind", N_("“%(value)s” is not one of the choices."), value=shown(str(kind)))
    nameless = kind == DonorKind.ANONYMOUS
    return {
        "kind": DonorKind(kind),
        "full_name": NO_NAME if nameless and not full_name.strip() else clean_name(full_name, field="full_name"),
        "address": clean_text(facts.get("address", ""), field="address", at_most=300),
        "phone": clean_phone(facts.get("phone", ""), field="phone"),
        "email": _clean_email(facts.get("email", "")),
        "tax_code": clean_tax_code(facts.get("tax_code", ""), field="tax_code"),
        "contact_person": clean_text(facts.get("contact_person", ""), field="contact_person", at_most=120),
        "note": clean_text(facts.get("note", ""), field="note", at_most=2000, many_lines=True),
        **_consent(nameless, facts),
    }


def _clean_email(text: str) -> str:
    email = clean_text(text, field="email", at_most=120)
    if email and not _EMAIL.fullmatch(email):
        raise Refused("email", N_("“%(value)s” is not an e-mail address."), value=shown(email))
    return email


def _consent(nameless: bool, facts: DonorFacts) -> dict[str, Any]:
    if not facts.get("named_in_public"):
        return {"named_in_public": False, "consented_on": None}
    if nameless:
        raise Refused("named_in_public", N_("Who wants no name is not named in public."))
    consented_on = facts.get("consented_on")
    if consented_on is not None and consented_on > today():
        raise Refused("consented_on", N_("%(day)s has not come yet."), day=show_day(consented_on))
    return {"named_in_public": True, "consented_on": consented_on or today()}


def _keys(full_name: str) -> dict[str, str]:
    return {"name_folded": fold(full_name), "name_sort": sort_key(full_name)}
