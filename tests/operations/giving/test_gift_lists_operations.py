"""A list of gifts is what its gifts would have been one by one, or nothing at all."""

from datetime import date

import pytest
from make import DAY
from sqlalchemy import func, select

from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation, Source
from tracker.models.journal import Line
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.gift_lists import receive_gifts
from tracker.queries.checks import run_checks
from tracker.queries.giving.pledges import outstanding
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_journal import journal_rows


@pytest.fixture
def gift(make):
    """Make a gift to one campaign: a part each of (till or store, item, quantity)."""
    campaign = make.campaign("CLYT")

    def gift(*parts, donor=None, received_on=DAY, **more):
        parts = [Part(*part) for part in parts or [(make.account(), "VND", 500_000)]]
        return Gift(donor or make.donor(), campaign, parts, Source.DOMESTIC, received_on, **more)

    return gift


def rows(session):
    """Give what the journal says of each line, but for the moment."""
    found = journal_rows(session, LedgerFilter())
    return [(row.happened_on, row.kind, row.document, row.account, row.item, row.quantity, row.donor) for row in found]


def test_a_list_says_the_same_as_gifts_one_by_one(session, make, run, gift):
    lan, hai = make.donor("Nguyễn Thị Lan"), make.donor("Công ty Hải", kind="organisation")
    make.donation(amount=300_000, donor=lan, campaign=gift().campaign)
    make.donation(goods=[("BICYCLE", 2, None)], donor=hai, campaign=gift().campaign)
    alone = rows(session)

    given = [
        gift((make.account(), "VND", 300_000), donor=lan),
        gift((make.account("assets:goods"), "BICYCLE", 2), donor=hai),
    ]
    run(receive_gifts, by=make.user("cashier"), gifts=given)

    listed = rows(session)[len(alone) :]
    assert [row[:2] + row[3:] for row in listed] == [row[:2] + row[3:] for row in alone]
    assert [row[2] for row in alone] == ["PT-2018-0001"] * 2 + ["NK-2018-0001"] * 2
    assert [row[2] for row in listed] == ["PT-2018-0001"] * 2 + ["NK-2018-0002"] * 2
    assert [finding.breaches for finding in run_checks(session) if finding.breaches] == []


def test_two_gifts_of_a_list_fulfil_one_pledge_one_after_the_other(session, make, run, gift):
    donor = make.donor()
    pledge = make.pledge(amount=900_000, count=3, donor=donor, campaign=gift().campaign)

    run(receive_gifts, by=make.user("cashier"), gifts=[gift(donor=donor, pledge=pledge) for _ in range(2)])

    assert outstanding(session, pledge) == 0


@pytest.mark.parametrize("wrong", ["nothing", "closed", "two days", "no gift"])
def test_one_wrong_gift_keeps_the_whole_list_out(session, make, run, gift, wrong):
    wrongs = {
        "nothing": [gift(), gift((make.account(), "VND", 0))],
        "closed": [gift(), gift((make.account("income:gifts"), "VND", 1))],
        "two days": [gift(), gift(received_on=date(2018, 3, 16))],
        "no gift": [],
    }

    with pytest.raises(Refused):
        run(receive_gifts, by=make.user("cashier"), gifts=wrongs[wrong])

    assert session.scalar(select(func.count(Donation.id))) == 0
    assert session.scalar(select(func.count(Line.id))) == 0
