"""Hold the one transaction: lock first, run one operation, commit; ten presses of a button do it once."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.proofs import canonical
from tracker.ground.refusals import N_, KeyReused
from tracker.models.base import Base
from tracker.models.journal import LogHead, Request
from tracker.models.users import User

Record = TypeVar("Record", bound=Base)


@contextmanager
def writing(session: Session) -> Iterator[LogHead]:
    """Roll back what was read, lock the books, run the block, commit; on any fault nothing stays.

    Everything that the block decides on is read after the lock. SQLite begins IMMEDIATE,
    PostgreSQL locks the one row of `log_head`. The only place in the program that commits.
    """
    session.rollback()
    session.connection(execution_options={"writes": True})
    try:
        head = session.get_one(LogHead, 1, with_for_update=True, populate_existing=True)
        session.info["head"] = head
        yield head
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("head", None)
        session.info.pop("request_id", None)


def locked_head(session: Session) -> LogHead:
    """Give the head of the books that this transaction has locked; without the lock it is a fault of the program."""
    head = session.info.get("head")
    if not isinstance(head, LogHead):
        raise RuntimeError("the books are written under the lock only: use writing()")
    return head


def current_request(session: Session, by: User) -> int:
    """Give the id of the request that the running transaction serves; make one where no form sent a key."""
    if "request_id" not in session.info:
        request = _new_request(session, secrets.token_hex(16), by, "direct", "")
        session.info["request_id"] = request.id
    return int(session.info["request_id"])


def do_once(
    session: Session,
    operation: Callable[..., Record],
    *,
    by: User,
    key: str,
    content: Mapping[str, Any],
    values: Callable[[], Mapping[str, Any]],
) -> Record:
    """Run one operation as one transaction, at most once per key.

    `content` is what was sent (text), `values` gives the operation's arguments and is called under
    the lock, so that records are read anew. The same key, user and content gives the first result
    again; the same key with anything else is refused (KeyReused).
    """
    content_hash = hashlib.sha256(canonical(dict(content))).hexdigest()
    user_id = by.id
    with writing(session):
        by = session.get_one(User, user_id)
        earlier = session.scalar(select(Request).where(Request.key == key))
        if earlier is not None:
            return _first_result(session, earlier, by, operation.__name__, content_hash)
        request = _new_request(session, key, by, operation.__name__, content_hash)
        session.info["request_id"] = request.id
        record = operation(session, by=by, **values())
        session.flush()
        request.result = json.dumps({"class": type(record).__name__, "key": _identity(record)})
        return record


def _new_request(session: Session, key: str, by: User, operation: str, content_hash: str) -> Request:
    request = Request(key=key, user_id=by.id, operation=operation, content_hash=content_hash, at=now())
    session.add(request)
    session.flush()
    return request


def _first_result(session: Session, earlier: Request, by: User, operation: str, content_hash: str) -> Any:
    same = (earlier.user_id, earlier.operation, earlier.content_hash) == (by.id, operation, content_hash)
    if not same or earlier.result is None:
        raise KeyReused(None, N_("This form was already sent with another content. Open it again."))
    result = json.loads(earlier.result)
    classes = {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}
    return session.get_one(classes[result["class"]], tuple(result["key"]))


def _identity(record: Base) -> list[Any]:
    return list(record.__mapper__.primary_key_from_instance(record))


@contextmanager
def arranging(engine: Engine) -> Iterator[Connection]:
    """Open one transaction for what is no act of the books: making room for a fresh database, taking it away."""
    with engine.begin() as connection:
        yield connection
