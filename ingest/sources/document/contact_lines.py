"""Classify the lines of a contact section: who, what for, where, and how to reach them."""

from __future__ import annotations

import re

from ingest.sources.document import marks

SECTION = re.compile(
    r"(?:tiedoksi\s?antaja(?:t)?|tiedotteen antaja|lisätie(?:toja|dot)(?: ja haastattelu(?:t|pyynnöt))?"
    r"(?:\s+(?:antaa|antavat|asiasta|tiedotteesta|medialle))*|yhteyshenkilöt?|yhteystie(?:dot|toja)"
    r"|haastattelu(?:t|pyynnöt)|(?:median|medialle)\s+\w+|ota yhteyttä|kysy lisää"
    r"|mer information|(?:ytterligare|närmare) information|kontakt(?:personer|person|uppgifter)?"
    r"|(?:for )?(?:more|further) information|(?:media |press )?contacts?)",
    re.IGNORECASE,
)
ROLE_WORD = (
    r"[\w-]*(?:johtajat?|johtajatar|päällik(?:kö|öt)|suunnittelijat?|asiantuntijat?|koordinaattorit?|sihteerit?"
    r"|ohjaajat?|vastaavat?|puheenjohtajat?|tiedottajat?|työntekijät?|tutkijat?|esihenkilöt?|neuvojat?|lakimie(?:s|het)"
    r"|psykologit?|lääkärit?|professorit?|kehittäjät?|asiamie(?:s|het)|kouluttajat?|tuottajat?|terapeut(?:ti|it)|kuraattorit?"
    r"|hoitajat?|opettajat?|valmentajat?|avustajat?|edustajat?|konsult(?:ti|it)|ministerit?|viestijät?|toimittajat?"
    r"|valtuutettu|valtuutetut|assistent(?:ti|it)|toimihenkilöt?|analyytikot?|analyytikko|rehtorit?|pastorit?"
    r"|direktör|chef|koordinator|sakkunnig|planerare|ordförande|ledare|rådgivare"
    r"|director|manager|coordinator|officer|specialist|planner|chair|adviser|advisor|secretary)"
)
ROLE = re.compile(rf"(?:[\w./&-]+,?\s+){{0,4}}{ROLE_WORD}(?:\s+\([^)]*\))?", re.IGNORECASE)
ROLE_AND_NAME = re.compile(
    rf"((?:[\w-]+\s+){{0,3}}{ROLE_WORD})\s+((?:[A-ZÅÄÖ][\w’'-]+\s?){{2,4}})", re.IGNORECASE
)
ORGANISATION = re.compile(
    r".*(?:\b(?:ry|rf|r\.y|oy|oyj|ab|sr|säätiö|oph|thl|stea|inc|ltd)\b\.?"
    r"|(?:yhdistys|liitto|keskus|kaupunki|kunta|kuntayhtymä|hyvinvointialue|säätiö|järjestö|järjestöt|virasto"
    r"|ministeriö|laitos|yliopisto|koulu|seurakunta|kirkko|yhtymä|verkosto|instituutti|akatemia|stiftelse|förbund"
    r"|förening|stad|kommun|universitet|association|foundation|university))",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?:[A-ZÅÄÖÉÜÕŠŽÆØ][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?\s+(?:(?:af|von|de|van|der)\s+)?){1,3}"
    r"[A-ZÅÄÖÉÜÕŠŽÆØ][^\W\d_]+(?:[-’'][^\W\d_]+)*"
)
HOURS = re.compile(
    r"\(?(?:(?:ark(?:isin)?|vard(?:agar)?|ma|ti|ke|to|pe|mån|mon|klo|kl)\b\.?[\s–-]*){1,4}\d{1,2}[\d.:\s–-]{0,12}\)?",
    re.IGNORECASE,
)
"""When a telephone is answered: "ma–pe klo 9–15"."""
PARTING = re.compile(
    r"\s*[,;|]\s+|\s+[–—]\s+|\s{2,}|\s+(?:ja|tai|och|eller|and|or|/)\s+(?=[\w.+-]+(?:@|\(at\))|\+?\(?\d)"
)
"""What parts the pieces of a row: a sign, or a conjunction between addresses or numbers."""
PLURAL = re.compile(r"(?<=[jv])([aä])t$|(?<=r)(i)t$", re.IGNORECASE)


def classify(line: str) -> tuple[str, str]:  # noqa: PLR0911  a table of kinds, read from top to bottom
    """Return what the line is and its value.

    The kinds: section, label, email, telephone, role, organisation, name, prose, other.
    """
    bare = line.strip(" *_").lstrip("•- ")
    if match := marks.EMAIL.fullmatch(bare):
        return "email", re.sub(r"\s?(?:@|\(at\)|\[at\])\s?", "@", match.group(1), flags=re.IGNORECASE)
    if match := marks.TELEPHONE.fullmatch(bare):
        return "telephone", match.group(1).strip()
    if SECTION.fullmatch(bare.rstrip(": ")) or (
        bare.endswith(":") and len(bare) <= 80 and SECTION.match(bare)
    ):
        return "section", ""
    if bare.endswith(":") and len(bare) <= 80:
        return "label", singular(bare.rstrip(": "))
    if marks.is_prose(line) or marks.CALL.fullmatch(line) or "://" in line:
        return "prose", line
    if ROLE.fullmatch(bare) and not ORGANISATION.fullmatch(bare):
        return "role", bare
    if ORGANISATION.fullmatch(bare):
        return "organisation", bare
    return ("name", bare) if NAME.fullmatch(bare) else ("other", bare)


def singular(role: str) -> str:
    """Return a group's role as one person's: Ohjaajat, Koordinaattorit -> Ohjaaja, Koordinaattori."""
    return PLURAL.sub(lambda match: match.group(1) or match.group(2), role)


def pieces_of(line: str) -> list[tuple[str, str]]:
    """Return the classified pieces of a line that holds a contact in a row, parted by commas.

    "Ohjaaja Maija Mallikas, Esimerkki ry, p. 040 1234567, maija@example.org" gives five pieces.
    """
    pieces: list[tuple[str, str]] = []
    for part in PARTING.split(line.strip()):
        if not part.strip():
            continue
        pieces += _role_and_name(part.strip()) or _with_reach(part.strip())
    return pieces


def _with_reach(part: str) -> list[tuple[str, str]]:
    """Split a telephone number or e-mail address off the end of a piece: "Maija Mallikas 040 1234567"."""
    kind, value = classify(part)
    if kind not in ("other", "prose", "name"):
        return [(kind, value)]
    words = part.split()
    for number in range(max(1, len(words) - 8), len(words)):
        tail, _ = classify(" ".join(words[number:]))
        if tail in ("email", "telephone"):
            before = " ".join(words[:number])
            return [*(_role_and_name(before) or [classify(before)]), classify(" ".join(words[number:]))]
    return [(kind, value)]


def _role_and_name(part: str) -> list[tuple[str, str]]:
    match = ROLE_AND_NAME.fullmatch(part)
    if match and NAME.fullmatch(match.group(2).strip()):
        return [("role", match.group(1)), ("name", match.group(2).strip())]
    return []
