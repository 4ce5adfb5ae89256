"""What somebody has to do for an activity, for the home page (see `swv.kern.werk`)."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from swv.kern.opmaak import datumtijd
from swv.kern.werk import Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.activiteiten import teksten
from voorzieningen.models import Activiteitstatus, Inschrijving
from voorzieningen.models.activiteiten import NA_EINDE, VOOR_BEGIN

BINNENKORT = timedelta(days=14)
MEE = (Rolsoort.COORDINATOR, Rolsoort.BESTUUR)


def activiteitenwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """The activities of the coming two weeks, and of now with the way to say that one is there. One query."""
    if not gebruiker.heeft_rol(*MEE):
        return
    nu = timezone.now()
    rijen = (
        Inschrijving.objects.filter(
            persoon=gebruiker,
            status=Inschrijving.Status.INGESCHREVEN,
            activiteit__status__in=[Activiteitstatus.OPEN, Activiteitstatus.GESLOTEN],
            activiteit__begint__lte=nu + BINNENKORT,
            activiteit__eindigt__gte=nu - NA_EINDE,
        )
        .select_related("activiteit")
        .order_by("activiteit__begint", "id")[:20]
    )
    for inschrijving in rijen:
        yield _regel(inschrijving)


def _regel(inschrijving: Inschrijving) -> Werkregel:
    activiteit = inschrijving.activiteit
    stand = teksten.stand_van_inschrijving(inschrijving, 0)
    is_nu = activiteit.begint - VOOR_BEGIN <= timezone.now()
    zin = "Vul in de zaal de code in die daar staat." if is_nu else f"Begint op {datumtijd(activiteit.begint)}."
    return Werkregel(
        titel=activiteit.titel,
        url=inschrijving.get_absolute_url(),
        vak=Vak.TE_DOEN if is_nu and activiteit.begint.date() == activiteit.eindigt.date() else Vak.WACHTEN,
        badge=stand.badge,
        badgesoort=stand.badgesoort,
        over=(activiteit.soort_naam,),
        zinnen=(zin,),
    )
