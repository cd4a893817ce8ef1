"""Know the lines that belong to a web page's frame and not to its text.

Only whole lines are furniture, so that a sentence that begins alike stays: "Lue lisää …" is content.
Some words are furniture anywhere; others, which could be a heading too ("Haku" is also an application),
only before the title, at the very end, and where several follow the last sentence. A menu above the text
is known by its form: a run of lines of a few words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.sources.document import marks

ICON = re.compile(r"\bicons?/[\w./-]{1,100}\s+Created with [\w .]{1,30}?\.(?=\s|$)\s*", re.IGNORECASE)
PLACES = (
    r"(?:facebook(?:issa|iin)?|twitter(?:issä|iin)?|x(?::ssä|:ään)?|linkedin(?:issä|iin)?|whatsapp(?:issa|iin)?"
    r"|threads(?:issä)?|bluesky(?:ssa)?|instagram(?:issa)?|somessa|sosiaalisessa mediassa|sähköpostilla"
    r"|sähköpostitse|via e-post|by e-?mail)"
)
ANYWHERE = re.compile(
    r"jaa (?:tämä )?(?:artikkeli|uutinen|sivu|tiedote|juttu|julkaisu)(?: somessa)?"
    rf"|jaa (?:tämä )?(?:artikkeli |uutinen |sivu |tiedote )?{PLACES}"
    rf"|(?:dela|share)(?: \w+)? (?:på|on|to) {PLACES}"
    r"|dela (?:artikeln|sidan|nyheten)|share (?:this )?(?:article|page|story)"
    r"|(?:siirry|hyppää) (?:suoraan )?(?:pää)?sisältöön|skip to (?:main )?content|hoppa till innehåll(?:et)?"
    r"|created with sketch"
    r"|(?:etusivu|hem|home)\s*[>›»/|→]\s*\S.*",
    re.IGNORECASE,
)
COOKIES = re.compile(
    r"(?:käytämme evästeitä|(?:tämä |sivusto |verkkosivusto |sivumme ){1,2}käyttää evästeitä"
    r"|vi använder (?:kakor|cookies)"
    r"|we use cookies|this (?:web)?site uses cookies|evästeasetukset|cookie settings)\b.*"
    r"|(?:hyväksy|hylkää|salli)(?: (?:kaikki|evästeet|valitut|kaikki evästeet))?"
    r"|vain välttämättömät(?: evästeet)?|(?:acceptera|godkänn) alla|accept all|reject all",
    re.IGNORECASE,
)
AT_THE_EDGES = re.compile(
    r"haku|hae|sulje haku|valikko|sulje valikko|menu|search|sök|meny|jaa|dela|share|tulosta|print"
    r"|facebook|twitter|x|linkedin|whatsapp|instagram|sähköposti|kopioi linkki"
    r"|takaisin(?: (?:ylös|alkuun|etusivulle|uutisiin|tiedotteisiin|ajankohtaisiin|\w*listaukseen))?"
    r"|sivun alkuun|edellinen|seuraava|etusivu|back to top|tillbaka(?: till (?:nyheter|början))?|till toppen"
    r"|tulosta sivu|skriv ut(?: sidan)?|print this page|kirjaudu(?: sisään)?|logga in|log in"
    r"|jaa tämä|lue myös|katso myös|luetuimmat|läs också|read also"
    r"|tilaa (?:\w+ )?uutiskirje(?:emme)?|seuraa meitä(?: \w+)?|följ oss|follow us"
    r"|katso kaikki (?:uutiset|tiedotteet)"
    r"|kommentit|\d+ kommenttia|jätä kommentti"
    r"|tietosuoja(?:seloste|lauseke)?|saavutettavuusseloste|rekisteriseloste|evästeet|integritetspolicy"
    r"|privacy policy"
    r"|(?:©|\(c\)|copyright).*|kaikki oikeudet pidätetään"
    r"|(?:fi|sv|en|se)(?:[\s/|·]+(?:fi|sv|en|se))+|suomeksi|på svenska|in english"
    r"|(?:(?:edellinen|previous|föregående)\s)?1\s2(?:\s(?:\d{1,3}|…|\.\.\.))*(?:\s(?:seuraava|next|nästa))?"
    r"|jaa:? .{0,20}facebook.{0,40}",
    re.IGNORECASE,
)
MENU = re.compile(r"(?:[^\W\d_][\w&/-]*\s?){1,3}")
SHORTEST_MENU = 3
"""Lines; two in a row may be a title and what stands below it."""


def without_furniture(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines without the page's frame; a line emptied of an icon's name keeps its rest."""
    cleaned = [without_icon for line in lines if (without_icon := ICON.sub("", line).strip()) or not line]
    kept = _without_rows(cleaned)
    while kept and (not kept[-1] or at_the_edge(kept[-1])):
        kept.pop()
    first = 0
    while first < len(kept) and (not kept[first] or at_the_edge(kept[first])):
        first += 1
    return tuple(kept[first:])


def _without_rows(lines: list[str]) -> list[str]:
    """Return the lines without what is furniture anywhere, and without rows of it below the last sentence."""
    below = max((number for number, line in enumerate(lines) if marks.is_prose(line)), default=len(lines))
    filled = [number for number, line in enumerate(lines) if line]
    clear = {number for number in filled if ANYWHERE.fullmatch(_bare(lines[number]))}
    doubtful = {number for number in filled if number > below and at_the_edge(lines[number])}
    frame = clear | doubtful
    pairs = [pair for pair in pairwise(filled) if frame.issuperset(pair)]
    rows = doubtful.intersection(number for pair in pairs for number in pair)
    return [line for number, line in enumerate(lines) if number not in clear | rows]


def at_the_edge(line: str) -> bool:
    """Tell whether the line would be furniture at the beginning or the end of a text."""
    return AT_THE_EDGES.fullmatch(_bare(line)) is not None or COOKIES.fullmatch(_bare(line)) is not None


def is_menu(lines: Sequence[str]) -> bool:
    """Tell whether the lines are a site's menu: several of a few words, none of them a sentence."""
    filled = [_bare(line) for line in lines if line]
    named = [line for line in filled if not at_the_edge(line)]
    return len(filled) >= SHORTEST_MENU and all(
        len(line) <= 30 and MENU.fullmatch(line) is not None for line in named
    )


def _bare(line: str) -> str:
    return line.strip(" :·|>›»«‹.")
