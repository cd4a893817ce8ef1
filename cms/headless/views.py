"""Interfaces in the admin: tokens, webhooks and what they were sent; the way to a draft's preview."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.directory.models import Service
from cms.headless.delivery import new_secret, redeliver, try_out
from cms.headless.happenings import wake
from cms.headless.models import ApiToken, Webhook
from cms.headless.previews import preview_address
from cms.headless.tokens import issue_token, revoke_token
from cms.overview.access import refused
from cms.overview.pages import AdminPage
from search.workers import after_commit

PER_PAGE = 30
View = Callable[..., HttpResponseBase]


def keeps_interfaces(request: HttpRequest) -> bool:
    """Tell whether somebody keeps tokens and webhooks: an administrator."""
    return bool(request.user.has_perms(["headless.add_apitoken", "headless.change_webhook"]))


def administrators_only(view: View) -> View:
    """Refuse everybody else with 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if keeps_interfaces(request) else refused(request)

    return guarded


class TokenForm(forms.ModelForm):
    """Ask what a token is for."""

    class Meta:
        model = ApiToken
        fields = ("name", "scope")
        widgets = {"scope": forms.RadioSelect}


class WebhookForm(forms.ModelForm):
    """Ask whom to tell, and of what."""

    address = forms.URLField(label=gettext_lazy("Address"), max_length=1000, assume_scheme="https")

    class Meta:
        model = Webhook
        fields = ("name", "address", "on_published", "on_changed", "on_withdrawn", "active")


@method_decorator(administrators_only, name="dispatch")
class InterfacesView(AdminPage, TemplateView):
    """List the programs that are known, and those that are told."""

    template_name = "headless/admin/interfaces.html"
    page_title = gettext_lazy("Interfaces")
    header_icon = "code"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add tokens and webhooks."""
        context: dict[str, Any] = super().get_context_data(
            tokens=ApiToken.objects.select_related("created_by"), webhooks=Webhook.objects.all(), **kwargs
        )
        return context


class FormPage(AdminPage, TemplateView):
    """Be a page below the list of interfaces; one that shows a secret is kept by nobody."""

    template_name = "headless/admin/form.html"
    header_icon = "code"
    above = (("headless_interfaces", gettext_lazy("Interfaces")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let nothing on the way keep the answer."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response


@method_decorator(administrators_only, name="dispatch")
class NewTokenView(FormPage):
    """Make a token, and show its secret this once."""

    page_title = gettext_lazy("New token")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        context: dict[str, Any] = super().get_context_data(**{"form": TokenForm(), **kwargs})
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it."""
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        token, secret = issue_token(**form.cleaned_data, by=request.user)
        log(instance=token, action="wagtail.create", user=request.user)
        return self.render_to_response(self.get_context_data(form=None, secret=secret, thing=token))


@require_POST
@administrators_only
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token."""
    token = get_object_or_404(ApiToken, pk=pk)
    revoke_token(token=token)
    log(instance=token, action="wagtail.delete", user=request.user)
    notes.success(request, _("The token %(name)s opens nothing any more.") % {"name": token.name})
    return redirect("headless_interfaces")


@method_decorator(administrators_only, name="dispatch")
class NewWebhookView(FormPage):
    """Make a webhook, and show its secret this once."""

    page_title = gettext_lazy("New webhook")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        context: dict[str, Any] = super().get_context_data(**{"form": WebhookForm(), **kwargs})
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it."""
        form = WebhookForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.instance.secret = new_secret()
        hook = form.save()
        log(instance=hook, action="wagtail.create", user=request.user)
        return self.render_to_response(self.get_context_data(form=None, secret=hook.secret, thing=hook))


@method_decorator(administrators_only, name="dispatch")
class WebhookView(FormPage):
    """Change a webhook; show what it was sent and what it answered."""

    template_name = "headless/admin/webhook.html"

    @cached_property
    def webhook(self) -> Webhook:
        """Return the webhook."""
        return get_object_or_404(Webhook, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Return its name."""
        return self.webhook.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and one page of deliveries, the newest first."""
        deliveries = self.webhook.deliveries.select_related("happening")
        page = Paginator(deliveries, PER_PAGE).get_page(self.request.GET.get("page"))
        context: dict[str, Any] = super().get_context_data(
            **{
                "form": WebhookForm(instance=self.webhook),
                "webhook": self.webhook,
                "deliveries": page,
                **kwargs,
            }
        )
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do what the pressed button says."""
        if "delete" in request.POST:
            log(instance=self.webhook, action="wagtail.delete", user=request.user)
            self.webhook.delete()
            return redirect("headless_interfaces")
        if "try" in request.POST:
            try_out(webhook=self.webhook)
            after_commit(wake)
            notes.success(request, _("A trial is on its way; look at its answer below in a moment."))
        elif "redeliver" in request.POST:
            self._redeliver(request.POST["redeliver"])
        elif "renew" in request.POST:
            return self._renew()
        else:
            return self._save()
        return redirect("headless_webhook", pk=self.webhook.pk)

    def _redeliver(self, key: str) -> None:
        if not key.isdecimal():
            raise Http404
        redeliver(delivery=get_object_or_404(self.webhook.deliveries, pk=key))
        after_commit(wake)
        notes.success(self.request, _("It is sent again; look at its answer below in a moment."))

    def _renew(self) -> HttpResponse:
        self.webhook.secret = new_secret()
        self.webhook.save(update_fields=["secret"])
        log(instance=self.webhook, action="wagtail.edit", user=self.request.user)
        return self.render_to_response(self.get_context_data(secret=self.webhook.secret))

    def _save(self) -> HttpResponse:
        form = WebhookForm(self.request.POST, instance=self.webhook)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if form.cleaned_data["active"]:
            form.instance.failures, form.instance.disabled_at = 0, None
        form.save()
        log(instance=self.webhook, action="wagtail.edit", user=self.request.user)
        notes.success(self.request, _("Saved."))
        return redirect("headless_webhook", pk=self.webhook.pk)


@require_safe
def preview(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Lead somebody who may change a page or a service to the other front end, with a link to its draft."""
    if kind == "page":
        page = get_object_or_404(Page, pk=pk).specific
        allowed = page.permissions_for_user(request.user).can_edit()
    elif kind == "service":
        service = get_object_or_404(Service, pk=pk)
        policy = policy_registry.get(service)
        allowed = policy.user_has_permission_for_instance(request.user, "change", service)
    else:
        raise Http404
    if not allowed or not settings.FRONT_END_PREVIEW_URL:
        raise Http404
    response = redirect(preview_address(kind, pk))
    add_never_cache_headers(response)
    return response
