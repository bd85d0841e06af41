"""Take lists on as people do on their pages."""

import io
from typing import Any

from make import Make
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse
from workbooks import workbook

from tracker.models.helping.handouts import Handout, HandoutFile, Sheet
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.approvals import submit
from tracker.queries.checks import run_checks

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Xã", "Huyện")


def xlsx(*rows: tuple[str, str, str]) -> bytes:
    """Make a workbook of children: name, birth, commune, all of the district Tân Biên."""
    return workbook([HEADINGS, *((number, *row, "Tân Biên") for number, row in enumerate(rows, 1))])


def upload(browser: Any, handout: Handout, *files: tuple[str, bytes]) -> TestResponse:
    """Send files for a draft."""
    page = f"/handouts/{handout.id}"
    data = {**browser.hidden(page), "files": [(io.BytesIO(content), name) for name, content in files]}
    answer: TestResponse = browser.client.post(f"{page}/files", data=data)
    return answer


def new_fields(campaign: Campaign, **more: Any) -> dict[str, Any]:
    """Give the fields of a new list on 15/03/2018 with 1.000.000 đ for each child."""
    fields = {
        "name": "Quà Tết, huyện Tân Biên",
        "campaign": campaign.id,
        "kind": "gift",
        "planned_on": "15/03/2018",
        "cash": "1.000.000",
    }
    return {**fields, **more}


def funded(make: Make) -> Campaign:
    """Make a campaign with 10.000.000 đ and 10 parcels."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000, goods=[("PARCEL", 10, 2_000_000)])
    return campaign


def press(browser: Any, path: str, page: str, **fields: Any) -> TestResponse:
    """Press a button of a page."""
    answer: TestResponse = browser.post(path, page=page, **fields)
    return answer


def files_of(session: Session, handout: Handout) -> list[HandoutFile]:
    """List the files of a list as they are now."""
    session.rollback()
    return list(session.scalars(select(HandoutFile).where(HandoutFile.handout_id == handout.id)))


def sheet_path(sheet: Sheet) -> str:
    """Give the address of a sheet."""
    return f"/sheets/{sheet.token}"


def submitted(make: Make, **facts: Any) -> Handout:
    """Make a list that waits for the approver."""
    handout: Handout = make.handout(**facts)
    make.run(submit, handout=handout)
    return handout


def breaches(session: Session) -> dict[str, list[str]]:
    """Give what the checks of the books find, by their codes."""
    session.rollback()
    return {finding.check.code: finding.breaches for finding in run_checks(session) if finding.breaches}
