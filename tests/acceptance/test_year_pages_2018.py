"""The year 2018 on its page and on paper: the newspaper's figures, and what each leads to."""

import re
from html import unescape

import pypdfium2
import pytest
from sqlalchemy import event

from tracker.documents.proving.year_paper import year_as_pdf
from tracker.models.base import db
from tracker.queries.proving.year_story import year_story

pytestmark = pytest.mark.one_engine
#: Every figure of the table in the brief, as page and paper write it.
MONEY = ("255.000.000", "45.000.000", "130.000.000", "125.000.000", "160.000.000", "-35.000.000", "10.000.000")
ALL_MONEY = ("655.000.000", "530.000.000", "400.000.000", "80.000.000", "240.000.000", "50.000.000")
COUNTS = ("2.914", "2.813/259.351", "1,08 %", "2.299/2.813", "81,73 %", "2.400", "−12", "655", "1.337", "120.330")
WORDS = ("AIA Việt Nam", "Quỹ Bảo trợ trẻ em Việt Nam", "VTV24", "Ngân hàng Chính sách xã hội", "Nguyễn Thị Lan", "111")
OCCASIONS = ("Tết Nguyên đán", "Tháng hành động vì trẻ em", "Quốc tế thiếu nhi 1/6", "Tết Trung thu")
PLACES = ("Huyện Tân Biên", "Thành phố Tây Ninh", "Đạt")
FIGURES = (*MONEY, *ALL_MONEY, *COUNTS, *WORDS, *OCCASIONS, *PLACES)


def text_of(page: str) -> str:
    """Give the words of a page without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page))).replace("−35", "-35")


def key_of(client) -> str:
    """Read the key of the button that prints."""
    page = client.get("/year/2018/publication").text
    return re.findall(r'name="key" value="([^"]*)"', page)[-1]


def missing(text: str) -> list[str]:
    return [figure for figure in FIGURES if figure not in text]


def test_the_page_shows_every_figure_of_the_newspaper_in_few_questions(reader):
    auditor, asked = reader("auditor"), []
    with reader.app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    page = auditor.get("/year/2018")

    text = text_of(page.text)
    assert page.status_code == 200 and missing(text) == []
    for told in ("6 sổ", "loại 10.000.000 đ4", "loại 5.000.000 đ2", "40 học sinh", "90 em", "600 em", "1 em"):
        assert told in text
    assert "Dữ liệu mẫu" in text or "Số liệu mẫu" in text
    assert len([each for each in asked if not each.startswith("BEGIN")]) <= 30


def test_every_figure_leads_to_its_lines(reader):
    auditor = reader("auditor")
    page = auditor.get("/year/2018").text
    main = page[page.index("<main") :]

    links = {unescape(link) for link in re.findall(r'href="(/[^"]*)"', main)}
    wanted = {re.sub(r"(now|place|since|until)=[^&]*", r"\1=x", link): link for link in links}

    answers = {link: auditor.get(link).status_code for link in wanted.values() if not link.endswith((".pdf", ".json"))}
    assert {link for link, status in answers.items() if status != 200} == {"/year"}
    assert len([link for link in wanted if link.startswith("/ledger?book=disbursements")]) >= 10
    cells = re.findall(r'<td class="num">(.*?)</td>', main, re.DOTALL)
    assert [cell for cell in cells if re.search(r">[^<]*[1-9]", f">{cell}") and "<a " not in cell] == []


def test_what_came_in_and_went_out_in_a_month_leads_to_its_lines(reader):
    auditor = reader("auditor")
    main = unescape(auditor.get("/year/2018").text)

    href = re.search(r'"(/ledger[^"]*account=income[^"]*since=2018-09-01[^"]*)">([^<]*)<', main)

    assert href is not None and "until=2018-09-30" in href[1]
    assert href[2] in text_of(auditor.get(href[1]).text)


def test_the_book_of_a_place_of_today_sums_to_what_the_report_says(reader):
    auditor = reader("auditor")
    report = auditor.get("/year/2018.json").get_json()

    for row in (report["places"]["as_now"][0], report["places"]["as_now"][-1]):
        key = row["key"] or "-"
        page = auditor.get(f"/ledger?book=disbursements&since=2018-01-01&until=2018-12-31&now={key}").text
        foot = text_of(page[page.index("<tfoot") :])
        assert f"{row['amount']:,} đ".replace(",", ".") in foot
        assert f"{row['goods']['MILK']:,} hộp".replace(",", ".") in foot


def test_the_paper_shows_every_figure_with_page_x_of_y_and_nothing_that_the_font_lacks(year):
    pages = pypdfium2.PdfDocument(year_as_pdf(year_story(year, 2018)))

    texts = [page.get_textpage().get_text_range() for page in pages]

    text = re.sub(r"\s+", " ", " ".join(texts))
    assert missing(text) == []
    assert "Sổ tiết kiệm: 6 sổ, số tiền gửi 50.000.000 đ (4 sổ 10.000.000 đ, 2 sổ 5.000.000 đ)" in text
    assert all(f"Trang {number}/{len(texts)}" in page for number, page in enumerate(texts, 1))
    assert "Cộng mang sang" in text and "■" not in text and "?" not in text


def test_who_may_not_open_the_books_still_reads_the_year(reader):
    cashier = reader("cashier")

    page = cashier.get("/year/2018").text

    assert missing(text_of(page)) == []
    assert "/ledger?book=journal" not in page and "/ledger?book=disbursements" not in page


def test_the_publication_is_printed_by_the_approver_and_names_no_child(reader):
    approver = reader("approver")
    page = text_of(approver.get("/year/2018/publication").text)

    sent = approver.post("/year/2018/publication/print", data={"key": key_of(approver)})

    paper = approver.get(sent.headers["Location"])
    text = " ".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(paper.data))
    flat = re.sub(r"\s+", " ", text)
    assert paper.status_code == 200 and paper.data == approver.get(sent.headers["Location"]).data
    for told in (page, flat):
        assert "655.000.000" in told and "130.000.000" in told and "120.330" in told and "2.400" in told
        # The house is of one child: it is told with the scholarships, and its 50 million nowhere alone.
        assert "50.000.000 " not in told and not re.search(r"TE-?\d", told)
    assert reader("clerk").post("/year/2018/publication/print", data={}).status_code == 403


def test_the_command_line_writes_the_same_paper(reader, tmp_path):
    out = tmp_path / "2018.pdf"

    done = reader.app.test_cli_runner().invoke(args=["year", "2018", "--format", "pdf", "--out", str(out)])

    assert done.exit_code == 0 and out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/year/1800", "/year/2999/publication", "/year/abc"])
def test_a_year_that_is_none_is_not_found(reader, path):
    assert reader("auditor").get(path).status_code == 404


def test_a_year_without_anything_leads_to_the_last_one_that_has(reader):
    page = reader("clerk").get("/year/1990")

    assert page.status_code == 200 and "/year/2018" in page.text[page.text.index("<main") :]
