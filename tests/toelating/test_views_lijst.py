"""The list: requests and TLVs as one, with filters in the address."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from swv.kern.bladeren import PER_BLADZIJDE
from swv.organisaties.models import Rolsoort
from tests.factories.organisaties import maak_gebruiker
from tests.factories.toelating import maak_gastaanvraag, maak_tlv, maak_verklaring
from tests.personas import log_in
from toelating.models import Soort, Status, Tlvaanvraag

pytestmark = pytest.mark.django_db


def tekst(antwoord):
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def nummers(antwoord):
    return [regel.nummer for regel in antwoord.context["rijen"]]


@pytest.mark.parametrize(("wie", "queries"), [("coordinator", 5), ("bestuur", 7)])
@pytest.mark.parametrize("aantal", [1, 3])
def test_lijst_has_a_fixed_number_of_queries(client, wereld, django_assert_num_queries, wie, queries, aantal):
    for _ in range(aantal):
        maak_verklaring(wereld)
        maak_tlv(wereld, status=Status.TER_MEDETEKENING)
    log_in(client, getattr(wereld.personas, wie)).get("/toelating/")
    with django_assert_num_queries(queries):
        antwoord = client.get("/toelating/")
    assert len(antwoord.context["rijen"]) == 3 * aantal


def test_lijst_shows_the_newest_first_and_the_pupil_to_the_own_school(client, wereld):
    tlv, concept = maak_verklaring(wereld), maak_tlv(wereld)
    leeg = maak_tlv(wereld, ingevuld=False)
    antwoord = log_in(client, wereld.personas.coordinator).get("/toelating/")
    assert [regel.dossier for regel in antwoord.context["rijen"]] == [leeg, concept, tlv, tlv.aanvraag]
    typt = concept.antwoorden["leerling"]["achternaam"]
    assert [regel.leerling for regel in antwoord.context["rijen"]] == [
        "",
        f"Zoë van der {typt}",
        tlv.leerling.naam,
        tlv.leerling.naam,
    ]


def test_lijst_of_the_bureau_names_no_pupil(client, wereld):
    tlv = maak_verklaring(wereld)
    inhoud = tekst(log_in(client, wereld.personas.bureau).get("/toelating/"))
    assert tlv.nummer in inhoud
    assert tlv.leerling.achternaam not in inhoud


def test_board_finds_what_was_sent_on_and_never_a_draft(client, wereld):
    maak_tlv(wereld)
    gestuurd = maak_tlv(wereld, status=Status.TER_MEDETEKENING)
    antwoord = log_in(client, wereld.personas.bestuur).get("/toelating/")
    assert [regel.dossier for regel in antwoord.context["rijen"]] == [gestuurd]


def test_vso_school_finds_the_tlv_that_is_meant_for_it(client, wereld):
    tlv = maak_verklaring(wereld, bekend=True)
    antwoord = log_in(client, wereld.vso_coordinator).get("/toelating/")
    assert [regel.dossier for regel in antwoord.context["rijen"]] == [tlv]


@pytest.mark.parametrize(
    ("vraag", "aantal"),
    [
        ({}, 4),
        ({"soort": "pro"}, 1),
        ({"soort": "vso"}, 3),
        ({"stand": "concept"}, 2),
        ({"stand": "afgegeven"}, 1),
        ({"stand": "tlv_vrij"}, 1),
        ({"stand": "tlv_voorbij"}, 0),
        ({"stand": "loopt"}, 0),
        ({"soort": "onzin"}, 4),
    ],
)
def test_lijst_filters_requests_and_tlvs_with_one_form(client, wereld, vraag, aantal):
    maak_verklaring(wereld)
    maak_tlv(wereld, ingevuld=False)
    maak_tlv(wereld, soort=Soort.PRO, ingevuld=False)
    antwoord = log_in(client, wereld.personas.coordinator).get("/toelating/", vraag)
    assert len(antwoord.context["rijen"]) == aantal
    assert ("Kies bij ‘Soort’ een van de mogelijkheden" in tekst(antwoord)) is (vraag.get("soort") == "onzin")


def test_lijst_finds_a_kenmerk_and_a_tlv_number(client, wereld):
    tlv = maak_verklaring(wereld)
    maak_tlv(wereld)
    log_in(client, wereld.personas.coordinator)
    kenmerk = tlv.aanvraag.kenmerk
    for getypt in (kenmerk, kenmerk.lower(), kenmerk.removeprefix("T-"), f" {kenmerk} "):
        assert set(nummers(client.get("/toelating/", {"zoek": getypt}))) == {kenmerk, tlv.nummer}
    assert nummers(client.get("/toelating/", {"zoek": tlv.nummer.lower()})) == [tlv.nummer]
    assert "Niets gevonden" in tekst(client.get("/toelating/", {"zoek": "Voorbeeld"}))


def test_lijst_filters_on_school_year_and_own_school(client, wereld):
    oud, nieuw = maak_tlv(wereld, status=Status.TER_MEDETEKENING), maak_tlv(wereld, status=Status.TER_MEDETEKENING)
    jaar = timezone.localdate().year - (timezone.localdate().month < 8)
    Tlvaanvraag.objects.filter(pk=oud.pk).update(aangemaakt_op=timezone.now().replace(year=jaar, month=7, day=30))
    log_in(client, wereld.personas.bestuur)
    nu, toen = (client.get("/toelating/", {"jaar": str(j)}).context["rijen"] for j in (jaar, jaar - 1))
    assert [[regel.dossier for regel in regels] for regels in (nu, toen)] == [[nieuw], [oud]]
    eigen = client.get("/toelating/", {"school": str(wereld.personas.school.pk)})
    vreemd = client.get("/toelating/", {"school": str(wereld.personas.school_elders.pk)})
    assert len(eigen.context["rijen"]) == 2
    assert "Kies bij ‘School’ een van de mogelijkheden" in tekst(vreemd)


def test_lijst_pages_forth_and_back_with_its_filters(client, wereld):
    aanvraag = maak_tlv(wereld, ingevuld=False)
    velden = {"soort": "vso", "school": aanvraag.school, "regeling": aanvraag.regeling}
    nu = timezone.now()
    Tlvaanvraag.objects.bulk_create(
        Tlvaanvraag(**velden, aangevraagd_door=wereld.personas.coordinator) for _ in range(PER_BLADZIJDE + 5)
    )
    Tlvaanvraag.objects.update(aangemaakt_op=nu - timedelta(days=1))
    log_in(client, wereld.personas.coordinator)
    een = client.get("/toelating/?stand=concept")
    twee = client.get(een.context["volgende"])
    assert "stand=concept" in een.context["volgende"]
    gezien = [regel.dossier.pk for pagina in (een, twee) for regel in pagina.context["rijen"]]
    assert len(gezien) == len(set(gezien)) == PER_BLADZIJDE + 6
    terug = client.get(twee.context["vorige"])
    assert [regel.dossier.pk for regel in terug.context["rijen"]] == gezien[:PER_BLADZIJDE]


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        ("coordinator", "Begin een aanvraag"),
        ("bestuur", "die u mag zien"),
        ("gast", "waarvoor het bureau u heeft uitgenodigd"),
    ],
)
def test_empty_list_says_what_will_stand_here(client, wereld, wie, zin):
    gast = maak_gebruiker(Rolsoort.GAST, email="los@elders.example", naam="Los")
    persoon = gast if wie == "gast" else getattr(wereld.personas, wie)
    inhoud = tekst(log_in(client, persoon).get("/toelating/"))
    assert zin in inhoud
    assert ('href="/toelating/nieuw/"' in inhoud) is (wie == "coordinator")


def test_guest_finds_the_own_draft_and_no_button_to_begin(client, wereld):
    aanvraag = maak_gastaanvraag(wereld)
    antwoord = log_in(client, aanvraag.gast).get("/toelating/")
    assert [regel.dossier for regel in antwoord.context["rijen"]] == [aanvraag]
    assert reverse("toelating:nieuw") not in tekst(antwoord)
