"""Tell what a location is that a person gave: an address of the web, or a file or folder of this machine."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from urllib.parse import unquote

from ingest.errors import FetchError, GatherError
from ingest.http import InvalidUrl, normalise_url, parse_url
from ingest.local_files import read_file
from ingest.masking import without_credentials
from ingest.protocols import Answer
from ingest.words import gettext_noop as _
from ingest.words import joined_words

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
NAMED_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?].*)?", re.IGNORECASE)
MAX_BYTES = 50_000_000


def is_address(location: str) -> bool:
    """Tell whether the location begins with a scheme, such as ``https:``."""
    return ADDRESS.match(location.lstrip()) is not None


def named(location: str, message: str) -> str:
    """Return what went wrong with a location, the location before it unless it is named there."""
    shown = without_credentials(location)
    return message if shown in message else joined_words(": ", (shown, message))


def address_of(location: str) -> str:
    """Return the one form of an address; one without a scheme (``example.org/news``) is given https.

    Raises ``GatherError``.
    """
    given = location.strip()
    if not is_address(given) and NAMED_HOST.fullmatch(given):
        given = f"https://{given}"
    try:
        address = normalise_url(given)
    except InvalidUrl as error:
        raise GatherError(
            _("%(location)s is no address: %(error)s.", location=without_credentials(location), error=error),
            remedy=_("Correct the address."),
        ) from error
    if parse_url(address).credentials:
        raise GatherError(
            _("the address holds a user name or password"),
            remedy=_("Take the user name and password out of the address."),
        )
    if not address.startswith(("http://", "https://")):
        raise GatherError(
            _("%(location)s is no address of the web.", location=without_credentials(location)),
            remedy=_("Give one that begins with https://."),
        )
    return address


def local_path(location: str) -> Path | None:
    """Return the file or folder that a location names, or None if it is an address of the web."""
    if location.lstrip().lower().startswith("file:"):
        raise GatherError(
            _("%(location)s is an address of this machine.", location=without_credentials(location)),
            remedy=_("Give the file's path, without 'file:'."),
        )
    if is_address(location) or (not Path(location).exists() and NAMED_HOST.fullmatch(location)):
        return None
    return Path(location)


def read_local(path: Path, *, max_bytes: int = MAX_BYTES) -> Answer:
    """Return a file as if the web had answered with it; raise ``FetchError``."""
    try:
        root = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise FetchError(
            _("There is no file %(path)s.", path=without_credentials(str(path))),
            remedy=_("Check the spelling and where you are."),
        ) from error
    content = read_file(path, root, max_bytes)
    media_type = mimetypes.guess_type(unquote(path.name), strict=False)[0] or "application/octet-stream"
    return Answer(url=str(path), content=content, media_type=media_type)
