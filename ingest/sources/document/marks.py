"""Classify single lines by their marks: headings, list items, quotations, prose."""

from __future__ import annotations

import re

HEADING = re.compile(r"(#{2,6}|#(?=\s))(?!#)\s?(.*?)(?:\s#+)?")
UNDERLINE = re.compile(r"(={3,}|-{3,})")
BREAK = re.compile(r"(?:[-_*]\s?){3,}|={3,}")
BULLET = re.compile(r"(?:[•◦▪‣∙]\s*|[-*+–—]\s+|-(?=[^\W\d_]))(\S.*)")
NUMBER = re.compile(
    r"(\d{1,2})[.)]\s+(?!(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu)(\S.*)"
)
QUOTED = re.compile(r"([\"”“„»«])(.+)[\"”“»«]\.?(?:\s*[–—-]\s*(\S[^\"”“]{1,150}))?")
ATTRIBUTION = re.compile(r"[–—-]\s*(\S.{1,150})")
REPORTING = re.compile(
    r"[,.?!]\s+(?:[^\s.]{1,40}\s+){0,4}(?:sano|kerto|totea|kuvail|kiittä|muistutta|painotta|summa|iloits|korosta|arvioi"
    r"|naura|huomautta|pohti|selittä|vakuutta|hymyil|huokai|muistele|ihmettele|kommentoi|lupaa\b|jatkaa\b"
    r"|säger|berättar|says)\w*"
)
"""A verb of saying after what was said: "…, sanoo ohjaaja"."""
BYLINE = re.compile(
    r"(?:kirjoittaja|teksti|kuvat?|valokuvat?|teksti ja kuvat?|toimittaja|text|foto|bild|författare"
    r"|author|written by|photo)\s*:.*",
    re.IGNORECASE,
)
BOLD_LINE = re.compile(r"\*\*([^*]{1,120})\*\*")
CAPTION = re.compile(
    r"(?:kuva(?:ssa|t|aja|us)?|teksti|video|piirros|foto|bild|text|photo|image|picture|caption)\b.*",
    re.IGNORECASE,
)
CALL = re.compile(
    r"(?:lue (?:lisää|myös|koko)|katso myös|läs (?:mer|också)|read more|see also)\b.*", re.IGNORECASE
)
FINAL = (".", "!", "?", ":", ";", ",", "…", '"', "”", "“", "»", ")", "-", "–")
SIGNS = '"”“„»«'
TELEPHONE = re.compile(
    r"(?:(?:p|puh|gsm|tel|tfn|ph|m)\b\.?|puhelin(?:numero)?|matkapuhelin|telefon|telephone|phone|mobile)?\s*:?\s*"
    r"(\+?\(?\d[\d\s()/–-]{5,22}\d(?:\s?\((?:klo|kl|ark|arkisin|ma|ti|ke|to|vard|mon)\b[^()]{1,25}\))?)",
    re.IGNORECASE,
)
EMAIL = re.compile(
    r"(?:(?:s-posti|sähköposti(?:osoite)?|e-?mail|e-?post)\s*:?\s*)?"
    r"([\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})\.?",
    re.IGNORECASE,
)

UNFINISHED = (
    "on",
    "ovat",
    "oli",
    "olivat",
    "ja",
    "sekä",
    "tai",
    "eli",
    "kuten",
    "esimerkiksi",
    "muassa",
    "är",
    "och",
    "and",
)
"""Words that a heading never ends with: such a line leads over to a list."""
LONG = 120
"""Characters above which a line is prose and no heading."""


def is_prose(line: str) -> bool:
    """Tell whether the line is a sentence or more: long, or of several words and ended by a full stop."""
    return len(line) > LONG or (line.endswith((".", "!", "?")) and len(line.split()) >= 4)


def looks_like_heading(line: str) -> bool:
    """Tell whether a line that stands alone reads as a heading: short, capitalised, without an end mark."""
    return (
        3 <= len(line) <= LONG
        and (line[0].isupper() or line[0].isdigit())
        and not line.endswith(FINAL)
        and any(map(str.isalpha, line))
        and "://" not in line
        and line.rsplit(None, 1)[-1].lower() not in UNFINISHED
        and not CAPTION.fullmatch(line)
        and not BYLINE.fullmatch(line)
        and not CALL.fullmatch(line)
        and not TELEPHONE.fullmatch(line)
        and not EMAIL.fullmatch(line)
    )


def quotation(line: str) -> tuple[str, str] | None:
    """Return the words and the speaker of a line that is one whole quotation, or None."""
    match = QUOTED.fullmatch(line)
    if match and not any(sign in match.group(2) for sign in SIGNS):
        return match.group(2).strip(), (match.group(3) or "").strip()
    sentence = line.endswith((".", "!", "?", "…"))
    if line[:2] in ("– ", "— ") and REPORTING.search(line):
        return line[2:].strip(), ""
    if line[:2] == "- " and line[2:3].isupper() and sentence and REPORTING.search(line):
        return line[2:].strip(), ""
    if line[:2] in ("» ", "« ") and is_prose(line) and not any(sign in line[2:] for sign in SIGNS):
        return line[2:].strip(), ""
    return None
