"""Speak to a running server byte by byte, over a real socket of this machine."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import waitress
from flask import Flask
from make import Make
from sqlalchemy.orm import Session

from tracker.ground.passwords import hash_password
from tracker.models.base import db
from tracker.models.users import User
from tracker.operations.writing import writing

PASSWORD = "Mật khẩu của Thu, đủ dài"
HASH = hash_password(PASSWORD)
MB = 1_000_000
#: As `tracker serve` does (tracker/cli/serving.py).
SETTINGS = {"threads": 4, "ident": None, "max_request_body_size": 20 * 2**20}


class Server:
    """A running server, spoken to byte by byte."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def say(self, *parts: bytes) -> bytes:
        """Send bytes as they are; give all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            try:
                for part in parts:
                    connection.sendall(part)
            except (BrokenPipeError, ConnectionResetError):
                pass
            heard = b""
            try:
                while piece := connection.recv(65536):
                    heard += piece
            except (ConnectionResetError, TimeoutError):
                pass
            return heard

    def ask(self, method: str, target: bytes | str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        """Ask once; give the status and all that was said."""
        line = method.encode() + b" " + (target if isinstance(target, bytes) else target.encode()) + b" HTTP/1.1\r\n"
        facts = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", "Cookie": self.cookie}
        facts |= {"Content-Length": str(len(body))} if body else {}
        facts |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in facts.items() if value)
        return read(self.say(line + head.encode() + b"\r\n", body))

    def token(self, page: str = "/login") -> str:
        """Open a page; keep its cookie and give its token."""
        _status, said = self.ask("GET", page)
        self._keep(said)
        return re.search(r'name="csrf_token" value="([^"]+)"', said)[1]

    def _keep(self, said: str) -> None:
        found = re.search(r"Set-Cookie: (tracker=[^;]+)", said)
        self.cookie = found[1] if found else self.cookie

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form with its token, and keep the cookie that comes back."""
        body = urlencode({"csrf_token": self.token(), **fields}).encode()
        status, said = self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")
        self._keep(said)
        return status, said


def read(heard: bytes) -> tuple[int, str]:
    found = re.match(rb"HTTP/1\.[01] ([0-9]{3}) ", heard)
    return (int(found[1]) if found else 0), heard.decode("utf-8", "replace")


@contextmanager
def served(app: Flask) -> Iterator[Server]:
    """Run the program behind waitress on a free port of this machine."""
    app.testing = False
    running = waitress.create_server(app, host="127.0.0.1", port=0, **SETTINGS)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    yield Server(running.effective_port)
    running.close()
    thread.join(10)
    with app.app_context():
        db.engine.dispose()


def cashier_with_password(make: Make, session: Session) -> User:
    """Give the cashier `thu`, who signs in by `PASSWORD`."""
    user = make.user("cashier", login="thu")
    with writing(session):
        user.password_hash = HASH
    return user
