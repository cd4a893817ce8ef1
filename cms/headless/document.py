"""One OpenAPI document for everything: the routers' own, and what no router describes."""

from __future__ import annotations

import copy
import re
from typing import Any

from django.utils.translation import override
from ninja import NinjaAPI

from cms.headless.asked import LANGUAGE, narrowed
from cms.headless.page_shapes import page_kinds, page_schemas, type_of
from cms.headless.serializing import named
from search.parameters import openapi_parameters

PROBLEM = "application/problem+json"
INTRODUCTION = """Everything public that is known here, for other programs: read-only, without a key.

Answers are JSON. Labels and messages follow `Accept-Language` (fi, sv, en). Errors are
`application/problem+json` (RFC 9457). Answers bear `ETag` and `Last-Modified`; a request with
`If-None-Match` or `If-Modified-Since` is answered 304 when nothing has changed. `RateLimit-*` headers tell
how many requests are left in this minute, and 429 comes with `Retry-After`. Any origin that the site's
keeper allows may ask from a browser. A token (`Authorization: Bearer …`) raises the rate, and opens drafts
if that is its scope.

Within version 1 addresses, parameters and fields stay, and mean what they meant. New ones may come: pass over
fields, kinds and values that you don't know."""
TAGS = [
    {"name": "search", "description": "Ranked results for words, with exact counts."},
    {"name": "directory", "description": "Services and organisations as they are."},
    {"name": "pages", "description": "News, reviews, projects and other pages, with their bodies in blocks."},
    {"name": "files", "description": "Pictures and documents."},
    {"name": "figures", "description": "What the members' key figures come to, year by year."},
    {"name": "feeds", "description": "Any search as a feed, the newest first."},
    {"name": "preview", "description": "Drafts, for another front end."},
    {"name": "hsds", "description": "The directory in Open Referral's HSDS 3.1."},
]
ZIPPED = {"application/zip": {"schema": {"type": "string", "format": "binary"}}}
PLAIN_TEXT = {"text/plain": {"schema": {"type": "string"}}}
LINES = {"application/x-ndjson": {"schema": {"type": "string"}}}
NEVER_UNCHANGED = frozenset({"/api/v2/pages/find/"})
"""It leads on, and such an answer bears no validators."""
FEEDS = (
    ("rss", "RSS", "application/rss+xml"),
    ("atom", "Atom", "application/atom+xml"),
    ("json", "JSON Feed", "application/feed+json"),
)
LAYERS = frozenset({"api", "public", "router"})
"""What modules are called by their place, not by their subject."""
WHOLE = {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}
ORDER = {"type": "string", "pattern": "^(random|-?[a-z_]+(,-?[a-z_]+)*)?$"}
FIELDS = {"type": "string", "pattern": "^[a-z0-9_,()*-]*$"}
PLACE = {"anyOf": [WHOLE, {"type": "string", "const": "root"}]}


class OneDocument(NinjaAPI):
    """Describe all interfaces, Wagtail's and the feeds too."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Name an operation by its subject, such as ``directory_services``."""
        view = operation.view_func
        subject = [part for part in view.__module__.split(".") if part not in LAYERS][-1]
        return f"{subject}_{view.__name__}"

    def get_operation_url_name(self, operation: Any, router: Any) -> str:  # noqa: ARG002  ninja's signature
        """Name an address as its operation: several routers have services."""
        return self.get_openapi_operation_id(operation)

    def get_openapi_schema(self, **asked: Any) -> Any:
        """Return the document; it is made once in each process."""
        if not hasattr(self, "_document"):
            with override("en"):  # whoever asks first
                self._document = completed(super().get_openapi_schema(**asked))
        return self._document


def completed(routers: dict[str, Any]) -> dict[str, Any]:
    """Return the routers' document with everything that holds for all, and with the rest."""
    document = copy.deepcopy(routers)
    document["info"] |= {"description": INTRODUCTION}
    document["tags"] = TAGS
    document["paths"] |= _page_paths() | _feed_paths()
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas |= page_schemas()
    document["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "Administrators make them.",
        }
    }
    for path, methods in document["paths"].items():
        for operation in methods.values():
            _complete(path, operation)
    return document


def _complete(path: str, operation: dict[str, Any]) -> None:
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    responses.setdefault("400", _problem("What is asked is malformed or unknown."))
    if path.startswith("/api/"):
        responses["304"] = {"description": "Nothing has changed."}
        responses["401"] = _problem("The token is not one of ours.")
        responses["429"] = _problem("So many requests in a minute; `Retry-After` says when to go on.")
        operation["security"] = [{}, {"token": []}]
    if "{" in path:
        responses.setdefault("404", _problem("Nothing is published there."))
    if path in NEVER_UNCHANGED:
        responses.pop("304", None)
    asked = [narrowed(path, parameter) for parameter in operation.get("parameters", ())]
    if "hsds" not in path:
        asked.append(dict(LANGUAGE))
    if asked:
        operation["parameters"] = asked
    for status, answer in responses.items():
        if status >= "400" and "application/json" in answer.get("content", {}):
            answer["content"] = {PROBLEM: answer["content"]["application/json"]}
    if path.endswith(".zip"):
        responses["200"]["content"] = ZIPPED
    elif any(parameter["name"] == "format" for parameter in operation.get("parameters", ())):
        responses["200"]["content"] |= LINES
    operation["responses"] = dict(sorted(responses.items()))


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {PROBLEM: {"schema": named("ProblemOut")}}}


