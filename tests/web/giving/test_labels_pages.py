"""Choose donors on a page and print their addresses."""

import pytest

pytestmark = pytest.mark.one_engine


def test_addresses_are_printed_of_who_was_chosen_and_who_has_none_is_named(browser, make):
    lan, mai = make.donor("Nguyễn Lan", address="Hòa Thành"), make.donor("Trần Mai", address="Tân Châu")
    for donor in (lan, mai, make.donor("Võ Út")):
        make.donation(amount=1_000, donor=donor)
    clerk, period = browser("clerk"), "since=01/01/2018&until=31/12/2018"

    nothing, page = clerk.get("/labels").text, clerk.get(f"/labels?{period}").text
    pdf = clerk.get(f"/labels/print.pdf?{period}&on=envelopes&but={mai.id}")
    wrong = clerk.get(f"/labels/print.pdf?{period}&on=labels&first=25&but={mai.id}")
    nobody = clerk.get(f"/labels/print.pdf?{period}&but={mai.id}&but={lan.id}")

    assert "Võ Út" not in nothing and "Võ Út" in page.partition("Nguyễn Lan")[0] and "Hòa Thành" in page
    assert pdf.data.startswith(b"%PDF") and pdf.data.count(b"/Type /Page\n") == 1
    assert wrong.status_code == 422 and 'value="25"' in wrong.text and f'value="{mai.id}" checked' in wrong.text
    assert nobody.location.endswith("/labels")
    assert browser("cashier").get("/labels").status_code == 403
