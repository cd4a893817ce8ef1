"""Read a file of synonyms in whichever of the known formats it is."""

from __future__ import annotations

from pathlib import PurePath

from django.utils.translation import gettext as _

from search.synonyms.csv_file import read_csv
from search.synonyms.records import ReadFile, UnreadableFile
from search.synonyms.skos import SYNTAXES, read_skos

CSV, SKOS = "csv", "skos"
FORMATS = (CSV, SKOS)
ENDINGS = (".csv", *SYNTAXES)


def read_file(name: str, content: bytes, form: str | None = None) -> ReadFile:
    """Return what a file says; its name's ending tells the format unless ``form`` does.

    SKOS of no known ending is read as Turtle.
    Raise ``UnreadableFile`` for a file that can't be read as that.
    """
    ending = PurePath(name).suffix.lower()
    if form == CSV or (form is None and ending == ".csv"):
        return read_csv(content)
    if ending in SYNTAXES:
        return read_skos(content, SYNTAXES[ending])
    if form == SKOS:
        return read_skos(content, "turtle")
    raise UnreadableFile(
        _("“%(name)s” is of no known format. The name must end in one of: %(endings)s.")
        % {"name": name, "endings": ", ".join(ENDINGS)}
    )
