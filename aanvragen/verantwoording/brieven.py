"""What the letter about a judgement says: approved, corrected, and what has to be paid back."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from aanvragen.documents import behandeld_door
from aanvragen.models import Verantwoording
from aanvragen.verantwoording.afrekenen import Afrekening
from financien.models import Bankrekening
from swv.documenten.brieven import Briefgegevens, Ondertekenaar
from swv.documenten.models import Brief
from swv.documenten.services import brief_klaarzetten
from swv.organisaties.models import Gebruiker, Samenwerkingsverband

BEKENDMAKEN = "verantwoording.bekendmaken"
BETALEN_BINNEN = timedelta(weeks=6)  # Awb 4:87, as the letter of a change says


@dataclass(frozen=True)
class Betaalverzoek:
    """Where and until when the board pays back. Without `rekening` the number follows in an invoice."""

    uiterlijk: date
    rekening: Bankrekening | None


@dataclass(frozen=True)
class Inhoud:
    """What the letter says beside the verantwoording, for its template."""

    afrekening: Afrekening
    verzoek: Betaalverzoek | None


def oordeel(verantwoording: Verantwoording, afrekening: Afrekening, *, door: Gebruiker) -> Brief:
    """Write the letter in the transaction of the judgement; the worker makes and seals the PDF."""
    swv, vandaag = Samenwerkingsverband.huidig(), timezone.localdate()
    sjabloon, soort, onderwerp = _uitkomst(verantwoording, afrekening)
    gegevens = Briefgegevens(
        datum=vandaag,
        ontvanger=verantwoording.school.bestuursadres,
        onderwerp=f"{onderwerp}: {verantwoording.aanvraag.soort_naam}",
        ondertekenaar=Ondertekenaar(naam=door.naam, functie=door.functie or "Bureau"),
        behandeld_door=behandeld_door(door, swv),
    )
    inhoud = Inhoud(afrekening, _verzoek(vandaag) if afrekening.teruggevorderd else None)
    return brief_klaarzetten(
        bron=verantwoording,
        soort=soort,
        sjabloon=f"verantwoording/{sjabloon}",
        context={
            **gegevens.als_context(),
            "verantwoording": verantwoording,
            "aanvraag": verantwoording.aanvraag,
            "inhoud": inhoud,
        },
        titel=f"{soort.capitalize()} {verantwoording.kenmerk}",
        kenmerk=verantwoording.kenmerk,
        sleutel=f"verantwoording:{verantwoording.pk}:oordeel",
        vervolg=BEKENDMAKEN,
    )


def _uitkomst(verantwoording: Verantwoording, afrekening: Afrekening) -> tuple[str, str, str]:
    """The template, the kind of letter and its subject; what has to be paid back goes before a correction."""
    if afrekening.teruggevorderd:
        return "terugvordering", "terugvorderingsbrief", "U betaalt een deel van het geld terug"
    if verantwoording.correctie_reden:
        return "correctie", "brief met correctie", "Wij keuren uw verantwoording goed met een correctie"
    return "goedkeuring", "goedkeuringsbrief", "Wij keuren uw verantwoording goed"


def _verzoek(vandaag: date) -> Betaalverzoek:
    eigen = Bankrekening.objects.filter(bestuur__isnull=True).gebruikt_op(vandaag).first()
    return Betaalverzoek(vandaag + BETALEN_BINNEN, eigen if eigen and eigen.is_bruikbaar else None)
