"""Keys of what is published now, so that the reference's examples answer as they stand."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from cms.directory.hsds.identifiers import identifier
from cms.directory.hsds.mapping import TERM_MODELS
from cms.directory.hsds.selection import places_of
from cms.directory.selectors import live_services, public_organisations
from cms.membership.files import public_files


def example_keys(request: HttpRequest) -> Mapping[str, str]:
    """Return a key for each address that takes one, where there is anything."""
    found: dict[str, object] = {
        "/api/v2/pages/{id}/": _page(request),
        "/api/v2/images/{id}/": _file(get_image_model()),
        "/api/v2/documents/{id}/": _file(get_document_model()),
    }
    organisation = public_organisations().order_by("title", "pk").values_list("pk", flat=True).first()
    if organisation is not None:
        found["/api/organisations/{id}"] = organisation
        found["/api/hsds/organizations/{id}"] = identifier("organization", organisation)
    service = live_services().order_by("name", "pk").values_list("pk", flat=True).first()
    if service is not None:
        found["/api/services/{id}"] = service
        found["/api/hsds/services/{id}"] = identifier("service", service)
    return {path: str(key) for path, key in (found | _terms() | _place()).items() if key is not None}


def _page(request: HttpRequest) -> int | None:
    site = Site.find_for_request(request)
    below = Page.objects.live().public().descendant_of(site.root_page, inclusive=True) if site else None
    return below.order_by("path").values_list("pk", flat=True).first() if below is not None else None


def _file(model: type[Model]) -> int | None:
    key: int | None = (
        public_files(model._default_manager.all()).order_by("pk").values_list("pk", flat=True).first()
    )
    return key


def _terms() -> dict[str, object]:
    for kind, model in TERM_MODELS.items():
        term = model.objects.first()
        if term is not None:
            return {
                "/api/hsds/taxonomies/{id}": identifier("taxonomy", kind),
                "/api/hsds/taxonomy_terms/{id}": identifier(kind, term.pk),
            }
    return {}


def _place() -> dict[str, object]:
    services = live_services().order_by("name", "pk").values_list("pk", flat=True)[:20]
    for service, code in places_of(list(services)):
        return {"/api/hsds/service_at_locations/{id}": identifier("service_at_location", service, code)}
    return {}
