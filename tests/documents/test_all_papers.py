"""Look at every paper of the program: no box for a letter, no text over another, sums on every page of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from documents.papers import Printed, faults, read
from full_books import full_books, open_engine
from full_books_prints import release
from make import Make
from reportlab.pdfbase import pdfmetrics
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from tracker.documents.giving.labels import Addressee, Sender, envelopes_pdf, labels_pdf
from tracker.documents.giving.receipt_papers import paper_of_copy
from tracker.documents.giving.receipts import receipts_pdf
from tracker.documents.helping.handouts import sheet_pdf
from tracker.documents.lines import REGULAR, use_fonts
from tracker.documents.papers import papers_pdf
from tracker.documents.proving.year_paper import year_as_pdf
from tracker.ground.dates import now, today
from tracker.ground.papers import Paper, Table, read_papers
from tracker.models.engine import engine_options, prepare_engine
from tracker.models.giving.donations import Donation
from tracker.models.giving.donors import Donor
from tracker.models.giving.receipts import Receipt, ReceiptCopy
from tracker.models.helping.handouts import Handout, HandoutLine, Sheet, SheetCopy
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.models.users import User
from tracker.queries.giving.donor_statement_papers import statement_paper
from tracker.queries.giving.donor_statements import statement_of
from tracker.queries.helping.releases import released_paper
from tracker.queries.helping.sheet_paper import read_sheet
from tracker.queries.helping.sheet_papers import sheet_paper
from tracker.queries.helping.sponsor_letters import kept_letter
from tracker.queries.proving.publication_paper import publication_paper
from tracker.queries.proving.voucher_papers import papers_of
from tracker.queries.proving.year_story import year_story

pytestmark = pytest.mark.one_engine
YEAR = 2018
#: What stands where a font has no letter, or where a text was read wrongly.
BOXES = set("■□\ufffd\ufffe\x00")


def seen(name: str, pdf: bytes) -> tuple[list[Printed], list[str]]:
    """Read a PDF; give its pages and what is wrong with them."""
    use_fonts()
    letters = pdfmetrics.getFont(REGULAR).face.charToGlyph
    pages = read(pdf)
    wrong = [f"{name} p. {number}: {fault}" for number, page in enumerate(pages, 1) for fault in faults(page)]
    for page in pages:
        strange = {sign for sign in page.text if sign in BOXES or (ord(sign) not in letters and not sign.isspace())}
        wrong += [f"{name}: {sign!r} has no letter" for sign in strange]
    return pages, wrong


def without_sums(name: str, paper: Paper, pages: list[Printed]) -> list[str]:
    """Say where a table with sums goes over to the next page without them; the paper has one copy and such table."""
    if sum(any(column.sums for column in block.columns) for block in paper.blocks if isinstance(block, Table)) != 1:
        return []
    ended = [number for number, page in enumerate(pages) if "Cộng trang" in page.text]
    begun = [number for number, page in enumerate(pages) if "Cộng mang sang" in page.text]
    table = next(block for block in paper.blocks if isinstance(block, Table) and any(c.sums for c in block.columns))
    first = [number for number, page in enumerate(pages) if table.columns[0].heading in page.text.split()]
    well = begun == first[1:] and (ended == first if len(first) > 1 else ended == [])
    return [] if well else [f"{name}: rows on {first}, sums at the end of {ended}, at the beginning of {begun}"]


def papers_of_copy(session: Session, copy: PaperCopy) -> Sequence[Paper]:
    """Give the papers of a print; where it is kept without names, with those that may be told today."""
    if copy.kind == PaperKind.NAMED_LIST:
        return [released_paper(session, copy)]
    return kept_letter(session, copy, today()) if copy.kind == PaperKind.SPONSOR_LETTER else read_papers(copy.said)


@pytest.fixture
def books(template: str) -> Iterator[Session]:
    """Give the full books, of which nothing is written."""
    with Session(open_engine(full_books(template))) as session:
        yield session


@pytest.fixture
def make_in_year(year_url: str) -> Iterator[Make]:
    """Give a copy of the sample year to write to."""
    engine = create_engine(year_url, **engine_options(year_url))
    prepare_engine(engine)
    with Session(engine) as session:
        yield Make(session)
    engine.dispose()


def test_every_kind_of_paper_that_an_office_printed_is_whole(books):
    wrong, kinds = [], set()
    for copy in books.scalars(select(PaperCopy)):
        kinds.add(copy.kind)
        wrong += seen(f"{copy.kind} {copy.record_id}", papers_pdf(papers_of_copy(books, copy)))[1]
    prints = books.execute(select(Receipt, ReceiptCopy).join(Receipt, Receipt.id == ReceiptCopy.receipt_id))
    wrong += seen("receipts", receipts_pdf([paper_of_copy(*each) for each in prints]))[1]
    for copy in books.scalars(select(SheetCopy)):
        wrong += seen(f"sheet {copy.sheet_id}", sheet_pdf(read_sheet(copy.said)))[1]

    assert wrong == []
    # The list of a day is printed while the day goes on, and stands beneath the voucher of a day else.
    assert kinds >= {kind.value for kind in PaperKind} - {PaperKind.DAY_LIST}


def test_the_longest_papers_of_a_year_sum_up_every_page(make_in_year):
    session = make_in_year.session
    wrong, longest = [], {}
    for name, papers in _long_ones(make_in_year):
        for paper in papers:
            pages, found = seen(name, papers_pdf([paper]))
            wrong += found + without_sums(name, paper, pages)
            longest[name] = max(len(pages), longest.get(name, 0))
    for name, pdf in _others(session):
        wrong += seen(name, pdf)[1]

    assert wrong == []
    assert max(longest.values()) > 2, longest


def _long_ones(make: Make) -> Iterator[tuple[str, list[Paper]]]:
    """Give the longest paper of each kind, in one copy."""
    session, user = make.session, make.session.scalars(select(User)).first()
    for series in session.scalars(select(Voucher.series).distinct().order_by(Voucher.series)).all():
        asked = select(Voucher).join(VoucherLine, VoucherLine.voucher_id == Voucher.id).where(Voucher.series == series)
        voucher = session.scalars(asked.group_by(Voucher).order_by(func.count().desc(), Voucher.id)).first()
        yield series, [replace(paper, copies=paper.copies[:1]) for paper in papers_of(session, voucher, ())]
    giver = _most(session, select(Donor).join(Donation, Donation.donor_id == Donor.id).group_by(Donor))
    yield "statement", [statement_paper(session, statement_of(session, giver, YEAR), user, today(), ())]
    yield "publication", [publication_paper(session, YEAR, ())]
    handout = _most(session, select(Handout).join(HandoutLine, HandoutLine.handout_id == Handout.id).group_by(Handout))
    yield "named list", [released_paper(session, release(make, handout, named=40, people=(user, user)))]


def _others(session: Session) -> Iterator[tuple[str, bytes]]:
    yield "year", year_as_pdf(year_story(session, YEAR))
    sheet = _most(session, select(Sheet).join(HandoutLine, HandoutLine.sheet_id == Sheet.id).group_by(Sheet))
    yield "sheet", sheet_pdf(sheet_paper(session, sheet, 1, now(), "https://quy.example.vn"))
    donors = session.scalars(select(Donor).order_by(Donor.id).limit(30)).all()
    people = [Addressee(donor.full_name, donor.address, donor.contact_person) for donor in donors]
    sender = Sender("Quỹ Bảo trợ trẻ em tỉnh Tây Ninh", "Số 05, đường mẫu, phường 2, thành phố Tây Ninh")
    yield "labels", labels_pdf(sender, people)
    yield "envelopes", envelopes_pdf(sender, people)


def _most(session, asked):
    return session.scalars(asked.order_by(func.count().desc()).limit(1)).one()
