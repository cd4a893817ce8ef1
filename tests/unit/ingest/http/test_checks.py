"""The system check names what is wrong, and warns of what is open."""

from pytest_django import Settings

from ingest.http.checks import check_allowed_networks, check_nothing_inside_is_open


def test_an_entry_that_is_no_network_stops_the_start(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_NETWORKS = ("intranet",)
    (error,) = check_allowed_networks()
    assert error.id == "outbound.E001"
    assert "intranet" in error.msg


def test_production_is_warned_of_every_open_network(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_NETWORKS = ("10.0.0.0/8:8443",)
    (warning,) = check_nothing_inside_is_open()
    assert "10.0.0.0/8 port 8443" in warning.msg
    assert check_allowed_networks() == []


def test_nothing_open_is_nothing_to_warn_of(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_NETWORKS = ()
    assert check_nothing_inside_is_open() == []
