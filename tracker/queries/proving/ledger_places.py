"""Find the place and the occasion by which the book of disbursements is narrowed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.names import fold, shown
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.places import Level, Place
from tracker.models.settings import Occasion
from tracker.queries.helping.places import bare


def place_by_text(session: Session, text: str) -> Place:
    """Find a commune or district by its key, or by its name in any spelling; refuse what is not one alone.

    What it lies in may follow its name: “Xã Tân Bình, Huyện Tân Biên”. A place that was of the same
    name at two times is two places.
    """
    by_key = session.get(Place, text.strip())
    if by_key is not None:
        return by_key
    name, _, above = text.partition(",")
    found = [place for place in _named(session, name) if not above or _lies_in(session, place, above)]
    found = [place for place in found if fold(place.name) == fold(name.strip())] or found
    if not found:
        raise Refused("place", N_("There is no place “%(place)s”."), place=shown(text))
    if len(found) > 1:
        keys = ", ".join(f"{place.key} ({place.name})" for place in found)
        raise Refused("place", N_("“%(place)s” may be several. Choose one: %(keys)s."), place=shown(text), keys=keys)
    return found[0]


def _named(session: Session, name: str) -> list[Place]:
    asked = select(Place).where(Place.level.in_((Level.COMMUNE, Level.DISTRICT))).order_by(Place.key)
    wanted = bare(name)
    return [place for place in session.scalars(asked) if wanted and bare(place.name) == wanted]


def _lies_in(session: Session, place: Place, above: str) -> bool:
    parent = session.get(Place, place.parent_key) if place.parent_key else None
    return parent is not None and bare(parent.name) == bare(above)


def occasion_by_code(session: Session, code: str) -> Occasion:
    """Find an occasion by its code in any case; refuse an unknown one."""
    found = session.get(Occasion, code.strip().upper())
    if found is None:
        raise Refused("occasion", N_("There is no occasion %(code)s."), code=code)
    return found


def all_occasions(session: Session) -> dict[str, Occasion]:
    """Give every occasion that ever was by its code, in the order of their names."""
    return {row.code: row for row in session.scalars(select(Occasion).order_by(Occasion.name))}


def places_of_help(session: Session) -> list[tuple[Place | None, list[Place]]]:
    """List the communes that help ever reached, under their districts (None: since there are none)."""
    reached = select(Disbursement.id).where(Disbursement.place_key == Place.key).exists()
    communes = session.scalars(select(Place).where(reached).order_by(Place.name_folded, Place.key)).all()
    districts = {
        place.key: place
        for place in session.scalars(select(Place).where(Place.level == Level.DISTRICT).order_by(Place.name_folded))
    }
    grouped: list[tuple[Place | None, list[Place]]] = [
        (district, [place for place in communes if place.parent_key == key]) for key, district in districts.items()
    ]
    grouped.append((None, [place for place in communes if place.parent_key not in districts]))
    return [(district, inside) for district, inside in grouped if inside]
