"""Say what the letters of one gift print: giấy xác nhận đóng góp and thư cảm ơn.

Donors are addressed as the office writes to them; who wants no name is not named. No child is on any of them.
"""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import day_on_paper
from tracker.ground.money import show_dong, show_number
from tracker.ground.papers import Block, FieldRow, Fields, Paper, Prose, Signer, Signers, Sum
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.settings import Position
from tracker.queries.giving.gift_facts import GiftFacts
from tracker.queries.office_papers import SEALED, small, written
from tracker.queries.proving.goods_tables import goods_table

_WISHES = {DonorKind.ORGANISATION: "ngày càng phát triển, gặt hái nhiều thành công"}


def confirmation(session: Session, donation: Donation, day: date, marks: tuple[str, ...]) -> Paper:
    """Make the giấy xác nhận đóng góp of one gift."""
    facts = GiftFacts(session, donation, day)
    donor, fund = facts.donor, facts.office.fund.name
    rows = [FieldRow("Nhà tài trợ", facts.name, True)]
    if not facts.hidden:
        rows += [FieldRow("Địa chỉ", donor.address)] if donor.address else []
        rows += [FieldRow("Mã số thuế", donor.tax_code)] if donor.tax_code else []
    rows += [FieldRow("Thông qua", donation.via.full_name)] if donation.via else []
    rows += [
        FieldRow("Chương trình", donation.campaign.name),
        FieldRow("Nội dung", donation.purpose),
        FieldRow("Ngày nhận", written(donation.received_on)),
        FieldRow("Chứng từ", facts.proof()),
    ]
    rows += [FieldRow("Đã hoàn trả", facts.went_back())] if facts.went_back() else []
    blocks: list[Block] = [Prose(f"{fund} xác nhận đã tiếp nhận khoản đóng góp sau đây:"), Fields(tuple(rows))]
    blocks += _worth(facts)
    blocks.append(Prose("Giấy này xác nhận việc tiếp nhận đóng góp và không thay cho biên lai, hóa đơn.", "italic"))
    return _letter(facts, "GIẤY XÁC NHẬN ĐÓNG GÓP", blocks, day, marks, "Số: ............................")


def _worth(facts: GiftFacts) -> list[Block]:
    blocks: list[Block] = []
    if facts.money:
        channel = facts.channel
        blocks.append(Sum(show_dong(facts.money), facts.office.words(facts.money), channel[:1].upper() + channel[1:]))
    if facts.goods:
        blocks.append(goods_table(facts.office, facts.goods))
    return blocks


def thanks(session: Session, donation: Donation, day: date, marks: tuple[str, ...]) -> Paper:
    """Make the thư cảm ơn for one gift, addressed as fits its donor."""
    facts = GiftFacts(session, donation, day)
    to, called = _address(facts.donor)
    wish = _WISHES.get(DonorKind(facts.donor.kind), "sức khỏe, hạnh phúc và thành công")
    fund = facts.office.fund.name
    given = [f"{show_dong(facts.money)} ({small(facts.office.words(facts.money))})"] if facts.money else []
    given += [f"{show_number(row.quantity)} {row.unit} {small(row.name)}" for row in facts.goods]
    via = f", thông qua {donation.via.full_name}" if donation.via else ""
    blocks: list[Block] = [
        Prose(f"Kính gửi: {to}", "strong"),
        Prose(""),
        Prose(
            f"{fund} trân trọng cảm ơn {called} đã đóng góp {' và '.join(given)} cho chương trình "
            f"“{donation.campaign.name}” {day_on_paper(donation.received_on)}{via}."
        ),
        Prose(
            f"Sự chia sẻ của {called} giúp Quỹ có thêm điều kiện chăm lo cho trẻ em có hoàn cảnh đặc biệt và khó khăn: "
            "đến trường, được chữa bệnh, có bữa ăn và mái ấm tốt hơn. Quỹ sẽ sử dụng khoản đóng góp đúng mục "
            "đích, công khai và sẵn sàng thông tin đến nhà tài trợ về việc sử dụng."
        ),
        Prose(f"Quỹ mong tiếp tục nhận được sự quan tâm, đồng hành của {called}."),
        Prose(f"Kính chúc {called} {wish}. Trân trọng cảm ơn!"),
    ]
    return _letter(facts, "THƯ CẢM ƠN", blocks, day, marks)


def _address(donor: Donor) -> tuple[str, str]:
    """Give who the letter is addressed to, and how its text calls them."""
    if donor.kind == DonorKind.ANONYMOUS:
        return "Quý nhà hảo tâm", "Quý nhà hảo tâm"
    if donor.kind == DonorKind.ORGANISATION:
        contact = f" (ông/bà {donor.contact_person})" if donor.contact_person else ""
        return f"Quý đơn vị {donor.full_name}{contact}", "Quý đơn vị"
    return f"Quý nhà hảo tâm, ông/bà {donor.full_name}", "ông/bà"


def _letter(
    facts: GiftFacts, title: str, blocks: list[Block], day: date, marks: tuple[str, ...], under: str = ""
) -> Paper:
    """Make a letter of the fund, signed by its head."""
    head = facts.office.signer(Position.HEAD)
    signed = Signers((Signer("", "", ""), Signer(head.title, head.name, SEALED)), written(day))
    return Paper(facts.office.fund, title, "", under, (*blocks, signed), country=True, marks=marks, page_size="whole")
