"""What people write into a cell: lists, yes and no, ages, numbers, days, addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from ingest.http import InvalidUrl, parse_url
from ingest.records import Term

YES = frozenset(["kyllä", "k", "x", "1", "true", "tosi", "on", "yes", "y", "ja", "sant", "joo", "✓", "✔"])
NO = frozenset(["ei", "e", "0", "false", "epätosi", "no", "n", "nej", "falskt", "-", "–"])
_SEPARATORS = re.compile(r"[;\n\r|•·]+")
_COMMA = re.compile(r",(?!\d)")
_OUTSIDE = re.compile(r"\([^()]*\)")
_NUMBER = r"(\d{1,3}(?:[.,]\d)?)"
_RANGE = re.compile(rf"{_NUMBER}\s*(?:-|–|—|\.\.+|…|asti|till?|to|ja)\s*{_NUMBER}")
_FROM = re.compile(rf"(?:yli|vähintään|alkaen|från|over|from|minst|at least|>=?)\s*{_NUMBER}")
_FROM_AFTER = re.compile(
    rf"{_NUMBER}\s*(?:\+|[-–]\s*$|[-–]?\s*(?:v\.?|vuotta|vuotiaat|vuotiaasta|år|years)?\s*"
    r"(?:->|→|ja yli|alkaen|täyttäneet|och äldre|and (?:over|older)|and up))"
)
_TO = re.compile(
    rf"(?:alle|enintään|korkeintaan|under|högst|at most|up to|below|max|<=?|^\s*[-–])\s*{_NUMBER}"
)
_ONE = re.compile(_NUMBER)
_MONTHS = re.compile(rf"{_NUMBER}\s*(?:kk|kuukau|månad|month)")
LANGUAGES = {
    "fi": "fi suomi suomeksi finska finnish fin",
    "sv": "sv ruotsi ruotsiksi svenska swedish swe",
    "en": "en englanti englanniksi engelska english eng",
    "ar": "ar arabia arabiaksi arabiska arabic ara",
    "so": "so somali somaliksi somaliska som",
    "ru": "ru venäjä venäjäksi ryska russian rus",
    "uk": "uk ukraina ukrainaksi ukrainska ukrainian ukr",
    "ku": "ku kurdi kurdiksi kurdi sorani kurmandži kurdiska kurdish kur",
    "fa": "fa persia persiaksi farsi dari persiska persian fas",
    "fse": "fse viittomakieli suomalainen viittomakieli viitottu teckenspråk sign language",
}
_LANGUAGE_OF = {word: code for code, words in LANGUAGES.items() for word in words.split()}
CHANNELS = {
    "place": "paikan toimipiste toimipaikka käyntiasiointi lähipalvelu kasvokkain vastaanotto"
    " tapaaminen tapaamiset läsnä plats mottagning on-site site place person in-person",
    "telephone": "puhelin puhelimitse puhelimella soitto telefon telefonen telephone phone",
    "chat": "chat chatti chatissa viesti",
    "home_visit": "kotikäynti kotikäynnit kotona kotiin jalkautuva hembesök home",
    "group": "ryhmä ryhmät ryhmässä ryhmätoiminta vertaisryhmä vertaisryhmät"
    " grupp gruppen grupper group groups",
}
_CHANNEL_OF = {word: channel for channel, words in CHANNELS.items() for word in words.split()}
DIGITAL = frozenset(
    word
    for words in (
        "verkko verkossa etä etänä etäpalvelu digi digitaalinen digitaalisesti video teams zoom chat chatti",
        "nätet digital digitalt distans online remote web virtual",
    )
    for word in words.split()
)


def values_of(text: str) -> tuple[str, ...]:
    """Return the entries of a cell: parted by semicolons or lines, else by commas outside brackets.

    A comma between digits parts nothing. Each entry comes once.
    """
    pieces = _SEPARATORS.split(text)
    if len([piece for piece in pieces if piece.strip()]) <= 1:
        pieces = _by_commas(text.strip(" ;|\n\r"))
    found = (" ".join(piece.split()).strip(" -–•*") for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in found if piece))


def _by_commas(text: str) -> list[str]:
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match.group())
        return f"\x00{len(held) - 1}\x00"

    pieces = _COMMA.split(_OUTSIDE.sub(hold, text.replace("\x00", "")))
    return [re.sub(r"\x00(\d+)\x00", lambda match: held[int(match.group(1))], piece) for piece in pieces]


def terms_of(text: str, vocabulary: str = "text") -> tuple[Term, ...]:
    """Return a cell's entries as terms of the source's own words."""
    return tuple(Term(vocabulary=vocabulary, label=value) for value in values_of(text))


def truth_of(text: str) -> bool | None:
    """Return yes or no, None where the cell says neither."""
    word = text.strip().casefold().rstrip(".!")
    if word in YES:
        return True
    return False if word in NO else None


def ages_of(text: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and the highest age in years that a cell tells, in words or figures."""
    words = text.casefold()
    if months := _MONTHS.findall(words):
        years = [(_number(month) / 12).quantize(Decimal("0.1")) for month in months]
        return (years[0], years[-1]) if len(years) > 1 else (None, None)
    for pattern, lower, upper in ((_RANGE, 1, 2), (_FROM, 1, 0), (_FROM_AFTER, 1, 0), (_TO, 0, 1)):
        if match := pattern.search(words):
            from_ = _number(match.group(lower)) if lower else None
            to = _number(match.group(upper)) if upper else None
            return from_, to
    if match := _ONE.search(words):
        return _number(match.group(1)), _number(match.group(1))
    return None, None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def number_of(text: str) -> Decimal | None:
    """Return the number that a cell holds: 1 234,5 or 1,234.5 or 1.234; None for what is none."""
    plain = re.sub(r"[\s\u00a0\u202f'€%]", "", text).replace("−", "-")
    if not re.fullmatch(r"[+-]?\d[\d.,]*", plain) or len(plain) > 30:
        return None
    if "," in plain and "." in plain:
        decimal = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub(r"[.,]", "", plain[:decimal]) + "." + plain[decimal + 1 :]
    elif plain.count(",") > 1 or plain.count(".") > 1:
        plain = re.sub(r"[.,]", "", plain)
    elif re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", plain):
        plain = plain.replace(".", "")  # thousands, as Finns and Swedes write them
    plain = plain.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def languages_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of the languages that a cell names, and the words that are none that we know."""
    codes: dict[str, None] = {}
    unknown = []
    for value in values_of(re.sub(r"\s+(?:ja|och|and|&|sekä)\s+|/", ";", text)):
        words = re.findall(r"\w+", value.casefold())
        code = next((_LANGUAGE_OF[word] for word in reversed(words) if word in _LANGUAGE_OF), "")
        if code:
            codes[code] = None
        else:
            unknown.append(value)
    return tuple(codes), tuple(unknown)


def channels_of(text: str) -> tuple[tuple[str, ...], bool]:
    """Return how people meet the service, and whether one of the ways is over the web."""
    words = re.findall(r"[\w-]+", text.casefold())
    found = dict.fromkeys(_CHANNEL_OF[word] for word in words if word in _CHANNEL_OF)
    return tuple(found), any(word in DIGITAL for word in words)


def address_of(text: str) -> str:
    """Return the web address in a cell, with https where people leave it out; empty if there is none."""
    word = next(iter(text.split()), "")
    if not word or "@" in word:
        return ""
    if re.match(r"(?:[a-z0-9äöå-]+\.)+[a-zäöå]{2,}(?:[/?#:]|$)", word, re.IGNORECASE):
        word = f"https://{word}"
    if not word.lower().startswith(("http://", "https://")):
        return ""
    try:
        address = parse_url(word)
    except InvalidUrl:
        return ""
    return "" if address.credentials else str(address)


def moment_of(text: str) -> datetime | None:
    """Return the time of an ISO date or a Finnish day such as 31.12.2025; midnight UTC if none is told."""
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text.strip()):
        day, month, year = map(int, match.groups())
        text = f"{year:04}-{month:02}-{day:02}"
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
