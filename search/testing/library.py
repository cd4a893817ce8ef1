"""Hold the documents, the synonyms and the small tools that the contract's tests share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache

from search.concepts import Concepts, Label, SynonymSet
from search.documents import Availability, SearchDocument
from search.fields import Facet, Kind, Language, LinkState
from search.protocols import SearchEngine
from search.query import SearchQuery
from search.results import SearchResults

Factory = Callable[[Callable[[], Concepts]], SearchEngine]
"""Makes an engine on an index of its own, given a provider of concepts."""

TODAY = date(2026, 11, 1)
EVERYWHERE = ("turku", "salo", "raisio", "loimaa")


@cache
def synonyms() -> Concepts:
    """Return the synonyms that the library is searched with."""
    return Concepts.of(
        [
            SynonymSet((Label("alkoholi"), Label("päihteet"))),
            SynonymSet((Label("masennus"), Label("mielenterveys"))),
            SynonymSet(
                (
                    Label("avioero"),
                    Label("ero"),
                    Label("divorce", Language.EN),
                    Label("skilsmässa", Language.SV),
                )
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
    return SearchQuery(**{"text": text, "today": TODAY, "page_size": 50, **more})  # type: ignore[arg-type] # the same
