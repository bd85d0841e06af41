"""A backup that somebody altered, its hashes mended, gives itself away before anything is replaced."""

import pytest
from backing_up import back_up, books_in_use, forge, members

from tracker.ground.backup_manifest import table_member
from tracker.ground.backup_reading import open_backup
from tracker.ground.refusals import Refused
from tracker.operations.proving.restore_places import scratch
from tracker.operations.proving.restoring import fill, prove

pytestmark = pytest.mark.one_engine


@pytest.fixture(scope="module")
def file(template, tmp_path_factory):
    """Give a backup of the full books."""
    place = tmp_path_factory.mktemp("forgeries") / "books.zip"
    with books_in_use(template, "to_forge") as engine:
        back_up(engine, place)
    return place


def lines_plus_one(rows):
    """Make one đồng more of the last line of the books."""
    head, mark, tail = rows.rpartition(b'"quantity":')
    number, comma, rest = tail.partition(b",")
    return head + mark + str(int(number) + 1).encode() + comma + rest


def once(old, new):
    """Give what replaces the first place of a member."""
    return lambda rows: rows.replace(old, new, 1)


#: What a forger, who mends sizes and hashes too, does to a table; what gives him away.
FORGERIES = {
    "a đồng more": ("lines", lines_plus_one, "totals"),
    "a row fewer": ("voucher_lines", lambda rows: rows.split(b"\n", 1)[1], "voucher_lines"),
    "another root": ("log_head", once(b'"size":', b'"size":1'), "root"),
    "another day": ("donations", once(b'"2018-', b'"2019-'), "root_is_right"),
    "a text for a number": ("lines", once(b'"quantity":', b'"quantity":"x",'), "tables/lines"),
    "a number too large": ("lines", once(b'"id":', b'"id":9999999999999999999999'), "tables/lines"),
    "a day that is none": ("consents", once(b'"given_on":"', b'"given_on":"x'), "tables/consents"),
    "a salt that is none": ("leaf_salts", once(b'"salt":"', b'"salt":"x'), "ValueError"),
    "a row to nowhere": ("voucher_lines", once(b'"line_id":', b'"line_id":99'), "tables/voucher_lines"),
    "no JSON": ("donors", lambda rows: rows[:-2] + b"\n", "tables/donors"),
    "a column more": ("users", once(b"{", b'{"role":"admin",'), "tables/users"),
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_backup_gives_itself_away(file, tmp_path, forgery):
    table, change, said = forgery
    member = table_member(table)
    forged = tmp_path / "forged.zip"
    forge(file, forged, {member: change(members(file)[member])}, believed=True)

    with pytest.raises(Refused, match=said), open_backup(forged) as backup, scratch(tmp_path) as engine:
        backup.prove()
        fill(engine, backup)
        prove(engine)

    assert [left for left in tmp_path.rglob("*") if left.name.startswith(".")] == []
