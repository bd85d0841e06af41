"""Test how somebody says which column of a list is which, and has old letters converted."""

import pytest
from sqlalchemy import select
from web.handout_steps import files_of, press, upload
from workbooks import workbook

from tracker.models.helping.handouts import HandoutRow
from tracker.models.helping.list_mappings import HandoutReading, ListMapping
from tracker.queries.helping.handouts import lines_of

pytestmark = pytest.mark.one_engine

#: Headings that nobody could know.
ODD = ("Thứ", "Bé", "Chào đời", "Ở đâu", "Thuộc")
FIRST = (ODD, (1, "Nguyễn Thị Lan", "12/05/2008", "Xã Tân Bình", "Tân Biên"))
SECOND = (ODD, (1, "Lê Văn Tí", "2009", "Xã Mỏ Công", "Tân Biên"))
CHOICES = {
    "heading_row": "1",
    "source": "Trường Tân Bình",
    "full_name": "1",
    "birth": "2",
    "commune": "3",
    "district": "4",
}
TCVN3 = (
    ("Hä vµ tªn", "Ngµy sinh", "X·", "HuyÖn"),
    ("NguyÔn ThÞ Lan", "2008", "X· T©n B×nh", "T©n Biªn"),
    ("L£ V¡N TÝ", "2009", "X· Má C«ng", "T©n Biªn"),
)


@pytest.fixture
def draft(make):
    """Give a draft without children."""
    make.place()
    return make.handout(children=[])


def said(session, file):
    """Give what the rows of a file say, as texts."""
    session.rollback()
    return session.scalars(select(HandoutRow.said).where(HandoutRow.file_id == file.id).order_by(HandoutRow.id)).all()


def mapped(browser, path, **fields):
    return press(browser, path, path, **{"decision": "save", **CHOICES, **fields})


def test_unknown_headings_are_said_once_and_read_alike_the_next_time(browser, session, make, draft):
    clerk = browser("clerk")

    asked = upload(clerk, draft, ("TH Tân Bình.xlsx", workbook(FIRST)))
    file = files_of(session, draft)[0]
    page = clerk.get(asked.location).text
    seen = press(clerk, asked.location, asked.location, **CHOICES, decision="look").text
    answer = mapped(clerk, asked.location)
    second = upload(clerk, draft, ("khác.xlsx", workbook([["DANH SÁCH"], *SECOND])))
    shown = clerk.get(second.location).text
    read = files_of(session, draft)[1]

    assert asked.location == f"/handouts/{draft.id}/files/{file.id}/columns"
    assert 'value="TH Tân Bình"' in page and "B · Bé · Nguyễn Thị Lan" in page
    assert '<td class="lead" data-label="' in seen and ">Nguyễn Thị Lan</td>" in seen
    assert answer.location == f"/handouts/{draft.id}/files/{file.id}"
    assert "Đọc như lần trước: Trường Tân Bình" in shown
    assert "Nguyễn Thị Lan" in said(session, file)[0] and "Lê Văn Tí" in said(session, read)[0]
    assert (read.heading_row, session.scalars(select(ListMapping.source)).all()) == (2, ["Trường Tân Bình"])


def test_where_what_is_remembered_does_not_fit_any_more_it_is_asked_again(browser, session, draft):
    clerk = browser("clerk")
    mapped(clerk, upload(clerk, draft, ("a.xlsx", workbook(FIRST))).location)

    asked = upload(clerk, draft, ("b.xlsx", workbook([ODD, ("Lê Văn Tí",), ("Hồ Thị Lý",)]))).location

    assert asked.endswith("/columns")
    assert clerk.get(asked).status_code == 200


def test_what_was_recognised_is_changed_and_the_change_is_remembered(browser, session, draft):
    clerk = browser("clerk")
    rows = [("Họ và tên", "Ngày sinh", "Xã", "Huyện", "Tên khác"), (*FIRST[1][1:], "Nguyễn Thị Bé")]
    upload(clerk, draft, ("a.xlsx", workbook(rows)))
    file = files_of(session, draft)[0]
    path = f"/handouts/{draft.id}/files/{file.id}/columns"
    fields = {"birth": "1", "commune": "2", "district": "3"}

    shown = clerk.get(f"/handouts/{draft.id}/files/{file.id}").text
    mapped(clerk, path, full_name="4", source="Xã Tân Bình", **fields)
    mapped(clerk, path, full_name="4", source="Xã Tân Bình 2", **fields)

    assert f'href="{path}"' in shown
    assert "Nguyễn Thị Bé" in said(session, file)[0]
    assert session.scalars(select(ListMapping.source)).all() == ["Xã Tân Bình 2"]


