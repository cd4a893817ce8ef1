"""The Celery application; tasks are found in each installed app's ``tasks`` module."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

app = Celery("palvelupaketti")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
