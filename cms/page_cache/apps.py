"""The page cache, as an app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PageCacheConfig(AppConfig):
    """Have the database note each change."""

    name = "cms.page_cache"
    label = "page_cache"

    def ready(self) -> None:
        """Take the triggers away before migrations, which rebuild tables, and put them back after."""
        from cms.page_cache import triggers

        pre_migrate.connect(triggers.before_migrations, sender=self)
        post_migrate.connect(triggers.after_migrations, sender=self)
