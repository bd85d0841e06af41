"""Buy goods with a campaign's money: the money is spent, the goods are in its store."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.money import MOST_DIGITS, show_dong, show_number
from tracker.ground.names import clean_name, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Account, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.goods_lots import ValueBasis
from tracker.models.proving.purchases import Purchase, PurchaseLine
from tracker.models.users import User
from tracker.operations.goods import refuse_unknown_item
from tracker.operations.journal import Draft, open_entry
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.proving.goods_lots import SaidLot, say_lots
from tracker.operations.proving.overrides import keep_off_commitments
from tracker.operations.proving.standing import Reversal, post_and_stand
from tracker.operations.proving.tills import refuse_unfit
from tracker.queries.journal import VND, account


@dataclass(frozen=True)
class Bought:
    """So many pieces of one kind of goods at a price each (whole đồng a piece), with its lot and expiry if known."""

    item: str
    quantity: int
    unit_price: int
    #: As printed on the boxes; empty where nobody looked.
    lot: str = ""
    expires_on: date | None = None

    @property
    def amount(self) -> int:
        """Give what it cost, in whole đồng."""
        return self.quantity * self.unit_price


def buy_goods(
    session: Session,
    *,
    by: User,
    campaign: Campaign,
    bought_on: date,
    supplier: str,
    lines: Sequence[Bought],
    till: Account,
    store: Account,
    invoice_number: str = "",
    total: int | None = None,
    note: str = "",
) -> Purchase:
    """Pay for goods from a till and take them into a store, each on its voucher.

    `total` is the invoice's, in whole đồng; one that is not the sum of the lines is refused with both
    figures. Refuses what the campaign does not have in the till, and what approved help will soon need.
    """
    refuse_unfit(till, VND, bought_on, field="till")
    refuse_lines(session, lines, bought_on, total)
    entry = open_entry(session, by=by, kind=EntryKind.PURCHASE, happened_on=bought_on, memo=_memo(supplier, note))
    keep_off_commitments(session, entry, campaign, sum(line.amount for line in lines), payer=by)
    return keep_purchase(
        session,
        by=by,
        entry=entry,
        campaign=campaign,
        supplier=supplier,
        invoice_number=invoice_number,
        note=note,
        lines=lines,
        paid_from=till,
        store=store,
        total=total,
    )


def keep_purchase(
    session: Session,
    *,
    by: User,
    entry: Entry,
    campaign: Campaign,
    supplier: str,
    invoice_number: str,
    note: str,
    lines: Sequence[Bought],
    paid_from: Account,
    store: Account,
    total: int | None,
    instead_of: Reversal | None = None,
) -> Purchase:
    """Keep and post goods bought from a till or out of an advance, on the day of the entry.

    `instead_of` is the reversal of a wrong purchase, posted beside it on one voucher.
    """
    supplier = clean_name(supplier, field="supplier")
    invoice_number, note = clean_text(invoice_number, field="invoice_number"), clean_text(note, field="note")
    refuse_closed(campaign, field="campaign")
    refuse_lines(session, lines, entry.happened_on, total)
    for line in lines:
        refuse_unfit(store, line.item, entry.happened_on, field="store")
    amount = sum(line.amount for line in lines)
    purchase = Purchase(
        campaign_id=campaign.id,
        bought_on=entry.happened_on,
        supplier=supplier,
        invoice_number=invoice_number,
        note=note,
        account_id=paid_from.id,
        store_id=store.id,
        amount=amount,
        entry_id=entry.id,
    )
    session.add(purchase)
    session.flush()
    _keep_lines(session, by, purchase, lines)
    post_and_stand(
        session,
        by=by,
        entry=entry,
        drafts=_drafts(session, campaign, lines, paid_from, store, amount),
        party=supplier,
        reason=_memo(supplier, note),
        instead_of=instead_of,
    )
    return purchase


def _keep_lines(session: Session, by: User, purchase: Purchase, lines: Sequence[Bought]) -> None:
    """Keep the goods as invoiced, and the lot of each of which one is said: what they are worth is on the invoice."""
    kept = [
        PurchaseLine(purchase_id=purchase.id, item=line.item, quantity=line.quantity, unit_price=line.unit_price)
        for line in lines
    ]
    session.add_all(kept)
    session.flush()
    for line, record in zip(lines, kept, strict=True):
        if line.lot or line.expires_on:
            said = [SaidLot(line.quantity, line.lot, line.expires_on)]
            say_lots(session, by=by, source=record, lots=said, value_basis=ValueBasis.INVOICE)


def _memo(supplier: str, note: str) -> str:
    return clean_text(note, field="note") or f"Mua hàng của {clean_name(supplier, field='supplier')}"


def refuse_lines(session: Session, lines: Sequence[Bought], day: date, total: int | None) -> None:
    """Refuse no goods, what is no kind of goods on the day, less than one, and a total that is not the sum."""
    if not lines:
        raise Refused("lines", N_("Enter at least one kind of goods."))
    for line in lines:
        refuse_unknown_item(session, line.item, day, field="lines")
        if line.quantity < 1 or line.unit_price < 1:
            text = N_("“%(value)s”: the number must be at least 1.")
            raise Refused("lines", text, value=min(line.quantity, line.unit_price))
    amount = sum(line.amount for line in lines)
    if len(str(amount)) > MOST_DIGITS:
        text = N_("“%(value)s” is too large: at most 999.999.999.999.999.")
        raise Refused("lines", text, value=show_number(amount))
    if total is not None and total != amount:
        text = N_("The lines sum to %(sum)s, the invoice says %(total)s.")
        raise Refused("total", text, sum=show_dong(amount), total=show_dong(total))


def _drafts(
    session: Session, campaign: Campaign, lines: Sequence[Bought], paid_from: Account, store: Account, amount: int
) -> list[Draft]:
    bought = account(session, "income:bought")
    pieces: Counter[str] = Counter()
    for line in lines:
        pieces[line.item] += line.quantity
    drafts = [
        Draft(paid_from, campaign, VND, -amount),
        Draft(account(session, "expenses:purchase"), campaign, VND, amount),
    ]
    for item, quantity in pieces.items():
        drafts += [Draft(store, campaign, item, quantity), Draft(bought, campaign, item, -quantity)]
    return drafts
