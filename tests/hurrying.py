"""Let a run of the tests do once what the program does once: each test has an engine, an app and a database of its own.

What a long-running program keeps (compiled statements, built addresses) is kept here across tests. Nothing
that a test looks at is left out.
"""

import gc
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from tracker.ground import passwords, translations

#: Statements that one process keeps: a plain run meets some thousands.
_STATEMENTS = 4_000


def keep_statements() -> None:
    """Compile each statement once a process, not once an engine: engines of one kind are alike to SQLAlchemy."""
    kept: dict[type, LRUCache[Any, Any]] = {}

    def engine_created(dialect: type, engine: Engine) -> None:
        engine._compiled_cache = kept.setdefault(dialect, LRUCache(_STATEMENTS))

    DefaultDialect.engine_created = classmethod(engine_created)  # type: ignore[assignment]
    DefaultDialect.__eq__ = lambda ours, other: type(ours) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda ours: hash(type(ours))  # type: ignore[method-assign]


def keep_addresses() -> None:
    """Build the function that writes an address once a process, not once an app."""
    kept: dict[Any, Any] = {}
    build = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        # Addresses with defaults are few; they are built anew.
        if rule.defaults:
            return build(rule, append_unknown)
        key = rule.rule, rule.host, rule.subdomain, append_unknown
        if key not in kept:
            kept[key] = build(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = once  # type: ignore[method-assign]


class _Compiled(BytecodeCache):
    """Templates as code; the key names the file, the checksum what is in it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code, if this very template was compiled before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key, bucket.checksum] = bucket.code


def keep_templates() -> None:
    """Compile each template once a process, not once an app."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled()}


def keep_catalogues() -> None:
    """Compile a catalogue once a process for each state of its file; each installation gets its copy."""
    kept: dict[tuple[Path, int], bytes] = {}
    compile_one = translations._compile

    def once(source: Path, target: Path, lang: str) -> None:
        key = source, source.stat().st_mtime_ns
        if key in kept:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(kept[key])
        else:
            compile_one(source, target, lang)
            kept[key] = target.read_bytes()

    translations._compile = once


def spare_what_stays() -> None:
    """Let the collector of garbage pass over what was imported and what is kept: it stays until the end."""
    gc.collect()
    gc.freeze()


def hurry_passwords() -> None:
    """Hash passwords of the tests in a thousandth of the work; both kinds of a wrong try stay alike."""
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._NOBODY = passwords._hasher.hash("nobody has this password")


def hurry_postgresql(server: str) -> None:
    """Let a server not wait for its disk: it outlives its clients, but no power cut."""
    engine = create_engine(make_url(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
