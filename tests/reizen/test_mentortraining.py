"""The story of people who come to the school: a mentortraining is asked, and the bureau says yes itself, without a
signature and without money on a budget line; a day is planned, held and reported; months later the school says what is
left of it."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from aanvragen.models import Aanvraag, Afspraak, Effectmeting, Uitvoering
from aanvragen.uitvoering import bijwerken
from aanvragen.verantwoording import effect
from financien.models import Verplichting
from swv.kern.models import Gebeurtenis
from tests.browser import Mens
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post, tekst_van, zegel_van
from tests.reizen.stappen import begint, doet, leest_brief, neemt, verstuurt
from tests.worker import Worker

AFSPRAAK = "Wij komen graag op een dinsdag. Onze trainer belt u deze week."
VERSLAG = "Twaalf mentoren oefenden een moeilijk gesprek. Over een maand bellen wij hoe het gaat."


def test_mentortraining_from_request_to_report_and_effect(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    coordinator, bureau = mensen(swv.coordinator), mensen(swv.bureau)
    aanvraag = _vraagt_aan(coordinator)
    neemt(bureau, aanvraag)
    doet(bureau, "Toezeggen", motivering=AFSPRAAK)
    worker.rust()
    _leest_de_toezegging(coordinator, aanvraag, tmp_path)

    uitvoering = Uitvoering.objects.get(aanvraag=aanvraag)
    _stelt_een_dag_voor(bureau, uitvoering)
    _bevestigt_in_een_van_twee_tabbladen(coordinator, uitvoering)
    _het_is_een_dag_later(uitvoering)
    _schrijft_het_verslag(bureau, uitvoering)
    _de_periode_is_voorbij(aanvraag)
    coordinator.ga(uitvoering.get_absolute_url())
    coordinator.ziet(VERSLAG, "De uitvoering is afgerond op", "U hoeft niets meer te doen.")

    _drie_maanden_later(aanvraag)
    _zegt_wat_er_over_is(coordinator)
    worker.rust()
    assert VERSLAG not in post()
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


def _leest_de_toezegging(mens: Mens, aanvraag: Aanvraag, map_: Path) -> None:
    mens.ga(aanvraag.get_absolute_url())
    mens.ziet("Uw aanvraag is toegekend.")
    brief = leest_brief(mens, aanvraag, "Toezegging", map_)
    tekst = tekst_van(brief)
    assert "Wij zeggen ja" in tekst
    assert "Wij maken eerst een afspraak met u over de rol en de taken van uw mentoren." in tekst
    assert AFSPRAAK in tekst
    assert "Signature is Valid" in zegel_van(brief)
    assert f"De brief over aanvraag {aanvraag.kenmerk} staat klaar" in post()


def _stelt_een_dag_voor(bureau: Mens, uitvoering: Uitvoering) -> None:
    """An end before the beginning is refused, with everything that was typed."""
    bureau.ga("/bureau/aanvragen/uitvoering/?stapel=plannen")
    bureau.volg(uitvoering.kenmerk)
    bureau.ziet("Er is nog geen afspraak gepland.")
    bureau.volg("Afspraak voorstellen")
    bureau.vul("Waar gaat de afspraak over?", "Training voor mentoren")
    bureau.vul("Datum", kort(over(8)))
    bureau.vul("Begintijd", "half tien")
    bureau.vul("Eindtijd", "12:00")
    bureau.vul("Plaats", "Aula")
    bureau.vul("Wie komen er?", "Anna de Boer, trainer")
    bureau.klik("Afspraak voorstellen")
    bureau.ziet("Vul een tijd in als uur en minuten, bijvoorbeeld 9:30.")
    expect(bureau.page.get_by_label("Begintijd")).to_have_value("half tien")
    expect(bureau.page.get_by_label("Wie komen er?")).to_have_value("Anna de Boer, trainer")
    bureau.vul("Begintijd", "9.30")
    bureau.klik("Afspraak voorstellen")
    bureau.ziet("Wacht op de school")


def _bevestigt_in_een_van_twee_tabbladen(school: Mens, uitvoering: Uitvoering) -> None:
    """The second tab still shows the button: pressing it there too is no mistake, and happens once."""
    school.ga(uitvoering.get_absolute_url())
    school.ziet("Training voor mentoren", "Anna de Boer, trainer")
    school.volg("Afspraak bevestigen")
    eerste, school.page = school.page, school.nieuw_tabblad()
    school.ga(eerste.url)
    school.klik("Afspraak bevestigen")
    school.ziet("U heeft de afspraak bevestigd.")
    school.page = eerste
    school.klik("Afspraak bevestigen")
    school.ziet("U heeft de afspraak bevestigd.")
    afspraak = uitvoering.afspraken.get()
    assert afspraak.status == "bevestigd"
    assert Gebeurtenis.objects.van(afspraak).filter(handeling="bevestigen").count() == 1


def _het_is_een_dag_later(uitvoering: Uitvoering) -> None:
    Afspraak.objects.filter(uitvoering=uitvoering).update(datum=over(-1))


def _schrijft_het_verslag(bureau: Mens, uitvoering: Uitvoering) -> None:
    bureau.ga("/bureau/aanvragen/uitvoering/?stapel=laat")
    bureau.volg(uitvoering.kenmerk)
    bureau.volg("Verslag schrijven")
    bureau.klik("Verslag schrijven")
    bureau.ziet("Vul het verslag in.")
    bureau.vul("Wat is er gedaan", VERSLAG)
    bureau.klik("Verslag schrijven")
    bureau.ziet("Verslag is er", VERSLAG)


def _de_periode_is_voorbij(aanvraag: Aanvraag) -> None:
    """As time would: the last day has passed, and in the night the portal ends what is done."""
    Aanvraag.objects.filter(pk=aanvraag.pk).update(tot=over(-1))
    bijwerken.alles(timezone.localdate())


def _drie_maanden_later(aanvraag: Aanvraag) -> None:
    toen = timezone.now() - timedelta(days=95)
    Aanvraag.objects.filter(pk=aanvraag.pk).update(van=over(-100), tot=toen.date(), besloten_op=toen)
    assert effect.vragen_stellen() == 1


def _zegt_wat_er_over_is(school: Mens) -> None:
    school.ga("/")
    school.volg("Effect van Mentortraining")
    school.klik("Antwoord versturen")
    school.ziet("Vul in wat er van het effect over is.")
    school.page.get_by_label("Ja, voor een deel").check()
    school.vul("Waaraan ziet u dat?", "Mentoren bellen ouders nu zelf op.")
    school.klik("Antwoord versturen")
    school.ziet("Dank u wel. Uw antwoord is verstuurd.")
    assert Effectmeting.objects.get().toelichting == "Mentoren bellen ouders nu zelf op."
