"""Narrow the table of links: by owner, host, kind of content, and certificates that end soon."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.directory.models import OrganisationPage
from ingest.linkcheck.evidence import SOON
from ingest.linkcheck.models import Link, LinkUse
from ingest.linkcheck.selectors import TROUBLED


class OwnerFilter(admin.SimpleListFilter):
    """Narrow the links to those in one organisation's content, or in the umbrella's own."""

    title = _("owner")
    parameter_name = "owner"
    UMBRELLA = "umbrella"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's form
        """Offer the organisations that have links."""
        owners = OrganisationPage.objects.filter(pk__in=LinkUse.objects.values("organisation"))
        names = [(str(key), title) for key, title in owners.order_by("title").values_list("pk", "title")]
        return [(self.UMBRELLA, _("the umbrella organisation")), *names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:  # noqa: ARG002 - the same
        """Keep the links of the owner."""
        value = self.value()
        if not value:
            return queryset
        if value != self.UMBRELLA and not value.isdecimal():
            return queryset
        uses = LinkUse.objects.filter(organisation=None if value == self.UMBRELLA else int(value))
        return queryset.filter(pk__in=uses.values("link"))


class HostFilter(admin.SimpleListFilter):
    """Narrow the links to one host; those with most links in trouble are offered."""

    title = _("host")
    parameter_name = "host"
    OFFERED = 25

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's form
        """Offer hosts."""
        troubled = Count("pk", filter=Q(state__in=TROUBLED))
        hosts = (
            Link.objects.exclude(host="")
            .order_by()
            .values("host")
            .annotate(troubled=troubled, all=Count("pk"))
        )
        found = hosts.order_by("-troubled", "-all", "host")[: self.OFFERED]
        return [(row["host"], f"{row['host']} ({row['troubled']})") for row in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:  # noqa: ARG002 - the same
        """Keep the links of the host."""
        return queryset.filter(host=self.value()) if self.value() else queryset


class ContentFilter(admin.SimpleListFilter):
    """Narrow the links to those in one kind of content."""

    title = _("content")
    parameter_name = "content"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's form
        """Offer the kinds in which links stand."""
        kinds = ContentType.objects.filter(pk__in=LinkUse.objects.values("content_type"))
        return sorted(((str(kind.pk), str(kind.name)) for kind in kinds), key=lambda kind: kind[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:  # noqa: ARG002 - the same
        """Keep the links in that kind of content."""
        value = self.value() or ""
        if not value.isdecimal():
            return queryset
        return queryset.filter(pk__in=LinkUse.objects.filter(content_type=int(value)).values("link"))


class CertificateFilter(admin.SimpleListFilter):
    """Narrow the links to those whose site's certificate ends within days."""

    title = _("certificate")
    parameter_name = "certificate"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's form
        """Offer one choice."""
        return [("soon", _("ends within two weeks"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:  # noqa: ARG002 - the same
        """Keep what ends soon."""
        return queryset.filter(certificate_ends__lt=timezone.now() + SOON) if self.value() else queryset
