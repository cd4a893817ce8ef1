"""What the frame's template tags tell."""

from __future__ import annotations

import pytest
from django.utils import translation
from wagtail.models import Locale

from home.models import PlainPage
from home.templatetags.site import any_selected, in_other_language
from search.presentation import ShownFacet, ShownValue


def facet(*selected: bool) -> ShownFacet:
    """Return a facet whose values are chosen or not."""
    values = tuple(ShownValue(str(number), str(number), 1, chosen) for number, chosen in enumerate(selected))
    return ShownFacet("challenge", "Haaste", values)


@pytest.mark.parametrize(
    ("selected", "expected"),
    [((), False), ((False, False), False), ((False, True), True), ((True, True), True)],
)
def test_a_facet_is_open_when_any_of_its_values_is_chosen(selected: tuple[bool, ...], expected: bool) -> None:
    assert any_selected(facet(*selected)) is expected


@pytest.mark.django_db  # making a page asks for its content type
@pytest.mark.parametrize(("interface", "expected"), [("fi", False), ("sv", True), ("en", True)])
def test_a_finnish_page_is_in_another_language_than_a_swedish_interface(
    interface: str, expected: bool
) -> None:
    page = PlainPage(title="Saavutettavuusseloste", locale=Locale(language_code="fi"))
    with translation.override(interface):
        assert in_other_language(page) is expected
