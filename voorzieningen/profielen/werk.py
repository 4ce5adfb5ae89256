"""What a school and its board have to do for the profile, for the home page (see `swv.kern.werk`)."""

from collections.abc import Iterator

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils import timezone

from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.models import Profiel, Profielstatus
from voorzieningen.profielen import teksten
from voorzieningen.profielen.selectors import BIJNA


def profielwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """A profile that lies at the board, one that is being written, and one that is or gets too old. One query."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return
    bijna = timezone.localdate() + BIJNA
    aan_de_beurt = Q(status__in=[Profielstatus.CONCEPT, Profielstatus.VOORGELEGD]) | Q(
        status=Profielstatus.GEPUBLICEERD, geldig_tot__lte=bijna
    )
    rijen = (
        Profiel.objects.filter(school_id__in=gebruiker.school_ids)
        .filter(aan_de_beurt)
        .select_related("school")
        .defer("antwoorden")
        .order_by("school__naam", "geldig_tot")[: 2 * HOOGSTENS]
    )
    per_school: dict[int, list[Profiel]] = {}
    for rij in rijen:
        per_school.setdefault(rij.school_id, []).append(rij)
    toon_school = len(gebruiker.school_ids) > 1
    is_bestuur = gebruiker.heeft_rol(Rolsoort.BESTUUR)
    for profielen in [*per_school.values()][:HOOGSTENS]:
        yield _regel(profielen, toon_school=toon_school, is_bestuur=is_bestuur)


def _regel(profielen: list[Profiel], *, toon_school: bool, is_bestuur: bool) -> Werkregel:
    """One line per school: the version in the making when there is one, with the day of the one that gets too old."""
    oud = next((rij for rij in profielen if rij.is_openbaar), None)
    bezig = next((rij for rij in profielen if not rij.is_openbaar), None)
    rij = bezig or profielen[0]
    badge, soort = teksten.badge(rij)
    laatste_dag = oud.geldig_tot - relativedelta(days=1) if oud and oud.geldig_tot else None
    bij_bestuur = bezig is not None and bezig.status == Profielstatus.VOORGELEGD
    wacht = bij_bestuur and not is_bestuur
    return Werkregel(
        titel=rij.soort_naam,
        url=rij.get_absolute_url() if bezig else f"{rij.school_adres}",
        vak=Vak.WACHTEN if wacht else Vak.TE_DOEN,
        badge=badge,
        badgesoort=soort,
        school=rij.school.naam if toon_school else "",
        zinnen=(teksten.zin(rij),),
        uiterlijk=None if wacht else laatste_dag,
        voor="Nieuwe versie uiterlijk",
        is_begonnen_werk=bezig is not None and not bij_bestuur and oud is None,
    )
