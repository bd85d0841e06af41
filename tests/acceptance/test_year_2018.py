"""The year 2018: the figures that the newspaper printed, and the year's mishaps."""

import json
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from tracker.documents.proving.year import year_as_json
from tracker.models.giving.donations import Donation, UnidentifiedTransfer
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.helping.handouts import LineOutcome
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.vouchers import Voucher
from tracker.queries.checks import run_checks
from tracker.queries.giving.donations import is_named, parts_of
from tracker.queries.giving.pledges import outstanding
from tracker.queries.giving.receipts import receipts_of
from tracker.queries.year import year_report


def campaign(session, code: str) -> Campaign:
    return session.scalars(select(Campaign).where(Campaign.code == code)).one()


@pytest.fixture
def report(year):
    """Give the year's report as other programs read it."""
    return json.loads(year_as_json(year_report(year, 2018)))


def of(report, code: str) -> dict:
    return next(row for row in report["campaigns"] if row["code"] == code)


def test_cặp_lá_yêu_thương_has_the_figures_of_the_newspaper(report):
    clyt = of(report, "CLYT")

    assert (clyt["received"], clyt["pledged"], clyt["paid"]) == (255_000_000, 45_000_000, 130_000_000)
    assert (clyt["in_hand"], clyt["committed"]) == (125_000_000, 160_000_000)
    assert (clyt["secured"], clyt["free"]) == (-35_000_000, 10_000_000)
    assert clyt["goods"]["BOOK"]["given"] == 6 and clyt["goods"]["BOOK"]["in_store"] == 0


def test_all_cash_of_the_year(report):
    totals = report["totals"]

    assert (totals["received"], totals["paid"], totals["in_hand"]) == (655_000_000, 530_000_000, 125_000_000)


def test_goods_came_and_reached_the_children(report):
    parcels, bicycles, milk = (
        of(report, code)["goods"][item] for code, item in (("QUA", "PARCEL"), ("XEDAP", "BICYCLE"), ("SUA", "MILK"))
    )

    assert (parcels["received"], parcels["given"], parcels["in_store"], parcels["value"]) == (400, 400, 0, 80_000_000)
    assert (bicycles["received"], bicycles["given"], bicycles["in_store"]) == (90, 90, 0)
    assert (milk["received"], milk["given"], milk["in_store"], milk["value"]) == (120_330, 120_330, 0, None)


def test_children_are_counted_each_once(report):
    totals = report["totals"]

    assert (totals["children"], totals["special_children"]) == (2_914, 2_813)
    assert (totals["children_helped"], totals["special_helped"]) == (2_400, 2_299)
    assert [of(report, code)["children"] for code in ("QUA", "XEDAP", "SUA", "BHYT")] == [400, 90, 1_337, 600]


def test_help_by_kind_and_occasion(report):
    kinds = {row["kind"]: (row["children"], row["amount"], row["goods"]) for row in report["help_by_kind"]}
    occasions = {row["code"]: (row["children"], row["amount"], row["goods"]) for row in report["occasions"]}

    assert kinds == {
        "gift": (400, 400_000_000, {"PARCEL": 400}),
        "milk": (1_337, 0, {"MILK": 120_330}),
        "bicycle": (90, 0, {"BICYCLE": 90}),
        "insurance_card": (600, 0, {}),
        "house": (1, 50_000_000, {}),
        "scholarship": (40, 80_000_000, {}),
        "savings_book": (6, 0, {"BOOK": 6}),
    }
    assert occasions == {
        "TET": (400, 400_000_000, {"PARCEL": 400}),
        "ACTION_MONTH": (600, 0, {}),
        "CHILDREN_DAY": (1_337, 0, {"MILK": 120_330}),
        "MID_AUTUMN": (90, 0, {"BICYCLE": 90}),
    }


def test_places_as_then_and_as_now_sum_to_the_same(report):
    then, now = report["places"]["as_then"], report["places"]["as_now"]

    assert len(then) == 95 and all(row["district"] for row in then)
    assert len(now) <= 37 and [row["name"] for row in now if row["key"] is None] == [None]
    for figures in (then, now):
        assert sum(row["amount"] for row in figures) == 530_000_000
        assert sum(row["goods"].get("MILK", 0) for row in figures) == 120_330


def test_savings_books_and_scholarships_as_the_newspaper_counts_them(report):
    assert report["savings_books"] == {
        "count": 6,
        "face_value": 50_000_000,
        "by_face_value": {"10000000": 4, "5000000": 2},
    }
    assert report["scholarships"] == {
        "pupils": 40,
        "awarded": 240_000_000,
        "paid": 80_000_000,
        "still_to_pay": 160_000_000,
    }


