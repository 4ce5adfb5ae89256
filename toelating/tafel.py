"""What lies on the signing desk of somebody: per decision what to know before signing, and why it cannot be signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from swv.kern.workflow import Handeling
from toelating import rules
from toelating.besluit import duur_in_woorden, is_maatwerk, signalen, wijkt_af
from toelating.briefinhoud import categorie_in_woorden
from toelating.models import Status, Tlvaanvraag
from toelating.models.zitting import HOOGSTENS
from toelating.onderdelen.basis import jaren_in_woorden
from toelating.workflow.besluiten import BESLUITEN


@dataclass(frozen=True)
class Tafelregel:
    """One decision that is ready, for the person who looks."""

    aanvraag: Tlvaanvraag
    signalen: list[str]
    reden_niet: str

    @property
    def keuze(self) -> str:
        """What a choice of this decision sends: which, and the version that was on the screen."""
        return f"{self.aanvraag.pk}:{self.aanvraag.versie}"

    @property
    def advies(self) -> str:
        return advies_in_woorden(self.aanvraag)

    @property
    def voorstel(self) -> str:
        return str(self.aanvraag.get_voorstel_display())

    @property
    def categorie(self) -> str:
        return categorie_in_woorden(self.aanvraag.categorie)

    @property
    def duur(self) -> str:
        return duur_in_woorden(self.aanvraag)

    @property
    def is_maatwerk(self) -> bool:
        return is_maatwerk(self.aanvraag)

    @property
    def afwijkingen(self) -> list[str]:
        return wijkt_af(self.aanvraag)


def tafel(user: Any) -> list[Tafelregel]:
    """The decisions that are ready and that this person may see, the oldest first; at most as many as one sitting
    takes. Always the same number of queries."""
    prefetch_related_objects([user], "mandaten")
    vandaag = timezone.localdate()
    return [
        Tafelregel(aanvraag, signalen(aanvraag, vandaag), waarom_niet(aanvraag, user))
        for aanvraag in met_alles_voor_oordeel(klaar_voor(user))[:HOOGSTENS]
    ]


def klaar_voor(user: Any) -> "QuerySet[Tlvaanvraag]":
    aanvragen = Tlvaanvraag.objects.buiten_advies(user).filter(status=Status.TER_ONDERTEKENING)
    return aanvragen.order_by("voorgelegd_op", "id")


def met_alles_voor_oordeel(aanvragen: "QuerySet[Tlvaanvraag]") -> "QuerySet[Tlvaanvraag]":
    """With all that `waarom_niet` and the signals look at."""
    return aanvragen.select_related("school", "regeling", "leerling", "opgesteld_door", "vorige").prefetch_related(
        "aanvullingsverzoeken", "deskundigenadviezen", "leerling__verklaringen", "verschoningen", "zienswijzen"
    )


def besluithandeling(aanvraag: Tlvaanvraag) -> Handeling:
    """The act that signs what lies ready. Raises KeyError when nothing does."""
    return BESLUITEN[aanvraag.voorstel]


def waarom_niet(aanvraag: Tlvaanvraag, user: Any) -> str:
    """Why this person cannot sign this decision now; nothing when they can."""
    if rules.is_opsteller.test(user, aanvraag):
        return "U heeft dit besluit zelf voorbereid. Iemand anders ondertekent het."
    if not rules.mag_besluiten.test(user, aanvraag):
        return f"U heeft vandaag geen mandaat voor ‘{aanvraag.soort_naam}’."
    if not aanvraag.voorstel:
        return "Er ligt nog geen besluit klaar. Wacht tot het bureau het voorlegt."
    handeling = besluithandeling(aanvraag)
    fout = handeling.weigering(aanvraag, user) or handeling.belemmering(aanvraag)
    return fout.zin if fout else ""


def advies_in_woorden(aanvraag: Tlvaanvraag) -> str:
    """Yes or no, the category and for how long."""
    if aanvraag.advies_toelaatbaar is None:
        return "geen advies"
    if not aanvraag.advies_toelaatbaar:
        return "niet toelaatbaar"
    delen = ["toelaatbaar"]
    if aanvraag.advies_categorie:
        delen.append(f"categorie {categorie_in_woorden(aanvraag.advies_categorie)}")
    if aanvraag.advies_schooljaren:
        delen.append(jaren_in_woorden(aanvraag.advies_schooljaren))
    return ", ".join(delen)


def tekenbaar(regels: Iterable[Tafelregel]) -> list[Tafelregel]:
    return [regel for regel in regels if not regel.reden_niet]
