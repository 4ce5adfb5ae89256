"""A year of the controller: load, change, award, pay, release, recover, costs, reports, files, and the end of the year.

Before and after the end every report says, line by line and column by column, what the regels of the ledger add up to.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from sepaxml.validation import try_valid_xml

from aanvragen.models import Aanvraag, Status
from aanvragen.regelingen import regelingen_laden
from financien.models import Begrotingspost, Rekening, Verplichting
from financien.rapporten.perioden import Periode, kalenderjaar, tertialen
from swv.kern.schooljaar import schooljaar
from tests.browser import Bestand, Mens
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.betalen import IBANS, eigen_rekening, pain002, rekening
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.financien.invarianten import gesloten_standen, schendingen
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort
from tests.reizen.jaarcijfers import (
    SAMEN,
    Cijfers,
    Plek,
    getal,
    rekeningen,
    uit_csv,
    uit_de_regels,
    uit_xaf,
    uit_xlsx,
    van_de_pagina,
)
from tests.reizen.stappen import ondertekent, opent_ter_ondertekening
from tests.worker import Worker

BEGROTING = """jaar,swv_nummer,swv,soort,rubriek,code,post,bedrag,rol
{jaar},VO2708,Proefstad,baten,baten,B.01,Lichte ondersteuning,150000,regel
{jaar},VO2708,Proefstad,lasten,strategische ambities,L.S.02,Stabiele schoolloopbanen,"100000,50",regel
{jaar},VO2708,Proefstad,lasten,organisatie,L.O.01,Huur,20000,regel
{jaar},VO2708,Proefstad,lasten,lasten,,Totaal lasten,120001,totaal
"""
NAAR_BANK = re.compile(r"^Download .*\.xml")


@pytest.fixture
def swv(transactional_db: None, personas: Personas) -> Personas:
    """A samenwerkingsverband without a budget: loading one is where this story begins."""
    SamenwerkingsverbandFactory()
    regelingen_laden()
    return personas


@dataclass(frozen=True)
class Verhaal:
    """Who is at which browser, which year it is about, and where files go."""

    controller: Mens
    directeur: Mens
    jaar: int
    map: Path

    def post(self, code: str, *, jaar: int | None = None) -> Begrotingspost:
        return Begrotingspost.objects.voor(code=code, jaar=jaar or self.jaar)

    def lasten(self, code: str, *, jaar: int | None = None) -> Plek:
        post = self.post(code, jaar=jaar)
        return Plek(f"Lasten {post.jaar}", str(post))


def test_a_year_of_the_controller_from_budget_to_the_closed_year(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    verhaal = Verhaal(mensen(swv.controller), mensen(swv.directeur), timezone.localdate().year, tmp_path)
    _laadt_begroting(verhaal, verhaal.jaar, is_eerste=True)
    _laadt_begroting(verhaal, verhaal.jaar + 1, is_eerste=False)
    _wijzigt(verhaal)

    betaald, over, over_jaren = _directeur_kent_toe(verhaal, swv)
    _laat_een_aanvraag_open(swv)
    _betaalt(verhaal, swv, betaald)
    _geeft_vrij(verhaal, over)
    _vordert_terug(verhaal, betaald)
    _boekt_kosten(verhaal)
    worker.rust()

    nu = _rapporten_kloppen(verhaal)
    _zoals_getypt(verhaal, nu)
    _ziet_de_boekingen_achter(verhaal, "Teruggevorderd", nu)
    _neemt_bestanden_mee(verhaal, nu)
    _sluit_het_jaar(verhaal, over, over_jaren)


# --- The budget ----------------------------------------------------------------------------------------------------


def _laadt_begroting(verhaal: Verhaal, jaar: int, *, is_eerste: bool) -> None:
    """Chosen, looked at with its differences, and only then booked. The file of this year serves the next one too."""
    mens = verhaal.controller
    mens.ga(reverse("financien:laden"))
    bestand = Bestand("begroting.csv", BEGROTING.format(jaar=verhaal.jaar).encode(), "text/csv")
    mens.page.get_by_label("Bestand met de begroting").set_input_files([bestand.keuze])
    if not is_eerste:
        mens.vul("Voor welk begrotingsjaar?", str(jaar))
    mens.klik("Bekijk het bestand")
    mens.kop("Klopt deze begroting?")
    mens.ziet("€ 120.000,50", "€ 120.001,00", "€ -0,50")
    assert uit_de_regels().get(Plek(f"Lasten {jaar}", SAMEN)) is None
    mens.klik("Ja, laad deze begroting")
    mens.ziet(f"De begroting van {jaar} is geladen uit begroting.csv.")
    mens.kop(f"Begroting {jaar}")


def _wijzigt(verhaal: Verhaal) -> None:
    mens = verhaal.controller
    mens.ga(reverse("financien:begroting", args=[verhaal.jaar]))
    mens.volg("Stabiele schoolloopbanen")
    mens.volg("Wijzig de begroting")
    mens.page.get_by_label("De post krijgt meer budget").check()
    mens.vul("Om welk bedrag gaat het?", "5.000,25")
    mens.vul("Welk besluit?", "ALV, agendapunt 4")
    mens.vul("Datum van het besluit", kort(timezone.localdate()))
    mens.klik("Bekijk wat dit doet")
    mens.ziet("€ 105.000,75")
    mens.klik("Leg de wijziging vast")
    mens.ziet("heeft € 5.000,25 meer budget.", "Begrotingswijziging ALV, agendapunt 4")


# --- Awards --------------------------------------------------------------------------------------------------------


def _directeur_kent_toe(verhaal: Verhaal, swv: Personas) -> tuple[Aanvraag, Aanvraag, Aanvraag]:
    """Two awards for a period that is over, and one that the next year bears a part of."""
    vandaag = timezone.localdate()
    voorbij, verder = (vandaag - timedelta(days=30), vandaag), (vandaag, date(verhaal.jaar + 1, 3, 31))
    aanvragen = (
        _voorgelegd(swv, "12.500,00", voorbij),
        _voorgelegd(swv, "8.000,10", voorbij),
        _voorgelegd(swv, "10.000,01", verder),
    )
    for aanvraag in aanvragen:
        opent_ter_ondertekening(verhaal.directeur, aanvraag)
        ondertekent(verhaal.directeur, "Toekennen en ondertekenen")
    return aanvragen


def _voorgelegd(
    swv: Personas, bedrag: str, periode: tuple[date, date], status: str = Status.TER_ONDERTEKENING
) -> Aanvraag:
    van, tot = periode
    anders = {"bedrag": {"gevraagd_bedrag": bedrag, "van": kort(van), "tot": kort(tot)}}
    return maak_aanvraag(swv, status=status, anders=anders)


def _laat_een_aanvraag_open(swv: Personas) -> None:
    vandaag = timezone.localdate()
    _voorgelegd(swv, "3.000,00", (vandaag - timedelta(days=30), vandaag), Status.IN_BEHANDELING)


def _toekenning(verhaal: Verhaal, aanvraag: Aanvraag) -> Verplichting:
    return Verplichting.objects.van(aanvraag).get(post__jaar__jaar=verhaal.jaar)


# --- Payment -------------------------------------------------------------------------------------------------------


def _betaalt(verhaal: Verhaal, swv: Personas, aanvraag: Aanvraag) -> None:
    """The controller proposes one award, the directeur agrees, the bank gets the file and answers it."""
    eigen_rekening()
    rekening(swv.bestuur_a, IBANS[0])
    controller, directeur = verhaal.controller, verhaal.directeur
    controller.ga(reverse("financien:betaalbatch_nieuw"))
    for vakje in controller.page.locator("input[name=termijn]").all():
        vakje.uncheck()
    controller.page.get_by_label(re.compile(re.escape(str(aanvraag.kenmerk)))).check()
    controller.klik("Tel opnieuw")
    controller.ziet("€ 12.500,00")
    controller.klik("Maak de batch")
    controller.ziet("Een ander keurt deze batch goed")
    expect(controller.page.get_by_role("link", name="Goedkeuren")).to_have_count(0)

    directeur.ga(controller.page.url)
    directeur.volg("Goedkeuren")
    _met_code(directeur, "Goedkeuren")
    directeur.ziet("De batch is goedgekeurd.")

    controller.ga(controller.page.url)
    controller.volg("Aanbieden bij de bank")
    controller.klik("Aanbieden bij de bank")
    link = controller.page.get_by_role("link", name=NAAR_BANK)
    bericht, kenmerk = _bestand_voor_de_bank(controller.download(link, verhaal.map / "bank.xml").read_bytes())

    controller.volg("Statusbestand inlezen")
    antwoord = Bestand("status.xml", pain002(bericht, (kenmerk, "ACSC", "")), "application/xml")
    controller.page.get_by_label("Statusbestand van de bank").set_input_files([antwoord.keuze])
    controller.klik("Statusbestand inlezen")
    controller.ziet("Het statusbestand is gelezen.", "verwerkt", "betaald")


def _bestand_voor_de_bank(inhoud: bytes) -> tuple[str, str]:
    """One valid pain.001.001.09 of 12,500 euro to the board; its message id and the kenmerk of the payment."""
    try_valid_xml(inhoud, "pain.001.001.09")
    xml = fromstring(inhoud)

    def tekst(naam: str) -> list[str]:
        return [str(gevonden.text) for gevonden in xml.findall(f".//{{*}}{naam}")]

    assert set(tekst("CtrlSum")) == {"12500.00"}
    assert (set(tekst("NbOfTxs")), tekst("InstdAmt")) == ({"1"}, ["12500.00"])
    assert [gevonden.findtext("{*}Id/{*}IBAN") for gevonden in xml.findall(".//{*}CdtrAcct")] == [IBANS[0]]
    return tekst("MsgId")[0], tekst("EndToEndId")[0]


def _met_code(mens: Mens, knop: str) -> None:
    """Press, with a fresh code when the page asks for one."""
    veld = mens.page.get_by_label("Code van uw authenticator-app")
    if veld.count():
        veld.fill(mens.code())
    mens.klik(knop)


# --- Release, recover, costs ---------------------------------------------------------------------------------------


def _opent_toekenning(verhaal: Verhaal, aanvraag: Aanvraag) -> Mens:
    """From the budget through the line to the award."""
    verhaal.controller.ga(reverse("financien:begroting", args=[verhaal.jaar]))
    verhaal.controller.volg("Stabiele schoolloopbanen")
    verhaal.controller.volg(str(aanvraag.kenmerk))
    verhaal.controller.ziet(str(aanvraag.kenmerk))
    return verhaal.controller


def _geeft_vrij(verhaal: Verhaal, aanvraag: Aanvraag) -> None:
    mens = _opent_toekenning(verhaal, aanvraag)
    mens.volg("Geef vrij wat niet nodig is")
    mens.vul("Om welk bedrag gaat het?", "1.000,10")
    mens.vul("Waarom?", "De school heeft minder nodig.")
    mens.klik("Bekijk wat dit doet")
    mens.klik("Geef het bedrag vrij")
    mens.ziet("€ 1.000,10 is vrijgegeven.", "De school heeft minder nodig.", "€ 7.000,00")


def _vordert_terug(verhaal: Verhaal, aanvraag: Aanvraag) -> None:
    mens = _opent_toekenning(verhaal, aanvraag)
    mens.volg("Vorder terug wat is betaald")
    mens.vul("Om welk bedrag gaat het?", "2.500,00")
    mens.vul("Waarom?", "Niet alle uren zijn gemaakt.")
    mens.klik("Bekijk wat dit doet")
    mens.klik("Leg de terugvordering vast")
    mens.ziet("€ 2.500,00 is teruggevorderd.", "Niet alle uren zijn gemaakt.")


def _boekt_kosten(verhaal: Verhaal) -> None:
    mens = verhaal.controller
    mens.ga(reverse("financien:begroting", args=[verhaal.jaar]))
    mens.volg("Huur")
    mens.volg("Boek kosten")
    mens.vul("Hoeveel zijn de kosten?", "750,25")
    mens.vul("Waarvoor?", "Huur van dit kwartaal")
    mens.vul("Op welke dag vallen de kosten?", kort(timezone.localdate()))
    mens.klik("Bekijk wat dit doet")
    mens.klik("Boek de kosten")
    mens.ziet("€ 750,25 kosten zijn geboekt", "€ 19.249,75")


# --- Reports -------------------------------------------------------------------------------------------------------


def _rapporten_kloppen(verhaal: Verhaal) -> dict[Plek, Cijfers]:
    """The year report of both years, the tertiaal of today and the one in which the year ends; that of the year."""
    for dag in (timezone.localdate(), date(verhaal.jaar + 1, 1, 1)):
        tertiaal = next(periode for periode in tertialen(schooljaar(dag)) if dag in periode)
        _toont_wat_de_regels_zeggen(verhaal, tertiaal)
    _toont_wat_de_regels_zeggen(verhaal, kalenderjaar(verhaal.jaar + 1))
    return _toont_wat_de_regels_zeggen(verhaal, kalenderjaar(verhaal.jaar))


def _toont_wat_de_regels_zeggen(verhaal: Verhaal, periode: Periode) -> dict[Plek, Cijfers]:
    """Each row on the page is the SQL sum, and no row with money is missing."""
    mens = verhaal.controller
    mens.ga(reverse("financien:rapporten"))
    mens.page.get_by_label("Periode").select_option(periode.code)
    mens.page.get_by_label("Per", exact=True).select_option("post")
    mens.klik("Rapport tonen")
    mens.kop(f"{periode.naam} per post")
    op_pagina = van_de_pagina(mens.page)
    if periode.begrotingsjaar:
        uit_sql = {plek: c for plek, c in uit_de_regels().items() if plek.blok.endswith(str(periode.begrotingsjaar))}
    else:
        uit_sql = uit_de_regels(periode.van, periode.tot)
    assert op_pagina
    assert op_pagina == {plek: cijfers for plek, cijfers in uit_sql.items() if plek in op_pagina}
    assert not any(any(cijfers.values()) for plek, cijfers in uit_sql.items() if plek not in op_pagina)
    return op_pagina


def _zoals_getypt(verhaal: Verhaal, rapport: dict[Plek, Cijfers]) -> None:
    """The figures that people typed in this story, counted by hand."""
    post = rapport[verhaal.lasten("L.S.02")]
    getypt = {
        "Begroot": "100000.50",
        "Wijzigingen": "5000.25",
        "Betaald": "12500.00",
        "Vrijgevallen": "1000.10",
        "Teruggevorderd": "2500.00",
    }
    assert {kop: post[kop] for kop in getypt} == {kop: Decimal(bedrag) for kop, bedrag in getypt.items()}
    dit_jaar = sum((v.bedrag for v in Verplichting.objects.filter(post__jaar__jaar=verhaal.jaar)), Decimal(0))
    assert dit_jaar >= Decimal("20500.10")
    assert post["Toegekend"] == dit_jaar
    assert post["Vrij"] == Decimal("105000.75") - dit_jaar + Decimal("1000.10") + Decimal("2500.00")
    huur = rapport[verhaal.lasten("L.O.01")]
    assert (huur["Kosten"], huur["Vrij"]) == (Decimal("750.25"), Decimal("19249.75"))


def _ziet_de_boekingen_achter(verhaal: Verhaal, kop: str, rapport: dict[Plek, Cijfers]) -> None:
    """From a figure to its bookings, which add up to it, and from a booking to its regels."""
    mens, plek = verhaal.controller, verhaal.lasten("L.S.02")
    mens.volg(f", boekingen achter {kop.lower()} van Stabiele schoolloopbanen")
    mens.kop(f"{kop}: {plek.rij}")
    bedragen = mens.page.locator("main tbody td[data-label=Bedrag]").all_inner_texts()
    assert sum(map(getal, bedragen)) == rapport[plek][kop]
    mens.page.locator("main tbody th a").first.click()
    mens.ziet("De bedragen zijn samen altijd nul.", "teruggevorderd", "vrije ruimte")
    mens.page.go_back()
    mens.page.go_back()


# --- Files ---------------------------------------------------------------------------------------------------------


def _neemt_bestanden_mee(verhaal: Verhaal, rapport: dict[Plek, Cijfers]) -> None:
    """CSV, XLSX and auditfile hold the same figures."""
    mens = verhaal.controller
    per_post = {plek: cijfers for plek, cijfers in rapport.items() if plek.rij != SAMEN}
    lezers: dict[str, Callable[[Path], dict[Plek, Cijfers]]] = {"CSV": uit_csv, "Excel": uit_xlsx}
    for naam, lees in lezers.items():
        link = mens.page.get_by_role("link", name=f"Download als {naam}")
        assert lees(mens.download(link, verhaal.map / f"{naam}.xlsx")) == per_post
    mens.volg("Naar de boekhouding")
    link = mens.page.get_by_role("link", name="Download auditfile")
    auditfile = uit_xaf(mens.download(link, verhaal.map / "jaar.xaf"))
    assert auditfile.debet == auditfile.credit > 0
    assert auditfile.saldi == {
        f"{naam}: {Rekening.Soort(soort).label}": saldo for (naam, soort), saldo in rekeningen(verhaal.jaar).items()
    }


# --- The end of the year ---------------------------------------------------------------------------------------------


def _sluit_het_jaar(verhaal: Verhaal, *mee: Aanvraag) -> None:
    """What is open goes along with its budget; then nothing on the year changes and the reports still agree."""
    mens, code = verhaal.controller, "L.S.02"
    eerst = uit_de_regels()
    openstaand = sum((_toekenning(verhaal, aanvraag).openstaand for aanvraag in mee), Decimal(0))
    gereserveerd = eerst[verhaal.lasten(code)]["Gereserveerd"]
    mens.ga(reverse("financien:begroting", args=[verhaal.jaar]))
    mens.volg("Bekijk de afsluiting")
    mens.kop("Jaar afsluiten")
    voet = mens.page.locator("tfoot td.swv-getal").all_inner_texts()
    assert [getal(bedrag) for bedrag in voet] == [openstaand, gereserveerd]
    _met_code(mens, "Sluit het jaar af")
    mens.ziet(f"Begrotingsjaar {verhaal.jaar} is afgesloten.", "Jaar gesloten")

    dicht = gesloten_standen()
    _rapporten_kloppen(verhaal)
    daarna = uit_de_regels()
    dit, volgend = verhaal.lasten(code), verhaal.lasten(code, jaar=verhaal.jaar + 1)
    for kop in ("Begroot", "Wijzigingen", "Toegekend", "Betaald", "Kosten", "Vrijgevallen", "Teruggevorderd", "Vrij"):
        assert daarna[dit][kop] == eerst[dit][kop], "closing changes nothing about the year itself"
    assert (daarna[dit]["Gereserveerd"], daarna[volgend]["Gereserveerd"]) == (
        0,
        eerst[volgend]["Gereserveerd"] + gereserveerd,
    )
    for kop in ("Wijzigingen", "Toegekend"):
        assert daarna[volgend][kop] == eerst[volgend][kop] + openstaand
    assert daarna[volgend]["Vrij"] == eerst[volgend]["Vrij"], "the budget came along"
    _kan_niet_meer_boeken(verhaal)
    assert gesloten_standen() == dicht
    assert schendingen() == {}


def _kan_niet_meer_boeken(verhaal: Verhaal) -> None:
    mens, post = verhaal.controller, verhaal.post("L.O.01")
    mens.ga(reverse("financien:post", args=[verhaal.jaar, post.pk]))
    expect(mens.page.get_by_role("link", name="Boek kosten")).to_have_count(0)
    mens.ga(reverse("financien:post_kosten", args=[verhaal.jaar, post.pk]))
    mens.ziet("Dit jaar is gesloten")
