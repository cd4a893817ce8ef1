"""Tags of what editors write."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase


class ArticleTag(TaggedItemBase):
    """Join a page and a tag; pages of every kind share one set of tags."""

    content_object = ParentalKey("wagtailcore.Page", related_name="article_tags", on_delete=models.CASCADE)
