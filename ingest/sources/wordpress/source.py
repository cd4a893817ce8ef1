"""The plugin: a WordPress site's posts and pages in, news and press releases out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import FetchError, GatherError, IngestError, ParseError
from ingest.locations import address_of, local_path, named, read_local
from ingest.masking import without_credentials
from ingest.protocols import Answer, Fetched, Reference, Web
from ingest.records import Record
from ingest.sources.wordpress.discovery import REMEDY, answered_json, api_root, collection
from ingest.sources.wordpress.posts import identifier_of, is_public, record_of
from ingest.words import gettext_noop as _

A_PAGE = 50
"""Posts that are asked for at once; WordPress gives a hundred at most, and large ones are slow."""
MOST_PAGES = 400
OVERLAP = timedelta(minutes=10)
"""What is asked for again before the newest change that was seen: clocks differ, and editors save twice."""
LARGEST = 30_000_000
POST_TYPE = "application/vnd.palvelupaketti.wordpress-post+json"


class WordPressSettings(BaseModel):
    """Which site to read, and which of its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...] = Field(
        min_length=1, title=_("Sites"), description=_("The address of a site that is made with WordPress.")
    )
    content: tuple[str, ...] = Field(
        default=("posts",),
        min_length=1,
        title=_("What to read"),
        description=_("posts, pages, or the name of a content type of the site's own."),
    )
    categories: tuple[str, ...] = Field(
        default=(),
        title=_("Categories"),
        description=_("The names or address parts of the categories to take. Left empty, all are taken."),
    )
    kind: Literal["", "news", "press_release"] = Field(
        default="",
        title=_("Kind of content"),
        description=_("Left empty, it is told from the categories."),
    )
    language: Literal["", "fi", "sv", "en"] = Field(
        default="", title=_("Language"), description=_("Leave empty to take what the source says.")
    )


