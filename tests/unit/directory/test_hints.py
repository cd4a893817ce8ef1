"""Gentle hints on summaries."""

from __future__ import annotations

import pytest

from cms.directory.hints import has_verb, shouts, summary_hints


@pytest.mark.parametrize(
    "summary",
    [
        "Auttaa, kun apua tarvitaan.",
        "Voit tulla juttelemaan ilman ajanvarausta.",
        "MLL:n ryhmässä tavataan muita vanhempia.",
        "Tukea saa myös ADHD-perheille, ja ohjaaja soittaa sinulle!",
    ],
)
def test_a_good_summary_gets_none(summary: str) -> None:
    assert summary_hints(summary=summary, organisation="Siskotupa ry") == []


@pytest.mark.parametrize("name", ["Siskotupa ry", "Siskotupa r.y.", "SISKOTUPA RY", "Siskotupa"])
def test_the_organisations_name_is_noticed_without_its_legal_form(name: str) -> None:
    assert len(summary_hints(summary="Siskotupa auttaa perheitä.", organisation=name)) == 1


@pytest.mark.parametrize("text", ["TULE MUKAAN", "Tule mukaan!!", "ILMAISTA apua"])
def test_shouting_is_noticed(text: str) -> None:
    assert shouts(text)


@pytest.mark.parametrize("text", ["Tule mukaan!", "STEA tukee MLL:ää", "Ilmaista apua"])
def test_abbreviations_and_one_exclamation_mark_are_no_shouting(text: str) -> None:
    assert not shouts(text)


@pytest.mark.parametrize("text", ["Kahvia ja keskustelua", "Maksuton palvelu nuorille", ""])
def test_what_has_no_verb_is_noticed(text: str) -> None:
    assert not has_verb(text)


def test_an_empty_summary_gets_no_hints() -> None:
    assert summary_hints(summary="  ", organisation="Siskotupa ry") == []
