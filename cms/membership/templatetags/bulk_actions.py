"""What a person may do with several rows of a list at once."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.template import Library
from django.template.context import Context
from django.urls import reverse
from wagtail.admin.templatetags.wagtailadmin_tags import bulk_action_choices
from wagtail.snippets.models import get_snippet_models

register = Library()


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def permitted_bulk_actions(context: Context, app_label: str, model_name: str) -> dict[str, Any]:
    """Offer Wagtail's choices without deletion where the person may delete no object of the kind.

    Only snippets are looked at: of pages, pictures and documents somebody may delete some and not others.
    """
    buttons = bulk_action_choices(context, app_label, model_name)["buttons"]
    may_delete = context["request"].user.has_perm(f"{app_label}.delete_{model_name}")
    if may_delete or apps.get_model(app_label, model_name) not in get_snippet_models():
        return {"buttons": buttons}
    deletion = reverse("wagtail_bulk_action", args=[app_label, model_name, "delete"])
    return {"buttons": [button for button in buttons if button.url != deletion]}
