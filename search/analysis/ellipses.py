"""Complete Finnish compounds that share a part: *perhe- ja pariterapia*, *perheterapia tai -neuvonta*."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from search.analysis.tokens import Token

_HYPHENS = "-\u2010\u2011\u2013"
_CONJUNCTIONS = frozenset({"ja", "tai", "sekä", "eli", "taikka", "että", "kuin", "vai"})
_REACH = 8


def completed(text: str, tokens: list[Token]) -> list[Token]:
    """Give each word that hangs on a hyphen the whole compound as one more lemma."""
    whole = list(tokens)
    for index, token in enumerate(tokens):
        if _hangs_after(text, token):
            ahead = tokens[index + 1 : index + 1 + _REACH]
            if shared := _compound(text, ahead):
                whole[index] = _with(token, [token.surface + shared[1]])
        elif _hangs_before(text, token):
            behind = reversed(whole[max(0, index - _REACH) : index])
            if shared := _compound(text, behind):
                whole[index] = _with(token, [shared[0] + lemma for lemma in token.lemmas])
    return whole


def _compound(text: str, near: Iterable[Token]) -> tuple[str, str] | None:
    """Return front and head of the nearest compound, conjunctions and other hanging words passed over."""
    for token in near:
        if token.surface in _CONJUNCTIONS or _hangs_after(text, token) or _hangs_before(text, token):
            continue
        lemma = token.lemmas[0]
        head = next((part for part in reversed(token.parts) if lemma.endswith(part) and part != lemma), None)
        return (lemma.removesuffix(head), head) if head else None
    return None


def _hangs_after(text: str, token: Token) -> bool:
    after = text[token.end : token.end + 2]
    return len(after) == 2 and after[0] in _HYPHENS and (after[1].isspace() or after[1] in ",/)")


def _hangs_before(text: str, token: Token) -> bool:
    before = text[max(0, token.start - 2) : token.start]
    return len(before) == 2 and before[1] in _HYPHENS and before[0].isspace()


def _with(token: Token, lemmas: list[str]) -> Token:
    return replace(token, lemmas=tuple(dict.fromkeys((*token.lemmas, *lemmas))))
