"""What a school has to do for its places, and what it waits for, for the home page (see `swv.kern.werk`)."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.models import Plaatsing
from voorzieningen.models import Plaatsingstatus as Status
from voorzieningen.plaatsen import selectors, teksten


def plaatswerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """Offers to answer, places that are over without an effect, places without hours or goal, and waiting lists.
    At most two queries."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return
    vandaag = timezone.localdate()
    zonder_afspraken = Q(status=Status.GEPLAATST) & (Q(tot__lt=vandaag) | Q(doel="", van__lte=vandaag))
    rijen = list(
        Plaatsing.objects.filter(school_id__in=gebruiker.school_ids)
        .filter(Q(status__in=[Status.WACHTLIJST, Status.AANGEBODEN]) | zonder_afspraken)
        .select_related("voorziening", "school")
        .order_by("antwoord_uiterlijk", "aangevraagd_op")[:HOOGSTENS]
    )
    wachtend = [rij.voorziening_id for rij in rijen if rij.status == Status.WACHTLIJST]
    nummers = selectors.rijnummers(wachtend) if wachtend else {}
    toon_school = len(gebruiker.school_ids) > 1
    for plaatsing in rijen:
        yield _regel(plaatsing, nummers.get(plaatsing.pk, 0), toon_school=toon_school)


def _regel(plaatsing: Plaatsing, in_de_rij: int, *, toon_school: bool) -> Werkregel:
    stand = teksten.stand(plaatsing, in_de_rij)
    zin = stand.zin
    if plaatsing.is_begonnen and not plaatsing.is_voorbij:
        zin = "Leg vast hoeveel uur de leerling komt en wat het doel is."
    return Werkregel(
        titel=plaatsing.soort_naam,
        url=plaatsing.get_absolute_url(),
        vak=Vak.WACHTEN if plaatsing.status == Status.WACHTLIJST else Vak.TE_DOEN,
        badge=stand.badge,
        badgesoort=stand.badgesoort,
        over=(plaatsing.kenmerk,) if plaatsing.kenmerk else (),
        school=plaatsing.school.naam if toon_school else "",
        zinnen=(zin,),
        uiterlijk=plaatsing.antwoord_uiterlijk if plaatsing.status == Status.AANGEBODEN else None,
        voor="Antwoord uiterlijk",
    )
