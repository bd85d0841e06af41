"""Ask what the children whom a donor sponsors received in a time, and say it in a letter (thư gửi nhà tài trợ).

A child is called by its code; by its first name beside it where the family agreed that donors are told.
No first name is kept with a print: it is put in when the print is opened, while the family still agrees.
Neither commune nor school leaves the office.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.dates import day_on_paper, show_day
from tracker.ground.money import show_dong
from tracker.ground.papers import Block, Column, FieldRow, Fields, Paper, Prose, Row, Signers, Table, read_papers
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.helping.child_rights import Purpose
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.scholarships import Award, AwardInstalment, AwardStepKind, Sponsorship
from tracker.models.proving.paper_copies import PaperCopy
from tracker.models.settings import Position
from tracker.models.users import User
from tracker.queries.giving.gift_facts import ANONYMOUS
from tracker.queries.helping.consents import agreed_among
from tracker.queries.helping.scholarships import award_states
from tracker.queries.helping.sponsorships import received_parts, within
from tracker.queries.office_papers import Office, written
from tracker.queries.same import kept, keys_of_one

TITLE = "THƯ GỬI NHÀ TÀI TRỢ ĐỠ ĐẦU"
_STATES = {AwardStepKind.SUSPENDED: "đang tạm dừng", AwardStepKind.STOPPED: "đã thôi cấp"}
_COLUMNS = (
    Column("STT", 26, "centre"),
    Column("Tháng", 66),
    Column("Ngày nhận", 70),
    Column("Em"),
    Column("Chương trình", 76),
    Column("Số tiền (đ)", 90, "right", "all"),
)


@dataclass(frozen=True)
class Month:
    """One month that a child received: the month it was for, the day it was given, whole đồng."""

    due_on: date
    given_on: date
    amount: int


@dataclass(frozen=True)
class Told:
    """What is told of one sponsored child: its first name ("" where it may not be told), its months in the time."""

    sponsorship: Sponsorship
    child: Child
    first_name: str
    state: AwardStepKind | None
    months: tuple[Month, ...]

    @property
    def called(self) -> str:
        """Call the child as a letter does."""
        return f"{self.child.code} ({self.first_name})" if self.first_name else self.child.code


@dataclass(frozen=True)
class Letter:
    """A sponsor's letter of a time: a child for each sponsorship that stands, or stood when something was received."""

    donor: Donor
    since: date
    until: date
    children: tuple[Told, ...]

    @property
    def amount(self) -> int:
        """Sum what the children received (whole đồng)."""
        return sum(month.amount for told in self.children for month in told.months)

    @property
    def named(self) -> list[Child]:
        """List the children whose first name it tells, of whom it says anything."""
        return [told.child for told in self.children if told.first_name and (told.months or _notes(told))]

    def by_codes(self) -> Self:
        """Give the same letter with codes only: so it is kept."""
        return replace(self, children=tuple(replace(told, first_name="") for told in self.children))


def letter_of(session: Session, donor: Donor, since: date, until: date, day: date) -> Letter:
    """Gather what the sponsored children of all records of a donor received; consent counts as of a day."""
    found = _sponsorships(session, donor, since, until)
    children = {each.id: kept(session, each.award.child) for each in found}
    agreed = agreed_among(session, children.values(), Purpose.DONORS, day)
    states = award_states(session, {each.award_id for each in found})
    months = _months(session, [each.id for each in found], since, until)
    told = []
    for each in found:
        child = children[each.id]
        name = _first_name(child) if child.id in agreed else ""
        if each.until is None or each.id in months:
            told.append(Told(each, child, name, states.get(each.award_id), tuple(months.get(each.id, ()))))
    return Letter(donor, since, until, tuple(told))


def letter_paper(session: Session, letter: Letter, by: User, day: date, marks: tuple[str, ...]) -> Paper:
    """Make the letter as it is sent on a day; refuses a time in which the children received nothing."""
    if not letter.amount:
        text = N_("No child whom %(name)s sponsors received anything from %(since)s to %(until)s.")
        raise Refused(
            None,
            text,
            name=letter.donor.full_name,
            since=show_day(letter.since),
            until=show_day(letter.until),
        )
    office = Office(session, day)
    head = office.signer(Position.HEAD)
    signers = (
        office.signer(Position.PREPARER, name=by.full_name),
        office.signer(Position.HEAD, name=head.name, sealed=True),
    )
    blocks = (*_greeting(letter), *_said(letter), Signers(signers, written(day)))
    under = f"Từ ngày {show_day(letter.since)} đến ngày {show_day(letter.until)} · Lập ngày {show_day(day)}"
    number = str(letter.until.year)
    return Paper(office.fund, TITLE, number, under, blocks, country=True, marks=marks, page_size="whole")


