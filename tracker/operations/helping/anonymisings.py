"""Take away who a child is, and keep what was done for it: proposed by one person, agreed to by another.

Money rows, lists and vouchers stay: they are papers of the accounts. What is taken away is written
nowhere again; the history says only that it was done, when and by whom.
"""

from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_reason, fold, sort_key
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.child_rights import Anonymising, AnonymisingStep
from tracker.models.helping.children import Child, ChildGroup, ChildHousehold, Guardian, OutsideId, Payee
from tracker.models.helping.handouts import HandoutRow
from tracker.models.helping.savings_books import SavingsBook
from tracker.models.helping.scholarships import Award
from tracker.models.users import User
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.operations.journal import note
from tracker.operations.proposals import keep_end, refuse_ending
from tracker.queries.helping.anonymisings import standing_of, step_of, waiting_for
from tracker.queries.same import merged_into

_MOST = 2000


def propose_anonymising(session: Session, *, by: User, child: Child, reason: str) -> Anonymising:
    """Propose that who a child is be taken away; nothing changes yet.

    Refuses without a ground (a deletion accepted, or the term over), while the child is on an open
    list or owed months of a scholarship, while papers of its help must be kept, while another request
    waits, twice, and without a reason.
    """
    _refuse_unfit(session, child)
    if waiting_for(session, child) is not None:
        raise Refused(None, N_("It was proposed already and waits for agreement."))
    why = clean_reason(reason, at_most=_MOST)
    proposal = Anonymising(child_id=child.id, reason=why, proposed_by=by.id, proposed_at=now())
    session.add(proposal)
    session.flush()
    return proposal


def agree_anonymising(session: Session, *, by: User, anonymising: Anonymising, remark: str = "") -> AnonymisingStep:
    """Agree, and take away who the child is, for good.

    Looks anew at what stands against it. Refuses the person who proposed it, and a proposal that ended.
    """
    child = session.get_one(Child, anonymising.child_id)
    _refuse_unfit(session, child)
    step = _end(session, by, anonymising, agreed=True, remark=remark)
    for record in [child, *merged_into(session, child)]:
        _forget(session, by, record)
    return step


def decline_anonymising(session: Session, *, by: User, anonymising: Anonymising, remark: str) -> AnonymisingStep:
    """Leave everything as it is, with a reason; refuses who proposed it, and a proposal that ended."""
    remark = clean_reason(remark, field="remark", at_most=_MOST)
    return _end(session, by, anonymising, agreed=False, remark=remark)


def _refuse_unfit(session: Session, child: Child) -> None:
    refuse_anonymised(child)
    if child.merged_into_id is not None:
        raise Refused(None, N_("“%(name)s” was merged already. Undo that first."), name=child.code)
    stands = standing_of(session, child, today())
    if stands.open_lists:
        lists = ", ".join(stands.open_lists)
        raise Refused(None, N_("%(code)s is still on %(lists)s."), code=child.code, lists=lists)
    if stands.open_books:
        text = N_("The savings book %(books)s of %(code)s is not with the family: hand it over or close it first.")
        raise Refused(None, text, books=", ".join(stands.open_books), code=child.code)
    if stands.owed_months:
        text = N_("%(code)s is still owed %(count)s months of a scholarship. Stop it first, or pay it.")
        raise Refused(None, text, code=child.code, count=stands.owed_months)
    if stands.kept_until is not None and stands.kept_until >= today():
        text = N_("Papers of help for %(code)s must be kept until %(day)s.")
        raise Refused(None, text, code=child.code, day=show_day(stands.kept_until))
    if stands.open_requests:
        raise Refused(None, N_("Another request about this child is open. End it first."))
    if stands.ground is None:
        text = N_("Nobody asked for it, and something happened for the child in %(year)s: the term is not over.")
        raise Refused(None, text, year=stands.last_year)


def _end(session: Session, by: User, anonymising: Anonymising, *, agreed: bool, remark: str) -> AnonymisingStep:
    refuse_ending(by, anonymising, step_of(session, anonymising))
    step = AnonymisingStep(anonymising_id=anonymising.id, agreed=agreed)
    return keep_end(session, step, by=by, remark=remark, sealed_as=None, at_most=_MOST)


def _forget(session: Session, by: User, child: Child) -> None:
    """Empty a record; only that it was done goes into the history, never what was there."""
    for name, value in _nobody(child).items():
        setattr(child, name, value)
    for table in (Guardian, Payee, OutsideId, ChildGroup):
        session.execute(delete(table).where(table.child_id == child.id))
    session.execute(update(ChildHousehold).where(ChildHousehold.child_id == child.id).values(certificate=""))
    session.execute(update(HandoutRow).where(HandoutRow.child_id == child.id).values(said="{}"))
    nobody = dict.fromkeys(("guardian", "held_by", "note"), "")
    session.execute(update(SavingsBook).where(SavingsBook.child_id == child.id).values(nobody))
    session.execute(update(Award).where(Award.child_id == child.id).values(note=""))
    note(session, by=by, record=child, changes={"anonymised_on": today()})


def _nobody(child: Child) -> dict[str, Any]:
    name = f"Trẻ {child.code}"
    texts = dict.fromkeys(("hamlet", "school", "school_class", "note", "merged_why"), "")
    return {"full_name": name, "name_folded": fold(name), "name_sort": sort_key(name), "birth_on": None, **texts}
