"""Refusals of the ledger, each with a Dutch sentence that is safe to show."""

from decimal import Decimal

from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import euro


class OnjuistBedrag(Geweigerd):
    """Not an amount in whole cents, or not above zero where it must be."""

    code = "onjuist_bedrag"


class OnbekendePost(Geweigerd):
    """The budget of that year has no line with that code."""

    code = "onbekende_post"

    def __init__(self, *, code: str, jaar: int) -> None:
        super().__init__(
            f"Post {code} staat niet in de begroting van {jaar}. Vraag de controller de post aan te maken."
        )


class GeenRuimte(Geweigerd):
    """The line has less free room than the amount. `vrij` and `bedrag` are in euros."""

    code = "geen_ruimte"

    def __init__(self, *, post: str, vrij: Decimal, bedrag: Decimal, is_toekenning: bool = True) -> None:
        gevolg = (
            "Ken minder toe, of overleg eerst met de controller over ruimte op deze post."
            if is_toekenning
            else "Boek minder af of geef eerst toegekend geld vrij."
        )
        super().__init__(f"Op post {post} is nog {euro(vrij)} vrij. Dat is te weinig voor {euro(bedrag)}. {gevolg}")
        self.post = post
        self.vrij = vrij
        self.bedrag = bedrag


class JaarGesloten(Geweigerd):
    """The year of the line is closed; nothing can be booked on it any more."""

    code = "jaar_gesloten"


class SleutelBestaat(Geweigerd):
    """This key was used before for something else."""

    code = "sleutel_bestaat"


class BoekingKloptNiet(Geweigerd):
    """The regels do not add up to zero, or name an account that does not exist."""

    code = "boeking_klopt_niet"


class NietOpenstaand(Geweigerd):
    """More would be released than the commitment still has open."""

    code = "niet_openstaand"


class BestandKloptNiet(Geweigerd):
    """A budget file cannot be read, or its totals differ more than allowed. Names row and column."""

    code = "bestand_klopt_niet"
