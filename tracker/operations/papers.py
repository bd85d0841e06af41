"""Decide from which day on the fund names itself so on paper, and what its numbered papers are called."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.names import clean_name, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.settings import Letterhead, PageSize, Series, SeriesCode
from tracker.models.users import User
from tracker.operations.journal import note
from tracker.operations.validity import refuse_unknown

MOST_NUMBERS = 10_000


def set_letterhead(
    session: Session,
    *,
    by: User,
    valid_from: date,
    fund_name: str,
    address: str,
    fund_code: str,
    phone: str,
    hotline: str,
    southern_words: bool = False,
    even_words: bool = False,
) -> Letterhead:
    """Name the fund on paper from a day on; a day that begins one already has it corrected, with a trace.

    Papers that were printed keep what they said.
    """
    values = {
        "fund_name": clean_name(fund_name, field="fund_name", at_most=200),
        "address": clean_text(address, field="address", at_most=300),
        "fund_code": clean_text(fund_code, field="fund_code", at_most=60),
        "phone": clean_text(phone, field="phone", at_most=60),
        "hotline": clean_text(hotline, field="hotline", at_most=20),
        "southern_words": bool(southern_words),
        "even_words": bool(even_words),
    }
    there = session.scalar(select(Letterhead).where(Letterhead.valid_from == valid_from))
    if there is not None:
        note(session, by=by, record=there, changes=values)
        return there
    letterhead = Letterhead(valid_from=valid_from, **values)
    session.add(letterhead)
    session.flush()
    return letterhead


def set_series(
    session: Session,
    *,
    by: User,
    code: str,
    valid_from: date,
    title: str,
    form_label: str = "",
    page_size: str = PageSize.A4,
    book_size: int = 100,
) -> Series:
    """Name a kind of numbered paper from a day on; its numbers run on whatever it is called.

    `book_size` is how many numbers make one book (quyển). A day that begins one already has it
    corrected, with a trace.
    """
    refuse_unknown("code", code, {choice.value for choice in SeriesCode})
    refuse_unknown("page_size", page_size, {choice.value for choice in PageSize})
    if not 1 <= book_size <= MOST_NUMBERS:
        text = N_("A book has 1 to %(most)s numbers, not %(value)s.")
        raise Refused("book_size", text, most=MOST_NUMBERS, value=book_size)
    values = {
        "title": clean_name(title, field="title"),
        "form_label": clean_text(form_label, field="form_label", at_most=120),
        "page_size": PageSize(page_size),
        "book_size": book_size,
    }
    there = session.scalar(select(Series).where(Series.code == code, Series.valid_from == valid_from))
    if there is not None:
        note(session, by=by, record=there, changes=values)
        return there
    series = Series(code=SeriesCode(code), valid_from=valid_from, **values)
    session.add(series)
    session.flush()
    return series
