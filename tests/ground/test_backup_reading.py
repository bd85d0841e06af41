"""A backup is believed only after it is proven: damaged, altered and hostile ZIPs are refused by name."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tracker.ground.backup_manifest import MANIFEST, Manifest, Member, is_safe, read_manifest
from tracker.ground.backup_reading import open_backup
from tracker.ground.refusals import Refused

ROWS = '{"id":1,"name":"Đặng Thị Huệ"}\n{"id":2,"name":null}\n'.encode()
PAPER = b"%PDF" + bytes(range(256)) * 40
TABLE, FILE = "tables/donors.jsonl", "attachments/ab/cd.pdf"


def member(name: str, data: bytes, rows: int = 0) -> Member:
    return Member(name, len(data), sha256(data).hexdigest(), rows)


def manifest_of(*, tables=None, attachments=None, **said) -> Manifest:
    facts = {
        "format": 1, "revision": "0001", "made_at": "2026-11-24T00:00:00+00:00", "leaves": 0, "root": "",
        "totals": [("assets:cash", "VND", 5)],
    }  # fmt: skip
    tables = tables if tables is not None else [member(TABLE, ROWS, 2)]
    return Manifest(tables=tables, attachments=attachments or [member(FILE, PAPER)], **(facts | said))


def write(place: Path, members, manifest: bytes) -> Path:
    """Write a ZIP of (name or ZipInfo, bytes)."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*members, (MANIFEST, manifest)]:
            archive.writestr(name, data)
    return place


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "b.zip", [(TABLE, ROWS), (FILE, PAPER)], manifest_of().to_json())


def test_a_whole_backup_gives_its_rows_and_attachments(file):
    with open_backup(file) as backup:
        backup.prove()
        rows = list(backup.rows("donors"))
        paper = b"".join(backup.chunks(backup.manifest.attachments[0]))

    assert rows == [{"id": 1, "name": "Đặng Thị Huệ"}, {"id": 2, "name": None}]
    assert paper == PAPER
    assert backup.manifest == manifest_of()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all" * 100], ids=["empty", "cut", "text"])
def test_what_is_no_zip_is_refused(tmp_path, data):
    (tmp_path / "b.zip").write_bytes(data)

    with pytest.raises(Refused, match="is no backup"), open_backup(tmp_path / "b.zip"):
        pass


def test_a_zip_of_somebody_else_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("letter.txt", "xin chào")

    with pytest.raises(Refused, match=MANIFEST), open_backup(tmp_path / "b.zip"):
        pass


@pytest.mark.parametrize("place", [60, 200, 350], ids=str)
def test_a_flipped_byte_is_found(file, tmp_path, place):
    data = bytearray(file.read_bytes())
    data[place] ^= 0xFF
    (tmp_path / "flipped.zip").write_bytes(data)

    with pytest.raises(Refused, match="damaged|more than|no backup"), open_backup(tmp_path / "flipped.zip") as backup:
        backup.prove()


def test_a_backup_cut_short_is_refused(file, tmp_path):
    (tmp_path / "cut.zip").write_bytes(file.read_bytes()[:-30])

    with pytest.raises(Refused, match="is no backup"), open_backup(tmp_path / "cut.zip"):
        pass


#: Members as they are in the ZIP; what the manifest says stays; what is named.
ALTERED = {
    "altered": ([(TABLE, ROWS.replace(b"1", b"7")), (FILE, PAPER)], f"damaged: {TABLE}"),
    "shorter": ([(TABLE, ROWS[:-1]), (FILE, PAPER)], f"damaged: {TABLE}"),
    "longer": ([(TABLE, ROWS), (FILE, PAPER + b"0" * 10**7)], f"more than it says: {FILE}"),
    "missing": ([(TABLE, ROWS)], f"damaged: {FILE}"),
    "one more": ([(TABLE, ROWS), (FILE, PAPER), ("tables/users.jsonl", b"")], "damaged: tables/users.jsonl"),
    "out of its folder": ([(TABLE, ROWS), (FILE, PAPER), ("../../x.py", b"")], r"damaged: \.\./\.\./x\.py"),
}


@pytest.mark.parametrize(("members", "said"), ALTERED.values(), ids=ALTERED)
def test_an_altered_member_is_named(tmp_path, members, said):
    place = write(tmp_path / "b.zip", members, manifest_of().to_json())

    with pytest.raises(Refused, match=said), open_backup(place) as backup:
        backup.prove()


def test_a_link_in_the_zip_is_refused(tmp_path):
    link = zipfile.ZipInfo(FILE)
    link.external_attr = 0o120777 << 16
    place = write(tmp_path / "b.zip", [(TABLE, ROWS), (link, PAPER)], manifest_of().to_json())

    with pytest.raises(Refused, match=FILE), open_backup(place):
        pass


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(tmp_path):
    place = write(tmp_path / "b.zip", [(TABLE, ROWS), (TABLE, ROWS), (FILE, PAPER)], manifest_of().to_json())

    with pytest.raises(Refused, match=MANIFEST), open_backup(place):
        pass


UNSAFE = ["attachments/../secret_key", "attachments//x", "attachments/.hidden", "attachments/a\\..\\b", "/etc/passwd",
          "attachments/c:x", "attachments/x ", "attachments/x\n", "instance/settings.py", "attachments/"]  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE)
def test_a_manifest_that_names_other_places_is_refused(name):
    said = manifest_of(attachments=[member(name, PAPER)]).to_json()

    with pytest.raises(Refused, match="may not"):
        read_manifest(said)


@pytest.mark.parametrize("name", ["tables/../x.jsonl", "tables/Users.jsonl", "users.jsonl", "tables/users.json"])
def test_a_manifest_that_names_no_table_is_refused(name):
    said = manifest_of(tables=[member(name, ROWS)]).to_json()

    with pytest.raises(Refused, match="may not"):
        read_manifest(said)


def test_names_that_one_system_takes_for_the_same_are_refused():
    said = manifest_of(attachments=[member("attachments/a.pdf", PAPER), member("attachments/A.pdf", PAPER)]).to_json()

    with pytest.raises(Refused, match=MANIFEST):
        read_manifest(said)


ENDLESS = b'{"format": 1, "revision": "1", "made_at": "", "leaves": Infinity}'


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"[" * 10**5, b'{"format": null}', ENDLESS, b"\xff"])
def test_a_manifest_that_is_none_is_refused(data):
    with pytest.raises(Refused, match=MANIFEST):
        read_manifest(data)


def test_a_later_format_is_refused_as_newer():
    said = json.dumps(json.loads(manifest_of(revision="0042").to_json()) | {"format": 2}).encode()

    with pytest.raises(Refused, match=r"newer version of the program \(0042\)"):
        read_manifest(said)


@pytest.mark.parametrize("line", [b"7", b"[1]", b"{", b"\xff", b"[" * 10**5, b'{"id":1}' + b" " * 17 * 2**20])
def test_a_row_that_is_none_is_named(tmp_path, line):
    data = ROWS + line + b"\n"
    said = manifest_of(tables=[member(TABLE, data, 3)])
    place = write(tmp_path / "b.zip", [(TABLE, data), (FILE, PAPER)], said.to_json())

    with pytest.raises(Refused, match=TABLE), open_backup(place) as backup:
        list(backup.rows("donors"))


def test_plain_names_are_safe():
    assert all(is_safe(name) for name in ("a", "ab/cd.pdf", "Biên bản (2).pdf", "a..b"))
