"""Found the sample office of 2018: its people, letterhead, tills and campaigns, as steps.

Real institutions keep only what the newspaper says of them; every person is made up.
"""

from collections.abc import Iterator
from datetime import date

from tracker.models.journal import AccountKind
from tracker.models.proving.campaigns import CampaignKind, Leftover
from tracker.models.settings import Position
from tracker.operations.proving.campaigns import open_campaign
from tracker.operations.proving.tills import open_till
from tracker.operations.sample_steps import Step, Values, as_they_are
from tracker.operations.settings import add_signatory, set_letterhead, set_occasion_day
from tracker.operations.users import add_user, grant_role

#: Login → name; each has the role of that name.
PEOPLE = {
    "admin": "Phạm Quốc Bảo",
    "clerk": "Lê Văn Út",
    "accountant": "Võ Thị Mai",
    "cashier": "Nguyễn Thị Thu",
    "approver": "Trần Minh Tâm",
    "auditor": "Đặng Hoài An",
}
BEGIN = date(2018, 1, 1)
OCCASION_DAYS = {
    "TET": date(2018, 2, 6),
    "CHILDREN_DAY": date(2018, 6, 1),
    "ACTION_MONTH": date(2018, 6, 15),
    "MID_AUTUMN": date(2018, 9, 24),
}
ASSUMED = "Dữ liệu mẫu: giả định tiền của chương trình do Quỹ giữ."
#: Code, name, kind, target in đồng or None, partners.
CAMPAIGNS = [
    (
        "CLYT",
        "Cặp lá yêu thương",
        CampaignKind.SPONSORSHIP,
        300_000_000,
        ("Ngân hàng Chính sách xã hội tỉnh", "Trung tâm tin tức VTV24"),
    ),
    ("QUA", "Quà cho học sinh nghèo học giỏi", CampaignKind.GIFTS, 400_000_000, ("Quỹ Bảo trợ trẻ em Việt Nam",)),
    (
        "XEDAP",
        "Xe đạp cho trẻ em",
        CampaignKind.BICYCLES,
        None,
        ("Công ty TNHH Bảo hiểm Nhân thọ AIA Việt Nam", "Quỹ Bảo trợ trẻ em Việt Nam"),
    ),
    ("SUA", "Quỹ sữa vươn cao Việt Nam", CampaignKind.MILK, None, ()),
    ("BHYT", "Thẻ bảo hiểm y tế", CampaignKind.INSURANCE, None, ("Bảo hiểm xã hội tỉnh",)),
]


def people(password_hash: str) -> Iterator[Step]:
    """Add the six people, each with one role; the administrator comes first."""
    for login, name in PEOPLE.items():
        facts = {"login": login, "full_name": name, "password_hash": password_hash, "sample": True}
        yield Step(BEGIN, "" if login == "admin" else "admin", add_user, as_they_are(facts), login)
        if login != "admin":
            yield Step(BEGIN, "admin", grant_role, _role(login))


def _role(login: str) -> Values:
    return lambda book: {"user": book[login], "role": login, "valid_from": BEGIN}


def office() -> Iterator[Step]:
    """Set the letterhead, who signs, when the feasts fall, the bank account and the campaigns."""
    yield Step(BEGIN, "admin", set_letterhead, lambda book: _letterhead())
    for position, title, login in (
        (Position.HEAD, "Thủ trưởng đơn vị", "approver"),
        (Position.CHIEF_ACCOUNTANT, "Kế toán trưởng", "accountant"),
        (Position.CASHIER, "Thủ quỹ", "cashier"),
    ):
        facts = {"position": position, "title": title, "full_name": PEOPLE[login], "valid_from": BEGIN}
        yield Step(BEGIN, "admin", add_signatory, as_they_are(facts))
    for code, day in OCCASION_DAYS.items():
        when = {"code": code, "year": 2018, "falls_on": day}
        yield Step(BEGIN, "admin", set_occasion_day, as_they_are(when))
    yield Step(BEGIN, "accountant", open_till, lambda book: _bank(), "assets:bank:nhcsxh")
    for code, name, kind, target, partners in CAMPAIGNS:
        facts = {
            "code": code,
            "name": name,
            "kind": kind,
            "starts_on": BEGIN,
            "target": target,
            "leftover": Leftover.KEEP,
            "partners": partners,
            "note": ASSUMED if code == "CLYT" else "",
        }
        yield Step(BEGIN, "approver", open_campaign, as_they_are(facts), code)


def _bank() -> dict[str, object]:
    return {
        "code": "assets:bank:nhcsxh",
        "name": "Ngân hàng Chính sách xã hội",
        "kind": AccountKind.BANK,
        "opened_on": BEGIN,
    }


def _letterhead() -> dict[str, object]:
    return {
        "valid_from": BEGIN,
        "fund_name": "Quỹ Bảo trợ trẻ em tỉnh Tây Ninh",
        "address": "Số 05, đường mẫu, phường 2, thành phố Tây Ninh",
        "fund_code": "Mã QHNS: 1012345",
        "phone": "0276 3822 322",
        "hotline": "111",
        "southern_words": False,
        "even_words": False,
    }
