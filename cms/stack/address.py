"""The web server's address: which port, and whether it is free."""

from __future__ import annotations

import socket
from collections.abc import Mapping

from cms.stack.errors import PortTaken, StackError

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000


def port_from(environment: Mapping[str, str]) -> int:
    """Return the port that ``PORT`` asks for; 0 lets the system choose."""
    text = environment.get("PORT", "") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise StackError(
            f"PORT must be a number from 1 to 65535, not {text!r}. For example: make up PORT=8001"
        )
    return int(text)


def listen(port: int) -> socket.socket:
    """Return a listening socket on the loopback, which the web server inherits.

    Taking the port here, before anything is started, leaves no moment in which another program could
    take it. Raises ``PortTaken``.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except PermissionError as error:
        listener.close()
        raise StackError(
            f"Port {port} is only for the administrator. Choose one above 1023: make up PORT=8001"
        ) from error
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Port {port} is taken by another program.\n"
            f"Stop that program, or choose another port: make up PORT={port + 1 if port < 65535 else 8001}"
        ) from error
    return listener


def free_port() -> int:
    """Return a port of the loopback that nobody listens on at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