def said_letter(copy: PaperCopy) -> dict[str, Any]:
    """Read back what a print was: its paper by codes, and the keys of the children whose first name it told."""
    said: dict[str, Any] = json.loads(copy.said)
    return said


def kept_letter(session: Session, copy: PaperCopy, day: date) -> tuple[Paper, ...]:
    """Give the paper of a print with the first names that it told and that may be told still, on a day."""
    said = said_letter(copy)
    children = list(session.scalars(select(Child).where(Child.id.in_(said["named"]))))
    agreed, paper = agreed_among(session, children, Purpose.DONORS, day), str(said["paper"])
    for child in children:
        name = _first_name(kept(session, child))
        if child.id in agreed and name:
            # The paper is JSON: what stands in it is written as JSON writes it.
            paper = paper.replace(child.code, json.dumps(f"{child.code} ({name})", ensure_ascii=False)[1:-1])
    return read_papers(paper)


def _first_name(child: Child) -> str:
    words = child.full_name.split()
    return words[-1] if words and child.anonymised_on is None else ""


def _greeting(letter: Letter) -> Sequence[Block]:
    donor = letter.donor
    who = ANONYMOUS if donor.kind == DonorKind.ANONYMOUS else donor.full_name
    rows = [FieldRow("Kính gửi", who, True)]
    rows += [FieldRow("Địa chỉ", donor.address)] if donor.address and donor.kind != DonorKind.ANONYMOUS else []
    text = (
        "Quỹ trân trọng cảm ơn Quý nhà tài trợ đã đỡ đầu học bổng cho các em. "
        f"Từ {day_on_paper(letter.since)} đến {day_on_paper(letter.until)}, các em đã nhận từ suất học bổng:"
    )
    return (Fields(tuple(rows)), Prose(text))


def _said(letter: Letter) -> Sequence[Block]:
    rows = [
        (f"{month.due_on:%m/%Y}", show_day(month.given_on), told.called, told.sponsorship.award.campaign.code, month)
        for told in letter.children
        for month in told.months
    ]
    table = Table(
        _COLUMNS,
        tuple(Row((number, *cells, month.amount)) for number, (*cells, month) in enumerate(rows, start=1)),
        counted="tháng",
    )
    notes = [Prose(line) for told in letter.children for line in _notes(told)]
    kept_back = "Để bảo vệ trẻ em, thư này chỉ ghi mã số của em, và tên gọi nếu gia đình đã đồng ý."
    return (table, *notes, Prose(kept_back, "italic"))


def _notes(told: Told) -> list[str]:
    """Say of a child what its months do not: that the award is shared, suspended or stopped."""
    award, said = told.sponsorship.award, []
    if told.sponsorship.shared:
        said.append(f"suất học bổng có nhiều nhà tài trợ cùng đỡ đầu, phần của Quý vị là {told.sponsorship.share} %")
    if told.state in _STATES:
        said.append(f"suất học bổng {_STATES[told.state]}")
    whole = f"{told.called}: {show_dong(award.monthly_amount)} một tháng"
    return [f"{whole}; {'; '.join(said)}."] if said else []


def _sponsorships(session: Session, donor: Donor, since: date, until: date) -> list[Sponsorship]:
    asked = (
        select(Sponsorship)
        .where(Sponsorship.donor_id.in_(keys_of_one(donor)), Sponsorship.since <= until)
        .where((Sponsorship.until.is_(None)) | (Sponsorship.until >= since))
        .options(joinedload(Sponsorship.award).joinedload(Award.child))
        .options(joinedload(Sponsorship.award).joinedload(Award.campaign))
        .order_by(Sponsorship.award_id, Sponsorship.id)
    )
    return list(session.scalars(asked))


def _months(session: Session, ids: list[int], since: date, until: date) -> dict[int, list[Month]]:
    asked = (
        received_parts()
        .add_columns(Sponsorship.id)
        .join(Sponsorship, Sponsorship.award_id == AwardInstalment.award_id)
        .where(Sponsorship.id.in_(ids), Disbursement.given_on.between(since, until))
        .where(within(Sponsorship, Disbursement.given_on))
        .order_by(AwardInstalment.due_on, Disbursement.id)
    )
    found: dict[int, list[Month]] = {}
    for _award, due_on, given_on, quantity, key in session.execute(asked):
        found.setdefault(key, []).append(Month(due_on, given_on, int(quantity)))
    return found
