"""The story of the wijzer: from a question in plain words to the facility that fits, its aanvraag, and a place."""

import pytest
from playwright.sync_api import BrowserContext

from aanvragen.soorten.voorziening import PLEKKEN
from tests.browser import Mens
from tests.factories.voorzieningen import CapaciteitFactory
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import over
from tests.reizen.plaats_stappen import vraagt_plaats
from tests.reizen.stappen import doet, neemt
from tests.worker import Worker
from voorzieningen.models import Plaatsing, Voorziening
from voorzieningen.services import catalogus_laden

LINK = PLEKKEN["link"]


@pytest.fixture(autouse=True)
def _catalogus(transactional_db: None) -> None:
    catalogus_laden()


def test_three_questions_lead_to_the_facility_its_request_and_a_place(
    swv: Personas, mensen: Deelnemers, worker: Worker
) -> None:
    voorziening = Voorziening.objects.get(nummer=LINK.nummer)
    CapaciteitFactory(voorziening=voorziening, van=over(-30), tot=over(400), aantal=1)
    school, bureau = mensen(swv.coordinator), mensen(swv.bureau)

    school.ga("/voorzieningen/")
    school.volg("Beantwoord hoogstens drie vragen")
    school.volg("De leerling komt niet meer naar school")
    school.volg("De leerling is ziek")
    school.ziet("Met de robot volgt de leerling thuis de les")
    school.page.go_back()
    school.kop("Waarom komt de leerling niet?")
    school.volg("De leerling is bang of somber")
    school.ziet("LINK helpt leerlingen die door angst of somberheid thuiszitten")
    school.volg("Lees meer LINK")
    school.ziet("LINK begeleidt een aantal maanden leerlingen die thuiszitten")
    school.volg("Aanvraag starten")
    school.klik("Begin met de aanvraag")
    aanvraag = vraagt_plaats(school, LINK.naam, "204417")
    neemt(bureau, aanvraag)
    doet(bureau, "Toezeggen")
    worker.rust()

    school.ga("/voorzieningen/plaatsen/")
    school.ziet("LINK", "Geplaatst")
    plaatsing = Plaatsing.objects.get()
    assert (plaatsing.voorziening, plaatsing.status) == (voorziening, Plaatsing.Status.GEPLAATST)


def test_question_in_own_words_leads_there_too_without_script_or_login(
    new_context: type[BrowserContext], portaal: str, swv: Personas
) -> None:
    iemand = Mens(lambda **opties: new_context(java_script_enabled=False, **opties), portaal)

    iemand.ga("/voorzieningen/wijzer/")
    iemand.vul("Zoek met uw eigen woorden", "mijn leerling komt niet meer naar school")
    iemand.klik("Zoeken")
    iemand.ziet("Gaat het hierover?", "De leerling komt niet meer naar school")
    iemand.volg("De leerling komt niet meer naar school")
    iemand.volg("De leerling zit al lang thuis en niets werkt")
    iemand.ziet("Fixers", "Bel de onderwijsadviseur van uw school.")
    assert iemand.fouten == []
