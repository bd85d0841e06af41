"""Put the program together: settings, extensions, guards, pages, commands, in this order."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from click import Context
from flask import Flask
from flask.cli import FlaskGroup
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import cli, web
from tracker.cli.saving import answer
from tracker.ground.installation import BESIDE_PACKAGE, Installation, installation
from tracker.ground.translations import compile_catalogues
from tracker.models.base import db
from tracker.models.engine import engine_options, prepare_engine
from tracker.web.access_log import log_requests
from tracker.web.errors import register_error_pages
from tracker.web.language import chosen_language
from tracker.web.pages import dress_templates
from tracker.web.security import csrf, guard_requests, limiter, secure_settings
from tracker.web.signing import login_manager

MIGRATIONS = BESIDE_PACKAGE / "migrations"
_HELP = "Keep the books of a children's fund. Begin with `tracker demo`, or with `tracker setup`."


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Make the program for one installation.

    `settings` stand over the environment, which stands over instance/settings.py; beside the five
    TRACKER_* ones they may hold Flask's own, such as TESTING. It never makes a table.
    """
    ours = installation(settings)
    app = Flask(
        __name__,
        instance_path=str(ours.folder),
        template_folder="web/templates",
        static_folder="web/static",
    )
    _set_up(app, ours, settings or {})
    log_requests(app)
    guard_requests(app)
    _extend(app, ours)
    _serve_pages(app)
    for command in cli.COMMANDS:
        app.cli.add_command(command)
    return app


def _set_up(app: Flask, ours: Installation, settings: Mapping[str, Any]) -> None:
    """Set Flask's settings; whoever reaches us by https comes through one proxy, which names him."""
    app.config.from_mapping(
        SECRET_KEY=ours.secret_key,
        SQLALCHEMY_DATABASE_URI=ours.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={**engine_options(ours.database_url), "hide_parameters": True},
        TRACKER_INSTALLATION=ours,
        TRACKER_PUBLIC_URL=ours.public_url,
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
        BABEL_TRANSLATION_DIRECTORIES=str(_compiled(ours)),
        BOOTSTRAP_SERVE_LOCAL=True,
        **secure_settings(hosts=ours.hosts, secure=ours.secure),
    )
    app.config.from_mapping({name: value for name, value in settings.items() if not name.startswith("TRACKER_")})
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if ours.secure:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]


def _compiled(ours: Installation) -> Path:
    """Compile the catalogues that changed; the built files belong to the installation, not to the clone."""
    folder = ours.folder / "translations"
    compile_catalogues(folder)
    return folder


def _extend(app: Flask, ours: Installation) -> None:
    """Add the extensions; the engine is prepared before anybody uses it."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    csrf.init_app(app)
    Babel(app, locale_selector=chosen_language)
    login_manager.init_app(app)
    limiter.init_app(app)
    Bootstrap5(app)


def _serve_pages(app: Flask) -> None:
    dress_templates(app)
    register_error_pages(app)
    for name in web.FEATURES:
        app.register_blueprint(import_module(f"tracker.web.views.{name}").bp)


class Tracker(FlaskGroup):
    """The program's own commands; those of its extensions are for developers (`flask --app wsgi`)."""

    def list_commands(self, ctx: Context) -> list[str]:
        """List what an office needs."""
        return sorted(command.name or "" for command in cli.COMMANDS)


def command() -> None:
    """Run `tracker` at the command line."""
    group = Tracker(name="tracker", create_app=create_app, add_default_commands=False, load_dotenv=False, help=_HELP)
    group.params.clear()
    answer(group.main)
