"""Read what this installation decides: its folder, database, secret, address and trusted hosts (DESIGN.md §3)."""

import os
import runpy
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tracker.ground.refusals import N_, Refused

LOOPBACK = ("localhost", "127.0.0.1")
#: The instance folder and the migrations stand beside the package: the program is installed from its clone.
BESIDE_PACKAGE = Path(__file__).resolve().parents[2]
_NAMES = ("TRACKER_INSTANCE", "TRACKER_DATABASE_URL", "TRACKER_SECRET_KEY", "TRACKER_PUBLIC_URL", "TRACKER_HOSTS")
#: Shorter keys can be guessed.
SHORTEST_KEY = 16
#: Keys that stand in examples and tutorials, and the password of the sample, which everybody knows.
_KNOWN_KEYS = frozenset(
    {
        "cap-la-yeu-thuong", "a secret of the tests", "change me in production", "changemechangeme", "super-secret-key",
        "supersecretkey123", "this-is-a-secret-key", "this is a secret", "you-will-never-guess", "0123456789abcdef",
        "your-secret-key-here", "replace-with-a-secret", "development-secret", "dev-secret-key-123",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Installation:
    """One office's installation."""

    folder: Path
    database_url: str
    secret_key: str
    #: Address that the QR of a receipt leads to, without a slash at its end; empty while none is known.
    public_url: str
    #: Hosts whose requests are answered; the others get 400.
    hosts: tuple[str, ...]

    @property
    def attachments(self) -> Path:
        """Give the folder of attachments; each file in it is named by its SHA-256."""
        return self.folder / "attachments"

    @property
    def secure(self) -> bool:
        """Tell whether people reach the pages by https only."""
        return self.public_url.startswith("https://")

    @property
    def loopback_only(self) -> bool:
        """Tell whether no other machine is answered."""
        return set(self.hosts) <= set(LOOPBACK)


def installation(settings: Mapping[str, Any] | None = None) -> Installation:
    """Put the settings together: given ones over the environment over instance/settings.py over defaults.

    Makes the folder and, once, the secret key in it. Refuses a folder that cannot be written, and a
    secret key that others know or can guess.
    """
    given = {**_environment(), **{name: value for name, value in (settings or {}).items() if name in _NAMES}}
    folder = Path(given.get("TRACKER_INSTANCE") or BESIDE_PACKAGE / "instance").resolve()
    refuse_read_only(folder)
    known = {**_settings_file(folder), **given}
    public_url = str(known.get("TRACKER_PUBLIC_URL") or "").rstrip("/")
    return Installation(
        folder=folder,
        database_url=str(known.get("TRACKER_DATABASE_URL") or f"sqlite:///{(folder / 'tracker.sqlite').as_posix()}"),
        secret_key=strong(str(known.get("TRACKER_SECRET_KEY") or secret_in(folder))),
        public_url=public_url,
        hosts=_hosts(known.get("TRACKER_HOSTS"), public_url),
    )


def _environment() -> dict[str, Any]:
    return {name: os.environ[name] for name in _NAMES if os.environ.get(name)}


def _settings_file(folder: Path) -> dict[str, Any]:
    path = folder / "settings.py"
    return {name: value for name, value in runpy.run_path(str(path)).items() if name in _NAMES} if path.exists() else {}


def _hosts(setting: Any, public_url: str) -> tuple[str, ...]:
    names = setting.replace(",", " ").split() if isinstance(setting, str) else list(setting or LOOPBACK)
    public = urlsplit(public_url).hostname
    return tuple(dict.fromkeys([*names, *([public] if public else [])]))


def refuse_read_only(folder: Path) -> None:
    """Make the installation's folder; refuse one in which nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        text = N_("The folder %(path)s cannot be written: %(why)s. Choose another TRACKER_INSTANCE.")
        raise Refused(None, text, path=folder, why=fault.strerror or type(fault).__name__) from fault


def strong(key: str) -> str:
    """Give a secret key; refuse a short one, and one that stands in examples."""
    bare = key.strip().casefold()
    if len(bare) < SHORTEST_KEY or bare in _KNOWN_KEYS:
        text = N_("TRACKER_SECRET_KEY is too short or known to others: take it out, and a strong one is made once.")
        raise Refused(None, text)
    return key


def secret_in(folder: Path) -> str:
    """Give the folder's secret key; make it the first time, readable by its owner only."""
    path = folder / "secret_key"
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()
