"""The addresses of the pages about accounts; they stand before Wagtail's own in the admin."""

from __future__ import annotations

from django.urls import path

from cms.accounts import views

urlpatterns = [
    path("", views.security, name="security"),
    path("koodi/", views.give_second_factor, name="second_factor"),
    path("kayttoonotto/", views.set_up_second_factor, name="second_factor_setup"),
    path("varakoodit/", views.renew_recovery_codes, name="renew_recovery_codes"),
    path("pois/", views.turn_off_second_factor, name="turn_off_second_factor"),
    path("muut-istunnot/", views.log_out_elsewhere, name="log_out_elsewhere"),
    path("istunnot/<int:pk>/", views.end_sessions_of, name="end_sessions_of"),
]
