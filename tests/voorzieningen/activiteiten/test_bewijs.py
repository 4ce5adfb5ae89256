"""The certificate: a real sealed PDF for who was there, and for nobody else."""

import subprocess
from datetime import timedelta

import page
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from swv.documenten.models import Brief
from swv.documenten.pdf import render_pdf
from swv.kern.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from swv.post.models import Bericht
from tests.factories.voorzieningen import AanwezigheidFactory, ActiviteitFactory, InschrijvingFactory, SessieFactory
from tests.personas import Personas, log_in
from tests.voorzieningen.activiteiten.conftest import werk_af
from voorzieningen.activiteiten import bewijs, inschrijvingen, workflow
from voorzieningen.models import Inschrijving, Sessie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papier")]


@pytest.fixture(autouse=True)
def _vandaag() -> None:
    """Today: a real seal has a real day from which it counts."""


@pytest.fixture
def plaats(personas: Personas) -> Inschrijving:
    """The coordinator was at an Expertisedag that is over."""
    activiteit = ActiviteitFactory(voorbij=True, titel="Expertisedag rouw")
    rij = InschrijvingFactory(activiteit=activiteit, persoon=personas.coordinator, school=personas.school)
    AanwezigheidFactory(inschrijving=rij)
    return rij


def _maak(plaats: Inschrijving) -> Brief:
    inschrijvingen.bewijs_maken(plaats, door=plaats.persoon)
    werk_af()
    return bewijs.van(plaats)


def test_certificate_says_who_was_where_and_how_long(plaats: Inschrijving, tmp_path) -> None:
    brief = _maak(plaats)

    pad = tmp_path / "bewijs.pdf"
    with brief.pdf.open() as bestand:
        pad.write_bytes(bestand.read())
    tekst = subprocess.run(["pdftotext", pad, "-"], capture_output=True, text=True, check=True).stdout
    woorden = " ".join(tekst.split())
    assert "Coordinator A, School A, heeft deelgenomen aan:" in woorden
    assert "Expertisedag rouw" in woorden
    assert "Samen is dat 3 uur." in woorden
    assert brief.code in woorden


@pytest.mark.parametrize("profiel", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
def test_certificate_is_fit_for_archive_and_screen_reader(plaats: Inschrijving, profiel) -> None:
    brief = _maak(plaats)

    rapport = page.validate_pdf_bytes(render_pdf(Brief.objects.get(pk=brief.pk).html), profile=profiel)

    assert rapport.is_compliant, rapport.failures


def test_participant_hears_that_it_is_ready_and_fetches_it(client: Client, plaats: Inschrijving) -> None:
    brief = _maak(plaats)
    log_in(client, plaats.persoon)

    antwoord = client.get(f"/brieven/{brief.pk}/")
    antwoord.getvalue()  # to the end, so that the file is closed

    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "application/pdf")
    assert plaats.persoon.naam.lower() not in antwoord["Content-Disposition"].lower()
    assert Bericht.objects.get().soort == "activiteit_bewijs"


@pytest.mark.parametrize(
    ("wie", "status"),
    [("bureau", 200), ("directeur", 200), ("coordinator_zuster", 404), ("bestuur", 404), ("controller", 404)],
)
def test_certificate_is_for_the_participant_and_the_bureau(
    client: Client, personas: Personas, plaats: Inschrijving, wie: str, status: int
) -> None:
    brief = _maak(plaats)
    log_in(client, getattr(personas, wie))

    antwoord = client.get(f"/brieven/{brief.pk}/")
    antwoord.getvalue()  # to the end, so that the file is closed

    assert antwoord.status_code == status


def test_public_page_names_the_activity_and_not_the_person(client: Client, plaats: Inschrijving) -> None:
    pagina = client.get(f"/verificatie/{_maak(plaats).code}/").content.decode()

    assert "Expertisedag rouw" in pagina
    assert "Coordinator A" not in pagina


def test_who_was_not_there_gets_none(personas: Personas) -> None:
    plaats = InschrijvingFactory(activiteit__voorbij=True, persoon=personas.coordinator)
    AanwezigheidFactory(inschrijving=plaats, is_aanwezig=False)

    with pytest.raises(VoorwaardeNietVervuld, match="nergens dat deze deelnemer aanwezig was"):
        inschrijvingen.bewijs_maken(plaats, door=personas.coordinator)


