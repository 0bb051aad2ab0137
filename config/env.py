"""Typed readers of the environment: a bad value raises with its name, never falls back silently."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def read_bool(name: str, *, default: bool = False) -> bool:
    """Read a switch such as `DEBUG=1`."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise ImproperlyConfigured(f"{name}={raw!r} is not a switch. Use 1 or 0.")


def read_int(name: str, *, default: int, minimum: int, maximum: int) -> int:
    """Read a whole number within bounds such as `PORT=8000`."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        number = int(raw)
    except ValueError:
        number = minimum - 1
    if not minimum <= number <= maximum:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a whole number from {minimum} to {maximum}.")
    return number


def read_text(name: str, *, default: str = "") -> str:
    """Read a short text such as an address."""
    return os.environ.get(name, "").strip() or default


def read_choice(name: str, *, choices: tuple[str, ...]) -> str:
    """Read one of a few words; the first is the default."""
    word = os.environ.get(name, "").strip().lower() or choices[0]
    if word not in choices:
        raise ImproperlyConfigured(f"{name}={word!r} is unknown. Use one of: {', '.join(choices)}.")
    return word


def read_words(name: str) -> tuple[str, ...]:
    """Read values parted by commas or spaces; none by default."""
    return tuple(os.environ.get(name, "").replace(",", " ").split())


def read_path(name: str, *, default: Path) -> Path:
    """Read a folder and make it absolute."""
    raw = os.environ.get(name, "").strip()
    return Path(raw).expanduser().resolve() if raw else default


def data_dir() -> Path:
    """Return the folder of everything that is not code: DATA_DIR, else `var` beside manage.py."""
    return read_path("DATA_DIR", default=BASE_DIR / "var")


def read_public_url(*, port: int) -> str:
    """Read PUBLIC_URL; plain http is accepted on loopback only."""
    raw = os.environ.get("PUBLIC_URL", "").strip().rstrip("/") or f"http://localhost:{port}"
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"PUBLIC_URL={raw!r} is not an address. Use https://name[:port].")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK_HOSTS:
        raise ImproperlyConfigured(
            f"PUBLIC_URL={raw!r} uses http beyond this machine. Put the service behind TLS and use https."
        )
    return raw


def secret_key(folder: Path) -> str:
    """Return SECRET_KEY from the environment, or a random one kept in a file only the owner reads."""
    given = os.environ.get("SECRET_KEY", "").strip()
    if given:
        return given
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


def database(data_dir: Path) -> dict[str, object]:
    """Return the database settings: PostgreSQL from DATABASE_URL, else one SQLite file."""
    raw = os.environ.get("DATABASE_URL", "").strip()
    if not raw:
        return sqlite(data_dir / "sightline.sqlite3")
    parts = urlsplit(raw)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL scheme {parts.scheme!r} is unknown. Use postgresql://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


# FULL, because NORMAL loses acknowledged rows at power loss; recursive_triggers, because
# INSERT OR REPLACE otherwise walks round the append-only triggers.
SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "recursive_triggers": "ON",
    "trusted_schema": "OFF",
    "secure_delete": "ON",
}


def sqlite(path: Path) -> dict[str, object]:
    """Return the settings of a hardened SQLite file."""
    return {
        "ENGINE": "config.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "".join(f"PRAGMA {name}={value};" for name, value in SQLITE_PRAGMAS.items()),
        },
    }
