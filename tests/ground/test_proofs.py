"""The proof: canonical JSON, the tree of RFC 6962, commitments and tokens."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ground.proofs import (
    append,
    canonical,
    commitment,
    leaf_hash,
    new_salt,
    new_token,
    node_hash,
    read_token,
    root,
    root_of,
    show_token,
)

#: The bodies and roots that the certificate logs of RFC 6962 are tested with.
BODIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(leaves: list[bytes]) -> tuple[int, list[str]]:
    """Append leaf after leaf to an empty tree."""
    size, frontier = 0, list[str]()
    for leaf in leaves:
        size, frontier = append(size, frontier, leaf)
    return size, frontier


def test_a_value_has_one_canonical_form() -> None:
    value = {"b": [1, None, True], "a": "Đào", "on": date(2018, 12, 26)}

    assert canonical(value) == '{"a":"Đào","b":[1,null,true],"on":"2018-12-26"}'.encode()
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    "value", [1.0, {"a": [1.5]}, float("nan"), b"x", {1: "a"}, {"a"}, datetime(2018, 1, 1, tzinfo=UTC)]
)
def test_what_could_be_written_in_two_ways_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_leaves_nodes_and_commitments_hash_in_domains_of_their_own() -> None:
    salt = bytes(16)

    assert leaf_hash(b"x") == sha256(b"\x00x").digest()
    assert node_hash(b"l", b"r") == sha256(b"\x01lr").digest()
    assert commitment(salt, {"name": "An"}) == sha256(b"\x02" + salt + b'{"name":"An"}').digest()


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_certificate_logs(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(body)) for body in BODIES[:size]]

    assert root(*grown(leaves)) == ROOTS[size]
    assert root_of(leaves) == ROOTS[size]


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_the_frontier_gives_the_same_root_as_all_leaves_together(leaves: list[bytes]) -> None:
    size, frontier = grown(leaves)

    assert size == len(leaves)
    assert len(frontier) == size.bit_count()
    assert root(size, frontier) == root_of(leaves)


def test_appending_leaves_the_old_frontier_as_it_was() -> None:
    size, frontier = grown([leaf_hash(b"1"), leaf_hash(b"2"), leaf_hash(b"3")])
    before = list(frontier)

    append(size, frontier, leaf_hash(b"4"))

    assert frontier == before


def test_any_changed_leaf_changes_the_root() -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(21)]

    others = {root_of([*leaves[:at], leaf_hash(b"changed"), *leaves[at + 1 :]]) for at in range(21)}

    assert len(others | {root_of(leaves)}) == 22


def test_a_frontier_that_does_not_fit_its_size_is_a_fault() -> None:
    with pytest.raises(ValueError, match="fit"):
        append(2, [], leaf_hash(b""))
    with pytest.raises(ValueError, match="fit"):
        append(0, [], b"short")
    with pytest.raises(ValueError, match="fit"):
        root(3, ["00" * 32])


def test_the_same_name_under_two_salts_is_two_commitments() -> None:
    one, other = new_salt(), new_salt()

    assert len(one) == 16
    assert commitment(one, "An") != commitment(other, "An")
    with pytest.raises(ValueError, match="16 bytes"):
        commitment(b"short", "An")


def test_tokens_are_sixteen_letters_that_nobody_mixes_up() -> None:
    tokens = {new_token() for _ in range(500)}

    assert len(tokens) == 500
    assert {len(token) for token in tokens} == {16}
    assert set("".join(tokens)) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_token_is_read_however_it_is_copied() -> None:
    token = "7K4M2QX9T1PB3N0A"

    assert show_token(token) == "7K4M-2QX9-T1PB-3N0A"
    assert read_token(show_token(token)) == token
    assert read_token(" 7k4m 2qx9-tlpb-3noa\n") == token
    assert read_token("7k4m2qx9tipb3n0a") == token


@pytest.mark.parametrize(
    "text", ["", "7K4M", "7K4M-2QX9-T1PB-3NDU", "７K4M2QX9T1PB3NDA", "\x00" * 16, "x" * 5_000, "ß" * 8]
)
def test_what_cannot_be_a_token_is_read_as_nothing(text: str) -> None:
    assert read_token(text) == ""


@given(st.text(max_size=80))
def test_any_text_is_read_as_a_token_or_as_nothing(text: str) -> None:
    token = read_token(text)

    assert token == "" or read_token(show_token(token)) == token
