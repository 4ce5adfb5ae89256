"""Questions about the effect: asked on their day three and nine months later, and answered but for one."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from aanvragen.models import Aanvraag, Effectmeting, Status, Verantwoording
from aanvragen.models.verantwoording import BEOORDEELD
from aanvragen.verantwoording import effect
from swv.demo.tijd import om, op
from swv.demo.verhalen import PARKHURST, dossiersleutel, verhalen
from swv.demo.verteller import coordinator_van
from swv.kern.handelingen import verrichten

NA_DAGEN = timedelta(days=9)  # after which a school answered
ANTWOORDEN = {
    3: (Effectmeting.Oordeel.HELEMAAL, "De afspraken staan in het rooster. Docenten werken ermee zonder hulp."),
    9: (Effectmeting.Oordeel.DEELS, "Het loopt nog. Een nieuwe docent kent de aanpak nog niet."),
}


def effect_vragen() -> None:
    """Every question whose day has come, each once; the last one for the first coordinator is still to be answered."""
    vandaag = timezone.localdate()
    momenten = [
        (dag, aanvraag, maanden)
        for aanvraag, vanaf in (*_verantwoord(), *_zonder_geld())
        for maanden in effect.NA_MAANDEN
        if (dag := vanaf + relativedelta(months=maanden)) <= vandaag
    ]
    gesteld = [paar for paar in sorted(momenten, key=lambda rij: rij[0]) if _stel(*paar)]
    laatste = max((dag for dag, aanvraag, _ in gesteld if aanvraag.school.code == PARKHURST), default=vandaag)
    for dag, aanvraag, maanden in gesteld:
        if dag + NA_DAGEN <= vandaag and not (dag == laatste and aanvraag.school.code == PARKHURST):
            _antwoord(dag, aanvraag, maanden)


def _verantwoord() -> list[tuple[Aanvraag, date]]:
    """Awards of money with the day on which they were accounted for."""
    rijen = Verantwoording.objects.filter(status__in=BEOORDEELD, is_slot=True).select_related("aanvraag__school")
    return [(rij.aanvraag, timezone.localdate(rij.besloten_op)) for rij in rijen]


def _zonder_geld() -> list[tuple[Aanvraag, date]]:
    """Awards of other stories that go on to their end, with their last day or, when that came later, the decision."""
    sleutels = [dossiersleutel(nummer, rij) for nummer, rij in enumerate(verhalen()) if rij.loopt_af]
    rijen = Aanvraag.objects.filter(sleutel__in=sleutels, status=Status.TOEGEKEND).select_related("school")
    besloten = [(rij, timezone.localdate(rij.besloten_op)) for rij in rijen if rij.declaratie.vraagt_effect]
    return [(rij, max(rij.tot or dag, dag)) for rij, dag in besloten]


def _stel(dag: date, aanvraag: Aanvraag, maanden: int) -> bool:
    with op(om(dag, 7)):
        return effect.stel_vraag(aanvraag, maanden)


def _antwoord(dag: date, aanvraag: Aanvraag, maanden: int) -> None:
    meting = Effectmeting.objects.select_related("aanvraag", "school").get(aanvraag=aanvraag, na_maanden=maanden)
    oordeel, toelichting = ANTWOORDEN[maanden]
    with op(om(dag + NA_DAGEN, 16)):
        gegevens = {"oordeel": oordeel, "toelichting": toelichting}
        verrichten(effect.workflow["beantwoorden"], meting, door=coordinator_van(aanvraag.school), data=gegevens)
