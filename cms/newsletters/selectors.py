"""What reads issues, and to whom one goes."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.newsletters.models import Mailing, NewsletterPage
from cms.newsletters.subscribing import KIND
from cms.subscriptions.models import Subscription
from cms.subscriptions.selectors import standing
from cms.translation.selectors import with_untranslated


def issues_below(parent: Page) -> PageQuerySet:
    """Return the live, public issues below a list, the newest first, and those that wait to be translated."""
    return (
        with_untranslated(NewsletterPage.objects.live().public(), parent)
        .select_related("locale")
        .order_by("-date", "-pk")
    )


def languages_of(issue: NewsletterPage) -> tuple[str, ...]:
    """Return the languages whose subscribers get this issue: its own, and those that have no version of it.

    A language in which a version waits to be written, or which another version went to, is left out.
    """
    versions = issue.get_translations().select_related("locale")
    taken = {version.locale.language_code for version in versions}
    for mailing in Mailing.objects.filter(issue__in=[version.pk for version in versions]):
        taken.update(mailing.languages)
    own = issue.locale.language_code
    others = [code for code, _name in settings.LANGUAGES if code != own and code not in taken]
    return (own, *others)


def recipients_in(languages: Sequence[str]) -> QuerySet[Subscription]:
    """Return the subscriptions in some languages."""
    return standing(KIND).filter(language__in=languages)
