"""Test that people get in with their roles, and that nobody helps himself to one."""

from datetime import date, timedelta

import pytest

from tracker.ground.dates import today
from tracker.ground.passwords import hash_password, password_matches
from tracker.ground.refusals import Refused
from tracker.models.users import Role, SignIn
from tracker.operations.sign_ins import sign_in
from tracker.operations.users import (
    add_user,
    change_password,
    close_user,
    end_role,
    grant_role,
    rename_user,
    reopen_user,
    set_language,
)
from tracker.operations.writing import writing
from tracker.queries.journal import history_of
from tracker.queries.users import may, roles_of


def test_the_first_user_is_administrator_at_once(session):
    with writing(session):
        first = add_user(session, by=None, login="Admin", full_name="Lê Thị Quản", password_hash="")

    assert first.login == "admin"
    assert roles_of(session, first, today()) == {Role.ADMIN}


def test_nobody_adds_himself_where_somebody_is_already(session, make):
    make.user(role="clerk")

    with pytest.raises(Refused, match="administrator already"), writing(session):
        add_user(session, by=None, login="second", full_name="Người Thứ Hai", password_hash="")


def test_a_new_user_has_no_role(session, make, run):
    user = run(add_user, login="thu.ha", full_name="  Trần   Thu Hà ", password_hash="x")

    assert user.full_name == "Trần Thu Hà"
    assert roles_of(session, user, today()) == frozenset()


@pytest.mark.parametrize("login", ["", " ", "thu hà", "a" * 41, "-a", "a.", "a@b", "ａｂ", "a\u200b", "<b>"])
def test_a_login_of_other_signs_is_refused(run, login):
    with pytest.raises(Refused) as refusal:
        run(add_user, login=login, full_name="Trần Thu Hà", password_hash="")

    assert refusal.value.field == "login"


def test_a_login_is_given_once_whatever_its_case(run):
    run(add_user, login="ha", full_name="Trần Thu Hà", password_hash="")

    with pytest.raises(Refused, match="taken"):
        run(add_user, login="HA", full_name="Người Khác", password_hash="")


def test_an_account_that_ends_before_it_begins_is_refused(run):
    with pytest.raises(Refused) as refusal:
        run(
            add_user,
            login="ha",
            full_name="Hà",
            password_hash="",
            valid_from=date(2018, 5, 2),
            valid_to=date(2018, 5, 1),
        )

    assert refusal.value.field == "valid_to"


def test_a_role_counts_on_its_first_and_last_day_and_not_beside(session, make, run):
    user = make_user(run)

    run(grant_role, user=user, role="approver", valid_from=date(2018, 3, 1), valid_to=date(2018, 3, 31))

    days = [date(2018, 2, 28), date(2018, 3, 1), date(2018, 3, 31), date(2018, 4, 1)]
    assert [may(session, user, "receipts.void", day) for day in days] == [False, True, True, False]


def test_nobody_grants_himself_a_role(session, run):
    with writing(session):
        admin = add_user(session, by=None, login="root", full_name="Quản trị", password_hash="")

    with pytest.raises(Refused, match="own roles"), writing(session):
        grant_role(session, by=admin, user=admin, role="accountant", valid_from=today())


@pytest.mark.parametrize(("held", "asked"), [("accountant", "cashier"), ("cashier", "accountant")])
def test_nobody_is_accountant_and_cashier_on_one_day(run, held, asked):
    user = make_user(run)
    run(grant_role, user=user, role=held, valid_from=date(2018, 1, 1), valid_to=date(2018, 6, 30))

    with pytest.raises(Refused, match="30/06/2018"):
        run(grant_role, user=user, role=asked, valid_from=date(2018, 6, 30))


def test_who_was_cashier_may_be_accountant_from_the_next_day_on(session, run):
    user = make_user(run)
    run(grant_role, user=user, role="cashier", valid_from=date(2018, 1, 1), valid_to=date(2018, 6, 30))

    run(grant_role, user=user, role="accountant", valid_from=date(2018, 7, 1))

    assert roles_of(session, user, date(2018, 7, 1)) == {Role.ACCOUNTANT}


