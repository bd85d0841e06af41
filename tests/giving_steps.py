"""Fill the forms of giving as people do."""

from typing import Any

from make import Make
from sqlalchemy.orm import object_session
from werkzeug.test import TestResponse

from tracker.models.base import Base
from tracker.models.giving.donors import Donor
from tracker.models.proving.campaigns import Campaign


def gift_fields(donor: Donor | str, campaign: Campaign, **more: Any) -> dict[str, Any]:
    """Give the fields of a gift in cash on 15/03/2018; a donor as text is typed, a record is picked."""
    picked = {"donor": donor} if isinstance(donor, str) else {"donor": donor.full_name, "donor-id": donor.id}
    fields = {
        **picked,
        "donor_kind": "person",
        "campaign": campaign.id,
        "way": "cash",
        "received_on": "15/03/2018",
        "amount": "1.000.000",
        "source": "domestic",
        "then": "receipt",
    }
    see_anew(campaign)
    return {name: value for name, value in {**fields, **more}.items() if value is not None}


def see_anew(record: Base) -> None:
    """End what the test has read so far, so that it sees next what the page writes."""
    session = object_session(record)
    if session is not None:
        session.rollback()


def take(browser: Any, donor: Donor | str, campaign: Campaign, **more: Any) -> TestResponse:
    """Send a gift as the browser's user."""
    answer: TestResponse = browser.post("/donations/new", **gift_fields(donor, campaign, **more))
    return answer


def office(make: Make) -> Campaign:
    """Make an office that can issue receipts, with a campaign to give to."""
    make.letterhead()
    return make.campaign("CLYT")
