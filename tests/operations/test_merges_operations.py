"""Test merging: both records are seen as one, nothing is rewritten, and undoing it gives what was before (trap 6)."""

from datetime import date

import pytest
from make import DAY

from tracker.ground.refusals import Refused
from tracker.models.helping.children import Household
from tracker.operations.helping.child_records import add_guardian, set_household
from tracker.operations.helping.handouts import add_children
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.merges import merge_children, merge_donors, unmerge_child, unmerge_donor
from tracker.operations.proving.corrections import propose_correction, recorded_gift
from tracker.queries.giving.donation_lists import Wanted, count_gifts
from tracker.queries.giving.donor_totals import totals_of
from tracker.queries.giving.donors import donors_page, doubles_of, find_donors, gifts_of, pledges_of
from tracker.queries.giving.pledges import open_pledges
from tracker.queries.helping.child_help import help_stories, help_totals
from tracker.queries.helping.child_lists import WantedChildren, children_listed, help_counts, latest_households
from tracker.queries.helping.children import child_by_code, find_children, guardians_of
from tracker.queries.helping.children import likely_doubles as likely_children
from tracker.queries.helping.handout_checks import Said, check_rows
from tracker.queries.helping.handouts import lines_of
from tracker.queries.journal import history_of
from tracker.queries.proving.campaign_help import help_of_campaign
from tracker.queries.year import year_report

WHY = "Cùng một người"


@pytest.fixture
def pair(make):
    """Give one donor under two records: gifts, a pledge and a receipt on each side, one gift through a third."""
    kept, gone = make.donor("Nguyễn Thị Lan", phone="0912345678"), make.donor("Bà Lan chợ Long Hoa")
    group, campaign = make.donor("Nhóm Thiện Tâm", kind="organisation"), make.campaign("CLYT")
    make.receipt(make.donation(amount=3_000_000, donor=kept, campaign=campaign))
    make.receipt(make.donation(amount=2_000_000, donor=gone, campaign=campaign, via=group))
    make.donation(donor=gone, campaign=campaign, goods=[("BICYCLE", 5, None)])
    make.donation(amount=700_000, donor=group, campaign=campaign, via=gone)
    make.pledge(amount=9_000_000, donor=gone, campaign=campaign)
    return kept, gone, group


def figures(session, *donors):
    """Say all that is asked about some donors, and what the books say of the year."""
    session.expire_all()
    report = year_report(session, 2018).as_dict()
    books = {key: value for key, value in report.items() if key not in ("size", "root")}
    of_each = [
        (totals_of(session, donor), [gift.id for gift in gifts_of(session, donor)], pledges_of(session, donor))
        for donor in donors
    ]
    return books, of_each, [donor.full_name for donor in find_donors(session, "lan")]


def test_everything_of_a_merged_donor_is_found_under_the_one_that_is_kept(session, make, pair):
    kept, gone, group = pair
    make.run(merge_donors, gone=gone, kept=kept, reason=WHY)

    totals = totals_of(session, kept)

    assert (totals.own.amount, totals.own.gifts, totals.own.goods) == (5_000_000, 3, {"BICYCLE": 5})
    assert (totals.through.amount, totals.through.gifts) == (700_000, 1)
    assert totals_of(session, gone) == totals
    assert len(gifts_of(session, kept)) == 4
    assert [row.pledge.donor_id for row in pledges_of(session, kept)] == [gone.id]
    assert [row.open for row in open_pledges(session, kept)] == [9_000_000]
    assert [donor.id for donor in find_donors(session, "cho long hoa")] == [kept.id]
    assert [donor.id for donor in session.scalars(donors_page(text="long hoa"))] == [kept.id]
    assert {donor.id for donor in session.scalars(donors_page())} == {kept.id, group.id}
    assert count_gifts(session, Wanted(text="nguyen thi lan")) == 4


def test_totals_before_a_merge_are_the_totals_after_it_and_a_third_party_is_left_alone(session, make, pair):
    kept, gone, group = pair
    (books, (of_kept, of_gone, of_group), _found) = figures(session, kept, gone, group)

    make.run(merge_donors, gone=gone, kept=kept, reason=WHY)

    books_after, (after, _same, group_after), _found = figures(session, kept, gone, group)
    assert books_after == books
    assert group_after == of_group
    assert after[0].own.amount == of_kept[0].own.amount + of_gone[0].own.amount
    assert sorted(after[1]) == sorted({*of_kept[1], *of_gone[1]})
    assert [gift.via_id for gift in gifts_of(session, group)] == [gone.id, group.id]


