"""docker-compose.yml against what it must hold; no container engine is needed."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from cms.settings.environment import Environment

ROOT = Path(__file__).resolve().parents[3]
SERVICES = {"prepare", "web", "worker", "beat", "postgresql", "redis", "elasticsearch"}
APPLICATION = ("prepare", "web", "worker", "beat")
LASTING = ("web", "worker", "beat", "postgresql", "redis", "elasticsearch")
STORES = ("postgresql", "redis", "elasticsearch")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_every_process_of_the_product_is_a_service(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == SERVICES


def test_what_depends_on_a_service_waits_for_one_that_exists_and_can_say_that_it_is_ready(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            assert wait["condition"] in {"service_healthy", "service_completed_successfully"}
            if wait["condition"] == "service_healthy":
                assert services[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", LASTING)
def test_whatever_lasts_can_say_whether_it_is_well_in_its_own_time(
    compose: dict[str, Any], name: str
) -> None:
    check = compose["services"][name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries"} <= set(check)


def test_every_module_that_a_service_runs_is_there(compose: dict[str, Any]) -> None:
    text = str(compose["services"])
    modules = set(re.findall(r"'-m', '([a-z_.]+)'", text)) | set(re.findall(r"'--app', '([a-z_.]+)'", text))
    assert {"cms.stack.health", "cms.stack.beat_health", "cms.celery"} <= modules
    assert [module for module in modules if find_spec(module) is None] == []


def test_every_setting_that_a_service_gets_is_one_that_is_read(compose: dict[str, Any]) -> None:
    read = {name.upper() for name in Environment.model_fields} | {"DJANGO_SETTINGS_MODULE", "PORT"}
    for name in APPLICATION:
        assert set(compose["services"][name]["environment"]) <= read


def test_every_volume_that_is_mounted_is_declared(compose: dict[str, Any]) -> None:
    mounted = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
    }
    assert mounted == set(compose["volumes"])


@pytest.mark.parametrize("name", APPLICATION)
def test_our_processes_run_in_production_settings(compose: dict[str, Any], name: str) -> None:
    assert compose["services"][name]["environment"]["DJANGO_SETTINGS_MODULE"] == "cms.settings.production"


@pytest.mark.parametrize("name", STORES)
def test_no_store_is_reachable_from_outside(compose: dict[str, Any], name: str) -> None:
    assert "ports" not in compose["services"][name]


def test_the_site_is_reachable_from_this_machine_only(compose: dict[str, Any]) -> None:
    assert [port.split(":")[0] for port in compose["services"]["web"]["ports"]] == ["127.0.0.1"]


def test_every_image_has_a_fixed_version(compose: dict[str, Any]) -> None:
    images = [service["image"] for service in compose["services"].values() if "build" not in service]
    assert all(re.search(r":\d", image) for image in images)


def test_every_variable_has_a_default_so_that_the_file_is_valid_without_an_environment() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    variables = re.findall(r"(?<!\$)\$\{([^}]+)\}", text)
    assert variables
    assert [variable for variable in variables if "-" not in variable] == []


def test_every_secret_of_the_file_is_in_the_example() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in re.findall(r"\$\{([A-Z_]+)-\}", text):
        assert re.search(rf"^{name}=$", example, re.MULTILINE), name


def test_the_image_is_made_from_the_lock_with_its_hashes() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes" in text
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)
