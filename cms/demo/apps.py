"""The demo content's app; only the development and test settings install it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Bring ``load_demo`` and ``generate_services``."""

    name = "cms.demo"
    label = "demo"