def test_undoing_a_merge_gives_exactly_the_figures_of_before(session, make, pair):
    kept, gone, group = pair
    before = figures(session, *pair)
    make.run(merge_donors, gone=gone, kept=kept, reason=WHY)

    make.run(unmerge_donor, donor=gone)

    assert figures(session, *pair) == before
    assert [(row.field, row.old, row.new) for row in history_of(session, "donors", gone.id)][::-1] == [
        ("merged_into_id", None, str(kept.id)),
        ("merged_why", "", WHY),
        ("merged_into_id", str(kept.id), None),
        ("merged_why", WHY, ""),
    ]


def test_what_is_recorded_for_a_merged_donor_goes_to_the_one_that_is_kept(session, make, pair):
    kept, gone, _group = pair
    pledge = pledges_of(session, gone)[0].pledge
    make.run(merge_donors, gone=gone, kept=kept, reason=WHY)

    gift = make.donation(amount=4_000_000, donor=gone, campaign=pledge.campaign, pledge=pledge)
    promised = make.pledge(donor=gone)

    assert (gift.donor_id, promised.donor_id) == (kept.id, kept.id)
    assert pledges_of(session, kept)[-1].open == 5_000_000


def test_a_corrected_gift_stays_with_the_record_that_it_names(session, make, pair):
    kept, gone, _group = pair
    wrong = make.donation(amount=1_000_000, donor=gone)
    make.run(merge_donors, gone=gone, kept=kept, reason=WHY)
    was = recorded_gift(session, wrong)
    same = was.__class__(kept, was.campaign, was.parts, was.source, was.received_on)

    with pytest.raises(Refused) as refused:
        make.run(propose_correction, by=make.user("accountant"), donation=wrong, right=same, reason="Sai")

    assert "says the same" in refused.value.text


@pytest.mark.one_engine
def test_a_merge_has_one_level_and_a_reason_and_never_an_anonymous_donor(make, pair):
    kept, gone, group = pair
    nameless, third = make.donor("", kind="anonymous"), make.donor("Lan")
    make.run(merge_donors, gone=gone, kept=kept, reason=WHY)
    wrong = [
        (third, third, WHY),
        (gone, third, WHY),
        (third, gone, WHY),
        (kept, third, WHY),
        (nameless, third, WHY),
        (third, nameless, WHY),
        (third, kept, "  "),
        (third, kept, "\u202e"),
    ]

    for one, other, why in wrong:
        with pytest.raises(Refused):
            make.run(merge_donors, gone=one, kept=other, reason=why)

    with pytest.raises(Refused):
        make.run(unmerge_donor, donor=kept)


@pytest.mark.one_engine
def test_two_who_passed_on_each_others_gifts_are_not_one(make, pair):
    kept, gone, group = pair

    with pytest.raises(Refused) as refused:
        make.run(merge_donors, gone=group, kept=gone, reason=WHY)

    assert "came through" in refused.value.text


@pytest.mark.one_engine
def test_a_merged_record_is_no_likely_double_any_more_and_its_facts_still_find_doubles(session, make):
    kept, gone = make.donor("Nguyễn Thị Lan"), make.donor("Lan", phone="0987654321")
    other = make.donor("Chị Lan", phone="0987654321")

    make.run(merge_donors, gone=gone, kept=kept, reason=WHY)

    assert [donor.id for donor in doubles_of(session, kept)] == [other.id]
    assert [donor.id for donor in doubles_of(session, other)] == [kept.id]


@pytest.fixture
def twins(make):
    """Give one child under two records, each helped once, each with what is known only there."""
    campaign = make.campaign("QUA")
    make.donation(amount=20_000_000, campaign=campaign)
    kept, gone = make.child("Lê Thị Hoa", birth_on=date(2010, 5, 3)), make.child("Le Thị Hòa", birth_year=2010)
    for children, name in (([kept], "Quà Tết"), ([gone, make.child()], "Quà 1/6")):
        handout = make.approved(campaign=campaign, children=children, name=name)
        make.run(settle_sheet, by=make.user("cashier"), sheet=make.sheet(handout), signed_on=DAY, outcomes={})
    make.run(add_guardian, child=gone, full_name="Trần Văn Cha", relation="cha", phone="0912345678")
    make.run(set_household, child=gone, year=2018, household=Household.POOR)
    return kept, gone, campaign


