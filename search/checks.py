"""System checks: say in words what is wrong with the search's settings."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from search import conf
from search.engines import load_engine
from search.errors import EngineConfigurationError

ENGINES = ("embedded", "elasticsearch")
"""The engines that serve; the memory engine specifies them, and forgets everything with its process."""

_ADDRESS = "Set ELASTICSEARCH_URL, for example to https://search.example.org:9200."


@register()
def check_engine(**_options: Any) -> list[CheckMessage]:
    """Refuse an engine that there is not, and Elasticsearch whose address or certificates don't do."""
    config = conf.engine_config()
    if config.name not in ENGINES:
        return [
            Error(
                f"SEARCH_ENGINE is {config.name!r}, which is no engine.",
                hint=f"Set it to one of: {', '.join(ENGINES)}.",
                id="search.E001",
            )
        ]
    if config.name == "elasticsearch" and not config.elasticsearch_url:
        return [
            Error(
                "SEARCH_ENGINE is 'elasticsearch' but ELASTICSEARCH_URL is empty.",
                hint=_ADDRESS,
                id="search.E002",
            )
        ]
    try:
        load_engine(config)  # asks nothing of a server yet
    except EngineConfigurationError as error:
        return [Error(str(error), hint=_ADDRESS, id="search.E003")]
    return []


@register()
def check_fallback(**_options: Any) -> list[CheckMessage]:
    """Refuse an engine to fall back on that is not kept on this machine."""
    name = conf.fallback_name()
    if name in ("", "embedded"):
        return []
    return [
        Error(
            f"SEARCH_FALLBACK is {name!r}, which is no engine that can be kept beside another.",
            hint="Set it to 'embedded', or leave it empty.",
            id="search.E004",
        )
    ]
