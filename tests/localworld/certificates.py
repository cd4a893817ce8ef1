"""Make certificates of every kind with the openssl program, for the length of a test run."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONFIGURATION = """
[ca]
default_ca = here
[here]
dir = .
database = index.txt
new_certs_dir = .
serial = serial
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
"""


@dataclass(frozen=True)
class Authority:
    """Sign certificates that a client trusts if it is given ``ca_file``."""

    folder: Path

    @property
    def ca_file(self) -> Path:
        """Return the authority's own certificate."""
        return self.folder / "ca.pem"

    def context(self, name: str, *, host: str, start: str = "", end: str = "") -> ssl.SSLContext:
        """Return a server's context with a signed certificate; dates are written YYYYMMDDHHMMSSZ."""
        key, request, certificate = (self.folder / f"{name}.{kind}" for kind in ("key", "csr", "pem"))
        subject = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
        self._openssl("req", "-new", *_NEW_KEY, "-keyout", key.name, "-out", request.name, *subject)
        dates = ["-startdate", start or "20200101000000Z", "-enddate", end or "20991231235959Z"]
        signed = ["-config", "ca.conf", "-batch", "-notext", "-in", request.name, "-out", certificate.name]
        self._openssl("ca", *signed, *dates)
        return _context(certificate, key)

    def self_signed(self, host: str) -> ssl.SSLContext:
        """Return a server's context with a certificate that nobody signed."""
        _self_signed(self.folder, "alone", host)
        return _context(self.folder / "alone.pem", self.folder / "alone.key")

    def _openssl(self, *arguments: str) -> None:
        _openssl(self.folder, *arguments)


_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def make_authority(folder: Path) -> Authority:
    """Make a new authority in an empty folder."""
    (folder / "ca.conf").write_text(CONFIGURATION)
    (folder / "index.txt").write_text("")
    (folder / "serial").write_text("01\n")
    _self_signed(folder, "ca", "Local World")
    return Authority(folder)


def _self_signed(folder: Path, name: str, host: str) -> None:
    subject = ["-subj", f"/CN={host}"]
    if name != "ca":
        subject += ["-addext", f"subjectAltName=DNS:{host}"]
    _openssl(
        folder,
        "req",
        "-x509",
        "-days",
        "30",
        *_NEW_KEY,
        "-keyout",
        f"{name}.key",
        "-out",
        f"{name}.pem",
        *subject,
    )


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
