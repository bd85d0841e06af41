"""Attach papers: the file first, then the row; neither is ever changed."""

import resource
from types import SimpleNamespace

import pytest
from backing_up import back_up, restore
from scans import JPG_SCAN, PDF_SCAN, pdf_scan
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import Refused
from tracker.models.proving.attachments import Attachment, AttachmentKind
from tracker.operations.proving.attachments import attach
from tracker.queries.proving.attachments import attachment_breaches, attachments_of

pytestmark = pytest.mark.one_engine


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "attachments"


@pytest.fixture
def gift(make):
    return make.donation(amount=500_000)


@pytest.fixture
def add(make, run, gift, folder):
    """Attach a file to the gift."""

    def act(data=PDF_SCAN, name="hóa đơn.pdf", record=gift, kind=AttachmentKind.INVOICE):
        by = make.user("clerk")
        return run(attach, by=by, record=record, kind=kind, file_name=name, data=data, folder=folder)

    return act


def test_a_scan_lies_in_the_folder_under_its_hash(session, add, gift, folder):
    attached = add()

    assert (folder / attached.sha256).read_bytes() == PDF_SCAN
    assert [(row.name, row.size, row.media_type) for row in attachments_of(session, "donations", gift.id)] == [
        ("hóa đơn.pdf", len(PDF_SCAN), "application/pdf")
    ]
    assert attachment_breaches(session, folder) == []


def test_the_same_file_twice_on_one_document_is_recognised_and_on_another_taken(session, make, add, folder):
    add()
    other = make.donation(amount=300_000)

    with pytest.raises(Refused, match="attached already: “hóa đơn.pdf”"):
        add(name="another name.pdf")
    add(record=other)

    assert len(list(folder.iterdir())) == 1
    assert session.scalar(select(func.count()).select_from(Attachment)) == 2


def test_a_folder_that_takes_no_file_leaves_no_row(session, add, folder):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder belongs")

    with pytest.raises(Refused, match="Not saved: the file could not be written") as refused:
        add()

    assert refused.value.field == "file"
    assert session.scalar(select(func.count()).select_from(Attachment)) == 0


@pytest.fixture
def little_room():
    """Let the system refuse files beyond 8 MB, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 * 2**20, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_without_room_leaves_neither_row_nor_half_a_file(session, add, folder, little_room):
    with pytest.raises(Refused, match="Not saved: the file could not be written"):
        add(PDF_SCAN + b" " * (9 * 2**20) + b"%%EOF")

    assert list(folder.iterdir()) == []
    assert session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_a_file_that_is_there_is_never_written_over(make, add, folder):
    kept = folder / add().sha256
    kept.write_bytes(b"damaged")
    other = make.donation(amount=300_000)

    with pytest.raises(Refused, match="is damaged now"):
        add(record=other)

    assert kept.read_bytes() == b"damaged"


def test_the_check_names_files_that_are_gone_or_changed_or_have_no_row(session, add, folder):
    gone, changed = add(pdf_scan("gone")), add(JPG_SCAN)
    (folder / gone.sha256).unlink()
    (folder / changed.sha256).write_bytes(JPG_SCAN.replace(b"JFIF", b"JFIX"))
    (folder / "stray").write_bytes(b"x")
    (folder / ".half.part").write_bytes(b"x")

    found = attachment_breaches(session, folder)

    assert sorted(found) == sorted([f"{gone.sha256}: missing", f"{changed.sha256}: changed", "stray: no row"])


def test_the_check_names_an_attachment_whose_document_is_gone(session, add, folder):
    add(record=SimpleNamespace(__tablename__="donations", id=999))

    assert attachment_breaches(session, folder) == ["donations 999: no such document"]


def test_a_backup_holds_every_paper_and_a_restore_brings_each_back(session, engine, add, folder, tmp_path):
    add(), add(JPG_SCAN)
    session.close()
    manifest = back_up(engine, tmp_path / "books.zip")

    restore(tmp_path / "books.zip", engine)

    with Session(engine) as restored:
        assert len(manifest.attachments) == 2
        assert attachment_breaches(restored, tmp_path / "attachments-restored") == []
