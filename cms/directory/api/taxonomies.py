"""The values of every filter of services, with their names in all languages."""

from __future__ import annotations

from django.utils.translation import get_language

from cms.directory.api.schemas import TaxonomiesOut, TaxonomyOut, TaxonomyTermOut, municipality_codes
from cms.directory.models import Challenge, TargetGroup
from search.fields import Facet, Language
from search.registry import facet_values

LISTED = (
    Facet.TARGET_GROUP,
    Facet.CHALLENGE,
    Facet.MUNICIPALITY,
    Facet.AVAILABILITY,
    Facet.CHANNEL,
    Facet.LANGUAGE,
    Facet.TAG,
)


def taxonomies_out() -> TaxonomiesOut:
    """Return the values by filter."""
    codes = {Facet.MUNICIPALITY: municipality_codes()}
    descriptions = {
        facet: dict(model.objects.values_list("slug", "description"))
        for facet, model in ((Facet.TARGET_GROUP, TargetGroup), (Facet.CHALLENGE, Challenge))
    }
    return TaxonomiesOut(
        taxonomies=[
            TaxonomyOut(
                parameter=facet.value, terms=_terms(facet, codes.get(facet, {}), descriptions.get(facet, {}))
            )
            for facet in LISTED
        ]
    )


def _terms(facet: Facet, codes: dict[str, str], descriptions: dict[str, str]) -> list[TaxonomyTermOut]:
    registered = facet_values(facet)
    if registered is None:
        return []
    names = {language.value: registered.labels(language.value) for language in Language}
    active = (get_language() or "fi")[:2]
    return [
        TaxonomyTermOut(
            value=value,
            label=names[active][value],
            names={language: labels[value] for language, labels in names.items()},
            description=descriptions.get(value, ""),
            code=codes.get(value),
        )
        for value in names[active]
    ]
