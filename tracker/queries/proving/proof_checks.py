"""Recompute the proof from the books and name every leaf that no longer says what was done."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from tracker.ground.proofs import canonical, commitment, leaf_hash, root_of
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.helping.handouts import HandoutStep, SheetStep
from tracker.models.helping.help_corrections import HelpCorrectionStep
from tracker.models.helping.savings_books import BookEvent
from tracker.models.helping.scholarships import AwardStep
from tracker.models.journal import Entry, Leaf, LeafSalt
from tracker.models.proving.closings import ClosingStep
from tracker.models.proving.corrections import CorrectionStep
from tracker.models.proving.indicators import Reading
from tracker.models.proving.overrides import Override
from tracker.models.proving.spending_corrections import SpendingCorrectionStep
from tracker.models.proving.store_counts import StoreCount, StoreCountStep
from tracker.queries.proving.proofs import Body, bodies_of, persons_of_many, size_and_root

#: Leaves that are read back together.
_CHUNK = 500
#: A leaf with its salt.
_Salted = tuple[Leaf, LeafSalt | None]

#: What must have a leaf, by the leaf's kind.
SEALED = {
    "entry": Entry,
    "donation": Donation,
    "receipt": Receipt,
    "void": ReceiptVoid,
    "correction": CorrectionStep,
    "help_correction": HelpCorrectionStep,
    "spending_correction": SpendingCorrectionStep,
    "list": HandoutStep,
    "sheet": SheetStep,
    "closing": ClosingStep,
    "override": Override,
    "store_count": StoreCount,
    "store_count_end": StoreCountStep,
    "reading": Reading,
    "award": AwardStep,
    "savings_book": BookEvent,
}


def broken_proofs(session: Session) -> list[str]:
    """List what breaks the proof: leaves that differ from the books, acts without a leaf, a wrong root."""
    leaves = [(leaf, salt) for leaf, salt in session.execute(_leaves())]
    broken = []
    for start in range(0, len(leaves), _CHUNK):
        broken += _altered(session, leaves[start : start + _CHUNK])
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


def _altered(session: Session, leaves: Sequence[_Salted]) -> list[str]:
    """Name the leaves that do not say what the books say."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for leaf, _ in leaves:
        by_kind[leaf.kind].append(leaf.record_id)
    acts = {(kind, key): act for kind, keys in by_kind.items() for key, act in _acts(session, kind, keys).items()}
    wrong = (leaf for leaf, salt in leaves if not _true(leaf, salt, acts.get((leaf.kind, leaf.record_id))))
    return [f"leaf {leaf.id} {leaf.kind} {leaf.record_id}" for leaf in wrong]


def _acts(session: Session, kind: str, record_ids: list[int]) -> dict[int, tuple[Body, Body | None]]:
    """Give body and persons of the acts that are there; a missing one is looked for alone."""
    try:
        bodies, persons = bodies_of(session, kind, record_ids), persons_of_many(session, kind, record_ids)
    except (NoResultFound, KeyError):
        alone = [_acts(session, kind, [key]) for key in record_ids] if len(record_ids) > 1 else []
        return {key: act for acts in alone for key, act in acts.items()}
    return {key: (body, persons.get(key)) for key, body in bodies.items()}


def _true(leaf: Leaf, salt: LeafSalt | None, act: tuple[Body, Body | None] | None) -> bool:
    if act is None:
        return False
    body, persons = act
    if leaf_hash(canonical(body | {"persons": leaf.commitment})).hex() != leaf.hash:
        return False
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
