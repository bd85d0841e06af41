"""Gather for a child's page what its family agreed to and asked, who opened it, and whether it may go."""

from typing import Any

from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.helping.child_rights import (
    ConsentGiver,
    ConsentMethod,
    DataRequestKind,
    DataRequestStepKind,
    Purpose,
)
from tracker.models.helping.children import Child
from tracker.queries.helping.accesses import last_seen
from tracker.queries.helping.child_parts import ChildParts
from tracker.queries.helping.consents import agreements
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.forms.helping.child_rights import ConsentForm, WithdrawForm
from tracker.web.rights import may

#: So many of the last accesses stand on a child's page.
LAST = 5


def rights_of_child(session: Session, child: Child, parts: ChildParts, sent: dict[str, Form]) -> dict[str, Any]:
    """Give what the cards of a child's page show; a form that was refused stands in its place."""
    return {
        "given": parts.given,
        "agreements": agreements(child, parts.given, today()),
        "consent_form": sent.get("consents") or apart(ConsentForm.of_request(formdata=None), "consents"),
        "withdrawals": {
            each.consent.id: _withdraw(each.consent.id, sent) for each in parts.given if not each.withdrawal
        },
        "requests": parts.requests,
        "proposal": parts.proposal,
        "accesses": last_seen(session, child, LAST) if may("children.accesses") else None,
        "purposes": Purpose,
        "givers": ConsentGiver,
        "methods": ConsentMethod,
        "request_kinds": DataRequestKind,
        "step_kinds": DataRequestStepKind,
    }


def _withdraw(consent_id: int, sent: dict[str, Form]) -> Form:
    name = f"withdraw-{consent_id}"
    return sent.get(name) or apart(WithdrawForm.of_request(formdata=None), name)
