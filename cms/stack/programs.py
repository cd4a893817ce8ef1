"""The processes that make up the product, in the order in which they start."""

from __future__ import annotations

import socket
import sys

from cms.stack.processes import Program

WORKER_PROCESSES = 2


def web(listener: socket.socket) -> Program:
    """Serve the site from the socket that the supervisor has bound."""
    descriptor = listener.fileno()
    return Program(
        "web",
        (
            *(sys.executable, "-m", "gunicorn", "--config", "python:cms.webserver"),
            *("--bind", f"fd://{descriptor}"),
        ),
        inherited_descriptors=(descriptor,),
    )


def worker() -> Program:
    """Drain index changes and do whatever else is queued."""
    return Program(
        "worker",
        (
            *(sys.executable, "-m", "celery", "--app", "cms.celery", "worker", "--loglevel", "INFO"),
            *("--concurrency", str(WORKER_PROCESSES), "--without-gossip", "--without-mingle"),
        ),
    )


def beat() -> Program:
    """Queue what is due by the clock."""
    return Program(
        "beat",
        (
            *(sys.executable, "-m", "celery", "--app", "cms.celery", "beat", "--loglevel", "INFO"),
            *("--pidfile", ""),
        ),
    )


def guard() -> tuple[str, ...]:
    """Return the command of the process that ends the others should the supervisor be killed."""
    return (sys.executable, "-m", "cms.stack.guard")
