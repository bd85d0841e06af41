"""Open, correct and close campaigns: the purposes that donors give to."""

from datetime import date
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.money import show_dong
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Balance
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign
from tracker.models.users import User
from tracker.operations.journal import note
from tracker.operations.proving.campaign_terms import Terms, clean_terms
from tracker.operations.proving.partners import set_partners
from tracker.queries.journal import VND, shown, where_money_is
from tracker.queries.proving.campaigns import last_day_of, position


def open_campaign(session: Session, *, by: User, **terms: Unpack[Terms]) -> Campaign:
    """Open a campaign with its terms; `target` is whole đồng or None, `partners` are names.

    Refuses a code that is taken, days out of order, a target of 0 or less, an unknown kind.
    """
    fields = clean_terms(terms)
    _refuse_taken(session, fields["code"], but=None)
    campaign = Campaign(**fields, closed_on=None)
    session.add(campaign)
    session.flush()
    set_partners(session, by=by, campaign=campaign, names=terms.get("partners", ()))
    return campaign


def correct_campaign(session: Session, *, by: User, campaign: Campaign, **terms: Unpack[Terms]) -> Campaign:
    """Give a campaign other terms, all of them, and keep what they were.

    Refuses what `open_campaign` refuses, and another code once the books name the campaign:
    exports, transfer texts and the proof carry it.
    """
    fields = clean_terms(terms)
    if fields["code"] != campaign.code:
        _refuse_new_code(session, campaign)
        _refuse_taken(session, fields["code"], but=campaign)
    note(session, by=by, record=campaign, changes=fields)
    set_partners(session, by=by, campaign=campaign, names=terms.get("partners", ()))
    return campaign


def close_campaign(session: Session, *, by: User, campaign: Campaign, closed_on: date) -> Campaign:
    """Close a campaign that holds nothing any more; from then on it takes no gift and no move.

    Refuses the general fund, a campaign closed before, one with money, goods, advances, pledges
    or promised help left, a day to come and a day before its last entry.
    """
    if campaign.code == GENERAL_FUND:
        raise Refused(None, N_("The general fund is never closed."))
    refuse_closed(campaign, field=None)
    _refuse_bad_end(session, campaign, closed_on)
    _refuse_leftovers(session, campaign)
    note(session, by=by, record=campaign, changes={"closed_on": closed_on})
    return campaign


def refuse_closed(campaign: Campaign, *, field: str | None) -> None:
    """Refuse a campaign that is closed."""
    if campaign.closed_on is not None:
        raise Refused(
            field, N_("%(campaign)s was closed on %(day)s."), campaign=campaign.name, day=show_day(campaign.closed_on)
        )


def _refuse_taken(session: Session, code: str, *, but: Campaign | None) -> None:
    taken = session.scalar(select(Campaign).where(Campaign.code == code))
    if taken is not None and taken is not but:
        raise Refused("code", N_("The code %(code)s belongs to “%(name)s” already."), code=code, name=taken.name)


def _refuse_new_code(session: Session, campaign: Campaign) -> None:
    named = session.scalar(select(Balance.campaign_id).where(Balance.campaign_id == campaign.id).limit(1))
    if campaign.code == GENERAL_FUND or named is not None:
        raise Refused("code", N_("The books name %(code)s; its code stays."), code=campaign.code)


def _refuse_bad_end(session: Session, campaign: Campaign, closed_on: date) -> None:
    if closed_on > today():
        raise Refused("closed_on", N_("%(day)s has not come yet."), day=show_day(closed_on))
    last = last_day_of(session, campaign) or campaign.starts_on
    if closed_on < last:
        raise Refused(
            "closed_on",
            N_("%(day)s is before the campaign's last entry, %(last)s."),
            day=show_day(closed_on),
            last=show_day(last),
        )


def _refuse_leftovers(session: Session, campaign: Campaign) -> None:
    now = position(session, campaign)
    held = [
        f"{till.name} {shown(session, item, quantity)}"
        for item in (VND, *now.goods)
        for till, quantity in where_money_is(session, campaign, item)
    ]
    if held:
        raise Refused(
            None, N_("%(campaign)s still has %(left)s. Move it first."), campaign=campaign.name, left="; ".join(held)
        )
    if now.advanced or any(goods.advanced for goods in now.goods.values()):
        raise Refused(None, N_("%(campaign)s has advances that are not settled."), campaign=campaign.name)
    if now.pledged or now.committed:
        raise Refused(
            None,
            N_("%(campaign)s waits for %(pledged)s of pledges and has promised %(committed)s of help."),
            campaign=campaign.name,
            pledged=show_dong(now.pledged),
            committed=show_dong(now.committed),
        )