def children_figures(session, kept, gone, campaign):
    session.expire_all()
    report = year_report(session, 2018).as_dict()
    counted = {key: report[key] for key in ("totals", "campaigns", "help_by_kind", "occasions", "places")}
    seen = [(help_totals(help_stories(session, each)), help_counts(session, [each.id])) for each in (kept, gone)]
    return counted, seen, help_of_campaign(session, campaign)


def test_a_merged_child_is_one_child_in_every_count(session, make, twins):
    kept, gone, campaign = twins
    make.run(merge_children, gone=gone, kept=kept, reason=WHY)

    counted, seen, of_campaign = children_figures(session, *twins)

    assert (counted["totals"]["children"], counted["totals"]["children_helped"]) == (2, 2)
    assert [place["children"] for place in counted["places"]["as_now"]] == [2]
    assert [row["children"] for row in counted["campaigns"] if row["code"] == "QUA"] == [2]
    assert of_campaign.children == 2
    assert seen[0] == ({"VND": 2_000_000}, {kept.id: 2})
    assert latest_households(session, [kept.id])[kept.id].household == Household.POOR
    assert [guardian.full_name for guardian in guardians_of(session, kept)] == ["Trần Văn Cha"]
    assert len(session.scalars(children_listed(WantedChildren(helped=True))).all()) == 2


def test_undoing_a_childs_merge_gives_exactly_the_figures_of_before(session, make, twins):
    kept, gone, _campaign = twins
    before = children_figures(session, *twins)
    make.run(merge_children, gone=gone, kept=kept, reason=WHY)

    make.run(unmerge_child, child=gone)

    assert children_figures(session, *twins) == before


@pytest.mark.one_engine
def test_a_merged_child_is_found_by_its_old_name_and_code_and_leads_to_the_one_that_is_kept(session, make, twins):
    kept, gone, _campaign = twins
    make.run(merge_children, gone=gone, kept=kept, reason=WHY)

    found = [find_children(session, text) for text in ("le thi hoa", gone.code)]

    assert [[child.id for child in each] for each in found] == [[kept.id], [kept.id]]
    assert child_by_code(session, gone.code) is kept
    facts = {"birth_on": None, "birth_year": 2010, "place_key": gone.place_key, "phone": "0912345678"}
    assert [each.child.id for each in likely_children(session, full_name="Lê Thị Hoa", **facts)] == [kept.id]
    assert likely_children(session, full_name="Lê Thị Hoa", but=kept, **facts) == []


@pytest.mark.one_engine
def test_a_double_on_a_list_is_caught_across_a_merge(session, make, twins):
    kept, gone, campaign = twins
    handout = make.handout(campaign=campaign, children=[gone])
    make.run(merge_children, gone=gone, kept=kept, reason=WHY)
    place = kept.place
    rows = [
        (2, Said("Lê Thị Hoa", "03/05/2010", commune=place.name)),
        (3, Said("Le Thị Hòa", "2010", commune=place.name)),
        (4, Said(code=gone.code, full_name="Lê Thị Hoa")),
    ]

    found = check_rows(session, handout, rows)

    assert [(each.verdict, each.child and each.child.id) for each in found[1:]] == [("doubtful", kept.id)] * 2
    for child in (kept, gone):
        with pytest.raises(Refused):
            make.run(add_children, handout=handout, children=[child])


@pytest.mark.one_engine
def test_two_on_one_list_of_which_one_still_waits_are_not_merged(make, twins):
    kept, gone, campaign = twins
    handout = make.handout(campaign=campaign, children=[kept, gone])

    with pytest.raises(Refused) as refused:
        make.run(merge_children, gone=gone, kept=kept, reason=WHY)

    assert refused.value.values["lists"] == handout.code


@pytest.mark.one_engine
def test_help_of_a_merged_record_is_put_on_a_list_as_the_one_that_is_kept(session, make, twins):
    kept, gone, campaign = twins
    make.run(merge_children, gone=gone, kept=kept, reason=WHY)

    handout = make.handout(campaign=campaign, children=[gone])

    assert [line.child_id for line in lines_of(session, handout)] == [kept.id]
