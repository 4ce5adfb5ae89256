"""The story of a pupil who sits at home: reported, planned, a step late, after three months at the directeur, a school
pointed out, a place found, and counted by the region without a name."""

from datetime import timedelta

from django.utils import timezone

from tests.browser import Mens
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post
from tests.worker import Worker
from toelating.models import Stap, Thuiszitter
from toelating.monitors.tasks import monitors_bijwerken


def test_pupil_at_home_for_three_months_gets_a_place(swv: Personas, mensen: Deelnemers, worker: Worker) -> None:
    school, bureau, directeur = mensen(swv.coordinator), mensen(swv.bureau), mensen(swv.directeur)
    melding = _meldt(school)
    _spreekt_af(school)
    school.ziet("Aan zet: de school")

    _dagen_gaan_voorbij(melding)
    worker.rust()
    school.ga("/")
    school.ziet("Dit moest klaar zijn op")
    assert "een stap is te laat" in post()
    assert "uw besluit is nodig" in post()
    assert "Zoutkamp" not in post()

    directeur.ga("/toelating/thuiszitters/")
    directeur.ziet("langer dan zou mogen")
    directeur.volg(melding.kenmerk)
    directeur.volg("School aanwijzen")
    directeur.page.get_by_label("Welke school moet een plaats geven?").select_option(label=str(swv.school_elders))
    directeur.vul("Uiterlijk op welke dag moet er een plaats zijn?", kort(over(21)))
    directeur.vul("Wat is de reden?", "Overleg tussen de scholen lukt niet.")
    directeur.klik("School aanwijzen")
    directeur.ziet("De school is aangewezen.")
    worker.rust()
    assert "er is een school aangewezen" in post()

    school.ga(melding.get_absolute_url())
    school.volg("Melding afsluiten")
    school.page.get_by_label("Geplaatst op een andere school").check()
    school.vul("Op welke dag?", kort(over(0)))
    school.klik("Melding afsluiten")
    school.ziet("De melding is afgesloten.")

    bureau.ga("/toelating/thuiszitters/cijfers/?delen=1")
    bureau.ziet("Geplaatst op een andere school")
    bureau.ziet("<5")
    assert "Zoutkamp" not in bureau.page.content()


def _meldt(school: Mens) -> Thuiszitter:
    school.ga("/toelating/thuiszitters/")
    school.volg("Thuiszitter melden")
    school.vul("Voornaam", "Noor")
    school.vul("Achternaam", "Zoutkamp")
    school.vul("Geboortedatum", f"30-4-{over(0).year - 14}")
    school.vul("Leerlingnummer van uw school", "204417")
    school.page.get_by_label("Ingeschreven, maar niet op school").check()
    school.vul("Sinds welke dag zit de leerling thuis?", kort(over(-100)))
    school.page.get_by_label("Wacht op een plaats").check()
    school.klik("Melden")
    school.ziet("De melding is gedaan.")
    return Thuiszitter.objects.get()


def _spreekt_af(school: Mens) -> None:
    school.volg("Stap afspreken")
    school.vul("Wat gaat er gebeuren?", "Gesprek met de ouders en de mentor.")
    school.page.get_by_label("De school", exact=True).check()
    school.vul("Uiterlijk op welke dag?", kort(over(7)))
    school.klik("Stap afspreken")
    school.ziet("De stap staat in het plan.")


def _dagen_gaan_voorbij(melding: Thuiszitter) -> None:
    """What the clock does: the day of the step is over, and the portal looks at what the day brings."""
    Stap.objects.filter(thuiszitter=melding).update(uiterlijk=timezone.localdate() - timedelta(days=1))
    monitors_bijwerken()
