"""Ask for a run of vouchers, one number after the other."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.proving.vouchers import Voucher
from tracker.queries.proving.vouchers import register


def vouchers_from_to(session: Session, series: str, year: int, first: int, last: int) -> Sequence[Voucher]:
    """Give the vouchers of a series and year from a number to a number.

    Refuses a run that the register does not hold whole, naming the first number that is missing.
    """
    asked = register(series=series, year=year).where(Voucher.number.between(first, last)).order_by(Voucher.number)
    found = session.scalars(asked).all()
    for number, voucher in enumerate([*found, None], first):
        if number <= last and (voucher is None or voucher.number != number):
            raise Refused("last", N_("There is no voucher %(number)s."), number=f"{series}-{year}-{number:04d}")
    return found
