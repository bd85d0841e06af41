"""A backup ends, wherever it is written."""

import secrets
import zipfile

import pytest

from tracker.documents.proving.backups import CHUNK, write_backup

pytestmark = pytest.mark.one_engine


def test_a_backup_that_lies_in_the_folder_of_attachments_does_not_read_itself_without_end(session, tmp_path):
    (tmp_path / "large").write_bytes(secrets.token_bytes(2 * CHUNK))
    with (tmp_path / "books.zip").open("wb") as out:
        manifest = write_backup(session, out, attachments=tmp_path)

    assert [member.name for member in manifest.attachments] == ["attachments/books.zip", "attachments/large"]
    assert zipfile.ZipFile(tmp_path / "books.zip").testzip() is None
