"""What the address of a frame says: the host's filters and looks, and what the reader asks within them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.embed.colours import ACCENT, PAPER, read_colour
from search.fields import Kind
from search.parameters import InvalidParameters, SearchParameters, read_parameters, unknown_parameter

HOST_FILTERS = ("organisation", "municipality", "target_group", "challenge", "channel", "language", "free")
READER_FILTERS = ("target_group", "challenge", "municipality")
"""What a reader may choose herself, unless the host has chosen."""
CHOSEN = "valittu_"
"""What the names of the reader's own choices begin with."""
LOOKS = ("accent", "paper", "title")
TITLE_LENGTH = 80
PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """Say what a frame shows: the host's part, and the reader's."""

    filters: Mapping[str, tuple[str, ...]]
    accent: str
    paper: str
    title: str
    chosen: Mapping[str, str]
    search: SearchParameters

    @property
    def choices(self) -> list[str]:
        """Return the facets that are left to the reader."""
        return [name for name in READER_FILTERS if name not in self.filters]

    @property
    def host_pairs(self) -> list[tuple[str, str]]:
        """Return the host's part as pairs of a query, defaults left out."""
        pairs = [(name, value) for name, values in self.filters.items() for value in values]
        looks = (("accent", self.accent, ACCENT), ("paper", self.paper, PAPER), ("title", self.title, ""))
        return pairs + [(name, value) for name, value, default in looks if value != default]

    @property
    def query(self) -> str:
        """Return the host's part as a query string, for the snippet."""
        return urlencode(self.host_pairs)

    @property
    def colour_query(self) -> str:
        """Return the query string of the style sheet with the host's colours."""
        return urlencode({"accent": self.accent, "paper": self.paper})

    def page_query(self, number: int) -> str:
        """Return the query string of another page of what the reader sees."""
        own = [(f"{CHOSEN}{name}", value) for name, value in self.chosen.items()]
        return urlencode([*self.host_pairs, ("q", self.search.q), *own, ("page", str(number))])


def read_frame(given: QueryDict) -> Frame:
    """Return what an address says. Raises ``InvalidParameters`` that names what can't be understood."""
    problems = {name: unknown_parameter(_known()) for name in given if name not in _known()}
    colours = {}
    for name, default in (("accent", ACCENT), ("paper", PAPER)):
        try:
            colours[name] = read_colour(given.get(name, ""), default)
        except ValueError:
            problems[name] = _("a colour is six hexadecimal digits, such as %(example)s") % {
                "example": default
            }
    if problems:
        raise InvalidParameters(problems)
    filters = {name: tuple(filter(None, given.getlist(name))) for name in HOST_FILTERS}
    filters = {name: values for name, values in filters.items() if values}
    chosen = {name: given.get(f"{CHOSEN}{name}", "") for name in READER_FILTERS if name not in filters}
    chosen = {name: value for name, value in chosen.items() if value}
    asked = QueryDict(mutable=True)
    for name, values in filters.items():
        asked.setlist(name, list(values))
    asked.update({**chosen, "q": given.get("q", ""), "page": given.get("page", "")})
    asked.update({"kind": Kind.SERVICE.value, "page_size": str(PAGE_SIZE)})
    title = given.get("title", "").strip()[:TITLE_LENGTH]
    return Frame(filters, colours["accent"], colours["paper"], title, chosen, read_parameters(asked))


def _known() -> list[str]:
    return [*HOST_FILTERS, *LOOKS, "q", "page", *(f"{CHOSEN}{name}" for name in READER_FILTERS)]
