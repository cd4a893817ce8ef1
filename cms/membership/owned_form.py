"""Keep what an organisation's people post within what is theirs.

Wagtail's choosers show a person what she may choose, but its forms accept every key; a posted key of
somebody else's picture would then be shown with its title. What was there already may stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminPageForm

from cms.moderation.concurrency import VersionedForm

Reference = tuple[type[Model], str]


class OwnedForm(forms.BaseForm):
    """Refuse members' references to what is somebody else's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = self._member()

    def clean(self) -> dict[str, Any]:
        """Answer 403 to what no page of ours can have posted, before anything shows it again."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.member is not None:
            for reference in set(self._posted()) - set(self._stored()):
                self._require_own(reference)
        return cleaned

    def _member(self) -> Any:
        from cms.membership.selectors import serves_umbrella

        user = getattr(self, "for_user", None)
        return user if user is not None and not serves_umbrella(user) else None

    def _posted(self) -> Iterator[Reference]:
        for name, field in self.fields.items():
            if name != "organisation":
                value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                yield from _references(field, value)

    def _stored(self) -> Iterator[Reference]:
        for name, field in self.fields.items():
            value = getattr(self.instance, name, None)
            yield from _references(field, getattr(value, "pk", value))

    def _require_own(self, reference: Reference) -> None:
        from wagtail.models import Page
        from wagtail.permissions import policy_registry

        from cms.membership.selectors import organisation_roles

        model, key = reference
        if issubclass(model, Page):
            mine = key.isdigit() and int(key) in organisation_roles(self.member)
        else:
            policy = policy_registry.get_by_type(model)
            may = policy.instances_user_has_any_permission_for(self.member, ["choose"])
            mine = key.isdigit() and may.filter(pk=key).exists()
        if not mine:
            raise PermissionDenied


class ProfileForm(VersionedForm, OwnedForm, WagtailAdminPageForm):
    """Edit an organisation's page."""


def _references(field: forms.Field, value: Any) -> Iterator[Reference]:
    """Yield the pages, pictures, documents and services that a field's value points to."""
    block = getattr(field, "block", None)
    if block is not None and value is not None:
        for model, key, _path, _content_path in block.extract_references(value):
            yield model, str(key)
    elif _is_choice_of_one(field) and value not in (None, "") and _is_owned(field.queryset.model):
        yield field.queryset.model, str(value)


def _is_choice_of_one(field: forms.Field) -> bool:
    return isinstance(field, forms.ModelChoiceField) and not isinstance(field, forms.ModelMultipleChoiceField)


def _is_owned(model: type[Model]) -> bool:
    from wagtail.documents import get_document_model
    from wagtail.images import get_image_model
    from wagtail.models import Page

    from cms.directory.models import Service

    return issubclass(model, (Page, Service, get_image_model(), get_document_model()))
