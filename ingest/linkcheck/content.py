"""List the objects whose links are checked: all pages, snippets and settings, as published and as drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.contrib.settings.registry import registry as settings_models
from wagtail.models import DraftStateMixin, Page, RevisionMixin, Site, get_page_models
from wagtail.snippets.models import get_snippet_models

from cms.directory.models import OrganisationPage, Service
from ingest.http import Url, url_or_none
from ingest.linkcheck.finders import may_hold_links, references_of
from ingest.linkcheck.models import LinkUse
from ingest.linkcheck.references import Reference

CHUNK = 200


def checked_models() -> list[type[models.Model]]:
    """Return every page type, snippet and kind of settings in which links can stand, in a steady order."""
    pages = [model for model in get_page_models() if model is not Page]
    holding = {model for model in (*pages, *get_snippet_models(), *settings_models) if may_hold_links(model)}
    return sorted(holding, key=lambda model: model._meta.label)


def is_checked(model: type[models.Model]) -> bool:
    """Say whether a model's objects are searched for links."""
    return model in _checked_set()


@cache
def _checked_set() -> frozenset[type[models.Model]]:
    return frozenset(checked_models())


def object_of(content_type: int, object_id: str) -> models.Model | None:
    """Return an object that may hold links, ``None`` when it is gone or of another kind."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    if model is None or not is_checked(model):
        return None
    return model._default_manager.filter(pk=object_id).first()


def content_objects() -> Iterator[models.Model]:
    """Yield every object that may hold links."""
    for model in checked_models():
        yield from model._default_manager.order_by("pk").iterator(chunk_size=CHUNK)


def versions_of(instance: models.Model) -> Iterator[tuple[LinkUse.Version, models.Model]]:
    """Yield what readers see of an object and what its editors have in work, if that differs."""
    if not isinstance(instance, DraftStateMixin):
        yield LinkUse.Version.LIVE, instance
        return
    if instance.live:
        yield LinkUse.Version.LIVE, instance
    if isinstance(instance, RevisionMixin) and instance.latest_revision_id is not None:
        if instance.has_unpublished_changes or not instance.live:
            yield LinkUse.Version.DRAFT, instance.get_latest_revision_as_object()
    elif not instance.live:
        yield LinkUse.Version.DRAFT, instance


@dataclass(frozen=True, slots=True)
class OwnSites:
    """Hold the hosts and ports that are ours, and the default site's front page."""

    places: frozenset[tuple[str, int]]
    front: Url | None

    def holds(self, url: Url) -> bool:
        """Say whether an address leads to us, however it is encrypted: then the link is internal."""
        ports = {url.effective_port, 80} if url.effective_port == 443 else {url.effective_port}
        return any((url.host, port) in self.places for port in ports)

    def base_of(self, instance: models.Model) -> Url | None:
        """Return the address that an object's relative references start from."""
        address = instance.full_url if isinstance(instance, Page) else None
        return url_or_none(address or "") or self.front


def owner_of(instance: models.Model) -> int | None:
    """Return the key of the organisation whose content an object is, ``None`` for the umbrella's own."""
    if isinstance(instance, OrganisationPage):
        return int(instance.pk)
    if isinstance(instance, Service):
        return int(instance.organisation_id)
    organisation = getattr(instance, "organisation_id", None)
    return int(organisation) if isinstance(organisation, int) else None


def own_sites() -> OwnSites:
    """Return what Wagtail knows of our sites."""
    sites = list(Site.objects.order_by("-is_default_site"))
    front = url_or_none(f"{sites[0].root_url}/") if sites else None
    return OwnSites(frozenset((site.hostname, site.port) for site in sites), front)


def references_in(version: models.Model) -> list[Reference]:
    """Return the references of one version, each once per field and text."""
    return list(dict.fromkeys(references_of(version)))


def content_type_of(instance: models.Model) -> ContentType:
    """Return the type under which the uses of an object are kept."""
    return ContentType.objects.get_for_model(instance, for_concrete_model=True)


def label_of(model: type[models.Model], name: str) -> str:
    """Return what editors know a field, or what stands inline, by; its name when it has gone."""
    item: Any = next((item for item in model._meta.get_fields() if item.name == name), None)
    if isinstance(item, models.ForeignObjectRel):
        return str(item.related_model._meta.verbose_name_plural)
    return str(getattr(item, "verbose_name", name))
