"""The local world, for what a hostile server does to a plugin."""

from tests.localworld.fixtures import authority_file, client, make_client, names, server, start_server

__all__ = ["authority_file", "client", "make_client", "names", "server", "start_server"]
