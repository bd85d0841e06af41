"""Letters go to each donor once, merged ones too, and to nobody who wants no name."""

from datetime import date

import pytest

from tracker.operations.merges import merge_donors
from tracker.queries.giving.letters import Wanted, recipients

pytestmark = pytest.mark.one_engine


def test_donors_of_a_period_get_one_letter_and_who_has_no_address_is_named(session, make, run):
    lan, twin, via = (make.donor(name, address="Tây Ninh") for name in ("Lan", "Lan A", "Hội phụ nữ"))
    homeless, early, unnamed = make.donor("Út"), make.donor("Sớm", address="X"), make.donor("", kind="anonymous")
    campaign = make.campaign()
    for donor in (twin, lan, homeless, unnamed):
        make.donation(amount=1_000, donor=donor, campaign=campaign, received_on=date(2018, 5, 2))
    make.donation(amount=1_000, donor=twin, via=via, received_on=date(2018, 6, 2))
    make.donation(amount=1_000, donor=early, received_on=date(2018, 4, 30))
    run(merge_donors, gone=twin, kept=lan, reason="Cùng số điện thoại")

    found = recipients(session, Wanted(since=date(2018, 5, 1), until=date(2018, 12, 31)))
    of_campaign = recipients(session, Wanted(campaign_id=campaign.id))

    assert [donor.id for donor in found.addressed] == [via.id, lan.id]
    assert ([donor.id for donor in found.without], found.more) == ([homeless.id], False)
    assert [donor.id for donor in of_campaign.addressed] == [lan.id]
    assert [donor.id for donor in recipients(session, Wanted(text="lan")).addressed] == [lan.id]
