"""One OpenAPI document for everything: the routers' own, and what no router describes."""

from __future__ import annotations

import copy
from typing import Any

from ninja import NinjaAPI

from cms.headless.page_shapes import page_kinds, page_schemas, type_of
from cms.headless.serializing import named

PROBLEM = "application/problem+json"
INTRODUCTION = """Everything public that is known here, for other programs: read-only, without a key.

Answers are JSON. Labels and messages follow `Accept-Language` (fi, sv, en). Errors are
`application/problem+json` (RFC 9457). Answers bear `ETag` and `Last-Modified`; a request with
`If-None-Match` or `If-Modified-Since` is answered 304 when nothing has changed. `RateLimit-*` headers tell
how many requests are left in this minute, and 429 comes with `Retry-After`. Any origin that the site's
keeper allows may ask from a browser. A token (`Authorization: Bearer …`) raises the rate, and opens drafts
if that is its scope."""
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
LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "The language of labels and messages.",
    "schema": {"type": "string", "enum": ["fi", "sv", "en"]},
}
LAYERS = frozenset({"api", "public", "router"})
"""What modules are called by their place, not by their subject."""
WHOLE = {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}


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
            self._document = completed(super().get_openapi_schema(**asked))
        return self._document


def completed(routers: dict[str, Any]) -> dict[str, Any]:
    """Return the routers' document with everything that holds for all, and with the rest."""
    document = copy.deepcopy(routers)
    document["info"] |= {"description": INTRODUCTION}
    document["tags"] = TAGS
    document["paths"] |= _page_paths() | _feed_path()
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
    if "hsds" not in path:
        operation.setdefault("parameters", []).append(LANGUAGE)
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
        _asked("order", {"type": "string"}, "A field, with `-` the other way round, or `random`."),
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
    fields = _asked("fields", {"type": "string"}, "With commas; `*` for all, `-name` to leave one out.")
    version = _asked(
        "version", {"type": "string", "enum": ["live", "draft"]}, "`draft` needs a token for drafts."
    )
    key = {"name": "id", "in": "path", "required": True, "schema": WHOLE}
    kinds = [type_of(model) for model in page_kinds().values()]
    chosen = [
        _asked("type", {"type": "string", "enum": kinds}, "One kind of page; several with commas."),
        _asked("slug", {"type": "string"}),
        _asked("tags", {"type": "string"}, "Of a kind that has tags: names or slugs, with commas; all hold."),
        _asked("child_of", WHOLE, "Pages below this one; `root` for the front page."),
        _asked("descendant_of", WHOLE, "Pages anywhere below this one."),
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


def _feed_path() -> dict[str, Any]:
    form = {
        "name": "form",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": ["rss", "atom", "json"]},
    }
    content = {
        kind: {"schema": {"type": "string"}} for kind in ("application/rss+xml", "application/atom+xml")
    } | {"application/feed+json": {"schema": {"type": "object"}}}
    responses = {
        "200": {"description": "OK", "content": content},
        "400": {
            "description": "Unknown or malformed parameters.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        "404": {"description": "There is no such form of feed."},
        "503": {"description": "The search is not available."},
    }
    words = _asked("q", {"type": "string"}, "Words; every other filter of `/api/search` holds too.")
    return {
        "/haku/syote.{form}": _operation("search_feed", "Follow a search", responses, [form, words], "feeds")
    }
