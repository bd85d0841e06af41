"""Walk every page as every role, and as nobody: each lets in exactly those who have its right."""

import secrets

import pytest
from make import Make

from tracker.app import create_app
from tracker.ground.rights import RIGHTS
from tracker.models.users import Role
from tracker.operations.sign_ins import sign_in
from tracker.operations.writing import writing
from tracker.web.rights import OPEN, SIGNED_IN
from tracker.web.signing import token_hash

#: What anybody may ask for: signing in, the public's pages, files of the program itself.
OPEN_PATHS = {
    "/login",
    "/logout",
    "/language",
    "/healthz",
    "/public",
    "/r",
    "/r/<path:token>",
    "/fonts/<name>.ttf",
    "/static/<path:filename>",
    "/bootstrap/static/<path:filename>",
}
#: What everybody may ask for who is signed in.
SIGNED_IN_PATHS = {"/words.json", "/users/password"}
ROLES = [role.value for role in Role]
pytestmark = pytest.mark.one_engine


@pytest.fixture
def pages(database_url, tmp_path):
    """Give the program without tokens, so that each request meets the right itself."""
    return create_app(
        {
            "TRACKER_INSTANCE": str(tmp_path),
            "TRACKER_DATABASE_URL": database_url,
            "TESTING": True,
            "WTF_CSRF_ENABLED": False,
            "RATELIMIT_ENABLED": False,
        }
    )


def walked(app):
    """List (rule, method, address, right) of every page that is not open."""
    found = []
    for rule in app.url_map.iter_rules():
        right = getattr(app.view_functions[rule.endpoint], "right", OPEN)
        if right == OPEN:
            continue
        filled = {name: _filled(rule, name) for name in rule.arguments}
        with app.test_request_context():
            address = rule.build(filled, append_unknown=False)[1]
        found += [(rule.rule, method, address, right) for method in sorted(rule.methods & {"GET", "POST"})]
    return found


def _filled(rule, name):
    converter = type(rule._converters[name]).__name__
    return 1 if converter == "IntegerConverter" else "x"


def test_every_page_names_a_right_or_stands_on_the_short_list(pages):
    open_or_nameless = {
        rule.rule
        for rule in pages.url_map.iter_rules()
        if getattr(pages.view_functions[rule.endpoint], "right", OPEN) == OPEN
    }
    signed_in = {rule.rule for rule in pages.url_map.iter_rules() if _right(pages, rule) == SIGNED_IN}

    assert open_or_nameless <= OPEN_PATHS
    assert signed_in <= SIGNED_IN_PATHS


def _right(app, rule):
    return getattr(app.view_functions[rule.endpoint], "right", None)


def test_every_right_that_a_page_names_is_known(pages):
    named = {right for _rule, _method, _address, right in walked(pages)}

    assert named - {SIGNED_IN} <= set(RIGHTS)


def test_nobody_is_let_in_without_signing_in(pages):
    stranger = pages.test_client()

    for rule, method, address, _right_name in walked(pages):
        answer = stranger.open(address, method=method)

        assert answer.status_code == 302, (method, rule, answer.status_code)
        assert answer.location.startswith("/login?next="), (method, rule, answer.location)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_let_in_where_its_rights_reach_and_nowhere_else(pages, session, role):
    client = _signed_in(pages, session, role)
    amiss = []

    for rule, method, address, right in walked(pages):
        answer = client.open(address, method=method)
        allowed = right == SIGNED_IN or role in RIGHTS[right]
        if (answer.status_code != 403) != allowed or answer.status_code >= 500 or _sent_to_login(answer):
            amiss.append((method, rule, right, answer.status_code))

    assert amiss == []


def _signed_in(app, session, role):
    user = Make(session).user(role)
    token = secrets.token_urlsafe(32)
    with writing(session):
        sign_in(session, user=user, login=user.login, address="test", token_hash=token_hash(token))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return client


def _sent_to_login(answer):
    return answer.status_code == 302 and answer.location.startswith("/login")
