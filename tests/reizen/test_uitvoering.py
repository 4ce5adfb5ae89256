"""The story after an award of hours: a partner is chosen, hours are given and seen, the school evaluates and stops
early, and some weeks later it has ended."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from aanvragen.models import Aanvraag, Uitvoering, Wijziging
from aanvragen.uitvoering import bijwerken
from aanvragen.uitvoering.uren import maandag
from tests.browser import Mens
from tests.factories.aanvragen import maak_aanvraag
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post
from tests.reizen.stappen import ondertekent, stelt_wijziging_voor
from tests.worker import Worker


def test_hours_from_award_to_their_end(swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path) -> None:
    aanvraag = maak_aanvraag(swv, soort="huisonderwijs", status="toegekend")
    worker.rust()  # the letter is sealed and announced, and what follows begins
    uitvoering = Uitvoering.objects.get(aanvraag=aanvraag)
    bureau, partner, school = mensen(swv.bureau), mensen(swv.partner), mensen(swv.coordinator)

    partner.ziet_niet(uitvoering.kenmerk)
    _kiest_uitvoerder(bureau, uitvoering)
    _elf_weken_later(aanvraag)
    partner.ga("/")
    _vult_uren_in(partner, uitvoering)
    school.ga(aanvraag.get_absolute_url())
    school.ziet("Nog 36 van de 40 uur over.")

    bijwerken.alles(timezone.localdate())
    worker.rust()
    partner.ga("/")
    partner.volg("Huisonderwijs zieke leerling")
    partner.volg("Vertellen hoe het gaat")
    partner.vul("Hoe gaat het volgens u?", "De leerling werkt goed mee.")
    partner.klik("Vertellen hoe het gaat")
    _evalueert(school)
    bureau.ga("/bureau/aanvragen/uitvoering/?stapel=anders")
    bureau.volg(uitvoering.kenmerk)
    bureau.ziet("Eerder stoppen", "De leerling kan weer naar school.")
    _stopt_eerder(school, bureau, mensen(swv.directeur), aanvraag)
    worker.rust()
    _drie_weken_later(aanvraag)
    school.ga(uitvoering.get_absolute_url())
    school.ziet("De uitvoering is afgerond op")
    partner.ga("/uitvoering/")
    partner.ziet_niet(uitvoering.kenmerk)

    assert "hoe gaat het?" in post()
    assert "Voorbeeld" not in post()


def _kiest_uitvoerder(bureau: Mens, uitvoering: Uitvoering) -> None:
    bureau.ga("/bureau/aanvragen/uitvoering/?stapel=plannen")
    bureau.volg(uitvoering.kenmerk)
    bureau.ziet("Er is nog geen uitvoerder gekozen.")
    bureau.volg("Uitvoerder kiezen")
    bureau.page.get_by_label("Partner", exact=True).check()
    bureau.klik("Uitvoerder kiezen")
    bureau.ziet("voert dit uit")


def _elf_weken_later(aanvraag: Aanvraag) -> None:
    """As time would: the award began eleven weeks ago and goes on for a while."""
    vandaag = timezone.localdate()
    Aanvraag.objects.filter(pk=aanvraag.pk).update(van=vandaag - timedelta(weeks=11), tot=vandaag + timedelta(weeks=5))


def _vult_uren_in(partner: Mens, uitvoering: Uitvoering) -> None:
    partner.volg("Huisonderwijs zieke leerling")
    partner.ziet("Nog 40 van de 40 uur over.", "Zoë van der Voorbeeld", "Coordinator A")
    expect(partner.page.get_by_role("link", name="Bekijk de aanvraag")).to_have_count(0)
    partner.volg("Uren invullen")
    partner.vul("Hoeveel uur kreeg de leerling les?", "5")
    partner.klik("Uren invullen")
    partner.ziet("Per week zijn er hoogstens 4 uur toegekend.")
    partner.page.get_by_label("Welke week?").select_option(maandag(timezone.localdate()).isoformat())
    partner.vul("Hoeveel uur kreeg de leerling les?", "4")
    partner.klik("Uren invullen")
    partner.ziet("Nog 36 van de 40 uur over.")


def _evalueert(school: Mens) -> None:
    school.ga("/")
    school.volg("Huisonderwijs zieke leerling")
    school.ziet("De leerling werkt goed mee.")
    school.volg("Evaluatie invullen")
    school.page.get_by_role("radio", name="Ja", exact=True).check()
    school.vul("Wat werkt goed en wat niet?", "De lessen thuis werken goed.")
    school.page.get_by_label("Eerder stoppen").check()
    school.klik("Evaluatie invullen")
    school.ziet("Leg uit wat u wilt veranderen of waarom u wilt stoppen.")
    school.page.get_by_label("Toelichting").fill("De leerling kan weer naar school.")
    school.klik("Evaluatie invullen")
    school.ziet("De toekenning is nog niet veranderd")


def _stopt_eerder(school: Mens, bureau: Mens, directeur: Mens, aanvraag: Aanvraag) -> None:
    """The evaluation changes nothing: the school asks, the bureau proposes, the directeur-bestuurder signs."""
    school.ga(aanvraag.get_absolute_url())
    school.volg("Er verandert iets")
    school.volg("Het stopt eerder")
    school.klik("Begin met de wijziging")
    school.vul("Wat is de laatste dag?", kort(over(0)))
    school.vul("Waarom stopt het eerder?", "De leerling volgt weer alle lessen op school.")
    school.klik("Bewaren en verder")
    if school.page.get_by_role("heading", level=1).inner_text() == "Voeg bijlagen toe":
        school.volg("Verder naar de controle")
    school.klik("Verstuur wijziging")
    wijziging = Wijziging.objects.get()
    stelt_wijziging_voor(bureau, wijziging, "De leerling is terug. Wij stemmen in.")
    directeur.ga("/ondertekenen/")
    directeur.volg(wijziging.kenmerk)
    ondertekent(directeur, "Vaststellen en ondertekenen")


def _drie_weken_later(aanvraag: Aanvraag) -> None:
    """As time would: then no hours are filled in any more, and in the night the portal ends what is done."""
    Aanvraag.objects.filter(pk=aanvraag.pk).update(tot=over(-21))
    bijwerken.alles(timezone.localdate())
