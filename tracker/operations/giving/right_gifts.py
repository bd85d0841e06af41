"""Say a recorded gift again, keep what is right instead as text, and tell what moves between the two."""

import json
from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, Source
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, PledgeInstalment, PledgeMatch
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.corrections import Correction
from tracker.operations.giving.donations import Gift, Part, usual_purpose
from tracker.queries.giving.donations import parts_of


def recorded_gift(session: Session, donation: Donation) -> Gift:
    """Give a recorded gift as it would be said again; its pledge is the one that it fulfilled first."""
    parts = [
        Part(session.get_one(Account, part.account_id), part.item, part.quantity, part.value)
        for part in parts_of(session, donation)
    ]
    return Gift(
        donor=session.get_one(Donor, donation.donor_id),
        campaign=session.get_one(Campaign, donation.campaign_id),
        parts=parts,
        source=Source(donation.source),
        received_on=donation.received_on,
        via=session.get_one(Donor, donation.via_id) if donation.via_id else None,
        pledge=session.scalar(_first_pledge(donation)),
        purpose="" if donation.purpose == usual_purpose(donation.campaign) else donation.purpose,
        note=donation.note,
    )


def _first_pledge(donation: Donation) -> Select[Pledge]:
    """Ask for the pledge that a gift fulfilled when it was recorded, also after it was put right."""
    matched = select(Pledge).join(PledgeInstalment, PledgeInstalment.pledge_id == Pledge.id)
    matched = matched.join(PledgeMatch, PledgeMatch.instalment_id == PledgeInstalment.id)
    return matched.where(PledgeMatch.donation_id == donation.id).order_by(PledgeMatch.id).limit(1)


def right_gift(session: Session, correction: Correction) -> Gift:
    """Read back the right gift of a proposal, its records read anew."""
    said: dict[str, Any] = json.loads(correction.right)
    parts = [
        Part(session.get_one(Account, part["account"]), part["item"], part["quantity"], part["value"])
        for part in said["parts"]
    ]
    return Gift(
        donor=session.get_one(Donor, said["donor"]),
        campaign=session.get_one(Campaign, said["campaign"]),
        parts=parts,
        source=Source(said["source"]),
        received_on=date.fromisoformat(said["received_on"]),
        via=session.get_one(Donor, said["via"]) if said["via"] else None,
        pledge=session.get_one(Pledge, said["pledge"]) if said["pledge"] else None,
        purpose=said["purpose"],
        note=said["note"],
    )


def written(gift: Gift) -> dict[str, Any]:
    """Give all that a gift says, records by their keys."""
    return {
        "donor": gift.donor.id,
        "via": gift.via.id if gift.via else None,
        "campaign": gift.campaign.id,
        "pledge": gift.pledge.id if gift.pledge else None,
        "source": str(gift.source),
        "received_on": gift.received_on.isoformat(),
        "purpose": gift.purpose,
        "note": gift.note,
        "parts": [
            {"account": part.account.id, "item": part.item, "quantity": part.quantity, "value": part.value}
            for part in gift.parts
        ],
    }


def moved_by(wrong: Gift, right: Gift | None) -> dict[tuple[int, int, str], int]:
    """Give by how much a correction moves each till's money and goods of a campaign; what stays is left out.

    Keys are (account, campaign, item), quantities whole đồng or pieces. Without a right gift all of it leaves.
    """
    moved: dict[tuple[int, int, str], int] = defaultdict(int)
    sides = [(wrong, -1)] if right is None else [(wrong, -1), (right, 1)]
    for gift, sign in sides:
        for part in gift.parts:
            moved[part.account.id, gift.campaign.id, part.item] += sign * part.quantity
    return {place: quantity for place, quantity in moved.items() if quantity}
