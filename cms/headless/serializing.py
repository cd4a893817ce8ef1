"""How the fields of pages are shown, and described, to other programs.

Each field that is ours carries ``shape``, the JSON Schema of what it gives; ``cms.headless.document`` puts
the OpenAPI document together from them, so that neither departs from the other.
"""

from __future__ import annotations

from typing import Any

from django.utils.html import strip_tags
from modelcluster.models import get_all_child_relations
from rest_framework.fields import Field
from taggit.managers import _TaggableManager
from wagtail.api.v2.serializers import (
    BaseSerializer,
    ChildRelationField,
    PageSerializer,
    PageTypeField,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.images.api.v2.serializers import ImageSerializer
from wagtail.models import Page

from cms.headless.blocks import body_out
from cms.headless.markup import rich_text
from cms.headless.pictures import renditions_of
from cms.headless.references import reference_out, shape_of


def named(shape: str) -> dict[str, Any]:
    """Refer to a shape of the document by its name."""
    return {"$ref": f"#/components/schemas/{shape}"}


class BodyField(Field):
    """Show a stream of blocks."""

    shape = {"type": "array", "items": named("Block")}

    def to_representation(self, value: Any) -> Any:
        """Return the blocks."""
        return body_out(value, self.context["request"])


class HtmlField(Field):
    """Show rich text."""

    shape = {"type": "string", "description": "HTML with whole addresses."}

    def to_representation(self, value: str) -> str:
        """Return its HTML."""
        return rich_text(value, self.context["request"])


class TagsField(Field):
    """Show tags, by name."""

    shape = {"type": "array", "items": named("Term")}

    def to_representation(self, value: Any) -> Any:
        """Return each as a term."""
        tags = sorted(value.all(), key=lambda tag: tag.name)
        return [reference_out(tag, self.context["request"]) for tag in tags]


class RelatedThing(Field):
    """Show what a page points to, one or many."""

    def __init__(self, *, model: type[Any], many: bool) -> None:
        super().__init__(read_only=True)
        one = named(shape_of(model))
        self.many = many
        self.shape = {"type": "array", "items": one} if many else {"anyOf": [one, {"type": "null"}]}

    def to_representation(self, value: Any) -> Any:
        """Return it in short; of many, those that the public may see."""
        request = self.context["request"]
        if not self.many:
            return reference_out(value, request)
        return [shown for each in value.all() if (shown := reference_out(each, request)) is not None]


class RenditionsField(Field):
    """Show the sizes of a picture."""

    shape = {"type": "array", "items": named("Rendition")}

    def get_attribute(self, instance: Any) -> Any:
        """Take the picture itself."""
        return instance

    def to_representation(self, value: Any) -> Any:
        """Return the sizes."""
        return renditions_of(value, self.context["request"])


class AltField(Field):
    """Show a picture's own text for those who don't see it."""

    shape = {"type": "string"}

    def get_attribute(self, instance: Any) -> Any:
        """Take the picture's own text."""
        return instance.default_alt_text

    def to_representation(self, value: str) -> str:
        """Return it without markup."""
        return strip_tags(value)


class TranslationsField(Field):
    """Show in which other languages there is a public page of the same."""

    shape = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["locale", "id"],
            "properties": {"locale": {"type": "string"}, "id": {"type": "integer"}},
        },
    }

    def get_attribute(self, instance: Page) -> Any:
        """Take the translations that may be seen."""
        others = Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
        return others.live().public().order_by("locale__language_code")

    def to_representation(self, value: Any) -> Any:
        """Return language and key of each."""
        return [
            {"locale": language, "id": key}
            for language, key in value.values_list("locale__language_code", "pk")
        ]


class Expanded(BaseSerializer):
    """Show blocks, rich text, tags and what is related in full."""

    serializer_field_mapping = {
        **BaseSerializer.serializer_field_mapping,
        StreamField: BodyField,
        RichTextField: HtmlField,
    }

    def build_property_field(self, field_name: str, model_class: type[Any]) -> Any:
        """Show tags as terms."""
        if isinstance(getattr(model_class, field_name), _TaggableManager):
            return TagsField, {}
        return super().build_property_field(field_name, model_class)

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        """Show what is related in short, and what belongs to the page whole."""
        children = {relation.get_accessor_name() for relation in get_all_child_relations(self.Meta.model)}
        if field_name in children and field_name in self.child_serializer_classes:
            child = self.child_serializer_classes[field_name]
            return ChildRelationField, {"serializer_class": type(child.__name__, (Expanded, child), {})}
        if shape_of(relation_info.related_model):
            return RelatedThing, {"model": relation_info.related_model, "many": relation_info.to_many}
        return super().build_relational_field(field_name, relation_info)


class ExpandedPage(Expanded, PageSerializer):
    """Show a page; also one that is listed among all kinds says its own."""

    type = PageTypeField(read_only=True)
    translations = TranslationsField(read_only=True)

    def to_representation(self, instance: Any) -> Any:
        """Tell of a draft that it is one."""
        shown = super().to_representation(instance)
        if self.context.get("drafts") and "meta" in shown:
            shown["meta"]["live"] = instance.live
            shown["meta"]["has_unpublished_changes"] = instance.has_unpublished_changes
        return shown


class ExpandedImage(Expanded, ImageSerializer):
    """Show a picture."""

    alt = AltField(read_only=True)
    renditions = RenditionsField(read_only=True)
