"""Tell e-mail addresses of roles from those of people, which no register's copy may spread further.

An address is a person's if its name part holds a first name or surname, or is built of two words as
``first.last`` is, unless one of its words is a role's. First names and surnames are known from Voikko.
"""

from __future__ import annotations

import re

from search.analysis.voikko import readings

ADDRESS = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']+\.[^\s@<>\"']{2,}")
ROLES = frozenset(
    word
    for words in (
        "info tiedotus viestinta toimisto asiakaspalvelu palvelu palvelut neuvonta ohjaus kirjaamo posti",
        "tuki apu paivystys hallinto talous laskutus rekry ilmoittautuminen ilmoittautumiset varaukset",
        "yhteys yhteydenotto palaute vastaanotto johto hallitus sihteeri keskus jasenet jasenasiat kurssit",
        "koulutus perhe perheet nuoret nuori lapset lapsi vapaaehtoiset vapaaehtoistoiminta vertaistuki",
        "chat kerho leiri ry rf yhdistys koti talo kohtaamo toiminta projekti hanke",
        "kansli expedition kundtjanst registrator bokning anmalan stod hjalp radgivning ungdom familj"
        " forening",
        "office support help contact admin service services customer mail booking registration"
        " reception hello",
        "association",
    )
    for word in words.split()
)
PERSON = frozenset({"ee", "es"})
"""Voikko's classes of first names and surnames."""
_FOLDED = str.maketrans("äöåÄÖÅé", "aoaaoae")


def is_personal(address: str) -> bool:
    """Tell whether an e-mail address is a person's."""
    name = address.partition("@")[0].casefold()
    words = [word for word in re.split(r"[^a-zåäöéü]+", name) if word]
    folded = [word.translate(_FOLDED) for word in words]
    if any(word in ROLES or _holds_role(word) for word in folded):
        return False
    if any(_is_name(word) for word in words):
        return True
    return len([word for word in words if len(word) > 1]) > 1 or (len(words) > 1 and len(words[0]) == 1)


def without_personal(text: str) -> str:
    """Return a text in which people's addresses are left out."""
    return ADDRESS.sub(lambda match: "" if is_personal(match.group()) else match.group(), text)


def _holds_role(word: str) -> bool:
    """Tell whether a long word begins or ends with a role's, as ``nuorisotoimisto`` does."""
    return len(word) > 7 and any(
        len(role) > 3 and (word.endswith(role) or word.startswith(role)) for role in ROLES
    )


def _is_name(word: str) -> bool:
    """Tell whether a word is a name and nothing else; so are forms such as ``mvirtanen``."""
    found = readings(word)
    classes = {reading[-1].word_class for reading in found if len(reading) == 1}
    if found:
        return bool(classes) and classes <= PERSON
    return (len(word) > 5 and word.endswith("nen")) or (len(word) > 5 and _only_name(word[1:]))


def _only_name(word: str) -> bool:
    found = readings(word)
    return bool(found) and all(len(reading) == 1 and reading[0].word_class in PERSON for reading in found)
