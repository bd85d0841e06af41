"""Say where a campaign stands: its money and, beside it, its goods (DESIGN.md §2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.models.journal import HOLDING_KINDS, AccountKind


@dataclass(frozen=True)
class Sum:
    """What went through one account for a campaign and item: before the period and within it."""

    campaign_id: int
    item: str
    code: str
    kind: str
    before: int
    within: int


@dataclass(frozen=True)
class Extra:
    """What the accounts alone do not tell of a campaign and item, within the period."""

    moved_in: int = 0
    moved_out: int = 0
    given_back: int = 0
    #: Đồng that donors said the goods are worth; None where nobody said.
    value: int | None = None


@dataclass(frozen=True)
class GoodsPosition:
    """Pieces of one item: opening + received + bought + moved_in + difference = the four after them."""

    opening: int = 0
    received: int = 0
    bought: int = 0
    moved_in: int = 0
    difference: int = 0
    given: int = 0
    moved_out: int = 0
    advanced: int = 0
    in_store: int = 0
    value: int | None = None


@dataclass(frozen=True)
class Position:
    """Whole đồng of a campaign: flows of the period, stocks at its end.

    opening + received + budget + interest + moved_in + unidentified
    = paid + bought + costs + moved_out + in_hand + advanced.
    `received` is net of `given_back`. Goods stand beside it, by item, never in a sum.
    """

    opening: int = 0
    received: int = 0
    budget: int = 0
    interest: int = 0
    given_back: int = 0
    moved_in: int = 0
    moved_out: int = 0
    paid: int = 0
    bought: int = 0
    costs: int = 0
    unidentified: int = 0
    in_hand: int = 0
    advanced: int = 0
    pledged: int = 0
    committed: int = 0
    direct: int = 0
    goods: Mapping[str, GoodsPosition] = field(default_factory=dict)

    @property
    def secured(self) -> int:
        """Give the money that is there and not yet promised to anybody; negative where too much is."""
        return self.in_hand + self.advanced - self.unidentified - self.committed

    @property
    def free(self) -> int:
        """Give what may still be approved if the donors keep their word."""
        return self.secured + self.pledged


def money_of(sums: Iterable[Sum], extra: Extra, goods: Mapping[str, GoodsPosition]) -> Position:
    """Build a campaign's position from the sums of its đồng."""
    book = _Book(sums)
    return Position(
        opening=book.opening(),
        received=-book.within("income:gifts"),
        budget=-book.within("income:budget"),
        interest=-book.within("income:interest"),
        given_back=extra.given_back,
        moved_in=extra.moved_in,
        moved_out=extra.moved_out,
        paid=book.within("expenses:help"),
        bought=book.within("expenses:purchase"),
        costs=book.within("expenses:programme", "expenses:admin", "expenses:fees"),
        unidentified=-book.stock(AccountKind.PAYABLE),
        in_hand=book.stock(AccountKind.CASH, AccountKind.BANK),
        advanced=book.stock(AccountKind.ADVANCE),
        pledged=book.at_end("memo:pledged"),
        committed=book.at_end("memo:committed"),
        direct=book.within("memo:direct"),
        goods=goods,
    )


def goods_of(sums: Iterable[Sum], extra: Extra) -> GoodsPosition:
    """Build the position of one item of goods from its sums."""
    book = _Book(sums)
    return GoodsPosition(
        opening=book.opening(),
        received=-book.within("income:gifts", "income:budget"),
        bought=-book.within("income:bought"),
        moved_in=extra.moved_in,
        difference=-book.within("equity:difference"),
        given=book.within("expenses:help"),
        moved_out=extra.moved_out,
        advanced=book.stock(AccountKind.ADVANCE),
        in_store=book.stock(AccountKind.GOODS),
        value=extra.value,
    )


class _Book:
    """The sums of one campaign and item, asked by account or by kind."""

    def __init__(self, sums: Iterable[Sum]) -> None:
        self.sums = list(sums)

    def within(self, *codes: str) -> int:
        return sum(row.within for row in self.sums if row.code in codes)

    def at_end(self, code: str) -> int:
        return sum(row.before + row.within for row in self.sums if row.code == code)

    def stock(self, *kinds: AccountKind) -> int:
        return sum(row.before + row.within for row in self.sums if row.kind in kinds)

    def opening(self) -> int:
        """Give what was held when the period began, less what had no name, and what opened the books in it."""
        kinds = (*HOLDING_KINDS, AccountKind.PAYABLE)
        return sum(row.before for row in self.sums if row.kind in kinds) - self.within("equity:opening")
