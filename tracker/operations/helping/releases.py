"""Release a list with names to a donor or another fund: to whom, why, and only the names that families agreed to."""

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.names import clean_name, clean_reason
from tracker.ground.papers import FieldRow, Fields, Paper, Prose, Signer, Signers, write_papers
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor
from tracker.models.helping.handouts import Handout
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.models.settings import Position
from tracker.models.users import User
from tracker.operations.helping.accesses import record_access, record_accesses
from tracker.operations.proving.paper_copies import keep_copy
from tracker.queries.helping.handout_lists import ListState, list_state
from tracker.queries.helping.releases import BESIDE, Releasable, releasable, release_table
from tracker.queries.office_papers import Office, written
from tracker.queries.proving.paper_copies import last_number

TITLE = "DANH SÁCH TRẺ EM ĐƯỢC HỖ TRỢ"
PROTECTED = (
    "Danh sách có dữ liệu cá nhân của trẻ em, chỉ dùng cho mục đích nêu trên; không sao chép, không công bố, không "
    "chuyển cho người khác. Trẻ chưa có sự đồng ý của gia đình chỉ ghi mã."
)


def release_list(
    session: Session,
    *,
    by: User,
    handout: Handout,
    seen: str,
    donor: Donor | None = None,
    organisation: str = "",
    purpose: str = "",
    beside: Sequence[str] = (),
) -> PaperCopy:
    """Keep that a list goes to somebody, with which names, and note it at each child whose name is on it.

    `beside` are keys of BESIDE; `seen` is how many names and codes whoever confirms was shown. Refuses
    a list that is not approved, nobody or two to go to, no purpose, and other numbers than were seen.
    """
    to = _recipient(donor, organisation)
    purpose = clean_reason(purpose, field="purpose", at_most=300)
    day = today()
    if list_state(session, handout) in (ListState.DRAFT, ListState.SUBMITTED):
        raise Refused(None, N_("%(handout)s is not approved yet: nothing of it goes out."), handout=handout.code)
    found = releasable(session, handout, day)
    if not found.states:
        raise Refused(None, N_("The list is empty."))
    if seen != found.seen:
        text = N_("By now %(named)s children stand with their names and %(coded)s with their codes. Look again.")
        raise Refused(None, text, named=len(found.named), coded=found.coded)
    beside = [name for name in BESIDE if name in beside and found.named]
    number = last_number(session, PaperKind.NAMED_LIST, handout.id) + 1
    said = {
        "to": to,
        "donor": donor.id if donor is not None else None,
        "purpose": purpose,
        "beside": beside,
        "lines": [state.line.id if state.line.id in found.named else None for state in found.states],
        "paper": write_papers([_paper(session, by, handout, found, beside, (to, purpose, number, day))]),
    }
    reason = f"{to}: {purpose}"
    record_access(session, by=by, what="handouts.release", record_id=handout.id, reason=reason)
    children = sorted({state.line.child_id for state in found.states if state.line.id in found.named})
    record_accesses(session, by=by, what="children.released", record_ids=children, reason=f"{handout.code} → {reason}")
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return keep_copy(session, by, PaperKind.NAMED_LIST, handout.id, number, text)


def _recipient(donor: Donor | None, organisation: str) -> str:
    name = clean_name(organisation, field="organisation", at_most=200) if organisation.strip() else ""
    if donor is not None and name:
        raise Refused("organisation", N_("Name a donor or another organisation, not both."))
    if donor is None and not name:
        raise Refused("organisation", N_("Say to whom the list goes."))
    return donor.full_name if donor is not None else name


def _paper(
    session: Session,
    by: User,
    handout: Handout,
    found: Releasable,
    beside: Sequence[str],
    about: tuple[str, str, int, date],
) -> Paper:
    """Make the paper without the names: they are put in when it is opened."""
    to, purpose, number, day = about
    office, code = Office(session, day), f"{handout.code}/{number}"
    facts = Fields(
        (
            FieldRow("Nơi nhận", to, True),
            FieldRow("Mục đích", purpose),
            FieldRow("Đợt hỗ trợ", f"{handout.name} ({handout.code}), ngày {show_day(handout.planned_on)}"),
            FieldRow("Chương trình", handout.campaign.name),
            FieldRow("Số trẻ", f"{len(found.named)} trẻ ghi tên, {found.coded} trẻ chỉ ghi mã"),
        )
    )
    signed = Signers(
        (
            Signer("Người lập", by.full_name),
            office.signer(Position.HEAD, sealed=True),
        ),
        written(day),
    )
    blocks = (facts, release_table(session, found, beside), Prose(PROTECTED, "italic"), signed)
    return Paper(office.fund, TITLE, code, f"Số {code}", blocks, country=True, page_size="whole")
