"""Test the list of people and their roles."""

from datetime import date

from tracker.ground.dates import today
from tracker.operations.users import add_user, close_user, grant_role
from tracker.queries.user_lists import grants_of, names_of, users_listed


def test_people_are_listed_with_the_roles_of_the_day(session, run):
    user = run(add_user, login="zz", full_name="Trần Thu Hà", password_hash="")
    run(grant_role, user=user, role="clerk", valid_from=date(2018, 1, 1), valid_to=date(2018, 6, 30))
    run(grant_role, user=user, role="approver", valid_from=date(2018, 7, 1))

    in_june = {each.user.login: each for each in users_listed(session, date(2018, 6, 30))}
    in_july = {each.user.login: each for each in users_listed(session, date(2018, 7, 1))}

    assert [grant.role for grant in in_june["zz"].grants] == ["clerk"]
    assert [grant.role for grant in in_july["zz"].grants] == ["approver"]


def test_closed_accounts_stand_last(session, run):
    closed = run(add_user, login="aa", full_name="Người Nghỉ", password_hash="")
    run(add_user, login="zz", full_name="Người Làm", password_hash="")
    run(close_user, user=closed, valid_to=date(2018, 6, 30))

    listed = users_listed(session, today())

    assert (listed[-1].user.login, listed[-1].open) == ("aa", False)


def test_every_role_that_somebody_had_is_listed_the_latest_first(session, run):
    user = run(add_user, login="zz", full_name="Trần Thu Hà", password_hash="")
    run(grant_role, user=user, role="clerk", valid_from=date(2018, 1, 1), valid_to=date(2018, 6, 30))
    run(grant_role, user=user, role="auditor", valid_from=date(2019, 1, 1))

    roles = [grant.role for grant in grants_of(session, user)]

    assert roles == ["auditor", "clerk"]
    assert names_of(session, {user.id}) == {user.id: "Trần Thu Hà"}
