"""Test what comes in from hostile or broken browsers, and what goes out to all."""

import io

import pytest

from tracker.app import create_app

pytestmark = pytest.mark.one_engine


def test_pages_allow_only_what_comes_from_here_and_stay_out_of_caches(browser):
    page = browser("clerk").get("/")

    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"


def test_pages_hold_no_inline_script_style_or_handler(browser):
    text = browser("cashier").get("/").text

    assert "<style" not in text and " style=" not in text and " onclick" not in text
    assert all("src=" in tag.split(">")[0] for tag in text.split("<script")[1:])


def test_pages_ask_nothing_of_the_outside(browser):
    text = browser("cashier").get("/").text

    assert "//" not in text.replace("http://www.w3.org", "")


def test_a_foreign_host_is_refused(client):
    answer = client.get("/login", headers={"Host": "evil.example"})

    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/login", "/logout", "/language"])
def test_a_post_without_a_token_is_refused_with_a_plain_page(client, path):
    answer = client.post(path, data={"login": "x", "password": "y", "language": "en"})

    assert answer.status_code == 400
    assert "<h1>" in answer.text


@pytest.mark.parametrize("path", ["/%00", "/fonts/%00.ttf", "/login?next=%00", "/login?x=%ff", "/%ff"])
def test_nul_and_broken_utf8_in_an_address_are_refused(client, path):
    answer = client.get(path)

    assert answer.status_code in (400, 404)


def test_broken_utf8_in_a_form_is_refused(browser):
    stranger = browser()
    token = stranger.hidden("/login")["csrf_token"]

    body = f"csrf_token={token}&login=%FF&password=x"
    answer = stranger.client.post("/login", data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 400


def test_broken_utf8_in_a_form_with_files_is_refused(browser):
    stranger = browser()
    token = stranger.hidden("/login")["csrf_token"]
    head = '--B\r\nContent-Disposition: form-data; name="{}"\r\n\r\n'
    body = (
        head.format("csrf_token").encode()
        + token.encode()
        + b"\r\n"
        + head.format("login").encode()
        + b"\xff\r\n--B--\r\n"
    )

    answer = stranger.client.post("/login", data=body, content_type="multipart/form-data; boundary=B")

    assert answer.status_code == 400


def test_a_body_of_20_mb_is_refused(browser):
    stranger = browser()
    token = stranger.hidden("/login")["csrf_token"]

    answer = stranger.client.post("/login", data={"csrf_token": token, "f": (io.BytesIO(b"x" * 20_000_000), "x")})

    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_hundred_thousand_fields_are_refused(browser, kind):
    stranger = browser()
    token = stranger.hidden("/login")["csrf_token"]
    fields = {"csrf_token": token} | {f"f{number}": "1" for number in range(100_000 if "url" in kind else 6_000)}

    answer = stranger.client.post("/login", data=fields, content_type=kind)

    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["Sarabun-Thin", "..%2Fmetadata", "x"])
def test_only_the_five_weights_of_the_font_are_served(client, name):
    assert client.get(f"/fonts/{name}.ttf").status_code == 404
    assert client.get("/fonts/Sarabun-Bold.ttf").content_type == "font/ttf"


def test_an_https_address_makes_the_cookie_secure_and_its_host_trusted(tmp_path):
    app = create_app({"TRACKER_INSTANCE": str(tmp_path), "TRACKER_PUBLIC_URL": "https://quy.example/"})

    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["TRUSTED_HOSTS"] == ["localhost", "127.0.0.1", "quy.example"]
    assert app.config["TRACKER_PUBLIC_URL"] == "https://quy.example"


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = create_app({"TRACKER_INSTANCE": str(tmp_path)})
    second = create_app({"TRACKER_INSTANCE": str(tmp_path)})

    assert first.secret_key == second.secret_key and len(str(first.secret_key)) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_settings_file_stands_under_the_environment(tmp_path, monkeypatch):
    (tmp_path / "settings.py").write_text('TRACKER_HOSTS = "a.example b.example"\nTRACKER_PUBLIC_URL = "http://file"\n')
    monkeypatch.setenv("TRACKER_INSTANCE", str(tmp_path))
    monkeypatch.setenv("TRACKER_PUBLIC_URL", "http://environment")

    app = create_app()

    assert app.config["TRUSTED_HOSTS"] == ["a.example", "b.example", "environment"]
    assert app.config["TRACKER_PUBLIC_URL"] == "http://environment"


def test_an_app_without_the_limiter_takes_it_from_no_later_one(database_url, tmp_path):
    settings = {"TRACKER_INSTANCE": str(tmp_path), "TRACKER_DATABASE_URL": database_url, "TESTING": True}
    statuses = []

    for more in ({"RATELIMIT_ENABLED": False}, {}):
        client = create_app({**settings, **more}).test_client()
        statuses.append({client.get("/r/x").status_code for _ in range(31)})

    assert statuses == [{404}, {404, 429}]
