# ruff: noqa: S101 - a test suite asserts
"""The contract of search engines, as tests: what every engine must do, and alike.

An engine's tests are a subclass that overrides the ``factory`` fixture::

    class TestMine(EngineContract):
        @pytest.fixture(scope="class")
        def factory(self) -> Factory:
            return lambda concepts: MyEngine(concepts)

``library`` is an engine with ``DOCUMENTS`` in it, which no test writes; ``engine`` is an empty one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import fingerprint
from search.concepts import Concepts, Label, SynonymSet
from search.documents import Availability, SearchDocument
from search.engines.memory import MemoryEngine
from search.errors import IndexUnusable
from search.fields import Facet, Kind, Language, LinkState, Sort
from search.protocols import SearchEngine
from search.query import MAX_PAGE_SIZE, SearchQuery
from search.results import SearchResults

Factory = Callable[[Callable[[], Concepts]], SearchEngine]

TODAY = date(2026, 11, 1)
EVERYWHERE = ("turku", "salo", "raisio", "loimaa")
SYNONYMS = Concepts.of(
    [
        SynonymSet((Label("alkoholi"), Label("päihteet"))),
        SynonymSet((Label("masennus"), Label("mielenterveys"))),
        SynonymSet(
            (Label("avioero"), Label("ero"), Label("divorce", Language.EN), Label("skilsmässa", Language.SV))
        ),
        SynonymSet((Label("nuoret"), Label("ungdomar", Language.SV), Label("young people", Language.EN))),
        SynonymSet((Label("erityislapset"),), (Label("neuropsykiatriset häiriöt"),)),
    ]
)


def service(
    number: int,
    title: str,
    *,
    groups: tuple[str, ...] = (),
    challenges: tuple[str, ...] = (),
    local: tuple[str, ...] = (),
    everywhere: bool = False,
    tags: tuple[str, ...] = (),
    **more: object,
) -> SearchDocument:
    """Return a service as the directory would describe it."""
    facets = {
        Facet.TARGET_GROUP: groups,
        Facet.CHALLENGE: challenges,
        Facet.MUNICIPALITY: EVERYWHERE if everywhere else local,
        Facet.MUNICIPALITY_LOCAL: local,
        Facet.AVAILABILITY: (*(["county"] if everywhere else []), *(["local"] if local else [])),
        Facet.TAG: tags,
    }
    state: dict[str, object] = {
        "id": f"service:{number}",
        "kind": Kind.SERVICE,
        "title": title,
        "facets": facets,
        "availability": Availability(whole_county=everywhere, municipalities=local),
        "confirmed": date(2026, 9, 1),
        "updated": datetime(2026, 9, 1, 12, tzinfo=UTC),
        "url": f"/palvelut/{number}/",
    }
    return SearchDocument(**{**state, **more})  # type: ignore[arg-type] # the fields' types differ


DOCUMENTS: tuple[SearchDocument, ...] = (
    service(
        1,
        "Perheneuvonta",
        summary="Maksutonta neuvontaa vanhemmille ja koko perheelle.",
        body="Neuvoja auttaa, kun kasvatus väsyttää. Vertaistuki kantaa: ryhmissä tapaa toisia vanhempia.",
        groups=("vanhemmat",),
        challenges=("kasvatus",),
        local=("turku", "salo"),
        organisation="Turun Perhetalo ry",
    ),
    service(
        2,
        "Vertaistukiryhmä eroperheille",
        summary="Ryhmä vanhemmille, jotka ovat eronneet.",
        body="Ryhmässä puhutaan erosta ja lasten arjesta. Avioero muuttaa koko perheen elämää.",
        groups=("vanhemmat",),
        challenges=("ero",),
        local=("turku",),
        organisation="Eron Jälkeen ry",
        age_from=18.0,
    ),
    service(
        3,
        "Nuorten päihdetuki",
        summary="Tukea nuorille, joita päihteet huolettavat.",
        body="Keskustelua alkoholista ja päihteistä nimettömästi. Päihdeongelma ei ole häpeä.",
        groups=("nuoret",),
        challenges=("paihteet",),
        everywhere=True,
        tags=("nimeton", "chat"),
        age_from=13.0,
        age_to=17.5,
    ),
    service(
        4,
        "Chat-palvelu lapsille",
        summary="Kirjoita, kun yksinäisyys painaa.",
        body="Chat on auki joka ilta. Kiusaaminen, yksinäisyys ja mielenterveys ovat tavallisia aiheita.",
        groups=("lapset", "nuoret"),
        challenges=("yksinaisyys", "mielenterveys"),
        everywhere=True,
        open_to_all=True,
        tags=("chat",),
        age_to=12.0,
    ),
    service(
        5,
        "Lastensuojelun kokemusasiantuntijat",
        summary="Kokemusasiantuntijoiden tapaamisia.",
        body="Lastensuojelujärjestöt kokoavat perheitä. Lastensuojelu tuntuu toisinaan vaikealta.",
        groups=("vanhemmat", "nuoret"),
        challenges=("lastensuojelu",),
        local=("raisio",),
        organisation="Kokemuksen Ääni ry",
    ),
    service(
        6,
        "Mielenterveyskuntoutujien perhekahvila kaikille",
        summary="Kahvila, johon kaikki ovat tervetulleita.",
        body="Kahvilassa on tilaa. " * 20 + "Mielenterveys puhuttaa. " + "Kahvi on kuumaa. " * 20,
        groups=("vanhemmat",),
        challenges=("mielenterveys",),
        local=("loimaa",),
        open_to_all=True,
    ),
    service(
        7,
        "Ungdomshuset",
        language=Language.SV,
        summary="Stöd för ungdomar som har det svårt.",
        body="Huset är öppet för alla ungdomar i Åboland.",
        groups=("nuoret",),
        local=("turku",),
    ),
    service(
        8,
        "Talking group for young parents",
        language=Language.EN,
        summary="Meet other parents in English.",
        body="Parenting in a new country can be lonely.",
        groups=("vanhemmat",),
        local=("turku",),
    ),
    service(
        9,
        "Linkki on kuollut neuvontaan",
        summary="Neuvontaa <b>kaikille</b> & muille.",
        link_state=LinkState.DEAD,
        local=("turku",),
    ),
    service(10, "Vanha neuvontapalvelu", summary="Neuvontaa.", confirmed=date(2025, 10, 1), local=("turku",)),
    service(11, "Uusi neuvontapalvelu", summary="Neuvontaa.", confirmed=date(2026, 10, 1), local=("turku",)),
    SearchDocument(
        "organisation:1",
        Kind.ORGANISATION,
        "Turun Perhetalo ry",
        summary="Yhdistys tukee perheitä Turussa.",
        url="/jarjestot/perhetalo/",
    ),
    SearchDocument(
        "news:1",
        Kind.NEWS,
        "Perhekahvila avattiin",
        body="Kahvila avautui syksyllä. Varsinais-Suomen lastensuojelujärjestöt kiittää.",
        published=date(2026, 10, 20),
    ),
    SearchDocument(
        "news:2",
        Kind.NEWS,
        "Perhekahvila suljettiin",
        body="Kahvila sulki ovensa talveksi.",
        published=date(2021, 1, 10),
    ),
    SearchDocument(
        "review:1",
        Kind.REVIEW,
        "Vuosikatsaus 2023",
        body="Palvelukartta painettiin viimeisen kerran. STEA:n avustus jatkui ja köyhyys huoletti.",
        published=date(2024, 3, 1),
    ),
    SearchDocument(
        "project:1",
        Kind.PROJECT,
        "Kokemuskohtaamo",
        summary="Etäaamukahvit ammattilaisille.",
        body="Kokemuskohtaamoissa tavataan. Lapsiperheköyhyys on ollut aiheena.",
        published=date(2025, 5, 5),
    ),
)


def ids(results: SearchResults) -> list[str]:
    """Return the ids of the hits, in order."""
    return [hit.document.id for hit in results.hits]


def counts(results: SearchResults, facet: Facet) -> Mapping[str, int]:
    """Return the counts of one facet by value."""
    return {found.value: found.count for found in results.facets[facet]}


def ask(text: str = "", **more: object) -> SearchQuery:
    """Return a query of today, with a page of fifty."""
    return SearchQuery(**{"text": text, "today": TODAY, "page_size": 50, **more})  # type: ignore[arg-type]


_VOCABULARY = [
    "perheneuvonta", "neuvontaa", "vanhemmille", "vertaistukea", "chat", "mielenterveys", "lastensuojelu", "kahvila",
    "nuorten", "päihteet", "alkoholi", "ungdomar", "parents", "yksinaisyys", "lastensuojleu", "ja", "köyhyys",
    '"koko perheelle"', '"auki joka ilta"', "-chat", "-neuvonta", '-"koko perheelle"', '"', "perh", "eroperhe", "2023",
    "neuvontapalvelu", "perhetyöntekijä", "STEA", "zzz", "divorce", "skilsmässa", "erityislapset",
]  # fmt: skip

texts = st.lists(st.sampled_from(_VOCABULARY), max_size=4).map(" ".join)
filters = st.fixed_dictionaries(
    {},
    optional={
        Facet.KIND: st.lists(
            st.sampled_from(["service", "news", "organisation"]), min_size=1, max_size=2
        ).map(tuple),
        Facet.TARGET_GROUP: st.lists(st.sampled_from(["nuoret", "vanhemmat", "lapset"]), min_size=1).map(
            tuple
        ),
        Facet.MUNICIPALITY: st.lists(st.sampled_from(EVERYWHERE), min_size=1, max_size=2).map(tuple),
        Facet.TAG: st.just(("chat",)),
    },
)
queries = st.builds(
    SearchQuery,
    text=texts,
    language=st.sampled_from(Language),
    filters=filters,
    local_only=st.booleans(),
    age=st.none() | st.sampled_from([0.0, 12.0, 13.0, 17.5, 40.0]),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 3),
    page_size=st.integers(1, 12),
    unfinished=st.booleans(),
    today=st.just(TODAY),
)
_property = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)


class EngineContract:
    """Hold what every engine must do; a subclass says how to make one."""

    @pytest.fixture(scope="class")
    @classmethod
    def factory(cls) -> Factory:
        """Return what makes an engine on an index of its own, given a provider of concepts."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def library(cls, factory: Factory) -> SearchEngine:
        """Return an engine that holds ``DOCUMENTS``."""
        made = factory(lambda: SYNONYMS)
        made.rebuild(DOCUMENTS)
        return made

    @pytest.fixture
    def engine(self, factory: Factory) -> SearchEngine:
        """Return an engine with an empty index."""
        made = factory(Concepts)
        made.rebuild([])
        return made

    @pytest.fixture(scope="class")
    @classmethod
    def specification(cls) -> MemoryEngine:
        """Return the memory engine with the same documents."""
        made = MemoryEngine(lambda: SYNONYMS)
        made.rebuild(DOCUMENTS)
        return made

    # Finding words

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("perheneuvonta", "service:1"),
            ("perheneuvontaa", "service:1"),
            ("perheneuvonnassa", "service:1"),
            ("PERHENEUVONTA", "service:1"),
            ("vertaistukiryhmä", "service:2"),
            ("eroperhe", "service:2"),
            ("päihdetuki", "service:3"),
            ("chat-palvelussa", "service:4"),
            ("kokemusasiantuntija", "service:5"),
            ("mielenterveyskuntoutuja", "service:6"),
            ("palvelukartta", "review:1"),
            ("STEA", "review:1"),
            ("stea:n", "review:1"),
            ("2023", "review:1"),
            ("kokemuskohtaamo", "project:1"),
            ("etäaamukahveilla", "project:1"),
            ("lapsiperheköyhyys", "project:1"),
            ("Turun Perhetalo", "organisation:1"),
            ("ungdomshus", "service:7"),
            ("talking groups", "service:8"),
        ],
    )
    def test_an_inflected_word_finds_the_document_it_names(
        self, library: SearchEngine, text: str, first: str
    ) -> None:
        assert ids(library.search(ask(text)))[0] == first

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("kohtaamo", "project:1"),
            ("chat", "service:4"),
            ("kuntoutuja", "service:6"),
            ("lastensuojelu", "news:1"),
            ("köyhyys", "project:1"),
            ("aamukahvi", "project:1"),
            ("neuvonta", "service:1"),
        ],
    )
    def test_a_word_finds_compounds_that_it_is_part_of(
        self, library: SearchEngine, text: str, found: str
    ) -> None:
        assert found in ids(library.search(ask(text)))

    def test_a_compound_finds_its_own_parts_where_they_stand_together(self, library: SearchEngine) -> None:
        results = library.search(ask("kahvilaperhe"))
        assert {"service:6", "news:1"} <= set(ids(results))

    def test_every_word_must_match(self, library: SearchEngine) -> None:
        assert ids(library.search(ask("vertaistuki eroperheille"))) == ["service:2"]

    def test_words_may_match_in_different_fields(self, library: SearchEngine) -> None:
        assert ids(library.search(ask("perheneuvonta kasvatus")))[0] == "service:1"

    @pytest.mark.parametrize("text", ["apua ja tukea nuorille", "tukea ja nuorille", "se tuki on nuorille"])
    def test_function_words_need_not_match(self, library: SearchEngine, text: str) -> None:
        assert "service:3" in ids(library.search(ask(text.replace("apua ", ""))))

    def test_a_function_word_alone_is_searched(self, library: SearchEngine) -> None:
        assert "service:6" in ids(library.search(ask("ovat")))

    @pytest.mark.parametrize(
        ("text", "language", "found"),
        [
            ("ungdom", Language.FI, "service:7"),
            ("parent", Language.FI, "service:8"),
            ("neuvonnassa", Language.SV, "service:1"),
            ("neuvonnassa", Language.EN, "service:1"),
            ("ungdomarna", Language.EN, "service:7"),
        ],
    )
    def test_a_query_is_read_in_all_languages(
        self, library: SearchEngine, text: str, language: Language, found: str
    ) -> None:
        assert found in ids(library.search(ask(text, language=language)))

    def test_the_users_language_comes_first(self, engine: SearchEngine) -> None:
        finnish = service(1, "Kurs")
        engine.upsert(
            [
                replace(finnish, title="Kursen", language=Language.SV),
                service(2, "Kursen", language=Language.EN),
            ]
        )
        first = ids(engine.search(ask("kurs", language=Language.SV)))[0]
        assert first == "service:1"

    # Phrases, exclusions, unfinished words

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('"auki joka ilta"', ["service:4"]),
            ('"joka auki ilta"', []),
            ('"Varsinais-Suomen lastensuojelujärjestö"', ["news:1"]),
            ('"perhekahvila" avattiin', ["news:1"]),
            ('"vanhemmille ja koko perheelle"', ["service:1"]),
            ("“auki joka ilta”", ["service:4"]),
        ],
    )
    def test_a_phrase_finds_its_words_in_a_row(
        self, library: SearchEngine, text: str, expected: list[str]
    ) -> None:
        results = library.search(ask(text))
        assert ([] if results.fuzzy else ids(results)) == expected

    def test_a_phrase_does_not_run_from_one_field_into_the_next(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Avoin ovi", summary="Kahvia tarjolla")])
        assert engine.search(ask('"avoin ovi"')).total == 1
        assert engine.search(ask('"ovi kahvia"')).fuzzy

    @pytest.mark.parametrize(
        ("text", "gone"),
        [
            ("kahvila -avattiin", "news:1"),
            ("kahvila -mielenterveys", "service:6"),
            ("kahvila -avata", "news:1"),
            ('neuvonta -"koko perheelle"', "service:1"),
            ("-perheneuvonta", "service:1"),
        ],
    )
    def test_an_excluded_word_keeps_documents_out(self, library: SearchEngine, text: str, gone: str) -> None:
        results = library.search(ask(text))
        assert results.total > 0
        assert gone not in ids(results)

    def test_only_exclusions_give_all_the_others(self, library: SearchEngine) -> None:
        everything = library.search(ask()).total
        assert library.search(ask("-perheneuvonta")).total == everything - 1

    @pytest.mark.parametrize("text", ["", "   ", '"', '""', "-", "- -", "\x00\x07", "\n", "?!", "…"])
    def test_a_text_without_words_gives_all_documents(self, library: SearchEngine, text: str) -> None:
        assert library.search(ask(text)).total == len(DOCUMENTS)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("perheneuv", "service:1"),
            ("koko per", "service:1"),
            ("vertaist", "service:2"),
            ("ungd", "service:7"),
        ],
    )
    def test_an_unfinished_last_word_is_a_beginning(
        self, library: SearchEngine, text: str, found: str
    ) -> None:
        assert found in ids(library.search(ask(text, unfinished=True)))

    def test_a_finished_word_is_no_beginning(self, library: SearchEngine) -> None:
        assert library.search(ask("ungdo")).fuzzy

    # Ranking

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

    # Synonyms

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("alkoholi", "service:3"),
            ("päihteet", "service:3"),
            ("masennus", "service:4"),
            ("ungdomar", "service:3"),
            ("divorce", "service:2"),
            ("skilsmässa", "service:2"),
            ("young people", "service:3"),
            ("masennuksesta", "service:4"),
        ],
    )
    def test_a_synonym_finds_what_its_set_names(self, library: SearchEngine, text: str, found: str) -> None:
        results = library.search(ask(text))
        assert found in ids(results)
        assert not results.fuzzy

    def test_a_one_way_synonym_works_one_way(self, factory: Factory) -> None:
        concepts = Concepts.of([SynonymSet((Label("nepsy"),), (Label("autismi"),))])
        engine = factory(lambda: concepts)
        engine.rebuild([service(1, "Autismi"), service(2, "Nepsy")])
        assert set(ids(engine.search(ask("nepsy")))) == {"service:1", "service:2"}
        assert ids(engine.search(ask("autismi"))) == ["service:1"]

    def test_the_word_itself_stands_above_its_synonym(self, factory: Factory) -> None:
        concepts = Concepts.of([SynonymSet((Label("viina"), Label("alkoholi")))])
        engine = factory(lambda: concepts)
        engine.rebuild([service(1, "Alkoholi"), service(2, "Viina")])
        assert ids(engine.search(ask("viina"))) == ["service:2", "service:1"]

    def test_an_edit_of_the_synonyms_acts_at_once(self, factory: Factory) -> None:
        now = [Concepts()]
        engine = factory(lambda: now[0])
        engine.rebuild([service(1, "Päihdetyö")])
        assert engine.search(ask("viina")).total == 0
        now[0] = Concepts.of([SynonymSet((Label("viina"), Label("päihdetyö")))])
        assert ids(engine.search(ask("viina"))) == ["service:1"]

    # Spelling

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("lastensuojleu", "lastensuojelu"),
            ("mielentreveys", "mielenterveys"),
            ("paihdeongelma", "päihdeongelma"),
            ("yksinaisyys", "yksinäisyys"),
            ("perheneuvonat", "perheneuvonta"),
            ("kiusaaminn", "kiusaaminen"),
        ],
    )
    def test_a_misspelt_word_leads_on(self, library: SearchEngine, typed: str, meant: str) -> None:
        results = library.search(ask(typed))
        assert results.suggestion == meant
        assert results.fuzzy
        assert results.total > 0
        assert library.search(ask(results.suggestion)).total > 0

    def test_a_suggestion_keeps_the_other_words(self, library: SearchEngine) -> None:
        results = library.search(ask("nuorten yksinaisyys"))
        assert results.suggestion == "nuorten yksinäisyys"

    def test_a_word_that_is_found_gets_no_suggestion(self, library: SearchEngine) -> None:
        results = library.search(ask("yksinäisyys"))
        assert (results.suggestion, results.fuzzy) == (None, False)

    def test_words_that_never_meet_are_found_one_by_one_and_marked(self, library: SearchEngine) -> None:
        results = library.search(ask("palvelukartta ungdomshuset"))
        assert results.fuzzy
        assert {"review:1", "service:7"} == set(ids(results))

    def test_nonsense_finds_nothing(self, library: SearchEngine) -> None:
        results = library.search(ask("xqzzwq"))
        assert (results.total, results.suggestion, results.fuzzy, results.hits) == (0, None, False, ())

    # Filters and facets

    @pytest.mark.parametrize(
        ("facet", "values", "expected"),
        [
            (Facet.KIND, ("organisation",), 1),
            (Facet.KIND, ("organisation", "review"), 2),
            (Facet.TARGET_GROUP, ("nuoret",), 4),
            (Facet.TARGET_GROUP, ("lapset", "nuoret"), 4),
            (Facet.CHALLENGE, ("mielenterveys",), 2),
            (Facet.MUNICIPALITY, ("raisio",), 3),
            (Facet.AVAILABILITY, ("county",), 2),
            (Facet.LANGUAGE, ("sv",), 1),
            (Facet.TAG, ("chat",), 2),
            (Facet.TAG, ("ei-ole",), 0),
        ],
    )
    def test_values_of_a_facet_are_alternatives(
        self, library: SearchEngine, facet: Facet, values: tuple[str, ...], expected: int
    ) -> None:
        assert library.search(ask(filters={facet: values})).total == expected

    def test_facets_are_joined_by_and(self, library: SearchEngine) -> None:
        chosen = {Facet.TARGET_GROUP: ("vanhemmat",), Facet.MUNICIPALITY: ("raisio",)}
        assert ids(library.search(ask(filters=chosen))) == ["service:5"]

    def test_local_only_leaves_out_what_is_offered_everywhere(self, library: SearchEngine) -> None:
        chosen = {Facet.MUNICIPALITY: ("raisio",)}
        assert ids(library.search(ask(filters=chosen, local_only=True))) == ["service:5"]

    def test_local_only_counts_what_the_filter_would_give(self, library: SearchEngine) -> None:
        results = library.search(ask(filters={Facet.MUNICIPALITY: ("raisio",)}, local_only=True))
        for value, count in counts(results, Facet.MUNICIPALITY).items():
            chosen = {Facet.MUNICIPALITY: (value,)}
            assert library.search(ask(filters=chosen, local_only=True)).total == count

    @pytest.mark.parametrize("text", ["", "neuvonta", "kahvila", "mielenterveys"])
    @pytest.mark.parametrize(
        "chosen",
        [
            {},
            {Facet.TARGET_GROUP: ("vanhemmat",)},
            {Facet.KIND: ("service",), Facet.MUNICIPALITY: ("turku", "salo")},
        ],
    )
    def test_each_count_is_what_choosing_the_value_gives(
        self, library: SearchEngine, text: str, chosen: dict[Facet, tuple[str, ...]]
    ) -> None:
        results = library.search(ask(text, filters=chosen))
        for facet, found in results.facets.items():
            for count in found:
                alone = {**chosen, facet: (count.value,)}
                narrowed = library.search(ask(text, filters=alone))
                assert narrowed.total == count.count, (facet, count)

    def test_counts_mark_and_keep_what_is_selected(self, library: SearchEngine) -> None:
        results = library.search(ask("palvelukartta", filters={Facet.KIND: ("news", "review")}))
        marked = {found.value: (found.count, found.selected) for found in results.facets[Facet.KIND]}
        assert marked["review"] == (1, True)
        assert marked["news"] == (0, True)

    def test_counts_stand_in_order(self, library: SearchEngine) -> None:
        found = library.search(ask()).facets[Facet.KIND]
        assert list(found) == sorted(found, key=lambda count: (-count.count, count.value))

    def test_a_value_of_any_signs_is_counted_and_filtered(self, engine: SearchEngine) -> None:
        tags = ("a b", 'lainaus"', "ä/ö", "1", "*", "\\", "{x}")
        engine.upsert([service(1, "Yksi", tags=tags), service(2, "Kaksi", tags=tags[:2])])
        found = counts(engine.search(ask()), Facet.TAG)
        assert found == {tag: 2 if tag in tags[:2] else 1 for tag in tags}
        for tag, count in found.items():
            assert engine.search(ask(filters={Facet.TAG: (tag,)})).total == count

    @pytest.mark.parametrize(
        ("age", "expected"),
        [
            (11.0, {"service:4"}),
            (12.0, {"service:4"}),
            (12.5, set()),
            (13.0, {"service:3"}),
            (17.5, {"service:3"}),
            (17.6, set()),
            (30.0, {"service:2"}),
        ],
    )
    def test_an_age_keeps_ranges_that_hold_it(
        self, library: SearchEngine, age: float, expected: set[str]
    ) -> None:
        ranged = {"service:2", "service:3", "service:4"}
        found = set(ids(library.search(ask(age=age))))
        assert found & ranged == expected
        assert "service:1" in found

    def test_a_query_that_only_its_filters_empty_stays_as_written(self, library: SearchEngine) -> None:
        results = library.search(ask("palvelukartta", filters={Facet.KIND: ("service",)}))
        assert (results.total, results.fuzzy, results.suggestion) == (0, False, None)
        assert counts(results, Facet.KIND) == {"review": 1, "service": 0}

    def test_filters_hold_for_approximate_hits_too(self, library: SearchEngine) -> None:
        results = library.search(ask("yksinaisyys", filters={Facet.KIND: ("service",)}))
        assert results.fuzzy
        assert {hit.document.kind for hit in results.hits} == {Kind.SERVICE}

    # Order and pages

    def test_names_sort_the_finnish_way(self, engine: SearchEngine) -> None:
        names = ["Äiti", "zeta", "Ångström", "aamu", "Öljy", "Bussi", "äiti 2"]
        engine.upsert([service(number, name) for number, name in enumerate(names)])
        results = engine.search(ask(sort=Sort.NAME))
        shown = [hit.document.title for hit in results.hits]
        assert shown == ["aamu", "Bussi", "zeta", "Ångström", "Äiti", "äiti 2", "Öljy"]

    def test_freshness_sorts_the_newest_first(self, library: SearchEngine) -> None:
        results = library.search(
            ask(sort=Sort.FRESHNESS, filters={Facet.KIND: ("news", "review", "project")})
        )
        assert ids(results) == ["news:1", "project:1", "review:1", "news:2"]

    @pytest.mark.parametrize("sort", list(Sort))
    @pytest.mark.parametrize("text", ["", "neuvonta", "kahvila"])
    @pytest.mark.parametrize("size", [1, 3, 7])
    def test_pages_lose_nothing_and_repeat_nothing(
        self, library: SearchEngine, sort: Sort, text: str, size: int
    ) -> None:
        whole = ids(library.search(ask(text, sort=sort)))
        paged: list[str] = []
        for page in range(1, len(whole) // size + 3):
            paged += ids(library.search(ask(text, sort=sort, page=page, page_size=size)))
        assert paged == whole

    @pytest.mark.parametrize("sort", list(Sort))
    def test_pages_of_equals_are_stable(self, engine: SearchEngine, sort: Sort) -> None:
        engine.upsert([service(number, "Samanlainen") for number in range(130)])
        paged: list[str] = []
        for page in range(1, 15):
            paged += ids(engine.search(ask("samanlainen", sort=sort, page=page, page_size=10)))
        assert len(paged) == 130
        assert len(set(paged)) == 130

    def test_equals_keep_their_order_when_others_change(self, engine: SearchEngine) -> None:
        engine.upsert([service(number, "Samanlainen") for number in range(20)])
        before = ids(engine.search(ask("samanlainen")))
        engine.delete(["service:3"])
        engine.upsert([service(number, "Samanlainen") for number in (7, 12, 30)])
        after = ids(engine.search(ask("samanlainen")))
        assert [found for found in after if found != "service:30"] == [
            found for found in before if found != "service:3"
        ]

    def test_a_page_past_the_end_is_empty_but_counted(self, library: SearchEngine) -> None:
        results = library.search(ask(page=99))
        assert (results.total, results.hits) == (len(DOCUMENTS), ())

    @pytest.mark.parametrize(("asked", "given_"), [(0, 1), (1000, MAX_PAGE_SIZE), (5, 5)])
    def test_the_page_size_is_kept_within_bounds(
        self, library: SearchEngine, asked: int, given_: int
    ) -> None:
        assert library.search(ask(page_size=asked)).page_size == given_

    # Hits

    def test_a_hit_carries_the_whole_document(self, library: SearchEngine) -> None:
        by_id = {hit.document.id: hit.document for hit in library.search(ask()).hits}
        assert by_id == {document.id: document for document in DOCUMENTS}

    def test_matching_words_are_marked(self, library: SearchEngine) -> None:
        hit = library.search(ask("vanhempi")).hits
        by_id = {found.document.id: found.highlights for found in hit}
        assert by_id["service:1"]["summary"] == (
            "Maksutonta neuvontaa <mark>vanhemmille</mark> ja koko perheelle.",
        )
        assert "title" not in by_id["service:1"]

    def test_highlights_are_safe_html(self, library: SearchEngine) -> None:
        by_id = {hit.document.id: hit.highlights for hit in library.search(ask("neuvonta")).hits}
        assert by_id["service:9"]["summary"] == (
            "<mark>Neuvontaa</mark> &lt;b&gt;kaikille&lt;/b&gt; &amp; muille.",
        )

    def test_a_long_body_is_shown_by_its_best_passage(self, library: SearchEngine) -> None:
        by_id = {hit.document.id: hit.highlights for hit in library.search(ask("puhuttaa")).hits}
        (passage,) = by_id["service:6"]["body"]
        assert "Mielenterveys <mark>puhuttaa</mark>." in passage
        assert passage.startswith("…")
        assert passage.endswith("…")
        assert len(passage) < 260

    # Suggestions while typing

    @pytest.mark.parametrize(
        ("prefix", "first"),
        [
            ("perhen", "Perheneuvonta"),
            ("PERHEN", "Perheneuvonta"),
            ("vertaistukiryhmä ero", "Vertaistukiryhmä eroperheille"),
            ("eroper", "Vertaistukiryhmä eroperheille"),
            ("turun p", "Turun Perhetalo ry"),
            ("ungd", "Ungdomshuset"),
        ],
    )
    def test_a_beginning_is_completed(self, library: SearchEngine, prefix: str, first: str) -> None:
        assert library.suggest(prefix, Language.FI)[0].text == first

    def test_titles_that_begin_so_come_before_those_that_hold_it(self, library: SearchEngine) -> None:
        shown = [found.text for found in library.suggest("perhe", Language.FI)]
        assert shown[-1] == "Turun Perhetalo ry"
        assert shown[:3] == ["Perhekahvila avattiin", "Perhekahvila suljettiin", "Perheneuvonta"]

    def test_titles_in_the_users_language_come_first(self, library: SearchEngine) -> None:
        assert library.suggest("t", Language.EN)[0].text == "Talking group for young parents"
        assert library.suggest("t", Language.FI)[0].text == "Turun Perhetalo ry"

    def test_a_suggestion_says_where_it_leads(self, library: SearchEngine) -> None:
        found = library.suggest("perheneuvonta", Language.FI)[0]
        assert (found.kind, found.url) == (Kind.SERVICE, "/palvelut/1/")

    @pytest.mark.parametrize(
        "prefix", ["", "  ", '"', "(", "*", "a" * 5000, "[", "\\", "\x00", ".*", "(?i)p"]
    )
    def test_no_beginning_raises(self, library: SearchEngine, prefix: str) -> None:
        assert library.suggest(prefix, Language.FI) == ()

    def test_suggestions_stop_at_the_limit(self, library: SearchEngine) -> None:
        assert len(library.suggest("p", Language.FI, limit=2)) == 2
        assert library.suggest("p", Language.FI, limit=0) == ()

    # Writing

    def test_what_is_written_is_found(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])
        assert ids(engine.search(ask("leikkipuisto"))) == ["service:1"]

    def test_writing_again_replaces(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])
        engine.upsert([service(1, "Uimahalli")])
        assert engine.search(ask()).total == 1
        assert ids(engine.search(ask("uimahalli"))) == ["service:1"]
        assert engine.search(ask("leikkipuisto")).total == 0

    def test_the_last_of_one_id_in_a_batch_counts(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto"), service(1, "Uimahalli")])
        assert [hit.document.title for hit in engine.search(ask()).hits] == ["Uimahalli"]

    def test_what_is_deleted_is_gone(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto"), service(2, "Uimahalli")])
        engine.delete(["service:1", "service:404"])
        assert ids(engine.search(ask())) == ["service:2"]
        assert engine.status().documents == 1

    def test_a_deleted_document_is_counted_nowhere(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto", tags=("ulkona",)), service(2, "Uimahalli")])
        engine.delete(["service:1"])
        results = engine.search(ask("leikkipuistoo"))
        assert (results.total, results.suggestion) == (0, None)
        assert counts(engine.search(ask()), Facet.TAG) == {}

    def test_writing_nothing_is_no_error(self, engine: SearchEngine) -> None:
        engine.upsert([])
        engine.delete([])
        assert engine.search(ask()).total == 0

    def test_an_empty_index_answers(self, engine: SearchEngine) -> None:
        results = engine.search(ask("perheneuvonta"))
        assert (results.total, results.suggestion, results.fuzzy) == (0, None, False)
        assert engine.suggest("perhe", Language.FI) == ()

    def test_content_hashes_name_every_document(self, library: SearchEngine) -> None:
        expected = {document.id: document.content_hash() for document in DOCUMENTS}
        assert dict(library.content_hashes()) == expected

    def test_status_says_what_made_the_index(self, library: SearchEngine) -> None:
        status = library.status()
        assert (status.documents, status.fingerprint) == (len(DOCUMENTS), fingerprint())
        assert status.built is not None
        assert status.location

    # Rebuilding

    def test_a_rebuild_replaces_everything(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])
        assert engine.rebuild([service(2, "Uimahalli")]) == 1
        assert ids(engine.search(ask())) == ["service:2"]

    def test_searches_go_on_during_a_rebuild(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])

        def documents() -> Iterator[SearchDocument]:
            yield service(2, "Uimahalli")
            assert ids(engine.search(ask())) == ["service:1"]

        engine.rebuild(documents())
        assert ids(engine.search(ask())) == ["service:2"]

    def test_changes_during_a_rebuild_are_in_its_result(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto"), service(2, "Uimahalli")])

        def documents() -> Iterator[SearchDocument]:
            yield service(1, "Leikkipuisto")
            engine.upsert([service(1, "Museo"), service(3, "Kirjasto")])
            engine.delete(["service:2"])
            assert set(ids(engine.search(ask()))) == {"service:1", "service:3"}
            yield service(2, "Uimahalli")
            yield service(3, "Vanha kirjasto")

        assert engine.rebuild(documents()) == 2
        titles = {hit.document.title for hit in engine.search(ask()).hits}
        assert titles == {"Museo", "Kirjasto"}

    def test_a_failed_rebuild_changes_nothing(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])

        def documents() -> Iterator[SearchDocument]:
            yield service(2, "Uimahalli")
            raise LookupError("the database went away")

        with pytest.raises(LookupError):
            engine.rebuild(documents())
        assert ids(engine.search(ask())) == ["service:1"]
        engine.upsert([service(3, "Kirjasto")])
        assert engine.rebuild([service(4, "Museo")]) == 1
        assert ids(engine.search(ask())) == ["service:4"]

    def test_an_index_that_was_never_built_says_the_remedy(self, factory: Factory) -> None:
        engine = factory(Concepts)
        if isinstance(engine, MemoryEngine):
            assert engine.search(ask()).total == 0
            return
        for attempt in (
            lambda: engine.search(ask()),
            engine.status,
            lambda: engine.upsert([service(1, "X")]),
        ):
            with pytest.raises(IndexUnusable, match="search_index rebuild"):
                attempt()

    def test_threads_search_and_write_at_once(self, engine: SearchEngine) -> None:
        failures: list[BaseException] = []

        def write(start: int) -> None:
            try:
                for number in range(start, start + 3):
                    engine.upsert([service(number, f"Puisto {number}")])
            except BaseException as error:  # whatever it is, the test reports it
                failures.append(error)

        def look() -> None:
            try:
                for _ in range(10):
                    results = engine.search(ask("puisto"))
                    assert results.total == len(results.hits)
            except BaseException as error:  # the same
                failures.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in (10, 20)]
        threads += [threading.Thread(target=look) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert engine.search(ask("puisto")).total == 6

    # Whatever is asked

    @pytest.mark.parametrize(
        "text",
        [
            '"', '"""', "AND OR NOT", "a" * 10_000, "\x00\x07", "*:*", "title:(", "-", "\\", "ä" * 500, "{}[]^~",
            "-" * 300, '-"', "a -b -c", "(a OR b)", "/.*/", "title:chat", "+chat", "chat~2", "chat^9", "\ud800", "🙂", "a\u0300",
            "' OR 1=1 --", "<script>", "%00", "NaN", "1e999", "-chat -", " ".join(["perhe"] * 200), "ﬁ", "İ", "ß",
        ],
    )  # fmt: skip
    def test_no_text_raises(self, library: SearchEngine, text: str) -> None:
        for unfinished in (False, True):
            assert library.search(ask(text, unfinished=unfinished)).total >= 0

    @_property
    @given(text=st.text(max_size=60))
    def test_no_random_text_raises(self, library: SearchEngine, text: str) -> None:
        assert library.search(ask(text, unfinished=True)).total >= 0
        library.suggest(text, Language.FI)

    @_property
    @given(query=queries)
    def test_it_answers_as_the_specification_does(
        self, library: SearchEngine, specification: MemoryEngine, query: SearchQuery
    ) -> None:
        assert library.search(query) == specification.search(query)

    @_property
    @given(query=queries)
    def test_paging_loses_nothing(self, library: SearchEngine, query: SearchQuery) -> None:
        pages = (library.search(replace(query, page=page)) for page in range(1, 100))
        paged: list[str] = []
        for results in islice(pages, 100):
            paged += ids(results)
            if not results.hits:
                break
        assert len(paged) == len(set(paged)) == results.total

    @_property
    @given(query=queries)
    def test_counts_are_what_filters_give(self, library: SearchEngine, query: SearchQuery) -> None:
        results = library.search(query)
        for facet, found in results.facets.items():
            for count in found[:3]:
                narrowed = library.search(replace(query, filters={**query.filters, facet: (count.value,)}))
                assert narrowed.total == count.count
                assert narrowed.fuzzy == results.fuzzy

    def test_answers_stay_alike_through_changes(self, engine: SearchEngine) -> None:
        specification = MemoryEngine()
        specification.rebuild([])
        for both in (engine, specification):
            for number, document in enumerate(DOCUMENTS):
                both.upsert([document])
                if number % 3 == 0:
                    both.upsert([replace(document, body=document.body + " Neuvontaa myös kahvilassa.")])
                if number % 5 == 0:
                    both.delete([document.id])
        for text in ("neuvonta", "kahvila", "perhe", "mielenterveys", "yksinaisyys", "", "vanhemmille tukea"):
            for sort in Sort:
                assert engine.search(ask(text, sort=sort)) == specification.search(ask(text, sort=sort))
