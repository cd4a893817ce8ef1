"""System checks: say in words what is wrong with the search's settings."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from search import conf
from search.engines import ENGINES


@register()
def check_engine(**_options: Any) -> list[CheckMessage]:
    """Refuse an unknown engine, and Elasticsearch without its address."""
    config = conf.engine_config()
    if config.name not in ENGINES:
        return [
            Error(
                f"SEARCH_ENGINE is {config.name!r}, which is no engine.",
                hint=f"Set it to one of: {', '.join(sorted(ENGINES))}.",
                id="search.E001",
            )
        ]
    if config.name == "elasticsearch" and not config.elasticsearch_url:
        return [
            Error(
                "SEARCH_ENGINE is 'elasticsearch' but ELASTICSEARCH_URL is empty.",
                hint="Set ELASTICSEARCH_URL, for example to https://search.example.org:9200.",
                id="search.E002",
            )
        ]
    return []
