"""Find names among very many by words of them, without diacritics, by the one index that holds them all."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child

MOST_WORDS = 8
MOST_LETTERS = 120
#: Comes after every letter of a name.
_LAST = "\U0010ffff"

Named = type[Donor] | type[Child]


def words_in(table: Named, folded: str) -> ColumnElement[bool]:
    """Tell the names in which every word occurs, in any order."""
    words = folded[:MOST_LETTERS].split()[:MOST_WORDS]
    return and_(*(table.name_folded.contains(word, autoescape=True) for word in words))


def is_main(table: Named) -> ColumnElement[bool]:
    """Tell the records that lead to no other; nearly all do, so no index of the few is to be walked for them."""
    return func.coalesce(table.merged_into_id, 0) == 0


def begins_with(session: Session, table: Named, folded: str) -> ColumnElement[bool]:
    """Tell the names that begin with a text; SQLite finds them by the index only where it is told the bounds."""
    begins: ColumnElement[bool] = table.name_folded.startswith(folded, autoescape=True)
    if session.get_bind().dialect.name == "sqlite":
        begins = and_(begins, table.name_folded >= folded, table.name_folded < folded + _LAST)
    return begins


def keys_of(session: Session, table: Named, wanted: ColumnElement[bool], limit: int) -> Sequence[int]:
    """Give the keys of the first names of those wanted, by their letters: nothing but the index is read for it."""
    asked = select(table.id).where(wanted).order_by(table.name_folded, table.id)
    return session.scalars(asked.limit(limit)).all()


def keys_by_name(session: Session, table: Named, folded: str, limit: int) -> Sequence[int]:
    """Give the keys of names with every word: those that begin with the text first, by the index alone."""
    first = keys_of(session, table, begins_with(session, table, folded), limit)
    if len(first) == limit:
        return first
    # What begins so is among them again: leaving it out here costs less than asking each name.
    return list(dict.fromkeys([*first, *keys_of(session, table, words_in(table, folded), limit)]))[:limit]
