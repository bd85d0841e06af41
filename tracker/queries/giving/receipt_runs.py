"""Ask for a run of receipts, one number after the other."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.giving.receipts import Receipt
from tracker.queries.giving.receipts import register


def run_of(session: Session, series: str, year: int, first: int, last: int) -> Sequence[Receipt]:
    """Give the receipts of a series and year from a number to a number, void ones too.

    Refuses a run that the register does not hold whole, naming the first number that is missing.
    """
    found = session.scalars(register(series, year).where(Receipt.number.between(first, last))).all()
    for number, receipt in enumerate([*found, None], first):
        if number <= last and (receipt is None or receipt.number != number):
            raise Refused("last", N_("There is no receipt %(number)s."), number=f"{series}-{year}-{number:04d}")
    return found
