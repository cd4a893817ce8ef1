"""The web server's port is free and named, or refused in words."""

from __future__ import annotations

import socket

import pytest

from cms.stack.address import DEFAULT_PORT, LOOPBACK, listen, port_from
from cms.stack.errors import PortTaken, StackError


def test_the_default_port_is_taken_when_none_is_asked_for() -> None:
    assert port_from({}) == DEFAULT_PORT
    assert port_from({"PORT": ""}) == DEFAULT_PORT


def test_the_port_asked_for_is_honoured() -> None:
    assert port_from({"PORT": "8123"}) == 8123


@pytest.mark.parametrize("text", ["eight", "-1", "65536", "80.5", "٨٠"])
def test_a_port_that_is_no_port_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(StackError, match="make up PORT=8001"):
        port_from({"PORT": text})


def test_a_taken_port_is_refused_with_its_number_and_another_one() -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"Port {port} is taken[\s\S]*PORT={port + 1}"):
            listen(port)


def test_a_port_taken_on_every_address_is_noticed_too() -> None:
    with socket.create_server(("0.0.0.0", 0)) as other, pytest.raises(PortTaken):
        listen(other.getsockname()[1])


def test_a_free_port_is_ours_at_once() -> None:
    with listen(0) as listener, socket.create_connection(listener.getsockname(), timeout=5) as client:
        assert client.getpeername() == listener.getsockname()
