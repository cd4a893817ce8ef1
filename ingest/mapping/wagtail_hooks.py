"""The mapping of terms in the admin's menu."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from ingest.mapping.viewsets import TermRuleViewSet

register_snippet(TermRuleViewSet)
