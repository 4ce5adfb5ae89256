"""Adding and removing files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from aanvragen import workflow
from aanvragen.models import Aanvraag, Status
from swv.invullen.antwoorden import bijlagen
from tests.factories.aanvragen import maak_aanvraag, maak_bijlage, maak_concept, pdf_bestand
from tests.personas import Personas, log_in

pytestmark = pytest.mark.django_db


def adres(aanvraag: Aanvraag) -> str:
    return reverse("aanvragen:bijlagen", args=[aanvraag.pk])


def stuur(client: Client, aanvraag: Aanvraag, *bestanden: SimpleUploadedFile, soort: str = "begroting") -> HttpResponse:
    return client.post(adres(aanvraag), {"soort": soort, f"{soort}-bestanden": list(bestanden)})


def tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().split())


def leeg(naam: str = "leeg.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, b"", content_type="application/pdf")


def namen(aanvraag: Aanvraag) -> list[str]:
    return [rij.bestandsnaam for rij in bijlagen(aanvraag)]


def test_page_says_kinds_and_size_before(client: Client, personas: Personas) -> None:
    inhoud = tekst(log_in(client, personas.coordinator).get(adres(maak_concept(personas))))

    assert "Elk bestand mag maximaal 20 MB zijn." in inhoud
    assert "Onderbouwing van de situatie <span" in inhoud


def test_several_files_at_once_are_added_and_the_page_is_shown_anew(client: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas)

    antwoord = stuur(log_in(client, personas.coordinator), aanvraag, pdf_bestand("een.pdf"), pdf_bestand("twee.pdf"))

    assert antwoord.status_code == 302
    assert namen(aanvraag) == ["een.pdf", "twee.pdf"]


def test_bad_files_are_refused_one_by_one_and_the_good_one_stays(client: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    programma = SimpleUploadedFile("spel.exe", b"MZ" * 10)

    antwoord = stuur(log_in(client, personas.coordinator), aanvraag, pdf_bestand("goed.pdf"), leeg(), programma)

    assert antwoord.status_code == 422
    assert "‘leeg.pdf’ is niet toegevoegd: het bestand is leeg." in tekst(antwoord)
    assert "‘spel.exe’ is niet toegevoegd" in tekst(antwoord)
    assert namen(aanvraag) == ["goed.pdf"]
    assert "goed.pdf" in tekst(antwoord)


def test_bsn_in_the_name_of_a_file_is_refused_and_the_other_file_stays(client: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    bestanden = pdf_bestand("OPP_123456782.pdf"), pdf_bestand("OPP_123456789.pdf")

    antwoord = stuur(log_in(client, personas.coordinator), aanvraag, *bestanden)

    assert antwoord.status_code == 422
    assert "in de naam staat een burgerservicenummer (BSN)" in tekst(antwoord)
    assert namen(aanvraag) == ["OPP_123456789.pdf"]


def test_too_large_a_file_is_refused_with_the_size(client: Client, personas: Personas, settings) -> None:
    settings.BIJLAGE_MAX_BYTES = 2048
    aanvraag = maak_concept(personas)
    groot = SimpleUploadedFile("groot.pdf", b"%PDF-1.7" + b"x" * 4096)

    antwoord = stuur(log_in(client, personas.coordinator), aanvraag, groot)

    assert "‘groot.pdf’ is niet toegevoegd: het bestand is groter dan" in tekst(antwoord)
    assert namen(aanvraag) == []


def test_pressing_the_button_without_a_file_says_so(client: Client, personas: Personas) -> None:
    antwoord = stuur(log_in(client, personas.coordinator), maak_concept(personas))

    assert antwoord.status_code == 422
    assert "Voeg een bestand toe." in tekst(antwoord)


def test_unknown_kind_of_evidence_is_refused(client: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas)

    antwoord = stuur(log_in(client, personas.coordinator), aanvraag, pdf_bestand(), soort="onzin")

    assert "Kies bij welk onderdeel dit bestand hoort." in tekst(antwoord)
    assert namen(aanvraag) == []


def test_removing_a_file_of_a_draft(client: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    bijlage = maak_bijlage(aanvraag, "begroting", door=personas.coordinator)
    weg = reverse("aanvragen:bijlage_weghalen", args=[aanvraag.pk, bijlage.pk])
    log_in(client, personas.coordinator)

    assert client.get(weg).status_code == 405
    antwoord = client.post(weg, follow=True)

    assert "‘begroting.pdf’ is verwijderd." in tekst(antwoord)
    assert namen(aanvraag) == []


def test_removing_a_file_of_another_dossier_is_missing(client: Client, personas: Personas) -> None:
    ander = maak_concept(personas, school=personas.school_elders, door=personas.coordinator_elders)
    bijlage = maak_bijlage(ander, "begroting", door=personas.coordinator_elders)
    eigen = maak_concept(personas)

    antwoord = log_in(client, personas.coordinator).post(
        reverse("aanvragen:bijlage_weghalen", args=[eigen.pk, bijlage.pk])
    )

    assert antwoord.status_code == 404
    assert namen(ander) == ["begroting.pdf"]


@pytest.mark.parametrize("wie", ["coordinator", "bestuur"])
def test_during_a_question_files_may_be_added_but_not_what_was_sent_removed(
    client: Client, personas: Personas, wie: str
) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.AANVULLING_GEVRAAGD)
    gestuurd = bijlagen(aanvraag).get()
    log_in(client, getattr(personas, wie))

    stuur(client, aanvraag, pdf_bestand("aanvulling.pdf"), soort="aanvulling")
    geweigerd = client.post(reverse("aanvragen:bijlage_weghalen", args=[aanvraag.pk, gestuurd.pk]), follow=True)

    assert namen(aanvraag) == ["begroting.pdf", "aanvulling.pdf"]
    assert "U kunt het niet meer weghalen." in tekst(geweigerd)
    knoppen = tekst(client.get(adres(aanvraag)))
    assert 'Verwijderen<span class="swv-onzichtbaar"> aanvulling.pdf' in knoppen
    assert 'Verwijderen<span class="swv-onzichtbaar"> begroting.pdf' not in knoppen


def test_when_nothing_may_be_added_the_page_leads_to_the_dossier(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.IN_BEHANDELING)

    antwoord = stuur(log_in(client, personas.coordinator), aanvraag, pdf_bestand("laat.pdf"))

    assert antwoord["Location"] == aanvraag.get_absolute_url()
    assert namen(aanvraag) == ["begroting.pdf"]


def test_file_added_in_the_feedback_round_may_be_removed_again(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="innovatiegelden", status=Status.FEEDBACK_GEGEVEN)
    nieuw = maak_bijlage(aanvraag, "begroting", door=personas.coordinator)

    log_in(client, personas.coordinator).post(reverse("aanvragen:bijlage_weghalen", args=[aanvraag.pk, nieuw.pk]))

    assert namen(aanvraag) == ["projectplan.pdf"]
    assert workflow.plan_bijstellen(aanvraag, door=personas.coordinator).status == Status.IN_BEHANDELING
