"""Test that who prepares and who approves a list is told which children are on another one."""

import pytest

from tracker.operations.helping.approvals import submit

pytestmark = pytest.mark.one_engine


def test_the_draft_and_the_approver_s_page_name_the_other_list_and_stop_nothing(browser, make):
    sen, other = make.child("Trần Thị Sen"), make.child("Lê Văn Bình")
    first = make.handout(children=[sen], occasion="TET", name="Quà của huyện")
    second = make.handout(children=[sen, other], occasion="TET", kind="bicycle")
    page = f"/handouts/{second.id}"

    draft = browser("clerk").get(page).text
    only = browser("clerk").get(f"{page}?only=twice").text
    make.run(submit, handout=second)
    submitted = browser("approver").get(page).text

    for text in (draft, submitted):
        assert "1 em cũng có trong đợt khác" in text
        assert f"cũng có trong {first.code}" in text
        assert "Bản nháp" in text
    assert "Quà của huyện" in draft and "Quà của huyện" not in submitted
    assert "Lê Văn Bình" in draft and "Lê Văn Bình" not in only
