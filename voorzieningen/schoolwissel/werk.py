"""What a school has to answer, and which of its pupils seek a place, for the home page (see `swv.kern.werk`)."""

from collections.abc import Iterator

from django.db.models import Q

from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.models import Schoolwissel
from voorzieningen.schoolwissel import teksten

Status = Schoolwissel.Status


def wisselwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """Pupils proposed to the own school, and own pupils without a place. One query."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return
    ids = gebruiker.school_ids
    rijen = (
        Schoolwissel.objects.filter(
            Q(naar_school_id__in=ids, status=Status.VOORGESTELD)
            | Q(school_id__in=ids, status__in=[Status.AANGEMELD, Status.VOORGESTELD])
        )
        .select_related("ronde", "school", "naar_school")
        .order_by("antwoord_uiterlijk", "aangemeld_op")[:HOOGSTENS]
    )
    for wissel in rijen:
        yield _regel(wissel, te_doen=wissel.naar_school_id in ids, toon_school=len(ids) > 1)


def _regel(wissel: Schoolwissel, *, te_doen: bool, toon_school: bool) -> Werkregel:
    stand = teksten.stand(wissel)
    school = wissel.naar_school if te_doen else wissel.school
    return Werkregel(
        titel=wissel.soort_naam,
        url=wissel.get_absolute_url(),
        vak=Vak.TE_DOEN if te_doen else Vak.WACHTEN,
        badge=stand.badge,
        badgesoort=stand.badgesoort,
        over=(wissel.kenmerk,),
        school=school.naam if toon_school and school else "",
        zinnen=("Kan deze leerling op uw school terecht?" if te_doen else stand.zin,),
        uiterlijk=wissel.antwoord_uiterlijk if te_doen else None,
        voor="Antwoord uiterlijk",
    )
