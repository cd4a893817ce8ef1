"""Read CSV in any usual encoding and with any usual delimiter, row by row.

A quotation mark that is never closed costs its own row and no other: reading goes on at the next line.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator

from ingest.errors import ParseError
from ingest.sources.spreadsheet.encodings import encoding_of
from ingest.sources.spreadsheet.rows import Row, Sheet, bounded
from ingest.words import gettext_noop as _

DELIMITERS = (";", ",", "\t", "|")
SAMPLE_LINES = 40
LONGEST_LINE = 1_000_000
LONGEST_RECORD = 500
"""Lines of one row at most; a quotation mark that is open longer was never meant to be closed."""


def delimited_sheet(content: bytes, *, encoding: str = "", delimiter: str = "") -> Sheet:
    """Return the table of a text file; what isn't told is found out. Raises ``ParseError``."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ParseError(_("The file is empty."), remedy=_("Save the table again, with its headings."))
    name = encoding or encoding_of(content)
    try:
        stream = io.TextIOWrapper(io.BytesIO(content), encoding=name, errors="replace", newline="")
        sample = list(_sample(stream))
        stream.seek(0)
    except (LookupError, UnicodeError) as error:
        raise ParseError(
            _("It can't be read as %(format)s.", format=name),
            remedy=_("Leave the encoding out, or name the right one."),
        ) from error
    told = _told_delimiter(sample)
    lines = _Lines(stream)
    if told:
        lines.skip()
    return Sheet("", _rows(lines, delimiter or told or best_delimiter(sample)))


def best_delimiter(lines: list[str]) -> str:
    """Return the delimiter that parts most lines into equally many columns, more than one."""

    def worth(delimiter: str) -> tuple[float, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
        if not widths:
            return 0.0, 0
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual

    try:
        worths = {delimiter: worth(delimiter) for delimiter in DELIMITERS}
    except csv.Error:
        counts = {delimiter: lines[0].count(delimiter) for delimiter in DELIMITERS}
        return max(DELIMITERS, key=lambda delimiter: counts[delimiter])
    most = max(share for share, _width in worths.values())
    near = [delimiter for delimiter, (share, _width) in worths.items() if share >= most - 0.2 and share]
    return max(near or [";"], key=lambda delimiter: worths[delimiter][1])


def _sample(stream: io.TextIOWrapper) -> Iterator[str]:
    for _number in range(SAMPLE_LINES):
        line = stream.readline(LONGEST_LINE)
        if not line:
            return
        if line.strip():
            yield line[:10_000].replace("\x00", "")


def _told_delimiter(sample: list[str]) -> str:
    """Return the delimiter that Excel's own first line names: ``sep=;``."""
    first = sample[0].strip().strip('"') if sample else ""
    return first[4:5] or "\t" if first.lower().startswith("sep=") else ""


class _Lines:
    """Give lines one by one, remember those of the row under way, and take them back."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self._returned: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self.cut = False
        self.torn = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = "" if len(self.taken) > LONGEST_RECORD else self._next()
        if not line:
            self.torn = bool(self.taken)  # the reader asks for more within an open quotation only
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def begin(self) -> None:
        """Forget the lines of the row before."""
        self.taken = []
        self.cut = self.torn = False

    def skip(self) -> None:
        """Pass over one line."""
        next(self, None)
        self.begin()

    def give_back(self) -> None:
        """Take back all but the first line of the row under way."""
        self._returned.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1

    def _next(self) -> str:
        return self._returned.popleft() if self._returned else self._read()

    def _read(self) -> str:
        line = self._stream.readline(LONGEST_LINE)
        if len(line) < LONGEST_LINE or line.endswith(("\n", "\r")):
            return line.replace("\x00", "")
        while len(rest := self._stream.readline(LONGEST_LINE)) == LONGEST_LINE and rest[-1] not in "\r\n":
            pass
        self.cut = True
        return "\n"


def _rows(lines: _Lines, delimiter: str) -> Iterator[Row]:
    while True:
        lines.begin()
        first = lines.number + 1
        try:
            cells = next(csv.reader(lines, delimiter=delimiter), None)
        except csv.Error:  # a cell of more characters than the reader takes
            cells, lines.torn, lines.cut = [], len(lines.taken) > 1, len(lines.taken) == 1
        if cells is None:
            return
        if lines.cut:
            yield Row(
                first,
                problem=_("The line is longer than a table's row can be."),
                remedy=_("Check what stands there; nobody writes such a row."),
            )
        elif lines.torn:
            lines.give_back()
            yield Row(
                first,
                problem=_("A quotation mark is opened and never closed."),
                remedy=_("Close it, or write a quotation mark within a cell twice."),
            )
        else:
            yield bounded(first, cells)
