"""Aanmeldingen and thuiszitters, each begun and brought further through the acts: what cannot happen cannot be made.
The clock of the caller counts."""

import uuid
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from swv.organisaties.models import Gebruiker, School
from toelating.models import Aanmelding, Thuiszitter
from toelating.monitors.services import aanmelding_vastleggen, thuiszitter_melden
from toelating.monitors.workflow import aanmelding as op_aanmelding
from toelating.monitors.workflow import thuiszitter as op_thuiszitter

_teller = count(1)


def leerling(**anders: Any) -> dict[str, Any]:
    """What a school says about a pupil; another one every time."""
    return {
        "voornaam": "Zoë",
        "tussenvoegsel": "van der",
        "achternaam": "Proefnaam",
        "geboortedatum": date(2012, 4, 30),
        "leerlingnummer": f"M{next(_teller):05d}",
        **anders,
    }


def maak_aanmelding(school: School, door: Gebruiker, *, aangemeld_op: date | None = None, **anders: Any) -> Aanmelding:
    gegevens = {
        "leerling": leerling(),
        "aangemeld_op": aangemeld_op or timezone.localdate() - timedelta(days=12),
        "verwacht": Aanmelding.Verwacht.OUDERS,
        "is_ingeschreven": False,
        "sleutel": uuid.uuid4(),
        **anders,
    }
    return aanmelding_vastleggen(school=school, door=door, **gegevens)


def maak_thuiszitter(school: School, door: Gebruiker, *, dagen: int = 10, **anders: Any) -> Thuiszitter:
    """At home for so many days."""
    gegevens = {
        "leerling": leerling(),
        "soort": "relatief",
        "reden": "wacht",
        "eerste_dag": timezone.localdate() - timedelta(days=dagen),
        "sleutel": uuid.uuid4(),
        **anders,
    }
    return thuiszitter_melden(school=school, door=door, **gegevens)


def doe(dossier: Any, naam: str, door: Gebruiker | None, **gegevens: Any) -> Any:
    """One act; gives the dossier as it is afterwards."""
    workflow = (op_aanmelding if isinstance(dossier, Aanmelding) else op_thuiszitter).workflow
    return workflow[naam](dossier, door=door, **gegevens)


def met_stap(melding: Thuiszitter, door: Gebruiker, *, aan_zet: str = "school", dagen: int = 7) -> Thuiszitter:
    """A step of the plan, due in so many days."""
    uiterlijk = timezone.localdate() + timedelta(days=dagen)
    return doe(melding, "stap_afspreken", door, wat="Gesprek met de ouders", aan_zet=aan_zet, uiterlijk=uiterlijk)
