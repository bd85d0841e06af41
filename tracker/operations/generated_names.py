"""Put made-up people together out of parts: donors and children of an office that never was."""

from datetime import date
from random import Random

from tracker.models.giving.donors import DonorKind
from tracker.models.helping.children import Sex
from tracker.models.helping.places import Place
from tracker.operations.giving.donors import DonorFacts
from tracker.operations.helping.children import ChildFacts
from tracker.operations.helping.sample_children import FAMILY, GIVEN_BOY, GIVEN_GIRL, MIDDLE_BOY, MIDDLE_GIRL

#: Middle, second middle and given names by sex.
_PARTS = ((MIDDLE_GIRL, GIVEN_GIRL), (MIDDLE_BOY, GIVEN_BOY))
_FIRMS = ("Công ty TNHH", "Công ty Cổ phần", "Doanh nghiệp tư nhân", "Hội Đồng hương", "Trường Tiểu học")
#: One donor in so many is an organisation, one in so many wants no name.
_FIRM_IN, _NAMELESS_IN = 9, 50


def person_name(chance: Random, *, girl: bool) -> str:
    """Give a name of three or four parts."""
    middle, given = _PARTS[0 if girl else 1]
    second = [chance.choice(middle)] if chance.random() < 0.6 else []
    return " ".join([chance.choice(FAMILY), chance.choice(middle), *second, chance.choice(given)])


def donor_facts(chance: Random, places: list[Place]) -> tuple[str, str, DonorFacts]:
    """Give a donor as (kind, full name, facts)."""
    if chance.randrange(_NAMELESS_IN) == 0:
        return DonorKind.ANONYMOUS, "", {}
    address = f"Tổ {chance.randint(1, 30)}, {chance.choice(places).name}, Tây Ninh"
    phone = f"09{chance.randrange(10**8):08}"
    if chance.randrange(_FIRM_IN) == 0:
        name = f"{chance.choice(_FIRMS)} {chance.choice(GIVEN_GIRL)} {chance.choice(GIVEN_BOY)}"
        return DonorKind.ORGANISATION, name, {"address": address, "phone": phone}
    return DonorKind.PERSON, person_name(chance, girl=chance.random() < 0.5), {"address": address, "phone": phone}


def child_facts(chance: Random, place: Place, day: date) -> ChildFacts:
    """Give a child of 5 to 14 years on a day, in a commune."""
    girl = chance.random() < 0.5
    born = date(day.year - chance.randint(6, 14), chance.randint(1, 12), chance.randint(1, 28))
    return ChildFacts(
        full_name=person_name(chance, girl=girl),
        place=place,
        birth_on=born,
        sex=Sex.FEMALE if girl else Sex.MALE,
        hamlet=f"Ấp {chance.randint(1, 9)}",
        school_class=f"{min(max(day.year - born.year - 5, 1), 9)}A",
    )
