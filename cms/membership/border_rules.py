"""Which of Wagtail's own views an organisation's people may open, and with whose objects.

What is not here is closed to them: a new version of Wagtail brings new views, and each has to be looked at
before it is opened. A rule says whether a visit concerns what is theirs; the view's own checks come after.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, TaskState, UploadedFile, WorkflowState
from wagtail.permissions import policy_registry

from cms.directory.models import OrganisationPage, Service
from cms.membership.policy import OwnedPolicy
from cms.membership.selectors import may_publish, organisation_roles


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to one view: what ``process_view`` knows of it."""

    request: HttpRequest
    name: str
    kwargs: dict[str, Any]

    @property
    def user(self) -> Any:
        """Return who visits."""
        return self.request.user

    def ids(self) -> list[str]:
        """Return the keys that the query names, as choosers of many and bulk actions take them."""
        return self.request.GET.getlist("id")


Rule: TypeAlias = Callable[[Visit], bool]


def everybody(_visit: Visit) -> bool:
    """Open a view that shows nothing of anybody, or only what its own query leaves over."""
    return True


def own_page(visit: Visit) -> bool:
    """Open what concerns a page of the visitor's organisations, and a revision or state of that page."""
    key = next(visit.kwargs[name] for name in ("page_id", "pk") if name in visit.kwargs)
    return int(key) in organisation_roles(visit.user) and belongs(visit, Page, key)


def own_page_or_above(visit: Visit) -> bool:
    """Open the way down to the visitor's pages; what lies beside it is left out by the views' queries."""
    key = int(visit.kwargs.get("parent_page_id") or visit.kwargs["pk"])
    own = OrganisationPage.objects.filter(pk__in=organisation_roles(visit.user))
    place = Page.objects.filter(pk=key).first()
    return place is not None and own.descendant_of(place, inclusive=True).exists()


def own_pages_asked_for(visit: Visit) -> bool:
    """Open what the query asks for by keys, if every one is a page of the visitor's organisations."""
    return all(key.isdigit() and int(key) in organisation_roles(visit.user) for key in visit.ids())


def own_file(model: Callable[[], type[Model]], action: str, *names: str) -> Rule:
    """Open what concerns one picture or document that the visitor may ``action``."""

    def rule(visit: Visit) -> bool:
        key = next(visit.kwargs[name] for name in names if name in visit.kwargs)
        return may_all(visit, model(), [action], [str(key)])

    return rule


def own_files_asked_for(model: Callable[[], type[Model]]) -> Rule:
    """Open a chooser's answer about many, if the visitor may choose every one."""
    return lambda visit: may_all(visit, model(), ["choose"], visit.ids())


def own_upload(visit: Visit) -> bool:
    """Open what concerns a file that the visitor uploaded and that is no picture or document yet."""
    key = visit.kwargs["uploaded_file_id"]
    return UploadedFile.objects.filter(pk=key, uploaded_by_user=visit.user).exists()


def own_edited_object(visit: Visit) -> bool:
    """Open the signal of who else edits, for what the visitor may edit."""
    model = (visit.kwargs["app_label"], visit.kwargs["model_name"])
    key = visit.kwargs["object_id"]
    if model == ("directory", "service"):
        return may_all(visit, Service, ["change"], [key])
    is_page = model in {("wagtailcore", "page"), ("directory", "organisationpage")}
    return is_page and key.isdigit() and int(key) in organisation_roles(visit.user)


def own_selection(visit: Visit) -> bool:
    """Open a bulk action on services, pictures or documents that are all named and all the visitor's.

    "All in this list" is for our own actions on services alone: they look only among what is the
    visitor's, while Wagtail's would name the others.
    """
    models = {
        ("directory", "service"): Service,
        ("wagtailimages", "image"): get_image_model(),
        ("wagtaildocs", "document"): get_document_model(),
    }
    model = models.get((visit.kwargs["app_label"], visit.kwargs["model_name"]))
    if model is Service and visit.ids() == ["all"]:
        return bool(visit.kwargs["action"] != "delete")
    return model is not None and bool(visit.ids()) and may_all(visit, model, ["change"], visit.ids())


def own_instance(visit: Visit, policy: OwnedPolicy) -> bool:
    """Open a view of a model whose rows belong to organisations, for rows of the visitor's own.

    Where Wagtail asks only whether somebody may publish at all, ask whether she may publish this.
    """
    keys = [str(visit.kwargs["pk"])] if "pk" in visit.kwargs else visit.ids()
    if not may_all(visit, policy.model, ["view", "change"], keys):
        return False
    if "pk" in visit.kwargs and not belongs(visit, policy.model, visit.kwargs["pk"]):
        return False
    return not _publishes(visit) or _may_publish(visit, policy, keys)


def may_all(visit: Visit, model: type[Model], actions: list[str], keys: list[str]) -> bool:
    """Tell whether the visitor may do one of ``actions`` with every row; a malformed key is nobody's."""
    if not all(key.isascii() and key.isdigit() for key in keys):
        return False
    policy = policy_registry.get_by_type(model)
    mine = policy.instances_user_has_any_permission_for(visit.user, actions)
    return mine.filter(pk__in=keys).distinct().count() == len(set(map(int, keys)))


