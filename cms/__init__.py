"""The Django project, and the content that it publishes."""

from cms.celery import app as celery_app

__all__ = ["celery_app"]
