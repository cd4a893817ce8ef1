"""Show a location that a person gave without the name and the password that it holds."""

from __future__ import annotations

import re

CREDENTIALS = re.compile(
    r"""
    ^(\s*(?:
        [a-z][a-z0-9+.-]*:[\\/]*          # a scheme, and any slashes
      | [\\/]{2,}
      | [\\/]?(?=[^/?#\\@:]+:)          # neither, but a name before a colon
    ))
    (?:
        [^/?#\\]*                        # up to the last @ of the host's part
      | [^/?#\\@:\[]*:(?!\d{0,5}[/?#]|\\).*  # unescaped marks after a colon of no port
    )@
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""As generously as an address may be read.

A name and a password may stand without a scheme (``m_m:word@example.org``). What has no colon before the @
is a file, such as ``report@2024.docx``.
"""


def without_credentials(location: str) -> str:
    """Return a location as it may be shown."""
    return CREDENTIALS.sub(r"\1***@", location)
