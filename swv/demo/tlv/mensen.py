"""Who advises, decides and signs on TLVs in the demo."""

from datetime import date

from swv.demo.mensen import DOMEIN, GELDIG_VAN
from swv.organisaties.models import Gebruiker, Rol, Rolsoort, Schoolbestuur
from toelating.models import Beroep, Deskundigheid, Mandaat, Soort


def account(naam: str) -> Gebruiker:
    return Gebruiker.objects.get(email=f"{naam}@{DOMEIN}")


def mensen_aanstellen() -> None:
    """The professions of the experts and the mandate of the head of Toeleiding, who decides on praktijkonderwijs."""
    for naam, beroep in (("deskundige", Beroep.ORTHOPEDAGOOG), ("jeugdarts", Beroep.ARTS)):
        Deskundigheid.objects.get_or_create(
            gebruiker=account(naam), beroep=beroep, defaults={"geldig_van": date.fromisoformat(GELDIG_VAN)}
        )
    Mandaat.objects.get_or_create(
        gebruiker=account("toeleiding"),
        soort=Soort.PRO,
        defaults={
            "geldig_van": date.fromisoformat(GELDIG_VAN),
            "gegeven_door": account("directeur"),
            "besluit": "Mandaatbesluit 2024-03",
        },
    )


def bestuur_van(bestuur: Schoolbestuur) -> Gebruiker:
    """Who signs for this board; boards without a demo account get somebody who cannot log in."""
    rol = Rol.objects.filter(soort=Rolsoort.BESTUUR, bestuur=bestuur).select_related("gebruiker").first()
    if rol is not None:
        return rol.gebruiker
    gebruiker = Gebruiker.objects.create_user(
        f"bestuur-{bestuur.nummer}@{DOMEIN}", naam=f"Bestuur {bestuur.naam}"[:120], functie="Bestuurssecretaris"
    )
    Rol.objects.create(gebruiker=gebruiker, soort=Rolsoort.BESTUUR, bestuur=bestuur, geldig_van=GELDIG_VAN)
    return gebruiker
