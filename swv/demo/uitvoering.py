"""What followed the awards of the demo: a partner with hours, an evaluation, visits, and robots on loan."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from aanvragen.models import Aanvraag, Afspraak, Evaluatie, Status, Uitvoering
from aanvragen.uitvoering import bijwerken
from aanvragen.uitvoering.stand import AFRONDEN_NA_AFLOOP, soorten_met
from aanvragen.uitvoering.uren import WEEK, maandag
from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from aanvragen.workflow import bekendmaken
from swv.demo.dossiers import AMSTERDAM, coordinator_van, op
from swv.kern.handelingen import verrichten
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, Rolsoort

DAG = timedelta(days=1)
TOELICHTINGEN = ("", "Wiskunde en Engels.", "", "Een les viel uit.")


def uitvoering() -> str:
    """Gives how many are new. What has begun already is left as it is."""
    nieuw = [rij for aanvraag in _te_openen() if (rij := _openen(aanvraag))]
    for rij in nieuw:
        if rij.declaratie.houdt_uren_bij:
            _uren(rij)
            _evaluatie(rij)
    for rij in [rij for rij in nieuw if rij.aanvraag.soort == "visitatie"][:1]:
        _bezoeken(rij)
    return f"{len(nieuw)} uitvoeringen nieuw"


def _te_openen() -> list[Aanvraag]:
    return list(
        Aanvraag.objects.filter(
            status=Status.TOEGEKEND,
            soort__in=soorten_met("heeft_uitvoering"),
            uitvoering__isnull=True,
            tot__gte=timezone.localdate() - AFRONDEN_NA_AFLOOP,
        ).order_by("aangemaakt_op")
    )


def _openen(aanvraag: Aanvraag) -> Uitvoering | None:
    """The letter was announced on the day of the award."""
    assert aanvraag.besloten_op is not None
    with op(aanvraag.besloten_op + timedelta(hours=1)):
        if aanvraag.bekendgemaakt_op is None:
            aanvraag = bekendmaken(aanvraag, door=None)
        return bijwerken.openen_voor(aanvraag)


def _doe(handeling: Handeling, rij: Any, door: Gebruiker, **gegevens: Any) -> Any:
    return verrichten(handeling, rij, door=door, data=gegevens)


def _met_rol(soort: str) -> Gebruiker:
    return Gebruiker.objects.filter(rollen__soort=soort).earliest("pk")


def _om(dagen: int, uur: int) -> datetime:
    """So many days ago at this hour."""
    return datetime.combine(timezone.localdate() - dagen * DAG, time(uur, 20), AMSTERDAM)


def _uren(rij: Uitvoering) -> None:
    """Hours in most weeks so far; the last two are still to be filled in."""
    partner, besloten = _met_rol(Rolsoort.PARTNER), rij.aanvraag.besloten_op
    assert rij.aanvraag.van
    assert besloten
    begin = max(rij.aanvraag.van, timezone.localdate(besloten) + 7 * DAG)
    with op(besloten + 3 * DAG):
        rij = _doe(uitvoeringen["partners_kiezen"], rij, _met_rol(Rolsoort.BUREAU), partners=[str(partner.pk)])
    week, nummer = maandag(begin), 0
    while week < maandag(timezone.localdate()) - WEEK:
        if nummer != 3:  # a week of holidays stays empty
            with op(datetime.combine(week + 4 * DAG, time(16), AMSTERDAM)):
                uren = {"week": week.isoformat(), "uren": "2" if nummer % 3 else "1,5"}
                toelichting = TOELICHTINGEN[nummer % len(TOELICHTINGEN)]
                rij = _doe(uitvoeringen["uren_invullen"], rij, partner, **uren, toelichting=toelichting)
        week, nummer = week + WEEK, nummer + 1


def _evaluatie(rij: Uitvoering) -> None:
    """Asked when its day came; who gives the lessons said how it goes, and the school still has to."""
    for dagen in range(30, -1, -1):
        with op(_om(dagen, 8)):
            bijwerken.evaluaties_openen(timezone.localdate())
    if evaluatie := Evaluatie.objects.filter(uitvoering=rij).first():
        with op(_om(1, 15)):
            zin = "De lessen gaan goed. Twee uur achter elkaar is nog te lang; drie keer een uur werkt beter."
            _doe(evaluaties["inbrengen"], evaluatie, _met_rol(Rolsoort.PARTNER), van_partner=zin)


def _bezoeken(rij: Uitvoering) -> None:
    """One visit took place and waits for its report; another is proposed."""
    bureau, vandaag = _met_rol(Rolsoort.BUREAU), timezone.localdate()
    plannen = (
        (8, vandaag - 2 * DAG, "Bezoek aan de lessen", "Annemarie Vos en Joost Prins, collega's van Het Baken"),
        (1, vandaag + 12 * DAG, "Nabespreking met het team", "Noor Bakker, bureau"),
    )
    for geleden, dag, titel, wie in plannen:
        gegevens = {"titel": titel, "datum": dag.isoformat(), "van": "9:30", "tot": "12:00", "wie": wie}
        with op(_om(geleden, 10)):
            rij = _doe(uitvoeringen["afspraak_voorstellen"], rij, bureau, **gegevens, plaats="Personeelskamer")
    with op(_om(7, 9)):
        eerste = Afspraak.objects.filter(uitvoering=rij).earliest("datum")
        _doe(afspraken["bevestigen"], eerste, coordinator_van(rij.school))
