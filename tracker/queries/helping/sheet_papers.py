"""Gather what a sign-off sheet says out of the list, as it stands at the moment of a print."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.money import dong_in_words, show_dong
from tracker.ground.proofs import show_token
from tracker.ground.translations import translator
from tracker.models.helping.children import Household, Sex
from tracker.models.helping.disbursements import PayeeKind
from tracker.models.helping.handouts import Handout, HandoutLine, HelpKind, OutcomeKind, Sheet
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Item, Letterhead, Occasion, Position
from tracker.models.users import User
from tracker.queries.helping.handouts import Quantities
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.sheet_paper import SheetGoods, SheetPaper, SheetRow, Signer, Sums, said_goods
from tracker.queries.helping.sheet_prints import Circumstances, PrintedLine, SheetPrint, circumstances_of, printed_sheet
from tracker.queries.journal import VND
from tracker.queries.settings import all_items, letterhead_on, signatories_on

#: What the paper says of a child's circumstances (DOMAIN.md §2.3): never which group.
SPECIAL = "Có hoàn cảnh đặc biệt"
HOUSEHOLDS = {Household.POOR: "Hộ nghèo", Household.NEAR_POOR: "Hộ cận nghèo"}
SEXES = {Sex.FEMALE: "nữ", Sex.MALE: "nam"}
#: Who signed where nobody is named.
PAYEES = {PayeeKind.GUARDIAN: "Cha mẹ/người giám hộ", PayeeKind.SCHOOL: "Nhà trường"}
NOT_GIVEN = {OutcomeKind.LATER: "Vắng, trao sau", OutcomeKind.GIVEN_UP: "Không trao"}
BY_HAND, BY_SEAL = "(Ký, họ tên)", "(Ký, đóng dấu, họ tên)"


def sheet_paper(session: Session, sheet: Sheet, number: int, moment: datetime, public_url: str) -> SheetPaper:
    """Gather what print `number` of a sheet says at a moment: names and places as submitted.

    A print made when the sheet is back says what became of its lines.
    """
    handout = session.get_one(Handout, sheet.handout_id)
    printed = printed_sheet(session, sheet, moment)
    day = _day(handout, printed)
    letterhead = letterhead_on(session, day)
    rows = tuple(_Rows(session, handout, printed, day).all())
    occasion = session.get(Occasion, handout.occasion) if handout.occasion else None
    return SheetPaper(
        handout=handout.code,
        sheet=sheet.number,
        copy=number,
        fund_name=letterhead.fund_name if letterhead else "",
        fund_address=letterhead.address if letterhead else "",
        fund_code=letterhead.fund_code if letterhead else "",
        fund_phone=letterhead.phone if letterhead else "",
        hotline=letterhead.hotline if letterhead else "111",
        name=handout.name,
        campaign=session.get_one(Campaign, handout.campaign_id).name,
        occasion=occasion.name if occasion else "",
        place=sheet.name,
        given_on=day,
        share=_share(handout, rows),
        rows=rows,
        words=_words(letterhead, Sums().plus(rows).amount),
        signed_on=printed.settled.happened_on if printed.settled else None,
        signers=_signers(session, handout, sheet, printed, day),
        sheet_url=f"{public_url.rstrip('/')}/sheets/{sheet.token}",
        token_shown=show_token(sheet.token),
        institution=sheet.institution or "",
    )


def _day(handout: Handout, printed: SheetPrint) -> date:
    """Give the day of the hand-out as far as it was known: signed, sent out, or planned."""
    step = printed.settled or printed.sent
    return step.happened_on if step else handout.planned_on


def _share(handout: Handout, rows: tuple[SheetRow, ...]) -> str:
    """Say what each child gets where all get the same."""
    shares = {(row.amount, row.goods) for row in rows if not row.struck}
    if len(shares) > 1:
        return "theo từng dòng"
    given = f" (do {handout.provider} cấp)" if handout.provider else ""
    for amount, goods in shares:
        return ", ".join(([show_dong(amount)] if amount else []) + said_goods(goods)) + given
    return ""


def _words(letterhead: Letterhead | None, amount: int) -> str:
    if letterhead is None:
        return dong_in_words(amount)
    return dong_in_words(amount, southern=bool(letterhead.southern_words), even=bool(letterhead.even_words))


def _signers(session: Session, handout: Handout, sheet: Sheet, printed: SheetPrint, day: date) -> tuple[Signer, ...]:
    """Name who signs: who prepared the list, who hands out, the commune (or the school that took it), the head."""
    signatories = signatories_on(session, day)
    head, cashier = signatories.get(Position.HEAD), signatories.get(Position.CASHIER)
    pays = cashier.full_name if cashier else ""
    if printed.sent is not None:
        pays = printed.sent.party or session.get_one(User, printed.sent.by_id).full_name
    return (
        Signer("Người lập", BY_HAND, session.get_one(User, handout.prepared_by).full_name),
        Signer("Người chi tiền/thủ quỹ", BY_HAND, pays),
        Signer("Đại diện nhà trường/đơn vị nhận" if sheet.institution else "Xác nhận của UBND xã", BY_SEAL, ""),
        Signer(head.title if head else "Thủ trưởng đơn vị", BY_SEAL, head.full_name if head else ""),
    )


class _Rows:
    """The rows of one print."""

    def __init__(self, session: Session, handout: Handout, printed: SheetPrint, day: date) -> None:
        self.handout, self.printed = handout, printed
        self.items: Mapping[str, Item] = all_items(session)
        self.places = Gazetteer(session)
        self.known: Circumstances = circumstances_of(session, handout, day)
        #: Line → its number on the paper and its child's name.
        self.numbers = {row.line.id: (n, row.line.full_name) for n, row in enumerate(printed.lines, start=1)}
        self.in_place_of = {row.line.replaces_id: row.line for row in printed.lines if row.line.replaces_id}

    def all(self) -> list[SheetRow]:
        """Give them in the order of the list."""
        return [self._row(each) for each in self.printed.lines]

    def _row(self, each: PrintedLine) -> SheetRow:
        line = each.line
        sex = self.known.sexes.get(line.child_id)
        given = each.outcome is not None and not each.struck
        signed_on = self.printed.settled.happened_on if self.printed.settled else None
        return SheetRow(
            full_name=line.full_name,
            birth=f"{line.birth} ({SEXES[Sex(sex)]})" if sex else line.birth,
            address=", ".join(part for part in (line.hamlet, self.places.short_name(line.place_key)) if part),
            school=line.school,
            circumstances=self._circumstances(line.child_id),
            proxy=_proxy(each),
            amount=each.parts.get(VND, 0),
            goods=self._goods(each.parts),
            signed=f"Đã ký nhận {show_day(signed_on)}" if given and signed_on else "",
            note=self._note(each),
            struck=each.struck,
        )

    def _circumstances(self, child_id: int) -> str:
        if child_id in self.known.special:
            return SPECIAL
        return HOUSEHOLDS.get(self.known.households.get(child_id, Household.OTHER), "")

    def _goods(self, parts: Quantities) -> tuple[SheetGoods, ...]:
        """Give the goods of a line; help of 0 đ is one share of its kind."""
        if not parts:
            return (SheetGoods(translator("vi")(HelpKind(self.handout.kind).label), "suất", 1),)
        goods = sorted((item, quantity) for item, quantity in parts.items() if item != VND)
        return tuple(SheetGoods(self.items[item].name, self.items[item].unit, n) for item, n in goods)

    def _note(self, each: PrintedLine) -> str:
        """Say in whose place a child stands, who stands in its own, or why it was not given."""
        notes = []
        if each.line.replaces_id is not None:
            notes.append(f"Thay thế: {self._named(each.line.replaces_id)}")
        if each.struck:
            notes.append(self._why_struck(each))
        return "; ".join(notes)

    def _why_struck(self, each: PrintedLine) -> str:
        kind = OutcomeKind(each.outcome.kind) if each.outcome else OutcomeKind.REPLACED
        if kind in NOT_GIVEN:
            return NOT_GIVEN[kind]
        other: HandoutLine | None = self.in_place_of.get(each.line.id)
        return f"Thay bằng: {self._named(other.id)}" if other else "Đã thay thế"

    def _named(self, line_id: int) -> str:
        if line_id not in self.numbers:
            return "em khác"
        number, name = self.numbers[line_id]
        return f"{name} (số {number})"


def _proxy(each: PrintedLine) -> str:
    """Say who receives in the child's place: a payee of the list, or who signed."""
    if each.outcome is not None and each.outcome.kind == OutcomeKind.PROXY:
        return f"{each.outcome.proxy} ({each.outcome.relation})"
    if each.line.payee:
        return each.line.payee
    return PAYEES.get(PayeeKind(each.payee), "") if each.payee and not each.struck else ""
