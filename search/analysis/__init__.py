"""Text to tokens, the same for every engine: Finnish lemmas and compound parts, Swedish, English."""

from search.analysis.analyzer import analyse, install, keys_of, names_in_use, preload
from search.analysis.finnish import is_base_form
from search.analysis.lexicon import Lexicon
from search.analysis.tokens import Token
from search.analysis.versions import fingerprint

__all__ = [
    "Lexicon",
    "Token",
    "analyse",
    "fingerprint",
    "install",
    "is_base_form",
    "keys_of",
    "names_in_use",
    "preload",
]
