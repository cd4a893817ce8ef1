"""The errors of the ingestion, drawn as a tree.

IngestError
├── PluginError        a plugin can't be loaded or used
├── AlreadyRunning     another process reads the source just now
├── GatherError        the source can't be listed: ends the run
├── FetchError         one reference can't be fetched
│   └── Gone           it is no longer there
├── ParseError         one thing's bytes are not what the plugin reads
└── ImportRefused      one record can't become content
"""

from __future__ import annotations

from ingest.words import in_words, one_after_another


class IngestError(Exception):
    """Stand above every error of the ingestion; ``remedy`` says what a person can do about it.

    Both are words (``ingest.words``) wherever people read them in their own language.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    @property
    def told(self) -> str:
        """Return the cause and the remedy as one text."""
        return one_after_another(self.message, self.remedy)

    def in_words(self) -> str:
        """Return the cause and the remedy in the active language."""
        return str(in_words(self.told))


class PluginError(IngestError):
    """Report a plugin that can't be loaded or used."""


class AlreadyRunning(IngestError):
    """Report that a source is being read by another process; nothing is done."""


class GatherError(IngestError):
    """Report a source that can't be listed; the run ends."""


class FetchError(IngestError):
    """Report one reference that can't be fetched; the run goes on."""


class Gone(FetchError):
    """Report one reference that is no longer there: missing in the source, if it was known before."""


class ParseError(IngestError):
    """Report bytes that are not what the plugin reads; the run goes on."""


class ImportRefused(IngestError):
    """Report one record that can't become content; the run goes on."""
