"""The year 2018 as far as money in: the figures that the newspaper printed, and the year's mishaps."""

from datetime import date

from sqlalchemy import func, select

from tracker.models.campaigns import Campaign
from tracker.models.donations import Donation, UnidentifiedTransfer
from tracker.models.donors import Donor
from tracker.models.pledges import Pledge
from tracker.models.receipts import Receipt, ReceiptVoid
from tracker.models.vouchers import Voucher
from tracker.queries.campaigns import position, positions
from tracker.queries.checks import run_checks
from tracker.queries.donations import is_named, parts_of
from tracker.queries.pledges import outstanding
from tracker.queries.receipts import receipts_of

YEAR = {"since": date(2018, 1, 1), "until": date(2018, 12, 31)}


def campaign(session, code: str) -> Campaign:
    return session.scalars(select(Campaign).where(Campaign.code == code)).one()


def test_the_gifts_of_2018_have_the_figures_of_the_newspaper(year):
    clyt = position(year, campaign(year, "CLYT"), **YEAR)
    every = positions(year, **YEAR).values()

    assert (clyt.received, clyt.pledged, clyt.paid) == (255_000_000, 45_000_000, 0)
    assert (clyt.in_hand, clyt.secured, clyt.free) == (255_000_000, 255_000_000, 300_000_000)
    assert sum(each.received for each in every) == 655_000_000
    assert sum(each.paid for each in every) == 0
    assert sum(each.in_hand for each in every) == 655_000_000


def test_the_store_holds_the_goods_of_2018(year):
    goods = {code: position(year, campaign(year, code), **YEAR).goods for code in ("QUA", "XEDAP", "SUA")}

    assert (goods["QUA"]["PARCEL"].in_store, goods["QUA"]["PARCEL"].value) == (400, 80_000_000)
    assert (goods["XEDAP"]["BICYCLE"].in_store, goods["XEDAP"]["BICYCLE"].received) == (90, 90)
    assert (goods["SUA"]["MILK"].in_store, goods["SUA"]["MILK"].value) == (120_330, None)


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