class WordPressSource:
    """Read WordPress: each post is one record, known by its GUID.

    A later run asks only for what was modified since; what is protected by a password or not published is
    left out.
    """

    name: ClassVar[str] = "wordpress"
    titles: ClassVar[dict[str, str]] = {"fi": "WordPress", "sv": "WordPress", "en": "WordPress"}
    api_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = WordPressSettings

    def __init__(self) -> None:
        self._web: Web | None = None
        self._settings = WordPressSettings(locations=("-",))
        self._posts: dict[str, bytes] = {}
        self._failed: dict[str, IngestError] = {}
        self._newest: dict[str, str] = {}
        self._complete = True

    def use_web(self, web: Web) -> None:
        """Take the way to the web."""
        self._web = web

    def gather(self, settings: WordPressSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield every public post of every site, those modified since the cursor if there is one."""
        self._settings = settings
        self._newest = _newest(cursor)
        self._complete = not self._newest
        for location in settings.locations:
            try:
                posts = list(self._posts_of(location))
            except IngestError as error:
                self._complete = False
                if len(settings.locations) == 1:
                    raise GatherError(named(location, error.message), remedy=error.remedy) from error
                shown = without_credentials(location)
                self._failed[shown] = error
                yield Reference(external_id=shown, location=shown)
                continue
            for post in posts:
                identifier = identifier_of(post)
                if identifier not in self._posts:
                    self._posts[identifier] = json.dumps(post, sort_keys=True).encode()
                    yield Reference(external_id=identifier, location=str(post.get("link") or location))

    def next_cursor(self) -> str | None:
        """Return when the newest post of each site was modified, as the site writes it."""
        return json.dumps(self._newest, sort_keys=True) if self._newest else None

    def listed_everything(self) -> bool:
        """Tell whether all that is public was listed, and not only what was modified lately."""
        return self._complete

    def fetch(self, reference: Reference) -> Fetched:
        """Return a post's bytes as they came in its list."""
        if reference.external_id in self._failed:
            error = self._failed[reference.external_id]
            raise FetchError(error.message, remedy=error.remedy) from error
        content = self._posts.get(reference.external_id)
        if content is None:
            raise FetchError(_("It was not gathered."), remedy=_("Gather before fetching."))
        return Fetched(reference, content, POST_TYPE, reference.location)

    def parse(self, fetched: Fetched) -> Iterator[Record]:
        """Yield the post's record."""
        try:
            post = json.loads(fetched.content)
        except (ValueError, RecursionError) as error:
            raise ParseError(_("It is no post of WordPress."), remedy=REMEDY) from error
        if not isinstance(post, dict):
            raise ParseError(_("It is no post of WordPress."), remedy=REMEDY)
        record = record_of(post, kind=self._settings.kind, language=self._settings.language)
        yield record.model_copy(update={"external_id": fetched.reference.external_id})

    def _posts_of(self, location: str) -> Iterator[dict[str, Any]]:
        path = local_path(location)
        if path is not None:
            yield from self._public(answered_json(read_local(path)))
            return
        if self._web is None:
            raise GatherError(_("There is no way to the web."), remedy=_("Hand the plugin a web."))
        root = api_root(self._web, address_of(location))
        since, newest = self._since(location), self._newest.get(location, "")
        chosen = ",".join(str(number) for number in self._categories(root))
        for name in self._settings.content:
            asked = {"categories": chosen if name == "posts" else ""}
            for post in self._listed(root, name.strip("/ "), modified_after=since, **asked):
                newest = max(newest, str(post.get("modified_gmt") or ""))
                yield post
        if newest:
            self._newest[location] = newest

    def _listed(self, root: str, name: str, **asked: str) -> Iterator[dict[str, Any]]:
        """Yield a collection's posts, page by page, until the site says that there are no more."""
        for page in range(1, MOST_PAGES + 1):
            address = collection(
                root, name, per_page=A_PAGE, page=page, orderby="id", order="asc", _embed="1", **asked
            )
            answer = self._get(address, page)
            if answer is None:
                return
            listed = answered_json(answer)
            if not isinstance(listed, list):
                raise ParseError(_("%(url)s gave no list of posts.", url=answer.url), remedy=REMEDY)
            yield from self._public(listed)
            pages = answer.header("x-wp-totalpages")
            if (pages.isdigit() and page >= int(pages)) or (not pages and len(listed) < A_PAGE) or not listed:
                return
        self._complete = False

    def _get(self, address: str, page: int) -> Answer | None:
        """Return the answer; None for a page behind the last one, which WordPress refuses with 400."""
        assert self._web is not None  # noqa: S101  _posts_of has looked
        answer = self._web.get(
            address, accept="application/json", max_bytes=LARGEST, expected=(400, 401, 403, 404)
        )
        if answer.status < 300:
            return answer
        if answer.status == 400 and page > 1:
            return None
        told = ""
        try:
            error = answered_json(answer)
            told = str(error.get("message") or "") if isinstance(error, dict) else ""
        except ParseError:
            pass
        if not told:
            raise FetchError(
                _("%(url)s answered with status %(status)s.", url=answer.url, status=answer.status),
                remedy=REMEDY,
            )
        raise FetchError(
            _(
                "%(url)s answered with status %(status)s: %(told)s",
                url=answer.url,
                status=answer.status,
                told=told,
            ),
            remedy=REMEDY,
        )

    def _categories(self, root: str) -> list[int]:
        """Return the numbers of the chosen categories; raise ``GatherError`` for one that isn't there."""
        if not self._settings.categories:
            return []
        known: dict[str, int] = {}
        for category in self._listed(root, "categories"):
            for key in ("name", "slug"):
                known[str(category.get(key) or "").casefold()] = int(category.get("id") or 0)
        missing = [one for one in self._settings.categories if one.casefold() not in known]
        if missing:
            raise GatherError(
                _("The site has no category '%(missing)s'.", missing=missing[0]),
                remedy=_("It has: %(names)s.", names=", ".join(sorted(known))),
            )
        return [known[one.casefold()] for one in self._settings.categories]

    def _public(self, listed: Any) -> Iterator[dict[str, Any]]:
        for post in listed if isinstance(listed, list) else [listed]:
            if isinstance(post, dict) and is_public(post):
                yield post

    def _since(self, location: str) -> str:
        """Return from when on to ask, a while before the newest change that was seen."""
        newest = self._newest.get(location, "")
        try:
            moment = datetime.fromisoformat(newest).replace(tzinfo=UTC) - OVERLAP if newest else None
        except ValueError:
            return ""
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _newest(cursor: str | None) -> dict[str, str]:
    try:
        told = json.loads(cursor) if cursor else {}
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}
