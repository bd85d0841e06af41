"""Test how a list goes to a donor: only names that families agreed to, all others as codes, kept at each child."""

import re
from datetime import date
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select
from xlsx_reading import sheets_of

from tracker.models.helping.child_rights import Consent
from tracker.models.journal import Access
from tracker.models.proving.paper_copies import PaperCopy
from tracker.operations.helping.consents import give_consent, withdraw_consent
from tracker.queries.helping.accesses import last_seen
from tracker.queries.helping.handouts import lines_of

pytestmark = pytest.mark.one_engine
DAY = date(2018, 3, 1)
SAID = {"purpose": "Báo cáo nhà tài trợ", "organisation": "Quỹ Bảo trợ trẻ em Việt Nam", "place": "y"}


def text_of(pdf):
    return " ".join(
        " ".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(BytesIO(pdf))).split()
    )


@pytest.fixture
def agree(make):
    """Let everybody whose word it takes agree that donors be told of a child."""

    def both(child):
        facts = {"child": child, "purpose": "donors", "method": "written", "given_on": DAY}
        make.run(give_consent, giver="child", **facts)
        return make.run(give_consent, giver="guardian", giver_name="Trần Thị Mai", relation="mẹ", **facts)

    return both


@pytest.fixture
def handout(make, agree):
    """An approved list: one child whose family agreed, one whose family took it back, one nobody was asked about."""
    make.letterhead()
    named, taken_back, silent = make.child("Lê Thị Hân"), make.child("Phạm Văn Tí"), make.child("Đỗ Thị Na")
    agree(named)
    make.run(withdraw_consent, consent=agree(taken_back), withdrawn_on=date(2018, 3, 10))
    return make.approved(children=[named, taken_back, silent])


def test_the_numbers_are_said_first_and_only_the_agreed_name_leaves_in_the_paper_and_in_the_workbook(handout, browser):
    approver, page = browser("approver"), f"/handouts/{handout.id}/release"

    shown = approver.get(page).text
    answer = approver.post(page, **SAID, seen="1-2")
    paper, book = (approver.get(f"/handouts/{handout.id}/releases/1.{kind}").data for kind in ("pdf", "xlsx"))

    assert re.findall(r'<dd class="num strong">(\d+)</dd>', shown) == ["1", "2"]
    assert answer.location.endswith(f"{page}#release-1")
    said = text_of(paper)
    rows = sheets_of(book)[0].rows
    for text in (said, str(rows)):
        assert "Lê Thị Hân" in text and "Phạm Văn Tí" not in text and "Đỗ Thị Na" not in text
    assert "1 trẻ ghi tên, 2 trẻ chỉ ghi mã" in said and "Quỹ Bảo trợ trẻ em Việt Nam" in said
    assert [bool(row[3]) for row in rows[1:]] == [True, False, False]
    assert approver.get(f"/handouts/{handout.id}/releases/1.pdf").data == paper


def test_a_name_is_in_no_copy_any_more_once_the_family_takes_its_word_back(handout, browser, make, session):
    approver = browser("approver")
    approver.post(f"/handouts/{handout.id}/release", **SAID, seen="1-2")
    for consent in session.scalars(select(Consent)).all():
        if consent.child_id == lines_of(session, handout)[0].child_id:
            make.run(withdraw_consent, consent=consent, withdrawn_on=date(2018, 4, 1))

    paper = text_of(approver.get(f"/handouts/{handout.id}/releases/1.pdf").data)

    assert "Lê Thị Hân" not in paper and handout.code in paper


def test_it_is_kept_at_the_list_and_at_the_child_whose_name_went_and_at_no_other(handout, browser, make, session):
    approver, page = browser("approver"), f"/handouts/{handout.id}/release"
    donor = make.donor("Công ty Hoa Sen", kind="organisation")

    approver.post(
        page, **{**SAID, "organisation": "", "donor": donor.full_name, "donor-id": str(donor.id), "seen": "1-2"}
    )

    session.rollback()
    kept = session.execute(select(Access.what, Access.reason).where(Access.what.contains("release"))).all()
    assert [(what, "Công ty Hoa Sen: Báo cáo nhà tài trợ" in reason) for what, reason in kept] == [
        ("handouts.release", True),
        ("children.released", True),
    ]
    children = [line.child for line in lines_of(session, handout)]
    assert [[each.access.what for each in last_seen(session, child, 5)] for child in children] == [
        ["children.released"],
        [],
        [],
    ]
    seen = browser("auditor").get("/children/accesses").text
    assert seen.count("Báo cáo nhà tài trợ") == 1


def test_other_numbers_than_were_seen_nobody_or_two_to_go_to_and_no_purpose_release_nothing(handout, browser, session):
    approver, page = browser("approver"), f"/handouts/{handout.id}/release"

    answers = [
        approver.post(page, **{**SAID, "seen": "2-1"}),
        approver.post(page, **{**SAID, "seen": "1-2", "organisation": ""}),
        approver.post(page, **{**SAID, "seen": "1-2", "purpose": " "}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert session.scalars(select(PaperCopy)).all() == []


def test_a_list_that_is_not_approved_releases_nothing_and_nobody_but_the_approver_may(handout, make, browser, session):
    waiting = make.handout()

    refused = browser("approver").post(f"/handouts/{waiting.id}/release", **SAID, seen="0-3")
    others = [browser(role).get(f"/handouts/{handout.id}/release").status_code for role in ("clerk", "auditor")]

    assert refused.status_code in (404, 422)
    assert others == [403, 403]
    assert session.scalars(select(PaperCopy)).all() == []
