"""Seal what was done: append a leaf to the proof, in the transaction of the act."""

import json
from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.ground.proofs import append, canonical, commitment, leaf_hash, new_salt
from tracker.models.journal import Leaf, LeafSalt
from tracker.operations.writing import locked_head
from tracker.queries.proving.proofs import bodies_of, persons_of_many


def seal(session: Session, kind: str, record_id: int) -> None:
    """Append the leaf of a frozen act; `kind` is one that queries/proving/proofs.py can read back."""
    seal_all(session, kind, [record_id])


def seal_all(session: Session, kind: str, record_ids: Sequence[int]) -> None:
    """Append the leaves of some frozen acts of one kind, in this order; at least one."""
    session.flush()
    head = locked_head(session)
    bodies, persons = bodies_of(session, kind, record_ids), persons_of_many(session, kind, record_ids)
    frontier = json.loads(head.frontier)
    leaves, salts = [], []
    for record_id in record_ids:
        named = persons[record_id]
        salt = new_salt() if named is not None else None
        promise = commitment(salt, named).hex() if salt is not None else None
        digest = leaf_hash(canonical(bodies[record_id] | {"persons": promise}))
        leaf = {"id": head.size, "kind": kind, "record_id": record_id, "hash": digest.hex(), "commitment": promise}
        leaves.append(leaf)
        if salt is not None:
            salts.append({"leaf_id": head.size, "salt": salt.hex()})
        head.size, frontier = append(head.size, frontier, digest)
    head.frontier = json.dumps(frontier)
    session.execute(insert(Leaf), leaves)
    if salts:
        session.execute(insert(LeafSalt), salts)
    session.flush()
