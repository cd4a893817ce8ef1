"""The mapping of terms and of columns in the admin."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from ingest.mapping import views
from ingest.mapping.viewsets import TermRuleViewSet

register_snippet(TermRuleViewSet)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail has no types
def addresses() -> list[URLPattern]:
    """Give the screen its address."""
    return [path("lahteet/<int:pk>/sarakkeet/", views.columns, name="ingest_columns")]
