"""Say what the minutes of a gift's goods print: biên bản giao nhận hiện vật (DOMAIN.md §1.4)."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import day_on_paper
from tracker.ground.papers import FieldRow, Fields, Paper, Prose, Signer, Signers
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import DonorKind
from tracker.models.settings import Position
from tracker.queries.giving.gift_facts import GiftFacts
from tracker.queries.office_papers import SEALED, Office
from tracker.queries.proving.goods_tables import goods_table

#: A blank that a pen fills.
DOTS = "........................................"


def goods_minutes(session: Session, donation: Donation, day: date, marks: tuple[str, ...]) -> Paper:
    """Make the biên bản giao nhận of a gift's goods; refuses a gift without goods."""
    facts = GiftFacts(session, donation, day)
    if not facts.goods:
        raise Refused(None, N_("This gift has no goods."))
    donor, fund, head = facts.donor, facts.office.fund, facts.office.signer(Position.HEAD)
    person = donor.kind == DonorKind.PERSON
    giver = [
        FieldRow("Bên giao", facts.name, True),
        FieldRow("Đại diện", (donor.full_name if person else "" if facts.hidden else donor.contact_person) or DOTS),
        FieldRow("Chức vụ", DOTS),
        FieldRow("Địa chỉ", "" if facts.hidden else donor.address),
        FieldRow("Điện thoại", "" if facts.hidden else donor.phone),
    ]
    giver = [row for row in giver if row.value and not (person and row.label in ("Đại diện", "Chức vụ"))]
    based = f"Khoản đóng góp {day_on_paper(donation.received_on)} cho chương trình “{donation.campaign.name}”"
    based += f", thông qua {donation.via.full_name}" if donation.via else ""
    return Paper(
        fund,
        "BIÊN BẢN GIAO NHẬN HIỆN VẬT",
        facts.proof(),
        f"Kèm theo chứng từ {facts.proof()}",
        (
            Prose(f"Hôm nay, {day_on_paper(donation.received_on)}, tại {DOTS}, chúng tôi gồm:"),
            Fields(tuple(giver)),
            Fields(receiving_side(facts.office, "Bên nhận")),
            Fields((FieldRow("Căn cứ", based),)),
            Prose("Hai bên cùng giao nhận số hiện vật sau đây:"),
            goods_table(facts.office, facts.goods, state=True),
            Prose("Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản."),
            Signers(
                (
                    Signer("Đại diện bên giao", donor.full_name if person else ""),
                    facts.office.signer(Position.STOREKEEPER),
                    Signer("Đại diện bên nhận", head.name, SEALED),
                )
            ),
        ),
        country=True,
        marks=marks,
        page_size="whole",
    )


def receiving_side(office: Office, side: str) -> tuple[FieldRow, ...]:
    """Name the fund as a side of minutes, spoken for by its head."""
    fund, head = office.fund, office.signer(Position.HEAD)
    rows = (
        FieldRow(side, fund.name, True),
        FieldRow("Đại diện", head.name or DOTS),
        FieldRow("Chức vụ", head.title),
        FieldRow("Địa chỉ", fund.address),
        FieldRow("Điện thoại", fund.phone),
    )
    return tuple(row for row in rows if row.value)
