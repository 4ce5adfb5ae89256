"""Registering a pupil in a niet-schoolse voorziening, and reminding the school of what it brought."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from swv.invullen.leerling import LEERLINGVELDEN, leerling_van
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School
from swv.post.services import bericht_klaarzetten
from voorzieningen.models import Registratie

TERUG = 14  # days in which a reminder that was not sent, goes out yet


@transaction.atomic
def registreren(*, school: School, gegevens: Mapping[str, Any], door: Gebruiker) -> Registratie:
    """The school says that a pupil of its own follows this. `gegevens` is what `RegistrerenForm` cleaned.

    Raises Geweigerd when the number of the pupil is somebody else, or when the pupil already follows the same in a part
    of these days.
    """
    afspraken = {naam: waarde for naam, waarde in gegevens.items() if naam not in LEERLINGVELDEN}
    registratie = Registratie(school=school, leerling=leerling_van(school, gegevens), **afspraken)
    niet_dubbel(registratie)
    vandaag = timezone.localdate()
    nummer = volgend_nummer("registratie", schooljaar(vandaag))
    registratie.kenmerk = f"N-{kort(vandaag)}-{nummer:05d}"
    registratie.save()
    Gebeurtenis.objects.create(
        bron=registratie,
        handeling="registreren",
        label="Geregistreerd",
        door=door,
        naar_status=registratie.status,
        toelichting=f"{datum(registratie.van)} tot en met {datum(registratie.tot)}.",
    )
    return registratie


def niet_dubbel(registratie: Registratie) -> None:
    """Raises Geweigerd when the pupil has another registration at this provider in a part of these days. Holds the
    pupil until the end of the transaction of the caller, so that nobody stores one meanwhile.

    Locks are taken in one order: the row of a registration, then its pupil; other registrations are only read.
    """
    _vergrendel_leerling(registratie)
    anders = Registratie.objects.exclude(pk=registratie.pk).exclude(status=Registratie.Status.VERVALLEN)
    al = anders.filter(
        leerling=registratie.leerling_id,
        aanbieder__iexact=registratie.aanbieder,
        van__lte=registratie.tot,
        tot__gte=registratie.van,
    )
    if al.exists():
        zin = "Deze leerling staat al bij deze aanbieder in (een deel van) deze periode. Open die registratie."
        raise Geweigerd(zin, velden={"aanbieder": [zin]})


def _vergrendel_leerling(registratie: Registratie) -> None:
    """Without its key: a colleague can go on with anything else of this pupil."""
    Leerling.objects.select_for_update(no_key=True).get(pk=registratie.leerling_id)


def herinneren(vandaag: date) -> int:
    """Ask each school once for the effect after the last day, and remind it once of the day to talk. Returns how many
    messages there were to send. Safe to run twice, or after days of silence."""
    grens = vandaag - timedelta(days=TERUG)
    loopt = Registratie.objects.filter(status=Registratie.Status.LOOPT).select_related("school")
    voorbij = loopt.filter(tot__lt=vandaag, tot__gte=grens)
    bespreken = loopt.filter(Q(evaluatie_op__lte=vandaag, evaluatie_op__gte=grens), tot__gte=vandaag)
    rijen = [(rij, "registratie_effect", rij.tot) for rij in voorbij]
    rijen += [(rij, "registratie_bespreken", rij.evaluatie_op or vandaag) for rij in bespreken]
    coordinatoren = _coordinatoren({rij.school_id for rij, _, _ in rijen})
    return sum(_herinner(rij, soort, dag, coordinatoren.get(rij.school_id, ())) for rij, soort, dag in rijen)


def _coordinatoren(scholen: Iterable[int]) -> dict[int, list[Gebruiker]]:
    return {school: list(Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=school)) for school in scholen}


def _herinner(registratie: Registratie, soort: str, dag: date, mensen: Iterable[Gebruiker]) -> int:
    aan = list(mensen)
    for persoon in aan:
        bericht_klaarzetten(
            bron=registratie,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{registratie.pk}:{dag.isoformat()}:{persoon.pk}",
            context={
                "kenmerk": registratie.kenmerk,
                "school": registratie.school.naam,
                "dag": datum(dag),
                "pad": registratie.get_absolute_url(),
            },
        )
    return len(aan)
