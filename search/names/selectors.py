"""The names that texts are analysed by: those in use, and those that should be."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from search import registry
from search.analysis import Lexicon, install
from search.analysis.compounds import split
from search.analysis.lexicon import built_in, is_one_word, unknown_words
from search.fields import Language
from search.models.names import Name, NamesInUse
from search.parsing import function_words
from search.versioned import FirstRow, Versioned

logger = logging.getLogger(__name__)

_SHORTEST_FROM_TITLES = 3
"""Shorter words of a title are rarely names, and are found as they stand anyway."""

_HYPHENS = str.maketrans("-\u2010\u2011", "   ")
"""A hyphenated name is inflected by its last part, and each part may be a name of its own."""


def current_lexicon() -> Lexicon:
    """Return the names in use, as they stand now in the database.

    One small query asks whether they changed; only then are they read anew, once a process.
    """
    return _lexicon.current()


def use_current_names() -> None:
    """Have everything in this process analysed by the names in use, from now on."""
    lexicon = current_lexicon()
    if _installed.get("lexicon") is not lexicon:
        install(lexicon)
        _installed["lexicon"] = lexicon


def forget_names() -> None:
    """Have everything in this process analysed by the built-in names alone, until asked otherwise."""
    install(None)
    _installed.clear()


def gathered_names() -> dict[str, str]:
    """Return the names that should be in use, each as it is written with its base form.

    They are the words of the content's titles that no dictionary knows, not even as compounds, and the
    editors' own list, which wins. What can't be a name is left out with a warning.
    """
    titles = (title for provide in registry.titles().values() for title in provide())
    unknown = unknown_words(title.translate(_HYPHENS) for title in titles)
    forms = {word: word for word in unknown - _ordinary_words() if _may_be_a_name(word)}
    for written, base in Name.objects.filter(is_active=True).values_list("written", "base"):
        if is_one_word(written) and (not base or is_one_word(base)):
            forms |= _with_base(written, base)
        else:
            logger.warning("The name %r = %r is left out: it is not one word.", written, base)
    return dict(sorted(forms.items()))


def names_in_database() -> Mapping[str, str]:
    """Return the names in use; none before the first index is made."""
    return NamesInUse.objects.values_list("forms", flat=True).first() or {}


def _ordinary_words() -> frozenset[str]:
    return frozenset().union(*(function_words(language) for language in Language))


def _may_be_a_name(word: str) -> bool:
    """Tell whether a title's word is long enough, and no compound: its last part is inflected as ever."""
    return len(word) >= _SHORTEST_FROM_TITLES and split(word, built_in()) is None


def _with_base(written: str, base: str) -> dict[str, str]:
    """Return a name with its base form, which is a name as well."""
    return {base: base, written: base} if base else {written: written}


_fingerprint = FirstRow(lambda: NamesInUse.objects.order_by("pk").values_list("fingerprint"))
_lexicon = Versioned(_fingerprint, lambda: Lexicon.of(names_in_database()))
_installed: dict[str, Lexicon] = {}
