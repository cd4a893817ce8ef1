"""Save imported values as drafts, by the actions of the packages that own the content."""

from __future__ import annotations

from collections.abc import Mapping, Set
from copy import deepcopy
from typing import Any

from django.db import models
from taggit.managers import TaggableManager
from wagtail.models import Page, WorkflowMixin, WorkflowState

from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationIndex, OrganisationPage, Service
from cms.figures.models import Answer
from cms.publishing.actions import save_page_draft
from cms.publishing.selectors import NoParentPage, default_parent
from ingest.delivery import Delivery
from ingest.errors import ImportRefused
from ingest.figures_importer import save_figures
from ingest.words import gettext_noop as _


def save_draft(
    *,
    model: type[models.Model],
    content: models.Model | None,
    values: Mapping[str, Any],
    delivery: Delivery,
    publish: bool,
    language: str = "",
) -> Any:
    """Create content of ``model``, or give ``content`` a new draft revision; return it as it is stored.

    ``values`` are in canonical form: related objects are their keys. A new page stands among those of its
    ``language``, where the site has such a tree.

    Raises:
        ingest.errors.ImportRefused: there is no place for a new page.
        django.core.exceptions.ValidationError: a value is refused; nothing is saved.
    """
    if issubclass(model, Answer):
        answer = content if isinstance(content, Answer) else None
        return save_figures(answer=answer, values=values, publish=publish)
    relations = {relation.get_accessor_name() or "" for relation in model._meta.related_objects}
    assignable = dict(_assignable(model, relations, name, given) for name, given in values.items())
    if issubclass(model, Service):
        service = content if isinstance(content, Service) else None
        return save_service_draft(values=assignable, service=service, publish=publish)
    page = content if isinstance(content, Page) else None
    parent = None if page else parent_for(model, delivery, language)
    return save_page_draft(model=model, parent=parent, page=page, values=assignable, publish=publish)


def publish_draft(content: Any, imported: Mapping[str, Any]) -> None:
    """Publish what the ingestion wrote last; of an answer, report what it ``imported`` into its draft."""
    if isinstance(content, Answer):
        save_figures(answer=content, values={slug: imported[slug] for slug in content.draft}, publish=True)
    elif content is not None and content.latest_revision is not None:
        content.latest_revision.publish()


def submit_for_moderation(content: Any, *, changed: bool = True) -> None:
    """Start the content's workflow; where there is none it stays a draft.

    What a moderator has returned goes to moderation again once the source has ``changed`` it.
    """
    workflow = content.get_workflow() if isinstance(content, WorkflowMixin) else None
    if workflow is None:
        return
    state = content.current_workflow_state
    if state is None:
        workflow.start(content, None)
    elif changed and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(None)


def parent_for(model: type[models.Model], delivery: Delivery, language: str = "") -> Page:
    """Return the page under which a new page stands: the source's if it may, else its kind's list page.

    Of several list pages that of the language goes first. It is looked for once a run.
    """
    found = delivery.parents.get((model._meta.label, language))
    if found is None:
        found = delivery.parents[model._meta.label, language] = _parent_for(model, delivery, language)
    return found


def _parent_for(model: type[models.Model], delivery: Delivery, language: str) -> Page:
    if delivery.parent is not None:
        parent = Page.objects.filter(pk=delivery.parent).first()
        if parent is not None and model.can_create_at(parent.specific):  # type: ignore[attr-defined]  # a page model
            return parent.specific
    if issubclass(model, OrganisationPage):
        index = OrganisationIndex.original()
        if index is None:
            raise ImportRefused(
                _("There is no page under which organisations stand."),
                remedy=_("Run 'palvelupaketti prepare_site' first."),
            )
        return index
    try:
        found = default_parent(model)
        return _in_language(type(found), language) or found
    except NoParentPage as error:
        raise ImportRefused(str(error)) from error


def _in_language(index: type[Page], language: str) -> Page | None:
    return index.objects.filter(locale__language_code=language).order_by("path").first() if language else None


def _assignable(model: type[models.Model], relations: Set[str], name: str, value: Any) -> tuple[str, Any]:
    """Return an attribute and the value to set: objects for keys of many, the key itself for one."""
    if name in relations:
        return name, deepcopy(value)
    field = model._meta.get_field(name)
    if isinstance(field, models.ManyToManyField) and not isinstance(field, TaggableManager):
        return name, list(field.related_model._default_manager.filter(pk__in=value))
    if isinstance(field, models.ForeignKey):
        return field.attname, value
    return name, deepcopy(value)
