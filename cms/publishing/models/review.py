"""Annual reviews."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.figures.blocks import YearFiguresBlock
from cms.publishing.blocks import BodyBlock, HeadingValue
from cms.publishing.models.article import Article
from cms.publishing.panels import ReadabilityPanel


class ReviewBodyBlock(BodyBlock):
    """What stands in a review's body: also what the members' key figures come to."""

    year_figures = YearFiguresBlock()


class AnnualReview(Article):
    """Tell what was done in one calendar year, with its key figures."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    body = StreamField(ReviewBodyBlock(), verbose_name=_("content"), blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *Article.content_panels,
        FieldPanel("year"),
        FieldPanel("summary"),
        FieldPanel("body"),
        ReadabilityPanel(),
        InlinePanel("figures", heading=_("Key figures"), label=_("Key figure")),
    ]
    api_fields: ClassVar[list[APIField]] = [*Article.api_fields, APIField("year"), APIField("figures")]
    parent_page_types: ClassVar[list[str]] = ["publishing.ReviewIndex"]

    class Meta:
        verbose_name = _("annual review")
        verbose_name_plural = _("annual reviews")

    @property
    def shows_year_figures(self) -> bool:
        """Tell whether the page needs the styles of members' key figures."""
        return any(block.block_type == "year_figures" for block in self.body)

    @property
    def contents(self) -> list[HeadingValue]:
        """Return the main headings of the body, in order; nothing for fewer than two."""
        headings = [block.value for block in self.body if block.block_type == "heading"]
        main = [heading for heading in headings if str(heading["level"]) == "2"]
        return main if len(main) > 1 else []


class AnnualReviewFigure(Orderable):
    """Be one key figure of a year."""

    page = ParentalKey(AnnualReview, on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("figure"), max_length=20)
    label = models.CharField(_("what it counts"), max_length=120)

    api_fields: ClassVar[list[APIField]] = [APIField("value"), APIField("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")

    def __str__(self) -> str:
        return f"{self.value} {self.label}"
