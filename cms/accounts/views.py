"""Pages about one's own account, and an administrator's two about somebody else's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import login as otp_login

from cms.accounts import second_factor
from cms.accounts.actions import end_other_sessions, end_sessions
from cms.accounts.forms import CodeForm
from cms.accounts.models import User


@never_cache
@login_required
@sensitive_post_parameters()
def give_second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code at login, and go on where the person wanted to."""
    if not second_factor.has_device(request.user):
        return redirect("security")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        device = second_factor.device_of(request.user, form.cleaned_data["code"])
        if device is not None:
            otp_login(request, device)
            return redirect(_next(request))
        form.add_error(
            "code", _("The code is wrong or too old. After some wrong codes you have to wait a moment.")
        )
    return render(request, "accounts/give_second_factor.html", {"form": form, "next": _next(request)})


@never_cache
@login_required
@sensitive_post_parameters()
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Show what an authenticator reads, take its first code, and show the recovery codes once."""
    if second_factor.has_device(request.user) and not second_factor.is_verified(request.user):
        return redirect("second_factor")
    device = second_factor.new_device(request.user)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if second_factor.confirm_device(device, form.cleaned_data["code"].replace(" ", "")):
            otp_login(request, device)
            codes = second_factor.new_recovery_codes(request.user)
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "next": _next(request)})
        form.add_error(
            "code", _("The code is wrong or too old. After some wrong codes you have to wait a moment.")
        )
    shown = {"picture": second_factor.picture(device), "secret": second_factor.secret(device)}
    required = second_factor.is_required(request.user)
    return render(
        request,
        "accounts/set_up_second_factor.html",
        {"form": form, "next": _next(request), "required": required, **shown},
    )


@never_cache
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Show a person's second factor and let her change it, and end her sessions elsewhere."""
    return render(
        request,
        "accounts/security.html",
        {
            "has_device": second_factor.has_device(request.user),
            "required": second_factor.is_required(request.user),
            "codes_left": second_factor.recovery_codes_left(request.user),
        },
    )


@require_POST
@login_required
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show new recovery codes once."""
    if not second_factor.has_device(request.user):
        return redirect("security")
    codes = second_factor.new_recovery_codes(request.user)
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "next": reverse("security")})


@require_POST
@login_required
def turn_off_second_factor(request: HttpRequest) -> HttpResponse:
    """Do without a second factor, unless the person's role requires one."""
    if second_factor.is_required(request.user):
        raise PermissionDenied
    second_factor.forget(request.user)
    messages.success(request, _("From now on your password is enough to log in."))
    return redirect("security")


@require_POST
@login_required
def log_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End a person's sessions on every other device."""
    end_other_sessions(request=request)
    messages.success(request, _("You are logged out everywhere else."))
    return redirect("security")


@login_required
def end_sessions_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an administrator end somebody's sessions, and take a lost second factor away."""
    from cms.membership.selectors import administers_umbrella

    if not administers_umbrella(request.user):
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk)
    if person.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    if request.method == "POST":
        end_sessions(user=person)
        if "second_factor" in request.POST:
            second_factor.forget(person)
        messages.success(request, _("%(person)s is logged out everywhere.") % {"person": person})
        return redirect("wagtailusers_users:index")
    return render(
        request,
        "accounts/end_sessions.html",
        {"person": person, "has_device": second_factor.has_device(person)},
    )


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("wagtailadmin_home")


for _view in (give_second_factor, set_up_second_factor, security, renew_recovery_codes, log_out_elsewhere):
    _view.open_without_organisation = True
