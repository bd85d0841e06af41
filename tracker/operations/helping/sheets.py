"""Put a list on sheets, send them out, and find another child where one cannot come."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.names import clean_name, fold
from tracker.ground.proofs import new_token
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import (
    Handout,
    HandoutLine,
    HandoutPart,
    HandoutStep,
    HandoutStepKind,
    Sheet,
    SheetCopy,
    SheetStep,
    SheetStepKind,
)
from tracker.models.journal import Account, AccountKind, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.closed_days import refuse_closed_day
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.approvals import refuse_unready
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.operations.helping.handouts import line_values, preparers, refuse_run
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.sealing import seal
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.helping.handouts import (
    Quantities,
    approval_of,
    is_free,
    line_states,
    list_hash,
    replacement_approval,
    sheet_step,
    sheets_of,
    steps_of,
    sum_of,
)
from tracker.queries.helping.sheet_paper import write_sheet
from tracker.queries.helping.sheet_papers import sheet_paper
from tracker.queries.journal import VND
from tracker.queries.same import kept, merged_into

#: Begins the name of an account of advances; who took it follows.
ADVANCE_TO = "Tạm ứng: "
#: Till, store and advance of a sheet.
Places = tuple[Account | None, Account | None, Account | None]


def make_sheets(session: Session, *, by: User, handout: Handout, lines: Mapping[str, Sequence[int]]) -> Handout:
    """Put open lines on new sheets: the sheet's name (a commune, a school, a shift) → the lines' ids.

    Refuses a list that is not approved (or, where it costs nothing, has rows that wait or more children
    of a place than its quota), a line that is on a sheet now, and one of which nothing is open.
    """
    if is_free(session, handout):
        refuse_unready(session, handout)
    elif approval_of(session, handout) is None:
        raise Refused(None, N_("%(handout)s is not approved."), handout=handout.code)
    states = {state.line.id: state for state in line_states(session, handout)}
    number = len(sheets_of(session, handout))
    for name, ids in lines.items():
        number += 1
        sheet = Sheet(handout_id=handout.id, number=number, name=clean_name(name, field="name"), token=new_token())
        session.add(sheet)
        session.flush()
        for line_id in ids:
            state = states.get(line_id)
            if state is None or state.settled or state.line.sheet_id is not None:
                raise Refused(None, N_("A line is on a sheet already, or nothing of it is open."))
            state.line.sheet_id = sheet.id
        session.flush()
    return handout


def send_out(
    session: Session,
    *,
    by: User,
    sheet: Sheet,
    sent_on: date,
    till: Account | None = None,
    store: Account | None = None,
    party: str = "",
    direct_bank: str = "",
) -> Sheet:
    """Send a sheet out: with an advance of its cash and goods to `party`, or (without) to be paid at the table.

    `direct_bank` pays the children of a run straight with a sponsor's money, beside the fund's.
    Refuses whoever prepared or approved the list, an approval that no longer counts, a sheet that is
    out, and cash or goods that the campaign does not have there.
    """
    handout = session.get_one(Handout, sheet.handout_id)
    refuse_wrong_hand(session, by, handout)
    if sheet_step(session, sheet, SheetStepKind.SENT_OUT) is not None:
        raise Refused(None, N_("Sheet %(number)s is out already."), number=sheet.number)
    states = line_states(session, handout, sheet)
    sums = sum_of(state.open for state in states if not state.in_waiting)
    party = clean_name(party, field="party") if party.strip() else ""
    direct_bank = clean_name(direct_bank, field="direct_bank") if direct_bank.strip() else ""
    if direct_bank:
        _refuse_direct(handout, party)
        till, store = None, None
    else:
        _refuse_places(sums, till, store)
    entry, advance = None, None
    if party and sums:
        advance = advance_of(session, party)
        entry = _advance(session, by, handout, sheet, sent_on, sums, (till, store), advance)
    places = (till, store, advance)
    keep_sheet_step(session, by, sheet, SheetStepKind.SENT_OUT, sent_on, party, places, entry, direct_bank)
    return sheet


def replace_line(session: Session, *, by: User, line: HandoutLine, child: Child) -> HandoutLine:
    """Propose another child of the same place for a line that is on a sheet; an approver agrees to it alone.

    Refuses a child of another commune, one that is on the list, a line that was replaced, and one that
    is on no sheet: who stands in goes out on the same one.
    """
    handout = session.get_one(Handout, line.handout_id)
    refuse_run(handout)
    if line.sheet_id is None:
        raise Refused(None, N_("Put the line on a sheet first."))
    child = kept(session, child)
    refuse_anonymised(child)
    on_it = {child.id, *(record.id for record in merged_into(session, child))}
    if child.place_key != line.place_key:
        raise Refused("child", N_("The other child must live in the same commune."))
    states = line_states(session, handout)
    if any(state.line.child_id in on_it and not state.closed for state in states):
        raise Refused("child", N_("On the list already: %(codes)s."), codes=child.code)
    state = next(each for each in states if each.line.id == line.id)
    if state.settled or any(each.line.replaces_id == line.id for each in states):
        raise Refused(None, N_("This line cannot be replaced any more."))
    ordinal = max(each.line.ordinal for each in states) + 1
    new = HandoutLine(**line_values(handout, child, ordinal, line.payee, line), sheet_id=line.sheet_id)
    session.add(new)
    session.flush()
    session.add_all(HandoutPart(line_id=new.id, item=item, quantity=n) for item, n in state.parts.items())
    session.flush()
    return new


def approve_replacement(session: Session, *, by: User, line: HandoutLine) -> HandoutLine:
    """Agree to one replacement; refuses who prepared the list, and a line that replaces none."""
    handout = session.get_one(Handout, line.handout_id)
    if line.replaces_id is None:
        raise Refused(None, N_("This line replaces nobody."))
    if by.id in preparers(session, handout):
        raise Refused(None, N_("Another person than who prepared the list approves it."))
    if replacement_approval(session, line) is not None:
        raise Refused(None, N_("This replacement is approved already."))
    step = HandoutStep(
        handout_id=handout.id,
        kind=HandoutStepKind.REPLACEMENT_APPROVED,
        list_hash=list_hash(session, handout),
        note="",
        by_id=by.id,
        at=now(),
        line_id=line.id,
    )
    session.add(step)
    session.flush()
    seal(session, "list", step.id)
    return line


def record_sheet_copy(session: Session, *, by: User, sheet: Sheet, public_url: str) -> SheetCopy:
    """Record a print of a sheet with all that it says: names leave the office on it."""
    asked = select(func.coalesce(func.max(SheetCopy.number), 0)).where(SheetCopy.sheet_id == sheet.id)
    number, at = int(session.scalar(asked) or 0) + 1, now()
    said = write_sheet(sheet_paper(session, sheet, number, at, public_url))
    copy = SheetCopy(sheet_id=sheet.id, number=number, said=said, by_id=by.id, at=at)
    session.add(copy)
    record_access(session, by=by, what="sheets.print", record_id=sheet.id)
    return copy


def refuse_wrong_hand(session: Session, by: User, handout: Handout) -> None:
    """Refuse who prepared or approved a list to hand it out; refuse a list whose approval does not count."""
    if by.id in preparers(session, handout):
        raise Refused(None, N_("Who prepared the list does not hand it out."))
    if is_free(session, handout):
        return
    approval = approval_of(session, handout)
    if approval is None:
        raise Refused(None, N_("%(handout)s is not approved."), handout=handout.code)
    agreed = {step.by_id for step in steps_of(session, handout) if step.kind == HandoutStepKind.REPLACEMENT_APPROVED}
    if by.id in agreed | {approval.by_id}:
        raise Refused(None, N_("Who approved the list does not hand it out."))


def advance_of(session: Session, party: str) -> Account:
    """Give the advance account of a person or body; it is opened at the first asking.

    Tú and Tư are two people, whose codes are told apart by a number; capitals make nobody another.
    """
    slug = "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in fold(party)).split())
    name, first = f"{ADVANCE_TO}{party}", f"assets:advance:{slug}"[:60].rstrip("-")
    code, number = first, 1
    while (there := session.scalar(select(Account).where(Account.code == code))) is not None:
        if there.name.casefold() == name.casefold():
            return there
        number += 1
        code = f"{first}-{number}"
    opened = Account(code=code, name=name, kind=AccountKind.ADVANCE, guard=1)
    session.add(opened)
    session.flush()
    return opened


def _refuse_direct(handout: Handout, party: str) -> None:
    if handout.run_month is None:
        raise Refused("direct_bank", N_("Only a run of scholarships is paid by the bank itself."))
    if party:
        raise Refused("party", N_("What the bank pays itself, nobody takes along."))


def _refuse_places(sums: Quantities, till: Account | None, store: Account | None) -> None:
    if VND in sums and (till is None or till.kind not in (AccountKind.CASH, AccountKind.BANK)):
        raise Refused("till", N_("Choose the till that pays."))
    if set(sums) - {VND} and (store is None or store.kind != AccountKind.GOODS):
        raise Refused("store", N_("Choose the store that the goods leave."))


def place_of(item: str, till: Account | None, store: Account | None) -> Account:
    """Give where an item of a sheet comes from and goes back to."""
    place = till if item == VND else store
    if place is None:
        raise ValueError(f"no place for {item}")
    return place


def _advance(
    session: Session,
    by: User,
    handout: Handout,
    sheet: Sheet,
    day: date,
    sums: Quantities,
    places: tuple[Account | None, Account | None],
    advance: Account,
) -> Entry:
    campaign = session.get_one(Campaign, handout.campaign_id)
    reason = f"{handout.code} / {sheet.number}"
    entry = open_entry(session, by=by, kind=EntryKind.ADVANCE_OUT, happened_on=day, memo=reason)
    drafts = []
    for item, quantity in sorted(sums.items()):
        drafts.append(Draft(place_of(item, *places), campaign, item, -quantity))
        drafts.append(Draft(advance, campaign, item, quantity))
    post(session, (entry, drafts))
    make_vouchers(
        session, by=by, entries=[entry], party=advance.name.removeprefix(ADVANCE_TO), reason=f"Tạm ứng {reason}"
    )
    return entry


def keep_sheet_step(
    session: Session,
    by: User,
    sheet: Sheet,
    kind: SheetStepKind,
    happened_on: date,
    party: str,
    places: Places,
    entry: Entry | None,
    direct_bank: str = "",
) -> None:
    """Keep and seal that a sheet went out or came back, from and to where (or which bank paid), with its entry."""
    refuse_closed_day(session, happened_on, "signed_on" if kind == SheetStepKind.SETTLED else "sent_on")
    till, store, advance = places
    step = SheetStep(
        sheet_id=sheet.id,
        kind=kind,
        happened_on=happened_on,
        party=party,
        advance_id=advance.id if advance else None,
        till_id=till.id if till else None,
        store_id=store.id if store else None,
        direct_bank=direct_bank or None,
        by_id=by.id,
        at=now(),
        entry_id=entry.id if entry else None,
    )
    session.add(step)
    session.flush()
    seal(session, "sheet", step.id)
