"""Ask who gives, who may be the same, and what somebody gave or passed on."""

import re
from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.ground.names import clean_phone, clean_tax_code, fold
from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.giving.pledges import Pledge
from tracker.queries.giving.donations import donations
from tracker.queries.giving.pledges import PledgeSum, as_sum, pledge_sums
from tracker.queries.name_search import MOST_LETTERS, begins_with, is_main, keys_of, words_in
from tracker.queries.same import kept_ones, keys_of_one

#: What people write before a name, and offices for the same words, folded.
_TITLES = ("ong", "ba", "anh", "chi", "co", "chu", "bac")
_SAME_WORDS = (("cty", "cong ty"), ("cp", "co phan"), ("dntn", "doanh nghiep tu nhan"))


def find_donors(session: Session, text: str, *, limit: int = 20) -> list[Donor]:
    """Find donors by every word of a name without diacritics, or by digits of phone or tax code.

    Names that begin with the text come first; nothing typed finds nothing. A merged record is found
    by what it says and leads to the one that is kept.
    """
    folded = fold(text)[:MOST_LETTERS]
    if not folded:
        return []
    first = keys_of(session, Donor, begins_with(session, Donor, folded), limit)
    # What begins so is among the others again: leaving it out here costs less than asking each name.
    others = _others(session, folded, limit) if len(first) < limit else []
    rest = [key for key in others if key not in first][: limit - len(first)]
    found = session.scalars(select(Donor).where(Donor.id.in_([*first, *rest]))).all() if first or rest else []
    return kept_ones(session, sorted(found, key=lambda donor: (donor.id not in first, donor.name_sort, donor.id)))


def _others(session: Session, folded: str, limit: int) -> Sequence[int]:
    """Give the keys of who is called so anywhere in the name, or has the number."""
    numbered = _numbered(folded)
    wanted = words_in(Donor, folded)
    return keys_of(session, Donor, or_(wanted, *numbered) if numbered else wanted, limit)


def donors_page(*, text: str = "", kind: str | None = None) -> Select[Donor]:
    """Ask for the donors of a list, narrowed by what was typed and by kind; the page puts them in order.

    A merged record is no row of its own; what it says finds the one that is kept.
    """
    asked = select(Donor).where(is_main(Donor))
    if kind:
        asked = asked.where(Donor.kind == kind)
    folded = fold(text)[:MOST_LETTERS]
    if not folded:
        return asked
    gone = aliased(Donor)
    led = select(gone.merged_into_id).where(gone.merged_into_id.is_not(None), _says(gone, folded))
    return asked.where(or_(_says(Donor, folded), Donor.id.in_(led)))


def donor_keys(text: str) -> Select[int]:
    """Ask for the keys of all records of the donors of whom one record says a text."""
    folded = fold(text)[:MOST_LETTERS]
    if not folded:
        return select(Donor.id)
    gone, main = aliased(Donor), aliased(Donor)
    led = select(gone.merged_into_id).where(gone.merged_into_id.is_not(None), _says(gone, folded))
    of_main = exists(select(main.id).where(main.id == Donor.merged_into_id, _says(main, folded)))
    return select(Donor.id).where(or_(_says(Donor, folded), Donor.id.in_(led), Donor.merged_into_id.in_(led), of_main))


def _says(table: type[Donor], folded: str) -> ColumnElement[bool]:
    """Tell the records whose name has every word, or whose phone or tax code has the digits."""
    return or_(words_in(table, folded), *_numbered(folded, table))


def _numbered(folded: str, table: type[Donor] = Donor) -> list[ColumnElement[bool]]:
    """Look for digits in phones and tax codes; fewer than four would find everybody."""
    digits = re.sub(r"[ .()-]", "", folded)
    if not (digits.isascii() and digits.removeprefix("+").isdigit() and len(digits) >= 4):
        return []
    # A whole number is looked up as it is stored today, also where an old card says 0168….
    phone = _read(clean_phone, digits) or digits
    return [table.phone.contains(phone, autoescape=True), table.tax_code.startswith(digits, autoescape=True)]


def likely_doubles(
    session: Session, *, full_name: str, phone: str = "", tax_code: str = "", but: Donor | None = None
) -> list[Donor]:
    """List who is likely the same: the same name without diacritics, title or short forms, phone or tax code.

    Donors without a name are alike by phone and tax code only. Text may come as typed; at most 10.
    Records that were merged are one, so nobody is a double of himself.
    """
    same = [and_(Donor.name_folded.in_(_spellings(fold(full_name))), Donor.kind != DonorKind.ANONYMOUS)]
    if number := _read(clean_phone, phone):
        same.append(Donor.phone == number)
    if code := _read(clean_tax_code, tax_code):
        same.append(Donor.tax_code == code)
    asked = select(Donor).where(or_(*same)).order_by(Donor.id).limit(10)
    if but is not None:
        asked = asked.where(Donor.id.not_in(keys_of_one(but)))
    return kept_ones(session, session.scalars(asked))


def doubles_of(session: Session, donor: Donor) -> list[Donor]:
    """List who is likely the same as a donor, each of the donor's records looked at."""
    found: dict[int, Donor] = {}
    for record in session.scalars(select(Donor).where(Donor.id.in_(keys_of_one(donor))).order_by(Donor.id)).all():
        facts = {"full_name": record.full_name, "phone": record.phone, "tax_code": record.tax_code}
        if record.kind != DonorKind.ANONYMOUS or record.phone or record.tax_code:
            found |= {each.id: each for each in likely_doubles(session, but=donor, **facts)}
    return list(found.values())


def _read(clean: Callable[[str], str], text: str) -> str:
    try:
        return clean(text)
    except Refused:
        return ""


def _spellings(folded: str) -> list[str]:
    """Give the ways in which one name is written: with and without title, each word short or in full."""
    title, _, rest = folded.partition(" ")
    plain = {rest if title in _TITLES and rest else folded}
    for short, full in _SAME_WORDS:
        plain |= {_replaced(name, short, full) for name in plain}
        plain |= {_replaced(name, full, short) for name in plain}
    return sorted(plain | {f"{title} {name}" for title in _TITLES for name in plain} | {folded})


def _replaced(name: str, old: str, new: str) -> str:
    return re.sub(rf"\b{old}\b", new, name)


def gifts_asked(donor: Donor) -> Select[Donation]:
    """Ask for the standing gifts that are credited to a donor, as giver or as the one they came through."""
    loads = (joinedload(Donation.donor), joinedload(Donation.via), joinedload(Donation.campaign))
    keys = keys_of_one(donor)
    return donations().where(or_(Donation.donor_id.in_(keys), Donation.via_id.in_(keys))).options(*loads)


def gifts_of(session: Session, donor: Donor) -> Sequence[Donation]:
    """List the standing gifts that are credited to a donor, newest first."""
    return session.scalars(gifts_asked(donor).order_by(Donation.received_on.desc(), Donation.id.desc())).all()


def pledges_of(session: Session, donor: Donor) -> list[PledgeSum]:
    """List all pledges of a donor, kept ones too, newest first."""
    asked = pledge_sums().where(Pledge.donor_id.in_(keys_of_one(donor))).options(joinedload(Pledge.campaign))
    return [as_sum(row) for row in session.execute(asked.order_by(Pledge.pledged_on.desc(), Pledge.id.desc()))]
