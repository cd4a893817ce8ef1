"""The web server's settings: ``gunicorn --config python:cms.webserver``."""

from __future__ import annotations

import gc
import os

from search.analysis import preload

wsgi_app = "cms.wsgi:application"
bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
threads = 8
timeout = 120
limit_request_line = 8190  # the most that gunicorn takes: a long question is still answered as one
graceful_timeout = 5
control_socket_disable = True
accesslog = "-"


def on_starting(server: object) -> None:  # noqa: ARG001  gunicorn's signature
    """Load the dictionaries once, before the workers are forked: they share the memory."""
    preload()


def post_worker_init(worker: object) -> None:  # noqa: ARG001  gunicorn's signature
    """Leave what was loaded at the start out of each later collection of garbage: it stays for good.

    Without it a search now and then pays for looking at everything that Django, Wagtail and the
    dictionaries hold.
    """
    gc.collect()
    gc.freeze()
