"""The story of a verantwoording: put ready, filled in by two schools, submitted by their board in one press, one
corrected by the bureau, and then the money, the letter and the total."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone
from openpyxl import load_workbook

from aanvragen.models import Verantwoording, Verantwoordingstatus
from aanvragen.verantwoording.openen import alles_openen
from aanvragen.verantwoording.schooljaren import laatst_geopend, opent_op
from financien.models import Betalingstermijn, Terugvordering, Vrijval
from tests.browser import Mens
from tests.factories.betalen import eigen_rekening
from tests.factories.verantwoordingen import betaal_alles, ken_toe
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, pdf, post, tekst_van
from tests.worker import Worker

CORRECTIE = "De uren van de directeur tellen niet mee."


def test_two_schools_account_for_their_money_and_the_bureau_corrects_one(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    innovatie, frictie = _klaargezet(swv, worker)
    _vult_in(mensen(swv.coordinator), innovatie, "10000", wil="Negen van de tien leerlingen leest op niveau 2F.")
    _vult_in(mensen(swv.coordinator_zuster), frictie, "6.500", verschil="De begeleider viel twee weken uit.")
    _dient_alles_in(mensen(swv.bestuur))

    bureau = mensen(swv.bureau)
    _opent(bureau, innovatie)
    bureau.ziet("€ 1.000,00 kan na de goedkeuring worden betaald.")
    _beoordeelt(bureau, "Goedkeuren met correctie", bedrag="8.500", reden=CORRECTIE)
    _opent(bureau, frictie)
    bureau.ziet("€ 1.500,00 minder dan toegekend", "€ 1.500,00 is al betaald en wordt teruggevorderd.")
    _beoordeelt(bureau, "Goedkeuren")
    worker.rust()

    _geld_klopt(innovatie, frictie)
    _leest_brief(mensen(swv.bestuur), innovatie, tmp_path, "8.500,00", "500,00", CORRECTIE)
    _leest_brief(mensen(swv.coordinator_zuster), frictie, tmp_path, "1.500,00", "NL86 INGB 0002 4455 88")
    for zin in (f"verantwoording {innovatie.kenmerk} staat klaar", "staat een verantwoording klaar", "ontvangen"):
        assert zin in post()
    assert CORRECTIE not in post()
    _leest_totaal(mensen(swv.controller), tmp_path)


def _klaargezet(swv: Personas, worker: Worker) -> tuple[Verantwoording, Verantwoording]:
    """An award of each of two schools, paid, in the school year that opened last: the worker puts both ready as soon
    as their letters are announced."""
    eigen_rekening()
    begin = opent_op(laatst_geopend(timezone.localdate()))
    periode = _periode(begin)
    een = ken_toe(swv, periode=periode)
    twee = ken_toe(
        swv,
        soort="frictiefonds",
        bedrag="8000",
        periode=periode,
        school=swv.zusterschool,
        coordinator=swv.coordinator_zuster,
    )
    for aanvraag in (een, twee):
        betaal_alles(aanvraag)
    worker.rust()
    assert alles_openen() == 0
    return een.verantwoordingen.get(), twee.verantwoordingen.get()


def _periode(begin: date) -> Mapping[str, str]:
    return {"van": kort(begin), "tot": kort(begin + timedelta(days=29))}


def _vult_in(mens: Mens, rij: Verantwoording, besteed: str, *, verschil: str = "", wil: str = "") -> None:
    mens.volg(rij.soort_naam)
    mens.volg("Vul in wat u met het geld deed")
    mens.vul("Hoeveel van het geld heeft u besteed?", besteed)
    mens.vul("Welke mensen heeft u ingezet?", "Begeleider, 120 uur.")
    mens.klik("Bewaren en verder")
    if verschil:
        mens.ziet("U besteedde minder dan de € 8.000,00 die wij toekenden.")
        mens.vul("Waarom is het bedrag anders", verschil)
        mens.klik("Bewaren en verder")
    mens.ziet(wil)
    mens.page.get_by_label("Voor een deel").check()
    mens.vul("Wat is het resultaat?", "Acht van de tien leerlingen lezen op niveau 2F.")
    mens.klik("Bewaren en verder")
    mens.voeg_toe("Specificatie", pdf("specificatie.pdf"))
    mens.volg("Verder naar de controle")
    mens.klik("Stuur naar uw bestuur")
    mens.ziet("De verantwoording ligt bij Stichting Scholen A.")


def _dient_alles_in(mens: Mens) -> None:
    mens.volg("Verantwoordingen ")
    mens.ziet("Klaar om in te dienen: 2", "School A", "Zusterschool A")
    mens.klik("Alles indienen")
    mens.ziet("2 verantwoordingen ingediend")
    mens.ziet_niet("Klaar om in te dienen")
    assert set(Verantwoording.objects.values_list("status", flat=True)) == {Verantwoordingstatus.INGEDIEND}


def _opent(mens: Mens, rij: Verantwoording) -> None:
    mens.ga("/bureau/aanvragen/verantwoording/?stapel=beoordelen")
    mens.volg(rij.kenmerk)


def _beoordeelt(mens: Mens, knop: str, **velden: str) -> None:
    mens.page.get_by_role("link", name=knop, exact=True).click()
    for naam, waarde in velden.items():
        mens.page.locator(f"[name={naam}]").fill(waarde)
    code = mens.page.locator("[name=code]")
    if code.count():
        code.fill(mens.code())
    mens.page.get_by_role("button", name=knop, exact=True).click()
    mens.ziet("De brief wordt gemaakt.")


def _geld_klopt(innovatie: Verantwoording, frictie: Verantwoording) -> None:
    """Of € 10.000,00 the last instalment of € 1.000,00 lapses and € 500,00 comes back; of € 8.000,00 € 1.500,00."""
    assert dict(Vrijval.objects.values_list("verplichting__kenmerk", "bedrag")) == {
        innovatie.aanvraag.kenmerk: Decimal("1000.00")
    }
    assert dict(Terugvordering.objects.values_list("verplichting__kenmerk", "bedrag")) == {
        innovatie.aanvraag.kenmerk: Decimal("500.00"),
        frictie.aanvraag.kenmerk: Decimal("1500.00"),
    }
    assert not Betalingstermijn.objects.exclude(status__in=["betaald", "vervallen"]).exists()


def _leest_brief(mens: Mens, rij: Verantwoording, map_: Path, *delen: str) -> None:
    mens.ga(rij.get_absolute_url())
    brief = tekst_van(mens.download(mens.page.get_by_role("link", name="Terugvorderingsbrief"), map_ / "brief.pdf"))
    for deel in (rij.kenmerk, *delen):
        assert deel in brief


def _leest_totaal(mens: Mens, map_: Path) -> None:
    mens.volg("Verantwoording")
    mens.ziet("Daarvan zijn er 2 beoordeeld.", "18.000,00", "15.000,00")
    rapport = tekst_van(mens.download(mens.page.get_by_role("link", name="Download als PDF"), map_ / "totaal.pdf"))
    assert "Zusterschool A" in rapport
    pad = mens.download(mens.page.get_by_role("link", name="Download als Excel"), map_ / "totaal.xlsx")
    koppen, *rijen = load_workbook(pad).active.iter_rows(values_only=True)
    assert sum(rij[koppen.index("Goedgekeurd")] for rij in rijen) == 15000
