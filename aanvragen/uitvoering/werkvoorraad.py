"""The piles of work of the bureau on what follows awards."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from aanvragen.models import (
    Aanvraag,
    Afspraak,
    Afspraakstatus,
    Evaluatie,
    Evaluatiestatus,
    Uitvoering,
    Uitvoeringstatus,
)
from aanvragen.models.afspraak import AFSPRAAK_OPEN
from aanvragen.uitvoering.stand import soorten_met
from swv.kern.werkvoorraad import Stapel, Werkvoorraad, altijd
from voorzieningen.models import Uitlening


def _met_afspraak(**waar: Any) -> Q:
    return Q(pk__in=Afspraak.objects.filter(**waar).values("uitvoering_id"))


def _met_evaluatie(**waar: Any) -> Q:
    return Q(pk__in=Evaluatie.objects.filter(**waar).values("uitvoering_id"))


def te_plannen(user: Any, vandaag: date) -> Q:
    """Nobody was chosen to carry it out, no appointment was made yet, or the school asks for another moment."""
    met_partner = Uitvoering.partners.through.objects.values("uitvoering_id")
    zonder_partner = Q(aanvraag__soort__in=soorten_met("houdt_uren_bij")) & ~Q(pk__in=met_partner)
    ooit = _met_afspraak(status__in=[*AFSPRAAK_OPEN, Afspraakstatus.AFGEROND])
    zonder_afspraak = Q(aanvraag__soort__in=soorten_met("plant_afspraken")) & ~ooit
    return zonder_partner | zonder_afspraak | _met_afspraak(status=Afspraakstatus.ANDER_MOMENT)


def te_laat(user: Any, vandaag: date) -> Q:
    """An evaluation that was not filled in, an appointment without report, or a robot that did not come back."""
    leningen = Uitlening.objects.te_laat().filter(content_type=ContentType.objects.get_for_model(Aanvraag))
    return (
        _met_evaluatie(status=Evaluatiestatus.OPEN, uiterlijk__lt=vandaag)
        | _met_afspraak(status__in=AFSPRAAK_OPEN, datum__lt=vandaag)
        | Q(aanvraag_id__in=leningen.values("object_id"))
    )


def wacht_op_school(user: Any, vandaag: date) -> Q:
    return _met_evaluatie(status=Evaluatiestatus.OPEN) | _met_afspraak(
        status=Afspraakstatus.VOORGESTELD, datum__gte=vandaag
    )


def wil_iets_anders(user: Any, vandaag: date) -> Q:
    """The school evaluated and wants to change something, or to stop."""
    return _met_evaluatie(
        status=Evaluatiestatus.INGEVULD, vervolg__in=[Evaluatie.Vervolg.VERANDEREN, Evaluatie.Vervolg.STOPPEN]
    )


WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status=Uitvoeringstatus.LOOPT),
    stapels=(
        Stapel("plannen", "Te plannen", te_plannen),
        Stapel("laat", "Te laat", te_laat),
        Stapel("school", "Wacht op de school", wacht_op_school),
        Stapel("anders", "School wil iets anders", wil_iets_anders),
        Stapel("open", "Alles wat loopt", altijd),
    ),
)
