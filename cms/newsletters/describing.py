"""An issue in the vocabulary of schema.org."""

from __future__ import annotations

from cms.newsletters.models import NewsletterPage
from cms.structured_data import Description, Face, article, described


def register() -> None:
    """Tell of what an issue's page tells."""
    described.register(NewsletterPage, issue)


def issue(thing: NewsletterPage, face: Face, base: str) -> Description:
    """Describe an issue by the article that it is."""
    return article("Article", thing, face, base, published=thing.date)
