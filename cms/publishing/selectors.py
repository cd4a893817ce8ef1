"""What reads written pages."""

from __future__ import annotations

from django.conf import settings
from django.db.models import DateField, F, IntegerField
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.translation.selectors import with_untranslated

NEWEST_FIRST = (
    F("article_date").desc(nulls_last=True),
    "-article_year",
    F("first_published_at").desc(nulls_last=True),
    "pk",
)
"""The order of ``live_articles_below``."""


class NoParentPage(LookupError):
    """Report that the page under which an article would stand does not exist."""


def live_articles_below(parent: Page) -> PageQuerySet:
    """Return the live, public pages below ``parent`` as their own classes, the newest first.

    News and press releases go by their date, reviews by their year, the rest by publication.
    Below a translated page stand also those that only wait to be translated.
    """
    return (
        with_untranslated(Page.objects.live().public(), parent)
        .annotate(
            article_date=Coalesce("news__date", "pressrelease__date", output_field=DateField()),
            article_year=Coalesce("annualreview__year", 0, output_field=IntegerField()),
        )
        .order_by(*NEWEST_FIRST)
        .prefetch_related("locale")
        .specific()
    )


def default_parent(model: type[Page]) -> Page:
    """Return the list page under which new pages of ``model`` stand, in the site's own language.

    Raise ``NoParentPage`` with the remedy where the site has none yet.
    """
    (index,) = model.allowed_parent_page_models()
    parent = index.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path").first()
    if parent is None:
        raise NoParentPage(
            f"There is no page of the kind '{index._meta.verbose_name}'."
            " Run 'palvelupaketti prepare_site' first."
        )
    return parent
