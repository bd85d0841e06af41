"""Serve the pages: the office's own books, or the sample year for a first look."""

import logging
import threading
import webbrowser
from ipaddress import ip_address

import click
import waitress
from flask import current_app
from flask.cli import with_appcontext

from tracker.cli.books import load_with_progress, make_ready, refuse_sample_in_real_books
from tracker.cli.saving import refusing, say
from tracker.ground.discretion import Discreet
from tracker.ground.installation import Installation
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.operations.sample import SAMPLE_PASSWORD
from tracker.operations.schema import refuse_other_schema, refuse_read_only
from tracker.queries.users import all_users, sample_in_use

_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
_PORT = click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))


@click.command("serve")
@_HOST
@_PORT
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
@with_appcontext
@refusing
def serve(host: str, port: int, threads: int) -> None:
    """Serve the office's books (waitress; Linux and Windows).

    Example: TRACKER_HOSTS=quy.example tracker serve --host 0.0.0.0 --port 8000
    """
    refuse_other_schema(db.engine)
    refuse_read_only(db.engine)
    _refuse_open_host(host)
    click.echo(say(N_("Serving at %(address)s"), address=_address(host, port)))
    _listen(host, port, threads)


@click.command("demo")
@_PORT
@click.option("--no-browser", is_flag=True, help="Do not open the page in the browser.")
@with_appcontext
@refusing
def demo(port: int, no_browser: bool) -> None:
    """Load the year 2018 the first time, then serve it on this machine only.

    Example: tracker demo --port 5000
    """
    make_ready()
    refuse_read_only(db.engine)
    refuse_sample_in_real_books()
    if not all_users(db.session()):
        load_with_progress()
    address = _address("127.0.0.1", port)
    click.echo(say(N_("The year 2018 is served at %(address)s"), address=address))
    click.echo(say(N_("Password of all sample logins: %(password)s"), password=SAMPLE_PASSWORD))
    for user in all_users(db.session()):
        click.echo(f"  {user.login:<12} {user.full_name}")
    db.session.remove()
    if not no_browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    _listen("127.0.0.1", port, 4)


def _address(host: str, port: int) -> str:
    return f"http://{host}:{port}/"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_open_host(host: str) -> None:
    ours: Installation = current_app.config["TRACKER_INSTALLATION"]
    if not _is_loopback(host) and ours.loopback_only:
        raise Refused("host", N_("To listen on %(host)s, name the trusted hosts in TRACKER_HOSTS."), host=host)
    if sample_in_use(db.session()) and not (_is_loopback(host) and ours.loopback_only):
        raise Refused("host", N_("The sample's logins are known to everybody: they are served on 127.0.0.1 only."))
    db.session.remove()


def _listen(host: str, port: int, threads: int) -> None:
    """Answer requests until the process is ended; refuse a port that another program has."""
    logging.getLogger("waitress").addFilter(Discreet())
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        server = waitress.create_server(
            app, host=host, port=port, threads=threads, ident=None, max_request_body_size=20 * 2**20
        )
    except OSError as fault:
        text = N_("%(address)s cannot be opened: %(why)s. Choose another --port.")
        raise Refused("port", text, address=_address(host, port), why=fault.strerror) from fault
    server.run()
