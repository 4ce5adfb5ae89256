"""The story of an activity: the only place is taken, somebody waits and gets it, types the code of the room, fetches
the certificate, and finds the day again in the request for the vergoeding."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from tests.browser import Mens
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post, tekst_van, zegel_van
from tests.reizen.stappen import begint
from tests.worker import Worker
from voorzieningen.models import Activiteit, Inschrijving, Sessie

TITEL = "Expertisedag rouw"


def test_who_waits_gets_the_place_is_there_by_code_and_sees_it_count(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    bureau, eerste, tweede = mensen(swv.bureau), mensen(swv.coordinator_elders), mensen(swv.coordinator)
    _zet_in_programma(bureau)
    for mens in (eerste, tweede):
        _schrijft_in(mens)
    tweede.ziet("U staat op plaats 1 van de wachtlijst.")

    eerste.volg("Afmelden")
    eerste.klik("Afmelden")
    worker.rust()
    assert f"Er is een plaats vrij bij {TITEL}" in post()
    tweede.ga("/activiteiten/mijn/")
    tweede.ziet(TITEL, "Ingeschreven")

    _de_dag_komt()
    code = _code_in_de_zaal(bureau)
    tweede.volg(TITEL)
    tweede.volg("Meld dat u er bent")
    tweede.vul("Welke code staat er in de zaal?", "XXXXX")
    tweede.klik("Meld dat u er bent")
    tweede.ziet("Deze code klopt niet.")
    tweede.vul("Welke code staat er in de zaal?", code.lower())
    tweede.klik("Meld dat u er bent")
    tweede.ziet("U staat op de lijst als aanwezig.")

    tweede.volg("Bewijs van deelname maken")
    tweede.klik("Bewijs van deelname maken")
    worker.rust()
    tweede.ga("/activiteiten/mijn/")
    link = tweede.page.get_by_role("link", name="Bewijs van deelname (pdf)")
    bewijs = tweede.download(link, tmp_path / "bewijs.pdf")
    assert f"{swv.coordinator.naam}, {swv.school.naam}, heeft deelgenomen aan: {TITEL}" in tekst_van(bewijs)
    assert "Signature is Valid" in zegel_van(bewijs)

    begint(tweede, "Vergoeding ondersteuningscoördinator")
    tweede.volg("Vul de aanwezigheid in")
    tweede.ziet(f"{swv.coordinator.naam}: 1 Expertisedag.")
    assert tweede.page.get_by_label("Bij hoeveel Expertisedagen was de coördinator?").input_value() == "1"


def _zet_in_programma(bureau: Mens) -> None:
    bureau.ga("/bureau/voorzieningen/activiteit/add/")
    bureau.page.get_by_label("Wat voor activiteit is het?").select_option(label="Expertisedag")
    bureau.vul("Titel", TITEL)
    bureau.vul("Op welke dag?", kort(over(20)))
    bureau.vul("Begintijd", "9:30")
    bureau.vul("Eindtijd", "12")
    bureau.page.get_by_label("Plaats", exact=True).fill("Bureau, zaal 1")
    bureau.page.get_by_label("Ondersteuningscoördinator").check()
    bureau.vul("Hoeveel plaatsen zijn er?", "1")
    bureau.vul("Inschrijven vanaf", kort(over(-1)))
    bureau.vul("Inschrijven tot en met", kort(over(10)))
    bureau.klik("Bewaren als concept")
    bureau.volg("In het programma zetten")
    bureau.klik("In het programma zetten")
    bureau.ziet("De activiteit staat in het programma.")


def _schrijft_in(mens: Mens) -> None:
    mens.ga("/")
    mens.volg("Activiteiten")
    mens.volg(TITEL)
    mens.volg("Inschrijven" if not Inschrijving.objects.exists() else "Op de wachtlijst")
    mens.klik("Inschrijven" if not Inschrijving.objects.exists() else "Op de wachtlijst")


def _de_dag_komt() -> None:
    """Weeks go by: the meeting of the story is just over, and the code still works."""
    einde = timezone.now() - timedelta(minutes=1)
    begin = einde - timedelta(hours=2)
    Sessie.objects.update(begint=begin, eindigt=einde)
    Activiteit.objects.update(begint=begin, eindigt=einde)


def _code_in_de_zaal(bureau: Mens) -> str:
    sessie = Sessie.objects.get()
    bureau.ga(f"/bureau/voorzieningen/activiteit/{sessie.activiteit_id}/code/{sessie.pk}/")
    bureau.klik("Code maken")
    bureau.volg("Code in de zaal")
    return bureau.page.locator(".swv-zaalcode").inner_text().strip()
