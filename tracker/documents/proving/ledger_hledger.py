"""Write the journal as a file that hledger reads: the same accounts, items as commodities, all else as tags.

The tags are campaign, child (its code) and document of each posting, seq, kind and by of each
entry. The entries stand in the order of the books, which is not that of the days.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.journal import Account
from tracker.models.settings import Item
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_journal_cells import Cells, journal_cells
from tracker.queries.proving.proofs import size_and_root

#: Entries that are handed on together.
_TOGETHER = 200
#: What would begin a comment, part a payee from a note, or end a tag.
_MARKS = str.maketrans({";": ",", "|": "/", "\n": " ", "\t": " "})
_PLAIN = str.maketrans({",": " ", "\n": " ", ":": " "})


def whole_entries(wanted: LedgerFilter) -> bool:
    """Tell whether a filter leaves every entry balanced: days, campaign, item and entry do."""
    return wanted == replace(wanted, account="", till_id=None, donor_id=None)


def write_hledger(session: Session, wanted: LedgerFilter, *, names: bool = True) -> Iterator[tuple[bytes, int]]:
    """Yield the file some entries at a time, with the number of their lines; the head has none.

    A filter that cuts entries apart is a fault of the program.
    """
    if not whole_entries(wanted):
        raise ValueError("hledger takes whole entries only")
    yield _head(session).encode(), 0
    entries = (list(entry) for _, entry in groupby(journal_cells(session, wanted, names=names), key=itemgetter(0)))
    while some := list(islice(entries, _TOGETHER)):
        yield "".join(map(_entry, some)).encode(), sum(map(len, some))


def _head(session: Session) -> str:
    """Declare every account and commodity, so that hledger finds a misspelt one."""
    size, root = size_and_root(session)
    accounts = sorted(session.scalars(select(Account.code)))
    commodities = [_commodity(code) for code in sorted(session.scalars(select(Item.code)))]
    lines = [f"; {size} acts, root {root}", "decimal-mark ."]
    lines += [f"commodity 1000. {code}" for code in commodities]
    lines += [f"account {code}" for code in accounts]
    return "\n".join(lines) + "\n"


def _entry(lines: list[Cells]) -> str:
    first: Any = lines[0]
    seq, day, _, kind, document, *_rest = first
    by, memo = first[12], first[14]
    code = f"({document}) " if document else ""
    head = f"\n{day} {code}{_description(memo or kind)}  ; seq:{seq}, kind:{kind}, by:{_tag(by)}\n"
    return head + "".join(_posting(line) for line in lines)


def _posting(line: Cells) -> str:
    said: Any = line
    _, _, _, _, document, account, campaign, item, quantity, child, *_rest = said
    tags = [("campaign", campaign), ("child", child), ("document", document)]
    told = ", ".join(f"{name}:{_tag(value)}" for name, value in tags if value)
    return f"    {account}  {quantity} {_commodity(item)}  ; {told}\n"


def _commodity(code: str) -> str:
    """Quote a symbol that is not of letters alone."""
    return code if code.isascii() and code.isalpha() else f'"{code}"'


def _description(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())


def _tag(value: str) -> str:
    return " ".join(value.translate(_PLAIN).split())
