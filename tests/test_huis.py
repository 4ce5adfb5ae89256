"""The structure of the house: who imports whom, where state changes, what never becomes a column, what is public."""

import ast
import re
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from financien.models import Betalingstermijn
from swv.celery import app
from swv.documenten.models import Brief
from swv.kern.models import Dossier
from tests.personas import Personas, log_in

KAMERS = ("swv", "aanvragen", "toelating", "voorzieningen", "financien")
BASIS = Path(settings.BASE_DIR)
BRON = [pad for kamer in KAMERS for pad in sorted((BASIS / kamer).rglob("*.py")) if "migrations" not in pad.parts]


def pad_van(bestand: Path) -> str:
    return bestand.relative_to(BASIS).as_posix()


# --- Who imports whom --------------------------------------------------------------------------------------


def test_rooms_import_downward_only_and_never_sideways() -> None:
    lint = Path(sys.executable).with_name("lint-imports")

    uitkomst = subprocess.run([lint, "--no-cache"], cwd=BASIS, capture_output=True, text=True, check=False)

    assert uitkomst.returncode == 0, uitkomst.stdout
    assert "0 broken" in uitkomst.stdout


# --- Where state changes -----------------------------------------------------------------------------------

KERNEL = "swv/kern/workflow.py"
# Rows with a status that are no dossier: a letter being made, an instalment being paid.
GEEN_DOSSIER = {
    "swv/documenten/services.py": Brief,
    "financien/services/betaling.py": Betalingstermijn,
}
DOSSIERS = {model.__name__ for model in apps.get_models() if issubclass(model, Dossier)}
SCHRIJVERS = {"update", "create", "get_or_create", "update_or_create", "acreate", "aupdate", "bulk_update"}
RUWE_SQL = re.compile(r"\bSET\b[^;]*\bstatus\s*=", re.IGNORECASE | re.DOTALL)


def statuswijzigingen(code: str) -> list[int]:
    """The lines on which a status is written, in whichever way."""
    regels = []
    for knoop in ast.walk(ast.parse(code)):
        match knoop:
            case ast.Assign(targets=doelen):
                geraakt = any(_is_status(deel) for doel in doelen for deel in ast.walk(doel))
            case ast.AugAssign(target=doel) | ast.AnnAssign(target=ast.Attribute() as doel):
                geraakt = _is_status(doel)
            case ast.Call():
                geraakt = _schrijft_status(knoop)
            case ast.Constant(value=str() as tekst):
                geraakt = bool(RUWE_SQL.search(tekst))
            case _:
                continue
        if geraakt:
            regels.append(knoop.lineno)
    return regels


def _is_status(doel: ast.AST) -> bool:
    return isinstance(doel, ast.Attribute) and doel.attr == "status" and isinstance(doel.ctx, ast.Store)


def _schrijft_status(aanroep: ast.Call) -> bool:
    naam = aanroep.func.attr if isinstance(aanroep.func, ast.Attribute) else getattr(aanroep.func, "id", "")
    woorden = {woord.arg for woord in aanroep.keywords}
    if naam in ("setattr", "__setattr__", "bulk_update"):
        return any(isinstance(deel, ast.Constant) and deel.value == "status" for deel in ast.walk(aanroep))
    return "status" in woorden and naam in SCHRIJVERS | DOSSIERS


@pytest.mark.parametrize(
    "code",
    [
        "aanvraag.status = 'toegekend'",
        "aanvraag.status, b = 'toegekend', 1",
        "aanvraag.status += 'x'",
        "Aanvraag.objects.filter(pk=1).update(status='toegekend')",
        "Aanvraag.objects.create(soort='robot', status='toegekend')",
        "Aanvraag(status='toegekend')",
        "setattr(aanvraag, 'status', 'toegekend')",
        "Aanvraag.objects.bulk_update(rijen, ['status'])",
        "cursor.execute('UPDATE aanvragen_aanvraag SET versie = 2, status = %s', ['toegekend'])",
    ],
)
def test_every_way_to_write_a_status_is_noticed(code: str) -> None:
    assert statuswijzigingen(code) == [1]


@pytest.mark.parametrize(
    "code", ["a.filter(status='x')", "if a.status == 'x': pass", "status = 1", "b.save(update_fields=['status'])"]
)
def test_reading_a_status_is_no_writing(code: str) -> None:
    assert statuswijzigingen(code) == []


def test_only_the_kernel_changes_the_status_of_a_dossier() -> None:
    elders = {pad_van(bestand) for bestand in BRON if statuswijzigingen(bestand.read_text())}

    assert elders - {KERNEL} == set(GEEN_DOSSIER)


@pytest.mark.parametrize("bestand", GEEN_DOSSIER)
def test_file_that_writes_another_status_knows_no_dossier(bestand: str) -> None:
    assert not issubclass(GEEN_DOSSIER[bestand], Dossier)
    namen = {alias.name for knoop in ast.walk(ast.parse((BASIS / bestand).read_text()))
             if isinstance(knoop, ast.ImportFrom) for alias in knoop.names}  # fmt: skip
    assert not namen & DOSSIERS


