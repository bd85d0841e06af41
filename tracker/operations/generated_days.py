"""Live through one day of a made-up office: donors come and give, some promise, a list goes out and comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Source
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, Rhythm
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, HelpKind, OutcomeKind, Sheet
from tracker.models.journal import Account
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.generated_names import child_facts, donor_facts, person_name
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.donors import add_donors
from tracker.operations.giving.gift_lists import receive_gifts
from tracker.operations.giving.pledges import record_pledge
from tracker.operations.giving.receipts import issue_receipt
from tracker.operations.helping.approvals import approve, submit
from tracker.operations.helping.children import register_children
from tracker.operations.helping.handouts import add_children, draft_handout
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheets import make_sheets, send_out
from tracker.queries.helping.handouts import lines_of, sheets_of
from tracker.queries.helping.places import places_on
from tracker.queries.journal import VND

PUBLIC_URL = "http://127.0.0.1:5000"
#: đồng, often round, as people give.
AMOUNTS = (50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000, 2_000_000, 5_000_000)
#: One gift in so many is of goods.
_GOODS_IN = 12
#: Every fourth list is of parcels, the others of cash.
_PARCELS_IN = 4
#: One child in so many is new to the register on a later list.
_NEW_IN = 3

Somebody = TypeVar("Somebody", Donor, Child)


@dataclass(frozen=True)
class Day:
    """What is to happen on a day: counts of gifts, receipts, new donors, sheets and children on each."""

    happened_on: date
    gifts: int
    receipts: int
    new_donors: int
    sheets: int
    a_sheet: int


@dataclass
class Known:
    """Whom the office knows by now, by their ids, and how many lists it made."""

    donors: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    lists: int = 0


class Office:
    """The office on one day: its people, tills and campaigns, read anew under the lock."""

    def __init__(self, session: Session, chance: Random, known: Known) -> None:
        """Read them."""
        self.session, self.chance, self.known = session, chance, known
        self.users = {user.login: user for user in session.scalars(select(User))}
        self.accounts = {account.code: account for account in session.scalars(select(Account))}
        codes = select(Campaign).where(Campaign.code != GENERAL_FUND).order_by(Campaign.id)
        self.campaigns = list(session.scalars(codes))

    def live_through(self, day: Day) -> None:
        """Let the day happen."""
        new = self._do(add_donors, "clerk", many=self._strangers(day))
        self.known.donors += [donor.id for donor in new]
        donors = [*new[: day.gifts], *self._some(Donor, self.known.donors, max(0, day.gifts - len(new)))]
        pledge = self._promise(donors[0], day)
        gifts = [self._gift(donor, day, pledge if number == 0 else None) for number, donor in enumerate(donors)]
        donations = self._do(receive_gifts, "cashier", gifts=gifts, reason="Tiếp nhận đóng góp")
        for donation, gift in list(zip(donations, gifts, strict=True))[: day.receipts]:
            series = SeriesCode.BL if gift.money else SeriesCode.TN
            paper = {"series": series, "public_url": PUBLIC_URL, "issued_on": day.happened_on}
            self._do(issue_receipt, "cashier", donation=donation, **paper)
        for _ in range(day.sheets):
            self._help(day)

    def _strangers(self, day: Day) -> list[Any]:
        places = places_on(self.session, day.happened_on)
        return [donor_facts(self.chance, places) for _ in range(max(1, day.new_donors))]

    def _some(self, kind: type[Somebody], ids: Sequence[int], count: int) -> list[Somebody]:
        """Choose records by their ids, none twice, in the order of the ids."""
        chosen = self.chance.sample(ids, min(count, len(ids)))
        found: list[Somebody] = []
        for start in range(0, len(chosen), 500):
            found += self.session.scalars(select(kind).where(kind.id.in_(chosen[start : start + 500])))
        return sorted(found, key=lambda record: record.id)

    def _promise(self, donor: Donor, day: Day) -> Pledge:
        pledge: Pledge = self._do(
            record_pledge,
            "clerk",
            donor=donor,
            campaign=self.chance.choice(self.campaigns),
            amount=12 * self.chance.choice(AMOUNTS),
            pledged_on=day.happened_on,
            first_due_on=day.happened_on,
            rhythm=Rhythm.MONTHLY,
            count=12,
        )
        return pledge

    def _gift(self, donor: Donor, day: Day, pledge: Pledge | None) -> Gift:
        chance = self.chance
        bank = chance.random() < 0.4
        part = Part(self.accounts["assets:bank:nhcsxh" if bank else "assets:cash"], VND, chance.choice(AMOUNTS))
        if pledge is None and chance.randrange(_GOODS_IN) == 0:
            pieces = chance.randint(1, 40)
            part = Part(self.accounts["assets:goods"], chance.choice(["PARCEL", "BOOK"]), pieces, pieces * 150_000)
        campaign = pledge.campaign if pledge else chance.choice(self.campaigns)
        return Gift(donor, campaign, [part], Source.DOMESTIC, day.happened_on, pledge=pledge)

    def _help(self, day: Day) -> None:
        """Prepare, approve, hand out and settle one list on one sheet; two grandmothers sign."""
        sheet = self.send_list(day)
        handout = self.session.get_one(Handout, sheet.handout_id)
        proxies = [Outcome(OutcomeKind.PROXY, person_name(self.chance, girl=True), "bà ngoại") for _ in range(2)]
        lines = lines_of(self.session, handout)
        outcomes = {line.id: proxy for line, proxy in zip(lines, proxies, strict=False)}
        self._do(settle_sheet, "cashier", sheet=sheet, signed_on=day.happened_on, outcomes=outcomes)

    def send_list(self, day: Day) -> Sheet:
        """Prepare and approve one list and send it out on one sheet."""
        self.known.lists += 1
        handout = self._list(day)
        self._do(submit, "clerk", handout=handout)
        self._do(approve, "approver", handout=handout, approved_on=day.happened_on)
        lines = lines_of(self.session, handout)
        self._do(make_sheets, "cashier", handout=handout, lines={"Toàn tỉnh": [line.id for line in lines]})
        (sheet,) = sheets_of(self.session, handout)
        places = {"till": self.accounts["assets:cash"], "store": self.accounts["assets:goods"]}
        self._do(send_out, "cashier", sheet=sheet, sent_on=day.happened_on, **places)
        return sheet

    def _list(self, day: Day) -> Handout:
        """Draft a list of children, some of whom are new."""
        new = day.a_sheet // _NEW_IN + 1 if self.known.children else day.a_sheet
        places = places_on(self.session, day.happened_on)
        facts = [child_facts(self.chance, self.chance.choice(places), day.happened_on) for _ in range(new)]
        children = self._do(register_children, "clerk", many=facts, registered_on=day.happened_on)
        old = self._some(Child, self.known.children, day.a_sheet - len(children))
        self.known.children += [child.id for child in children]
        handout: Handout = self._do(
            draft_handout,
            "clerk",
            name=f"Quà đợt {self.known.lists}",
            campaign=self.campaigns[self.known.lists % len(self.campaigns)],
            kind=HelpKind.GIFT,
            planned_on=day.happened_on,
            shares={"PARCEL": 1} if self.known.lists % _PARCELS_IN == 0 else {VND: 500_000},
        )
        self._do(add_children, "clerk", handout=handout, children=[*children, *old][: day.a_sheet])
        return handout

    def _do(self, operation: Callable[..., Any], login: str, **values: Any) -> Any:
        return operation(self.session, by=self.users[login], **values)
