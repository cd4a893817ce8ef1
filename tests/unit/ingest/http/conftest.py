"""The local world, for the tests of the outbound client."""

from tests.localworld.fixtures import (
    authority,
    authority_file,
    client,
    make_client,
    names,
    server,
    start_server,
)

__all__ = ["authority", "authority_file", "client", "make_client", "names", "server", "start_server"]
