"""The one outbound HTTP client, for ingestion and link checking alike.

::

    from ingest.http import Client, Request

    response = Client().send(Request("https://www.example.org/"))
"""

from ingest.http.carrier import Carrier
from ingest.http.client import Client
from ingest.http.errors import (
    AddressRefused,
    BadReply,
    BodyTooLarge,
    ConnectFailed,
    ConnectionBroken,
    CredentialsRefused,
    DowngradeRefused,
    HeadersTooLarge,
    HostBusy,
    InvalidUrl,
    LimitExceeded,
    NameNotResolved,
    OutboundError,
    PortRefused,
    RatioTooHigh,
    Refused,
    SchemeRefused,
    TimedOut,
    TlsFailed,
    TlsFault,
    TooManyRedirects,
    TransferFailed,
)
from ingest.http.guard import AllowedNetwork, Guard, parse_allowed_networks
from ingest.http.limits import Limits
from ingest.http.messages import Headers, Redirect, Request, Response
from ingest.http.politeness import LocalPoliteness, Politeness, Unhurried
from ingest.http.urls import Url, normalise_url, parse_url, url_or_none

__all__ = [
    "AddressRefused",
    "AllowedNetwork",
    "BadReply",
    "BodyTooLarge",
    "Carrier",
    "Client",
    "ConnectFailed",
    "ConnectionBroken",
    "CredentialsRefused",
    "DowngradeRefused",
    "Guard",
    "Headers",
    "HeadersTooLarge",
    "HostBusy",
    "InvalidUrl",
    "LimitExceeded",
    "Limits",
    "LocalPoliteness",
    "NameNotResolved",
    "OutboundError",
    "Politeness",
    "PortRefused",
    "RatioTooHigh",
    "Redirect",
    "Refused",
    "Request",
    "Response",
    "SchemeRefused",
    "TimedOut",
    "TlsFailed",
    "TlsFault",
    "TooManyRedirects",
    "TransferFailed",
    "Unhurried",
    "Url",
    "normalise_url",
    "parse_allowed_networks",
    "parse_url",
    "url_or_none",
]
