"""Serve the example's files, and tell them where the CMS is."""

from __future__ import annotations

import argparse
import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).parent / "site"


class FrontEnd(SimpleHTTPRequestHandler):
    """Answer the files, and ``/config.json``."""

    def __init__(self, *arguments: object, cms: str, **named: object) -> None:
        self.cms = cms
        super().__init__(*arguments, directory=str(SITE), **named)  # type: ignore[arg-type]  # as they came

    def do_GET(self) -> None:
        """Answer the address of the CMS, or a file."""
        if self.path != "/config.json":
            super().do_GET()
            return
        body = json.dumps({"cms": self.cms}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Let no other site learn a preview's address."""
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def make_server(*, cms: str, port: int = 0) -> ThreadingHTTPServer:
    """Return a server that is not started yet; with port 0 it takes any free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(FrontEnd, cms=cms.rstrip("/")))


def main() -> None:
    """Serve until it is interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cms", default="http://127.0.0.1:8000", help="Palvelupaketti's address")
    parser.add_argument("--port", type=int, default=8001)
    chosen = parser.parse_args()
    server = make_server(cms=chosen.cms, port=chosen.port)
    print(f"http://127.0.0.1:{server.server_port}/")  # noqa: T201  what a command line answers
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
