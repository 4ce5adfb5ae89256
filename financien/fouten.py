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
    """The line has less free room than the amount. `vrij` and `bedrag` are in euros; `raad` says what to do."""

    code = "geen_ruimte"
    BIJ_TOEKENNING = "Ken minder toe, of overleg eerst met de controller over ruimte op deze post."
    BIJ_KOSTEN = "Boek de kosten op een andere post, of leg eerst een begrotingswijziging vast."
    BIJ_HERVERDELING = "Verdeel een lager bedrag, of maak eerst ruimte op deze post."
    ANDERS = "Boek minder af of geef eerst toegekend geld vrij."

    def __init__(self, *, post: str, vrij: Decimal, bedrag: Decimal, raad: str = BIJ_TOEKENNING) -> None:
        super().__init__(f"Op post {post} is nog {euro(vrij)} vrij. Dat is te weinig voor {euro(bedrag)}. {raad}")
        self.post = post
        self.vrij = vrij
        self.bedrag = bedrag


class JaarGesloten(Geweigerd):
    """The year of the line is closed; nothing can be booked on it any more."""

    code = "jaar_gesloten"


class JaarNietKlaar(Geweigerd):
    """The year cannot close: money is open on lines that the next year does not have."""

    code = "jaar_niet_klaar"


class SleutelBestaat(Geweigerd):
    """This key was used before for something else."""

    code = "sleutel_bestaat"


class BoekingKloptNiet(Geweigerd):
    """The regels do not add up to zero, or name an account that does not exist."""

    code = "boeking_klopt_niet"


class NietOpenstaand(Geweigerd):
    """More would be paid, released, moved or recovered than can be, or it is too early for it."""

    code = "niet_openstaand"


class BestandKloptNiet(Geweigerd):
    """A budget file cannot be read, or its totals differ more than allowed. Names row and column."""

    code = "bestand_klopt_niet"