def test_a_longer_role_of_cashier_may_not_reach_into_that_of_accountant(run):
    user = make_user(run)
    cashier = run(grant_role, user=user, role="cashier", valid_from=date(2018, 1, 1), valid_to=date(2018, 6, 30))
    run(grant_role, user=user, role="accountant", valid_from=date(2018, 7, 1))

    with pytest.raises(Refused, match="nobody is both"):
        run(end_role, grant=cashier, valid_to=date(2018, 7, 1))


def test_the_same_role_twice_on_one_day_is_refused(run):
    user = make_user(run)
    run(grant_role, user=user, role="clerk", valid_from=date(2018, 1, 1))

    with pytest.raises(Refused, match="already"):
        run(grant_role, user=user, role="clerk", valid_from=date(2018, 5, 1))


def test_an_unknown_role_is_refused(run):
    user = make_user(run)

    with pytest.raises(Refused) as refusal:
        run(grant_role, user=user, role="king", valid_from=today())

    assert refusal.value.field == "role"


def test_an_ended_role_stops_the_next_day_and_leaves_a_trace(session, run):
    user = make_user(run)
    grant = run(grant_role, user=user, role="clerk", valid_from=date(2018, 1, 1))

    run(end_role, grant=grant, valid_to=date(2018, 5, 31))

    assert roles_of(session, user, date(2018, 5, 31)) == {Role.CLERK}
    assert roles_of(session, user, date(2018, 6, 1)) == frozenset()
    assert [(change.field, change.new) for change in history_of(session, "role_grants", grant.id)] == [
        ("valid_to", "2018-05-31")
    ]


def test_a_closed_account_has_no_role_and_no_browser_left(session, run):
    user = make_user(run)
    run(grant_role, user=user, role="clerk", valid_from=date(2018, 1, 1))
    with writing(session):
        sign_in(session, user=user, login=user.login, address="::1", token_hash="a" * 64)

    run(close_user, user=user, valid_to=today() - timedelta(days=1))

    assert roles_of(session, user, today()) == frozenset()
    assert session.query(SignIn).filter(SignIn.ended_at.is_(None)).count() == 0


def test_a_closed_account_can_be_opened_again(session, run):
    user = make_user(run)
    run(grant_role, user=user, role="clerk", valid_from=date(2018, 1, 1))
    run(close_user, user=user, valid_to=date(2018, 12, 31))

    run(reopen_user, user=user)

    assert roles_of(session, user, today()) == {Role.CLERK}


def test_nobody_closes_his_own_account(session):
    with writing(session):
        admin = add_user(session, by=None, login="root", full_name="Quản trị", password_hash="")

    with pytest.raises(Refused, match="own account"), writing(session):
        close_user(session, by=admin, user=admin, valid_to=today())


def test_a_new_password_ends_every_browser_and_its_hash_stays_out_of_the_history(session, run):
    user = make_user(run)
    with writing(session):
        sign_in(session, user=user, login=user.login, address="::1", token_hash="b" * 64)

    run(change_password, user=user, password_hash=hash_password("mưa rào tháng bảy"))

    (change,) = history_of(session, "users", user.id)
    assert password_matches(user.password_hash, "mưa rào tháng bảy")
    assert (change.field, change.old, change.new) == ("password", None, None)
    assert session.query(SignIn).filter(SignIn.ended_at.is_(None)).count() == 0


def test_a_name_is_corrected_with_a_trace_and_the_login_stays(session, run):
    user = make_user(run)

    run(rename_user, user=user, full_name="Trần Thị Thu Hà")

    (change,) = history_of(session, "users", user.id)
    assert (change.field, change.old, change.new) == ("full_name", "Trần Thu Hà", "Trần Thị Thu Hà")


def test_a_user_keeps_the_language_of_his_choice(run):
    user = make_user(run)

    run(set_language, user=user, language="en")

    assert user.language == "en"


def test_an_unknown_language_is_refused(run):
    user = make_user(run)

    with pytest.raises(Refused) as refusal:
        run(set_language, user=user, language="tlh")

    assert refusal.value.field == "language"


def make_user(run):
    return run(add_user, login="thu.ha", full_name="Trần Thu Hà", password_hash="")
