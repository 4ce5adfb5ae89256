"""The story of a school change: 200 pupils over 60 places. The bureau starts a round, a school registers, the worker
divides, the bureau reads why and sends the proposals, and the receiving school takes a pupil."""

import re

from django.utils import timezone

from swv.kern.schooljaar import schooljaar
from tests.browser import Mens
from tests.factories.organisaties import SchoolFactory
from tests.factories.schoolwissel import SchoolwisselFactory, plek_voor, veel
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post
from tests.worker import Worker
from voorzieningen.models import Schoolplaats, Schoolwissel, Wisselronde

WAAROM_DEZE_SCHOOL = (
    "Past: vwo, leerjaar 5",
    "Eerste wens",
    "School in postcode 1311, thuis is 1315 (1 punt)",
    "1 vrije plaats",
    "Niet bekend of dit er is: een rustige plek in de school (5 punten)",
)


def test_two_hundred_pupils_are_divided_over_sixty_places_and_a_school_takes_one(
    swv: Personas, mensen: Deelnemers, worker: Worker
) -> None:
    bureau, school, nieuwe = mensen(swv.bureau), mensen(swv.coordinator), mensen(swv.coordinator_elders)
    jaar = schooljaar(timezone.localdate()) + 1
    plek_voor(swv.school_elders, schooljaar=jaar, niveau="vwo", leerjaar=5)

    bureau.ga("/voorzieningen/schoolwissel/")
    bureau.volg("Ronde starten")
    bureau.vul("Tot en met welke dag kunnen scholen aanmelden?", kort(over(30)))
    bureau.vul("Op welke dag moet iedereen een plaats hebben?", kort(over(90)))
    bureau.klik("Ronde starten")
    ronde = Wisselronde.objects.get()
    veel(ronde, [swv.zusterschool, *SchoolFactory.create_batch(9)], leerlingen=198, plaatsen=59)
    zonder = SchoolwisselFactory(ronde=ronde, school=swv.zusterschool, niveaus=["vwo"], leerjaar=6)
    Schoolplaats.objects.update(schooljaar=jaar)

    kenmerk = _meldt_aan(school, swv)
    bureau.ga(ronde.get_absolute_url())
    bureau.ziet("0 van de 200 leerlingen hebben een plaats, nog 200.", "200 leerlingen zijn nog niet verdeeld.")
    bureau.volg("Verdeling berekenen")
    bureau.klik("Verdeling berekenen")
    worker.rust()

    bureau.ga(f"{ronde.get_absolute_url()}?toon=te_sturen")
    bureau.ziet("Verdeling 1", "Voorstel klaar om te sturen")
    wissel = Schoolwissel.objects.get(kenmerk=kenmerk)
    bureau.ga(wissel.get_absolute_url())
    bureau.ziet(f"{swv.school_elders.naam}, vwo (6 punten)", *WAAROM_DEZE_SCHOOL)
    bureau.ga(zonder.get_absolute_url())
    bureau.ziet("Geen plaats gevonden", "Er is op geen enkele school een vrije plaats voor vwo, leerjaar 6.")
    bureau.ga("/voorzieningen/schoolwissel/")
    bureau.volg(f"Bekijk schoolwissel {jaar}")
    bureau.volg("Alle voorstellen sturen")
    bureau.klik("Alle voorstellen sturen")
    worker.rust()
    wissel.refresh_from_db()
    assert (wissel.status, wissel.naar_school) == ("voorgesteld", swv.school_elders)
    assert Schoolwissel.objects.bezet().count() >= 50

    nieuwe.ga("/")
    nieuwe.ziet(kenmerk, "Kan deze leerling op uw school terecht?")
    nieuwe.ga("/voorzieningen/schoolwissel/")
    nieuwe.volg("Zoë Voorbeeld")
    nieuwe.ziet("Een rustige plek in de school")
    nieuwe.volg("Leerling aannemen")
    nieuwe.klik("Leerling aannemen")
    nieuwe.ziet("Heeft een plaats")
    worker.rust()

    assert "er is een plaats" in post()
    bureau.ga(ronde.get_absolute_url())
    bureau.ziet("1 van de 200 leerlingen heeft een plaats, nog 199.")


def _meldt_aan(mens: Mens, swv: Personas) -> str:
    mens.ga("/voorzieningen/schoolwissel/")
    mens.volg("Leerling aanmelden")
    mens.vul("Voornaam", "Zoë")
    mens.vul("Achternaam", "Voorbeeld")
    mens.vul("Geboortedatum", f"30-4-{over(0).year - 16}")
    mens.vul("Leerlingnummer van uw school", "204417")
    mens.page.get_by_label("Vwo", exact=True).check()
    mens.page.get_by_label("In welk leerjaar komt de leerling?").select_option("5")
    mens.page.get_by_label("Eerste wens").select_option(label=swv.school_elders.naam)
    mens.vul("Vier cijfers van de postcode thuis", "1315")
    mens.page.get_by_label("Alleen de scholen van de wensen").check()
    mens.page.get_by_label("Een rustige plek in de school").check()
    mens.vul("Op welke dag gaven de ouders toestemming?", kort(over(-1)))
    mens.klik("Leerling aanmelden")
    gevonden = re.search(r"W-\d{4}-\d{5}", mens.page.locator("body").inner_text())
    assert gevonden
    return gevonden[0]
