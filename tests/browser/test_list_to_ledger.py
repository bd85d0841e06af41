"""Walk from a commune's lists to the children's hands to the auditor's file, as the office does it."""

import csv
import io
import re

import pytest
from browser.test_gift_to_receipt import download
from conftest import engine_for
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session
from workbooks import workbook

from tracker.models.helping.children import Child
from tracker.models.helping.places import Place
from tracker.models.proving.campaigns import Campaign
from tracker.queries.checks import run_checks
from tracker.queries.proving.campaigns import position

pytestmark = pytest.mark.one_engine
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY = "20/12/2018"
LINES = 1337
EACH = 20_000


@pytest.fixture
def books(year_url):
    """Look into the books beside the pages."""
    engine = engine_for(year_url)
    with Session(engine) as session:
        yield session
    engine.dispose()


def rows(places: list[Place], count: int, first: int = 0) -> list[tuple[object, ...]]:
    """Make rows of children whom the register does not know, in communes of 2018."""
    names = ((number, places[number % len(places)]) for number in range(first, first + count))
    return [(n, f"Thạch Sô {word(n)}", f"{n % 28 + 1:02d}/05/2010", place.name, district(place)) for n, place in names]


def word(number: int) -> str:
    """Write a number as a name."""
    return "".join(chr(65 + int(digit)) for digit in str(number)).capitalize()


def district(place: Place) -> str:
    return DISTRICTS[place.parent_key]


DISTRICTS: dict[str, str] = {}


@pytest.fixture
def places(books):
    """Give the communes of 2018."""
    DISTRICTS.update({place.key: place.name for place in books.scalars(select(Place).where(Place.level == "district"))})
    asked = select(Place).where(Place.level == "commune", Place.valid_from.is_(None)).order_by(Place.key)
    return list(books.scalars(asked))


def file(name: str, content: list[tuple[object, ...]]) -> FilePayload:
    headings = ("STT", "Họ và tên", "Ngày sinh", "Xã, phường", "Huyện")
    return {"name": name, "mimeType": XLSX, "buffer": workbook([headings, *content])}


def draft(clerk: Page, address: str, name: str, quota: str = "") -> str:
    clerk.goto(f"{address}/handouts/new")
    clerk.fill("#name", name)
    clerk.select_option("#campaign", label="CLYT – Cặp lá yêu thương")
    clerk.fill("#planned_on", DAY)
    clerk.fill("#cash", str(EACH))
    if quota:
        clerk.fill("textarea[name=quotas]", quota)
    clerk.locator("main form button.go").click()
    clerk.wait_for_url(re.compile(r"/handouts/\d+$"))
    return clerk.url


def upload(clerk: Page, *files: FilePayload) -> None:
    clerk.set_input_files("#upload-files", list(files))
    clerk.get_by_role("button", name="Đọc tệp").click()
    clerk.wait_for_load_state()


def take_over(clerk: Page, url: str, times: int = 1) -> None:
    for _ in range(times):
        clerk.goto(url)
        clerk.get_by_role("button", name="Đưa vào danh sách").first.click()
        clerk.wait_for_load_state()
    clerk.goto(url)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def test_a_list_of_1337_children_reaches_them_and_the_auditor_s_file(office, address, places, books):
    clerk, approver, cashier = (office.person(login) for login in ("clerk", "approver", "cashier"))
    campaign = books.scalars(select(Campaign).where(Campaign.code == "CLYT")).one()
    before = position(books, campaign).paid
    stand_in = books.scalars(select(Child).where(Child.place_key == places[0].key).order_by(Child.id)).first()

    url = draft(clerk, address, "Áo ấm mùa đông")
    upload(clerk, file("danh-sach.xlsx", rows(places, LINES)))
    take_over(clerk, url)
    press(clerk, "Trình duyệt")
    approver.goto(url)
    expect(approver.get_by_text("1.337").first).to_be_visible()
    approver.fill("input[name=approved_on]", DAY)
    press(approver, "Duyệt")

    cashier.goto(url)
    press(cashier, "Gộp một danh sách")
    cashier.locator("a[href*='/sheets/']").first.click()
    send_out(cashier)
    sheet = cashier.url
    propose(cashier, stand_in.code)
    approver.goto(sheet)
    press(approver, "Duyệt")
    settle(cashier, sheet)

    books.rollback()
    assert position(books, campaign).paid == before + (LINES - 2) * EACH
    assert [finding.check.code for finding in run_checks(books) if finding.breaches] == []
    given = exported(office.person("auditor"), address, "Áo ấm mùa đông", books)
    assert (len(given), sum(int(row["amount"]) for row in given)) == (LINES - 2, (LINES - 2) * EACH)
    assert stand_in.code in {row["child"] for row in given}
    assert all("Thạch" not in value for row in given for value in row.values())


def test_two_files_and_a_quota_make_one_list(office, address, places, books):
    clerk = office.person("clerk")
    one, other = places[0], places[1]
    quota = f"{one.name}, {district(one)} 3\n{other.name}, {district(other)} 1"

    url = draft(clerk, address, "Quà hai xã", quota)
    upload(clerk, file("xa-1.xlsx", rows([one], 3)), file("xa-2.xlsx", rows([other], 2, first=100)))
    take_over(clerk, url, times=2)
    press(clerk, "Trình duyệt")

    expect(clerk.locator("[role=alert], .warn, .flash").filter(has_text="chỉ tiêu").first).to_be_visible()


def send_out(cashier: Page) -> None:
    cashier.get_by_role("link", name="Giao", exact=False).first.click()
    cashier.fill("#sent_on", DAY)
    press(cashier, "Giao danh sách")


def propose(cashier: Page, code: str) -> None:
    """Propose another child of the commune for the first line of it."""
    cashier.get_by_role("link", name="Thay thế").first.click()
    cashier.fill("#child", code)
    cashier.locator("[role=option]").first.click()
    cashier.locator("main form button.go").click()
    cashier.wait_for_load_state()


def settle(cashier: Page, sheet: str) -> None:
    """Mark two children as absent and one as replaced; everybody else got it."""
    cashier.goto(f"{sheet}/settle")
    cashier.fill("#signed_on", DAY)
    choices = cashier.locator("select[name^=o-]")
    choices.nth(0).select_option("replaced")
    choices.nth(1).select_option("later")
    choices.nth(2).select_option("later")
    cashier.locator("main form button.go").click()
    cashier.wait_for_url(re.compile(r"/sheets/[^/]+$"))


def exported(auditor: Page, address: str, name: str, books: Session) -> list[dict[str, str]]:
    text = download(auditor, f"{address}/ledger/disbursements.csv?lang=en&campaign=CLYT&since={DAY}&until={DAY}")
    return list(csv.DictReader(io.StringIO(text)))
