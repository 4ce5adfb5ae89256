"""How a follow-through stands: what still has to be done, and when its evaluation is due. For one row or for many."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from aanvragen.models import Aanvraag, Afspraak, Afspraakstatus, Evaluatie, Uitvoering
from aanvragen.models.aanvraag import NaToekenning
from aanvragen.soorten import alle
from swv.kern.opmaak import datum, kort_getal
from voorzieningen.models import Uitlening, Wachtplaats
from voorzieningen.models.robots import UitleningQuerySet

INVULLEN_NA_AFLOOP = timedelta(days=14)  # the last hours are filled in afterwards
AFRONDEN_NA_AFLOOP = timedelta(days=42)  # then it ends by itself, done or not
WEEK = timedelta(days=7)
VAN_RIJ = OuterRef("aanvraag_id")


def soorten_met(eigenschap: str) -> list[str]:
    """The codes of the kinds that declare this, such as "plant_afspraken"."""
    return [soort.code for soort in alle() if getattr(soort, eigenschap)]


def leningen(aanvraag_id: Any = VAN_RIJ) -> UitleningQuerySet:
    """The loans for one award; by default for that of each row, in a subquery."""
    return Uitlening.objects.filter(content_type=ContentType.objects.get_for_model(Aanvraag), object_id=aanvraag_id)


def met_stand(uitvoeringen: "QuerySet[Uitvoering]") -> "QuerySet[Uitvoering]":
    """With everything that `nog_open` and `evaluatiedag` look at: the same number of queries for one row or many."""
    plaatsen = Wachtplaats.objects.filter(
        content_type=ContentType.objects.get_for_model(Aanvraag), object_id=OuterRef("aanvraag_id")
    )
    uitgereikt = leningen().filter(uitgereikt_op__isnull=False).order_by("uitgereikt_op")
    return (
        uitvoeringen.select_related(
            "aanvraag__school__bestuur", "aanvraag__regeling", "aanvraag__behandelaar", "evaluatie"
        )
        .defer("aanvraag__advies", "aanvraag__motivering")
        .prefetch_related("weken__door", "afspraken", "partners")
        .annotate(
            lening_loopt=Exists(leningen().actief()),
            lening_te_laat=Exists(leningen().te_laat()),
            wacht_op_lening=Exists(plaatsen.open().order_by()),
            uitgereikt_op=Subquery(uitgereikt.values("uitgereikt_op")[:1]),
        )
    )


def evaluatie_van(uitvoering: Uitvoering) -> Evaluatie | None:
    return getattr(uitvoering, "evaluatie", None)


def evaluatiedag(uitvoering: Uitvoering) -> date | None:
    """When the school is asked to evaluate: so many weeks after the first day (regeling, else the kind), at the latest
    on the last day. A loan begins when it is handed over. None for a kind without, and while nothing has begun."""
    aanvraag, soort = uitvoering.aanvraag, uitvoering.declaratie
    weken = int(aanvraag.regeling.getallen.get("evaluatie_na_weken", soort.evaluatie_na_weken) or 0)
    begin = uitvoering.uitgereikt_op if soort.leent_uit else aanvraag.van  # type: ignore[attr-defined]
    if not weken or begin is None:
        return None
    dag: date = begin + WEEK * weken
    return min(dag, aanvraag.tot) if aanvraag.tot else dag


def nog_open(uitvoering: Uitvoering, vandaag: date | None = None) -> list[str]:
    """What still has to be done, a Dutch sentence for each; nothing when it can end. Needs `met_stand`."""
    return _nog_te_doen(uitvoering, vandaag or timezone.localdate()) if uitvoering.loopt else []


def _nog_te_doen(uitvoering: Uitvoering, vandaag: date) -> list[str]:
    return [
        *_uren(uitvoering, vandaag),
        *_evaluatie(uitvoering),
        *_afspraken(uitvoering, vandaag),
        *_lening(uitvoering),
    ]


def _is_voorbij(uitvoering: Uitvoering, vandaag: date, *, na: timedelta = timedelta(0)) -> bool:
    tot = uitvoering.aanvraag.tot
    return tot is not None and vandaag > tot + na


def _uren(uitvoering: Uitvoering, vandaag: date) -> Iterator[str]:
    if not uitvoering.declaratie.houdt_uren_bij:
        return
    if not uitvoering.partners.all():
        yield "Er is nog geen uitvoerder gekozen."
    over = (uitvoering.aanvraag.toegekende_uren or 0) - sum(rij.uren for rij in uitvoering.weken.all())
    if over > 0 and not _is_voorbij(uitvoering, vandaag, na=INVULLEN_NA_AFLOOP):
        yield f"Er zijn nog {kort_getal(over)} uur over."


def _evaluatie(uitvoering: Uitvoering) -> Iterator[str]:
    evaluatie = evaluatie_van(uitvoering)
    if evaluatie is None:
        if dag := evaluatiedag(uitvoering):
            yield f"De school evalueert vanaf {datum(dag)}."
    elif evaluatie.is_open:
        yield f"De evaluatie moet nog worden ingevuld, uiterlijk {datum(evaluatie.uiterlijk)}."


def _afspraken(uitvoering: Uitvoering, vandaag: date) -> Iterator[str]:
    if not uitvoering.declaratie.plant_afspraken:
        return
    afspraken = list(uitvoering.afspraken.all())
    open_ = [rij for rij in afspraken if rij.is_open]
    for rij in open_:
        yield _over_afspraak(rij)
    if open_ or _is_voorbij(uitvoering, vandaag):
        return
    gehouden = any(rij.status == Afspraakstatus.AFGEROND for rij in afspraken)
    yield "Plan een volgende afspraak of rond af." if gehouden else "Er is nog geen afspraak gepland."


def _over_afspraak(afspraak: Afspraak) -> str:
    dag = datum(afspraak.datum)
    if afspraak.wacht_op_verslag:
        return f"Het verslag van {dag} ontbreekt."
    if afspraak.status == Afspraakstatus.ANDER_MOMENT:
        return f"De school vraagt een ander moment dan {dag}."
    wacht = " De school heeft nog niet bevestigd." if afspraak.status == Afspraakstatus.VOORGESTELD else ""
    return f"Er is een afspraak op {dag}.{wacht}"


def _lening(uitvoering: Uitvoering) -> Iterator[str]:
    if uitvoering.lening_te_laat:  # type: ignore[attr-defined]
        yield "De robot had al terug moeten zijn."
    elif uitvoering.lening_loopt:  # type: ignore[attr-defined]
        yield "De robot is uitgeleend."
    elif uitvoering.wacht_op_lening:  # type: ignore[attr-defined]
        yield "De school wacht op een robot."


def reden_om_af_te_ronden(uitvoering: Uitvoering, vandaag: date) -> str | None:
    """Why this can end by itself now, or why it need not go on; None when something has to be done. Needs
    `met_stand`."""
    is_ingetrokken = uitvoering.aanvraag.na_toekenning == NaToekenning.INGETROKKEN
    if is_ingetrokken and not uitvoering.lening_loopt:  # type: ignore[attr-defined]
        return "De toekenning is ingetrokken."
    open_ = _nog_te_doen(uitvoering, vandaag)
    if not open_:
        return "Alles is klaar."
    if _is_voorbij(uitvoering, vandaag, na=AFRONDEN_NA_AFLOOP) and not uitvoering.lening_loopt:  # type: ignore[attr-defined]
        return f"De periode is voorbij. Dit was nog niet klaar: {' '.join(open_)}"
    return None
