"""Do what an office may do, in any order, and keep beside the books what its tills must hold."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from make import PUBLIC_URL, Make
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation, Source, UnidentifiedTransfer
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, Rhythm
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Account, Balance, LogHead
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.corrections import Correction
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donations import Gift, Part, receive_donation
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.pledges import change_pledge, record_pledge, write_off_pledge
from tracker.operations.giving.receipts import issue_receipt, record_copy, void_receipt
from tracker.operations.giving.unidentified import name_unidentified, receive_unidentified
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.corrections import approve_correction, propose_correction, reject_correction, right_gift
from tracker.operations.proving.tills import move_money
from tracker.operations.writing import writing
from tracker.queries.giving.donations import parts_of

FIRST = date(2018, 3, 1)
#: Campaign, till or store, item → whole đồng or pieces.
Held = dict[tuple[int, int, str], int]


@dataclass(frozen=True)
class Act:
    """One thing to do; the numbers choose among what is there, `amount` is đồng or pieces, `later` days."""

    verb: str
    which: int
    other: int
    amount: int
    later: int

    @property
    def day(self) -> date:
        """Give the day of the act."""
        return FIRST + timedelta(days=self.later)


def furnish(session: Session) -> None:
    """Give an office its people, three donors, two campaigns, two banks and a letterhead."""
    make = Make(session)
    for role in ("clerk", "accountant", "cashier", "approver"):
        make.user(role)
    for name in ("Nguyễn Văn A", "Trần Thị B", "Công ty C"):
        make.donor(name)
    make.campaign("CLYT")
    make.campaign("QUA")
    make.bank()
    make.bank("assets:bank:kbnn")
    make.letterhead()


class Office:
    """An office at work: each act is one transaction; a refused one leaves nothing."""

    def __init__(self, session: Session) -> None:
        self.session, self.make = session, Make(session)
        self.held: Held = defaultdict(int)
        self.done: list[str] = []

    def do(self, act: Act) -> None:
        """Do one act; what the books do not allow is refused and must change nothing."""
        before = self._head()
        moved: Held = defaultdict(int)
        try:
            with writing(self.session):
                getattr(self, act.verb)(act, moved)
        except Refused:
            assert self._head() == before
            return
        self.done.append(act.verb)
        for place, quantity in moved.items():
            self.held[place] += quantity

    def holds(self) -> Held:
        """Read what the tills and stores hold."""
        asked = select(Balance).join(Account, Account.id == Balance.account_id)
        rows = self.session.scalars(asked.where(Account.kind.in_(("cash", "bank", "goods"))))
        return {(row.campaign_id, row.account_id, row.item): row.quantity for row in rows if row.quantity}

    def expected(self) -> Held:
        """Give what they must hold."""
        return {place: quantity for place, quantity in self.held.items() if quantity}

    def _head(self) -> tuple[int, int, int]:
        head = self.session.get_one(LogHead, 1, populate_existing=True)
        return head.last_seq, head.last_line_id, head.size

    def _pick(self, model: type[Any], number: int) -> Any:
        """Choose one of what there is; nothing to choose from is refused like anything senseless."""
        asked = select(model).order_by(model.id)
        if model is Account:
            asked = asked.where(Account.kind.in_(("cash", "bank")))
        found = self.session.scalars(asked).all()
        if not found:
            raise Refused(None, "nothing there")
        return found[number % len(found)]

    def _by(self, role: str, operation: Callable[..., Any], **values: Any) -> Any:
        return operation(self.session, by=self.make.user(role), **values)

    def _store(self) -> Account:
        return self.make.account("assets:goods")

    def _parts(self, act: Act) -> list[Part]:
        money = Part(self._pick(Account, act.other), "VND", act.amount)
        goods = Part(self._store(), ("MILK", "BICYCLE")[act.which % 2], act.amount, act.amount * 7)
        return [[money], [money, goods], [goods], [money]][act.other % 4]

    def pledge(self, act: Act, moved: Held) -> None:
        """Record a promise in one to four parts."""
        rhythm = list(Rhythm)[act.other % 4]
        facts = {"amount": act.amount, "count": act.which % 4 + 1, "rhythm": rhythm}
        facts |= {"donor": self._pick(Donor, act.which), "campaign": self._pick(Campaign, act.other)}
        self._by("clerk", record_pledge, pledged_on=act.day, first_due_on=act.day, **facts)

    def change(self, act: Act, moved: Held) -> None:
        """Promise another sum instead."""
        facts = {"amount": act.amount, "count": act.other % 3 + 1, "rhythm": Rhythm.MONTHLY, "reason": "Xin đổi"}
        facts |= {"pledge": self._pick(Pledge, act.which), "changed_on": act.day, "first_due_on": act.day}
        self._by("clerk", change_pledge, **facts)

    def write_off(self, act: Act, moved: Held) -> None:
        """Give up what is open of a promise."""
        self._by("clerk", write_off_pledge, pledge=self._pick(Pledge, act.which), written_off_on=act.day, reason="Thôi")

    def _gift(self, act: Act) -> Gift:
        """Give a gift of any donor, or one that fulfils a pledge."""
        pledges = self.session.scalars(select(Pledge).order_by(Pledge.id)).all()
        pledge = pledges[act.which % len(pledges)] if pledges and act.other % 3 else None
        donor = pledge.donor if pledge else self._pick(Donor, act.which)
        campaign = pledge.campaign if pledge else self._pick(Campaign, act.other)
        via = self._pick(Donor, act.which + 1) if act.amount % 2 else None
        source = Source.BUDGET if act.amount % 5 == 0 else Source.DOMESTIC
        return Gift(donor, campaign, self._parts(act), source, act.day, via, pledge)

    def donate(self, act: Act, moved: Held) -> None:
        """Take a gift of money, goods or both."""
        gift = self._gift(act)
        facts = {"donor": gift.donor, "campaign": gift.campaign, "parts": gift.parts, "source": gift.source}
        self._by("cashier", receive_donation, received_on=act.day, via=gift.via, pledge=gift.pledge, **facts)
        _count(moved, gift, 1)

    def give_back(self, act: Act, moved: Held) -> None:
        """Give back so much of each part of a gift."""
        gift = self._pick(Donation, act.which)
        parts = []
        for part in parts_of(self.session, gift):
            money = part.item == "VND"
            parts.append(
                (part, min(act.amount, part.quantity), self._pick(Account, act.other) if money else self._store())
            )
        self._by("approver", give_back, donation=gift, given_back_on=act.day, reason="Xin lại", parts=parts)
        for part, quantity, till in parts:
            moved[gift.campaign_id, till.id, part.item] -= quantity

    def transfer(self, act: Act, moved: Held) -> None:
        """Take bank money that nobody can name."""
        till = self._pick(Account, act.other)
        self._by(
            "accountant", receive_unidentified, till=till, amount=act.amount, received_on=act.day, bank_text="UNG HO"
        )
        moved[self.make.fund().id, till.id, "VND"] += act.amount

    def name(self, act: Act, moved: Held) -> None:
        """Name a transfer as one gift or two."""
        transfer: UnidentifiedTransfer = self._pick(UnidentifiedTransfer, act.which)
        first = min(act.amount, transfer.amount)
        gifts = []
        for amount in (first, transfer.amount - first):
            part = Part(self.session.get_one(Account, transfer.account_id), "VND", amount)
            donor, campaign = self._pick(Donor, act.other + amount), self._pick(Campaign, act.other + amount)
            gifts += [Gift(donor, campaign, [part], Source.DOMESTIC, transfer.received_on)] if amount else []
        named_on = max(act.day, transfer.received_on) if act.other else act.day
        self._by("accountant", name_unidentified, transfer=transfer, named_on=named_on, gifts=gifts)
        moved[self.make.fund().id, transfer.account_id, "VND"] -= transfer.amount
        for gift in gifts:
            _count(moved, gift, 1)

    def _there(self, act: Act, *, goods: bool) -> tuple[Campaign, Account, str, int]:
        """Choose what a campaign has somewhere, and mostly no more of it than is there."""
        kinds = ("goods",) if goods else ("cash", "bank")
        asked = select(Balance).join(Account, Account.id == Balance.account_id).where(Account.kind.in_(kinds))
        order = asked.order_by(Balance.account_id, Balance.campaign_id, Balance.item)
        rows = self.session.scalars(order.where(Balance.quantity > 0)).all()
        if not rows:
            raise Refused(None, "nothing there")
        row = rows[act.which % len(rows)]
        quantity = act.amount if act.later % 4 == 0 else min(act.amount, row.quantity)
        campaign, till = self.session.get_one(Campaign, row.campaign_id), self.session.get_one(Account, row.account_id)
        return campaign, till, row.item, quantity

    def move_tills(self, act: Act, moved: Held) -> None:
        """Move a campaign's money from till to till, sometimes with the fund's beside it."""
        campaign, giving, _, quantity = self._there(act, goods=False)
        taking = self._pick(Account, act.other)
        parts = [(campaign, quantity)] + ([(self.make.fund(), 1)] if act.amount % 3 == 0 else [])
        self._by("accountant", move_money, from_till=giving, to_till=taking, happened_on=act.day, parts=parts)
        for mover, amount in parts:
            moved[mover.id, giving.id, "VND"] -= amount
            moved[mover.id, taking.id, "VND"] += amount

    def move_campaigns(self, act: Act, moved: Held) -> None:
        """Move money or goods from one campaign to another."""
        giving, till, item, quantity = self._there(act, goods=act.amount % 4 == 0)
        taking = self._pick(Campaign, act.other)
        terms = {"quantity": quantity, "moved_on": act.day, "reason": "Thiếu", "consent": "Thư", "item": item}
        self._by("approver", move_between, from_campaign=giving, to_campaign=taking, till=till, **terms)
        moved[giving.id, till.id, item] -= quantity
        moved[taking.id, till.id, item] += quantity

    def propose(self, act: Act, moved: Held) -> None:
        """Say that a gift was another one."""
        values = {
            "donation": self._pick(Donation, act.which + act.later),
            "right": self._gift(act),
            "reason": "Ghi nhầm",
        }
        self._by("accountant", propose_correction, **values)

    def approve(self, act: Act, moved: Held) -> None:
        """Put a gift right as proposed."""
        correction: Correction = self._pick(Correction, act.which)
        wrong = self.session.get_one(Donation, correction.donation_id)
        day = act.day if act.other % 2 else None
        values = {"correction": correction, "public_url": PUBLIC_URL, "approved_on": day}
        self._by("approver", approve_correction, **values)
        for part in parts_of(self.session, wrong):
            moved[wrong.campaign_id, part.account_id, part.item] -= part.quantity
        _count(moved, right_gift(self.session, correction), 1)

    def reject(self, act: Act, moved: Held) -> None:
        """Send a proposal back."""
        self._by("approver", reject_correction, correction=self._pick(Correction, act.which), remark="Không rõ")

    def issue(self, act: Act, moved: Held) -> None:
        """Give a gift its receipt."""
        series = (SeriesCode.BL, SeriesCode.TN)[act.other % 2]
        day = act.day if act.amount % 2 else None
        values = {"donation": self._pick(Donation, act.which), "series": series, "issued_on": day}
        self._by("cashier", issue_receipt, public_url=PUBLIC_URL, **values)

    def void(self, act: Act, moved: Held) -> None:
        """Cross a receipt out."""
        self._by("approver", void_receipt, receipt=self._pick(Receipt, act.which), reason="In sai")

    def print(self, act: Act, moved: Held) -> None:
        """Print a receipt."""
        self._by("cashier", record_copy, receipt=self._pick(Receipt, act.which))


def _count(moved: Held, gift: Gift, sign: int) -> None:
    for part in gift.parts:
        moved[gift.campaign.id, part.account.id, part.item] += sign * part.quantity
