"""The cards at the side of the first page, on both engines."""

from datetime import date

from help_steps import help_given
from make_help import DAY

from tracker.operations.helping.child_records import add_to_group
from tracker.operations.proving.tills import move_money
from tracker.queries.home_cards import HelpedInYear, helped_in_year, money_now, store_now


def in_group(make, child):
    make.run(add_to_group, child=child, group="a", since=date(2017, 5, 1))
    return child


def helped_office(make):
    """Help two of three children with a group, and one without."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000, goods=[("PARCEL", 10, None)], received_on=date(2018, 1, 5))
    children = [in_group(make, make.child()) for _ in range(3)]
    help_given(make, make.approved(campaign=campaign, children=[*children[:2], make.child()]))
    return campaign


def test_children_with_a_group_are_counted_in_the_days_year(session, make):
    helped_office(make)

    assert helped_in_year(session, DAY) == HelpedInYear(2018, helped=2, special=3)
    assert helped_in_year(session, date(2019, 1, 1)) == HelpedInYear(2019, helped=0, special=3)


def test_while_the_sample_is_in_use_the_last_year_with_help_counts(session, make):
    helped_office(make)
    make.user("clerk").sample = True
    session.commit()

    assert helped_in_year(session, date(2026, 11, 24)) == HelpedInYear(2018, helped=2, special=3)


def test_the_share_is_rounded_to_hundredths():
    year = HelpedInYear(2018, helped=2_299, special=2_813)

    assert (year.percent, year.in_thousand) == ("81,73", 817)
    assert HelpedInYear(2018, helped=0, special=0).percent == "0,00"


def test_goods_in_store_are_added_up_over_the_campaigns(session, make):
    helped_office(make)
    make.donation(goods=[("PARCEL", 5, None), ("BICYCLE", 2, None)])

    assert [(item.code, pieces) for item, pieces in store_now(session)] == [("PARCEL", 15), ("BICYCLE", 2)]


def test_money_is_listed_by_till_the_cash_first(session, make):
    campaign = helped_office(make)
    values = {"from_till": make.account(), "to_till": make.bank(), "happened_on": DAY, "parts": [(campaign, 1_000_000)]}

    make.run(move_money, by=make.user("cashier"), **values)

    cash, bank = (make.account().name, 6_000_000), (make.bank().name, 1_000_000)
    assert money_now(session) == [cash, bank]
