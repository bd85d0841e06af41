"""Ask what a family agreed to: per purpose, whether everybody whose word it takes has given it, on a day.

Whose word it takes: the legal representative's always, the child's too from 7 years on (Luật
91/2025/QH15, art. 24; NĐ 56/2017/NĐ-CP, art. 36). Silence is not consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.ground.ages import age_on
from tracker.models.helping.child_rights import Consent, ConsentGiver, ConsentWithdrawal, Purpose
from tracker.models.helping.children import Child
from tracker.queries.same import keys_of_one, leading_id

#: From this age on a child speaks for itself, beside who stands by it.
SPEAKS_FROM = 7
#: So many children are looked up in one question.
_AT_ONCE = 500


@dataclass(frozen=True)
class Given:
    """One consent, and how it was taken back (None while it stands)."""

    consent: Consent
    withdrawal: ConsentWithdrawal | None

    def stands_on(self, day: date) -> bool:
        """Tell whether it holds on a day: from the day it was given until before the day it was taken back."""
        over = self.withdrawal is not None and self.withdrawal.withdrawn_on <= day
        return self.consent.given_on <= day and not over


@dataclass(frozen=True)
class Agreement:
    """Where a purpose stands on a day: whose word is there, missing, or was taken back."""

    purpose: Purpose
    agreed: bool
    missing: tuple[ConsentGiver, ...]
    withdrawn: tuple[ConsentGiver, ...]


def consents_of(session: Session, child: Child) -> list[Given]:
    """List all consents for a child, whichever of its records they name, the newest first."""
    asked = (
        select(Consent, ConsentWithdrawal)
        .outerjoin(ConsentWithdrawal, ConsentWithdrawal.consent_id == Consent.id)
        .where(Consent.child_id.in_(keys_of_one(child)))
        .order_by(Consent.given_on.desc(), Consent.id.desc())
    )
    return [Given(consent, withdrawal) for consent, withdrawal in session.execute(asked)]


def givers_needed(child: Child, day: date) -> tuple[ConsentGiver, ...]:
    """Say whose word it takes on a day; where only the birth year is known the child counts as older."""
    if age_on(child.birth_on, child.birth_year, day) >= SPEAKS_FROM:
        return (ConsentGiver.CHILD, ConsentGiver.GUARDIAN)
    return (ConsentGiver.GUARDIAN,)


def agreements(child: Child, given: list[Given], day: date) -> list[Agreement]:
    """Say where each purpose stands on a day; `given` are the child's consents."""
    return [_agreement(child, given, purpose, day) for purpose in Purpose]


def may_publish(session: Session, child: Child, purpose: Purpose, day: date) -> bool:
    """Tell whether a child's data may be used for a purpose on a day: everybody whose word it takes has agreed.

    An anonymised child has no data to use.
    """
    if child.anonymised_on is not None:
        return False
    return _agreement(child, consents_of(session, child), purpose, day).agreed


def agreed_among(session: Session, children: Iterable[Child], purpose: Purpose, day: date) -> set[int]:
    """Tell for which of many children a purpose is agreed to on a day, by the keys of the records given.

    All records of a child count as one, and its record that is kept says how old it is.
    """
    leads = {child.id: leading_id(child) for child in children}
    wanted = sorted(set(leads.values()))
    agreed: set[int] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        agreed |= _agreed(session, wanted[start : start + _AT_ONCE], purpose, day)
    return {key for key, lead in leads.items() if lead in agreed}


def _agreed(session: Session, keys: list[int], purpose: Purpose, day: date) -> set[int]:
    lead = func.coalesce(Child.merged_into_id, Child.id)
    asked = (
        select(lead, Consent, ConsentWithdrawal)
        .join(Consent, Consent.child_id == Child.id)
        .outerjoin(ConsentWithdrawal, ConsentWithdrawal.consent_id == Consent.id)
        .where(or_(Child.id.in_(keys), Child.merged_into_id.in_(keys)), Consent.purpose == purpose)
    )
    given: dict[int, list[Given]] = {}
    for key, consent, withdrawal in session.execute(asked):
        given.setdefault(int(key), []).append(Given(consent, withdrawal))
    known = select(Child).where(Child.id.in_(list(given)), Child.anonymised_on.is_(None))
    children = session.scalars(known).all() if given else []
    return {child.id for child in children if _agreement(child, given[child.id], purpose, day).agreed}


def _agreement(child: Child, given: list[Given], purpose: Purpose, day: date) -> Agreement:
    missing: list[ConsentGiver] = []
    withdrawn: list[ConsentGiver] = []
    for giver in givers_needed(child, day):
        said = [each for each in given if (each.consent.purpose, each.consent.giver) == (purpose, giver)]
        if _stands(said, day):
            continue
        taken_back = any(each.withdrawal is not None and each.withdrawal.withdrawn_on <= day for each in said)
        (withdrawn if taken_back else missing).append(giver)
    return Agreement(purpose, not missing and not withdrawn, tuple(missing), tuple(withdrawn))


def _stands(said: list[Given], day: date) -> bool:
    """Tell whether the last word is a yes: a no of another parent counts until somebody agrees anew."""
    yes = [(each.consent.given_on, each.consent.at) for each in said if each.stands_on(day)]
    no = [
        (each.withdrawal.withdrawn_on, each.withdrawal.at)
        for each in said
        if each.withdrawal is not None and each.withdrawal.withdrawn_on <= day
    ]
    return bool(yes) and (not no or max(yes) > max(no))
