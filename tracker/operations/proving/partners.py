"""Keep the list of institutions that run a campaign with the fund."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.names import clean_name
from tracker.models.journal import Change
from tracker.models.proving.campaigns import Campaign, Partner
from tracker.models.users import User
from tracker.queries.proving.campaigns import partners_of


def set_partners(session: Session, *, by: User, campaign: Campaign, names: Sequence[str]) -> None:
    """Make a campaign's partners the named ones, in their order, each once; keep what they were.

    Empty names are left out. Refuses what is no name.
    """
    clean = list(dict.fromkeys(clean_name(name, field="partners") for name in names if name.strip()))
    old = partners_of(session, campaign)
    if [partner.name for partner in old] == clean:
        return
    for partner in old:
        session.delete(partner)
    session.flush()
    session.add_all(Partner(campaign_id=campaign.id, name=name) for name in clean)
    session.add(
        Change(
            at=now(),
            user_id=by.id,
            table_name=Campaign.__tablename__,
            record_id=str(campaign.id),
            field="partners",
            old="; ".join(partner.name for partner in old) or None,
            new="; ".join(clean) or None,
        )
    )
    session.flush()
