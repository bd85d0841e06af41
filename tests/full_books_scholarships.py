"""Award scholarships, pay two months of them, and stop one, for the full books."""

from datetime import date

from make import Make
from scholarship_steps import award, came_back, paid

from tracker.models.helping.scholarships import StopReason
from tracker.operations.helping.award_steps import stop_award, suspend_award
from tracker.operations.helping.sponsor_letters import print_letter
from tracker.operations.helping.sponsorships import add_sponsor


def give_scholarships(make: Make) -> None:
    """Award three pupils 500.000 đ for three months; a sponsor gets a letter, one transfer comes back.

    One is stopped, one suspended.
    """
    pupils = make.campaign("HOCBONG")
    make.donation(campaign=pupils, amount=5_000_000, till=make.bank(), received_on=date(2018, 1, 5))
    first, second, third = award(make, pupils, count=3)
    sponsor = make.donor("Hội Khuyến học")
    make.run(add_sponsor, award=second, donor=sponsor, since=date(2018, 1, 10))
    paid(make, pupils, 1)
    paid(make, pupils, 2, direct_bank="Ngân hàng Chính sách xã hội")
    came_back(make, first, date(2018, 3, 2), direct=True)
    make.run(print_letter, donor=sponsor, since=date(2018, 1, 1), until=date(2018, 2, 28))
    make.run(stop_award, award=second, why=StopReason.MOVED, stopped_on=date(2018, 3, 5))
    make.run(suspend_award, award=third, why=StopReason.SPONSOR, suspended_on=date(2018, 3, 6))
