"""The newsletter as something that anybody may subscribe to, in one language at a time."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.subscriptions.actions import ask, end
from cms.subscriptions.kinds import Kind, register_kind
from cms.subscriptions.models import Subscription
from cms.subscriptions.selectors import standing
from cms.translation.selectors import readers_list

KIND = "newsletter"


def register() -> None:
    """Tell the registry of subscriptions; called from ``ready``."""
    register_kind(Kind(KIND, gettext_lazy("Newsletter"), in_words, begun=keep_one))


def subscribe(*, address: str, language: str) -> None:
    """Write to an address and ask whether it wants the newsletter."""
    ask(kind=KIND, address=address, language=language)


def in_words(_about: str) -> str:
    """Say what one gets: the title of the newsletter in the active language."""
    from cms.newsletters.models import NewsletterIndexPage

    index = readers_list(NewsletterIndexPage)
    return str(index.title) if index else _("Newsletter")


def keep_one(subscription: Subscription) -> None:
    """End what the address had in other languages: nobody gets an issue twice."""
    others = Subscription.objects.filter(kind=KIND, address=subscription.address)
    for other in others.filter(confirmed_at__isnull=False).exclude(pk=subscription.pk):
        end(other)


def remove_subscriber(*, address: str) -> int:
    """End all that an address has or has asked for; return how many that was."""
    found = list(Subscription.objects.filter(kind=KIND, address=address.strip().lower()))
    for subscription in found:
        end(subscription)
    return len(found)


def subscribers_by_language() -> dict[str, int]:
    """Return how many subscribe in each language, by its own name."""
    counts = Counter(standing(KIND).values_list("language", flat=True))
    return {name: counts[code] for code, name in settings.LANGUAGES if counts[code]}
