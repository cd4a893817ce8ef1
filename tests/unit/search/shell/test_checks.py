"""Wrong settings of the search are told in words, with what to do."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as configured

from search.checks import check_engine, check_fallback


@pytest.mark.parametrize(
    ("changed", "identity", "said"),
    [
        ({"engine": "solr"}, "search.E001", "'solr', which is no engine"),
        ({"engine": "elasticsearch", "elasticsearch_url": ""}, "search.E002", "ELASTICSEARCH_URL is empty"),
        ({"engine": "elasticsearch", "elasticsearch_url": "ftp://search:9200"}, "search.E003", "ftp"),
        ({"engine": "elasticsearch", "elasticsearch_url": "search:9200"}, "search.E003", "ELASTICSEARCH_URL"),
        ({"fallback": "solr"}, "search.E004", "'solr'"),
    ],
)
def test_a_wrong_setting_is_told_with_its_remedy(
    settings: Any, changed: dict[str, Any], identity: str, said: str
) -> None:
    settings.SEARCH = {**configured.SEARCH, **changed}
    (told,) = [*check_engine(), *check_fallback()]
    assert told.id == identity
    assert said in told.msg
    assert told.hint


def test_right_settings_are_not_complained_of(settings: Any) -> None:
    right = {
        "engine": "elasticsearch",
        "elasticsearch_url": "http://search.example:9200",
        "fallback": "embedded",
    }
    settings.SEARCH = {**configured.SEARCH, **right}
    assert [*check_engine(), *check_fallback()] == []
