"""The form at the end of a service's page."""

from __future__ import annotations

from typing import Any

from django import template

from cms.directory.models import Service
from cms.feedback.forms import FeedbackForm
from cms.feedback.robots import stamp

register = template.Library()


@register.inclusion_tag("feedback/_on_page.html")
def feedback_form(service: Service) -> dict[str, Any]:
    """Show the form, closed; nothing in the preview of a service that is not public yet."""
    shown = bool(service.pk and service.slug and service.live)
    return {"service": service, "form": FeedbackForm() if shown else None, "stamp": stamp(service.pk or 0)}