@pytest.mark.parametrize("as_text", [False, True])
def test_letters_of_an_old_font_are_converted_only_in_the_columns_that_somebody_ticked(
    browser, session, draft, as_text
):
    clerk = browser("clerk")
    content = "\n".join(map(";".join, TCVN3)).encode("cp1252") if as_text else workbook(TCVN3)

    asked = upload(clerk, draft, ("cũ.csv", content)).location
    file, page = files_of(session, draft)[0], clerk.get(asked).text
    choices = {"full_name": "0", "birth": "1", "commune": "2", "district": "3"}
    refused = mapped(clerk, asked, fonts=["0", "2"], **choices)
    kept = said(session, file)
    mapped(clerk, asked, fonts=["0", "1", "2", "3"], **choices)
    again = upload(clerk, draft, ("nữa.csv", content + b"\n" if as_text else workbook([*TCVN3, TCVN3[1]])))

    assert "NguyÔn ThÞ Lan" in page and "Nguyễn Thị Lan" in page and " checked" not in page
    assert refused.status_code == 422 and "TCVN3" in refused.text and kept == []
    first, second = said(session, file)
    assert "Nguyễn Thị Lan" in first and "Xã Tân Bình" in first and "LÊ VĂN TÍ" in second
    assert again.location.endswith("/columns")
    assert "TCVN3" in session.scalars(select(HandoutReading.notes).where(HandoutReading.file_id == file.id)).one()


def test_a_column_with_cells_in_unicode_already_is_not_converted(browser, session, draft):
    clerk = browser("clerk")
    rows = (*TCVN3, ("Trần Văn Ưu", "2009", "X· Má C«ng", "T©n Biªn"), ("§Æng ThÞ Hång", "2009", "X· Má C«ng", ""))

    asked = upload(clerk, draft, ("lẫn.xlsx", workbook(rows))).location
    choices = {"full_name": "0", "birth": "1", "commune": "2", "district": "3"}
    refused = mapped(clerk, asked, fonts=["0", "1", "2", "3"], **choices)

    assert refused.status_code == 422 and "A4" in refused.text


def test_a_list_is_not_read_without_names_nor_remembered_without_its_source(browser, session, draft):
    clerk = browser("clerk")
    asked = upload(clerk, draft, ("a.xlsx", workbook(FIRST))).location

    answers = [
        mapped(clerk, asked, full_name=""),
        mapped(clerk, asked, source=" "),
        mapped(clerk, asked, full_name="99"),
        mapped(clerk, asked, heading_row="x"),
        mapped(clerk, asked, birth="parts"),
        mapped(clerk, asked, full_name="parts", birth="１", commune="1.000"),
    ]

    assert [answer.status_code for answer in answers] == [422] * 6
    assert 'value="Trường Tân Bình"' in answers[0].text
    assert said(session, files_of(session, draft)[0]) == []


def test_a_file_that_waits_for_its_columns_does_not_join_and_can_be_removed(browser, session, make, draft):
    clerk = browser("clerk")
    asked = upload(clerk, draft, ("a.xlsx", workbook(FIRST))).location
    file = files_of(session, draft)[0]
    page = f"/handouts/{draft.id}/files/{file.id}"
    foreign = browser(user=make.user("clerk", login="second")).get(asked).status_code

    shown = clerk.get(f"/handouts/{draft.id}").text
    moved = clerk.get(page).location
    press(clerk, f"{page}/take-over", f"/handouts/{draft.id}")
    press(clerk, f"{page}/remove", f"/handouts/{draft.id}")

    assert page in shown and moved == asked and foreign == 404
    assert lines_of(session, draft) == [] and files_of(session, draft) == []
    assert clerk.get(asked).status_code == 404


def test_what_people_should_know_of_a_file_stays_on_its_page_and_its_cells_go_when_it_joins(browser, session, draft):
    clerk = browser("clerk")
    rows = [("Họ và tên", "Ngày sinh", "Xã", "Huyện"), FIRST[1][1:], SECOND[1][1:], ("Tổng cộng: 02 em",)]
    hidden = workbook(rows, extra=lambda sheet, book: sheet.set_row(2, None, None, {"hidden": True}))
    page = upload(clerk, draft, ("a.xlsx", hidden)).location

    shown = [clerk.get(page).text, clerk.get(page).text]
    press(clerk, f"{page}/take-over", page)

    assert all("Các dòng ẩn" in text or "3." in text for text in shown)
    assert all("Dòng bị ẩn" in text or "ẩn trong tệp" in text for text in shown)
    session.rollback()
    assert [line.full_name for line in lines_of(session, draft)] == ["Nguyễn Thị Lan"]
    assert session.scalars(select(HandoutReading.cells)).all() == [""]
    assert clerk.get(f"{page}/columns").status_code == 404
