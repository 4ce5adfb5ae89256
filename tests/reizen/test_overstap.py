"""The story of a tussentijdse overstap: no amount is typed; the portal works out seven months, explains them to school,
bureau and directeur-bestuurder, and books each month on the year in which it falls."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from aanvragen.models import Aanvraag, Regeling
from financien.models import Verplichting
from swv.kern.schooljaar import schooljaar
from tests.browser import Mens
from tests.factories.aanvragen import maak_post
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, pdf, post, tekst_van
from tests.reizen.stappen import (
    adviseert,
    begint,
    beheer,
    leest_brief,
    neemt,
    ondertekent,
    opent_ter_ondertekening,
    verstuurt,
)
from tests.worker import Worker

POST = "L.S.03"
SOM = "€ 5.486,57 : 10 × 7 = € 3.840,60"


def test_overstap_in_the_middle_of_a_month_is_worked_out_explained_and_booked_per_year(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    coordinator, bureau, directeur = mensen(swv.coordinator), mensen(swv.bureau), mensen(swv.directeur)
    jaar = schooljaar(timezone.localdate())
    _controller_kiest_een_post()
    aanvraag = _vraagt_aan(coordinator, date(jaar, 11, 15))

    neemt(bureau, aanvraag)
    beheer(bureau, aanvraag)
    bureau.ziet("Zo rekenen wij", SOM, f"7: december {jaar} tot en met juni {jaar + 1}")
    adviseert(bureau, "Toekennen", "De leerling stroomt in na 1 oktober.")
    opent_ter_ondertekening(directeur, aanvraag)
    directeur.ziet(SOM, "€ 3.840,60")
    ondertekent(directeur, "Toekennen en ondertekenen")
    worker.rust()

    brief = tekst_van(leest_brief(coordinator, aanvraag, "Toekenningsbrief", tmp_path))
    for deel in ("U krijgt € 3.840,60", SOM, "Na dit besluit"):
        assert deel in brief
    assert "Voorbeeld" not in post()
    assert _geboekt() == _naar_de_maanden(jaar)


def _controller_kiest_een_post() -> None:
    """No source names the line of an overstap: the controller chooses one, with room in this year and the next."""
    Regeling.objects.filter(soort="overstap").update(begrotingspost_code=POST)
    maak_post(POST)
    straks = BegrotingsjaarFactory(jaar=timezone.localdate().year + 1)
    BegrotingspostFactory(jaar=straks, code=POST, met_ruimte="100000.00")


def _naar_de_maanden(jaar: int) -> dict[int, Decimal]:
    """December in the year of entry and six months in the next; what lies before this year counts in this year."""
    if jaar < timezone.localdate().year:
        return {jaar + 1: Decimal("3840.60")}
    return {jaar: Decimal("548.66"), jaar + 1: Decimal("3291.94")}


def _geboekt() -> dict[int, Decimal]:
    return dict(Verplichting.objects.values_list("post__jaar__jaar", "bedrag"))


def _vraagt_aan(mens: Mens, instroom: date) -> Aanvraag:
    begint(mens, "Tussentijdse overstap naar een tussenvoorziening")
    mens.volg("Vul in voor welke leerling")
    mens.vul("Voornaam", "Zoë")
    mens.vul("Tussenvoegsel", "van der")
    mens.vul("Achternaam", "Voorbeeld")
    mens.vul("Geboortedatum", f"30-4-{over(0).year - 14}")
    mens.vul("Leerlingnummer van uw school", "204418")
    mens.klik("Bewaren en verder")
    mens.vul("Op welke dag stroomt de leerling in?", kort(instroom.replace(month=10, day=1)))
    mens.vul("Van welke school komt de leerling?", "Een school voor vmbo in de buurt")
    mens.vul("Wat zijn de vier cijfers van de postcode van de leerling?", "1316")
    mens.vul("Op welke tussenvoorziening stroomt de leerling in?", "De Tussenstap")
    mens.page.get_by_label("Nee", exact=True).check()
    mens.klik("Bewaren en verder")
    mens.ziet("Deze vergoeding is er voor een leerling die na 1 oktober instroomt. Controleer de datum.")
    mens.vul("Op welke dag stroomt de leerling in?", kort(instroom))
    mens.klik("Bewaren en verder")
    mens.voeg_toe("Bewijs van inschrijving", pdf("inschrijving.pdf"))
    mens.volg("Verder naar de controle")
    _verbetert_de_postcode(mens)
    mens.ziet("Zo rekenen wij", SOM)
    return verstuurt(mens)


def _verbetert_de_postcode(mens: Mens) -> None:
    mens.ziet("Postcode 1316 ligt buiten het gebied van deze regeling.")
    expect(mens.page.get_by_role("button", name="Verstuur aanvraag")).to_have_count(0)
    mens.page.locator("a[href*=id_postcode]").click()
    mens.vul("Wat zijn de vier cijfers van de postcode van de leerling?", "1055")
    mens.klik("Bewaren en terug naar de controle")
