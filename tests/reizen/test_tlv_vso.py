"""The story of a TLV for the vso: from the first click of the school to the placement, one pupil, everybody's part."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from swv.kern.opmaak import datum
from tests.browser import Mens
from tests.factories.toelating import Toelatingswereld, maak_tlv, maak_wereld
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post, tekst_van, zegel_van
from tests.reizen.tlv_stappen import (
    NAAM,
    beheer,
    dagen_later,
    doet,
    geeft_code,
    geeft_ouders_advies,
    getypt,
    gezelschap,
    leest_pdf,
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
from toelating.models import Bijeenkomst, Soort, Status, Tlvaanvraag, Verklaring

pytestmark = pytest.mark.django_db(transaction=True)

VRAAG = "Stuur het verslag van het overleg met de ouders mee."
ANTWOORD = "Het verslag is het oudergesprek van vorige week."
ORTHO = "Zoë leert alleen in een groep van hoogstens acht."
ARTS = "Medisch is er geen bezwaar tegen een kleine groep."
OORDEEL = "Een kleine groep is hier echt nodig."
COMMISSIE = "De commissie volgt beide deskundigen: een kleine groep, een schooljaar lang."
REDEN = "Zoë heeft ook een lichamelijke beperking. Daarvoor is hulp nodig."
VERLOOP = [
    "Bestuur gevraagd om mee te tekenen",
    "Medegetekend en ingediend",
    "In behandeling genomen",
    "Aanvulling gevraagd",
    "Aangevuld",
    "Alles is er, twee deskundigen geven advies",
    "Beide deskundigen gaven advies, nu de commissie",
    "Op de agenda van de commissie gezet",
    "Advies van de commissie is klaar",
    "Ouders kregen het advies",
    "Besluit voorgelegd om te ondertekenen",
    "TLV afgegeven",
    "Brief klaargezet",
    "Brief gepost aan de ouders of verzorgers",
]
TOELAATBAAR = {"toelaatbaar": "ja", "keuze": "toelaatbaar", "categorie": "L", "schooljaren": "1"}


@pytest.fixture
def wereld(swv: Personas) -> Toelatingswereld:
    return met_factor(maak_wereld(swv))


def test_vso_from_the_first_click_to_the_placement(
    mensen: Deelnemers, wereld: Toelatingswereld, worker: Worker, tmp_path: Path
) -> None:
    personas, allen = wereld.personas, list[Mens]()
    kom = gezelschap(mensen, allen)
    school = kom(personas.coordinator)
    aanvraag = _school_vraagt_aan(school, wereld)
    tekent_mee(kom(personas.bestuur), aanvraag, "Zoë heeft veel structuur nodig.")
    bureau = kom(personas.bureau, "/bureau/")
    _bureau_vraagt_aanvulling(bureau, aanvraag)
    _school_vult_aan(school, aanvraag)
    _deskundigen_adviseren(bureau, kom(wereld.orthopedagoog), kom(wereld.arts), aanvraag)
    voorzitter = kom(wereld.voorzitter)
    _commissie_adviseert(bureau, kom(wereld.lid), voorzitter, aanvraag)
    worker.rust()
    _besluitenlijst(voorzitter, aanvraag, tmp_path)
    _bureau_wijkt_af(bureau, aanvraag)

    ander = maak_tlv(wereld, status=Status.TER_ONDERTEKENING, nummer=55)
    _directeur_tekent_in_een_zitting(kom(personas.directeur), [aanvraag, ander], worker, tmp_path)
    worker.rust()
    tlv = Verklaring.objects.get(aanvraag=aanvraag)
    _school_leest_de_brief(school, tlv, tmp_path)
    _bureau_post_aan_de_ouders(bureau, aanvraag, tlv)
    _vso_haalt_op_en_plaatst(kom(wereld.vso_coordinator), tlv)
    worker.rust()

    opent_op_startpagina(school, aanvraag)
    school.ziet("De leerling heeft een plaats.")
    assert verloop(school) == VERLOOP
    nergens(NAAM, allen)
    elders = mensen(personas.coordinator_elders)
    for adres in (aanvraag.get_absolute_url(), tlv.get_absolute_url(), aanvraag.adres("controleren")):
        assert elders.ga(adres) == 404


def _school_vraagt_aan(mens: Mens, wereld: Toelatingswereld) -> Tlvaanvraag:
    mens.volg("TLV aanvragen")
    mens.volg("TLV voortgezet speciaal onderwijs")
    mens.klik("Begin met de aanvraag")
    mens.ziet("Concept: nog niet verstuurd")
    stukken = ("Ontwikkelingsperspectief (OPP)", "Didactische gegevens", "Verslag van het overleg")
    vult_alles_in(mens, getypt(wereld, Soort.VSO), stukken)
    mens.ziet("Zo rekenen wij", f"De TLV gaat in op {datum(over(0))}.", NAAM)
    vraagt_bestuur(mens)
    return Tlvaanvraag.objects.get()


def _bureau_vraagt_aanvulling(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    beheer(mens, aanvraag)
    doet(mens, "In behandeling nemen", "U bent de behandelaar.")
    stil = "De beslistermijn staat stil vanaf morgen."
    doet(mens, "Aanvulling vragen", stil, vraag=VRAAG, uiterlijk=kort(over(14)))


def _school_vult_aan(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    dagen_later(aanvraag, 4)
    mens.ga("/")
    mens.volg(aanvraag.soort_naam)
    mens.ziet("Het bureau heeft een vraag", VRAAG)
    mens.vul("Uw antwoord op de vraag", ANTWOORD)
    mens.klik("Verstuur aanvulling")
    mens.ziet("Uw aanvulling is verstuurd. De beslistermijn loopt weer.")
    mens.page.get_by_text("Waarom deze datum?").first.click()
    mens.ziet(
        f"Op {datum(over(-4))} is om een aanvulling gevraagd. De aanvulling kwam op {datum(over(0))}.",
        f"De termijn stond stil van {datum(over(-3))} tot en met {datum(over(-1))}. Dat telt voor 3 dagen.",
    )


def _deskundigen_adviseren(bureau: Mens, ortho: Mens, arts: Mens, aanvraag: Tlvaanvraag) -> None:
    """Two experts, each with an own text that the other cannot read before the own advice is in."""
    beheer(bureau, aanvraag)
    bureau.ziet(ANTWOORD)
    bureau.volg("Compleet: deskundigen aanwijzen")
    for veld, naam in (("Eerste deskundige", "Ortho"), ("Tweede deskundige", "Arts")):
        bureau.page.get_by_label(veld, exact=True).select_option(label=naam)
    bureau.klik("Compleet: deskundigen aanwijzen")
    bureau.ziet("Beide deskundigen krijgen een mail", "Wacht op het advies van Ortho")

    for mens, tekst in ((ortho, ORTHO), (arts, ARTS)):
        mens.ga("/")
        mens.volg(f"Geef advies over {aanvraag.kenmerk}")
        mens.ziet("Een half jaar trajectvoorziening.", "Zolang u schrijft, leest niemand mee.")
        typ(mens, {**TOELAATBAAR, "tekst": tekst})
        mens.klik("Later verder")
    ortho.volg(aanvraag.kenmerk or "")
    ortho.ziet_niet(ARTS)
    _geeft_advies(ortho, "Het advies van de andere deskundige is er nog niet.")
    arts.volg(aanvraag.kenmerk or "")
    arts.ziet_niet(ORTHO)
    _geeft_advies(arts, ORTHO)


def _geeft_advies(mens: Mens, daarna: str) -> None:
    mens.klik("Controleer uw advies")
    mens.page.get_by_label("Ik behandel deze leerling niet").check()
    mens.klik("Geef advies")
    mens.ziet("U gaf uw advies", daarna)


def _commissie_adviseert(bureau: Mens, lid: Mens, voorzitter: Mens, aanvraag: Tlvaanvraag) -> None:
    bureau.ga("/toelating/bijeenkomsten/")
    bureau.ziet("1 aanvraag wacht op een plek op de agenda.")
    bureau.volg("Bijeenkomst plannen")
    typ(bureau, {"datum": kort(over(7)), "van": "9:30", "tot": "11", "plaats": "Kamer 2"})
    bureau.page.get_by_label("Voorzitter", exact=True).first.select_option(label="Voorzitter")
    bureau.page.get_by_role("checkbox", name="Lid", exact=True).check()
    bureau.klik("Bijeenkomst plannen")
    bureau.klik("Vul de agenda met 1 aanvraag")
    bureau.ziet(f"Op de agenda gezet: {aanvraag.kenmerk}.")
    doet(bureau, "Agenda naar de leden sturen", "De leden krijgen een mail")

    for mens, oordeel in ((lid, OORDEEL), (voorzitter, "Ik volg de deskundigen.")):
        mens.ga("/")
        mens.ziet("U gaf nog geen oordeel over de aanvraag.")
        mens.volg("Lees de stukken van TAC-")
        mens.volg(aanvraag.kenmerk or "")
        mens.ziet(ORTHO, ARTS)
        mens.ziet_niet(OORDEEL)
        typ(mens, {**TOELAATBAAR, "toelichting": oordeel})
        mens.klik("Bewaar uw oordeel")
        mens.ziet("Uw oordeel is bewaard.", oordeel)
    voorzitter.ziet(OORDEEL)

    Bijeenkomst.objects.update(datum=over(-1))  # the day of the meeting came
    voorzitter.volg("Hele agenda")
    voorzitter.volg("Leg het advies vast")
    typ(voorzitter, {**TOELAATBAAR, "redenen": COMMISSIE})
    voorzitter.klik("Advies van de commissie vastleggen")
    voorzitter.ziet("Het advies is vastgelegd.")
    voorzitter.volg("Bijeenkomst afsluiten")
    voorzitter.klik("Bijeenkomst afsluiten")
    voorzitter.ziet("De bijeenkomst is afgesloten.")


def _besluitenlijst(mens: Mens, aanvraag: Tlvaanvraag, map_: Path) -> None:
    """What the members said, by number of the request alone."""
    mens.page.reload()
    lijst = mens.download(mens.page.get_by_role("link", name="Besluitenlijst"), map_ / "lijst.pdf")
    tekst = tekst_van(lijst)
    assert aanvraag.kenmerk in tekst
    assert "Toelaatbaar, categorie laag" in tekst
    assert NAAM not in tekst
    assert COMMISSIE not in tekst  # reasons stay in the dossier
    assert "Signature is Valid" in zegel_van(lijst)


def _bureau_wijkt_af(mens: Mens, aanvraag: Tlvaanvraag) -> None:
    """Another category than was advised: refused without reasons, and nothing that was typed is lost."""
    beheer(mens, aanvraag)
    geeft_ouders_advies(mens)
    mens.volg("Besluit voorleggen")
    typ(mens, {"categorie": "M", "motivering": "Wij volgen de commissie in de groep, niet in de categorie."})
    mens.klik("Besluit voorleggen")
    mens.ziet("Het advies is: categorie laag. Schrijf op waarom u iets anders voorstelt.")
    expect(mens.page.get_by_label("Midden")).to_be_checked()
    typ(mens, {"reden_afwijking": REDEN})
    mens.klik("Besluit voorleggen")
    mens.ziet("Het besluit ligt klaar om te ondertekenen.", REDEN, "categorie midden")


def _directeur_tekent_in_een_zitting(mens: Mens, aanvragen: list[Tlvaanvraag], worker: Worker, map_: Path) -> None:
    opent_tafel(mens, aanvragen[0].kenmerk or "")
    mens.ziet("Het advies is: categorie laag.", REDEN, COMMISSIE)
    voorbeeld = tekst_van(leest_pdf(mens, "Bekijk de brief", map_ / "voorbeeld.pdf"))
    assert "Ons besluit is anders dan het advies." in voorbeeld
    assert "Dit is een voorbeeld. De brief is nog niet verstuurd." in voorbeeld
    mens.volg("TLV’s ondertekenen")
    mens.ziet("Anders dan het advies:", *(aanvraag.kenmerk or "" for aanvraag in aanvragen))
    mens.volg("Vink alles aan")
    geeft_code(mens)
    mens.klik("Onderteken de gekozen besluiten")
    mens.kop("Samen ondertekenen")
    expect(mens.page.get_by_text("Alle besluiten zijn ondertekend")).to_be_visible(timeout=20_000)
    nummers = re.findall(r"VO\d{4}-\d{4}-\d{5}", mens.page.locator("main").inner_text())
    assert len(set(nummers)) == 2


def _school_leest_de_brief(mens: Mens, tlv: Verklaring, map_: Path) -> None:
    assert f"Het besluit over aanvraag {tlv.aanvraag.kenmerk} staat klaar" in post()
    opent_op_startpagina(mens, tlv.aanvraag)
    mens.ziet("De toelaatbaarheidsverklaring (TLV) is afgegeven", "categorie midden", tlv.nummer)
    link = mens.page.get_by_role("link", name=f"Toelaatbaarheidsverklaring {tlv.nummer}")
    brief = mens.download(link, map_ / "tlv.pdf")
    tekst = tekst_van(brief)
    for zin in (NAAM, tlv.nummer, REDEN, "orthopedagoog", "meer rust vindt", "bezwaar", "midden (M)"):
        assert zin in tekst, zin
    assert "Signature is Valid" in zegel_van(brief)


def _bureau_post_aan_de_ouders(mens: Mens, aanvraag: Tlvaanvraag, tlv: Verklaring) -> None:
    mens.ga("/toelating/post/")
    mens.page.get_by_label(f"Kies {tlv.nummer} aan A. van der Voorbeeld").check()
    with mens.context.expect_page() as venster:
        mens.page.get_by_role("button", name="Druk af").click()
    venster.value.close()
    mens.klik("Leg vast dat dit is gepost")
    mens.ziet("1 brief is gepost op", "Bezwaar kan tot en met")
    beheer(mens, aanvraag)
    mens.ziet("Voor het eerst bekeken", "Gepost")
    mens.ziet_niet("Nog niet")


def _vso_haalt_op_en_plaatst(mens: Mens, tlv: Verklaring) -> None:
    mens.ziet("Nieuwe TLV")
    mens.ziet_niet(NAAM)
    mens.volg(f"TLV {tlv.soort_naam}")
    mens.ziet(f"Zoë {NAAM[0]}.", "Haal de TLV op als u de inschrijving behandelt.")
    doet(mens, "TLV ophalen", "Hieronder staan de gegevens voor DUO.")
    mens.ziet(NAAM, tlv.nummer, "M (midden)")
    gelukt = "De plaatsing is vastgelegd. Uw school heeft nu de zorgplicht."
    doet(mens, "Plaatsing vastleggen", gelukt, geplaatst_op=kort(over(0)), leerlingnummer="V123")
