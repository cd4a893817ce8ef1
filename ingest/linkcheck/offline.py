"""Check those links that need no web request: mail addresses, telephone numbers, what no check can reach."""

from __future__ import annotations

import re
from urllib.parse import unquote

from ingest.http import Url
from ingest.http.hosts import InvalidHost, parse_host
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.mail_domains import MailDomains
from ingest.words import gettext_noop as _
from ingest.words import joined_words

MAIL_ADDRESS = re.compile(r"[^\s@<>(),;:\"\[\]]+@(?:[^\s@.<>(),;:\"\[\]]+\.)+[^\s@.<>(),;:\"\[\]\d]{2,}")
TELEPHONE = re.compile(r"(?:\+(?!3580)\d{6,15}|[01]\d{2,13})(?:,+\d{1,6}#?)?")
"""International numbers (E.164), Finnish ones with their trunk prefix 0, and service numbers like 112.

Nobody answers at +358 (0)2 123 4567: telephones dial the 0 too, which belongs to calls within Finland.
After a pause, which telephones write as a comma, a few digits choose from a menu; many are a second number.
"""


def mail_receivers(url: Url) -> list[str]:
    """Return the addresses of a ``mailto:``, those of its ``to`` field among them (RFC 6068)."""
    written = [url.path] if url.path else []
    for part in (url.query or "").split("&"):
        name, _, value = part.partition("=")
        if name.lower() == "to":
            written.append(value)
    return [unquote(part).strip() for text in written for part in text.split(",")]


def mail_domain_fault(url: Url, takes_mail: MailDomains) -> Evidence | None:
    """Return the evidence against a ``mailto:`` whose domain takes no mail, ``None`` if it may."""
    for receiver in mail_receivers(url):
        domain = receiver.rpartition("@")[2]
        try:
            host = parse_host(domain)
        except InvalidHost as error:
            return Evidence(
                str(url), failure=Failure.INVALID, detail=joined_words(": ", (domain, error.message))
            )
        if takes_mail(host) is False:
            return Evidence(
                str(url),
                failure=Failure.DNS,
                detail=_("%(domain)s takes no mail: no MX or A record", domain=domain),
            )
    return None


def inspect_offline(url: Url) -> Evidence | None:
    """Return the evidence on a link of another kind, ``None`` for one that must be asked."""
    if url.scheme in {"http", "https"}:
        return None
    address = str(url)
    if url.scheme == "mailto":
        receivers = mail_receivers(url)
        begun = not receivers and bool(url.query)  # a letter whose receiver the reader chooses (RFC 6068)
        if begun or (receivers and all(MAIL_ADDRESS.fullmatch(receiver) for receiver in receivers)):
            return Evidence(address, status=200, final_url=address)
        return Evidence(address, failure=Failure.INVALID, detail=_("not a mail address"))
    if url.scheme == "tel":
        written, _mark, parameters = unquote(url.path).partition(";")
        number = re.sub(r"[\s()./-]", "", written)
        within = "phone-context=" in parameters.lower() and number.isdecimal()  # an exchange's own (RFC 3966)
        if within or TELEPHONE.fullmatch(number):
            return Evidence(address, status=200, final_url=address)
        return Evidence(address, failure=Failure.INVALID, detail=_("not a telephone number"))
    return Evidence(
        address,
        failure=Failure.UNSUPPORTED,
        detail=_("links of the kind %(scheme)s: have no check", scheme=url.scheme),
    )
