"""Find donors, receipts, pledges and campaigns by what somebody typed at the top of a page."""

import re
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.ground.names import fold
from tracker.models.campaigns import Campaign
from tracker.models.donors import Donor
from tracker.models.pledges import Pledge
from tracker.models.receipts import Receipt

_MOST = 12
_NUMBER = re.compile(r"(?:(?P<series>[a-z]{2})[- ]?)?(?:(?P<year>[0-9]{4})[- /])?0*(?P<number>[0-9]{1,7})")


@dataclass(frozen=True)
class Found:
    """What a search found; at most 12 of each."""

    donors: list[Donor] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self.donors or self.campaigns or self.receipts or self.pledges)


def search(session: Session, text: str) -> Found:
    """Find by a name without diacritics, a phone number, a code, or a paper's number in any spelling."""
    folded = fold(text)[:120]
    if not folded:
        return Found()
    return Found(
        donors=_donors(session, folded),
        campaigns=_campaigns(session, folded),
        receipts=_receipts(session, folded),
        pledges=_pledges(session, folded),
    )


def _donors(session: Session, folded: str) -> list[Donor]:
    named = Donor.name_folded.contains(folded, autoescape=True)
    digits = re.sub(r"[^0-9]", "", folded)
    phoned = Donor.phone.contains(digits) if len(digits) >= 4 else None
    found = select(Donor).where(or_(named, phoned) if phoned is not None else named)
    return list(session.scalars(found.order_by(Donor.name_sort, Donor.id).limit(_MOST)))


def _campaigns(session: Session, folded: str) -> list[Campaign]:
    coded = Campaign.code == folded.upper()
    found = select(Campaign).where(or_(Campaign.name_folded.contains(folded, autoescape=True), coded))
    return list(session.scalars(found.order_by(Campaign.code).limit(_MOST)))


def _receipts(session: Session, folded: str) -> list[Receipt]:
    number = _number(folded, ("bl", "tn"))
    if number is None:
        return []
    found = select(Receipt).where(Receipt.number == int(number["number"]))
    if number["year"]:
        found = found.where(Receipt.year == int(number["year"]))
    if number["series"]:
        found = found.where(Receipt.series == number["series"].upper())
    newest_first = found.order_by(Receipt.year.desc(), Receipt.series)
    return list(session.scalars(newest_first.limit(_MOST)))


def _pledges(session: Session, folded: str) -> list[Pledge]:
    number = _number(folded, ("ck",))
    if number is None:
        return []
    found = select(Pledge).where(Pledge.number == int(number["number"]))
    if number["year"]:
        found = found.where(Pledge.year == int(number["year"]))
    return list(session.scalars(found.order_by(Pledge.year.desc()).limit(_MOST)))


def _number(folded: str, series: tuple[str, ...]) -> re.Match[str] | None:
    """Read a paper's number as typed: 12, bl-2018-0012, BL 12, 2018/12; None for another kind of paper."""
    parts = _NUMBER.fullmatch(folded)
    return parts if parts is not None and (not parts["series"] or parts["series"] in series) else None
