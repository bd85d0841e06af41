"""Take files into a draft: all rows or none, each row checked, decided by hand, corrected."""

from datetime import date

import pytest
from list_steps import laid, row_of, said, verdicts
from sqlalchemy import func, select

from tracker.ground.refusals import Refused
from tracker.models.helping.children import Child, Guardian
from tracker.models.helping.handouts import HandoutRow, Verdict
from tracker.operations.helping.approvals import submit
from tracker.operations.helping.handout_files import check_again, correct_row, remove_file
from tracker.operations.helping.handouts import add_children
from tracker.operations.helping.row_decisions import call_new, choose_child, leave_out
from tracker.operations.helping.taking_over import take_over
from tracker.queries.helping.handout_checks import Said
from tracker.queries.helping.handout_rows import candidates, rows_waiting, why_of
from tracker.queries.helping.handouts import lines_of, verdicts_of

COMMUNES = ("Xã Tân Bình", "Xã Thạnh Bình")
TAN_BINH, THANH_BINH = "25495-2018", "25498-2018"


def why(session, file, number):
    row = session.scalars(
        select(HandoutRow).where(HandoutRow.file_id == file.id, HandoutRow.row_number == number)
    ).one()
    return why_of(row)


@pytest.fixture
def draft(make):
    """Give a draft without children."""
    make.place()
    return make.handout(children=[])


def test_rows_are_found_in_the_register_new_doubtful_or_wrong(session, make, draft):
    place = make.place(TAN_BINH)
    known = make.child("Nguyễn Thị Lan", place=place, birth_on=date(2008, 5, 12))
    rows = [said(), said("Lê Văn Tí"), said("NGUYỄN THỊ LAN", birth="2008", commune="Xã Thạnh Bình")]

    file = laid(make, draft, [*rows, said("Trần Ngọc Ánh", birth="30/02/2010")])

    assert verdicts(session, file) == ["matched", "new", "doubtful", "wrong"]
    assert row_of(session, file, 8).child_id == known.id
    assert why(session, file, 10)[1]["codes"].startswith(known.code)
    assert "30/02/2010" in why(session, file, 11)[1].values()


def test_two_namesakes_of_two_communes_are_two_children_and_a_repeat_is_flagged(session, make, draft):
    rows = [said(commune=COMMUNES[0]), said(commune=COMMUNES[1]), said(commune=COMMUNES[0])]

    file = laid(make, draft, rows)

    assert verdicts(session, file) == ["new", "new", "doubtful"]
    assert why(session, file, 10) == ("Repeats row %(row)s.", {"row": 8})
    make.run(leave_out, row=row_of(session, file, 10))
    make.run(take_over, file=file)
    assert [line.place_key for line in lines_of(session, draft)] == [TAN_BINH, THANH_BINH]
    assert session.scalar(select(func.count(Child.id))) == 2


def test_where_row_399_of_400_is_bad_none_joins_and_the_row_is_named(session, make, draft):
    rows = [said(f"Trẻ Số {number}") for number in range(400)]
    rows[391] = said("Trẻ Số 391", birth="31/02/2010")
    file = laid(make, draft, rows)

    with pytest.raises(Refused) as refused:
        make.run(take_over, file=file)

    assert refused.value.values == {"count": 1, "rows": "399"}
    assert lines_of(session, draft) == []
    assert session.scalar(select(func.count(Child.id))) == 0
    assert verdicts_of(session, file) == {Verdict.NEW: 399, Verdict.WRONG: 1}
    make.run(correct_row, row=row_of(session, file, 399), said=said("Trẻ Số 391", birth="28/02/2010"))
    make.run(take_over, file=file)
    assert len(lines_of(session, draft)) == 400


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"full_name": ""}, "Please enter a name."),
        ({"full_name": "Nguyễn\u200bLan"}, "invisible"),
        ({"birth": "12/13/2008"}, "There is no day"),
        ({"birth": "01/01/2030"}, "future"),
        ({"birth": "1993"}, "no child any more"),
        ({"commune": "Xã Không Có"}, "There is no commune"),
        ({"sex": "x"}, "is no sex"),
        ({"phone": "912345678"}, "phone"),
        ({"school_class": "5" * 30}, "characters"),
        ({"code": "TE-AAAAAA"}, "No child has the code"),
    ],
)
def test_what_cannot_be_a_child_is_wrong_before_anything_joins(session, make, draft, more, says):
    row = Said(**{**said().as_dict(), **more})

    file = laid(make, draft, [row])

    assert verdicts(session, file) == ["wrong"]
    text, values = why(session, file, 8)
    assert says.lower() in text.lower() or says in text % values


def test_a_commune_that_two_districts_have_is_doubtful(session, make, draft):
    file = laid(make, draft, [Said(full_name="Lê Văn Tí", birth="2009", commune="Xã Tân Bình")])

    assert verdicts(session, file) == ["doubtful"]
    assert why(session, file, 8)[0] == "Which one: %(places)s?"


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({}, "matched"),
        ({"full_name": "", "birth": "", "commune": ""}, "matched"),
        ({"full_name": "Lê Văn Tí"}, "doubtful"),
        ({"birth": "2009"}, "doubtful"),
        ({"commune": "Xã Thạnh Bình"}, "doubtful"),
    ],
)
def test_a_code_names_the_child_where_nothing_speaks_against_it(session, make, draft, more, verdict):
    child = make.child("Nguyễn Thị Lan", place=make.place(TAN_BINH), birth_on=date(2008, 5, 12))

    file = laid(make, draft, [Said(**{**said(code=child.code.lower()).as_dict(), **more})])

    assert verdicts(session, file) == [verdict]


