"""Seal what was done: append a leaf to the proof, in the transaction of the act."""

import json

from sqlalchemy.orm import Session

from tracker.ground.proofs import append, canonical, commitment, leaf_hash, new_salt
from tracker.models.journal import Leaf, LeafSalt
from tracker.operations.writing import locked_head
from tracker.queries.proofs import body_of, persons_of


def seal(session: Session, kind: str, record_id: int) -> None:
    """Append the leaf of a frozen act; `kind` is one that queries/proofs.py can read back."""
    session.flush()
    head = locked_head(session)
    persons = persons_of(session, kind, record_id)
    salt = new_salt()
    promise = commitment(salt, persons).hex() if persons is not None else None
    digest = leaf_hash(canonical(body_of(session, kind, record_id) | {"persons": promise}))
    leaf = Leaf(id=head.size, kind=kind, record_id=record_id, hash=digest.hex(), commitment=promise)
    session.add(leaf)
    session.flush()
    if promise is not None:
        session.add(LeafSalt(leaf_id=leaf.id, salt=salt.hex()))
    head.size, frontier = append(head.size, json.loads(head.frontier), digest)
    head.frontier = json.dumps(frontier)
    session.flush()
