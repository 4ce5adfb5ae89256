"""The resolution list: what it says, who opens it, its versions, and the file itself."""

import subprocess
from datetime import timedelta
from pathlib import Path

import page
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from swv.documenten.models import Brief
from swv.documenten.services import brief_vastleggen
from swv.documenten.testzegel import maak_testzegel
from swv.kern.models import Opdracht
from swv.kern.opdrachten import uitvoeren
from swv.post.models import Bericht
from tests.factories.toelating import maak_bijeenkomst, maak_tlv, oordeel
from tests.personas import log_in
from toelating import workflow
from toelating.models import Status
from toelating.workflow.bijeenkomst import bijeenkomsten

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session", autouse=True)
def _testzegel():
    maak_testzegel(Path(settings.ZEGEL_KEY_FILE).parent)


@pytest.fixture
def gehouden(wereld):
    """A meeting with one advice, from which the member stayed away, and one request that was held over."""
    bijeenkomst = maak_bijeenkomst(wereld, datum=timezone.localdate() - timedelta(days=1))
    for nummer in (1, 2):
        aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
        aanvraag = workflow.agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)
        if nummer == 1:
            aanvraag = workflow.verschonen(aanvraag, door=wereld.lid, reden="Mijn buurkind.")
            redenen = "Omdat deze leerling paniekaanvallen heeft."
            workflow.commissieadvies_vastleggen(
                aanvraag, door=wereld.voorzitter, redenen=redenen, **oordeel(aanvraag, schooljaren=2)
            )
        else:
            workflow.aanhouden(aanvraag, door=wereld.voorzitter, reden="Eerst praten met moeder.")
    aanwezigen = [wereld.voorzitter, wereld.lid]
    return bijeenkomsten["afsluiten"](bijeenkomst, door=wereld.voorzitter, aanwezigen=aanwezigen)


def lijst(bijeenkomst):
    return Brief.objects.van(bijeenkomst).order_by("-gemaakt_op")[0]


def tekst(bijeenkomst):
    return " ".join(lijst(bijeenkomst).html.split())


def test_list_says_outcome_per_reference_who_was_there_and_who_stayed_out(gehouden):
    een, twee = gehouden.agendapunten.all()

    html = tekst(gehouden)

    for deel in (een.aanvraag.kenmerk, twee.aanvraag.kenmerk, "Toelaatbaar, categorie laag, 2 schooljaren"):
        assert deel in html
    assert "Aangehouden" in html
    assert "<td>Lid, Voorzitter</td>" in html
    assert html.count("<td>Lid</td>") == 1


def test_list_names_no_pupil_and_gives_no_reasons(gehouden):
    html = tekst(gehouden)

    for punt in gehouden.agendapunten.select_related("aanvraag__leerling"):
        assert punt.aanvraag.leerling.achternaam not in html
    for geheim in ("paniekaanvallen", "buurkind", "moeder", "School A"):
        assert geheim not in html


def test_list_is_opened_by_members_bureau_and_director_only(client, wereld, gehouden):
    brief = brief_vastleggen(brief_id=lijst(gehouden).pk)
    adres = reverse("documenten:brief", args=[brief.pk])
    mag = {"bureau", "bureau_collega", "gemandateerde", "directeur", "voorzitter", "lid"}
    for naam, persoon in wereld.mensen().items():
        antwoord = log_in(client, persoon).get(adres)
        b"".join(antwoord)
        assert antwoord.status_code == (200 if naam in mag else 404), naam
    assert gehouden.kenmerk in log_in(client, wereld.lid).get(gehouden.get_absolute_url()).content.decode()


def test_list_is_checked_in_public_without_data_of_anybody(client, wereld, gehouden):
    brief = brief_vastleggen(brief_id=lijst(gehouden).pk)

    pagina = client.get(reverse("documenten:verificatie", args=[brief.code])).content.decode()

    assert "Besluitenlijst" in pagina
    assert gehouden.kenmerk in pagina
    assert gehouden.agendapunten.first().aanvraag.kenmerk not in pagina
    assert wereld.voorzitter.naam not in pagina


def test_members_get_a_mail_once_the_list_is_filed(wereld, gehouden):
    assert not Bericht.objects.filter(soort="tlv_besluitenlijst").exists()
    brief = brief_vastleggen(brief_id=lijst(gehouden).pk)

    for _ in range(2):
        uitvoeren(Opdracht.objects.get(soort="toelating.besluitenlijst", object_id=str(brief.pk)).pk)

    ontvangers = Bericht.objects.filter(soort="tlv_besluitenlijst").values_list("aan__naam", flat=True)
    assert sorted(ontvangers) == ["Lid", "Voorzitter"]


def test_better_presence_makes_a_version_that_replaces_the_first(client, wereld, gehouden):
    oud = lijst(gehouden)
    brief_vastleggen(brief_id=oud.pk)
    adres = reverse("toelating:bijeenkomst_handeling", args=[gehouden.pk, "aanwezigen_verbeteren"])
    log_in(client, wereld.personas.bureau)
    assert client.post(adres, {"aanwezigen": [wereld.voorzitter.pk, wereld.lid.pk]}).status_code == 422

    assert client.post(adres, {"aanwezigen": [wereld.voorzitter.pk]}).status_code == 302

    nieuw = lijst(gehouden)
    assert nieuw.titel == f"Besluitenlijst {gehouden.kenmerk}, versie 2"
    assert '<th scope="row">Afwezig</th><td>Lid</td>' in tekst(gehouden)
    oud.refresh_from_db()
    assert (oud.is_ingetrokken, oud.ingetrokken_reden) == (True, "Vervangen door versie 2.")
    assert "is ingetrokken" in client.get(reverse("documenten:verificatie", args=[oud.code])).content.decode()


def test_better_advice_after_the_meeting_makes_a_new_version(wereld, gehouden):
    aanvraag = gehouden.agendapunten.first().aanvraag

    workflow.commissieadvies_verbeteren(
        aanvraag, door=wereld.voorzitter, wat_klopte_niet="Het was nee.", toelaatbaar=False, redenen="Niet nodig."
    )

    assert "Niet toelaatbaar" in tekst(gehouden)
    assert Brief.objects.van(gehouden).count() == 2


def test_replaced_list_that_was_never_filed_sends_no_mail(wereld, gehouden):
    oud = lijst(gehouden)
    bijeenkomsten["aanwezigen_verbeteren"](gehouden, door=wereld.voorzitter, aanwezigen=[wereld.voorzitter])

    brief_vastleggen(brief_id=oud.pk)
    uitvoeren(Opdracht.objects.get(soort="toelating.besluitenlijst", object_id=str(oud.pk)).pk)

    assert not Bericht.objects.filter(soort="tlv_besluitenlijst").exists()


def test_list_is_fit_for_archive_and_screen_reader(gehouden, tmp_path):
    brief = brief_vastleggen(brief_id=lijst(gehouden).pk)
    with brief.pdf.open("rb") as bestand:
        inhoud = bestand.read()
    (tmp_path / "lijst.pdf").write_bytes(inhoud)

    for profiel in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        rapport = page.validate_pdf_bytes(inhoud, profile=profiel)
        assert rapport.is_compliant, rapport.failures
    pdf = subprocess.run(["pdftotext", str(tmp_path / "lijst.pdf"), "-"], capture_output=True, check=True, text=True)
    volgorde = [
        pdf.stdout.index(deel) for deel in ("Besluitenlijst van de", "De bijeenkomst", "Wat de commissie", "T-")
    ]
    assert volgorde == sorted(volgorde)
