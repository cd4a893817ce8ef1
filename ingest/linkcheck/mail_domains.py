"""Ask the name service whether a domain takes mail: it has an MX record, or at least an address."""

from __future__ import annotations

from collections.abc import Callable

import dns.exception
import dns.resolver

MailDomains = Callable[[str], bool | None]
"""Say whether a domain takes mail; ``None`` when the name service did not answer."""

PATIENCE = 5.0
"""Seconds for one question, all tries together."""

NULL_MX = "."
"""A domain with this one exchanger takes no mail at all (RFC 7505)."""


def takes_mail(domain: str) -> bool | None:
    """Ask for MX, then A and AAAA records (RFC 5321, section 5.1)."""
    resolver = _resolver()
    if resolver is None:
        return None
    for kind in ("MX", "A", "AAAA"):
        try:
            answer = resolver.resolve(domain, kind, lifetime=PATIENCE)
        except dns.resolver.NXDOMAIN:
            return False
        except dns.resolver.NoAnswer:
            continue
        except (dns.exception.DNSException, OSError, UnicodeError):
            return None
        if kind == "MX":
            return any(str(record.exchange) != NULL_MX for record in answer)
        return True
    return False


def _resolver() -> dns.resolver.Resolver | None:
    try:
        return dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return None
