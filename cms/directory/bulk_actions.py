"""What is done with several services of the list at once."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.permissions import policy_registry
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cms.directory.availability import validate_availability
from cms.directory.changes import Changed, change_services
from cms.directory.models import Municipality, Service, TargetGroup
from cms.directory.viewsets import ServiceFilters

ADD, REMOVE, REPLACE = "add", "remove", "replace"


class AvailabilityForm(forms.Form):
    """Ask where the services are offered."""

    way = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[
            (REPLACE, gettext_lazy("Exactly this, whatever they had")),
            (ADD, gettext_lazy("This too, besides what they had")),
        ],
        widget=forms.RadioSelect,
        initial=REPLACE,
    )
    whole_county = forms.BooleanField(label=gettext_lazy("in the whole county"), required=False)
    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.all(),
        label=gettext_lazy("municipalities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    digital = forms.BooleanField(label=gettext_lazy("digitally"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse nowhere."""
        cleaned: dict[str, Any] = super().clean() or {}
        validate_availability(
            whole_county=cleaned.get("whole_county", False),
            digital=cleaned.get("digital", False),
            municipalities=cleaned.get("municipalities", ()),
        )
        return cleaned


class TargetGroupsForm(forms.Form):
    """Ask for which target groups the services are."""

    way = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[
            (ADD, gettext_lazy("Add these")),
            (REMOVE, gettext_lazy("Take these away")),
            (REPLACE, gettext_lazy("Exactly these, whatever they had")),
        ],
        widget=forms.RadioSelect,
        initial=ADD,
    )
    target_groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.all(),
        label=gettext_lazy("target groups"),
        widget=forms.CheckboxSelectMultiple,
    )


class ServiceBulkAction(SnippetBulkAction):
    """Change the services that the person may change, each through a version of its own."""

    models: ClassVar[list[Any]] = [Service]
    template_name = "directory/admin/bulk_action.html"
    question: Any = ""
    button: Any = gettext_lazy("Change")

    def get_actionable_objects(self) -> tuple[list[Service], dict[str, list[Service]]]:
        """Return the chosen services; of others' not even the names."""
        mine = policy_registry.get_by_type(Service).instances_user_has_permission_for(
            self.request.user, "change"
        )
        chosen = self.request.GET.getlist("id")
        if "all" in chosen:
            shown = ServiceFilters(QueryDict(urlsplit(self.next_url).query), mine, request=self.request).qs
            return list(shown.order_by("name")), {"items_with_no_access": []}
        keys = [key for key in chosen if key.isdecimal()]
        return list(mine.filter(pk__in=keys).order_by("name")), {"items_with_no_access": []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is asked."""
        return {
            **super().get_context_data(**kwargs),
            "title": self.display_name,
            "question": self.question,
            "button": self.button,
            "classes": " ".join(self.classes),
        }

    def change(self, draft: Service) -> None:
        """Change one draft by the form's answers."""
        raise NotImplementedError

    @classmethod
    def execute_action(
        cls, objects: list[Service], self: ServiceBulkAction, **_context: Any
    ) -> tuple[int, int]:
        """Change the services, and tell what became of them."""
        changed = change_services(services=objects, change=self.change, user=self.request.user)
        self.tell(changed)
        return len(objects) - len(changed.left_alone), 0

    def tell(self, changed: Changed) -> None:
        """Leave a message for each way in which it ended."""
        for names, words in (
            (
                changed.published,
                ngettext("%d service is changed.", "%d services are changed.", len(changed.published)),
            ),
            (
                changed.submitted,
                ngettext(
                    "%d service waits for moderation.",
                    "%d services wait for moderation.",
                    len(changed.submitted),
                ),
            ),
            (
                changed.drafted,
                ngettext(
                    "%d service got the change in its draft, which is not public yet.",
                    "%d services got the change in their drafts, which are not public yet.",
                    len(changed.drafted),
                ),
            ),
        ):
            if names:
                messages.success(self.request, f"{words % len(names)} {', '.join(names)}")
        for name, reason in changed.left_alone:
            messages.warning(
                self.request, _("%(name)s was left as it is: %(reason)s") % {"name": name, "reason": reason}
            )


class AvailabilityBulkAction(ServiceBulkAction):
    """Say where several services are offered."""

    display_name = gettext_lazy("Change where")
    action_type = "availability"
    aria_label = gettext_lazy("Change where the chosen services are offered")
    question = gettext_lazy("Where are these services offered?")
    action_priority = 10
    form_class = AvailabilityForm

    def change(self, draft: Service) -> None:
        """Set or widen where the service is offered."""
        answers = self.cleaned_form.cleaned_data
        added = answers["way"] == ADD
        places = list(answers["municipalities"])
        draft.whole_county = answers["whole_county"] or (added and draft.whole_county)
        draft.digital = answers["digital"] or (added and draft.digital)
        draft.municipalities.set({*draft.municipalities.all(), *places} if added else places)


class TargetGroupsBulkAction(ServiceBulkAction):
    """Say for whom several services are."""

    display_name = gettext_lazy("Change for whom")
    action_type = "target_groups"
    aria_label = gettext_lazy("Change the target groups of the chosen services")
    question = gettext_lazy("For whom are these services?")
    action_priority = 20
    form_class = TargetGroupsForm

    def change(self, draft: Service) -> None:
        """Add, take away or replace target groups."""
        answers = self.cleaned_form.cleaned_data
        named, had = set(answers["target_groups"]), set(draft.target_groups.all())
        draft.target_groups.set({ADD: had | named, REMOVE: had - named, REPLACE: named}[answers["way"]])


class EndBulkAction(ServiceBulkAction):
    """End several services: they leave the search, and stay in the history."""

    display_name = gettext_lazy("End")
    action_type = "end"
    aria_label = gettext_lazy("End the chosen services")
    question = gettext_lazy(
        "Do these services end? They leave the search at once; their pages tell where else to look."
    )
    button = gettext_lazy("Yes, they end")
    action_priority = 25
    classes: ClassVar[set[str]] = {"serious"}

    def change(self, draft: Service) -> None:
        """Say that the service has ended."""
        draft.status = Service.Status.ENDED
