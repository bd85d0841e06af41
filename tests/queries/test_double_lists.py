"""Test who is listed as likely the same, and that it costs the same however many there are (trap 20)."""

from datetime import date

import pytest
from sqlalchemy import event, insert, text

from tracker.ground.names import fold, sort_key
from tracker.models.helping.children import Child
from tracker.operations.merges import merge_children
from tracker.operations.writing import writing
from tracker.queries.double_lists import double_children, double_donors
from tracker.queries.giving.donors import likely_doubles as likely_donors
from tracker.queries.helping.children import likely_doubles

pytestmark = pytest.mark.one_engine


def groups(page):
    return [[record.id for record in group.records] for group in page.groups]


def test_children_of_one_name_are_alike_by_birth_day_unknown_day_or_commune(session, make):
    here, there = make.place("25489-2018"), make.place()
    known = [
        make.child("Lê Thị Hoa", place=place, birth_on=date(2010, month, 3), birth_year=2010)
        for place, month in ((here, 5), (there, 5), (here, 9), (there, 11), (make.place("25486-2018"), 12))
    ]
    older = make.child("Lê Thị Hoa", birth_year=2009)
    unsure = [
        make.child("lê thị hòa", birth_on=date(2012, 1, 1), birth_year=2012),
        make.child("Lê Thị Hoa", birth_year=2012),
    ]

    found = groups(double_children(session))

    assert found == [[child.id for child in known[:4]], [child.id for child in unsure]]
    make.run(merge_children, gone=unsure[1], kept=unsure[0], reason="Một em")
    assert groups(double_children(session)) == found[:1]
    assert older.id not in found[0]


def register_many(session, count):
    """Put many children into the register: each name is borne by twenty of them."""
    place = session.execute(text("SELECT key FROM places WHERE level = 'commune' LIMIT 1")).scalar_one()
    rows = []
    for number in range(count):
        name = f"Bé {chr(65 + number // 20 % 26)}{number // 520}"
        empty = dict.fromkeys(("hamlet", "school", "school_class", "note", "merged_why"), "")
        rows.append(
            {"code": f"TE-{number:06d}", "full_name": name, "name_folded": fold(name), "name_sort": sort_key(name)}
            | {"birth_year": 2010 + number % 10, "place_key": place, "registered_on": date(2018, 1, 1), **empty}
        )
    with writing(session):
        session.execute(insert(Child), rows)


def cost(session, ask):
    """Count the questions that something asks and the rows that it reads into records."""
    counted = {"questions": 0, "rows": 0}
    session.expunge_all()

    def asked(*_args):
        counted["questions"] += 1

    def read(*_args):
        counted["rows"] += 1

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", asked)
    event.listen(Child, "load", read)
    ask()
    event.remove(bind, "before_cursor_execute", asked)
    event.remove(Child, "load", read)
    return counted


def test_doubles_among_thousands_cost_what_they_cost_among_hundreds(session, make):
    make.place()
    alike = {"full_name": "Bé A0", "birth_on": None, "birth_year": 2010, "place_key": "", "phone": "0912345678"}
    costs = []
    for more in (1_040, 5_200):
        session.execute(text("DELETE FROM children"))
        session.commit()
        register_many(session, more)
        costs.append(
            [cost(session, lambda: double_children(session)), cost(session, lambda: likely_doubles(session, **alike))]
        )

    assert costs[0] == costs[1]


def plan(session, ask):
    """Give how SQLite goes about the questions that something asks."""
    statements = []

    def asked(_connection, _cursor, statement, parameters, *_rest):
        statements.append((statement, parameters))

    event.listen(session.get_bind(), "before_cursor_execute", asked)
    ask()
    event.remove(session.get_bind(), "before_cursor_execute", asked)
    connection = session.connection()
    return [
        str(row[3])
        for statement, parameters in statements
        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]


def test_a_likely_double_is_looked_up_by_indexes_and_never_by_reading_all(session, make):
    make.place()
    register_many(session, 520)
    alike = {"full_name": "Bé A0", "birth_on": None, "birth_year": 2010, "place_key": "", "phone": "0912345678"}

    steps = plan(session, lambda: likely_doubles(session, **alike))
    steps += plan(session, lambda: likely_donors(session, full_name="Lan", phone="0912345678", tax_code="3900000001"))
    steps += plan(session, lambda: (double_children(session), double_donors(session)))

    scans = [step for step in steps if step.startswith("SCAN") and "COVERING INDEX" not in step]
    assert [step for step in scans if "children" in step or "donors" in step] == []
