"""What happens to public content, told to webhooks: written with what causes it, delivered after.

Nothing is written while no webhook listens.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_delete
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from cms.directory.models import Challenge, Municipality, OrganisationPage, Service, TargetGroup
from cms.directory.models.taxonomies import Named
from cms.headless.models import Delivery, Happening, Webhook
from search.fields import Facet
from search.workers import after_commit, give

PUBLISHED, CHANGED, WITHDRAWN = Happening.Kind.PUBLISHED, Happening.Kind.CHANGED, Happening.Kind.WITHDRAWN
KEPT = timedelta(days=30)
LISTENING = {PUBLISHED: "on_published", CHANGED: "on_changed", WITHDRAWN: "on_withdrawn"}
PARAMETERS: dict[type[Named], Facet] = {
    TargetGroup: Facet.TARGET_GROUP,
    Challenge: Facet.CHALLENGE,
    Municipality: Facet.MUNICIPALITY,
}
"""The terms that are told of, each with the parameter that finds services by it."""
Thing = Page | Service | Named


def listen() -> None:
    """Listen for what editors do; called from ``ready``."""
    page_published.connect(_page_published)
    page_unpublished.connect(_page_withdrawn)
    post_page_move.connect(_page_moved)
    pre_delete.connect(_page_deleted)
    published.connect(_service_published, sender=Service)
    unpublished.connect(_service_withdrawn, sender=Service)
    pre_delete.connect(_service_withdrawn, sender=Service)
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction)
    for term in PARAMETERS:
        post_save.connect(_term_saved, sender=term)
        pre_delete.connect(_term_deleted, sender=term)


def announce(kind: str, thing: Thing) -> None:
    """Write that something happened to a page, a service or a term, for the webhooks that want to know."""
    listening = Webhook.objects.filter(active=True, **{LISTENING[Happening.Kind(kind)]: True})
    hooks = list(listening.values_list("pk", flat=True))
    if not hooks or (kind == WITHDRAWN and _last(thing) == WITHDRAWN):
        return
    happening = Happening.objects.create(kind=kind, thing=_key(thing), subject=subject_of(thing))
    Delivery.objects.bulk_create(Delivery(webhook_id=hook, happening=happening) for hook in hooks)
    after_commit(wake)


def wake() -> None:
    """Tell a worker; without a broker beat finds the delivery a minute later."""
    from cms.headless.tasks import deliver_webhooks

    give(deliver_webhooks, otherwise="webhooks wait")


def subject_of(thing: Thing) -> dict[str, Any]:
    """Return what is told of a thing: what it is, and where people and programs read it.

    It is told in the site's own language, whatever the editor's is. A term, which many services show, is
    read in the list of all; people read what is found by it.
    """
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with translation.override(settings.LANGUAGE_CODE):
        if isinstance(thing, Page):
            title, read = thing.title, thing.full_url or ""
            detail = reverse("wagtailapi:pages:detail", args=[thing.pk])
        elif isinstance(thing, Service):
            title, read = thing.name, base + thing.get_absolute_url()
            detail = reverse("api:directory_service", args=[thing.pk])
        else:
            found = urlencode({PARAMETERS[type(thing)].value: thing.slug})
            title, read = thing.name, f"{base}{reverse('search')}?{found}"
            detail = reverse("api:directory_taxonomies")
    return {
        "id": thing.pk,
        "type": _type_of(thing),
        "title": title,
        "html_url": read,
        "detail_url": base + detail,
    }


def _type_of(thing: Thing) -> str:
    model = (thing.specific_class if isinstance(thing, Page) else None) or type(thing)
    return f"{model._meta.app_label}.{model.__name__}"


def _key(thing: Thing) -> str:
    return f"{'page' if isinstance(thing, Page) else thing._meta.model_name}:{thing.pk}"


def _fresh(thing: Page | Service) -> bool:
    """Tell whether something becomes public now: for the first time, or after it was withdrawn."""
    last = _last(thing)
    return last == WITHDRAWN if last else bool(thing.first_published_at == thing.last_published_at)


def _last(thing: Thing) -> str:
    """Return what happened to something last, as far as it was told to anybody."""
    return Happening.objects.filter(thing=_key(thing)).values_list("kind", flat=True).first() or ""


def _visible(page: Page) -> bool:
    return bool(page.live and not page.get_view_restrictions().exists())


def _services_of(page: Page) -> Iterable[Service]:
    """Return the services that are public while an organisation is."""
    if not issubclass(page.specific_class or Page, OrganisationPage):
        return ()
    return Service.objects.filter(organisation=page.pk, live=True).exclude(status=Service.Status.ENDED)


def _page_published(instance: Page, **_kwargs: Any) -> None:
    if not _listened_to() or not _visible(instance):
        return
    fresh = _fresh(instance)
    announce(PUBLISHED if fresh else CHANGED, instance)
    if fresh:
        for service in _services_of(instance):
            announce(PUBLISHED, service)


def _page_withdrawn(instance: Page, **_kwargs: Any) -> None:
    if not _listened_to() or instance.get_view_restrictions().exists():
        return
    for service in _services_of(instance):
        announce(WITHDRAWN, service)
    announce(WITHDRAWN, instance)


def _page_deleted(instance: Any, **_kwargs: Any) -> None:
    """Tell of a public page that goes; Wagtail deletes each as its own class and as a page."""
    if type(instance) is Page and instance.live:
        _page_withdrawn(instance)


def _page_moved(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    if not _listened_to() or url_path_before == url_path_after:
        return
    for page in Page.objects.descendant_of(instance, inclusive=True).live().public():
        announce(CHANGED, page)


def _restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Tell that pages became private, or public again."""
    closes = kwargs.get("created", False)
    if not _listened_to() or ("created" in kwargs and not closes):
        return
    pages = Page.objects.descendant_of(instance.page, inclusive=True).live()
    for page in pages if closes else pages.public():
        announce(WITHDRAWN if closes else PUBLISHED, page)
        for service in _services_of(page):
            announce(WITHDRAWN if closes else PUBLISHED, service)


def _service_published(instance: Service, **_kwargs: Any) -> None:
    if not _listened_to() or not _visible(instance.organisation):
        return
    if instance.status == Service.Status.ENDED:
        announce(WITHDRAWN, instance)
    else:
        announce(PUBLISHED if _fresh(instance) else CHANGED, instance)


def _service_withdrawn(instance: Service, **kwargs: Any) -> None:
    deleted = kwargs.get("signal") is pre_delete
    if not _listened_to() or not _visible(instance.organisation) or (deleted and not instance.live):
        return
    if instance.status != Service.Status.ENDED:
        announce(WITHDRAWN, instance)


def _term_saved(instance: Named, created: bool, raw: bool, **_kwargs: Any) -> None:
    """Tell of a term, not of each of its services: their answers change with it, and may be thousands."""
    if raw:  # a fixture is loaded, and nobody did anything
        return
    announce(PUBLISHED if created else CHANGED, instance)


def _term_deleted(instance: Named, **_kwargs: Any) -> None:
    announce(WITHDRAWN, instance)


def _listened_to() -> bool:
    return Webhook.objects.filter(active=True).exists()


def forget_old(*, before: datetime | None = None) -> int:
    """Delete happenings, and how they were delivered, that are older than a month; return how many."""
    limit = before or now() - KEPT
    deleted, _by_model = Happening.objects.filter(at__lt=limit).delete()
    return deleted
