"""Changes of awards, each reached through the acts of the workflow: what cannot happen cannot be made.

toegekend(personas)                                     an awarded frictiefonds request of € 12.500,00
vraag(personas, aanvraag, "minder", bedrag="10.000")    asked by the school, with its board
stel_voor(personas, aanvraag, "intrekken")              begun by the bureau
leg_voor(personas, wijziging, bedrag="10.000")          on the signing desk
stel_vast(personas, wijziging)                          signed
"""

import uuid
from datetime import date
from typing import Any

from django.utils import timezone

from aanvragen.models import Aanvraag, Status, Wijziging
from aanvragen.wijziging import services, workflow
from financien.models import Betalingstermijn, Verplichting
from swv.invullen import services as invullen
from swv.kern.handelingen import verrichten
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.financien import betaal
from tests.personas import Personas

REDEN = "Twee leerlingen zijn verhuisd."


def toegekend(p: Personas, soort: str = "frictiefonds", **opties: Any) -> Aanvraag:
    return maak_aanvraag(p, soort=soort, status=Status.TOEGEKEND, **opties)


def betaal_alles(aanvraag: Aanvraag) -> None:
    """Pay every instalment that has no condition."""
    termijnen = Betalingstermijn.objects.filter(
        verplichting__in=Verplichting.objects.van(aanvraag), status=Betalingstermijn.Status.BETAALBAAR
    )
    for termijn in termijnen.select_related("verplichting__post", "verplichting__boeking"):
        betaal(termijn, str(termijn.te_betalen), sleutel=f"betaling:{termijn.pk}", betaald_op=timezone.localdate())


def doe(handeling: Handeling, wijziging: Wijziging, door: Any, **gegevens: Any) -> Wijziging:
    """Do an act with what a person types; a signature was confirmed a moment ago."""
    return verrichten(handeling, wijziging, door=door, data=gegevens, bevestigd_op=timezone.now())


def kort(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"


def begin(p: Personas, aanvraag: Aanvraag, soort: str, *, door: Gebruiker | None = None) -> Wijziging:
    """A draft with nothing in it."""
    return services.beginnen(aanvraag=aanvraag, soort=soort, door=door or p.coordinator, sleutel=uuid.uuid4())


def concept(p: Personas, aanvraag: Aanvraag, soort: str, **velden: Any) -> Wijziging:
    """A draft of the school, filled in."""
    wijziging = begin(p, aanvraag, soort)
    antwoorden = {"reden": REDEN, **velden}
    return invullen.antwoorden_bewaren(
        wijziging, onderdeel="wijziging", antwoorden=antwoorden, versie=wijziging.versie, door=p.coordinator
    )


def verstuur(p: Personas, wijziging: Wijziging) -> Wijziging:
    """Send a draft, by way of the board where it co-signs."""
    if wijziging.aanvraag.declaratie.medetekening:
        wijziging = doe(workflow.medetekening_vragen, wijziging, p.coordinator)
        return doe(workflow.medetekenen, wijziging, p.bestuur)
    return doe(workflow.vragen, wijziging, p.coordinator)


def vraag(p: Personas, aanvraag: Aanvraag, soort: str, **velden: Any) -> Wijziging:
    return verstuur(p, concept(p, aanvraag, soort, **velden))


def stel_voor(p: Personas, aanvraag: Aanvraag, soort: str) -> Wijziging:
    return services.voorstellen(
        aanvraag=aanvraag, soort=soort, door=p.bureau, sleutel=uuid.uuid4(), aanleiding="De school belde."
    )


def leg_voor(p: Personas, wijziging: Wijziging, **velden: Any) -> Wijziging:
    """To the signing desk, with what was asked unless something else is typed."""
    gevraagd = {
        "bedrag": wijziging.gevraagd_bedrag,
        "uren": wijziging.gevraagde_uren,
        "tot": kort(wijziging.gevraagd_tot) if wijziging.gevraagd_tot else None,
    }
    begin = {naam: str(waarde) for naam, waarde in gevraagd.items() if waarde is not None}
    belast = {"motivering": REDEN, "zienswijze": "De school is het ermee eens."} if wijziging.is_belastend else {}
    getypt = {"voorstel": "instemmen", "advies": "Dit klopt.", **begin, **belast, **velden}
    return doe(workflow.voorleggen, wijziging, p.bureau, **getypt)


def stel_vast(p: Personas, wijziging: Wijziging, **velden: Any) -> Wijziging:
    getypt = {"motivering": wijziging.motivering, **velden}
    return doe(workflow.vaststellen, wijziging, p.directeur, **getypt)


def wijzig(p: Personas, aanvraag: Aanvraag, soort: str, **velden: Any) -> Wijziging:
    """The whole road of a proposal of the bureau."""
    return stel_vast(p, leg_voor(p, stel_voor(p, aanvraag, soort), **velden))
