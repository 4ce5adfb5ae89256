"""The demo year in the test database once for all pages, and a server on it."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from aanvragen import services
from aanvragen.models import Aanvraag, Afspraak, Effectmeting, Evaluatie, Status, Uitvoering, Verantwoording, Wijziging
from financien.models import Bankrekening, Betaalbatch, Betaalregel, Verdeling, Verplichting
from swv.demo.mensen import DOMEIN
from swv.demo.stappen import STAPPEN
from swv.documenten.models import Brief
from swv.documenten.services import brief_intrekken, brief_vastleggen
from swv.invullen.models import Gesprek
from swv.organisaties.models import Gebruiker, School
from tests.browser import let_op_fouten
from tests.factories.aanvragen import vul_in
from tests.personas import log_in
from tests.toegankelijkheid.aanvragen_samen import collega_aanwezig
from tests.toegankelijkheid.pagina import Pagina
from tests.toegankelijkheid.paginas import PAGINAS
from tests.toegankelijkheid.voorzieningen_activiteiten import adressen as activiteiten
from toelating.bezwaar.bundels import bundel_maken
from toelating.models import (
    Aanmelding,
    Agendapunt,
    Bezwaar,
    Bijeenkomst,
    Bundel,
    Ingebrekestelling,
    Soort,
    Thuiszitter,
    Tlvaanvraag,
    Toelatingsregeling,
    Uitnodiging,
    Verklaring,
    Zitting,
)
from voorzieningen.models import (
    Activiteit,
    Checklist,
    Checklisteditie,
    Inschrijving,
    Plaatsing,
    Profiel,
    Registratie,
    Schoolwissel,
    Uitlening,
    Voorziening,
    Wisselronde,
)

DOSSIER = re.compile(r"\{([\w-]+):(\w+)\}")
ZOEKERS: dict[str, Callable[[Gebruiker, str], QuerySet[Any]]] = {
    "verantwoording": lambda wie, status: Verantwoording.objects.for_user(wie).filter(status=status),
    "effect": lambda wie, status: Effectmeting.objects.for_user(wie).filter(status=status),
    "wijziging": lambda wie, status: Wijziging.objects.for_user(wie).filter(status=status).order_by("aangemaakt_op"),
    "tlv": lambda wie, status: Tlvaanvraag.objects.for_user(wie).filter(status=status).order_by("aangemaakt_op"),
    "pro": lambda wie, status: Tlvaanvraag.objects.for_user(wie).filter(status=status, soort=Soort.PRO),
    "vso": lambda wie, status: Tlvaanvraag.objects.for_user(wie).filter(status=status, soort=Soort.VSO),
    "verklaring": lambda wie, status: Verklaring.objects.for_user(wie).filter(status=status).order_by("aangemaakt_op"),
    "thuiszitter": lambda wie, status: Thuiszitter.objects.for_user(wie).filter(status=status).langste_eerst(),
    "aanmelding": lambda wie, status: Aanmelding.objects.for_user(wie).filter(status=status).order_by("beslisdatum"),
    "bezwaar": lambda wie, status: Bezwaar.objects.for_user(wie).filter(status=status).order_by("aangemaakt_op"),
    "bijeenkomst": lambda wie, status: Bijeenkomst.objects.for_user(wie).filter(status=status).order_by("datum"),
    "plaatsing": lambda wie, status: Plaatsing.objects.for_user(wie).filter(status=status).order_by("aangevraagd_op"),
    "lening": lambda wie, status: Uitlening.objects.for_user(wie).filter(status=status).order_by("pk"),
    "activiteit": lambda wie, status: Activiteit.objects.for_user(wie).filter(status=status).order_by("begint"),
    "inschrijving": lambda wie, status: (
        Inschrijving.objects.for_user(wie)
        .filter(status=status)
        .exclude(activiteit__status="afgelast")
        .order_by("activiteit__begint", "naam")
    ),
    "profiel": lambda wie, status: Profiel.objects.for_user(wie).filter(status=status).order_by("aangemaakt_op"),
    "checklist": lambda wie, status: Checklist.objects.for_user(wie).filter(status=status).order_by("aangemaakt_op"),
    "registratie": lambda wie, status: Registratie.objects.for_user(wie).filter(status=status),
    "wisselronde": lambda wie, status: Wisselronde.objects.for_user(wie).filter(status=status),
    "schoolwissel": lambda wie, status: Schoolwissel.objects.for_user(wie).filter(status=status).order_by("kenmerk"),
    "schoolwissel-eigen": lambda wie, status: Schoolwissel.objects.for_user(wie).filter(
        status=status, school__in=wie.school_ids
    ),
    "schoolwissel-hierheen": lambda wie, status: Schoolwissel.objects.for_user(wie).filter(
        status=status, naar_school__in=wie.school_ids
    ),
    "agendapunt": lambda wie, uitkomst: Agendapunt.objects.filter(uitkomst=uitkomst).order_by("volgorde"),
    **{
        f"uitvoering-{soort}": lambda wie, status, soort=soort: (
            Uitvoering.objects.for_user(wie).filter(status=status, aanvraag__soort=soort).order_by("aanvraag__van")
        )
        for soort in ("huisonderwijs", "visitatie", "robot")
    },
    "evaluatie": lambda wie, status: Evaluatie.objects.for_user(wie).filter(status=status),
    "afspraak": lambda wie, status: Afspraak.objects.for_user(wie).filter(status=status),
    "advies": lambda wie, stand: Tlvaanvraag.objects.filter(
        deskundigenadviezen__deskundige=wie, deskundigenadviezen__stand=stand
    ),
}


class Wereld:
    """The demo with a server, and one browser context per person."""

    def __init__(self, browser: Browser) -> None:
        self.server = LiveServer("127.0.0.1")
        self.browser = browser
        self.contexten = {wie: self._context(wie) for wie in {pagina.wie for pagina in PAGINAS}}
        self.namen = {
            "voorziening": Voorziening.objects.order_by("pk")[0].slug,
            **_brieven(),
            **_compleet(),
            **_betalen(),
            "toekenning-open": _toekenning_open(),
            "toekenning-in-batch": _toekenning_in_batch(),
            **_toelating(),
            **activiteiten(),
            "editie": str(Checklisteditie.objects.latest("geldig_van").pk),
            "conceptgesprek": str(Gesprek.objects.bij_school().values_list("pk", flat=True)[0]),
            **{verdeling.soort: str(verdeling.pk) for verdeling in Verdeling.objects.filter(vastgelegd_op=None)},
        }

    def adres(self, pagina: Pagina) -> str:
        """The address with the dossier that this person may see."""
        adres = pagina.adres
        for naam, waarde in self.namen.items():
            adres = adres.replace("{" + naam + "}", waarde)
        return DOSSIER.sub(lambda gevonden: self._dossier(pagina.wie, *gevonden.groups()), adres)

    def _dossier(self, wie: str, soort: str, status: str) -> str:
        if zoeker := ZOEKERS.get(soort):
            return str(zoeker(_gebruiker(wie), status).values_list("pk", flat=True)[0])
        zichtbaar = Aanvraag.objects.for_user(_gebruiker(wie)).filter(soort=soort, status=status)
        return str(zichtbaar.order_by("aangemaakt_op").values_list("pk", flat=True)[0])

    def _context(self, wie: str) -> BrowserContext:
        """A browser in which this person is logged in."""
        context = self.browser.new_context(base_url=self.server.url, locale="nl-NL", timezone_id="Europe/Amsterdam")
        if wie:
            sessie = log_in(Client(), _gebruiker(wie)).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessie, "url": self.server.url}])
        return context

    def stop(self) -> None:
        for context in self.contexten.values():
            context.close()
        self.server.stop()


def _gebruiker(wie: str) -> Gebruiker:
    return Gebruiker.objects.get(email=f"{wie}@{DOMEIN}")


def _toekenning_open() -> str:
    """An award that waits for a condition, and of which nothing is on its way to the bank."""
    wacht = Verplichting.objects.filter(post__jaar__jaar=2026, termijnen__status="open")
    return str(wacht.exclude(termijnen__betaalregels__staat="open").order_by("kenmerk").values_list("pk", flat=True)[0])


def _toekenning_in_batch() -> str:
    """An award that is on its way to the bank, so it cannot be released."""
    return str(Betaalregel.objects.open().order_by("pk").values_list("termijn__verplichting", flat=True)[0])


def _brieven() -> dict[str, str]:
    """Two letters that exist as a file, one of them revoked."""
    brief, ingetrokken = Brief.objects.filter(soort="toekenningsbrief").order_by("gemaakt_op")[:2]
    with ThreadPoolExecutor(1) as draad:  # Playwright's event loop stands in this thread; sealing starts its own
        list(draad.map(_leg_vast, (brief.pk, ingetrokken.pk)))
    ingetrokken.refresh_from_db()
    brief_intrekken(brief=ingetrokken, reden="Er stond een verkeerd bedrag in.", door=_gebruiker("directeur"))
    return {"brief": brief.code, "ingetrokken": ingetrokken.code}


def _leg_vast(pk: object) -> None:
    brief_vastleggen(brief_id=str(pk))
    connection.close()


def _compleet() -> dict[str, str]:
    """A draft that only needs to be sent."""
    door = _gebruiker("coordinator")
    school = School.objects.get(pk=min(door.school_ids))
    aanvraag = services.starten(
        soort="innovatiegelden", school=school, door=door, sleutel="7b1ff1f5-3d0e-4b52-8c49-8c2f28f6b8a1"
    )
    vul_in(aanvraag, door=door)
    assert aanvraag.status == Status.CONCEPT
    return {"compleet": str(aanvraag.pk)}


def _betalen() -> dict[str, str]:
    """A batch in each state that has a page of its own, and an account that waits for confirmation."""
    batches = {f"batch-{batch.status}": str(batch.pk) for batch in Betaalbatch.objects.all()}
    return {**batches, "rekening-wacht": str(Bankrekening.objects.get(status="ingevoerd").pk)}


def _toelating() -> dict[str, str]:
    """The papers of an objection bound, and what there is one of, or which one is meant."""
    with ThreadPoolExecutor(1) as draad:
        list(draad.map(_bind, Bundel.objects.filter(bezwaar__status="bij_lbt").values_list("pk", flat=True)))
    return {
        "uitnodiging": str(Uitnodiging.objects.filter(aanvraag__kenmerk=None).values_list("pk", flat=True)[0]),
        "in-gebreke": str(Ingebrekestelling.objects.values_list("aanvraag", flat=True)[0]),
        "zitting": str(Zitting.objects.values_list("pk", flat=True)[0]),
        "toelatingsregeling": str(Toelatingsregeling.objects.get(soort=Soort.VSO).pk),
    }


def _bind(pk: object) -> None:
    bundel_maken(str(pk))
    connection.close()


@pytest.fixture(scope="module")
def wereld(django_db_setup: None, django_db_blocker: Any, zegel: None, browser: Browser) -> Iterator[Wereld]:
    with django_db_blocker.unblock():
        for stap in STAPPEN:
            stap()
        collega_aanwezig()
        wereld = Wereld(browser)
        yield wereld
        wereld.stop()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def open_pagina(wereld: Wereld) -> Iterator[Any]:
    """Opens a page in its state; afterwards no script may have failed and the policy may have stopped nothing."""
    fouten: list[str] = []
    geopend = []

    def openen(pagina: Pagina) -> Any:
        if not pagina.wie:  # somebody may have stopped halfway a login in this browser
            wereld.contexten[pagina.wie].clear_cookies()
        page = wereld.contexten[pagina.wie].new_page()
        geopend.append(page)
        let_op_fouten(page, fouten)
        antwoord = page.goto(wereld.adres(pagina))
        assert antwoord is not None
        assert antwoord.status == pagina.status, page.url
        if pagina.doe:
            pagina.doe(page)
        return page

    yield openen
    for page in geopend:
        page.close()
    assert fouten == []
