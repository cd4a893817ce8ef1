"""The directory's objects as search documents, and when they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils import translation
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.models import Site

from cms.directory.availability import DIGITALLY, IN_MUNICIPALITIES, IN_WHOLE_COUNTY, availability_words
from cms.directory.models import Challenge, Municipality, OrganisationPage, Service, TargetGroup
from cms.directory.selectors import public_organisations, searchable_services
from cms.directory.sources import ORGANISATION, SERVICE
from cms.publishing.blocks import plain_text
from cms.publishing.page_changes import follow_pages
from search.documents import Availability, SearchDocument
from search.fields import Facet, Kind, Language, LinkState
from search.outbox import record_changes
from search.registry import (
    ContentSource,
    FacetValues,
    document_id,
    register_availability,
    register_facet,
    register_source,
    register_titles,
)

COUNTY, LOCAL, DIGITAL = "county", "municipality", "digital"


def register() -> None:
    """Tell the search of our content, our facets, and listen for changes."""
    register_source(ContentSource(SERVICE, published_service_ids, service_documents))
    register_source(ContentSource(ORGANISATION, published_organisation_ids, organisation_documents))
    register_titles(ORGANISATION, lambda: public_organisations().values_list("title", flat=True))
    for facet, model in ((Facet.TARGET_GROUP, TargetGroup), (Facet.CHALLENGE, Challenge)):
        register_facet(FacetValues(facet, lambda language, model=model: _names(model, language)))  # type: ignore[misc]  # the default binds the loop's model
    register_facet(
        FacetValues(Facet.MUNICIPALITY, lambda language: _names(Municipality, language), _municipality_codes)
    )
    register_facet(FacetValues(Facet.AVAILABILITY, _availability_labels))
    register_availability(_availability_in)
    register_facet(FacetValues(Facet.CHANNEL, lambda language: _choices(Service.Channel, language)))
    register_facet(FacetValues(Facet.LANGUAGE, lambda language: _choices(Service.ServiceLanguage, language)))
    register_facet(FacetValues(Facet.ORGANISATION, _organisation_labels))
    register_facet(
        FacetValues(
            Facet.TAG, lambda _language: dict(Tag.objects.order_by("name").values_list("slug", "name"))
        )
    )
    register_facet(FacetValues(Facet.FREE, _free_labels))
    register_facet(FacetValues(Facet.ANONYMOUS, _anonymous_labels))
    _listen()


def published_service_ids() -> Iterable[int]:
    """Yield the keys of the services that can be found."""
    return searchable_services().order_by("pk").values_list("pk", flat=True)


def published_organisation_ids() -> Iterable[int]:
    """Yield the keys of the organisations that can be found."""
    keys: Iterable[int] = public_organisations().order_by("pk").values_list("pk", flat=True)
    return keys


def service_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of those of the services that can be found."""
    everywhere = tuple(Municipality.objects.order_by("slug").values_list("slug", flat=True))
    everybody = tuple(TargetGroup.objects.order_by("slug").values_list("slug", flat=True))
    services = (
        searchable_services()
        .filter(pk__in=keys)
        .select_related("organisation")
        .prefetch_related("target_groups", "challenges", "municipalities", "tags")
    )
    for service in services:
        yield _service_document(service, everywhere, everybody)


def preview_document(service: Service) -> SearchDocument:
    """Return the document of a service as it stands in a form, whether anybody may find it or not."""
    if service.organisation_id is None:
        service.organisation = OrganisationPage(title="")
    return _service_document(service, (), ())


