"""The story of a place: the first pupil has the only one, the second waits, gets it offered when the first does not
come, takes it, and goes back to the own class when the goal is reached."""

from pathlib import Path

from playwright.sync_api import expect

from aanvragen.models import Aanvraag
from aanvragen.soorten.voorziening import PLEKKEN
from tests.browser import Mens
from tests.factories.voorzieningen import CapaciteitFactory
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post, tekst_van
from tests.reizen.plaats_stappen import vraagt_plaats
from tests.reizen.stappen import begint, doet, leest_brief, neemt
from tests.worker import Worker
from voorzieningen.models import Plaatsing

PLEK = PLEKKEN["toptraject"]


def test_place_that_the_first_pupil_does_not_need_is_offered_to_the_second_who_takes_it(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    CapaciteitFactory(
        voorziening__nummer=PLEK.nummer, voorziening__naam=PLEK.naam, van=over(-30), tot=over(400), aantal=1
    )
    eerste, tweede, bureau = mensen(swv.coordinator), mensen(swv.coordinator_elders), mensen(swv.bureau)
    aanvragen = [_vraagt_aan(eerste, "204417"), _vraagt_aan(tweede, "118203")]
    for aanvraag in aanvragen:
        neemt(bureau, aanvraag)
        doet(bureau, "Toezeggen")
    worker.rust()
    assert "De leerling heeft een plaats van" in tekst_van(leest_brief(eerste, aanvragen[0], "Toezegging", tmp_path))
    brief = tekst_van(leest_brief(tweede, aanvragen[1], "Toezegging", tmp_path))
    assert "De leerling staat op plaats 1 van de wachtlijst." in brief

    eerste.ga(aanvragen[0].get_absolute_url())
    eerste.volg("De leerling komt niet")
    eerste.vul("Reden", "De leerling is verhuisd.")
    eerste.klik("De leerling komt niet")
    worker.rust()
    assert f"Er is een plaats vrij in {PLEK.naam}" in post()

    tweede.ga("/")
    tweede.ziet(f"Plaats in {PLEK.naam}", "Plaats aangeboden")
    tweede.ga(aanvragen[1].get_absolute_url())
    tweede.volg("Plaats aannemen")
    tweede.klik("Plaats aannemen")
    tweede.ziet("Geplaatst")
    staten = {rij.bron: rij.status for rij in Plaatsing.objects.all()}
    assert staten == dict(zip(aanvragen, (Plaatsing.Status.VERVALLEN, Plaatsing.Status.GEPLAATST), strict=True))

    _gaat_terug_naar_de_klas(tweede, aanvragen[1])
    assert Plaatsing.objects.van(aanvragen[1]).get().status == Plaatsing.Status.BEEINDIGD


def _gaat_terug_naar_de_klas(mens: Mens, aanvraag: Aanvraag) -> None:
    """Three weeks later, as time would: the pupil started. A day that is still to come is refused and stays."""
    Plaatsing.objects.van(aanvraag).update(van=over(-21), gevraagd_van=over(-21), geplaatst_op=over(-21))
    mens.ga(aanvraag.get_absolute_url())
    mens.volg("Plaatsing beëindigen")
    mens.vul("Wat was de laatste dag?", kort(over(3)))
    mens.vul("Waarom stopt het eerder?", "Het doel is bereikt.")
    mens.page.get_by_label("doel bereikt", exact=True).check()
    mens.klik("Plaatsing beëindigen")
    mens.ziet("Deze dag moet nog komen.")
    expect(mens.page.get_by_label("Wat was de laatste dag?")).to_have_value(kort(over(3)))
    mens.vul("Wat was de laatste dag?", kort(over(-1)))
    mens.klik("Plaatsing beëindigen")
    mens.ziet("De plaatsing is beëindigd.", "Doel bereikt", "Het doel is bereikt.")


def _vraagt_aan(mens: Mens, leerlingnummer: str) -> Aanvraag:
    begint(mens, "Plaats in een voorziening")
    return vraagt_plaats(mens, PLEK.naam, leerlingnummer)
