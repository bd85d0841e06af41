"""A campaign's page tells whom it reached: the card, the list of help, the hand-outs, the links of the figures."""

import re
from datetime import date

import pytest
from help_steps import help_given, settled

from tracker.models.helping.handouts import HelpKind, OutcomeKind
from tracker.operations.helping.settlements import Outcome
from tracker.queries.helping.handouts import line_states, sheets_of

pytestmark = pytest.mark.one_engine


@pytest.fixture
def campaign(make):
    """Give a campaign with 10.000.000 đ and 10 parcels of 200.000 đ."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000, goods=[("PARCEL", 10, 2_000_000)], received_on=date(2018, 1, 5))
    return campaign


@pytest.fixture
def gifts(make, campaign):
    """Give a list of three children that was handed out, each with 500.000 đ and a parcel."""
    handout = make.approved(campaign=campaign, shares={"VND": 500_000, "PARCEL": 1})
    help_given(make, handout)
    return handout


def test_the_card_counts_children_money_and_goods_by_kind_and_names_the_worth_apart(browser, make, campaign, gifts):
    page = browser("auditor").get(f"/campaigns/{campaign.id}?lang=vi")

    card = page.text[page.text.index('id="reached"') :].split("</section>")[0]
    assert '<td class="num">3 ' in card and "1.500.000 đ" in card and "3 phần" in card
    assert "600.000 đ" in card and "2.100.000" not in page.text
    assert "<tfoot>" not in card


def test_a_second_kind_brings_a_sum_in_which_each_child_counts_once(browser, make, campaign, session, gifts):
    child = line_states(session, gifts)[0].line.child
    help_given(make, make.approved(campaign=campaign, children=[child], kind=HelpKind.MEDICAL))

    page = browser("auditor").get(f"/campaigns/{campaign.id}").text

    foot = page[page.index('id="reached"') :].split("<tfoot>")[1].split("</tfoot>")[0]
    assert '<td class="num">3 ' in foot and "2.500.000 đ" in foot


def test_a_campaign_that_reached_nobody_says_how_to_begin(browser, campaign):
    clerk, auditor = browser("clerk"), browser("auditor")
    address = f"/campaigns/{campaign.id}?list="

    assert f'href="/handouts/new?campaign={campaign.id}"' in clerk.get(address + "help").text
    assert f'href="/handouts/new?campaign={campaign.id}"' in clerk.get(address + "handouts").text
    assert "/handouts/new" not in auditor.get(address + "help").text + auditor.get(address + "handouts").text


def test_the_figures_lead_to_the_help_and_to_the_lists_that_are_open(browser, campaign):
    page = browser("clerk").get(f"/campaigns/{campaign.id}").text

    for behind in ("?list=help#list", "?list=handouts&amp;state=open#list"):
        assert f'href="/campaigns/{campaign.id}{behind}"' in page


def test_each_help_leads_to_its_list_its_sheet_and_its_child(browser, session, campaign, gifts):
    page = browser("clerk").get(f"/campaigns/{campaign.id}?list=help").text

    (sheet,) = sheets_of(session, gifts)
    line = line_states(session, gifts)[0].line
    for link in ("/disbursements/1", f"/handouts/{gifts.id}", f"/sheets/{sheet.token}", f"/children/{line.child_id}"):
        assert f'href="{link}"' in page
    assert line.full_name in page
    assert page.count('<span class="num">500.000 đ</span>') == 3


def test_who_may_not_see_names_sees_codes(browser, session, campaign, gifts):
    page = browser("auditor").get(f"/campaigns/{campaign.id}?list=help").text

    children = [state.line.child for state in line_states(session, gifts)]
    assert all(child.code in page and child.full_name not in page for child in children)


def test_the_help_is_paged_by_key(browser, make, campaign):
    handout = make.approved(campaign=campaign, children=[make.child() for _ in range(51)], shares={"VND": 1_000})
    help_given(make, handout)
    clerk = browser("clerk")

    first = clerk.get(f"/campaigns/{campaign.id}?list=help").text
    older = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = clerk.get(older).text

    assert (first.count('href="/disbursements/'), second.count('href="/disbursements/')) == (50, 1)
    assert 'rel="prev"' in second


def test_the_hand_outs_show_what_is_still_to_be_given(browser, make, session, campaign, gifts):
    waiting = make.approved(campaign=campaign, name="Quà Trung thu")
    sheet = make.sheet(waiting)
    absent = {line_states(session, waiting, sheet)[0].line.id: Outcome(OutcomeKind.LATER)}
    settled(make, sheet, absent)
    auditor = browser("auditor")

    everything = auditor.get(f"/campaigns/{campaign.id}?list=handouts").text
    only_open = auditor.get(f"/campaigns/{campaign.id}?list=handouts&state=open").text

    assert f'href="/handouts/{gifts.id}"' in everything and f'href="/handouts/{waiting.id}"' in everything
    assert f'href="/handouts/{gifts.id}"' not in only_open and "Quà Trung thu" in only_open
    assert '<td class="num hide"><span class="num">1.000.000 đ</span></td>' in only_open


def test_anothers_draft_is_not_on_the_campaigns_page(browser, make, campaign):
    handout = make.handout(campaign=campaign, name="Bản nháp của tôi")
    address = f"/campaigns/{campaign.id}?list=handouts"

    mine, others = browser("clerk").get(address).text, browser("approver").get(address).text

    assert handout.name in mine
    assert handout.name not in others


@pytest.mark.parametrize("query", ["list=handouts&state=x", "list=help&cursor=x", "list=secrets"])
def test_what_no_page_of_ours_asks_for_is_not_there(browser, campaign, query):
    assert browser("clerk").get(f"/campaigns/{campaign.id}?{query}").status_code == 404


def test_hostile_names_are_inert_in_the_lists(browser, make, campaign):
    name = "<script>alert(1)</script>"
    help_given(make, make.approved(campaign=campaign, name=name, children=[make.child()]))
    clerk = browser("clerk")

    pages = [clerk.get(f"/campaigns/{campaign.id}?list={name}").text for name in ("help", "handouts")]

    assert all("<script>alert" not in page for page in pages)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[1]


def test_receipt_and_help_of_a_campaign_are_one_click_from_each_other(browser, make, campaign, gifts):
    receipt = make.receipt(make.donation(campaign=campaign))
    cashier = browser("cashier")

    pages = [cashier.get(path).text for path in (f"/handouts/{gifts.id}", "/disbursements/1")]

    assert f'href="/campaigns/{campaign.id}?list=help#list"' in cashier.get(f"/receipts/{receipt.id}").text
    assert "book=disbursements" in browser("auditor").get(f"/receipts/{receipt.id}").text
    assert all(f'href="/campaigns/{campaign.id}?list=donations#list"' in page for page in pages)