def _answer(shape: str) -> dict[str, Any]:
    return {"200": {"description": "OK", "content": {"application/json": {"schema": named(shape)}}}}


def _asked(name: str, schema: dict[str, Any], description: str = "") -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _listing() -> list[dict[str, Any]]:
    return [
        _asked("limit", {"type": "integer", "minimum": 0, "maximum": 20}, "At most 20."),
        _asked("offset", WHOLE),
        _asked("search", {"type": "string"}),
        _asked("search_operator", {"type": "string", "enum": ["and", "or"]}),
        _asked("order", ORDER, "Fields of the answer with commas, `-` for the other way round; or `random`."),
    ]


def _operation(
    name: str, summary: str, responses: dict[str, Any], parameters: list[dict[str, Any]], tag: str = "pages"
) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [tag],
            "parameters": parameters,
            "responses": responses,
        }
    }


def _page_paths() -> dict[str, Any]:
    fields = _asked("fields", FIELDS, "With commas; `*` for all, `-name` to leave one out.")
    version = _asked(
        "version", {"type": "string", "enum": ["live", "draft"]}, "`draft` needs a token for drafts."
    )
    key = {"name": "id", "in": "path", "required": True, "schema": WHOLE}
    chosen = [
        _asked("type", _kinds(), "One kind of page; several with commas."),
        _asked("slug", {"type": "string"}),
        _asked("tags", {"type": "string"}, "Names or slugs with commas, all hold; of a `type` with tags."),
        _asked("child_of", PLACE, "Pages below this one; `root` for the front page."),
        _asked("descendant_of", PLACE, "Pages anywhere below this one; not together with `child_of`."),
        _asked("ancestor_of", WHOLE),
        _asked("translation_of", WHOLE),
        _asked("locale", {"type": "string", "enum": ["fi", "sv", "en"]}),
        version,
        fields,
    ]
    forbidden = {"403": _problem("Drafts need a token for drafts.")}
    missing = {"404": _problem("There is no such page or language.")}
    found = {"302": {"description": "Leads to the page."}}
    path = _asked("html_path", {"type": "string"}, "Where people read it, such as `/uutiset/avajaiset/`.")
    paths = {
        "/api/v2/pages/": _operation(
            "list_pages",
            "List pages",
            {**_answer("ListedPages"), **forbidden, **missing},
            [*_listing(), *chosen],
        ),
        "/api/v2/pages/{id}/": _operation(
            "read_page", "Read a page", {**_answer("AnyPage"), **forbidden}, [key, version, fields]
        ),
        "/api/v2/pages/find/": _operation(
            "find_page", "Find a page by its address", {**_answer("AnyPage"), **found, **missing}, [path]
        ),
    }
    for name, one in (("images", "ListedImage"), ("documents", "ListedDocument")):
        paths[f"/api/v2/{name}/"] = _operation(
            f"list_{name}", f"List {name}", _answer(f"{one}s"), [*_listing(), fields], "files"
        )
        paths[f"/api/v2/{name}/{{id}}/"] = _operation(
            f"read_{name[:-1]}", f"Read one of the {name}", _answer(one), [key, fields], "files"
        )
    return paths


def _kinds() -> dict[str, Any]:
    """Describe one kind of page, or several with commas."""
    names = "|".join(sorted(re.escape(type_of(model)) for model in page_kinds().values()))
    return {"type": "string", "pattern": f"^({names})(,({names}))*$"}


def _feed_paths() -> dict[str, Any]:
    """Describe each form by itself, for each has one type of answer: what clients are made of."""
    asked = [each for each in openapi_parameters() if each["name"] not in {"sort", "page", "page_size"}]
    return {
        f"/haku/syote.{form}": _operation(
            f"search_feed_{form}", f"Follow a search in {title}", _feed_answers(content), asked, "feeds"
        )
        for form, title, content in FEEDS
    }


def _feed_answers(content: str) -> dict[str, Any]:
    schema = {"type": "object"} if content.endswith("json") else {"type": "string"}
    return {
        "200": {"description": "OK", "content": {content: {"schema": schema}}},
        "304": {"description": "Nothing has changed."},
        "400": {"description": "Unknown or malformed parameters.", "content": PLAIN_TEXT},
        "503": {"description": "The search is not available."},
    }
