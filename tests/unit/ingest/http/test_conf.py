"""The settings decide what operators may decide."""

from ipaddress import ip_address

import pytest
from pytest_django import Settings

from ingest.http import LocalPoliteness, conf, parse_url
from ingest.http.client import shared_politeness
from ingest.http.guard import InvalidAllowedNetwork
from ingest.http.politeness_redis import SharedPoliteness

URL = parse_url("http://example.org/")


def test_by_default_nothing_inside_may_be_reached(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_NETWORKS = ()
    assert conf.guard().refusal(ip_address("127.0.0.1"), 80, URL) is not None


def test_allowed_networks_and_ports_are_read_when_needed(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_NETWORKS = "10.1.0.0/16:8443"
    settings.OUTBOUND_PORTS = "80,443,8080"
    guard = conf.guard()
    assert guard.refusal(ip_address("10.1.2.3"), 8443, URL) is None
    assert guard.refusal(ip_address("8.8.8.8"), 8080, URL) is None
    assert guard.refusal(ip_address("8.8.8.8"), 8081, URL) is not None


def test_a_malformed_network_stops_with_its_form(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_NETWORKS = ("intranet",)
    with pytest.raises(InvalidAllowedNetwork, match="intranet"):
        conf.guard()


def test_the_user_agent_has_a_contact_without_being_told(settings: Settings) -> None:
    settings.OUTBOUND_USER_AGENT = ""
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    assert conf.user_agent().endswith("(+https://www.example.org)")
    settings.OUTBOUND_USER_AGENT = "Oma/1"
    assert conf.user_agent() == "Oma/1"


def test_without_redis_politeness_is_kept_within_the_process(settings: Settings) -> None:
    settings.REDIS_URL = ""
    assert isinstance(shared_politeness(), LocalPoliteness)


def test_with_redis_politeness_is_shared_and_nothing_is_asked_of_it_before_the_first_request(
    settings: Settings,
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert isinstance(shared_politeness(), SharedPoliteness)
