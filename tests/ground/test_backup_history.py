"""The history of backups is a file of lines: the latest count, what is damaged counts for nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.ground.backup_history import FILE, Did, Kept, remember, state_of

DAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def kept(did: Did, at: datetime) -> Kept:
    return Kept(did.value, at.isoformat(), "quy.zip", "ab" * 32, 7, 1, 3, "cd" * 32)


def test_the_latest_backup_and_the_latest_proof_are_told(tmp_path):
    done = [
        kept(Did.RESTORED, DAY - timedelta(days=9)),
        kept(Did.BACKED_UP, DAY - timedelta(days=2)),
        kept(Did.TRIED, DAY - timedelta(days=1)),
        kept(Did.BACKED_UP, DAY),
    ]
    for each in done:
        remember(tmp_path, each)

    state = state_of(tmp_path)

    assert (state.backed_up, state.proven) == (done[3], done[2])
    assert not state.is_old(DAY + timedelta(days=7))
    assert state.is_old(DAY + timedelta(days=7, seconds=1))


def test_without_a_history_there_is_nothing(tmp_path):
    state = state_of(tmp_path / "nowhere")

    assert (state.backed_up, state.proven, state.is_old(DAY)) == (None, None, True)


@pytest.mark.parametrize("damage", [b"\xff\n", b"{}\n", b'{"did": 1', b"[]\n", b"null\n"])
def test_a_damaged_line_counts_for_nothing(tmp_path, damage):
    remember(tmp_path, kept(Did.BACKED_UP, DAY))
    with (tmp_path / FILE).open("ab") as file:
        file.write(damage)

    state = state_of(tmp_path)

    assert state.backed_up == kept(Did.BACKED_UP, DAY)
