"""What changes written pages."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from taggit.managers import TaggableManager
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.accounts.models import User

MAX_SLUG_LENGTH = 120


def free_slug(*, parent: Page, title: str) -> str:
    """Return a slug of ``title`` that no child of ``parent`` has."""
    base = slugify(title)[:MAX_SLUG_LENGTH].strip("-") or "sivu"
    children = parent.get_children()
    if not children.filter(slug=base).exists():  # by the column's index; the beginning is looked for without
        return base
    taken = set(children.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


@transaction.atomic
def save_page_draft(
    *,
    model: type[Page],
    values: dict[str, Any],
    parent: Page | None = None,
    page: Page | None = None,
    publish: bool = False,
    user: User | None = None,
) -> Page:
    """Create a page below ``parent``, or give ``page`` a new draft revision, with ``values``.

    ``values`` maps field names to values: a stream field takes a list of ``{"type", "value"}``, tags a
    list of names, a child relation a list of dicts of its fields. A new page is a draft until it is
    published; what is live of an old page stays until then. Nothing is saved when a value is refused
    (``django.core.exceptions.ValidationError``).
    """
    if page is None:
        if parent is None:
            raise ValueError("A new page needs a parent.")
        page = model(live=False, slug=free_slug(parent=parent, title=str(values["title"])))
        _assign(page, values)
        with disable_reference_index_auto_update():  # the revision's save brings it up to date
            parent.add_child(instance=page)
        created = True
    else:
        page = page.get_latest_revision_as_object()
        _assign(page, values)
        created = False
    page.full_clean()
    revision = page.save_revision(user=user, log_action=True, clean=False)
    if publish:
        revision.publish(user=user)
    elif created:
        return page
    return model.objects.get(pk=page.pk)


def _assign(page: Page, values: dict[str, Any]) -> None:
    relations = {relation.get_accessor_name(): relation for relation in page._meta.related_objects}
    for name, value in values.items():
        if name in relations:
            child = relations[name].related_model
            setattr(page, name, [child(sort_order=order, **row) for order, row in enumerate(value)])
            continue
        field = page._meta.get_field(name)
        if isinstance(field, StreamField):
            setattr(page, name, field.stream_block.to_python([_raw_block(block) for block in value]))
        elif isinstance(field, TaggableManager):
            getattr(page, name).set(value)
        else:
            setattr(page, name, value)


def _raw_block(block: dict[str, Any]) -> dict[str, Any]:
    if block["type"] == "heading":
        return {"type": "heading", "value": {**block["value"], "level": str(block["value"]["level"])}}
    return block
