"""Walk from a promise to a genuine receipt to the auditor's file, as the office does it."""

import csv
import io
import re
import time

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.one_engine


def record_pledge(clerk: Page, address: str) -> str:
    clerk.goto(f"{address}/pledges/new")
    clerk.fill("#donor", "cao su hat")
    clerk.locator("[role=option]").first.click()
    clerk.select_option("#campaign", label="CLYT – Cặp lá yêu thương")
    clerk.fill("#amount", "3.000.000")
    clerk.get_by_role("button", name="Ghi cam kết").click()
    clerk.wait_for_url(re.compile(r"/pledges/\d+"))
    return clerk.locator("h1").inner_text()


def take_gift_by_keyboard(cashier: Page, address: str) -> None:
    """Use no mouse: the donor is found without diacritics, Enter moves on, Ctrl+Enter takes the gift."""
    cashier.goto(f"{address}/donations/new")
    cashier.bring_to_front()
    keys = cashier.keyboard
    keys.type("cao su hat", delay=20)
    expect(cashier.locator("[role=option]").first).to_be_visible()
    keys.press("Enter")
    expect(cashier.locator("#campaign")).to_be_focused()
    keys.type("CLYT", delay=20)
    cashier.locator("#amount").focus()
    keys.type("1200000", delay=20)
    expect(cashier.get_by_text("Một triệu hai trăm nghìn đồng").first).to_be_visible()
    keys.press("Control+Enter")
    cashier.wait_for_url(re.compile(r"/receipts/\d+"))


def test_a_pledge_becomes_a_gift_with_a_receipt_that_proves_genuine(office, address):
    clerk, cashier, stranger, auditor = (office.person("clerk"), office.person("cashier"), office.stranger(390), None)
    code = record_pledge(clerk, address)

    began = time.monotonic()
    take_gift_by_keyboard(cashier, address)
    took = time.monotonic() - began

    number = re.search(r"BL-\d{4}-\d{4}", cashier.content())[0]
    public = cashier.get_by_role("link", name="Mở trang công khai").get_attribute("href")
    stranger.goto(f"{address}/r/{public.rpartition('/')[2]}")
    expect(stranger.get_by_role("heading", name="Biên lai thật")).to_be_visible()
    expect(stranger.get_by_text(number)).to_be_visible()
    expect(stranger.get_by_text("1.200.000 đ").first).to_be_visible()
    assert "Hạt Lành" not in stranger.content()

    auditor = office.person("auditor")
    rows = list(csv.DictReader(io.StringIO(download(auditor, f"{address}/ledger/receipts.csv?lang=en"))))
    mine = [row for row in rows if row["number"] == number]
    assert [(row["amount"], row["campaign"], row["state"]) for row in mine] == [("1200000", "CLYT", "valid")]
    assert re.fullmatch(r"CK-\d{4}-\d{4}", code.split()[-1]) or "CK-" in code
    assert took < 60


def test_what_the_gift_did_is_on_every_page_to_the_dong(office, address):
    cashier = office.person("cashier")
    take_gift_by_keyboard(cashier, address)

    cashier.goto(f"{address}/campaigns")
    row = cashier.get_by_role("row", name=re.compile("Cặp lá yêu thương"))
    expect(row).to_contain_text("256.200.000 đ")
    auditor = office.person("auditor")
    journal = list(csv.DictReader(io.StringIO(download(auditor, f"{address}/ledger/journal.csv?lang=en"))))
    held = sum(
        int(row["quantity"])
        for row in journal
        if row["campaign"] == "CLYT" and row["item"] == "VND" and row["account"].startswith("assets:")
    )
    assert held == 126_200_000


def test_the_receipt_s_pdf_opens_and_is_the_same_twice(office, address):
    cashier = office.person("cashier")
    take_gift_by_keyboard(cashier, address)
    receipt = re.search(r"/receipts/(\d+)", cashier.url)[1]

    first, second = (cashier.request.get(f"{address}/receipts/{receipt}/copies/1.pdf").body() for _ in range(2))

    assert first[:5] == b"%PDF-"
    assert first == second


def test_the_language_is_the_user_s_choice_and_is_kept(office, address):
    clerk = office.person("clerk")
    clerk.locator("summary", has_text="Lê Văn Út").click()
    clerk.get_by_role("button", name="English").click()

    clerk.goto(f"{address}/donors")
    expect(clerk.locator("h1")).to_have_text("Donors")
    again = office.person("clerk")
    expect(again.get_by_role("link", name="Donors")).to_be_visible()


def download(page: Page, url: str) -> str:
    answer = page.request.get(url)
    assert answer.ok
    return answer.body().decode("utf-8-sig")
