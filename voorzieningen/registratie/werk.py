"""Registrations that are over without an effect, for the home page of a school (see `swv.kern.werk`)."""

from collections.abc import Iterator

from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.models import Registratie
from voorzieningen.registratie import teksten


def registratiewerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """What ended longest ago comes first. One query."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return
    voorbij = Registratie.objects.effect_gevraagd().filter(school_id__in=gebruiker.school_ids)
    for registratie in voorbij.select_related("school").order_by("tot", "id")[:HOOGSTENS]:
        badge, soort = teksten.stand(registratie)
        yield Werkregel(
            titel=registratie.aanbieder,
            url=registratie.get_absolute_url(),
            vak=Vak.TE_DOEN,
            badge=badge,
            badgesoort=soort,
            over=(registratie.kenmerk,),
            school=registratie.school.naam if len(gebruiker.school_ids) > 1 else "",
            zinnen=("De laatste dag is voorbij. Vul in wat de voorziening heeft opgeleverd.",),
        )
