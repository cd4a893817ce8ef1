"""Ask the web server whether it is well.

``python -m cms.stack.health`` asks the server on this machine's ``PORT`` and fails unless it is; the
containers' health check runs it.
"""

from __future__ import annotations

import http.client
import os
import sys
from collections.abc import Callable

from cms.stack.address import LOOPBACK, port_from
from cms.stack.errors import StackError
from cms.stack.waiting import wait_until

START_SECONDS = 90.0


def wait_for(port: int, still_wanted: Callable[[], None]) -> None:
    """Return when ``/healthz`` answers 200; raises ``StackError`` after a minute and a half."""
    if not wait_until(lambda: answers(port), START_SECONDS, still_wanted):
        raise StackError("The web server does not answer at /healthz. Its log is in var/log/web.log.")


def answers(port: int, host: str = LOOPBACK) -> bool:
    """Tell whether the server on this port answers ``/healthz`` with 200 to requests for ``host``."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    allowed = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    sys.exit(0 if answers(port_from(os.environ), allowed or LOOPBACK) else 1)
