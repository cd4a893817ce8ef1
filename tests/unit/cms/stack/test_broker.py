"""The embedded Redis serves its owner alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from cms.stack import broker
from cms.stack.errors import StackError
from cms.stack.processes import start


@pytest.fixture
def running(tmp_path: Path) -> Iterator[str]:
    program, url = broker.embedded(tmp_path)
    child = start(program, os.environ, tmp_path / "log")
    broker.wait_for(url, child.ensure_running)
    yield url
    child.stop()
    assert child.finish(30)


def test_the_embedded_redis_keeps_what_it_is_given_while_it_runs(running: str) -> None:
    with redis.Redis.from_url(running) as client:
        client.set("drained", 1)
        assert client.get("drained") == b"1"


def test_the_embedded_redis_refuses_whoever_lacks_the_password(running: str) -> None:
    address = broker.without_password(running)
    with redis.Redis.from_url(address) as client, pytest.raises(redis.exceptions.AuthenticationError):
        client.ping()


def test_a_wrong_password_is_reported_at_once(running: str) -> None:
    wrong = broker.without_password(running).replace("://", "://:wrong@")
    with pytest.raises(StackError, match="refuses the password"):
        broker.wait_for(wrong, lambda: None)


def test_only_the_owner_can_read_the_password(tmp_path: Path) -> None:
    broker.embedded(tmp_path)
    broker.embedded(tmp_path)
    assert stat.S_IMODE((tmp_path / "redis" / "redis.conf").stat().st_mode) == 0o600


def test_a_redis_that_does_not_answer_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "START_SECONDS", 0.0)
    with pytest.raises(StackError, match=r"redis://127\.0\.0\.1:1/0[\s\S]*REDIS_URL") as problem:
        broker.wait_for("redis://:secret@127.0.0.1:1/0", lambda: None)
    assert "secret" not in str(problem.value)
