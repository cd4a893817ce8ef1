"""The newsletter."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    """Tell the subscriptions, the search and the descriptions for search engines about the newsletter."""

    name = "cms.newsletters"
    label = "newsletters"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        """Register the kind of subscription, the source of search documents, and schema.org's words."""
        from cms.newsletters import describing, indexing, subscribing

        describing.register()
        indexing.register()
        subscribing.register()