def test_the_targets_were_met_and_passed(report):
    special, helped, abuse = report["indicators"]

    assert (special["numerator"], special["denominator"], special["percent"]) == (2_813, 259_351, 1.08)
    assert [special[key] for key in ("target", "met", "source")] == [3.5, True, "counted"]
    assert [helped[key] for key in ("percent", "target", "met")] == [81.73, 80.0, True]
    assert (abuse["change"], abuse["numerator"], abuse["source"]) == (-12, None, "typed")


def test_classes_partners_donors_and_the_hotline_are_named(report):
    activities = {row["kind"]: (row["count"], row["participants"]) for row in report["activities"]}
    clyt = [row["name"] for row in report["partners"] if row["campaign"] == "CLYT"]
    bicycles = [row for row in report["donors"] if row["campaign"] == "XEDAP"]

    assert activities["training"] == (3, 655) and activities["te_software"][0] == 4
    assert len(clyt) == 2 and any("VTV24" in name for name in clyt)
    assert [(row["via"], row["amount"], row["goods"]) for row in bicycles] == [
        ("Quỹ Bảo trợ trẻ em Việt Nam", 0, {"BICYCLE": 90})
    ]
    assert "AIA" in bicycles[0]["name"] and report["hotline"] == "111"


def test_nobody_is_named_among_the_donors_who_did_not_agree(report, year):
    silent = select(Donor.full_name).where(Donor.kind == "person", Donor.named_in_public.is_(False))

    named = {row["name"] for row in report["donors"]} | {row["via"] for row in report["donors"]}

    assert named.isdisjoint(year.scalars(silent)) and "Nguyễn Thị Lan" in named


def test_one_child_was_absent_one_replaced_and_one_had_a_proxy(year):
    kinds = Counter(year.scalars(select(LineOutcome.kind)))

    assert (kinds["later"], kinds["replaced"], kinds["proxy"]) == (1, 1, 1)


def test_the_report_says_that_it_is_a_sample_and_how_it_is_proven(report):
    assert (report["year"], report["as_of"], report["sample"]) == (2018, "2018-12-31", True)
    assert report["size"] > 100 and len(report["root"]) == 64


def test_cặp_lá_yêu_thương_has_at_least_twelve_donors(year):
    asked = select(func.count(func.distinct(Donation.donor_id)))

    donors = year.scalar(asked.where(Donation.campaign_id == campaign(year, "CLYT").id))

    assert donors >= 12


def test_the_bicycles_are_credited_to_aia_and_to_the_national_fund(year):
    gift = year.scalars(select(Donation).where(Donation.campaign_id == campaign(year, "XEDAP").id)).one()

    assert "AIA" in gift.donor.full_name
    assert gift.via is not None and gift.via.full_name == "Quỹ Bảo trợ trẻ em Việt Nam"
    assert [part.quantity for part in parts_of(year, gift)] == [90]


def test_what_is_still_pledged_is_open_in_three_pledges(year):
    open_amounts = sorted(outstanding(year, pledge) for pledge in year.scalars(select(Pledge)))

    assert open_amounts == [3_000_000, 12_000_000, 30_000_000]


def test_a_misspelt_receipt_was_voided_and_replaced(year):
    donor = year.scalars(select(Donor).where(Donor.full_name == "Trần Thị Bích Hạnh")).one()
    gift = year.scalars(select(Donation).where(Donation.donor_id == donor.id)).one()

    first, second = receipts_of(year, gift)

    assert first.void is not None and "sai tên" in first.void.reason
    assert second.receipt.replaces_id == first.receipt.id and second.void is None


def test_a_mistyped_gift_was_corrected_under_one_voucher(year):
    right = year.scalars(select(Donation).where(Donation.corrects_id.is_not(None))).one()

    (part,) = parts_of(year, right)

    assert part.quantity == 500_000
    assert year.scalar(select(func.count(Voucher.id)).where(Voucher.series == "DC", Voucher.year == 2018)) >= 1
    assert year.scalar(select(func.count(ReceiptVoid.id))) == 2


def test_the_nameless_transfer_was_named_after_a_week(year):
    transfer = year.scalars(select(UnidentifiedTransfer)).one()
    gift = year.scalars(select(Donation).where(Donation.unidentified_id == transfer.id)).one()

    assert is_named(year, transfer)
    assert gift.received_on == date(2018, 11, 5)


def test_receipts_run_from_one_without_a_hole(year):
    for series in ("BL", "TN"):
        numbers = list(year.scalars(select(Receipt.number).where(Receipt.series == series).order_by(Receipt.number)))
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_books_of_2018_pass_every_check(year):
    assert [finding.check.code for finding in run_checks(year) if finding.breaches] == []
