"""Ask the web server whether it is well."""

from __future__ import annotations

import http.client
from collections.abc import Callable

from cms.stack.address import LOOPBACK
from cms.stack.errors import StackError
from cms.stack.waiting import wait_until

START_SECONDS = 90.0


def wait_for(port: int, still_wanted: Callable[[], None]) -> None:
    """Return when ``/healthz`` answers 200; raises ``StackError`` after a minute and a half."""
    if not wait_until(lambda: answers(port), START_SECONDS, still_wanted):
        raise StackError("The web server does not answer at /healthz. Its log is in var/log/web.log.")


def answers(port: int) -> bool:
    """Tell whether the server on this port answers ``/healthz`` with 200."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
