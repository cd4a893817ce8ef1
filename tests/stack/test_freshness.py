"""What one process publishes, every other process shows: no page stays old for longer than two seconds."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fixtures.web_server import web_server
from tests.stack.running import ROOT, START_PATIENCE, environment_of

pytestmark = pytest.mark.stack

SETTLED = 2.5
"""Seconds after which a server keeps the pages that it makes."""
STALE_AT_MOST = 2.0
MARK = "published at "
TITLE = "Revontulikahvila avaa ovensa perheille"
PUBLISH = f"""
import time
from datetime import date
from cms.publishing.models import News, NewsIndex
news = News(title="{TITLE}", slug="revontulikahvila", date=date.today(), summary="Tule mukaan.")
NewsIndex.objects.filter(locale__language_code="fi").get().add_child(instance=news)
news.save_revision().publish()
print("{MARK}", time.time(), sep="", flush=True)
"""


def shown(site: str, path: str) -> str:
    """Return a page as it is answered now."""
    with urllib.request.urlopen(site + path, timeout=START_PATIENCE) as answer:
        return str(answer.read().decode())


def test_what_one_process_publishes_others_show_within_two_seconds_although_they_kept_the_page(
    state: Path, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        sites = [
            f"http://127.0.0.1:{stack.enter_context(web_server(tmp_path / name, environment_of(state)))}"
            for name in ("one.log", "other.log")
        ]
        pages = [(site, path) for site in sites for path in ("/", "/uutiset/")]
        kept_from = time.monotonic() + SETTLED
        while time.monotonic() < kept_from:
            before = [shown(*page) for page in pages]
        assert not any(TITLE in page for page in before)
        publishing = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "manage.py", "shell", "-c", PUBLISH],
                cwd=ROOT,
                env=environment_of(state),
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        assert publishing.stdout is not None
        published = next(
            float(line.removeprefix(MARK)) for line in publishing.stdout if line.startswith(MARK)
        )
        stale = {page for page in pages if TITLE not in shown(*page)}
        while stale:
            asked = time.time()
            stale = {page for page in stale if TITLE not in shown(*page)}
            assert not stale or asked - published < STALE_AT_MOST, f"old still: {stale}"
