"""Where the link check says how it tries one link at once: the directory knows no way to the web itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.fields import LinkState


@dataclass(frozen=True, slots=True)
class LinkTrial:
    """Be the result of one try: the state, what it means, and what to do, in the active language."""

    state: LinkState
    words: str
    advice: str = ""


_trials: list[Callable[[str], LinkTrial]] = []


def register_trial(trial: Callable[[str], LinkTrial]) -> None:
    """Say how a link is tried; called from an app's ``ready``. The trial ends within seconds."""
    _trials[:] = [trial]


def try_link(address: str) -> LinkTrial:
    """Try a link now and return what came of it; never raises for what the other side does."""
    for trial in _trials:
        return trial(address)
    return LinkTrial(LinkState.UNKNOWN, _("The link was not tried."))


def state_words(state: LinkState) -> str:
    """Return what the last regular check of a service's link found, in the active language."""
    return {
        LinkState.OK: _("The link works."),
        LinkState.DEAD: _("The link has been broken for days."),
        LinkState.DOUBTFUL: _("The link could not be checked for certain."),
        LinkState.UNKNOWN: _("The link has not been checked yet."),
    }[state]
