"""Say on one line of a paper what a purchase, a cost, interest or an advance was."""

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.money import show_dong
from tracker.models.journal import Entry
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.costs import Cost, Interest
from tracker.models.proving.purchases import Purchase
from tracker.queries.proving.spending_corrections import Spending, spending_of


def said_spending(session: Session, entry: Entry) -> str:
    """Say what an entry stands for: what, whose money, when, how much, out of which till."""
    spent = spending_of(session, entry)
    if spent is None:
        return entry.memo
    of = spent.advance if isinstance(spent, AdvanceStep) else spent
    place = of.till if isinstance(of, Advance) else of.account
    parts = (_what(spent), of.campaign.name, show_day(entry.happened_on), show_dong(spent.amount), place.name)
    return "; ".join(parts)


def _what(spent: Spending) -> str:
    if isinstance(spent, Purchase):
        invoice = f", hóa đơn {spent.invoice_number}" if spent.invoice_number else ""
        return f"Mua hàng của {spent.supplier}{invoice}"
    if isinstance(spent, Cost):
        return f"{spent.purpose}, trả {spent.payee}"
    if isinstance(spent, Interest):
        return spent.note or "Lãi tiền gửi"
    if isinstance(spent, AdvanceStep):
        return f"Hoàn ứng của {spent.advance.party}"
    return f"Tạm ứng cho {spent.party}: {spent.purpose}"
