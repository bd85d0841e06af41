"""Test how files and pasted rows come into a draft on its pages."""

import time

import pytest
from sqlalchemy import func, select
from web.handout_steps import files_of, press, upload, xlsx
from workbooks import workbook
from xlsx_reading import sheets_of

from tracker.models.helping.children import Child
from tracker.models.helping.handouts import HandoutRow
from tracker.models.journal import Access
from tracker.queries.helping.handouts import lines_of

pytestmark = pytest.mark.one_engine

LAN, TI, BAD = (
    ("Nguyễn Thị Lan", "12/05/2008", "Xã Tân Bình"),
    ("Lê Văn Tí", "2009", "Xã Mỏ Công"),
    ("Hồ Văn Sai", "30/02/2010", "Xã Mỏ Công"),
)


@pytest.fixture
def draft(make):
    """Give a draft without children."""
    make.place()
    return make.handout(children=[])


def decide(clerk, file_page, row, decision, **fields):
    return press(clerk, f"{file_page}/rows/{row.id}", file_page, decision=decision, **fields)


def rows(session, file):
    session.rollback()
    return list(session.scalars(select(HandoutRow).where(HandoutRow.file_id == file.id).order_by(HandoutRow.id)))


def test_a_file_is_read_checked_corrected_and_joins_the_list(browser, session, draft):
    clerk = browser("clerk")
    answer = upload(clerk, draft, ("tan-bien.xlsx", xlsx(LAN, TI, LAN, BAD)))
    file = files_of(session, draft)[0]
    page = f"/handouts/{draft.id}/files/{file.id}"
    shown = clerk.get(answer.location).text
    repeat, wrong = rows(session, file)[2:]

    decide(clerk, page, repeat, "leave_out")
    decide(
        clerk,
        page,
        wrong,
        "correct",
        full_name="Hồ Văn Sai",
        birth="28/02/2010",
        commune="Xã Mỏ Công",
        district="Tân Biên",
    )
    joined = press(clerk, f"{page}/take-over", page)

    assert answer.location == page
    assert "row-wait" in shown and "row-stop" in shown and "30/02/2010" in shown
    assert joined.location == f"/handouts/{draft.id}"
    session.rollback()
    assert [line.full_name for line in lines_of(session, draft)] == [LAN[0], TI[0], BAD[0]]


def test_several_files_are_read_and_what_cannot_be_read_is_named(browser, session, draft):
    clerk = browser("clerk")

    answer = upload(
        clerk, draft, ("a.xlsx", xlsx(LAN)), ("b.xlsx", b"%PDF-1.7"), ("c.xlsx", xlsx(TI)), ("c2.xlsx", xlsx(TI))
    )
    page = clerk.get(answer.location.split("#")[0]).text

    assert {file.name for file in files_of(session, draft)} == {"a.xlsx", "c.xlsx"}
    assert "b.xlsx: " in page and "c2.xlsx: " in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("page.xlsx", b"<html><table></table></html>"),
        ("no-list.csv", "một,hai\n".encode()),
        ("bytes.csv", bytes(range(128, 256))),
        ("large.csv", "Họ tên;Ghi chú\n".encode() + (b"Le Ti;" + b"x" * 60_000 + b"\n") * 90),
    ],
)
def test_what_is_no_list_is_refused_in_words(browser, session, draft, name, content):
    clerk = browser("clerk")

    answer = upload(clerk, draft, (name, content))

    assert answer.status_code == 302
    assert 'class="flash wait"' in clerk.get(answer.location.split("#")[0]).text
    assert files_of(session, draft) == []


def test_no_file_and_too_many_are_refused(browser, session, draft):
    clerk = browser("clerk")

    for files in ((), tuple((f"{n}.xlsx", xlsx(LAN)) for n in range(21))):
        answer = upload(clerk, draft, *files)
        assert 'class="flash wait"' in clerk.get(answer.location.split("#")[0]).text

    assert files_of(session, draft) == []


def test_the_file_s_own_name_is_shown_as_typed_and_used_nowhere_else(browser, session, draft):
    clerk = browser("clerk")

    answer = upload(clerk, draft, ("../../<script>alert(1)</script>.xlsx", xlsx(LAN)))
    page = clerk.get(answer.location.split("#")[0]).text

    assert "<script>alert" not in page
    assert files_of(session, draft)[0].name.endswith(".xlsx") and "/" not in files_of(session, draft)[0].name


def test_pasted_rows_are_read_once(browser, session, draft):
    clerk, page = browser("clerk"), f"/handouts/{draft.id}"
    text = "Họ và tên\tNgày sinh\tXã\tHuyện\nNguyễn Thị Lan\t12/05/2008\tXã Tân Bình\tTân Biên\n"

    press(clerk, f"{page}/pasted", page, pasted=text)
    press(clerk, f"{page}/pasted", page, pasted=text)
    press(clerk, f"{page}/pasted", page, pasted="")

    assert len(files_of(session, draft)) == 1


