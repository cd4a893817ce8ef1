"""The words that we translate for Wagtail are words that it uses and does not translate itself."""

from __future__ import annotations

import gettext
from pathlib import Path

import wagtail

from cms.wagtail_words import LED_TO_MODERATION, SAID_OTHERWISE, WORDS

LOCALE = Path(__file__).resolve().parents[3] / "locale"
PLACES = sorted(Path(wagtail.__file__).parent.glob("**/locale"))


def catalogue(place: Path, language: str) -> set[str]:
    """Return what a catalogue translates; plurals are named by their singular."""
    try:
        found = gettext.translation("django", place, [language])
    except FileNotFoundError:
        return set()
    entries = found._catalog  # type: ignore[attr-defined]  # it has no public way to list them
    return {key[0] if isinstance(key, tuple) else key for key in entries}


def test_wagtails_finnish_catalogues_lack_each_word() -> None:
    known = {word for place in PLACES for word in catalogue(place, "fi")}
    assert known, "no catalogue was read"
    assert sorted(set(WORDS) & known) == []


def test_wagtail_uses_each_word() -> None:
    sources = (place / "en" / "LC_MESSAGES" / "django.po" for place in PLACES)
    texts = "".join(path.read_text(encoding="utf-8") for path in sources if path.is_file())
    used = texts.replace('"\n"', "").replace('\\"', '"')
    assert [
        word for word in (*WORDS, *SAID_OTHERWISE, *LED_TO_MODERATION) if f'msgid "{word}"' not in used
    ] == []


def test_none_of_our_finnish_words_is_wagtails_jargon() -> None:
    ours = gettext.translation("django", LOCALE, ["fi"])
    assert [word for word in SAID_OTHERWISE if "pätk" in ours.gettext(word)] == []
    assert "pätk" not in ours.ngettext("1 snippet type", "%(counter)s snippet types", 2)
