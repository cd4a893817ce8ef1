"""Start a real Elasticsearch node for tests, with nothing but Java and Maven.

The jars come from Maven Central and are kept in ``$XDG_CACHE_HOME/palvelupaketti/elasticsearch``. Such a
node lacks the modules that are not published there: ``analysis-common``, ``reindex``,
``lang-painless``, security. What runs on it runs on any distribution.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
JAVA_NEEDED = {"8.19.0": 17, "9.2.0": 21}
"""The versions that the tests run on, and the oldest Java that runs each."""

HEAP = "512m"
_DESCRIPTOR = """\
name=transport-netty4
description=HTTP and transport
version={version}
elasticsearch.version={version}
java.version=17
classname=org.elasticsearch.transport.netty4.Netty4Plugin
has.native.controller=false
"""


class NodeUnavailable(Exception):
    """Report what is missing to start a node, and what to do about it."""


@contextmanager
def running(version: str) -> Iterator[str]:
    """Run a node of ``version`` on free ports of the loopback; yield its URL; stop it at the end."""
    java = find_java(JAVA_NEEDED[version])
    home = installed(version, java)
    http, transport = _free_ports()
    with tempfile.TemporaryDirectory(prefix="elasticsearch-") as data:
        log = Path(data) / "node.log"
        command = [
            str(java / "bin" / "java"), f"-Xms{HEAP}", f"-Xmx{HEAP}",
            "--module-path", str(home / "lib"), "--add-modules=ALL-MODULE-PATH",
            "-cp", str(home / "classes"), "SearchNode", str(home), data, str(http), str(transport),
        ]  # fmt: skip
        with log.open("w") as errors:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
            )
            try:
                _wait_until_ready(process, log)
                yield f"http://127.0.0.1:{http}"
            finally:
                _stop(process)


def _wait_until_ready(process: subprocess.Popen[str], log: Path) -> None:
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        if line.strip() == "READY":
            return
        said.append(line)
    raise NodeUnavailable(f"The node ended: {''.join(said[-20:])}{log.read_text()[-2000:]}")


def _stop(process: subprocess.Popen[str]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def find_java(needed: int) -> Path:
    """Return the home of a JDK of at least ``needed``: ``JAVA_HOME``, else the oldest that will do."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    fitting = {home: version for home in homes if (version := _java_version(home)) >= needed}
    if not fitting:
        raise NodeUnavailable(f"No JDK of version {needed} or newer was found. Install one or set JAVA_HOME.")
    return min(fitting, key=lambda home: fitting[home])


def _java_version(home: Path) -> int:
    if not (home / "bin" / "javac").exists():
        return 0
    found = subprocess.run(
        [str(home / "bin" / "javac"), "-version"], capture_output=True, text=True, check=False
    )
    number = re.search(r"javac (\d+)", found.stdout + found.stderr)
    return int(number[1]) if number else 0


def installed(version: str, java: Path) -> Path:
    """Return the home of a node, fetched and compiled once; several processes may ask at once."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "palvelupaketti" / "elasticsearch"
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / version
    with (folder / f"{version}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "classes" / "SearchNode.class").exists():
            _install(version, java, home)
    return home


def _install(version: str, java: Path, home: Path) -> None:
    if shutil.which("mvn") is None:
        raise NodeUnavailable("Maven (mvn) was not found. Install it, or set ELASTICSEARCH_URL to a server.")
    shutil.rmtree(home, ignore_errors=True)
    module = home / "modules" / "transport-netty4"
    for folder in (home / "config", home / "lib", home / "classes", module):
        folder.mkdir(parents=True)
    _run(
        "mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Dserver.version={version}",
        "dependency:copy-dependencies", f"-DoutputDirectory={home / 'lib'}",
    )  # fmt: skip
    for jar in (home / "lib").glob("*netty*.jar"):
        jar.rename(module / jar.name)
    (module / "plugin-descriptor.properties").write_text(_DESCRIPTOR.format(version=version))
    _run(
        str(java / "bin" / "javac"), "-cp", f"{home / 'lib'}/*", "-d", str(home / "classes"),
        str(HERE / "SearchNode.java"),
    )  # fmt: skip


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NodeUnavailable(f"{command[0]} failed: {(done.stdout + done.stderr)[-2000:]}")


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])
