"""Read how a sheet goes out, what came back on it, and who stands in for a child."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import SelectChoice, SelectField, StringField

from tracker.ground.dates import today
from tracker.ground.money import show_dong
from tracker.ground.refusals import N_, Refused
from tracker.models.base import Choice, db
from tracker.models.helping.disbursements import PayeeKind
from tracker.models.helping.handouts import OutcomeKind
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.settlements import Outcome
from tracker.queries.helping.handouts import LineState, Quantities
from tracker.queries.journal import VND, balance
from tracker.queries.proving.tills import tills_open
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.fields import DayField, RecordField, SegmentField, TextLineField
from tracker.web.forms.helping.handout_children import ChildField
from tracker.web.forms.helping.scans import ScanForm
from tracker.web.language import sentence

#: Begins the names of a line's fields: absent, what became of it, who signed, as what.
_OF_LINES = ("a-", "o-", "p-", "r-")
MONEY_KINDS = (AccountKind.CASH, AccountKind.BANK)
#: Into whose hand a whole sheet may go, unless a line says otherwise.
HANDS = (PayeeKind.CHILD, PayeeKind.GUARDIAN, PayeeKind.SCHOOL)


class SheetState(Choice):
    """Which sheets a list shows."""

    OUT = "", N_("Out, not back yet")
    LATE = "late", N_("Not returned in time")
    WAITING = "waiting", N_("Not sent out yet")
    SETTLED = "settled", N_("Sheet is back")


class SheetFilter(Filter):
    """What narrows the list of sheets; a code or a number opens one."""

    q = StringField(_l("Code or number of the sheet"))
    state = StringField()

    def wanted(self) -> SheetState:
        """Give the state asked for."""
        known = {state.value for state in SheetState}
        return SheetState(self.state.data) if self.state.data in known else SheetState.OUT


class Out(Choice):
    """How a sheet goes out."""

    TABLE = "table", N_("Paid at the table or by bank")
    ADVANCE = "advance", N_("Somebody takes it along")
    DIRECT = "direct", N_("The bank pays it itself")


class SendOutForm(ActForm):
    """When a sheet goes out, from where its money and goods come, and who takes them."""

    aliases = {"happened_on": "sent_on", "amount": "till", "quantity": "store"}

    sent_on = DayField(_l("Sent out on"), required=True, default=today)
    out = SegmentField.of(Out, _l("How"), default=Out.TABLE.value)
    party = TextLineField(
        _l("Who takes money and goods along"),
        description=_l("A person or a commune; what is not given comes back with the sheet."),
        render_kw={"maxlength": "120"},
    )
    direct_bank = TextLineField(
        _l("Bank that pays itself"),
        description=_l("A sponsor's money lies there; it never was the fund's, so no till pays."),
        render_kw={"maxlength": "120"},
    )
    till = RecordField(_l("Money from"), model=Account, options=lambda session: [])
    store = RecordField(_l("Goods from"), model=Account, options=lambda session: [])

    def __init__(self, campaign: Campaign, sums: Quantities, *, is_run: bool = False, **initial: Any) -> None:
        super().__init__(**initial)
        self.sums, self.is_run = sums, is_run
        if not is_run:
            self.out.choices = [row for row in self.out.choices if row.value != Out.DIRECT]
        session = db.session()
        goods = sorted(set(sums) - {VND})
        self.till.choices = _tills(session, campaign, MONEY_KINDS, [VND]) if VND in sums else []
        self.store.choices = _tills(session, campaign, (AccountKind.GOODS,), goods) if goods else []

    def makes_sense(self) -> bool:
        """Refuse an advance to nobody."""
        if self.out.data == Out.ADVANCE and not self.party.data and not self.party.errors:
            self.party.errors = [_("Say who takes it along.")]
            return False
        if self.out.data == Out.DIRECT and not self.direct_bank.data and not self.direct_bank.errors:
            self.direct_bank.errors = [_("Say which bank pays.")]
            return False
        return True

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `send_out` asks, beside the sheet."""
        direct = self.out.data == Out.DIRECT
        return {
            "sent_on": self.sent_on.data,
            "party": self.party.data if self.out.data == Out.ADVANCE else "",
            "direct_bank": self.direct_bank.data if direct else "",
            "till": self.till.value(session) if VND in self.sums and not direct else None,
            "store": self.store.value(session) if set(self.sums) - {VND} else None,
        }


