"""Who gets a message about an aanmelding or a thuiszitter. Messages name the kenmerk and the school, never a pupil."""

from collections.abc import Iterable
from typing import Any

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.services import bericht_klaarzetten
from toelating.models import Aanmelding, Thuiszitter

Bron = Aanmelding | Thuiszitter


def school(bron: Bron) -> Iterable[Gebruiker]:
    return Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=bron.school_id)


def bestuur(bron: Bron) -> Iterable[Gebruiker]:
    return Gebruiker.objects.met_rol(Rolsoort.BESTUUR, bestuur=bron.school.bestuur_id)


def bureau() -> Iterable[Gebruiker]:
    return Gebruiker.objects.met_rol(Rolsoort.BUREAU)


def directeur() -> Iterable[Gebruiker]:
    return Gebruiker.objects.met_rol(Rolsoort.DIRECTEUR)


def sturen(bron: Bron, soort: str, *groepen: Iterable[Gebruiker], sleutel: str = "", **context: Any) -> None:
    """Put a message ready for everybody of these groups, once per version of the dossier, or per `sleutel`."""
    mensen = {persoon.pk: persoon for groep in groepen for persoon in groep}
    for persoon in mensen.values():
        bericht_klaarzetten(
            bron=bron,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{bron.pk}:{sleutel or bron.versie}:{persoon.pk}",
            context={
                "kenmerk": bron.kenmerk,
                "school": bron.school.naam,
                "pad": bron.get_absolute_url(),
                **{naam: datum(dag) if hasattr(dag, "year") else dag for naam, dag in context.items()},
            },
        )
