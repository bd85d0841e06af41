"""Recompute the proof from the books and name every leaf that no longer says what was done."""

from sqlalchemy import Select, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from tracker.ground.proofs import canonical, commitment, leaf_hash, root_of
from tracker.models.corrections import CorrectionStep
from tracker.models.donations import Donation
from tracker.models.handouts import HandoutStep, SheetStep
from tracker.models.journal import Entry, Leaf, LeafSalt
from tracker.models.receipts import Receipt, ReceiptVoid
from tracker.queries.proofs import body_of, persons_of, size_and_root

#: What must have a leaf, by the leaf's kind.
SEALED = {
    "entry": Entry,
    "donation": Donation,
    "receipt": Receipt,
    "void": ReceiptVoid,
    "correction": CorrectionStep,
    "list": HandoutStep,
    "sheet": SheetStep,
}


def broken_proofs(session: Session) -> list[str]:
    """List what breaks the proof: leaves that differ from the books, acts without a leaf, a wrong root."""
    leaves = list(session.execute(_leaves()))
    broken = [f"leaf {leaf.id} {leaf.kind} {leaf.record_id}" for leaf, salt in leaves if not _true(session, leaf, salt)]
    if not _root_is_right(session, [leaf for leaf, _ in leaves]):
        broken.append(f"root of {len(leaves)}")
    return broken + _without_leaf(session)


def _root_is_right(session: Session, leaves: list[Leaf]) -> bool:
    try:
        size, root = size_and_root(session)
        hashes = [bytes.fromhex(leaf.hash) for leaf in leaves]
    except (ValueError, TypeError):
        # A head or a leaf that is no hash at all proves nothing either.
        return False
    return [leaf.id for leaf in leaves] == list(range(size)) and root_of(hashes) == root


def _leaves() -> Select[Leaf, LeafSalt | None]:
    return select(Leaf, LeafSalt).outerjoin(LeafSalt, LeafSalt.leaf_id == Leaf.id).order_by(Leaf.id)


def _true(session: Session, leaf: Leaf, salt: LeafSalt | None) -> bool:
    try:
        body = body_of(session, leaf.kind, leaf.record_id)
    except (NoResultFound, KeyError):
        return False
    if leaf_hash(canonical(body | {"persons": leaf.commitment})).hex() != leaf.hash:
        return False
    persons = persons_of(session, leaf.kind, leaf.record_id)
    if leaf.commitment is None:
        return persons is None
    if salt is None:
        # Taken away on purpose: who was named can no longer be proven, what was done can.
        return True
    return persons is not None and commitment(bytes.fromhex(salt.salt), persons).hex() == leaf.commitment


def _without_leaf(session: Session) -> list[str]:
    missing = []
    for kind, table in SEALED.items():
        acts = session.scalar(select(func.count()).select_from(table))
        sealed = session.scalar(select(func.count()).select_from(Leaf).where(Leaf.kind == kind))
        if acts != sealed:
            missing.append(f"{kind}: {acts} acts, {sealed} leaves")
    return missing
