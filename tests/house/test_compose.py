"""The containers' description: no engine runs here, so its form is checked instead."""

import importlib.util
import re
from typing import Any

import pytest
import yaml

from backend.config import Settings
from tests.house.sources import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
PARTS: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, part in PARTS.items() if "build" in part]
PINNED = re.compile(r"[a-z0-9./-]+:\d+\.\d+(\.\d+)?(-[a-z]+)*")
SECRET = re.compile(r"\$\{(SECRET_KEY|[A-Z_]*PASSWORD)(:.)")


def test_the_parts_are_those_that_the_application_needs() -> None:
    assert sorted(PARTS) == ["beat", "mails", "migrate", "postgres", "redis", "web", "worker"]


@pytest.mark.parametrize("name", PARTS)
def test_images_are_pinned_to_a_version(name: str) -> None:
    assert PINNED.fullmatch(PARTS[name]["image"])


def test_the_image_is_built_from_pinned_ones() -> None:
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.M)
    assert bases
    assert all(PINNED.fullmatch(base) for base in bases)


@pytest.mark.parametrize("name", sorted(set(PARTS) - {"migrate"}))
def test_whatever_keeps_running_has_a_health_check(name: str) -> None:
    assert {"test", "interval", "timeout", "retries"} <= PARTS[name]["healthcheck"].keys()


@pytest.mark.parametrize("name", OURS)
def test_only_known_settings_are_set(name: str) -> None:
    assert {key.lower() for key in PARTS[name]["environment"]} <= Settings.model_fields.keys()


@pytest.mark.parametrize("name", OURS)
def test_the_modules_that_are_started_exist(name: str) -> None:
    command = " ".join([*PARTS[name]["command"], *PARTS[name].get("healthcheck", {}).get("test", [])])
    modules = re.findall(r"backend(?:\.\w+)+", command)
    assert modules
    assert all(importlib.util.find_spec(module) for module in modules)


def test_no_secret_has_a_default() -> None:
    written = (ROOT / "docker-compose.yml").read_text()
    kinds = {match for match in SECRET.findall(written) if match[0] != "ADMIN_PASSWORD"}
    assert {kind for _, kind in kinds} == {":?"}
    assert {name for name, _ in kinds} == {"SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}


def test_what_others_wait_for_exists_and_says_when_it_is_ready() -> None:
    for part in PARTS.values():
        for awaited, how in part.get("depends_on", {}).items():
            ready = "service_healthy" if "healthcheck" in PARTS[awaited] else "service_completed_successfully"
            assert how == {"condition": ready}


def test_every_volume_is_declared() -> None:
    used = {volume.split(":")[0] for part in PARTS.values() for volume in part.get("volumes", [])}
    assert used == COMPOSE["volumes"].keys()


def test_nothing_but_the_pages_is_reachable_from_outside_and_that_from_this_machine_alone() -> None:
    ports = {name: part["ports"] for name, part in PARTS.items() if "ports" in part}
    assert ports.keys() == {"web", "mails"}
    assert all(port.startswith("127.0.0.1:") for each in ports.values() for port in each)
