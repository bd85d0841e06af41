"""Tell what was changed in a campaign."""

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.proving.campaigns import Campaign, CampaignKind, Leftover
from tracker.queries.journal import history_of
from tracker.web.history import Changed, told

LABELS = {
    "code": N_("Code"),
    "name": N_("Name"),
    "kind": N_("Kind"),
    "starts_on": N_("From"),
    "ends_on": N_("To"),
    "target": N_("Target"),
    "costs_allowed": N_("Costs of the fund may be taken from it"),
    "keeps_interest": N_("Its interest stays with it"),
    "leftover": N_("What is left over"),
    "receives_until": N_("Receives until (announced)"),
    "closed_on": N_("Closed on"),
    "partners": N_("Partners"),
    "note": N_("Note"),
}
_CHOICES = {"kind": CampaignKind, "leftover": Leftover}


def changes_of(session: Session, campaign: Campaign) -> list[Changed]:
    """List a campaign's changes, newest first; the key for searches is no change of its own."""
    changes = [change for change in history_of(session, "campaigns", campaign.id) if change.field in LABELS]
    return told(session, changes, labels=LABELS, choices=_CHOICES, flags=frozenset({"costs_allowed", "keeps_interest"}))
