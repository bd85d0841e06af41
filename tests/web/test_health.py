"""A watchman asks /healthz: 200 while the database answers with the right tables, 503 else, nothing more."""

from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from tracker.models.base import db


def test_a_working_program_is_ok_for_anybody_and_never_cached(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_other_tables_are_no_health(client, engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_database_without_tables_is_no_health(client, engine):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))

    answers = [client.get("/healthz").status_code for _ in range(2)]

    assert answers == [503, 503]


def test_a_database_that_is_gone_is_no_health_and_says_nothing_of_the_machine(app, client, engine, database_url):
    engine.dispose()
    name = make_url(database_url).database
    if engine.dialect.name == "sqlite":
        Path(name).rename(f"{name}-away")
    else:
        with app.app_context():
            db.engine.dispose()
        shut(engine, name)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})


def shut(engine, name):
    """Let nobody into a database any more."""
    first = create_engine(engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with first.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
    first.dispose()