def _tills(session: Session, campaign: Campaign, kinds: Sequence[str], items: Sequence[str]) -> list[SelectChoice]:
    """List open tills with what the campaign has there of the first item."""
    rows = []
    for till in tills_open(session, kinds):
        held = balance(session, till, campaign, items[0]) if items else 0
        shown = f"{till.name} · {show_dong(held)}" if items == [VND] else till.name
        rows.append((held, SelectChoice(str(till.id), shown)))
    return [choice for _held, choice in sorted(rows, key=lambda row: -row[0])]


@dataclass
class SettleLine:
    """A line of the sheet with what was said of it; nothing said is given."""

    #: The line's id, to be had without asking the database again.
    line_id: int
    state: LineState
    kind: str = OutcomeKind.GIVEN.value
    proxy: str = ""
    relation: str = ""
    error: str = ""
    #: The line that stands in for it on the sheet, if one does.
    stand_in: LineState | None = None
    #: That replacement is approved.
    agreed: bool = False
    #: Its number on the paper; None for who is on no print.
    number: int | None = None


class SettleForm(ScanForm):
    """When a sheet was signed, and what became of each line; only lines that were not simply given are sent."""

    signed_on = DayField(_l("Signed on"), required=True, default=today)
    payee = SelectField(
        _l("Signed by"), choices=[SelectChoice(hand.value, _l(hand.label)) for hand in HANDS], default=HANDS[0].value
    )

    def __init__(self, lines: Sequence[SettleLine], **initial: Any) -> None:
        super().__init__(**initial)
        self.lines = list(lines)
        if self.is_submitted():
            for line in self.lines:
                ticked = OutcomeKind.LATER if f"a-{line.line_id}" in request.form else OutcomeKind.GIVEN
                line.kind = request.form.get(f"o-{line.line_id}", ticked.value)
                line.kind = ticked.value if line.kind == OutcomeKind.GIVEN else line.kind
                line.proxy = " ".join(request.form.get(f"p-{line.line_id}", "").split())[:400]
                line.relation = " ".join(request.form.get(f"r-{line.line_id}", "").split())[:400]

    def content(self) -> dict[str, list[str]]:
        """Give what was sent, the lines too."""
        lines = {name: request.form.getlist(name) for name in sorted(request.form) if name[:2] in _OF_LINES}
        return {**super().content(), **lines}

    def makes_sense(self) -> bool:
        """Refuse what is no outcome, and what is no scan."""
        well = super().makes_sense()
        known = {kind.value for kind in OutcomeKind}
        for line in self.lines:
            if line.kind not in known:
                line.kind, line.error = OutcomeKind.GIVEN.value, _("Say again what became of this line.")
                self.form_errors.append(line.error)
        return well and not self.form_errors

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at the line that it means."""
        key = (refused.field or "").removeprefix("line-")
        for line in self.lines:
            if str(line.line_id) == key:
                line.error = sentence(refused)
        super().refuse(refused)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `settle_sheet` asks, beside the sheet."""
        hand = PayeeKind(self.payee.data)
        outcomes = {
            line.line_id: Outcome(OutcomeKind(line.kind), line.proxy, line.relation, hand)
            if line.kind == OutcomeKind.PROXY
            else Outcome(OutcomeKind(line.kind), payee=hand)
            for line in self.lines
        }
        return {"signed_on": self.signed_on.data, "outcomes": outcomes, "scan": self.scan}

    @property
    def exceptions(self) -> int:
        """Count the lines that were not simply given."""
        return sum(line.kind != OutcomeKind.GIVEN for line in self.lines if not line.state.in_waiting)


class ReplaceForm(Form):
    """Which other child of the commune stands in."""

    child = ChildField(_l("Other child"), required=True)

    def sent_and_valid(self) -> bool:
        """Make sure who is meant."""
        return super().sent_and_valid() and self.child.settle()


def replace_form(search: str) -> ReplaceForm:
    """Make the form with the search of the line's commune."""
    form = ReplaceForm.of_request()
    form.child.search = search
    return form
