"""The year's indicators and the activities on pages."""

import pytest

from tracker.models.proving.activities import Activity
from tracker.models.proving.indicators import Reading

pytestmark = pytest.mark.one_engine


def test_a_figure_is_typed_judged_by_its_target_and_kept_in_the_history(browser, session):
    clerk, approver = browser("clerk"), browser("approver")
    clerk.post("/indicators/new", code="school", name="Trẻ em đến trường", counts="nothing")
    fields = {"year": "2018", "numerator": "0", "denominator": "259.351", "change": "", "source": "Sở"}

    wrong = clerk.post("/indicators/SCHOOL/reading", **fields | {"numerator": "260.000"})
    recorded = clerk.post("/indicators/SCHOOL/reading", **fields)
    target = approver.post("/indicators/SCHOOL/target", year="2018", direction="at_most", percent="3,5")
    page, own = clerk.get(recorded.location).text, clerk.get("/indicators/SCHOOL").text

    assert wrong.status_code == 422 and 'value="260.000"' in wrong.text and 'value="259.351"' in wrong.text
    assert (recorded.status_code, target.status_code) == (302, 302)
    assert "0 / 259.351" in page and "≤ 3,5 %" in page and "Đạt" in page and clerk.user.full_name in page
    assert "259.351" in own and "Sở" in own
    assert session.query(Reading).one().numerator == 0
    assert approver.get("/indicators/SCHOOL/reading").status_code == 403
    assert clerk.get("/indicators/SCHOOL/target").status_code == 403


def test_an_activity_is_recorded_found_summed_and_corrected(browser, session):
    clerk = browser("clerk")
    fields = {"kind": "training", "name": "Tập huấn cộng tác viên", "held_on": "02/05/2018", "participants": "215"}

    answer = clerk.post("/activities/new", **fields)
    wrong = clerk.post("/activities/new", **fields | {"participants": "vài"})
    edited = clerk.post(f"{answer.location}/edit", **fields | {"participants": "216"})

    assert wrong.status_code == 422 and 'value="vài"' in wrong.text
    assert edited.status_code == 302 and session.query(Activity).one().participants == 216
    assert "215 → 216" in clerk.get(answer.location).text
    found, elsewhere = clerk.get("/activities?q=cộng+tác&year=2018").text, clerk.get("/activities?kind=other").text
    assert "216 người" in found and "Tập huấn cộng tác viên" in found
    assert "Tập huấn cộng tác viên" not in elsewhere
