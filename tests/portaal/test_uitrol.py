"""What `docker-compose.yml`, `Dockerfile` and `deploy/` promise, checked without an engine."""

import re
from typing import Any

import pytest
from django.conf import settings
from ruamel.yaml import YAML

from tests.portaal.kleinproject import ROOT

COMPOSE: dict[str, Any] = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_compose_has_every_part() -> None:
    assert set(SERVICES) == {"proxy", "web", "worker", "beat", "migrate", "postgres", "valkey"}


@pytest.mark.parametrize("naam", SERVICES)
def test_service_is_read_only_without_privileges_and_watched(naam: str) -> None:
    service = SERVICES[naam]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "healthcheck" in service
    assert "privileged" not in service


@pytest.mark.parametrize("naam", SERVICES)
def test_service_does_not_run_as_root(naam: str) -> None:
    service = SERVICES[naam]

    assert service.get("user", "0").split(":")[0] != "0" or "unprivileged" in service["image"]


def test_only_the_proxy_has_ports() -> None:
    assert [naam for naam, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_servers_with_data_cannot_be_reached_from_outside_and_cannot_get_out() -> None:
    assert COMPOSE["networks"]["binnen"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == SERVICES["valkey"]["networks"] == ["binnen"]


def test_images_are_of_a_named_version() -> None:
    images = [service["image"] for service in SERVICES.values() if "PORTAAL_IMAGE" not in service["image"]]

    assert all(re.search(r":\d", image) for image in images), images


def test_secrets_have_no_default_and_are_mandatory() -> None:
    tekst = (ROOT / "docker-compose.yml").read_text()

    for naam in ("SECRET_KEY", "POSTGRES_PASSWORD", "VALKEY_PASSWORD", "EMAIL_URL", "PORTAAL_DOMEIN", "ZEGEL_MAP"):
        assert f"${{{naam}:?" in tekst
        assert f"${{{naam}:-" not in tekst


def test_example_of_the_settings_names_every_mandatory_variable_without_a_secret() -> None:
    verplicht = set(re.findall(r"\$\{([A-Z_]+):\?", (ROOT / "docker-compose.yml").read_text()))
    voorbeeld = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / "deploy" / "env.example").read_text(), re.MULTILINE))

    assert verplicht <= voorbeeld.keys()
    assert [voorbeeld[naam] for naam in ("SECRET_KEY", "POSTGRES_PASSWORD", "VALKEY_PASSWORD")] == ["", "", ""]


def test_database_sorts_as_the_demo_and_the_tests_do() -> None:
    keuze = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]

    assert "--locale-provider=builtin --builtin-locale=C.UTF-8" in keuze
    assert SERVICES["postgres"]["image"].startswith("postgres:18")


def test_web_worker_and_beat_wait_for_the_migrations() -> None:
    for naam in ("web", "worker", "beat"):
        assert SERVICES[naam]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_worker_has_time_to_finish_a_task() -> None:
    assert int(SERVICES["worker"]["stop_grace_period"].rstrip("s")) > settings.CELERY_TASK_TIME_LIMIT


def test_proxy_never_serves_attachments() -> None:
    assert "location ^~ /media/ { return 404; }" in NGINX
    assert "alias" not in NGINX
    assert not any("media" in volume for volume in SERVICES["proxy"]["volumes"])


def test_proxy_lets_the_largest_attachment_through() -> None:
    grens = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1]) * 1024 * 1024  # type: ignore[index]

    assert settings.BIJLAGE_MAX_BYTES < grens <= 4 * settings.BIJLAGE_MAX_BYTES


def test_proxy_keeps_search_words_out_of_its_log_and_sets_the_address_of_the_visitor() -> None:
    formaat = re.search(r"log_format kort '(.*)';", NGINX)[1]  # type: ignore[index]

    assert "$request_uri" not in formaat
    assert "$args" not in formaat
    assert "$http_referer" not in formaat
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert "$proxy_add_x_forwarded_for" not in NGINX


def test_proxy_speaks_only_modern_tls() -> None:
    assert re.search(r"ssl_protocols TLSv1\.2 TLSv1\.3;", NGINX)


def test_image_runs_without_root_and_checks_every_hash() -> None:
    laatste = DOCKERFILE.rpartition("\nFROM ")[2]

    assert re.search(r"^USER 10001:10001$", laatste, re.MULTILINE)
    assert DOCKERFILE.count("--require-hashes") == 2
    assert "fonts-open-sans" in laatste
    assert "HEALTHCHECK" in laatste


def test_image_lets_in_only_what_it_needs() -> None:
    regels = (ROOT / ".dockerignore").read_text().splitlines()

    assert "*" in regels
    assert "swv/demo/" in regels
    assert not any(verboden in regel for regel in regels for verboden in ("!.", "!tests", "!deploy"))


def test_token_of_a_calendar_reaches_no_log_of_the_proxy() -> None:
    """The access log leaves out questions, and the error log does not see this address at all."""
    assert "$request_uri" not in NGINX.split("log_format kort")[1].partition(";")[0]
    locatie = NGINX.split("location = /agenda/portaal.ics {")[1].partition("}")[0]
    assert "error_log /dev/null;" in locatie
    assert "proxy_pass http://portaal;" in locatie
