"""Take in several files at once, and rows that come back corrected."""

import pytest
from list_steps import laid, row_of, said, verdicts

from tracker.ground.refusals import Refused
from tracker.operations.helping.brought_files import Brought, add_files, correct_rows
from tracker.operations.helping.handout_files import Cells, rows_of
from tracker.operations.helping.taking_over import take_over
from tracker.queries.helping.handout_rows import said_of
from tracker.queries.helping.handouts import files_of

pytestmark = pytest.mark.one_engine


@pytest.fixture
def draft(make):
    """Give a draft without children."""
    make.place()
    return make.handout(children=[])


def test_several_files_are_laid_beside_a_draft_all_or_none(session, make, draft):
    one, two = (Brought(name, "a" * 64, 7, [(8, said())], Cells()) for name in ("a.xlsx", "b.xlsx"))

    with pytest.raises(Refused, match="there already"):
        make.run(add_files, handout=draft, files=[one, two])

    assert files_of(session, draft) == []


def test_rows_that_come_back_are_written_only_where_they_still_wait(session, make, draft):
    file = laid(make, draft, [said("Lê Văn Tí"), said("Lê Văn Tú", birth="30/02/2010", school="TH Tân Bình")])
    back = {
        8: {"full_name": "Ai Khác", "birth": "2009", "commune": "Xã Tân Bình"},
        9: {"full_name": "Lê Văn Tú", "birth": "28/02/2010", "commune": "Xã Tân Bình"},
        77: {"full_name": "Không Có"},
    }

    make.run(correct_rows, file=file, rows=back)

    assert [said_of(row).full_name for row in rows_of(session, file)] == ["Lê Văn Tí", "Lê Văn Tú"]
    assert said_of(row_of(session, file, 9)).school == "TH Tân Bình"
    assert verdicts(session, file) == ["new", "new"]
    make.run(take_over, file=file)
    with pytest.raises(Refused, match="joined the list already"):
        make.run(correct_rows, file=file, rows=back)


def test_rows_of_another_list_do_not_come_back_here(make, draft):
    file = laid(make, make.handout(children=[]), [said(birth="30/02/2010")])
    back = Brought("sua.xlsx", "c" * 64, 1, [], Cells(), (file.id, {8: {"birth": "2010"}}))

    with pytest.raises(Refused, match="not here any more"):
        make.run(add_files, handout=draft, files=[back])