def organisation_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of those of the organisations that can be found."""
    everywhere = Municipality.objects.count()
    pages = public_organisations().filter(pk__in=keys).select_related("locale")
    Site.clear_site_root_paths_cache()  # another process may have changed them since
    for page in pages.prefetch_related("municipalities"):
        slugs = tuple(sorted(place.slug for place in page.municipalities.all()))
        yield SearchDocument(
            id=document_id(ORGANISATION, page.pk),
            kind=Kind.ORGANISATION,
            title=page.title,
            language=Language(page.locale.language_code[:2]),
            summary=page.summary,
            body=plain_text(page.body),
            url=page.url or "",
            section_url=page.website,
            facets={
                Facet.KIND: (Kind.ORGANISATION.value,),
                Facet.ORGANISATION: (page.slug,),
                Facet.MUNICIPALITY: slugs,
                Facet.MUNICIPALITY_LOCAL: () if len(slugs) == everywhere else slugs,
                Facet.LANGUAGE: (page.locale.language_code[:2],),
            },
            published=page.first_published_at.date() if page.first_published_at else None,
            updated=page.last_published_at,
        )


def _service_document(
    service: Service, everywhere: tuple[str, ...], everybody: tuple[str, ...]
) -> SearchDocument:
    groups = sorted(service.target_groups.all(), key=lambda group: (group.sort_order, group.name_fi))
    challenges = sorted(
        service.challenges.all(), key=lambda challenge: (challenge.sort_order, challenge.name_fi)
    )
    tags = sorted(service.tags.all(), key=lambda tag: tag.slug)
    local = tuple(sorted(place.slug for place in service.municipalities.all()))
    wide = service.whole_county or service.digital
    availability = [
        value
        for value, holds in ((COUNTY, service.whole_county), (LOCAL, bool(local)), (DIGITAL, service.digital))
        if holds
    ]
    return SearchDocument(
        id=document_id(SERVICE, service.pk),
        kind=Kind.SERVICE,
        title=service.name,
        summary=service.summary,
        body=service.description,
        keywords=tuple(dict.fromkeys(name for term in (*groups, *challenges) for name in term.names))
        + tuple(tag.name for tag in tags),
        url=service.get_absolute_url(),
        section_url=service.link,
        organisation=service.organisation.title,
        facets={
            Facet.KIND: (Kind.SERVICE.value,),
            Facet.TARGET_GROUP: everybody if service.open_to_all else tuple(group.slug for group in groups),
            Facet.CHALLENGE: tuple(challenge.slug for challenge in challenges),
            Facet.MUNICIPALITY: everywhere if wide else local,
            Facet.MUNICIPALITY_LOCAL: local,
            Facet.AVAILABILITY: tuple(availability),
            Facet.CHANNEL: tuple(service.channels),
            Facet.ORGANISATION: (service.organisation.slug,),
            Facet.LANGUAGE: tuple(service.languages),
            Facet.TAG: tuple(tag.slug for tag in tags),
            Facet.FREE: ("true",) if service.is_free else (),
            Facet.ANONYMOUS: ("true",) if service.anonymous else (),
        },
        availability=Availability(service.whole_county, service.digital, local),
        open_to_all=service.open_to_all,
        age_from=float(service.age_from) if service.age_from is not None else None,
        age_to=float(service.age_to) if service.age_to is not None else None,
        published=service.first_published_at.date() if service.first_published_at else None,
        updated=service.last_published_at or service.updated_at,
        confirmed=service.confirmed_at,
        link_state=LinkState(service.link_state),
    )


def _names(model: Any, language: str) -> Mapping[str, str]:
    return {term.slug: term.name_in(language) for term in model.objects.all()}


def _municipality_codes() -> Mapping[str, str]:
    return dict(Municipality.objects.values_list("code", "slug"))


def _choices(choices: Any, language: str) -> Mapping[str, str]:
    with translation.override(language):
        return {value: str(label).capitalize() for value, label in choices.choices}


def _availability_labels(language: str) -> Mapping[str, str]:
    with translation.override(language):
        return {
            COUNTY: str(IN_WHOLE_COUNTY),
            LOCAL: str(IN_MUNICIPALITIES),
            DIGITAL: str(DIGITALLY),
        }


def _availability_in(place: Availability, names: Sequence[str], language: str) -> list[str]:
    with translation.override(language):
        return availability_words(
            whole_county=place.whole_county, digital=place.digital, municipality_names=names
        )


def _free_labels(language: str) -> Mapping[str, str]:
    with translation.override(language):
        return {"true": _("Free of charge")}


def _anonymous_labels(language: str) -> Mapping[str, str]:
    with translation.override(language):
        return {"true": _("Can be used anonymously")}


def _organisation_labels(_language: str) -> Mapping[str, str]:
    return dict(public_organisations().order_by("title").values_list("slug", "title"))


def _listen() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_service_changed, sender=Service)
        signal.connect(_organisation_changed, sender=OrganisationPage)
    for signal in (post_save, pre_delete):  # once deleted, nothing tells any more what had the term
        for model in (TargetGroup, Challenge, Municipality):
            signal.connect(_term_changed, sender=model)
        signal.connect(_tag_changed, sender=Tag)
    follow_pages(OrganisationPage, _organisations_changed)
    for through in (Service.target_groups, Service.challenges, Service.municipalities):
        m2m_changed.connect(_service_terms_changed, sender=through.through)


def _service_changed(instance: Service, **_kwargs: Any) -> None:
    record_changes(SERVICE, [instance.pk])


def _service_terms_changed(instance: Any, action: str, pk_set: set[int] | None, **_kwargs: Any) -> None:
    """Reindex a service whose terms change, and the services that a term is given, loses or is cleared of."""
    if isinstance(instance, Service):
        record_changes(SERVICE, [instance.pk])
    elif action == "pre_clear":  # once cleared, nothing tells any more what had the term
        record_changes(SERVICE, instance.services.values_list("pk", flat=True))
    else:
        record_changes(SERVICE, pk_set or ())


def _organisation_changed(instance: OrganisationPage, **_kwargs: Any) -> None:
    _organisations_changed([instance.pk])


def _organisations_changed(keys: Sequence[int]) -> None:
    record_changes(ORGANISATION, keys)
    record_changes(SERVICE, Service.objects.filter(organisation__in=keys).values_list("pk", flat=True))


def _term_changed(instance: TargetGroup | Challenge | Municipality, **_kwargs: Any) -> None:
    """Reindex what has the term, and what a term of its kind is expanded for."""
    if isinstance(instance, Challenge):
        affected = Service.objects.filter(challenges=instance)
    elif isinstance(instance, TargetGroup):
        affected = Service.objects.filter(target_groups=instance) | Service.objects.filter(open_to_all=True)
    else:
        affected = (
            Service.objects.filter(municipalities=instance)
            | Service.objects.filter(whole_county=True)
            | Service.objects.filter(digital=True)
        )
        record_changes(ORGANISATION, instance.organisations.values_list("pk", flat=True))
    record_changes(SERVICE, set(affected.values_list("pk", flat=True)))


def _tag_changed(instance: Tag, **_kwargs: Any) -> None:
    record_changes(SERVICE, Service.objects.filter(tags=instance).values_list("pk", flat=True))
