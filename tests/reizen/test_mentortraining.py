"""The story of people who come to the school: a mentortraining is asked and the bureau says yes itself, without a
signature of the directeur-bestuurder and without money on a budget line."""

from pathlib import Path

from aanvragen.models import Aanvraag
from financien.models import Verplichting
from tests.browser import Mens
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post, tekst_van, zegel_van
from tests.reizen.stappen import begint, doet, leest_brief, neemt, verstuurt
from tests.worker import Worker

AFSPRAAK = "Wij komen graag op een dinsdag. Onze trainer belt u deze week."


def test_mentortraining_is_promised_by_the_bureau_after_a_period_that_can_be_planned(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    coordinator, bureau = mensen(swv.coordinator), mensen(swv.bureau)
    aanvraag = _vraagt_aan(coordinator)
    neemt(bureau, aanvraag)
    doet(bureau, "Toezeggen", motivering=AFSPRAAK)
    worker.rust()

    coordinator.ga(aanvraag.get_absolute_url())
    coordinator.ziet("Uw aanvraag is toegekend.")
    brief = leest_brief(coordinator, aanvraag, "Toezegging", tmp_path)
    tekst = tekst_van(brief)
    assert "Wij zeggen ja" in tekst
    assert "Wij maken eerst een afspraak met u over de rol en de taken van uw mentoren." in tekst
    assert AFSPRAAK in tekst
    assert "Signature is Valid" in zegel_van(brief)
    assert f"De brief over aanvraag {aanvraag.kenmerk} staat klaar" in post()
    assert not Verplichting.objects.exists()


def _vraagt_aan(mens: Mens) -> Aanvraag:
    begint(mens, "Mentortraining")
    mens.volg("Vertel over uw mentoren")
    mens.vul("Hoeveel mentoren doen mee?", "12")
    mens.vul("Wat doen mentoren nu op uw school?", "Elke klas heeft een mentor.")
    mens.vul("Wat willen de mentoren leren?", "Een moeilijk gesprek voeren met ouders.")
    mens.klik("Bewaren en verder")
    mens.vul("Vanaf welke dag?", kort(over(-30)))
    mens.vul("Tot en met welke dag?", kort(over(-1)))
    mens.vul("Welke dagen kunt u wel en niet?", "Liever op dinsdag.")
    mens.vul("Wie regelt de planning op uw school?", "De ondersteuningscoördinator")
    mens.klik("Bewaren en verder")
    mens.ziet("Deze periode is al voorbij. Kies een dag die nog komt.")
    mens.vul("Tot en met welke dag?", kort(over(60)))
    mens.klik("Bewaren en verder")
    return verstuurt(mens)
