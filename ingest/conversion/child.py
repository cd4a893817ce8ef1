"""Be the child process: a format's name and bounds as arguments, the document on standard input.

Writes ``{"html": …}`` or ``{"error": …, "remedy": …}``, its words as ``kept`` gives them. Ends with another
status if its memory or time is up.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from ingest.errors import ParseError
from ingest.words import gettext_noop as _
from ingest.words import kept

LONGEST = 10_000_000
"""Characters of the HTML that a document may become."""


def main(format_name: str, memory: str, seconds: str) -> int:
    """Convert what comes on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    told: dict[str, Any]
    try:
        html = html_of(content, format_name)
        told = {"html": html}
        if len(html) > LONGEST:
            raise ParseError(
                _("Its text has %(count)s characters.", count=len(html)), remedy=_("Give one text a file.")
            )
    except ParseError as error:
        told = {"error": kept(error.message), "remedy": kept(error.remedy)}
    except (MemoryError, RecursionError):
        return 3
    sys.stdout.write(json.dumps(told))
    return 0


def html_of(content: bytes, format_name: str) -> str:
    """Return the document's HTML; raise ``ParseError``."""
    if format_name == "pdf":
        from ingest.conversion.pdf import pdf_html

        return pdf_html(content)
    if format_name == "odt":
        from ingest.conversion.odt import odt_html

        return odt_html(content)
    from ingest.conversion.docx import docx_html

    return docx_html(content)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
