"""Plays what follows an award to its end: announced, carried out, reported, evaluated, returned and closed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils import timezone

from aanvragen.models import Aanvraag, Afspraak, Evaluatie, Uitvoering
from aanvragen.uitvoering import bijwerken
from aanvragen.uitvoering.stand import INVULLEN_NA_AFLOOP, evaluatiedag, met_stand, reden_om_af_te_ronden
from aanvragen.uitvoering.uren import WEEK, maandag, urenstand
from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from aanvragen.uitvoering.workflow.uitvoering import vanzelf_afronden
from aanvragen.workflow import bekendmaken
from swv.demo.geld import betaal
from swv.demo.tijd import DAG, om, op
from swv.demo.verteller import coordinator_van
from swv.kern.handelingen import verrichten
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen.workflow import workflow as plaatsen

HALF_UUR = Decimal("0.5")
TOELICHTINGEN = ("", "Wiskunde en Engels.", "", "Een les viel uit.")


def doe(handeling: Handeling, rij: Any, door: Gebruiker, **gegevens: Any) -> Any:
    return verrichten(handeling, rij, door=door, data=gegevens)


def met_rol(soort: str) -> Gebruiker:
    return Gebruiker.objects.filter(rollen__soort=soort).earliest("pk")


def laat_aflopen(aanvraag: Aanvraag) -> None:
    """From the letter to the end of everything that the kind of this award asks."""
    if aanvraag.declaratie.heeft_uitvoering:
        rij = openen(aanvraag)
        laatste = max([stap(rij) for stap in _stappen(rij)])
        _afronden(rij, laatste + DAG)
    else:
        bekendgemaakt(aanvraag)
    for plaatsing in Plaatsing.objects.van(aanvraag):
        _plaats(plaatsing)


def openen(aanvraag: Aanvraag) -> Uitvoering:
    """The letter was announced on the day of the award, and what follows began."""
    aanvraag = bekendgemaakt(aanvraag)
    assert aanvraag.bekendgemaakt_op is not None
    with op(aanvraag.bekendgemaakt_op):
        rij = bijwerken.openen_voor(aanvraag)
    assert rij is not None
    return rij


def bekendgemaakt(aanvraag: Aanvraag) -> Aanvraag:
    """With its letter announced on the day of the award."""
    assert aanvraag.besloten_op is not None
    if aanvraag.bekendgemaakt_op is None:
        with op(aanvraag.besloten_op + timedelta(hours=1)):
            aanvraag = bekendmaken(aanvraag, door=None)
    return aanvraag


def _stappen(rij: Uitvoering) -> list[Callable[[Uitvoering], date]]:
    """What this kind asks, each with the last day on which something happened."""
    soort = rij.declaratie
    vraagt: list[tuple[object, Callable[[Uitvoering], date]]] = [
        (soort.houdt_uren_bij, _alle_uren),
        (soort.evaluatie_na_weken, _evaluatie),
        (soort.plant_afspraken, _afspraak),
    ]
    return [_laatste_dag, *(stap for nodig, stap in vraagt if nodig)]


def _laatste_dag(rij: Uitvoering) -> date:
    return rij.aanvraag.tot or timezone.localdate(rij.aangemaakt_op)


# --- Hours and evaluation ------------------------------------------------------------------------------------


def _alle_uren(rij: Uitvoering) -> date:
    assert rij.aanvraag.tot
    uren_bijhouden(rij, tot=rij.aanvraag.tot)
    betaal(rij.aanvraag, om(rij.aanvraag.tot, 12))
    return rij.aanvraag.tot + INVULLEN_NA_AFLOOP


def uren_bijhouden(rij: Uitvoering, *, tot: date) -> None:
    """A partner is chosen and fills in the hours of most weeks until this day, as many as are left."""
    aanvraag, partner = rij.aanvraag, met_rol(Rolsoort.PARTNER)
    assert aanvraag.van
    assert aanvraag.besloten_op
    with op(aanvraag.besloten_op + 3 * DAG):
        rij = doe(uitvoeringen["partners_kiezen"], rij, met_rol(Rolsoort.BUREAU), partners=[str(partner.pk)])
    week, nummer = maandag(max(aanvraag.van, timezone.localdate(aanvraag.besloten_op) + WEEK)), 0
    while week < maandag(tot):
        uren = _uren_van_week(rij, nummer)
        if uren and nummer != 3:  # a week of holidays stays empty
            with op(om(week + 4 * DAG, 16, 0)):
                velden = {"week": week.isoformat(), "uren": str(uren).replace(".", ",")}
                toelichting = TOELICHTINGEN[nummer % len(TOELICHTINGEN)]
                rij = doe(uitvoeringen["uren_invullen"], rij, partner, **velden, toelichting=toelichting)
        week, nummer = week + WEEK, nummer + 1


def _uren_van_week(rij: Uitvoering, nummer: int) -> Decimal:
    """What the award gives a week, half an hour less in every third week, and never more than is left."""
    stand = urenstand(Uitvoering.objects.get(pk=rij.pk))
    assert stand is not None
    per_week = (stand.per_week or Decimal(2)) - (0 if nummer % 3 else HALF_UUR)
    return min(per_week, stand.over).quantize(HALF_UUR, ROUND_DOWN)


def _evaluatie(rij: Uitvoering) -> date:
    """Asked after its weeks, filled in by the school two weeks later."""
    dag = evaluatiedag(met_stand(Uitvoering.objects.filter(pk=rij.pk)).get())
    assert dag is not None
    with op(om(dag, 8)):
        bijwerken.evaluaties_openen(dag)
    ingevuld = dag + 2 * WEEK
    with op(om(ingevuld, 14)):
        doe(
            evaluaties["invullen"],
            Evaluatie.objects.get(uitvoering=rij),
            coordinator_van(rij.school),
            doel_bereikt=Evaluatie.Doel.DEELS,
            wat_werkt="De leerling doet weer mee. Een vast moment op de dag werkt het best.",
            vervolg=Evaluatie.Vervolg.DOORGAAN,
        )
    return ingevuld


# --- People who come to the school ---------------------------------------------------------------------------


def _afspraak(rij: Uitvoering) -> date:
    """Proposed, confirmed, held, and reported on the next day."""
    begin = timezone.localdate(rij.aangemaakt_op)
    dag = max(begin + 2 * WEEK, rij.aanvraag.van or begin)
    bureau = met_rol(Rolsoort.BUREAU)
    velden = {"titel": "Bijeenkomst met het team", "datum": dag.isoformat(), "van": "15:30", "tot": "17:00"}
    with op(om(begin + 2 * DAG, 10)):
        doe(
            uitvoeringen["afspraak_voorstellen"],
            rij,
            bureau,
            **velden,
            plaats="Personeelskamer",
            wie="Noor Bakker en twee trainers",
        )
    afspraak = Afspraak.objects.get(uitvoering=rij)
    with op(om(begin + 4 * DAG, 9)):
        afspraak = doe(afspraken["bevestigen"], afspraak, coordinator_van(rij.school))
    with op(om(dag + DAG, 11)):
        verslag = "Het team oefende met voorbeelden uit de eigen klas. In het voorjaar belt de school hoe het gaat."
        doe(afspraken["verslag_schrijven"], afspraak, bureau, verslag=verslag)
    return dag + DAG


def _afronden(rij: Uitvoering, dag: date) -> None:
    """By itself when nothing is left to be done; otherwise the bureau says that nothing more follows."""
    with op(om(dag, 6)):
        stand = met_stand(Uitvoering.objects.filter(pk=rij.pk)).get()
        if waarom := reden_om_af_te_ronden(stand, timezone.localdate()):
            vanzelf_afronden(stand, door=None, waarom=waarom)
        else:
            doe(uitvoeringen["afronden"], stand, met_rol(Rolsoort.BUREAU), reden="De school kan nu zelf verder.")


# --- A place -------------------------------------------------------------------------------------------------


def _plaats(plaatsing: Plaatsing) -> None:
    """Offered as soon as there is one, taken by the school, and ended on its last day with what it brought."""
    bureau, school = met_rol(Rolsoort.BUREAU), coordinator_van(plaatsing.school)
    begin = timezone.localdate(plaatsing.aangevraagd_op) + 5 * WEEK
    if plaatsing.status == Plaatsing.Status.WACHTLIJST:
        velden = {"van": max(plaatsing.gevraagd_van, begin).isoformat(), "tot": plaatsing.gevraagd_tot.isoformat()}
        with op(om(begin, 10)):
            uiterlijk = (begin + WEEK).isoformat()
            plaatsing = doe(plaatsen["plaats_aanbieden"], plaatsing, bureau, **velden, antwoord_uiterlijk=uiterlijk)
        with op(om(begin + 2 * DAG, 9)):
            plaatsing = doe(plaatsen["plaats_aannemen"], plaatsing, school)
    with op(om(begin + 3 * DAG, 13)):
        plaatsing = doe(plaatsen["afspraken_vastleggen"], plaatsing, school, uren_per_week="6", doel="ritme")
    with op(om(plaatsing.tot, 16)):
        doe(
            plaatsen["plaats_beeindigen"],
            plaatsing,
            school,
            op=plaatsing.tot.isoformat(),
            effect=Plaatsing.Effect.BEREIKT,
            effect_toelichting="De leerling volgt weer alle lessen op onze school.",
        )
