"""Test the page of a year's occasions."""

from datetime import date

import pytest
from make_help import DAY
from web.handout_steps import funded

from tracker.operations.helping.settlements import settle_sheet

pytestmark = pytest.mark.one_engine


def test_the_occasions_lead_to_their_lists_and_lines(browser, make):
    named = make.approved(campaign=funded(make), occasion="TET", planned_on=date(2018, 2, 6))
    sheet = make.sheet(named)
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})
    bare = make.handout(planned_on=date(2018, 5, 6), name="Quà đột xuất")

    page = browser("clerk").get("/occasions").text
    nonsense = browser("clerk").get("/occasions?year=-1").status_code

    assert f'href="/handouts/{named.id}"' in page and f'href="/handouts/{bare.id}"' in page
    assert "book=disbursements&amp;occasion=TET&amp;from=2018-01-01&amp;to=2018-12-31" in page
    assert "Không theo dịp" in page
    assert nonsense == 404
