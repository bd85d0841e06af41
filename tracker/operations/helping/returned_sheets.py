"""Settle a sheet that is back together with the scan of the signed paper: both are kept, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from tracker.models.helping.handouts import Sheet
from tracker.models.proving.attachments import AttachmentKind
from tracker.models.users import User
from tracker.operations.helping.institutions import settle_for_institution
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.proving.attachments import attach


@dataclass(frozen=True)
class Scan:
    """The scan of a signed sheet: how the file was called, and its bytes."""

    file_name: str
    data: bytes


def settle_returned(
    session: Session,
    *,
    by: User,
    sheet: Sheet,
    signed_on: date,
    outcomes: Mapping[int, Outcome],
    folder: Path,
    scan: Scan | None = None,
) -> Sheet:
    """Settle a sheet line by line, and keep its scan in `folder`; refuses what either of both refuses."""
    settle_sheet(session, by=by, sheet=sheet, signed_on=signed_on, outcomes=outcomes)
    return _keep(session, by, sheet, folder, scan)


def settle_signed_once(
    session: Session, *, by: User, sheet: Sheet, signed_on: date, folder: Path, scan: Scan | None = None
) -> Sheet:
    """Settle a sheet that its school has signed for all, and keep its scan in `folder`."""
    settle_for_institution(session, by=by, sheet=sheet, signed_on=signed_on)
    return _keep(session, by, sheet, folder, scan)


def _keep(session: Session, by: User, sheet: Sheet, folder: Path, scan: Scan | None) -> Sheet:
    if scan is not None:
        kind = AttachmentKind.SHEET
        attach(session, by=by, record=sheet, kind=kind, file_name=scan.file_name, data=scan.data, folder=folder)
    return sheet
