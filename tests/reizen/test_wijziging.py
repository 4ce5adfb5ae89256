"""The story of a change: an awarded and paid project stops early; the school asks, the bureau proposes, the director
signs, and what was paid for the time after comes back."""

import re
from decimal import Decimal
from pathlib import Path

from aanvragen.models import Aanvraag, Status, Wijziging
from aanvragen.wijziging.geld import geldstand
from financien.selectors import herbouw_verschillen
from tests.browser import Mens
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.wijzigingen import betaal_alles, kort
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import pdf, post, tekst_van
from tests.reizen.stappen import beheer, ondertekent, stelt_wijziging_voor
from tests.worker import Worker

REDEN = "De leesdocent vertrekt. Wij vinden geen vervanger."


def test_project_that_stops_early_pays_back_what_was_for_the_time_after(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    aanvraag = maak_aanvraag(swv, soort="innovatiegelden", status=Status.TOEGEKEND)
    betaal_alles(aanvraag)
    coordinator, bureau, directeur = mensen(swv.coordinator), mensen(swv.bureau), mensen(swv.directeur)

    wijziging = _school_vraagt(coordinator, aanvraag)
    stelt_wijziging_voor(bureau, wijziging, "De school belde. Wij stemmen in.")
    bureau.ziet("Als dit wordt ondertekend", "Betaalt de school terug")
    directeur.ga("/ondertekenen/")
    directeur.volg(wijziging.kenmerk)
    directeur.ziet(REDEN, "Betaalt de school terug", "€ 22.500,00")
    ondertekent(directeur, "Vaststellen en ondertekenen")
    worker.rust()

    wijziging.refresh_from_db()
    geld = geldstand(aanvraag)
    aanvraag = Aanvraag.objects.get(pk=aanvraag.pk)
    assert aanvraag.toegekend_bedrag == geld.toegekend == geld.betaald == Decimal("25000.00") - _minder(wijziging)
    assert (wijziging.vrijgevallen, herbouw_verschillen()) == (Decimal("2500.00"), [])
    coordinator.ga(aanvraag.get_absolute_url())
    coordinator.ziet("De laatste dag is", "Eerste toekenning", "€ 25.000,00", "Eerder stoppen")
    coordinator.volg("Eerder stoppen")
    brief = coordinator.download(
        coordinator.page.get_by_role("link", name=re.compile("^Wijzigingsbrief")), tmp_path / "brief.pdf"
    )
    assert "stopt eerder" in tekst_van(brief)
    assert "binnen zes weken" in tekst_van(brief)
    assert REDEN not in post()
    beheer(bureau, aanvraag)
    bureau.ziet("teruggevorderd", "Eerste toekenning")


def _minder(wijziging: Wijziging) -> Decimal:
    return wijziging.vrijgevallen + wijziging.teruggevorderd


def _school_vraagt(mens: Mens, aanvraag: Aanvraag) -> Wijziging:
    """A last day that is wrong is refused with what was typed; then it is sent."""
    mens.ga(aanvraag.get_absolute_url())
    mens.volg("Er verandert iets")
    mens.kop("Wat verandert er?")
    mens.volg("Het stopt eerder")
    mens.klik("Begin met de wijziging")
    assert aanvraag.van is not None
    assert aanvraag.tot is not None
    mens.vul("Wat is de laatste dag?", kort(aanvraag.tot))
    mens.vul("Waarom stopt het eerder?", REDEN)
    mens.klik("Bewaren en verder")
    mens.ziet("Kies een eerdere dag.")
    mens.vul("Wat is de laatste dag?", kort(aanvraag.van.replace(day=28)))
    mens.klik("Bewaren en verder")
    mens.voeg_toe("Onderbouwing", pdf("brief.pdf"))
    mens.volg("Verder naar de controle")
    mens.ziet(REDEN)
    mens.klik("Verstuur wijziging")
    mens.ziet("Deze wijziging ligt bij het bureau.")
    return Wijziging.objects.get()
