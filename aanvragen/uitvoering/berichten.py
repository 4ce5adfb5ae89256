"""Who gets a message about what follows an award. It names the kenmerk, never a pupil."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from aanvragen import berichten
from aanvragen.models import Afspraak, Evaluatie, Uitvoering
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.services import bericht_klaarzetten


def school(uitvoering: Uitvoering) -> Iterable[Gebruiker]:
    return berichten.school(uitvoering.aanvraag)


def bureau(uitvoering: Uitvoering) -> Iterable[Gebruiker]:
    return berichten.behandelaars(uitvoering.aanvraag)


def partners(uitvoering: Uitvoering) -> Iterable[Gebruiker]:
    """Who was assigned and still has the role."""
    return Gebruiker.objects.met_rol(Rolsoort.PARTNER).filter(pk__in=uitvoering.partners.values("pk"))


def wie_komen(uitvoering: Uitvoering) -> Iterable[Gebruiker]:
    """School and partners."""
    mensen = Q(pk__in=berichten.school(uitvoering.aanvraag).values("pk"))
    actief = Gebruiker.objects.met_rol(Rolsoort.PARTNER).filter(pk__in=uitvoering.partners.values("pk"))
    return Gebruiker.objects.filter(mensen | Q(pk__in=actief.values("pk")))


def behalve(mensen: Iterable[Gebruiker], door: Gebruiker | None) -> list[Gebruiker]:
    """Who did it knows."""
    return [persoon for persoon in mensen if persoon != door]


def sturen(
    rij: Uitvoering | Evaluatie | Afspraak, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any
) -> None:
    """Put a message ready for each person, once per `sleutel` and person."""
    uitvoering = rij if isinstance(rij, Uitvoering) else rij.uitvoering
    for persoon in aan:
        bericht_klaarzetten(
            bron=rij,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{rij.pk}:{sleutel}:{persoon.pk}",
            context={
                "kenmerk": uitvoering.kenmerk,
                "soort_naam": uitvoering.soort_naam,
                "school": uitvoering.school.naam,
                "pad": uitvoering.get_absolute_url(),
                **context,
            },
        )


def over_afspraak(afspraak: Afspraak, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any) -> None:
    """A message with day, time and place."""
    sturen(
        afspraak,
        soort,
        aan,
        sleutel=sleutel,
        datum=datum(afspraak.datum),
        tijd=f"{afspraak.van:%H:%M}",
        plaats=afspraak.plaats,
        **context,
    )
