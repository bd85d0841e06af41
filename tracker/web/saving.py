"""Run one operation as one transaction for a form, and put a refusal back on its field."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import flash, request

from tracker.ground.refusals import KeyReused, Refused
from tracker.models.base import Base, db
from tracker.operations.writing import do_once, writing
from tracker.web.forms.base import Form, first_error
from tracker.web.rights import current_user_record

Record = TypeVar("Record", bound=Base)
Result = TypeVar("Result")


def save(form: Form, operation: Callable[..., Record], **extra: Any) -> Record | None:
    """Do what the form asks, once per key; give the record, or None with the refusal on the form.

    The operation gets the form's values, read under the lock, and `extra` over them. The same key
    with another content is not put on the form: it becomes the 409 page.
    """
    session = db.session()
    try:
        return do_once(
            session,
            operation,
            by=current_user_record(),
            key=form.key.data or "",
            content={"path": request.path, "form": form.content()},
            values=lambda: {**form.values(session), **extra},
        )
    except KeyReused:
        raise
    except Refused as refused:
        form.refuse(refused)
        return None


def write(operation: Callable[..., Result], **values: Any) -> Result:
    """Run one operation that needs neither key nor user as one transaction, such as a sign-in."""
    session = db.session()
    with writing(session):
        return operation(session, **values)


def do(form: Form, operation: Callable[..., Base], **values: Any) -> bool:
    """Run an operation for a form that is only a button; what is refused is said on the page that follows."""
    if form.sent_and_valid() and save(form, operation, **values) is not None:
        return True
    flash(first_error(form), "warning")
    return False
