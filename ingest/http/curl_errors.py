"""Turn what libcurl reports into the errors of this package."""

from __future__ import annotations

import pycurl

from ingest.http.errors import (
    BadReply,
    ConnectFailed,
    ConnectionBroken,
    HeadersTooLarge,
    InvalidUrl,
    NameNotResolved,
    OutboundError,
    TimedOut,
    TlsFailed,
    TlsFault,
)
from ingest.words import Words
from ingest.words import gettext_noop as _

VERIFY_FAULTS = {
    9: TlsFault.NOT_YET_VALID,
    10: TlsFault.EXPIRED,
    18: TlsFault.SELF_SIGNED,
    19: TlsFault.SELF_SIGNED,
    23: TlsFault.REVOKED,
    62: TlsFault.WRONG_HOST,
}
"""OpenSSL's X509_V_ERR_* numbers (openssl/x509_vfy.h); every other one is UNTRUSTED."""

TLS_CODES = frozenset(
    {
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_PEER_FAILED_VERIFICATION,
        pycurl.E_SSL_CERTPROBLEM,
        pycurl.E_SSL_CIPHER,
        pycurl.E_SSL_ENGINE_INITFAILED,
        pycurl.E_SSL_CACERT_BADFILE,
        pycurl.E_SSL_ISSUER_ERROR,
        pycurl.E_SSL_INVALIDCERTSTATUS,
        pycurl.E_SSL_PINNEDPUBKEYNOTMATCH,
    }
)

HTTP2_STREAM = 92
TOO_LARGE = 100
"""Codes of curl/curl.h for which pycurl has no name: a broken HTTP/2 stream, and too long headers."""

ERRORS: dict[int, type[OutboundError]] = {
    pycurl.E_OPERATION_TIMEDOUT: TimedOut,
    pycurl.E_COULDNT_CONNECT: ConnectFailed,
    pycurl.E_INTERFACE_FAILED: ConnectFailed,
    pycurl.E_COULDNT_RESOLVE_HOST: NameNotResolved,
    pycurl.E_COULDNT_RESOLVE_PROXY: NameNotResolved,
    pycurl.E_URL_MALFORMAT: InvalidUrl,
    pycurl.E_PARTIAL_FILE: ConnectionBroken,
    pycurl.E_GOT_NOTHING: ConnectionBroken,
    pycurl.E_SEND_ERROR: ConnectionBroken,
    pycurl.E_RECV_ERROR: ConnectionBroken,
    pycurl.E_HTTP2: ConnectionBroken,
    HTTP2_STREAM: ConnectionBroken,
    pycurl.E_SSL_SHUTDOWN_FAILED: ConnectionBroken,
    TOO_LARGE: HeadersTooLarge,
}
"""Every other code is a ``BadReply``."""

CAUSES: dict[type[OutboundError], str] = {
    TimedOut: _("the server did not answer in time (%(detail)s)"),
    ConnectFailed: _("the server takes no connection (%(detail)s)"),
    NameNotResolved: _("the host has no address (%(detail)s)"),
    InvalidUrl: _("the address can't be read (%(detail)s)"),
    ConnectionBroken: _("the connection ended too early (%(detail)s)"),
    HeadersTooLarge: _("the answer's headers are too long (%(detail)s)"),
    BadReply: _("what came can't be read as an answer (%(detail)s)"),
}
TLS_CAUSES = {
    TlsFault.EXPIRED: _("the site's certificate has expired (%(detail)s)"),
    TlsFault.NOT_YET_VALID: _("the site's certificate is not valid yet (%(detail)s)"),
    TlsFault.WRONG_HOST: _("the site's certificate is another site's (%(detail)s)"),
    TlsFault.SELF_SIGNED: _("the site's certificate is signed by itself alone (%(detail)s)"),
    TlsFault.UNTRUSTED: _("nobody who is trusted vouches for the site's certificate (%(detail)s)"),
    TlsFault.REVOKED: _("the site's certificate has been revoked (%(detail)s)"),
    TlsFault.HANDSHAKE: _("no encrypted connection came about (%(detail)s)"),
}


def transfer_error(error: pycurl.error, verify_result: int, url: str) -> OutboundError:
    """Return the error that a failed transfer is; ``verify_result`` is OpenSSL's verdict on the chain."""
    code, detail = int(error.args[0]), str(error.args[1])
    if code in TLS_CODES:
        fault = _fault(code, verify_result, detail)
        return TlsFailed(Words(TLS_CAUSES[fault], {"detail": detail}), url=url, fault=fault)
    kind = ERRORS.get(code, BadReply)
    return kind(Words(CAUSES[kind], {"detail": detail}), url=url)


def _fault(code: int, verify_result: int, detail: str) -> TlsFault:
    # libcurl compares the names itself; OpenSSL's verdict is then 1, "unspecified", as before any verdict.
    if code == pycurl.E_PEER_FAILED_VERIFICATION and ("subject name" in detail or "does not match" in detail):
        return TlsFault.WRONG_HOST
    if verify_result > 1:
        return VERIFY_FAULTS.get(verify_result, TlsFault.UNTRUSTED)
    return TlsFault.UNTRUSTED if code == pycurl.E_PEER_FAILED_VERIFICATION else TlsFault.HANDSHAKE