def belongs(visit: Visit, model: type[Model], key: Any) -> bool:
    """Tell whether every revision and workflow state that the address names is one of this object's."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    found = {"object_id": str(key), "base_content_type": kind}
    parts = {
        "revision_id": Revision.objects.filter(**found),
        "revision_id_a": Revision.objects.filter(**found),
        "revision_id_b": Revision.objects.filter(**found),
        "workflow_state_id": WorkflowState.objects.filter(**found),
        "task_state_id": TaskState.objects.filter(
            **{f"workflow_state__{name}": value for name, value in found.items()}
        ),
    }
    return all(
        parts[name].filter(pk=value).exists()
        for name, value in visit.kwargs.items()
        if name in parts and str(value).isdigit()
    )


def _publishes(visit: Visit) -> bool:
    posts = visit.request.method == "POST"
    return (posts and "action-publish" in visit.request.POST) or visit.name.rpartition(":")[2] in {
        "unpublish",
        "revisions_unschedule",
    }


def _may_publish(visit: Visit, policy: OwnedPolicy, keys: list[str]) -> bool:
    stored = policy.model._default_manager.filter(pk__in=keys).values_list(policy.key, flat=True)
    posted = visit.request.POST.get(policy.field, "")
    concerned = {*stored, *([int(posted)] if posted.isascii() and posted.isdigit() else [])}
    return all(may_publish(visit.user, key) for key in concerned)


def _named(namespace: str, rule: Rule, *names: str) -> dict[str, Rule]:
    return {f"{namespace}:{name}": rule for name in names}


RULES: dict[str, Rule] = {
    "wagtailadmin_home": everybody,
    "wagtailadmin_account": everybody,
    "wagtailadmin_dismissibles": everybody,
    "wagtailadmin_block_preview": everybody,
    "wagtailadmin_editing_sessions:ping": own_edited_object,
    "wagtailadmin_editing_sessions:release": everybody,
    # Pages: her own, through the explorer, the search and the choosers, which show her nothing else.
    "wagtailadmin_explore_root": everybody,
    "wagtailadmin_explore": own_page_or_above,
    "wagtailadmin_explore_results": own_page_or_above,
    **_named("wagtailadmin_pages", everybody, "search", "search_results"),
    **_named(
        "wagtailadmin_pages", own_page,
        "edit", "preview_on_edit", "view_draft", "usage", "history", "history_results", "unpublish",
        "revisions_index", "revisions_view", "revisions_revert", "revisions_compare", "revisions_unschedule",
        "workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation",
        "workflow_preview", "workflow_history", "workflow_history_detail",
    ),
    "wagtailadmin_choose_page": everybody,
    "wagtailadmin_choose_page_child": own_page_or_above,
    "wagtailadmin_choose_page_search": everybody,
    "wagtailadmin_choose_page_chosen_multiple": own_pages_asked_for,
    "wagtailadmin_choose_page_external_link": everybody,
    "wagtailadmin_choose_page_email_link": everybody,
    "wagtailadmin_choose_page_phone_link": everybody,
    "wagtailadmin_choose_page_anchor_link": everybody,
    **_named("wagtailadmin_api:pages", everybody, "listing"),
    **_named("wagtailadmin_api:pages", own_page_or_above, "detail"),
    # Pictures and documents: those of her organisations' collections.
    **_named("wagtailimages", everybody, "index", "index_results", "add", "add_multiple"),
    **_named(
        "wagtailimages", own_file(get_image_model, "change", "image_id"),
        "edit", "delete", "edit_multiple", "delete_multiple", "image_usage", "url_generator",
        "url_generator_output", "preview",
    ),
    **_named(
        "wagtailimages", own_upload, "create_multiple_from_uploaded_image", "delete_upload_multiple"
    ),
    **_named("wagtailimages_chooser", everybody, "choose", "choose_results", "create"),
    **_named("wagtailimages_chooser", own_files_asked_for(get_image_model), "chosen_multiple"),
    **_named(
        "wagtailimages_chooser", own_file(get_image_model, "choose", "image_id", "pk"),
        "chosen", "select_format",
    ),
    **_named("wagtaildocs", everybody, "index", "index_results", "add", "add_multiple"),
    **_named(
        "wagtaildocs", own_file(get_document_model, "change", "document_id", "doc_id"),
        "edit", "delete", "edit_multiple", "delete_multiple", "document_usage",
    ),
    **_named(
        "wagtaildocs", own_upload, "create_multiple_from_uploaded_document", "delete_upload_multiple"
    ),
    **_named("wagtaildocs_chooser", everybody, "choose", "choose_results", "create"),
    **_named("wagtaildocs_chooser", own_files_asked_for(get_document_model), "chosen_multiple"),
    **_named("wagtaildocs_chooser", own_file(get_document_model, "choose", "pk"), "chosen"),
    "wagtail_bulk_action": own_selection,
}  # fmt: skip
"""Rule by the name of the view; services and what else has an ``OwnedPolicy`` need no line here."""

OPEN_TO_ALL = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
    }
)
"""What also an account without an organisation, or nobody, may open."""
