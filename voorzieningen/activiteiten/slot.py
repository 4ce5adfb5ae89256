"""One at a time: whoever gives out a place in an activity holds its row until commit.

Locks are taken in one order: the activity, then those on its list. Who does an act on one place never takes the
activity, so nobody waits in a circle; what comes free is given by the worker afterwards. The database takes the same
lock by itself (`NIET_TE_VOL` in the models).
"""

from uuid import UUID

from swv.kern.opdrachten import klaarzetten
from voorzieningen.models import Activiteit, Inschrijving

BEDIENEN = "voorzieningen.activiteit_bedienen"
GEWIJZIGD = "voorzieningen.activiteit_gewijzigd"
AFGELAST = "voorzieningen.activiteit_afgelast"
HERINNEREN = "voorzieningen.activiteit_herinneren"
BEWIJZEN = "voorzieningen.activiteit_bewijzen"
BEWIJS_KLAAR = "voorzieningen.activiteit_bewijs_klaar"


def vergrendelen(activiteit_id: UUID) -> None:
    """Wait for the places of this activity and keep them until the end of the transaction."""
    Activiteit.objects.select_for_update().get(pk=activiteit_id)


def laten_bedienen(inschrijving: Inschrijving) -> None:
    """Let the worker give what came free to who waits, after the transaction of the caller."""
    sleutel = f"{BEDIENEN}:{inschrijving.pk}:{inschrijving.versie}"
    klaarzetten(BEDIENEN, sleutel=sleutel, object_id=inschrijving.activiteit_id)


def nieuw_bewijs(inschrijving: Inschrijving) -> None:
    """Let the worker write the certificate as it should now be."""
    sleutel = f"{BEWIJZEN}:{inschrijving.pk}:{inschrijving.versie}"
    klaarzetten(BEWIJZEN, sleutel=sleutel, object_id=inschrijving.activiteit_id)


def na(soort: str, activiteit: Activiteit) -> None:
    """Work that follows this act on the activity: once, with the activity as the act left it."""
    klaarzetten(soort, sleutel=f"{soort}:{activiteit.pk}:{activiteit.versie}", object_id=activiteit.pk)
