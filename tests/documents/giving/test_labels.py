"""Labels and envelopes: all that is typed is readable, nothing touches, nothing leaves its label."""

import pytest
from documents.papers import A4, LONG, faults, read

from tracker.documents.giving.labels import A_SHEET, LABEL, Addressee, Sender, envelopes_pdf, labels_pdf

pytestmark = pytest.mark.one_engine

SENDER = Sender("Quỹ Bảo trợ trẻ em tỉnh Tây Ninh", "Số 05, đường mẫu, phường 2", "0276 3822 322")
LONGEST = Addressee(LONG["donor_name"], (LONG["donor_address"] * 2)[:300], LONG["via_name"])
MANY = [Addressee("A & B <Cty> H’Bia Niê", "Số 1, xã Ỷ Ưỡng"), LONGEST, Addressee("W" * 120, "W" * 300, "W" * 120)]


def squeezed(text):
    return "".join(text.split())


def test_a_sheet_begins_where_the_last_one_ended_and_each_text_stays_on_its_label():
    pages = read(labels_pdf(SENDER, MANY * 8 + MANY[:1], first=3))

    assert [page.size for page in pages] == [A4, A4]
    assert sum(page.text.count("Kính gửi:") for page in pages) == A_SHEET + 1
    assert [faults(page) for page in pages] == [[], []]
    for text in (MANY[0].name, LONGEST.name, LONGEST.address, LONGEST.contact, SENDER.name):
        assert squeezed(text) in squeezed(pages[0].text)
    margin = (A4[1] - 8 * LABEL[1]) / 2
    for _line, (left, bottom, right, top) in pages[0].lines:
        assert left // LABEL[0] == right // LABEL[0]
        assert (A4[1] - margin - top) // LABEL[1] == (A4[1] - margin - bottom) // LABEL[1]


def test_an_envelope_names_the_fund_above_and_the_donor_below_at_the_right():
    pages = read(envelopes_pdf(SENDER, MANY))

    assert [page.size for page in pages] == [(623.62, 311.81)] * 3
    assert [faults(page) for page in pages] == [[], [], []]
    assert "0276 3822 322" in pages[0].text and squeezed(LONGEST.address) in squeezed(pages[1].text)
    assert "?" not in "".join(page.text for page in pages)
