"""The papers of an objection: what is in the bundle, for whom, in which order, and what goes along loose."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from swv.documenten.models import Bijlage, Brief
from swv.documenten.opslag import sha256_van
from swv.documenten.services import bestand_bewaren, bijlage_toevoegen, brief_vastleggen
from swv.kern.models import Opdracht
from swv.kern.opdrachten import uitvoeren
from tests.documenten.maak import docx, pdf
from tests.factories.bezwaar import behandelaar, maak_besluit, maak_bezwaar, ongedaan, papier
from toelating.bezwaar import bundels
from toelating.bezwaar.bundelinhoud import ADRESVELDEN, NIET_VERSTREKT, stukken
from toelating.bezwaar.selectors import nieuwste_bundels
from toelating.models import Bezwaar, Bundel
from toelating.onderdelen import ONDERDELEN
from toelating.workflow import bezwaar as acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def besluit(wereld):
    return maak_besluit(wereld)


def bij_lbt(wereld, besluit, **opties):
    bezwaar = maak_bezwaar(wereld, besluit, status="bij_lbt", **opties)
    return acts.verweer_schrijven(bezwaar, door=behandelaar(wereld), verweer="Wij vinden ons besluit juist.")


def titels(bezwaar, voor):
    return [stuk.titel.split(" (")[0] for stuk in stukken(bezwaar, voor=voor)]


def test_bundle_is_made_by_the_worker_with_word_picture_and_locked_pdf(wereld, besluit, zegel):
    bezwaar = bij_lbt(wereld, besluit)
    bureau = wereld.personas.bureau
    word = SimpleUploadedFile("toelichting.docx", docx())
    bijlage = bijlage_toevoegen(bron=bezwaar, upload=word, soort="aanvulling", door=bureau)
    dicht = pdf(encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    bestand_bewaren(
        bron=bezwaar, inhoud=dicht, bestandsnaam="oud.pdf", inhoudstype="application/pdf", soort="ander", door=bureau
    )
    brief_vastleggen(brief_id=bezwaar.besluit_id)
    acts.bundel_maken(bezwaar, door=behandelaar(wereld))

    for opdracht in Opdracht.objects.filter(soort=bundels.MAKEN):
        assert uitvoeren(opdracht.pk)
    lbt, bezwaarmaker = nieuwste_bundels(bezwaar)

    assert [regel["titel"].split(" (")[0] for regel in lbt.inhoud] == [
        "Verweerschrift",
        "Bezwaarschrift",
        "Aanvulling van de bezwaarmaker",
        f"Aanvraag {besluit.kenmerk}, zoals verstuurd",
        "Bijlage: Ontwikkelingsperspectief",
        "Bijlage: Didactische gegevens",
        "Bijlage: Verslag van het overleg met ouders en vso-school",
        "Advies van de eerste deskundige",
        "Advies van de tweede deskundige",
        "Advies van de toelatingsadviescommissie",
        "Wat ouders en leerling vinden",
        lbt.inhoud[11]["titel"],
        "Criteria voor toelaatbaarheid",
        "Stuk van iemand anders",
    ]
    assert lbt.inhoud[11]["titel"].startswith("Besluit van")
    assert [regel["sleutel"] for regel in bundels.losse_stukken(lbt)] == [str(bijlage.pk)]
    assert "wachtwoord" in lbt.inhoud[13]["toelichting"]
    assert (lbt.bijlage.soort, bezwaarmaker.bijlage.soort) == ("bundel_lbt", "bundel_bezwaarmaker")
    with lbt.bijlage.bestand.open("rb") as bestand:
        assert sha256_van(bestand) == lbt.bijlage.sha256
        with pikepdf.open(io.BytesIO(bestand.read())) as document:
            assert len(document.pages) == lbt.bladen
            with document.open_outline() as outline:
                namen = [rij.title for rij in outline.root]
    assert namen[:3] == ["Inhoud", "1. Verweerschrift", namen[2]]
    assert len(namen) == 13  # contents, and the twelve that have sheets


def test_bundle_holds_the_texts_and_no_address_of_a_parent(wereld, besluit, tmp_path):
    bezwaar = bij_lbt(wereld, besluit)
    bundels.bundels_vragen(bezwaar, door=behandelaar(wereld))
    lbt = bezwaar.bundels.get(voor="lbt")
    bundels.bundel_maken(str(lbt.pk))
    lbt.refresh_from_db()

    pad = Path(settings.MEDIA_ROOT, lbt.bijlage.bestand.name)
    tekst = " ".join(
        subprocess.run(["pdftotext", str(pad), "-"], capture_output=True, check=True, text=True).stdout.split()
    )
    for zin in (
        "Wij vinden ons besluit juist.",
        "Zoë heeft veel structuur nodig.",
        "Advies van Ortho:",
        "De commissie volgt de deskundigen.",
        "Ik wil graag naar een kleine klas.",
        "de basisondersteuning en de extra ondersteuning",
        "niet zeker aan de normen voor archief",
    ):
        assert zin in tekst, zin
    assert "Voorbeeldstraat" not in tekst
    assert "Zoë" not in lbt.bijlage.bestandsnaam + str(lbt)


def test_every_home_address_that_is_asked_stays_out_of_the_bundle():
    """Also that of a pupil who is of age."""
    vragen = {naam for delen in ONDERDELEN.values() for deel in delen for naam in deel.form.base_fields}

    assert {naam for naam in vragen if naam.endswith("_adres")} == ADRESVELDEN - {"postcode4"}


def test_parents_and_board_get_everything_another_interested_party_nothing_of_health(wereld, besluit):
    for van in ("ouders", "bestuur"):
        with ongedaan():
            bezwaar = bij_lbt(wereld, besluit, van=van)
            assert titels(bezwaar, Bundel.Voor.BEZWAARMAKER) == titels(bezwaar, Bundel.Voor.LBT)
    bezwaar = bij_lbt(wereld, besluit, van="ander")

    van_ander = stukken(bezwaar, voor=Bundel.Voor.BEZWAARMAKER)

    assert [stuk.titel.split(" (")[0] for stuk in van_ander if stuk.toelichting != NIET_VERSTREKT] == [
        "Verweerschrift",
        "Bezwaarschrift",
        "Criteria voor toelaatbaarheid",
    ]
    achter = [stuk for stuk in van_ander if stuk.toelichting == NIET_VERSTREKT]
    assert all(stuk.inhoud is None and not stuk.html for stuk in achter)
    assert not any("opp" in stuk.titel for stuk in achter)  # even the name of a file tells
    assert len(titels(bezwaar, Bundel.Voor.LBT)) > len(van_ander)


def test_file_that_changed_on_disk_is_left_out_and_named(wereld, besluit):
    bezwaar = bij_lbt(wereld, besluit)
    bijlage = Bijlage.objects.van(bezwaar).get()
    Path(settings.MEDIA_ROOT, bijlage.bestand.name).write_bytes(b"iets anders")

    stuk = next(rij for rij in stukken(bezwaar, voor=Bundel.Voor.LBT) if "Bezwaarschrift" in rij.titel)

    assert (stuk.inhoud, stuk.toelichting) == (None, "Niet opgenomen: het bestand is beschadigd.")


def test_praktijkonderwijs_without_committee_has_the_sum_in_its_advice(wereld):
    bezwaar = bij_lbt(wereld, maak_besluit(wereld, soort="pro"))

    namen = titels(bezwaar, Bundel.Voor.LBT)
    advies = next(rij for rij in stukken(bezwaar, voor=Bundel.Voor.LBT) if rij.titel == "Advies van de deskundigen")

    assert "Advies van de toelatingsadviescommissie" not in namen
    assert "Het IQ is 70" in advies.html


def test_bundle_is_made_once_and_again_only_when_asked(wereld, besluit):
    bezwaar = bij_lbt(wereld, besluit)
    acts.bundel_maken(bezwaar, door=behandelaar(wereld))
    pk = str(bezwaar.bundels.get(voor="lbt").pk)

    bundels.bundel_maken(pk)
    bundels.bundel_maken(pk)
    assert Bijlage.objects.filter(soort="bundel_lbt").count() == 1
    acts.bundel_maken(Bezwaar.objects.get(), door=behandelaar(wereld))

    assert [rij.bijlage_id for rij in nieuwste_bundels(bezwaar)] == [None, None]
    assert bezwaar.bundels.count() == 4


def test_bundle_stays_complete_when_the_advice_of_the_lbt_comes_in(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="bij_lbt")
    bezwaar = acts.verweer_schrijven(bezwaar, door=behandelaar(wereld), verweer="Kort.")
    (bundel, _) = bundels.bundels_vragen(bezwaar, door=behandelaar(wereld))
    for soort, is_verouderd in (("lbt_advies", False), ("intrekking", False), ("aanvulling", True)):
        bijlage_toevoegen(bron=bezwaar, upload=papier(), soort=soort, door=behandelaar(wereld))
        assert bundels.is_verouderd(bundel, bundels.laatst_veranderd(bezwaar)) == is_verouderd


def test_letter_that_is_still_being_made_is_named(wereld, besluit):
    bezwaar = bij_lbt(wereld, besluit)
    assert not Brief.objects.get(pk=bezwaar.besluit_id).is_opgeslagen

    stuk = next(rij for rij in stukken(bezwaar, voor=Bundel.Voor.LBT) if rij.titel.startswith("Besluit"))

    assert stuk.toelichting == "Niet opgenomen: de brief wordt nog gemaakt."
