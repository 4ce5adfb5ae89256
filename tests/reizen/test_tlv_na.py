"""After a TLV was given: the story of its renewal near the end date, and of an objection of the parents."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from swv.kern.opmaak import datum
from tests.browser import Mens
from tests.factories.organisaties import geef_factor
from tests.factories.toelating import Toelatingswereld, bestuur_van, maak_verklaring, maak_wereld
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post, tekst_van, zegel_van
from tests.reizen.tlv_stappen import (
    NAAM,
    Gezelschap,
    beheer,
    doet,
    geeft_code,
    geeft_ouders_advies,
    getypt,
    gezelschap,
    kies_bestand,
    leest_pdf,
    loopt_af,
    met_factor,
    nergens,
    opent_op_startpagina,
    opent_tafel,
    tekent_mee,
    typ,
    verloop,
    vraagt_bestuur,
    vult_alles_in,
)
from tests.worker import Worker
from toelating.models import Bezwaar, Soort, Tlvaanvraag, Verklaring

pytestmark = pytest.mark.django_db(transaction=True)

REDENEN = "De doelen en de tijd zijn duidelijk."
GRONDEN = "Onze dochter heeft ook een lichamelijke beperking."
VERWEER = "Wij vinden het besluit juist. De stukken zeggen niets over een lichamelijke beperking."
LBT = "De commissie vindt dat de beperking wel uit de stukken blijkt."
BESLISSING = "Wij volgen de commissie en geven een TLV met categorie midden."


@pytest.fixture
def wereld(swv: Personas) -> Toelatingswereld:
    return met_factor(maak_wereld(swv))


@pytest.fixture
def tlv(wereld: Toelatingswereld, worker: Worker) -> Verklaring:
    """Given, announced, and the pupil sits on it from today on."""
    anders = {"leerling": {"achternaam": NAAM}, "aanvraag": {"gevraagde_ingang": kort(over(0))}}
    tlv = maak_verklaring(wereld, geplaatst_op=over(0), anders=anders)
    worker.rust()
    return tlv


@pytest.fixture
def kom(mensen: Deelnemers) -> Iterator[Gezelschap]:
    allen: list[Mens] = []
    yield gezelschap(mensen, allen)
    nergens(NAAM, allen)


def test_renewal_begun_from_the_tlv_by_the_short_route(
    kom: Gezelschap, wereld: Toelatingswereld, tlv: Verklaring, worker: Worker, tmp_path: Path
) -> None:
    tlv = loopt_af(tlv)
    vso = kom(wereld.vso_coordinator)
    aanvraag = _school_verlengt(vso, wereld, tlv)
    bestuur = bestuur_van(wereld, aanvraag)
    geef_factor(bestuur)
    tekent_mee(kom(bestuur), aanvraag, "Een diploma vmbo-kader.")
    _bureau_adviseert_zelf(kom(wereld.personas.bureau, "/bureau/"), aanvraag)

    directeur = kom(wereld.personas.directeur)
    opent_tafel(directeur, aanvraag.kenmerk or "")
    directeur.ziet(REDENEN, tlv.nummer)
    geeft_code(directeur)
    directeur.klik("TLV afgeven en ondertekenen")
    directeur.ziet("is ondertekend.")
    worker.rust()

    nieuw = Verklaring.objects.get(aanvraag=aanvraag)
    _school_ziet_dat_het_doorloopt(vso, tlv, nieuw, tmp_path)


def _school_verlengt(mens: Mens, wereld: Toelatingswereld, tlv: Verklaring) -> Tlvaanvraag:
    mens.volg("TLV’s")
    mens.volg("Einddatums")
    mens.ziet(f"Op {datum(tlv.einde)} eindigt 1 TLV. Nog niet bekend is wat er daarna komt.")
    mens.volg("Verlengen")
    mens.ziet(tlv.nummer, NAAM, f"{datum(tlv.einde)}")
    mens.klik("Begin met de aanvraag")
    mens.volg("Vul in voor welke leerling")
    for naam, waarde in (("achternaam", NAAM), ("leerlingnummer", tlv.leerling.leerlingnummer)):
        expect(mens.page.locator(f"main [name={naam}]")).to_have_value(waarde)
    mens.page.go_back()
    delen = getypt(wereld, Soort.VERLENGING)
    delen["leerling"] = {naam: delen["leerling"][naam] for naam in ("leerjaar", "niveau", "postcode4")}
    del delen["aanvraag"]["gevraagde_ingang"]
    vult_alles_in(mens, delen, ("Ontwikkelingsperspectief (OPP)", "Motivering van de school"))
    mens.ziet(f"Deze aanvraag gaat verder op TLV {tlv.nummer}", f"{datum(tlv.einde + timedelta(days=1))}")
    vraagt_bestuur(mens)
    return Tlvaanvraag.objects.get(vorige=tlv)


def _bureau_adviseert_zelf(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    beheer(mens, aanvraag)
    doet(mens, "In behandeling nemen", "U bent de behandelaar.")
    advies = {"toelaatbaar": "ja", "categorie": "L", "schooljaren": "2", "redenen": REDENEN}
    doet(mens, "Compleet: zelf adviseren", "Het advies is vastgelegd.", **advies)
    geeft_ouders_advies(mens)
    doet(mens, "Besluit voorleggen", "Het besluit ligt klaar om te ondertekenen.")


def _school_ziet_dat_het_doorloopt(mens: Mens, oud: Verklaring, nieuw: Verklaring, map_: Path) -> None:
    assert (nieuw.ingang, nieuw.einde.year) == (oud.einde + timedelta(days=1), oud.einde.year + 2)
    opent_op_startpagina(mens, nieuw.aanvraag)
    mens.ziet("De plaatsing op de school loopt vanzelf door.")
    brief = mens.download(mens.page.get_by_role("link", name="Toelaatbaarheidsverklaring VO"), map_ / "brief.pdf")
    tekst = tekst_van(brief)
    assert "Dan loopt de plaatsing vanzelf door" in tekst
    assert "beslist zelf of zij de leerling toelaat" not in tekst
    assert verloop(mens) == [
        "Bestuur gevraagd om mee te tekenen",
        "Medegetekend en ingediend",
        "In behandeling genomen",
        "Advies is klaar",
        "Ouders kregen het advies",
        "Besluit voorgelegd om te ondertekenen",
        "TLV afgegeven",
        "Brief klaargezet",
    ]
    mens.volg(nieuw.nummer)
    mens.ziet("Begint later", "Er hoeft niets te gebeuren: de plaatsing loopt vanzelf door.", oud.nummer)
    mens.ziet_niet("Plaatsing vastleggen")
    mens.ga("/")
    mens.ziet("U hoeft nu niets te doen")


def test_objection_of_the_parents_changes_the_tlv(
    kom: Gezelschap, wereld: Toelatingswereld, tlv: Verklaring, worker: Worker, tmp_path: Path
) -> None:
    personas = wereld.personas
    collega = kom(personas.bureau_collega, "/bureau/")
    bezwaar = _collega_registreert(collega, tlv.aanvraag)
    _wie_besloot_doet_niet_mee(kom(personas.bureau, "/bureau/"), bezwaar)
    _collega_vraagt_de_lbt(collega, bezwaar, worker, tmp_path)
    _collega_legt_voor(collega)
    _directeur_beslist(kom(personas.directeur), bezwaar, tmp_path)
    worker.rust()

    bezwaar.refresh_from_db()
    nieuw = bezwaar.verklaring
    assert nieuw is not None
    _school_leest_de_afloop(kom(personas.coordinator), bezwaar, tlv, nieuw, tmp_path)
    collega.ga("/toelating/post/")
    collega.ziet("Beslissing op bezwaar", "Ontvangstbevestiging bezwaar", nieuw.nummer)
    vso = kom(wereld.vso_coordinator, "/toelating/verklaringen/")
    vso.volg(nieuw.nummer)
    vso.ziet("Leerling is geplaatst", "M (midden)", "zit er nu")
    assert GRONDEN not in post()


def _collega_registreert(mens: Mens, aanvraag: Tlvaanvraag) -> Bezwaar:
    beheer(mens, aanvraag)
    mens.volg("Bezwaar registreren")
    mens.ziet("Bezwaar kan tot en met", "A. van der Voorbeeld")
    keuzes = mens.page.get_by_label("Wie behandelt het bezwaar?").inner_text()
    assert "Bureau Twee" in keuzes
    assert "Bureau Een" not in keuzes
    velden = {"van": "ouders", "naam": "A. van der Voorbeeld", "wijze": "post", "is_ondertekend": "ja"}
    adres = "Voorbeeldstraat 1\n1314 AB Almere"
    typ(mens, {**velden, "adres": adres, "dagtekening": kort(over(0)), "gronden": GRONDEN})
    kies_bestand(mens, "bezwaarschrift.pdf")
    mens.klik("Bezwaar registreren")
    mens.ziet("is geregistreerd. De ontvangstbevestiging wordt gemaakt.", "Behandelaar: Bureau Twee", GRONDEN)
    return Bezwaar.objects.get()


def _wie_besloot_doet_niet_mee(mens: Mens, bezwaar: Bezwaar) -> None:
    mens.ga("/bureau/toelating/bezwaar/")
    mens.volg(bezwaar.kenmerk)
    mens.ziet(GRONDEN)
    mens.ziet_niet("Advies gevraagd aan de LBT", "Helemaal tegemoetkomen")


def _collega_vraagt_de_lbt(mens: Mens, bezwaar: Bezwaar, worker: Worker, map_: Path) -> None:
    veertien = "U heeft nu veertien dagen voor het verweerschrift en de stukken."
    doet(mens, "Advies gevraagd aan de LBT", veertien, kenmerk="LBT 2026-12")
    mens.ziet("Schrijf het verweerschrift. Laat daarna de bundel maken.")
    doet(mens, "Verweerschrift schrijven", "Het verweerschrift is bewaard.", verweer=VERWEER)
    mens.ziet("‘Verweerschrift en stukken verstuurd’ kan nog niet. Er is nog geen bundel.")
    doet(mens, "Bundel maken", "De bundels worden gemaakt.")
    worker.rust()
    mens.page.reload()
    bundel = tekst_van(leest_pdf(mens, f"{bezwaar.kenmerk}-stukken-lbt.pdf", map_ / "bundel.pdf"))
    for stuk in (VERWEER, "bezwaarschrift.pdf", "Advies van de eerste deskundige", "Criteria voor toelaatbaarheid"):
        assert stuk in bundel, stuk
    doet(mens, "Verweerschrift en stukken verstuurd", "zijn verstuurd.", hoe="via het portaal van de LBT, en per post")
    mens.volg("Advies van de LBT vastleggen")
    typ(mens, {"advies": "gegrond", "op": kort(over(0)), "tekst": LBT})
    kies_bestand(mens, "lbt.pdf")
    mens.klik("Advies van de LBT vastleggen")
    mens.ziet("Het advies van de LBT is vastgelegd.", "Bereid de beslissing voor")


def _collega_legt_voor(mens: Mens) -> None:
    mens.volg("Beslissing voorleggen")
    typ(mens, {"voorstel": "gegrond", "categorie": "M", "motivering": BESLISSING})
    mens.klik("Beslissing voorleggen")
    mens.ziet("Kies wat er met het besluit gebeurt.")
    mens.page.get_by_label("Er komt een TLV met een andere categorie of duur").check()
    mens.klik("Beslissing voorleggen")
    mens.ziet("De beslissing ligt bij de directeur-bestuurder.", BESLISSING)


def _directeur_beslist(mens: Mens, bezwaar: Bezwaar, map_: Path) -> None:
    mens.ga("/toelating/ondertekenen/")
    mens.ziet("Bezwaren die wachten op uw beslissing")
    mens.ziet_niet("Er wacht niets op uw handtekening")
    mens.volg(bezwaar.kenmerk)
    mens.ziet(LBT, BESLISSING, "TLV categorie midden")
    assert BESLISSING in tekst_van(leest_pdf(mens, "Lees de brief", map_ / "voorbeeld.pdf"))
    geeft_code(mens)
    mens.klik("Gegrond verklaren en ondertekenen")
    mens.ziet(f"Uw beslissing op bezwaar {bezwaar.kenmerk} is ondertekend.")


def _school_leest_de_afloop(mens: Mens, bezwaar: Bezwaar, oud: Verklaring, nieuw: Verklaring, map_: Path) -> None:
    """The school hears that and how the objection ended, not what the parents wrote; the letter of the new TLV once."""
    opent_op_startpagina(mens, bezwaar.aanvraag)
    mens.ziet("Na bezwaar kwam er een andere TLV.", f"TLV {nieuw.nummer}", f"TLV {oud.nummer}", "Vervangen")
    brieven = mens.page.get_by_role("link", name=f"Toelaatbaarheidsverklaring na bezwaar {nieuw.nummer}")
    expect(brieven).to_have_count(1)
    tekst = tekst_van(mens.download(brieven, map_ / "na_bezwaar.pdf"))
    assert nieuw.nummer in tekst
    assert verloop(mens)[-1] == "Er is bezwaar gemaakt tegen het besluit"
    mens.ga(bezwaar.get_absolute_url())
    mens.ziet("Het bezwaar is gegrond.", nieuw.nummer)
    mens.ziet_niet(GRONDEN, LBT)
    brief = mens.download(mens.page.get_by_role("link", name="Beslissing op bezwaar"), map_ / "beslissing.pdf")
    assert BESLISSING in tekst_van(brief)
    assert "Signature is Valid" in zegel_van(brief)
