"""What a school has to do for what it borrows, for the home page (see `swv.kern.werk`)."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from swv.kern.opmaak import datum
from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.models import Uitlening


def leenwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """Offers to answer, and what should have been brought back. One query."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return
    te_laat = Q(status=Uitlening.Status.UITGEREIKT, tot__lt=timezone.localdate())
    loans = (
        Uitlening.objects.filter(school_id__in=gebruiker.school_ids)
        .filter(te_laat | Q(status=Uitlening.Status.AANGEBODEN))
        .select_related("robot__hulpmiddel", "school")
        .order_by("van")[:HOOGSTENS]
    )
    for lening in loans:
        yield _regel(lening, toon_school=len(gebruiker.school_ids) > 1)


def _regel(lening: Uitlening, *, toon_school: bool) -> Werkregel:
    is_aanbod = lening.status == Uitlening.Status.AANGEBODEN
    wat = lening.robot.hulpmiddel.naam
    return Werkregel(
        titel=f"{wat.capitalize()} lenen: {lening.robot}",
        url=lening.pagina_url,
        vak=Vak.TE_DOEN,
        badge="Aangeboden" if is_aanbod else "Te laat terug",
        badgesoort="info" if is_aanbod else "fout",
        school=lening.school.naam if toon_school else "",
        zinnen=(
            f"Er is een {wat} voor u van {datum(lening.van)} tot en met {datum(lening.tot)}. Neemt u het aanbod aan?"
            if is_aanbod
            else f"De laatste dag was {datum(lening.tot)}. Breng terug wat u leent, of bel het bureau.",
        ),
        uiterlijk=lening.antwoord_uiterlijk if is_aanbod else lening.tot,
        voor="Antwoord uiterlijk" if is_aanbod else "Terug uiterlijk",
    )
