"""Record what a child and who stands by it agree to, and that they take it back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.ages import age_on
from tracker.ground.dates import now, show_day
from tracker.ground.names import clean_name, clean_remark, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.child_rights import Consent, ConsentGiver, ConsentMethod, ConsentWithdrawal, Purpose
from tracker.models.helping.children import Child
from tracker.models.users import User
from tracker.operations.helping.child_records import refuse_anonymised, refuse_day_to_come
from tracker.queries.helping.consents import SPEAKS_FROM
from tracker.queries.same import kept


def give_consent(
    session: Session,
    *,
    by: User,
    child: Child,
    purpose: str,
    giver: str,
    method: str,
    given_on: date,
    giver_name: str = "",
    relation: str = "",
    remark: str = "",
) -> Consent:
    """Record that the child, or who stands by it, agreed to one purpose on a day, and how that can be proven.

    A child's own name is not written here again: it goes when who it is is taken away. Refuses a day
    to come or before the birth, the word of a child under 7, and a guardian without name or relation.
    """
    child = kept(session, child)
    refuse_anonymised(child)
    refuse_day_to_come(given_on, "given_on")
    if given_on.year < child.birth_year:
        raise Refused("given_on", N_("The child was not born yet on %(day)s."), day=show_day(given_on))
    consent = Consent(
        child_id=child.id,
        purpose=Purpose(purpose),
        giver=ConsentGiver(giver),
        method=ConsentMethod(method),
        given_on=given_on,
        note=clean_remark(remark),
        by_id=by.id,
        at=now(),
        **_who(child, ConsentGiver(giver), giver_name, relation, given_on),
    )
    session.add(consent)
    session.flush()
    return consent


def _who(child: Child, giver: ConsentGiver, name: str, relation: str, day: date) -> dict[str, str]:
    if giver == ConsentGiver.CHILD:
        if age_on(child.birth_on, child.birth_year, day) < SPEAKS_FROM:
            text = N_("The child was under %(age)s on %(day)s: only the guardian agrees.")
            raise Refused("giver", text, age=SPEAKS_FROM, day=show_day(day))
        return {"giver_name": "", "relation": ""}
    relation = clean_text(relation, field="relation", at_most=60)
    if not relation:
        raise Refused("relation", N_("Say what the guardian is to the child, such as mẹ."))
    return {"giver_name": clean_name(name, field="giver_name"), "relation": relation}


def withdraw_consent(
    session: Session, *, by: User, consent: Consent, withdrawn_on: date, remark: str = ""
) -> ConsentWithdrawal:
    """Record that a consent was taken back from a day on; refuses one taken back before, and an unlikely day."""
    refuse_day_to_come(withdrawn_on, "withdrawn_on")
    if withdrawn_on < consent.given_on:
        raise Refused("withdrawn_on", N_("It was given on %(day)s only."), day=show_day(consent.given_on))
    if session.scalar(select(ConsentWithdrawal.id).where(ConsentWithdrawal.consent_id == consent.id)):
        raise Refused(None, N_("This consent was taken back already."))
    withdrawal = ConsentWithdrawal(
        consent_id=consent.id,
        withdrawn_on=withdrawn_on,
        note=clean_remark(remark),
        by_id=by.id,
        at=now(),
    )
    session.add(withdrawal)
    session.flush()
    return withdrawal
