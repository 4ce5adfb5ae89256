"""What followed the awards of the demo: to its end for those that are over, and still running for the others."""

from datetime import timedelta

from django.utils import timezone

from aanvragen.models import Aanvraag, Afspraak, Status, Uitvoering
from aanvragen.uitvoering import bijwerken
from aanvragen.uitvoering.stand import AFRONDEN_NA_AFLOOP, soorten_met
from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from swv.demo.afloop import doe, laat_aflopen, met_rol, openen, uren_bijhouden
from swv.demo.tijd import DAG, om, op
from swv.demo.verhalen import dossiersleutel, verhalen
from swv.demo.verteller import coordinator_van
from swv.organisaties.models import Rolsoort


def uitvoering() -> str:
    """Gives how many are new. What has begun already is left as it is."""
    voor = Uitvoering.objects.count()
    for aanvraag in _over():
        laat_aflopen(aanvraag)
    for aanvraag in _lopend():
        _loopt(openen(aanvraag))
    bijwerken.afronden(timezone.localdate())  # what was withdrawn
    return f"{Uitvoering.objects.count() - voor} uitvoeringen nieuw"


def _over() -> list[Aanvraag]:
    """Awards of the stories that go on to their end, unless that was played already."""
    sleutels = [dossiersleutel(nummer, verhaal) for nummer, verhaal in enumerate(verhalen()) if verhaal.loopt_af]
    return [rij for rij in Aanvraag.objects.filter(sleutel__in=sleutels, uitvoering=None) if not _is_begonnen(rij)]


def _is_begonnen(aanvraag: Aanvraag) -> bool:
    """What has no follow-through is done once its letter was announced."""
    return not aanvraag.declaratie.heeft_uitvoering and aanvraag.bekendgemaakt_op is not None


def _lopend() -> list[Aanvraag]:
    return list(
        Aanvraag.objects.filter(
            status=Status.TOEGEKEND,
            soort__in=soorten_met("heeft_uitvoering"),
            uitvoering=None,
            tot__gte=timezone.localdate() - AFRONDEN_NA_AFLOOP,
        ).order_by("aangemaakt_op")
    )


def _loopt(rij: Uitvoering) -> None:
    vandaag = timezone.localdate()
    if rij.declaratie.houdt_uren_bij:
        uren_bijhouden(rij, tot=vandaag - 14 * DAG)  # the last two weeks are still to be filled in
        _evaluatie(rij)
    elif rij.declaratie.plant_afspraken and not rij.aanvraag.na_toekenning:
        _bezoeken(rij)


def _evaluatie(rij: Uitvoering) -> None:
    """Asked when its day came; who gives the lessons said how it goes, and the school still has to."""
    vandaag = timezone.localdate()
    for dagen in range(30, -1, -1):
        with op(om(vandaag - dagen * DAG, 8)):
            bijwerken.evaluaties_openen(timezone.localdate())
    rij.refresh_from_db()
    if hasattr(rij, "evaluatie"):
        with op(om(vandaag - DAG, 15)):
            zin = "De lessen gaan goed. Twee uur achter elkaar is nog te lang; drie keer een uur werkt beter."
            doe(evaluaties["inbrengen"], rij.evaluatie, met_rol(Rolsoort.PARTNER), van_partner=zin)


def _bezoeken(rij: Uitvoering) -> None:
    """One visit took place and waits for its report; another is proposed."""
    bureau, vandaag = met_rol(Rolsoort.BUREAU), timezone.localdate()
    plannen = (
        (8, vandaag - 2 * DAG, "Bezoek aan de lessen", "Annemarie Vos en Joost Prins, collega's van Het Baken"),
        (1, vandaag + 12 * DAG, "Nabespreking met het team", "Noor Bakker, bureau"),
    )
    for geleden, dag, titel, wie in plannen:
        gegevens = {"titel": titel, "datum": dag.isoformat(), "van": "9:30", "tot": "12:00", "wie": wie}
        with op(om(vandaag - timedelta(days=geleden), 10)):
            rij = doe(uitvoeringen["afspraak_voorstellen"], rij, bureau, **gegevens, plaats="Personeelskamer")
    with op(om(vandaag - 7 * DAG, 9)):
        eerste = Afspraak.objects.filter(uitvoering=rij).earliest("datum")
        doe(afspraken["bevestigen"], eerste, coordinator_van(rij.school))