def test_the_same_file_twice_is_recognised(make, draft):
    laid(make, draft, [said()])

    with pytest.raises(Refused, match="there already"):
        laid(make, draft, [said()], name="cùng tệp, tên khác.xlsx")


def test_new_children_are_registered_as_the_rows_say_with_their_guardian(session, make, draft):
    row = said(
        sex="Nữ", hamlet="Ấp 3", school="TH Tân Bình", school_class="5A", guardian="Lê Thị Ba", phone="0912 345 678"
    )
    make.run(take_over, file=laid(make, draft, [row]))

    child, guardian = session.scalars(select(Child)).one(), session.scalars(select(Guardian)).one()

    assert (child.full_name, child.sex, child.hamlet, child.school_class) == ("Nguyễn Thị Lan", "female", "Ấp 3", "5A")
    assert (guardian.child_id, guardian.full_name, guardian.phone) == (child.id, "Lê Thị Ba", "0912345678")
    assert child.registered_on == draft.planned_on
    assert [line.child_id for line in lines_of(session, draft)] == [child.id]


@pytest.mark.parametrize("birth", ["3/4/2010", "03.04.2010", "2010-04-03"])
def test_the_third_of_april_is_read_with_the_day_first(session, make, draft, birth):
    make.run(take_over, file=laid(make, draft, [said(birth=birth)]))

    assert session.scalars(select(Child.birth_on)).all() == [date(2010, 4, 3)]


def test_a_doubtful_row_is_decided_by_hand_and_a_later_check_leaves_it_alone(session, make, draft):
    place = make.place(TAN_BINH)
    known = make.child("Nguyễn Thị Lan", place=place, birth_on=date(2008, 5, 12))
    other = said(commune="Xã Thạnh Bình")
    file = laid(make, draft, [other, said("Nguyễn Thị Lan", birth="2007")])
    offered = candidates(session, rows_waiting(session, file), draft.planned_on)

    make.run(choose_child, row=row_of(session, file, 8), child=known)
    make.run(call_new, row=row_of(session, file, 9))
    make.run(check_again, file=file)

    assert {child.id for children in offered.values() for child in children} == {known.id}
    assert verdicts(session, file) == ["matched", "new"]
    make.run(take_over, file=file)
    assert session.scalar(select(func.count(Child.id))) == 2


def test_a_child_is_chosen_for_one_row_only_and_not_where_it_is_on_the_list(session, make, draft):
    place = make.place(TAN_BINH)
    known = make.child("Nguyễn Thị Lan", place=place, birth_on=date(2008, 5, 12))
    file = laid(make, draft, [said(), said(commune="Xã Thạnh Bình")])

    with pytest.raises(Refused, match="Row 8 means"):
        make.run(choose_child, row=row_of(session, file, 9), child=known)
    make.run(leave_out, row=row_of(session, file, 8))
    make.run(add_children, handout=draft, children=[known])
    with pytest.raises(Refused, match="On the list already"):
        make.run(choose_child, row=row_of(session, file, 9), child=known)


def test_a_row_that_cannot_be_read_is_not_called_new(session, make, draft):
    file = laid(make, draft, [said(birth="30/02/2010")])

    with pytest.raises(Refused):
        make.run(call_new, row=row_of(session, file, 8))

    assert verdicts(session, file) == ["wrong"]


def test_a_row_corrected_to_what_another_says_makes_one_of_them_a_repeat(session, make, draft):
    file = laid(make, draft, [said("Lê Văn Tí"), said("Lê Văn Tú")])

    make.run(correct_row, row=row_of(session, file, 8), said=said("Lê Văn Tú"))

    assert verdicts(session, file) == ["new", "doubtful"]


def test_a_child_of_two_files_is_registered_once(session, make, draft):
    first, second = laid(make, draft, [said()]), laid(make, draft, [said()], content_hash="b" * 64)
    make.run(take_over, file=first)

    with pytest.raises(Refused, match="Check the file again"):
        make.run(take_over, file=second)
    make.run(check_again, file=second)

    assert session.scalar(select(func.count(Child.id))) == 1
    assert why(session, second, 8)[0] == "On the list already."


def test_a_file_that_joined_does_not_change_any_more(session, make, draft):
    file = laid(make, draft, [said()])
    make.run(take_over, file=file)
    row = row_of(session, file, 8)

    for operation, values in (
        (take_over, {"file": file}),
        (remove_file, {"file": file}),
        (check_again, {"file": file}),
        (leave_out, {"row": row}),
        (correct_row, {"row": row, "said": said("Lê Văn Tí")}),
    ):
        with pytest.raises(Refused, match="joined the list already"):
            make.run(operation, **values)

    assert len(lines_of(session, draft)) == 1


def test_a_list_with_a_file_that_waits_is_not_submitted_and_a_file_is_thrown_away(session, make):
    handout = make.handout()
    file = laid(make, handout, [said()])
    with pytest.raises(Refused, match="Not taken over yet: tan-bien.xlsx"):
        make.run(submit, handout=handout)

    make.run(remove_file, file=file)
    make.run(submit, handout=handout)

    assert session.scalar(select(func.count(HandoutRow.id))) == 0
    with pytest.raises(Refused, match="does not change any more"):
        laid(make, handout, [said()])
