"""What all pages share: they are made through the product's own action, below their index page."""

from __future__ import annotations

from typing import Any

import factory
from wagtail.models import Page

from cms.publishing.actions import save_page_draft
from cms.publishing.selectors import default_parent


class PageFactory(factory.django.DjangoModelFactory):
    """Make a published page, or with ``publish=False`` a draft; the site's frame must be there.

    Values are those of ``save_page_draft``: blocks as dicts, tags as names, child rows as dicts.
    """

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Sivu {number}")

    @classmethod
    def parent(cls) -> Page:
        """Return the page below which the new one stands: the list page of its kind."""
        return default_parent(cls._meta.model)

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, publish: bool = True, **kwargs: Any) -> Page:
        parent = kwargs.pop("parent", None) or cls.parent()
        return save_page_draft(model=model_class, parent=parent, values=kwargs, publish=publish)
