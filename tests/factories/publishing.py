"""Written pages."""

from __future__ import annotations

import factory

from cms.publishing.models import AnnualReview, News, PressRelease, Project
from tests.factories.pages import PageFactory


class ArticleFactory(PageFactory):
    """Make a written page below its kind's index page."""

    class Meta:
        abstract = True

    summary = "Yksi virke siitä, mistä on kyse."


class NewsFactory(ArticleFactory):
    """Make a news item."""

    class Meta:
        model = News


class PressReleaseFactory(ArticleFactory):
    """Make a press release."""

    class Meta:
        model = PressRelease


class AnnualReviewFactory(ArticleFactory):
    """Make an annual review."""

    class Meta:
        model = AnnualReview

    year = factory.Sequence(lambda number: 2000 + number % 100)


class ProjectFactory(ArticleFactory):
    """Make a project."""

    class Meta:
        model = Project
