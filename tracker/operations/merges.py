"""Merge two records of one donor or one child, and undo it: a redirect, nothing is rewritten.

The record that goes only names the one that is kept; gifts, pledges, receipts, help and lists stay
as they were recorded. One level: who is kept leads nowhere, and nobody leads to who goes.
"""

from typing import TypeVar

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from tracker.ground.names import clean_reason
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.helping.children import Child
from tracker.models.users import User
from tracker.operations.journal import note
from tracker.queries.giving.donations import donations
from tracker.queries.helping.scholarships import awarded_in_both
from tracker.queries.merges import lists_of_both, sponsored_in_both
from tracker.queries.same import keys_of_one, merged_into

Twin = TypeVar("Twin", Donor, Child)


def merge_donors(session: Session, *, by: User, gone: Donor, kept: Donor, reason: str) -> Donor:
    """Say that two records are one donor: from now on `gone` leads to `kept`, whatever is asked.

    Links of others stay: a gift that came through one of the two still names that record. Refuses
    who wants no name, two that passed on each other's gifts, and what is no single level.
    """
    reason = _refuse_unfit(session, gone, kept, reason, gone.full_name, kept.full_name)
    if DonorKind.ANONYMOUS in (gone.kind, kept.kind):
        raise Refused(None, N_("Who wants no name is not merged: nobody knows whether the two are one."))
    ones, others = keys_of_one(gone), keys_of_one(kept)
    forth = and_(Donation.donor_id.in_(ones), Donation.via_id.in_(others))
    back = and_(Donation.donor_id.in_(others), Donation.via_id.in_(ones))
    if session.scalar(donations().where(or_(forth, back)).with_only_columns(Donation.id).limit(1)):
        text = N_("A gift of “%(one)s” came through “%(other)s”. Put that gift right first, or leave the two apart.")
        raise Refused(None, text, one=gone.full_name, other=kept.full_name)
    return _merge(session, by, gone, kept, reason)


def unmerge_donor(session: Session, *, by: User, donor: Donor) -> Donor:
    """Let a merged record stand for itself again; what was recorded since stays with the one that was kept."""
    return _unmerge(session, by, donor, donor.full_name)


def merge_children(session: Session, *, by: User, gone: Child, kept: Child, reason: str) -> Child:
    """Say that two records are one child: from now on `gone` leads to `kept`, whatever is asked.

    Approved lists, scholarships and paid help keep the record that they name. Refuses who was
    anonymised, two that stand on one list of which one of them is still to be given, two that both have a
    sponsor or are owed months of a scholarship in one campaign, and what is no single level.
    """
    reason = _refuse_unfit(session, gone, kept, reason, gone.code, kept.code)
    for child in (gone, kept):
        if child.anonymised_on is not None:
            raise Refused(None, N_("%(code)s was anonymised; who it was cannot be compared."), code=child.code)
    if lists := lists_of_both(session, gone, kept):
        text = N_("Both are on %(lists)s: take one off, or give it up, before they are merged.")
        raise Refused(None, text, lists=", ".join(lists))
    if campaign := sponsored_in_both(session, gone, kept):
        text = N_("Both have a sponsor in %(campaign)s: end one of the two first, then tell that sponsor.")
        raise Refused(None, text, campaign=campaign)
    if campaign := awarded_in_both(session, gone, kept):
        text = N_("Both are owed months of a scholarship of %(campaign)s: stop one of the two first.")
        raise Refused(None, text, campaign=campaign)
    return _merge(session, by, gone, kept, reason)


def unmerge_child(session: Session, *, by: User, child: Child) -> Child:
    """Let a merged record stand for itself again; what was recorded since stays with the one that was kept."""
    if child.anonymised_on is not None:
        raise Refused(None, N_("%(code)s was anonymised: this cannot be undone."), code=child.code)
    return _unmerge(session, by, child, child.code)


def _refuse_unfit(session: Session, gone: Twin, kept: Twin, reason: str, gone_name: str, kept_name: str) -> str:
    """Give the reason, cleaned; refuse one's own self and whatever is no single level, with the way out."""
    if gone.id == kept.id:
        raise Refused(None, N_("This is one and the same record. Choose another."))
    if gone.merged_into_id is not None:
        raise Refused(None, N_("“%(name)s” was merged already. Undo that first."), name=gone_name)
    if kept.merged_into_id is not None:
        text = N_("“%(name)s” was merged itself. Keep the record to which it leads, or undo that first.")
        raise Refused(None, text, name=kept_name)
    if merged_into(session, gone):
        text = N_("Other records lead to “%(name)s”. Keep this one, or undo those first.")
        raise Refused(None, text, name=gone_name)
    why = clean_reason(reason, at_most=500)
    return why


def _merge(session: Session, by: User, gone: Twin, kept: Twin, reason: str) -> Twin:
    note(session, by=by, record=gone, changes={"merged_into_id": kept.id, "merged_why": reason})
    return kept


def _unmerge(session: Session, by: User, record: Twin, name: str) -> Twin:
    if record.merged_into_id is None:
        raise Refused(None, N_("“%(name)s” is not merged."), name=name)
    note(session, by=by, record=record, changes={"merged_into_id": None, "merged_why": ""})
    return record
