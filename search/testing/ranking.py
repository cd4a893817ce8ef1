# ruff: noqa: S101 - a test suite asserts
"""The better hit stands above, and each says why it stands there."""

from __future__ import annotations

from datetime import date

import pytest

from search.documents import SearchDocument
from search.engines.memory import MemoryEngine
from search.fields import Facet, Kind, LinkState
from search.protocols import SearchEngine
from search.testing.library import ask, ids, service


class Ranking:
    """The better hit stands above, and each says why it stands there."""

    @pytest.mark.parametrize(
        ("text", "better", "worse"),
        [
            ("chat", "service:4", "project:1"),
            ("neuvonta", "service:1", "service:9"),
            ("neuvontapalvelu", "service:11", "service:10"),
            ("perhekahvila", "news:1", "news:2"),
            ("mielenterveys", "service:6", "service:4"),
            ("lastensuojelu", "service:5", "news:1"),
            ("perhetalo", "organisation:1", "service:1"),
        ],
    )
    def test_the_better_match_stands_above(
        self, library: SearchEngine, text: str, better: str, worse: str
    ) -> None:
        found = ids(library.search(ask(text)))
        assert better in found
        assert worse not in found or found.index(better) < found.index(worse)

    def test_title_stands_above_summary_above_body(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                service(1, "Ensimmäinen", body="Täällä on leirikoulu."),
                service(2, "Toinen", summary="Täällä on leirikoulu."),
                service(3, "Leirikoulu saaristossa syksyllä taas"),
                service(4, "Leirikoulu"),
            ]
        )
        found = ids(engine.search(ask("leirikoulu")))
        assert found == ["service:4", "service:3", "service:2", "service:1"]

    @pytest.mark.parametrize(
        "text", ["neuvonta", "neuvontapalvelu", "leirin neuvonta", "neuvon", "neuvonta salo"]
    )
    def test_a_word_that_stands_in_every_document_ranks_as_specified(
        self, engine: SearchEngine, text: str
    ) -> None:
        everywhere = "Neuvonta auttaa."
        documents = [
            service(1, "Leiri", body=everywhere),
            service(2, "Neuvonta", body=everywhere),
            service(3, "Leirin neuvontapalvelu", body=everywhere, local=("salo",)),
            service(4, "Apu", summary="Neuvontaa ja leirejä.", body=everywhere, local=("salo",)),
            service(5, "Apu", body=f"{everywhere} Salon neuvontapalvelut."),
            service(6, "Neuvonnan leiri", summary="Neuvontapalvelu", body=everywhere, tags=("neuvonta",)),
        ]
        specification = MemoryEngine()
        specification.rebuild(documents)
        engine.upsert(documents)
        assert engine.search(ask(text)) == specification.search(ask(text))

    def test_the_whole_word_stands_above_a_part_of_a_compound(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Vertaistukiryhmä"), service(2, "Tuki")])
        assert ids(engine.search(ask("tuki"))) == ["service:2", "service:1"]

    def test_the_exact_form_stands_above_another_form(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Ryhmään"), service(2, "Ryhmä"), service(3, "Ryhmässä")])
        assert ids(engine.search(ask("ryhmä")))[0] == "service:2"
        assert ids(engine.search(ask("ryhmässä")))[0] == "service:3"

    def test_keywords_and_organisation_are_searched(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                service(1, "Yksi", keywords=("leikkikerho",)),
                service(2, "Kaksi", organisation="Leikkikerho ry"),
            ]
        )
        assert set(ids(engine.search(ask("leikkikerho")))) == {"service:1", "service:2"}

    def test_a_service_for_the_chosen_group_stands_above_one_open_to_all(self, library: SearchEngine) -> None:
        results = library.search(ask(filters={Facet.TARGET_GROUP: ("nuoret",)}))
        found = ids(results)
        assert found.index("service:3") < found.index("service:4")
        by_id = {hit.document.id: hit.reasons for hit in results.hits}
        assert "specific" in by_id["service:3"]
        assert "open_to_all" in by_id["service:4"]

    def test_a_municipality_that_is_named_is_a_reason(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                service(1, "Leiri", local=("salo",)),
                service(2, "Leiri", everywhere=True),
                service(3, "Leiri", local=("turku",)),
            ]
        )
        results = engine.search(ask("leiri salo"))
        assert ids(results) == ["service:1", "service:2"]
        assert "offered_there" in results.hits[0].reasons
        assert "offered_everywhere" in results.hits[1].reasons

    def test_news_fade_with_age_and_services_do_not(self, engine: SearchEngine) -> None:
        old, new = date(2020, 1, 1), date(2026, 10, 15)
        engine.upsert(
            [
                SearchDocument("news:1", Kind.NEWS, "Leiri", published=old),
                SearchDocument("news:2", Kind.NEWS, "Leiri", published=new),
                SearchDocument("news:3", Kind.NEWS, "Leiri", published=date(2025, 10, 15)),
                service(1, "Leiri", published=old),
            ]
        )
        results = engine.search(ask("leiri"))
        assert ids(results) == ["service:1", "news:2", "news:3", "news:1"]
        assert "old" in results.hits[3].reasons
        assert "fading" in results.hits[2].reasons

    def test_freshness_is_reckoned_from_the_day_asked_for(self, engine: SearchEngine) -> None:
        engine.upsert([SearchDocument("news:1", Kind.NEWS, "Leiri", published=date(2020, 1, 1))])
        assert "old" not in engine.search(ask("leiri", today=date(2020, 2, 1))).hits[0].reasons
        assert "old" in engine.search(ask("leiri", today=date(2024, 2, 1))).hits[0].reasons

    @pytest.mark.parametrize(("days", "reason"), [(date(2025, 11, 1), False), (date(2025, 10, 31), True)])
    def test_a_service_unconfirmed_for_a_year_stands_lower(
        self, engine: SearchEngine, days: date, reason: bool
    ) -> None:
        engine.upsert([service(1, "Leiri", confirmed=days), service(2, "Leirin")])
        results = engine.search(ask("leiri"))
        assert (
            "unconfirmed" in {hit.document.id: hit for hit in results.hits}["service:1"].reasons
        ) is reason
        assert ids(results) == (["service:2", "service:1"] if reason else ["service:1", "service:2"])

    def test_a_dead_link_stands_lower_and_says_so(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leiri", link_state=LinkState.DEAD), service(2, "Leirin")])
        results = engine.search(ask("leiri"))
        assert ids(results) == ["service:2", "service:1"]
        assert "dead_link" in results.hits[1].reasons

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("perheneuvonta", "title:exact"),
            ("perheneuvonnan", "title:inflected"),
            ("maksuton", "summary:inflected"),
            ("kasvatus", "body:exact"),
            ("perhetalo", "beside:exact"),
        ],
    )
    def test_the_first_reason_says_how_the_word_was_met(
        self, library: SearchEngine, text: str, reason: str
    ) -> None:
        by_id = {hit.document.id: hit.reasons for hit in library.search(ask(text)).hits}
        assert by_id["service:1"][0] == reason
