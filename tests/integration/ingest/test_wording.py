"""Fields are named in words, with few queries."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from cms.directory.models import OrganisationPage
from cms.figures.models import Answer
from ingest.wording import labels_of
from tests.factories.figures import KeyFigureFactory

pytestmark = pytest.mark.django_db


def test_all_figures_of_an_answer_are_named_by_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    figures = [KeyFigureFactory(), KeyFigureFactory()]
    with django_assert_num_queries(1):
        labels = labels_of(Answer, ["year", "nosuch", *(figure.slug for figure in figures)])
    assert labels["nosuch"] == "nosuch"
    assert [labels[figure.slug] for figure in figures] == [str(figure) for figure in figures]


def test_fields_of_other_things_are_named_without_a_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert labels_of(OrganisationPage, ["nosuch"]) == {"nosuch": "nosuch"}
