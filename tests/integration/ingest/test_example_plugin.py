"""The example of a third party's plugin: installed into a fresh environment of its own, and run there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import threading
import venv
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "examples" / "village-bulletin"
NOTICE = {"id": 1, "headline": "Talkoot", "date": "2025-05-01", "text": "Tervetuloa!"}


class Board(BaseHTTPRequestHandler):
    """Be the village's web site."""

    def do_GET(self) -> None:
        """Answer with the board."""
        content = json.dumps({"notices": [NOTICE]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def board() -> Iterator[str]:
    """Serve the board on the loopback; return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Board)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/taulu.json"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a fresh environment with the plugin installed; nothing is downloaded.

    What the product itself needs is lent by a path file; the plugin is built and installed by pip.
    """
    home = tmp_path_factory.mktemp("fresh")
    venv.EnvBuilder(with_pip=True).create(home)
    python = home / "bin" / "python"
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    (Path(packages) / "product.pth").write_text(f"{ROOT}\n{sysconfig.get_path('purelib')}\n")
    source = home / "source"
    source.mkdir()
    for path in EXAMPLE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and not path.match("*.egg-info/*"):
            target = source / path.relative_to(EXAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    offline = ("--no-deps", "--no-index", "--no-build-isolation")
    run(python, *pip, "uninstall", "--yes", "setuptools")  # the project's is newer than Python's own
    run(python, *pip, "install", *offline, str(source))
    return python


def run(python: Path, *arguments: str, **environment: str) -> str:
    """Run the fresh environment's Python in the project's folder; return what it prints."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    ran = subprocess.run(
        [python, *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**clean, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **environment},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_its_own_tests_pass_there(fresh: Path) -> None:
    printed = run(
        fresh, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider",
        "--rootdir", str(EXAMPLE / "tests"), "-c", os.devnull, str(EXAMPLE / "tests"),
    )  # fmt: skip
    assert "passed" in printed


def test_it_is_listed_among_the_built_in_ones(fresh: Path) -> None:
    lines = run(fresh, "manage.py", "sources").splitlines()
    (line,) = [line for line in lines if line.startswith("village-bulletin")]
    assert "Village bulletins (palvelupaketti-village-bulletin)" in line
    assert any(line.startswith("document ") for line in lines)


def test_it_brings_a_board_in(fresh: Path, board: str, tmp_path: Path) -> None:
    """In a process of its own, on a database of its own."""
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0); call_command('prepare_site', verbosity=0)\n"
        f"call_command('ingest', 'village-bulletin', {board!r}, '--format', 'json')\n"
    )
    printed = run(
        fresh, "-c", script,
        DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}", OUTBOUND_ALLOWED_NETWORKS="127.0.0.1",
    )  # fmt: skip
    record, summary = [json.loads(line) for line in printed.splitlines() if line.startswith("{")][-2:]
    assert (record["kind"], record["title"], record["action"]) == ("news", "Talkoot", "new")
    assert summary["summary"]["new"] == 1
    assert sys.executable != str(fresh)
