"""List and read files without ever leaving the folder that was given.

A folder's entries are named even when they can't be read: the reason is told when they are fetched.
Names that begin with a full stop (editors' and systems' own files) are passed over.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import FetchError, GatherError
from ingest.masking import without_credentials
from ingest.words import gettext_noop as _


def files_under(location: Path) -> Iterator[Path]:
    """Yield the file itself, or everything beneath a folder in the order of names.

    A link to a folder is not entered but yielded when it leads outside; so is a folder that can't be
    listed. Raises ``GatherError`` if there is nothing at the location.
    """
    if not location.exists() and not location.is_symlink():
        raise GatherError(
            _("There is no file or folder %(location)s.", location=without_credentials(str(location))),
            remedy=_("Check the spelling and where you are."),
        )
    if location.is_dir():
        yield from _walk(location, location.resolve())
    else:
        yield location


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        if folder.resolve() == root:
            raise GatherError(
                _(
                    "The folder %(folder)s can't be listed: %(strerror)s.",
                    folder=without_credentials(str(folder)),
                    strerror=error.strerror,
                )
            ) from error
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not _is_folder(entry):
            yield entry
        elif not entry.is_symlink():
            yield from _walk(entry, root)
        elif not entry.resolve().is_relative_to(root):
            yield entry


def _is_folder(entry: Path) -> bool:
    """Tell whether an entry is a folder; one that can't be looked at is told of when it is fetched."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def read_file(path: Path, root: Path, max_bytes: int) -> bytes:
    """Return a regular file's bytes; ``root`` is the folder that it must not lead out of.

    Opens without following a last link and without blocking on a pipe, and looks at what it opened, so
    that a file swapped in between is refused as well. Raises ``FetchError``.
    """
    try:
        resolved = path.resolve(strict=True)
        if not resolved.is_relative_to(root):
            raise FetchError(
                _("It is a link that leads out of the folder."), remedy=_("Copy the file itself there.")
            )
        descriptor = os.open(resolved, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise FetchError(_("It is not a regular file."), remedy=_("Give text files only."))
            content = b"" if status.st_size > max_bytes else stream.read(max_bytes + 1)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "the links lead in a circle"
        raise FetchError(
            _("It can't be read: %(reason)s.", reason=reason), remedy=_("Check the file and its permissions.")
        ) from error
    if status.st_size > max_bytes or len(content) > max_bytes:
        raise FetchError(
            _("It is larger than %(max_bytes)s bytes.", max_bytes=max_bytes),
            remedy=_("Split the file, or raise the setting max_bytes."),
        )
    return content


def stable_name(path: Path) -> str:
    """Return the file's own name as printable text: the same wherever the folder stands."""
    name = os.fsencode(path.name).decode("utf-8", errors="backslashreplace")
    return "".join(
        character if character.isprintable() else f"\\x{ord(character):02x}"
        for character in unicodedata.normalize("NFC", name)
    )
