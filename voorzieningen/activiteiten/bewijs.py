"""The certificate of attendance: a sealed letter that says at which meetings somebody was, and nothing else.

Anybody can check it by its code; the public page names the activity, not the person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from swv.documenten.brieven import Briefgegevens, Ondertekenaar
from swv.documenten.models import Brief
from swv.documenten.openbaar import Openbaar
from swv.documenten.services import brief_intrekken, brief_klaarzetten
from swv.kern.opmaak import datum, uren
from swv.organisaties.models import Samenwerkingsverband
from voorzieningen.activiteiten import selectors
from voorzieningen.activiteiten.slot import BEWIJS_KLAAR
from voorzieningen.models import Inschrijving, Sessie

SOORT = "bewijs van deelname"
VERVANGEN = "Er is daarna aanwezigheid vastgelegd of verbeterd."


@dataclass(frozen=True)
class Inhoud:
    """What the certificate says, for its template."""

    naam: str
    school: str
    titel: str
    soort: str
    sessies: list[Sessie]
    gehouden: int

    @property
    def uren(self) -> str:
        """How many hours together: "7,5 uur"."""
        return uren(sum((Decimal(str(sessie.uren)) for sessie in self.sessies), Decimal(0)).quantize(Decimal("0.1")))


def sessies_van(inschrijving: Inschrijving) -> list[Sessie]:
    """The meetings at which this person was, the first on top."""
    aanwezig = inschrijving.aanwezigheden.filter(is_aanwezig=True).values("sessie")
    return list(Sessie.objects.filter(pk__in=aanwezig))


def van(inschrijving: Inschrijving) -> Brief | None:
    """The certificate that counts; None when there is none."""
    return Brief.objects.van(inschrijving).filter(ingetrokken_op__isnull=True).defer("html").first()


def schrijven(inschrijving: Inschrijving) -> Brief:
    """Write it, in the transaction of the act. The worker makes and seals the PDF."""
    swv, activiteit = Samenwerkingsverband.huidig(), inschrijving.activiteit
    nummer = Brief.objects.van(inschrijving).count() + 1
    school = inschrijving.school.naam if inschrijving.school else ""
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=tuple(regel for regel in (inschrijving.naam, school) if regel),
        onderwerp="Bewijs van deelname",
        ondertekenaar=Ondertekenaar(swv.naam, "het bureau"),
    )
    inhoud = Inhoud(
        naam=inschrijving.naam,
        school=school,
        titel=activiteit.titel,
        soort=activiteit.soort_naam,
        sessies=sessies_van(inschrijving),
        gehouden=activiteit.sessies.count(),
    )
    return brief_klaarzetten(
        bron=inschrijving,
        soort=SOORT,
        sjabloon="voorzieningen/bewijs",
        context={**gegevens.als_context(), "inhoud": inhoud},
        titel=f"Bewijs van deelname {activiteit.kenmerk}",
        kenmerk=activiteit.kenmerk,
        sleutel=f"inschrijving:{inschrijving.pk}:bewijs:{nummer}",
        vervolg=BEWIJS_KLAAR,
    )


def intrekken(inschrijvingen: Iterable[Inschrijving], *, door: Any) -> None:
    """What theirs say is no longer so: the public page says that from now on."""
    for brief in selectors.geldende_bewijzen(inschrijvingen):
        brief_intrekken(brief=brief, reden=VERVANGEN, door=door)


def over(brief: Brief) -> Openbaar | None:
    """What anybody with the code may read: which activity, not who."""
    inschrijving = Inschrijving.objects.select_related("activiteit").filter(pk=brief.object_id).first()
    if inschrijving is None:
        return None
    activiteit = inschrijving.activiteit
    regels = (("Activiteit", activiteit.titel), ("Laatste dag", datum(activiteit.eindigt)))
    return Openbaar("De houder was bij deze activiteit.", geldt=True, regels=regels)
