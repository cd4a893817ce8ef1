"""What one process publishes, every other process shows: no page stays old for longer than two seconds."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.stack.running import ROOT, START_PATIENCE, STOP_PATIENCE, environment_of, palvelupaketti

pytestmark = pytest.mark.stack

SETTLED = 2.5
"""Seconds after which a server keeps the pages that it makes."""
STALE_AT_MOST = 2.0
TITLE = "Revontulikahvila avaa ovensa perheille"
PUBLISH = f"""
import time
from datetime import date
from cms.publishing.models import News, NewsIndex
news = News(title="{TITLE}", slug="revontulikahvila", date=date.today(), summary="Tule mukaan.")
NewsIndex.objects.filter(locale__language_code="fi").get().add_child(instance=news)
news.save_revision().publish()
print(time.time())
"""


@contextmanager
def server(state: Path) -> Iterator[str]:
    """Run a web server on a state that others use too; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:cms.webserver"],
        cwd=ROOT,
        env=environment_of(state) | {"PORT": port},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(STOP_PATIENCE)


def shown(site: str, path: str) -> str:
    """Return a page as it is answered now."""
    with urllib.request.urlopen(site + path, timeout=START_PATIENCE) as answer:
        return str(answer.read().decode())


def wait_until_it_answers(site: str) -> None:
    """Ask until there is an answer."""
    deadline = time.monotonic() + START_PATIENCE
    while True:
        try:
            shown(site, "/healthz")
        except URLError:
            assert time.monotonic() < deadline, f"{site} does not answer"
            time.sleep(0.1)
        else:
            return


def test_what_one_process_publishes_others_show_within_two_seconds_although_they_kept_the_page(
    state: Path,
) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(server(state)) for _number in range(2)]
        for site in sites:
            wait_until_it_answers(site)
        kept_from = time.monotonic() + SETTLED
        while time.monotonic() < kept_from:
            before = [shown(site, path) for site in sites for path in ("/", "/uutiset/")]
        assert not any(TITLE in page for page in before)
        published = float(palvelupaketti(state, "shell", "-c", PUBLISH).split()[-1])
        for site in sites:
            while not all(TITLE in shown(site, path) for path in ("/", "/uutiset/")):
                assert time.time() - published < STALE_AT_MOST, "published, and the page is old still"
