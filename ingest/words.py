"""Say a thing in English where it happens, and in the reader's language where it is read.

Errors are met by workers, kept in tables and read later by people of three languages; plugins are imported
before any setting is read. So words are marked where they stand, keep their template and parameters, and
are translated when they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ingest.storable import storable

FINAL_MARKS = (".", "!", "?", "…", ":")
Template = str | Mapping[str, str]
"""A sentence that the catalogues of the product know, or one in several languages, "en" among them."""


class Words(str):
    """Be a sentence in English that can be said in the active language.

    ``parameters`` are numbers, words, and texts that are the same in every language; an exception stands for
    its message.
    """

    __slots__ = ("parameters", "template")
    template: Template
    parameters: Mapping[str, Any]

    def __new__(cls, template: Template, parameters: Mapping[str, Any] | None = None) -> Words:
        """Fill the English template; without parameters a percent sign stands for itself."""
        english = str(template) if isinstance(template, str) else template["en"]
        filled = {name: _value(value) for name, value in (parameters or {}).items()}
        words = super().__new__(cls, english % filled if filled else english)
        words.template, words.parameters = (english if isinstance(template, str) else template), filled
        return words

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep template and parameters in copies and in other processes."""
        return Words, (self.template, self.parameters)

    def in_language(self) -> str:
        """Return the sentence in the active language, else in English."""
        from django.utils.translation import get_language, gettext  # what converts documents needs no Django

        if isinstance(self.template, str):
            sentence = gettext(self.template) if self.template else ""
        else:
            sentence = self.template.get((get_language() or "en").partition("-")[0], self.template["en"])
        told = {name: in_words(value) for name, value in self.parameters.items()}
        return sentence % told if told else sentence


def gettext_noop(words: str, **parameters: Any) -> Words:
    """Mark words for translation; ``makemessages`` finds them by this name and by ``_``.

    Django's own reads the settings when it is called, and so can't be used in a class's body.
    """
    return Words(words, parameters)


def in_languages(sentences: Mapping[str, str], **parameters: Any) -> Words:
    """Return words that bring their own translations, as those of a plugin from elsewhere do."""
    return Words(dict(sentences), parameters)


def joined_words(between: str, parts: Iterable[str]) -> str:
    """Return texts joined, as words if any of them is."""
    texts = list(parts)
    if not any(isinstance(text, Words) for text in texts):
        return between.join(texts)
    names = [f"part{number}" for number in range(len(texts))]
    template = between.replace("%", "%%").join(f"%({name})s" for name in names)
    return Words({"en": template}, dict(zip(names, texts, strict=True)))


def one_after_another(*sentences: str) -> str:
    """Return sentences as one text, each with a mark at its end but the last; empty ones are left out."""
    *before, last = [sentence for sentence in sentences if sentence] or [""]
    ended = [one if one.endswith(FINAL_MARKS) else joined_words("", (one, ".")) for one in before]
    return joined_words(" ", (*ended, last))


def in_words(value: Any) -> Any:
    """Return words in the active language, anything else as it is."""
    return value.in_language() if isinstance(value, Words) else value


def kept(text: str) -> dict[str, Any]:
    """Return a text as JSON may hold it, with what it takes to say it in another language."""
    if not isinstance(text, Words):
        return {"text": storable(text)}
    parameters = {
        name: value if isinstance(value, int | float) else kept(value)
        for name, value in text.parameters.items()
    }
    return {"template": text.template, "parameters": parameters}


def restored(stored: Mapping[str, Any]) -> str:
    """Return the text that ``kept`` gave."""
    if "text" in stored:
        return str(stored["text"])
    parameters = {
        name: restored(value) if isinstance(value, dict) else value
        for name, value in stored["parameters"].items()
    }
    return Words(stored["template"], parameters)


def _value(value: Any) -> Any:
    if isinstance(value, Exception):
        message = getattr(value, "message", None)
        return message if isinstance(message, Words) else storable(str(value))
    return value if isinstance(value, Words | int | float) else storable(str(value))