def test_a_child_is_chosen_among_the_offered_or_called_new(browser, session, make, draft):
    known = make.child(LAN[0], place=make.place("25498-2018"), birth_year=2008)
    clerk = browser("clerk")
    upload(clerk, draft, ("a.xlsx", xlsx(LAN, ("Nguyễn Thị Lan", "2007", "Xã Thạnh Bình"))))
    file = files_of(session, draft)[0]
    page = f"/handouts/{draft.id}/files/{file.id}"
    first, second = rows(session, file)

    shown = clerk.get(page).text
    decide(clerk, page, first, f"child:{known.id}")
    twice = decide(clerk, page, second, f"child:{known.id}")
    decide(clerk, page, second, "new")
    senseless = [
        decide(clerk, page, second, value).status_code for value in ("child:x", "child:4711", "", "drop table")
    ]
    press(clerk, f"{page}/take-over", page)

    assert f'value="child:{known.id}"' in shown
    assert (twice.status_code, senseless) == (422, [422] * 4)
    session.rollback()
    assert [line.child_id for line in lines_of(session, draft)] == [known.id, known.id + 1]


def test_rows_to_correct_come_as_a_file_that_comes_back_without_a_double(browser, session, draft):
    clerk = browser("clerk")
    upload(clerk, draft, ("a.xlsx", xlsx(LAN, BAD)))
    file = files_of(session, draft)[0]
    page = f"/handouts/{draft.id}/files/{file.id}"

    answer = clerk.get(f"{page}/to-correct.xlsx")
    heads, row = sheets_of(answer.data)[0].rows
    row[heads.index("Ngày sinh")] = "28/02/2010"
    back = [upload(clerk, draft, (name, workbook([heads, row]))).location for name in ("sua.xlsx", "sua2.xlsx")]

    assert "30/02/2010" in row[heads.index("Ghi chú")] and "Lan" not in str(row)
    session.rollback()
    assert session.scalars(select(Access.what)).all() == ["handouts.to_correct.xlsx"]
    assert back == [page, page] and len(files_of(session, draft)) == 1
    assert [row.verdict for row in rows(session, file)] == ["new", "new"]


def test_a_file_is_removed_and_another_s_file_is_not_there(browser, session, make, draft):
    clerk = browser("clerk")
    upload(clerk, draft, ("a.xlsx", xlsx(LAN)))
    file, other = files_of(session, draft)[0], make.handout(children=[])
    page = f"/handouts/{draft.id}/files/{file.id}"
    second = browser(user=make.user("clerk", login="second"))

    elsewhere = clerk.get(f"/handouts/{other.id}/files/{file.id}").status_code
    foreign = [second.get(page).status_code, second.get(f"{page}/to-correct.xlsx").status_code]
    press(clerk, f"{page}/remove", page)

    assert (elsewhere, foreign) == (404, [404, 404])
    assert files_of(session, draft) == []
    assert session.scalar(select(func.count(Child.id))) == 0


def test_the_rows_are_narrowed_and_paged(browser, session, draft):
    clerk = browser("clerk")
    many = [(f"Trẻ Số {chr(65 + n % 26)}{n}", "2009", "Xã Mỏ Công") for n in range(60)]
    upload(clerk, draft, ("a.xlsx", xlsx(*many, BAD)))
    page = f"/handouts/{draft.id}/files/{files_of(session, draft)[0].id}"

    counts = {
        shown: clerk.get(f"{page}?rows={shown}").text.count('id="row-')
        for shown in ("waiting", "new", "matched", "all", "x")
    }

    assert counts == {"waiting": 1, "new": 50, "matched": 0, "all": 50, "x": 1}


def test_of_400_rows_each_doubt_and_each_fault_is_named_at_once_and_nothing_joins_until_all_are_clear(
    browser, session, draft
):
    clerk = browser("clerk")
    many = [(f"Trẻ Số {chr(65 + n % 26)}{n}", "2009", "Xã Mỏ Công") for n in range(400)]
    many[10], many[20], many[30] = LAN, (*LAN[:2], "Xã Thạnh Bình"), LAN
    many[5], many[398] = ("Nguyễn Văn Mai Sau", "01/01/2030", "Xã Mỏ Công"), BAD
    page = upload(clerk, draft, ("a.xlsx", xlsx(*many))).location
    file = files_of(session, draft)[0]

    shown = clerk.get(page).text
    refused = clerk.get(press(clerk, f"{page}/take-over", page).location).text
    none = lines_of(session, draft)
    for row in rows(session, file):
        if row.row_number in (7, 32, 400):
            decide(clerk, page, row, "leave_out")
    press(clerk, f"{page}/take-over", page)

    assert [f'id="row-{number}"' in shown for number in (7, 12, 22, 32, 400)] == [True, False, False, True, True]
    assert "30/02/2010" in shown and "7, 32, 400" in refused and none == []
    session.rollback()
    lines = lines_of(session, draft)
    assert (len(lines), len({line.child_id for line in lines})) == (397, 397)
    assert [line.place_key for line in lines if line.full_name == LAN[0]] == ["25495-2018", "25498-2018"]


def test_1337_rows_are_read_and_checked_in_under_3_seconds(browser, session, draft):
    clerk = browser("clerk")
    file = xlsx(*((f"Trẻ Số {chr(65 + n % 26)}{n}", "2009", "Xã Mỏ Công") for n in range(1337)))
    clerk.get("/handouts")

    begun = time.process_time()
    answer = upload(clerk, draft, ("a.xlsx", file))
    page = clerk.get(answer.location)
    took = time.process_time() - begun

    assert page.status_code == 200 and "1.337" in page.text
    assert took < 3
