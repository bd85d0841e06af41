"""Count how old a child is, and say when it stops being one by law."""

from datetime import date

from tracker.ground.dates import add_months

#: A person under 16 is a child (Luật Trẻ em 2016, article 1).
END_OF_CHILDHOOD = 16
#: So many months before, a page says that the day comes.
MONTHS_AHEAD = 6


def age_on(birth_on: date | None, birth_year: int, day: date) -> int:
    """Give the age in whole years; where only the year is known, as if born on its first day."""
    born = birth_on or date(birth_year, 1, 1)
    years = day.year - born.year
    return years if add_months(born, 12 * years) <= day else years - 1


def turns_sixteen_on(birth_on: date | None, birth_year: int) -> date:
    """Give the day from which a person is no child any more; the first of the year where only that is known."""
    return add_months(birth_on or date(birth_year, 1, 1), 12 * END_OF_CHILDHOOD)


def is_soon_sixteen(birth_on: date | None, birth_year: int, day: date) -> bool:
    """Tell whether somebody is still a child on a day, but turns 16 within half a year."""
    turns = turns_sixteen_on(birth_on, birth_year)
    return day < turns <= add_months(day, MONTHS_AHEAD)
