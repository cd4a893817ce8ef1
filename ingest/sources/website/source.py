"""The plugin: a website's pages in, news, press releases and events out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

from django.utils.timezone import localdate
from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import FetchError, GatherError, IngestError, ParseError
from ingest.http import parse_url
from ingest.local_files import files_under, stable_name
from ingest.locations import address_of, local_path, named, read_local
from ingest.markup.decoding import charset_of
from ingest.markup.trees import parse_page
from ingest.masking import without_credentials
from ingest.protocols import Answer, Fetched, Reference, Validators, Web
from ingest.records import Record
from ingest.robots import Robots
from ingest.sources.website.article import record_of
from ingest.sources.website.listing import fits, is_listing, pages_listed
from ingest.sources.website.sitemaps import is_sitemap, read_sitemap
from ingest.words import gettext_noop as _

ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.1"
PAGES = frozenset({"", "text/html", "application/xhtml+xml", "application/octet-stream", "text/plain"})
CHANGED = "sitemap-lastmod"
"""The validator that remembers what the sitemap said of a page: the same again, and the page isn't asked."""
MOST_SITEMAPS = 60
SITEMAP_BYTES = 20_000_000
USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")


class WebsiteSettings(BaseModel):
    """Where to look for pages, and which of them to take."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...] = Field(
        min_length=1,
        title=_("Addresses"),
        description=_("A site's front page, its sitemap, a page that lists others, or a single page."),
    )
    find: Literal["auto", "sitemap", "list", "page"] = Field(
        default="auto",
        title=_("What the addresses are"),
        description=_("auto: found out from the pages themselves."),
    )
    pattern: str = Field(
        default="",
        max_length=300,
        title=_("Addresses to take"),
        description=_("A part of the address, * for anything: */uutiset/*. Left empty, all are taken."),
    )
    limit: int = Field(default=500, ge=1, le=10_000, title=_("Most pages"))
    kind: Literal["", "news", "press_release"] = Field(
        default="",
        title=_("Kind of content"),
        description=_("Left empty, it is told from the addresses."),
    )
    language: Literal["", "fi", "sv", "en"] = Field(
        default="", title=_("Language"), description=_("Leave empty to take what the source says.")
    )


class WebsiteSource:
    """Read pages: each is one record, known by its canonical address.

    The site's robots.txt is obeyed. Of a sitemap, pages that it says are unchanged aren't asked for again.
    """

    name: ClassVar[str] = "website"
    titles: ClassVar[dict[str, str]] = {"fi": "Verkkosivusto", "sv": "Webbplats", "en": "Website"}
    api_version: ClassVar[int] = 1
    parser_version: ClassVar[int] = 3
    settings_model: ClassVar[type[BaseModel]] = WebsiteSettings

    def __init__(self) -> None:
        self._web: Web | None = None
        self._robots: Robots | None = None
        self._settings = WebsiteSettings(locations=("-",))
        self._files: dict[str, str] = {}
        self._changed: dict[str, str] = {}
        self._failed: dict[str, IngestError] = {}
        self._complete = True

    def use_web(self, web: Web) -> None:
        """Take the way to the web."""
        self._web = web
        self._robots = Robots(web)

    def gather(self, settings: WebsiteSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield every page that the addresses lead to, whatever the cursor, and no more than the limit."""
        del cursor
        self._settings = settings
        seen: set[str] = set()
        for location in settings.locations:
            try:
                found = list(self._found(location))
            except IngestError as error:
                self._complete = False
                if len(settings.locations) == 1:
                    raise GatherError(named(location, error.message), remedy=error.remedy) from error
                shown = without_credentials(location)
                self._failed[shown] = error
                found = [Reference(external_id=shown, location=shown)]
            for reference in found:
                if reference.external_id in seen:
                    continue
                if len(seen) >= settings.limit:
                    self._complete = False
                    return
                seen.add(reference.external_id)
                yield reference

    def listed_everything(self) -> bool:
        """Tell whether sitemaps alone were read, each in full: what they lack is gone."""
        return self._complete

    def reference_for(self, settings: WebsiteSettings, url: str) -> Reference:
        """Return the reference of one page."""
        self._settings = settings
        address = address_of(url)
        return Reference(external_id=address, location=address)

    def fetch(self, reference: Reference) -> Fetched | None:
        """Return a page's bytes, None if it is unchanged."""
        if reference.external_id in self._failed:
            error = self._failed[reference.external_id]
            raise FetchError(error.message, remedy=error.remedy) from error
        if reference.external_id in self._files:
            answer = read_local_page(self._files[reference.external_id])
            return Fetched(reference, answer.content, answer.media_type, answer.url)
        changed = self._changed.get(reference.location, "")
        if changed and (CHANGED, changed) in reference.validators:
            return None
        if not reference.location.startswith(("http://", "https://")):
            raise FetchError(_("It was not gathered."), remedy=_("Gather before fetching."))
        answer = self._get(reference.location, reference.validators)
        if answer.unchanged:
            return None
        if answer.media_type not in PAGES:
            raise FetchError(
                _("It is %(media_type)s and no page.", media_type=answer.media_type),
                remedy=_("Leave it out by the pattern."),
            )
        if parse_url(answer.url).path == "/" != parse_url(reference.location).path:
            raise FetchError(
                _("It leads to the front page now."), remedy=_("Check whether the page was removed.")
            )
        remembered = ((CHANGED, changed),) if changed else ()
        charset = charset_of(answer.header("content-type"))
        media_type = f"text/html; charset={charset}" if charset else answer.media_type or "text/html"
        return Fetched(reference, answer.content, media_type, answer.url, (*answer.validators, *remembered))

    def parse(self, fetched: Fetched) -> Iterator[Record]:
        """Yield the page's record."""
        yield record_of(
            fetched.content,
            fetched.location,
            name=fetched.reference.external_id,
            today=localdate(),
            claimed=charset_of(fetched.media_type),
            kind=self._settings.kind,
            language=self._settings.language,
        )

    def _found(self, location: str) -> Iterator[Reference]:
        path = local_path(location)
        if path is not None:
            self._complete = False
            for file in files_under(path):
                self._files[stable_name(file)] = str(file)
                yield Reference(external_id=stable_name(file), location=str(file))
            return
        address = address_of(location)
        find = self._settings.find
        if find == "page":
            self._complete = False
            yield Reference(external_id=address, location=address)
            return
        answer = self._get(address)
        if is_sitemap(answer.content):
            yield from self._of_sitemaps({answer.url: answer})
            return
        front_page = parse_url(address).path == "/" and not self._settings.pattern
        named = self._sitemaps_of(address) if find == "sitemap" or (find == "auto" and front_page) else {}
        if find == "sitemap" and not named:
            raise GatherError(
                _("The site names no sitemap."), remedy=_("Give the sitemap's address, or a list page's.")
            )
        yield from self._of_sitemaps(named) if named else self._of_page(answer, address)

    def _of_page(self, answer: Answer, address: str) -> Iterator[Reference]:
        """Yield the pages that a page lists, or the page itself if it is no list."""
        self._complete = False
        root = parse_page(answer.content, claimed=charset_of(answer.header("content-type")))
        listing = self._settings.find == "list" or self._settings.pattern or is_listing(root, answer.url)
        pages = pages_listed(root, answer.url, pattern=self._settings.pattern) if listing else []
        if listing and not pages and (self._settings.find == "list" or self._settings.pattern):
            raise GatherError(
                _("The page leads to no page that fits."), remedy=_("Check the addresses to take.")
            )
        for page in pages or [address]:
            yield Reference(external_id=page, location=page)

    def _sitemaps_of(self, address: str) -> dict[str, Answer | None]:
        """Return the sitemaps that the site's robots.txt names, or one at a usual place with its bytes."""
        named = self._robots.sitemaps(address) if self._robots else []
        if named:
            return dict.fromkeys(named)
        url = parse_url(address)
        origin = str(url).removesuffix(url.path + (f"?{url.query}" if url.query else ""))
        for path in USUAL_SITEMAPS:
            try:
                answer = self._get(f"{origin}{path}")
            except FetchError:
                continue
            if is_sitemap(answer.content):
                return {answer.url: answer}
        return {}

    def _of_sitemaps(self, named: dict[str, Answer | None]) -> Iterator[Reference]:
        """Yield the pages of sitemaps and of those that they name, of the same site alone, each read once."""
        waiting, asked = list(named), 0
        host = parse_url(waiting[0]).host.removeprefix("www.")
        done: set[str] = set()
        while waiting:
            address = waiting.pop(0)
            if address in done or asked >= MOST_SITEMAPS:
                self._complete = self._complete and address in done
                continue
            done.add(address)
            asked += 1
            try:
                sitemap = read_sitemap((named.get(address) or self._get(address)).content)
            except (FetchError, ParseError):
                if len(named) == 1 and asked == 1:
                    raise
                self._complete = False
                continue
            waiting += sitemap.sitemaps
            for page, changed in sitemap.pages:
                if parse_url(page).host.removeprefix("www.") == host and fits(page, self._settings.pattern):
                    self._changed[page] = changed
                    yield Reference(external_id=page, location=page)

    def _get(self, address: str, validators: Validators = ()) -> Answer:
        if self._web is None or self._robots is None:
            raise GatherError(_("There is no way to the web."), remedy=_("Hand the plugin a web."))
        self._robots.check(address)
        most = SITEMAP_BYTES if "sitemap" in address else None
        return self._web.get(address, validators=validators, accept=ACCEPT, max_bytes=most)


def read_local_page(path: str) -> Answer:
    """Return a saved page's bytes."""
    return read_local(Path(path))
