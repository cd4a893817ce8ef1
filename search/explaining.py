"""Say in words why a hit ranks where it does: the codes of ``search.matching.reasons``, for editors."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PLACES: dict[str, str | Promise] = {
    "title": _("In the title"),
    "summary": _("In the summary"),
    "beside": _("In the keywords or the organisation's name"),
    "body": _("In the text"),
}

_WAYS: dict[str, str | Promise] = {
    "exact": _("the word as it was written"),
    "inflected": _("another form of the word"),
    "beginning": _("a word that begins so"),
    "translated": _("the word as read in another language"),
    "synonym": _("a synonym that the editors keep"),
    "part": _("part of a compound"),
    "approximate": _("a word spelt nearly so"),
    "own_part": _("part of the searched word"),
}

_STANDING: dict[str, str | Promise] = {
    "offered_there": _("Offered in the municipality that was named"),
    "offered_everywhere": _("Offered in the whole county or digitally, so in the named municipality too"),
    "specific": _("Raised: meant for the chosen target group in particular"),
    "open_to_all": _("Not raised: open to all, not only to the chosen target group"),
    "dead_link": _("Lowered: its link is broken"),
    "unconfirmed": _("Lowered: nobody has confirmed it within a year"),
    "fading": _("Lowered a little: more than three months old"),
    "old": _("Lowered: more than two years old"),
}


def reasons_in_words(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return each reason in the active language, in their order; an unknown code stays as it is."""
    return tuple(_in_words(reason) for reason in reasons)


def _in_words(reason: str) -> str:
    if reason in _STANDING:
        return str(_STANDING[reason])
    place, _colon, how = reason.partition(":")
    if place in _PLACES and how in _WAYS:
        return f"{_PLACES[place]}: {_WAYS[how]}"
    return reason
