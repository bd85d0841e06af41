"""Bring a database to the tables that this version of the program needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from tracker.ground.refusals import N_, Refused

#: Beside the package: the program runs from its clone (an editable installation).
MIGRATIONS = Path(__file__).parents[2] / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to a revision, all or none."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Run the migrations back down to a revision, all or none."""
    command.downgrade(_config(engine), revision)


def revision_of(engine: Engine) -> str | None:
    """Give the revision that a database stands at; None where it has no tables of ours."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """Give the revision that this version of the program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def known_revisions() -> set[str]:
    """List every revision that this version of the program knows."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def refuse_newer_schema(revision: str) -> None:
    """Refuse a revision that this version of the program does not know."""
    if revision not in known_revisions():
        text = N_("The database was made by a newer version of the program (%(revision)s).")
        raise Refused(None, text, revision=revision)


def refuse_other_schema(engine: Engine) -> None:
    """Refuse a database without tables, an old one and one of a newer program."""
    there = revision_of(engine)
    if there is None:
        raise Refused(None, N_("The database has no books yet. Run: tracker setup"))
    refuse_newer_schema(there)
    if there != newest_revision():
        raise Refused(None, N_("The database is of an older version of the program. Run: tracker setup"))


def refuse_read_only(engine: Engine) -> None:
    """Refuse a database in which this program may read only; one that is busy just now may pass."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            try:
                connection.exec_driver_sql("UPDATE log_head SET size = size")
                read_only = False
            except OperationalError as fault:
                read_only = "readonly" in str(fault.orig)
        else:
            read_only = connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
    if read_only:
        raise Refused(None, N_("The database can only be read here: the program must be able to write into it."))


def _config(engine: Engine | None = None) -> Config:
    if not (MIGRATIONS / "env.py").is_file():
        raise Refused(
            None,
            N_("The folder “migrations” is missing beside the program: install it from its clone (pip install -e)."),
        )
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("prepend_sys_path", str(MIGRATIONS.parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config
