"""Find the goods that an address names."""

from flask import abort
from sqlalchemy import select

from tracker.models.base import db
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Item
from tracker.queries.journal import VND


def goods_or_404(code: str, item: str) -> tuple[Campaign, Item]:
    """Give the campaign and the kind of goods by their codes; 404 for what is none."""
    session = db.session()
    campaign, goods = session.scalar(select(Campaign).where(Campaign.code == code)), session.get(Item, item)
    if campaign is None or goods is None or item == VND:
        abort(404)
    return campaign, goods