# --- What never becomes a column ---------------------------------------------------------------------------

BURGERNUMMERS = re.compile(r"bsn|pgn|burgerservice|persoonsgebonden|sofi|onderwijsnummer", re.IGNORECASE)


def test_no_model_has_a_field_for_a_bsn_or_pgn() -> None:
    velden = [
        f"{model._meta.label}.{veld.name}"
        for model in apps.get_models()
        for veld in model._meta.get_fields()
        if BURGERNUMMERS.search(f"{veld.name} {getattr(veld, 'verbose_name', '')}")
    ]

    assert velden == []


@pytest.mark.django_db
def test_no_table_has_a_column_for_a_bsn_or_pgn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        kolommen = [f"{tabel}.{kolom}" for tabel, kolom in cursor.fetchall()]

    assert [naam for naam in kolommen if BURGERNUMMERS.search(naam)] == []


# --- Background work ---------------------------------------------------------------------------------------


def test_everything_that_beat_starts_is_a_task_of_the_portal() -> None:
    app.loader.import_default_modules()
    gevraagd = {rij["task"] for rij in settings.CELERY_BEAT_SCHEDULE.values()}

    assert gevraagd <= set(app.tasks)


def test_what_must_happen_by_the_clock_is_in_the_schedule() -> None:
    gevraagd = {rij["task"] for rij in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {
        "kern.opdrachten_vegen",
        "termijnen.herinneren",
        "aanvragen.beslisdatums_bijwerken",
        "aanvragen.reserveringen_bijwerken",
        "toelating.beslisdatums_bijwerken",
        "documenten.opruimen",
        "financien.ladingen_opruimen",
    } <= gevraagd


def test_lease_outlives_a_task_and_a_task_outlives_no_redelivery() -> None:
    """While a worker lives nobody takes over its work, and the broker does not give it out a second time."""
    assert settings.OPDRACHT_LEASE.total_seconds() > settings.CELERY_TASK_TIME_LIMIT
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1


# --- What is public ----------------------------------------------------------------------------------------

# The calendar feed is no page: a calendar program cannot log in, and brings the key of its owner.
OPENBAAR = re.compile(
    r"^(gezond/|account/|voorzieningen/$|voorzieningen/<slug:slug>/|voorzieningen/wijzer/|toegankelijkheid/|privacy/"
    r"|stijlgids/|verificatie/"
    r"|activiteiten/$|activiteiten/<uuid:pk>/$|activiteiten/<uuid:pk>/agenda"
    r"|profielen/$|profielen/<slug:code>/"
    r"|demo/|agenda/portaal\.ics$|bureau/login/|bureau/logout/|bureau/password_change|api/v1/\^voorzieningen|api/v1/openapi)"
)
WAARDEN = {"uuid": str(uuid.uuid4()), "int": "2026", "slug": "robot", "str": "robot", "path": "1"}


def adressen(resolver: URLResolver, begin: str = "") -> list[str]:
    gevonden: list[str] = []
    for deel in resolver.url_patterns:
        patroon = begin + str(deel.pattern)
        gevonden += adressen(deel, patroon) if isinstance(deel, URLResolver) else [patroon]
        assert isinstance(deel, URLPattern | URLResolver)
    return gevonden


def invullen(patroon: str) -> str:
    """An address that fits the pattern."""
    kaal = re.sub(r"\(\?P<\w+>\(?([\w|]+)?[^)]*\)", lambda m: (m[1] or "robot").split("|")[0], patroon)
    return "/" + re.sub(r"<(\w+):\w+>", lambda m: WAARDEN[m[1]], kaal).replace("^", "").replace("$", "")


DICHT = sorted({invullen(patroon) for patroon in adressen(get_resolver()) if not OPENBAAR.match(patroon)})


@pytest.mark.django_db
@pytest.mark.parametrize("methode", ["get", "post"])
def test_every_address_that_is_not_public_asks_for_a_login(methode: str) -> None:
    assert len(DICHT) > 80
    for adres in DICHT:
        antwoord = getattr(Client(), methode)(adres)
        naar_login = antwoord.status_code == 302 and "/login/" in antwoord["Location"]
        stop = antwoord.status_code == 286 and not antwoord.content  # a page that asks again and again, told to stop
        assert naar_login or stop or antwoord.status_code in (401, 403, 405), (adres, antwoord.status_code)


VAN_ANDEREN = [
    model for model in admin.site._registry if model._meta.app_label in ("auth", "account", "mfa", "authtoken")
]


def test_tables_of_packages_in_the_admin_are_open_to_nobody(personas: Personas) -> None:
    """Second factors, tokens and groups: packages register them, no role opens them."""
    for _, user in personas.mensen():
        client = log_in(Client(), user)
        for model in VAN_ANDEREN:
            lijst = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            assert client.get(reverse(lijst)).status_code in (302, 403), (user, lijst)
