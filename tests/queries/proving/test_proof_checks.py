"""The root of the proof betrays whatever was altered behind the program's back, and nothing else."""

from collections.abc import Iterator

import pytest
from broken_books import Books, broken_books

from tracker.queries.proving.proofs import size_and_root


@pytest.fixture
def books(engine_name: str, template: str) -> Iterator[Books]:
    with broken_books(template) as books:
        yield books


def leaf_of(books: Books, kind: str, record: int) -> str:
    """Name the leaf of an act as the check does."""
    leaf = books.one("SELECT id FROM leaves WHERE kind = :kind AND record_id = :record", kind=kind, record=record)
    return f"leaf {leaf} {kind} {record}"


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("donation", "UPDATE donations SET donor_id = donor_id + 1 WHERE id = 1"),
        ("donation", "UPDATE donations SET via_id = 1 WHERE id = 1"),
        ("donation", "UPDATE donation_parts SET value = 999 WHERE donation_id = 1"),
        ("entry", "UPDATE entries SET happened_on = '2018-01-05' WHERE id = :id"),
        ("entry", "UPDATE entries SET recorded_by = recorded_by - 1 WHERE id = :id"),
        ("entry", "UPDATE entries SET memo = 'added later' WHERE id = :id"),
        ("receipt", "UPDATE receipts SET amount = amount + 1 WHERE id = 1"),
        ("receipt", "UPDATE receipts SET issued_on = '2018-12-30' WHERE id = 1"),
        (
            "receipt",
            'UPDATE receipts SET said = replace(said, \'"donor_name": "\', \'"donor_name": "Ông \') WHERE id = 1',
        ),
        ("void", "UPDATE receipt_voids SET reason = 'another' WHERE id = 1"),
        ("void", "UPDATE receipt_voids SET by_id = by_id - 1 WHERE id = 1"),
        ("correction", "UPDATE correction_steps SET kind = 'rejected' WHERE id = 1"),
    ],
)
def test_an_altered_act_is_named_by_its_leaf(books, kind, change):
    # An entry that said nothing, so that a memo is something new.
    record = books.one("SELECT min(id) FROM entries WHERE memo = ''") if kind == "entry" else 1
    books.run(change, **({"id": record} if kind == "entry" else {}))

    found = books.found()

    assert found == {"root_is_right": [leaf_of(books, kind, record)]}


def test_a_deleted_leaf_is_missed(books):
    size, entries = size_and_root(books.session)[0], books.one("SELECT count(*) FROM entries")
    books.run("DELETE FROM leaves WHERE id = (SELECT min(id) FROM leaves WHERE kind = 'entry')")

    found = books.found()

    assert found == {"root_is_right": [f"entry: {entries} acts, {entries - 1} leaves", f"root of {size - 1}"]}


def test_two_leaves_that_change_places_change_the_root(books):
    first, second = (books.one(f"SELECT {which}(id) FROM leaves WHERE commitment IS NULL") for which in ("min", "max"))
    for old, new in ((first, -1), (second, first), (-1, second)):
        books.run("UPDATE leaves SET id = :new WHERE id = :old", new=new, old=old)

    found = books.found()

    assert found == {"root_is_right": [f"root of {size_and_root(books.session)[0]}"]}


@pytest.mark.parametrize(
    "change",
    [
        "size = size + 1",
        "size = size - 1",
        "frontier = '[]'",
        "frontier = 'not JSON'",
        "frontier = replace(frontier, 'a', 'b')",
        "size = 0, frontier = '[]'",
    ],
)
def test_an_altered_head_is_found(books, change):
    leaves = books.one("SELECT count(*) FROM leaves")
    books.run(f"UPDATE log_head SET {change}")

    found = books.found()

    assert found == {"root_is_right": [f"root of {leaves}"]}


def test_a_leaf_that_says_another_hash_is_named_and_changes_the_root(books):
    leaves, leaf = books.one("SELECT count(*) FROM leaves"), leaf_of(books, "receipt", 1)
    books.run("UPDATE leaves SET hash = 'no hash' WHERE kind = 'receipt' AND record_id = 1")

    found = books.found()

    assert found == {"root_is_right": sorted([leaf, f"root of {leaves}"])}


def test_an_act_without_a_leaf_is_counted(books):
    columns = "happened_on, recorded_at, kind, memo, recorded_by, request_id"
    books.run(f"INSERT INTO entries (id, seq, {columns}) SELECT 1000, 1000, {columns} FROM entries WHERE id = 1")

    found = books.found()

    entries = books.one("SELECT count(*) FROM entries")
    assert found["root_is_right"] == [f"entry: {entries} acts, {entries - 1} leaves"]


def test_a_salt_that_was_taken_away_leaves_the_proof_right(books):
    books.run("DELETE FROM leaf_salts")

    found = books.found()

    assert found == {}


def test_persons_may_be_taken_out_of_what_has_no_salt_any_more(books):
    books.run("DELETE FROM leaf_salts")
    books.run("UPDATE receipts SET said = '{}'")
    books.run("UPDATE entries SET memo = ''")

    found = books.found()

    assert found == {}


def test_another_salt_is_found(books):
    leaf = leaf_of(books, "receipt", 1)
    number = int(leaf.split()[1])
    books.run("UPDATE leaf_salts SET salt = :salt WHERE leaf_id = :leaf", salt="00" * 16, leaf=number)

    found = books.found()

    assert found == {"root_is_right": [leaf]}
