"""Gather for a child's page what its family agreed to and asked, who opened it, and whether it may go."""

from typing import Any

from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.child_rights import (
    ConsentGiver,
    ConsentMethod,
    DataRequest,
    DataRequestKind,
    DataRequestStepKind,
    Purpose,
)
from tracker.models.children import Child
from tracker.models.journal import Access
from tracker.queries.accesses import AccessesWanted, accesses_listed, seen
from tracker.queries.anonymisings import waiting_for
from tracker.queries.consents import agreements, consents_of
from tracker.queries.data_requests import requests_listed, states_of
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.forms.child_rights import ConsentForm, WithdrawForm
from tracker.web.rights import may

#: So many of the last accesses stand on a child's page.
LAST = 5


def rights_of_child(session: Session, child: Child, sent: dict[str, Form]) -> dict[str, Any]:
    """Give what the cards of a child's page show; a form that was refused stands in its place."""
    given = consents_of(session, child)
    requests = requests_listed(child=child).order_by(DataRequest.received_on.desc(), DataRequest.id.desc())
    asked = may("children.requests")
    accesses = accesses_listed(AccessesWanted(child=child)).order_by(Access.id.desc()).limit(LAST)
    return {
        "given": given,
        "agreements": agreements(child, given, today()),
        "consent_form": sent.get("consents") or apart(ConsentForm.of_request(formdata=None), "consents"),
        "withdrawals": {each.consent.id: _withdraw(each.consent.id, sent) for each in given if not each.withdrawal},
        "requests": states_of(session, session.scalars(requests)) if asked else [],
        "proposal": waiting_for(session, child) if asked else None,
        "accesses": seen(session, session.scalars(accesses).all()) if may("children.accesses") else None,
        "purposes": Purpose,
        "givers": ConsentGiver,
        "methods": ConsentMethod,
        "request_kinds": DataRequestKind,
        "step_kinds": DataRequestStepKind,
    }


def _withdraw(consent_id: int, sent: dict[str, Form]) -> Form:
    name = f"withdraw-{consent_id}"
    return sent.get(name) or apart(WithdrawForm.of_request(formdata=None), name)
