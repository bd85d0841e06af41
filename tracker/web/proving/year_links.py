"""Lead from each figure of a year to the lines behind it, as far as who reads may open them."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from tracker.ground.dates import add_months
from tracker.ground.rights import RIGHTS
from tracker.queries.proving.ledger_now import UNDECIDED
from tracker.queries.proving.year_story import YearStory
from tracker.queries.year import Row, days_of
from tracker.web.rights import may

#: Figure of a campaign → the list on its page that tells it, and what else that needs.
LISTS = {
    "received": ("donations", "campaigns.read"),
    "budget": ("donations", "campaigns.read"),
    "pledged": ("pledges", "campaigns.read"),
    "moved_in": ("moves", "campaigns.read"),
    "moved_out": ("moves", "campaigns.read"),
    "paid": ("help", "disbursements.read"),
    "direct": ("help", "disbursements.read"),
    "bought": ("purchases", "purchases.read"),
    "costs": ("costs", "costs.read"),
    "interest": ("costs", "costs.read"),
    "committed": ("handouts", "handouts.read"),
}
#: Figure → the accounts whose lines are it, and whether it is a stock: then all lines until the end count.
ACCOUNTS = {
    "budget": ("income:budget", False),
    "interest": ("income:interest", False),
    "given_back": ("income:gifts", False),
    "moved_in": ("equity:moved", False),
    "moved_out": ("equity:moved", False),
    "bought": ("expenses:purchase", False),
    "costs": ("expenses", False),
    "direct": ("memo:direct", False),
    "unidentified": ("payable", True),
    "advanced": ("assets:advance", True),
    "in_hand": ("assets", True),
    "pledged": ("memo:pledged", True),
    "committed": ("memo:committed", True),
}


class YearLinks:
    """The addresses of one year; None where the reader may not open what is behind a figure."""

    def __init__(self, story: YearStory) -> None:
        self._ids = story.campaign_ids
        self._since, self._until = (day.isoformat() for day in days_of(story.report.year))
        self.year = story.report.year

    def figure(self, row: Row, figure: str) -> str | None:
        """Lead from a campaign's figure to the lines of the journal, else to the list on the campaign's page."""
        if figure in ("received", "given_back") and may("donations.read"):
            return self.gifts(row["code"])
        if figure in ("paid", "children") and may("ledger.disbursements"):
            return self.help(campaign=row["code"])
        if figure in ACCOUNTS and may("ledger.journal"):
            account, stock = ACCOUNTS[figure]
            return self.journal(account, row["code"], stock=stock)
        named, right = LISTS.get(figure, ("", "campaigns.read"))
        return self.campaign(row["code"], named) if may(right) else None

    def total(self, figure: str) -> str | None:
        """Lead from a sum of all campaigns to its lines."""
        if figure == "received":
            return self.gifts() if may("donations.read") else None
        if figure in ("paid", "children_helped"):
            return self.help()
        if figure in ACCOUNTS and may("ledger.journal"):
            account, stock = ACCOUNTS[figure]
            return self.journal(account, stock=stock)
        return "#campaigns"

    def gifts(self, code: str = "") -> str:
        """List the gifts of the year, of all campaigns or one."""
        narrow = {"campaign": self._ids[code]} if code else {}
        return _address("/donations", since=self._since, until=self._until, **narrow)

    def help(self, **narrow: Any) -> str | None:
        """Open the book of disbursements at the year's help, narrowed."""
        if not may("ledger.disbursements"):
            return None
        return _address("/ledger", book="disbursements", since=self._since, until=self._until, **narrow)

    def now(self, key: str | None) -> str | None:
        """Open it at the help of a place of today; None is what nobody has decided."""
        return self.help(now=key or UNDECIDED)

    def month(self, number: int, account: str) -> str | None:
        """Open the journal at what came in (account `income`) or went out (`expenses`) in a month, from 1 to 12."""
        if not may("ledger.journal"):
            return None
        first = date(self.year, number, 1)
        last = add_months(first, 1) - timedelta(days=1)
        return _address("/ledger", book="journal", account=account, since=first.isoformat(), until=last.isoformat())

    def journal(self, account: str, code: str = "", *, stock: bool = False) -> str | None:
        """Open the journal at the lines of an account: those of the year, or all until its end."""
        if not may("ledger.journal"):
            return None
        since = {} if stock else {"since": self._since}
        return _address("/ledger", book="journal", account=account, campaign=code, until=self._until, **since)

    def campaign(self, code: str, named: str = "") -> str:
        """Open a campaign's page at one of its lists."""
        page = f"/campaigns/{self._ids[code]}"
        return f"{page}?list={named}#list" if named else f"{page}#sum"

    def goods(self, row: Row, item: str, figure: str) -> str | None:
        """Lead from a figure of goods to gifts, help or the store's lines."""
        if figure == "received" and may("donations.read"):
            return self.gifts(row["code"])
        if figure == "given":
            return self.help(campaign=row["code"])
        return self.journal("assets:goods", row["code"], stock=True)

    def of_year(self, path: str, right: str) -> str | None:
        """Open another list of the program at the year."""
        return _address(path, year=self.year) if right in RIGHTS and may(right) else None


def _address(path: str, **query: Any) -> str:
    return f"{path}?{urlencode({name: value for name, value in query.items() if value})}"
