"""Ask for the papers that were attached to a document, and hold them to the files in the folder."""

from hashlib import file_digest
from pathlib import Path

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.models.base import Base
from tracker.models.giving.donors import Donor
from tracker.models.helping.child_rights import Consent
from tracker.models.helping.children import Child
from tracker.models.proving.attachments import Attachment

#: Tables of which several records may be one.
MERGED: dict[str, type[Donor] | type[Child]] = {"donors": Donor, "children": Child}


def attachments_of(session: Session, table_name: str, record_id: int) -> list[Attachment]:
    """List what was attached to a document, the oldest first, with who attached it.

    Papers of a donor or child are those of all records that were merged into the one.
    """
    asked = select(Attachment).where(Attachment.table_name == table_name)
    if table_name in MERGED:
        table = MERGED[table_name]
        keys = select(table.id).where(or_(table.id == record_id, table.merged_into_id == record_id))
        asked = asked.where(Attachment.record_id.in_(keys))
    else:
        asked = asked.where(Attachment.record_id == record_id)
    return list(session.scalars(asked.options(joinedload(Attachment.by)).order_by(Attachment.id)))


def same_attached(session: Session, table_name: str, record_id: int, sha256: str) -> Attachment | None:
    """Find the attachment of a document that holds just these bytes."""
    asked = select(Attachment).where(
        Attachment.table_name == table_name, Attachment.record_id == record_id, Attachment.sha256 == sha256
    )
    return session.scalar(asked.order_by(Attachment.id).limit(1))


def is_genuine(path: Path, *, size: int, sha256: str) -> bool:
    """Tell whether a file is there and is what was attached, byte for byte."""
    try:
        if path.stat().st_size != size:
            return False
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def given_up(session: Session) -> set[str]:
    """Give the SHA-256 of the papers whose files must be gone: of children who were anonymised, and of nobody else."""
    gone = select(Child.id).where(Child.anonymised_on.is_not(None))
    consents = select(Consent.id).where(Consent.child_id.in_(gone))
    of_child = and_(Attachment.table_name == "children", Attachment.record_id.in_(gone))
    of_consent = and_(Attachment.table_name == "consents", Attachment.record_id.in_(consents))
    personal = or_(of_child, of_consent)
    papers = set(session.scalars(select(Attachment.sha256).where(personal)))
    others = select(Attachment.sha256).where(Attachment.sha256.in_(papers), not_(personal))
    return papers - set(session.scalars(others)) if papers else papers


def attachment_breaches(session: Session, folder: Path) -> list[str]:
    """Name each attachment whose file or document is gone or changed, each file without a row, and each kept too long.

    The papers of a child who was anonymised must be gone.
    """
    sizes, gone = dict[str, int](), given_up(session)
    found = []
    for sha256, size in session.execute(select(Attachment.sha256, Attachment.size).distinct()):
        sizes[sha256] = size
        there = (folder / sha256).exists()
        if sha256 in gone:
            found += [f"{sha256}: of an anonymised child"] if there else []
        elif not is_genuine(folder / sha256, size=size, sha256=sha256):
            found.append(f"{sha256}: {'changed' if there else 'missing'}")
    return found + _without_document(session) + [f"{name}: no row" for name in _files(folder) if name not in sizes]


def _without_document(session: Session) -> list[str]:
    """Name the attachments whose document is not there."""
    lost = []
    for name in session.scalars(select(Attachment.table_name).distinct().order_by(Attachment.table_name)):
        table = Base.metadata.tables.get(name)
        asked = select(Attachment.record_id).where(Attachment.table_name == name).distinct()
        if table is not None:
            asked = asked.where(Attachment.record_id.not_in(select(table.c.id)))
        lost += [f"{name} {key}: no such document" for key in session.scalars(asked)]
    return lost


def _files(folder: Path) -> list[str]:
    """List the files of the folder by name; hidden ones are half written and no attachment."""
    if not folder.is_dir():
        return []
    inside = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in inside if not name.startswith("."))
