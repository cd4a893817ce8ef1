"""Every address of the admin, with somebody's objects in the places of its arguments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice, product
from typing import Any

from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tests.integration.permissions.world import YEAR, Holding

LEAVING = {"wagtailadmin_logout", "log_out_elsewhere"}
"""Addresses that end the visitor's own session."""

MODELS = (
    ("directory", "service"),
    ("directory", "organisationpage"),
    ("wagtailcore", "page"),
    ("wagtailimages", "image"),
    ("wagtaildocs", "document"),
)
BULK_ACTIONS = ("delete", "publish", "unpublish", "move", "add_tags", "add_to_collection", "end")
MOST = 60
"""No pattern is tried with more combinations of arguments than this."""


def patterns() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the name, the route and the converters of each address below the admin's."""
    admin = reverse("wagtailadmin_home").lstrip("/")
    for route, pattern, names in _walk(get_resolver()):
        if route.startswith(admin) and pattern.name and (*names, pattern.name)[-1] not in LEAVING:
            yield ":".join((*names, pattern.name)), route, pattern


def addresses(name: str, pattern: URLPattern, holding: Holding) -> list[str]:
    """Return the address once for each sensible combination of the holding's objects."""
    arguments = sorted(pattern.pattern.regex.groupindex)
    if not arguments and not pattern.pattern.converters:
        return [reverse(name)]
    names = arguments or sorted(pattern.pattern.converters)
    combinations = product(*(candidates(argument, name, holding) for argument in names))
    found: list[str] = []
    for values in islice(combinations, MOST):
        with suppress(NoReverseMatch):  # a combination that the route doesn't take
            found.append(reverse(name, kwargs=dict(zip(names, values, strict=True))))
    return found


def candidates(argument: str, name: str, holding: Holding) -> list[Any]:
    """Return what of a holding may stand for an argument."""
    services = [holding.live.pk, holding.draft.pk, holding.submitted.pk]
    everything = {
        holding.page.pk, *services, holding.image.pk, holding.document.pk, holding.invitation.pk,
        holding.terms.pk, holding.terms.group_id, holding.terms.collection_id, holding.editor.pk,
        holding.upload.pk, holding.page_workflow.pk, holding.service_workflow.pk,
        holding.editor.memberships.get().pk, holding.service_task.pk, holding.page_task.pk,
    }  # fmt: skip
    revisions = [holding.service_revision.pk, holding.page_revision.pk]
    known: dict[str, list[Any]] = {
        "page_id": [holding.page.pk],
        "parent_page_id": [holding.page.pk, holding.page.get_parent().pk],
        "page_to_move_id": [holding.page.pk],
        "page_pk": [holding.page.pk],
        "destination_id": [holding.page.pk, holding.page.get_parent().pk],
        "collection_id": [holding.terms.collection_id],
        "image_id": [holding.image.pk],
        "document_id": [holding.document.pk],
        "doc_id": [holding.document.pk],
        "uploaded_file_id": [holding.upload.pk],
        "revision_id": revisions,
        "revision_id_a": ["live", "earliest", *revisions],
        "revision_id_b": ["latest", *revisions],
        "theirs": revisions,
        "mine": revisions,
        "workflow_state_id": [holding.service_workflow.pk, holding.page_workflow.pk],
        "task_state_id": [holding.service_task.pk, holding.page_task.pk],
        "task_id": [holding.service_task.task_id],
        "action_name": [
            "approve",
            "reject",
            "copy",
            "delete",
            "publish",
            "unpublish",
            "revert_to_page_revision",
        ],
        "action": list(BULK_ACTIONS),
        "year": [YEAR],
        "filter_spec": ["max-100x100"],
        "object_id": services,
        "session_id": [1],
        "member": [holding.editor.memberships.get().pk],
        "invitation": [holding.invitation.pk],
        "app_label": [app for app, _model in MODELS],
        "model_name": [model for _app, model in MODELS],
        "content_type_app_name": ["directory"],
        "content_type_model_name": ["organisationpage"],
        "app_name": ["directory", "taggit", "home"],
        "uidb64": ["MQ"],
        "token": ["set-password"],
        "upload_id": ["00000000-0000-0000-0000-000000000000"],
    }
    if argument in {"pk", "instance_pk", "user_id"}:
        if name.startswith(("wagtailadmin_pages", "wagtailadmin_api:pages")):
            return [holding.page.pk]
        if name == "answer_figures":
            return [holding.page.pk]
        if "directory_service" in name:
            return services
        return sorted(everything)
    return known.get(argument, sorted(everything))


def _walk(
    resolver: Any, route: str = "", names: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern, here, inside)
        else:
            yield here, pattern, names
