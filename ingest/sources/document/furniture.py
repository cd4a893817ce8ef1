"""Know the lines that belong to a web page's frame and not to its text.

Only whole lines are furniture, so that a sentence that begins alike stays: "Lue lisää …" is content.
Some words are furniture anywhere; others, which could be a heading too ("Haku" is also an application),
only before the title or after the last paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ICON = re.compile(r"\bicons?/[\w./-]{1,100}\s+Created with [\w .]{1,30}?\.(?=\s|$)\s*", re.IGNORECASE)
ANYWHERE = re.compile(
    r"jaa (?:tämä )?(?:artikkeli|uutinen|sivu|tiedote)(?: somessa)?"
    r"|jaa (?:facebookissa|twitterissä|linkedinissä|x:ssä|whatsappissa)"
    r"|dela (?:artikeln|sidan|nyheten)|share (?:this )?(?:article|page)"
    r"|(?:siirry|hyppää) (?:suoraan )?sisältöön|skip to (?:main )?content"
    r"|created with sketch",
    re.IGNORECASE,
)
AT_THE_EDGES = re.compile(
    r"haku|hae|sulje haku|valikko|sulje valikko|menu|search|sök|meny|jaa|dela|share|tulosta|print"
    r"|facebook|twitter|x|linkedin|whatsapp|instagram|sähköposti|kopioi linkki"
    r"|takaisin(?: ylös)?|sivun alkuun|takaisin uutisiin|edellinen|seuraava|etusivu"
    r"|jaa:? .{0,20}facebook.{0,40}",
    re.IGNORECASE,
)


def without_furniture(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines without the page's frame; a line emptied of an icon's name keeps its rest."""
    kept = [
        cleaned
        for line in lines
        if not ANYWHERE.fullmatch(_bare(cleaned := ICON.sub("", line).strip())) and (cleaned or not line)
    ]
    while kept and (not kept[-1] or at_the_edge(kept[-1])):
        kept.pop()
    first = 0
    while first < len(kept) and (not kept[first] or at_the_edge(kept[first])):
        first += 1
    return tuple(kept[first:])


def at_the_edge(line: str) -> bool:
    """Tell whether the line would be furniture at the beginning or the end of a text."""
    return AT_THE_EDGES.fullmatch(_bare(line)) is not None


def _bare(line: str) -> str:
    return line.strip(" :·|>›»«‹.")