def test_without_the_guard_who_was_not_there_gets_one(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: this is what the guard prevents."""
    plaats = InschrijvingFactory(activiteit__voorbij=True, persoon=personas.coordinator)
    AanwezigheidFactory(inschrijving=plaats, is_aanwezig=False)
    monkeypatch.setattr(bewijs, "sessies_van", lambda inschrijving: list(inschrijving.activiteit.sessies.all()))

    inschrijvingen.bewijs_maken(plaats, door=personas.coordinator)

    assert Brief.objects.exists()


def test_no_certificate_before_the_end(personas: Personas) -> None:
    begint = timezone.now() - timedelta(minutes=5)
    plaats = InschrijvingFactory(activiteit__begint=begint, persoon=personas.coordinator)
    AanwezigheidFactory(inschrijving=plaats)

    with pytest.raises(VerkeerdeStatus):
        inschrijvingen.bewijs_maken(plaats, door=personas.coordinator)


def test_second_time_is_refused(plaats: Inschrijving) -> None:
    _maak(plaats)

    with pytest.raises(VoorwaardeNietVervuld, match="is er al"):
        inschrijvingen.bewijs_maken(plaats, door=plaats.persoon)


def test_finishing_makes_one_for_everybody_who_was_there(personas: Personas, plaats: Inschrijving) -> None:
    afwezig = AanwezigheidFactory(
        inschrijving__activiteit=plaats.activiteit, is_aanwezig=False, sessie=plaats.activiteit.sessies.get()
    ).inschrijving

    workflow.afronden(plaats.activiteit, door=personas.bureau)
    werk_af()

    assert bewijs.van(plaats).is_opgeslagen
    assert bewijs.van(afwezig) is None


def test_correction_makes_the_old_certificate_count_no_longer(personas: Personas, plaats: Inschrijving) -> None:
    oud = _maak(plaats)

    inschrijvingen.aanwezigheid_corrigeren(
        plaats, door=personas.bureau, sessie=plaats.activiteit.sessies.get(), aanwezig=False, reden="Was er niet."
    )

    oud.refresh_from_db()
    assert oud.is_ingetrokken
    assert bewijs.van(plaats) is None


def test_correction_after_the_end_brings_a_new_certificate(personas: Personas, plaats: Inschrijving) -> None:
    workflow.afronden(plaats.activiteit, door=personas.bureau)
    werk_af()
    oud, sessie = bewijs.van(plaats), plaats.activiteit.sessies.get()

    for aanwezig in (False, True):
        inschrijvingen.aanwezigheid_corrigeren(
            plaats, door=personas.bureau, sessie=sessie, aanwezig=aanwezig, reden="Nagevraagd."
        )
        werk_af()

    assert bewijs.van(plaats).is_opgeslagen
    assert bewijs.van(plaats) != oud


# --- More than one meeting ---------------------------------------------------------------------------------------


def _tweede_bijeenkomst(plaats: Inschrijving) -> Sessie:
    """One that is over too, and of which nobody wrote down who was there."""
    eerste = plaats.activiteit.sessies.get()
    return SessieFactory(activiteit=plaats.activiteit, begint=eerste.begint + timedelta(days=1), code="K7M2P")


def test_no_certificate_while_it_is_not_known_who_was_at_every_meeting(plaats: Inschrijving) -> None:
    _tweede_bijeenkomst(plaats)

    with pytest.raises(VoorwaardeNietVervuld, match=r"staat nog niet vast of deze deelnemer er was op 13"):
        inschrijvingen.bewijs_maken(plaats, door=plaats.persoon)


@pytest.mark.parametrize("was_er", [True, False])
def test_list_of_a_later_meeting_makes_the_old_certificate_count_no_longer(
    personas: Personas, plaats: Inschrijving, was_er: bool
) -> None:
    oud, sessie = _maak(plaats), _tweede_bijeenkomst(plaats)

    workflow.aanwezigheid_vastleggen(
        plaats.activiteit, door=personas.bureau, sessie=sessie, aanwezig=[plaats] if was_er else []
    )

    oud.refresh_from_db()
    assert oud.is_ingetrokken
    nieuw = Brief.objects.get(pk=_maak(plaats).pk)
    assert f"De deelnemer was bij {1 + was_er} van de 2 bijeenkomsten." in nieuw.html


def test_code_of_a_later_meeting_makes_the_old_certificate_count_no_longer(plaats: Inschrijving) -> None:
    oud, sessie = _maak(plaats), _tweede_bijeenkomst(plaats)

    with time_machine.travel(sessie.begint):
        inschrijvingen.aanwezig_melden(plaats, door=plaats.persoon, code="K7M2P")

    oud.refresh_from_db()
    assert oud.is_ingetrokken


def test_finishing_after_a_later_meeting_brings_a_new_certificate(personas: Personas, plaats: Inschrijving) -> None:
    oud, sessie = _maak(plaats), _tweede_bijeenkomst(plaats)
    workflow.aanwezigheid_vastleggen(plaats.activiteit, door=personas.bureau, sessie=sessie, aanwezig=[plaats])

    workflow.afronden(plaats.activiteit, door=personas.bureau)
    werk_af()

    assert bewijs.van(plaats).is_opgeslagen
    assert bewijs.van(plaats) != oud
