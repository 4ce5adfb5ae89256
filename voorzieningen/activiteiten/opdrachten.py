"""Background work on activities: giving what comes free, telling who is on the list, and certificates."""

from uuid import UUID

from django.db import transaction

from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from swv.kern.opdrachten import opdracht
from voorzieningen.activiteiten import berichten, bewijs, inschrijvingen, selectors, services, slot
from voorzieningen.models import Activiteit, Activiteitstatus, Inschrijving, Sessie


@opdracht(slot.BEDIENEN)
def bedienen(activiteit_id: str) -> None:
    """The whole list of the activity is served, so twice is harmless."""
    services.wachtlijst_bedienen(activiteit_id)


@opdracht(slot.GEWIJZIGD)
@transaction.atomic
def gewijzigd(activiteit_id: str) -> None:
    """Everybody on the list hears the new days and places; also more meetings than one change are told once."""
    activiteit = Activiteit.objects.get(pk=activiteit_id)
    if activiteit.status != Activiteitstatus.AFGELAST:
        berichten.aan_iedereen(activiteit, "activiteit_gewijzigd")


@opdracht(slot.AFGELAST)
@transaction.atomic
def afgelast(activiteit_id: str) -> None:
    activiteit = Activiteit.objects.get(pk=activiteit_id)
    berichten.aan_iedereen(activiteit, "activiteit_afgelast", reden=activiteit.reden_afgelast)


@opdracht(slot.HERINNEREN)
@transaction.atomic
def herinneren(sessie_id: str) -> None:
    """A meeting that was taken away, put off or called off since reminds nobody."""
    sessie = Sessie.objects.select_related("activiteit").filter(pk=int(sessie_id)).first()
    if sessie is not None and selectors.te_herinneren().filter(pk=sessie.pk).exists():
        berichten.herinneren(sessie)


@opdracht(slot.BEWIJZEN)
def bewijzen(activiteit_id: str) -> None:
    """A certificate for everybody who was there and has none. Each for itself: one that fails keeps nobody waiting.

    Who is refused, for instance because the participant just made it, needs none of us. Raises what failed otherwise,
    after everybody had a turn; the next try does who is left.
    """
    fouten: list[Exception] = []
    for inschrijving in selectors.zonder_bewijs(UUID(activiteit_id)):
        try:
            inschrijvingen.bewijs_maken(inschrijving, door=None)
        except Geweigerd:
            continue
        except Exception as fout:
            fouten.append(fout)
    if fouten:
        raise fouten[0]


@opdracht(slot.BEWIJS_KLAAR)
def bewijs_klaar(brief_id: str) -> None:
    """The certificate can be fetched."""
    brief = Brief.objects.defer("html").get(pk=brief_id)
    inschrijving = Inschrijving.objects.select_related("activiteit", "persoon", "ingeschreven_door").get(
        pk=brief.object_id
    )
    if bewijs.van(inschrijving) == brief:
        berichten.bewijs_klaar(inschrijving, sleutel=f"brief-{brief.pk}")
