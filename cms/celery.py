"""The Celery application; tasks are found in each installed app's ``tasks`` module."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

app = Celery("palvelupaketti")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def load_dictionaries(**_signal: object) -> None:
    """Load the dictionaries once, before the pool is forked: its processes share the memory."""
    from search.analysis import preload

    preload()
