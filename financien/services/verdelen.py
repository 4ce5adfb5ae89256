"""Distributions: prepare the shares, see what each school gets, and book it for all schools at once."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from financien.aandelen import deel_van_jaar, termijnen, verdeel
from financien.fouten import GeenRuimte, JaarGesloten
from financien.models import Aandeel, Begrotingspost, Verdeling, Verplichting
from financien.selectors import stand
from financien.services.database import vergrendelen
from financien.services.grootboek import Herkomst
from financien.services.verplichtingen import verplichten
from financien.verdeling import Termijn
from swv.kern.fouten import VerkeerdeStatus, Verouderd, VoorwaardeNietVervuld
from swv.kern.opmaak import kort_getal
from swv.organisaties.models import Gebruiker, School

AL_VASTGELEGD = "Deze verdeling is al vastgelegd en verandert niet meer. Maak een nieuwe verdeling."


@dataclass(frozen=True)
class Schooldeel:
    """What one school gets: its weight, its amount in euros and the instalments that add up to it."""

    school: School
    gewicht: Decimal
    bedrag: Decimal
    termijnen: Sequence[Termijn]

    @property
    def aandeel(self) -> str:
        """The weight as people write it, without zeros behind the comma."""
        return kort_getal(self.gewicht)


@dataclass(frozen=True)
class Berekening:
    """A distribution worked out: the amount for its months in euros, and the part of each school with a share."""

    te_verdelen: Decimal
    delen: Sequence[Schooldeel]

    @property
    def aandeel(self) -> str:
        """All weights together, as people write it."""
        return kort_getal(sum((deel.gewicht for deel in self.delen), Decimal(0)))

    @property
    def termijnen(self) -> Sequence[Termijn]:
        """The instalments of the school that has most of them, to show when money is paid."""
        return max((deel.termijnen for deel in self.delen), key=len, default=())


def berekenen(verdeling: Verdeling) -> Berekening:
    """Work out what each school gets; one query. Without any share there are no parts."""
    te_verdelen = deel_van_jaar(verdeling.jaarbedrag, len(verdeling.maanden))
    aandelen = {a.school.code: a for a in verdeling.aandelen.select_related("school") if a.gewicht}
    if not aandelen or not te_verdelen:
        return Berekening(te_verdelen, [])
    bedragen = verdeel(te_verdelen, {code: aandeel.gewicht for code, aandeel in aandelen.items()})
    jaar = verdeling.post.jaar.jaar
    return Berekening(
        te_verdelen,
        [
            Schooldeel(
                aandeel.school,
                aandeel.gewicht,
                bedragen[code],
                termijnen(bedragen[code], jaar, verdeling.maanden, per=verdeling.ritme) if bedragen[code] else [],
            )
            for code, aandeel in aandelen.items()
        ],
    )


@transaction.atomic
def verdeling_bewaren(*, verdeling: Verdeling) -> Verdeling:
    """Store a new draft, or what changed in one. Raises VerkeerdeStatus when it was booked."""
    if not verdeling._state.adding:
        verdeling.versie = _op_slot(verdeling.pk).versie + 1
    verdeling.save()
    return verdeling


@transaction.atomic
def aandelen_zetten(*, verdeling: Verdeling, gewichten: Mapping[int, Decimal]) -> None:
    """Give a draft these shares (weight per pk of a school) instead of the ones it had; zero is no share. Raises
    VerkeerdeStatus when it was booked, VoorwaardeNietVervuld for a negative share."""
    if any(gewicht < 0 for gewicht in gewichten.values()):
        raise VoorwaardeNietVervuld("Een aandeel is niet lager dan nul. Vul bij elke school nul of meer in.")
    concept = _op_slot(verdeling.pk)
    concept.aandelen.all().delete()
    Aandeel.objects.bulk_create(
        Aandeel(verdeling=concept, school_id=school, gewicht=gewicht)
        for school, gewicht in gewichten.items()
        if gewicht
    )
    concept.versie += 1
    concept.save(update_fields=["versie"])


@transaction.atomic
def verdeling_weggooien(*, verdeling: Verdeling) -> None:
    """Remove a draft with its shares. Raises VerkeerdeStatus when it was booked."""
    _op_slot(verdeling.pk).delete()


@transaction.atomic
def verdeling_vastleggen(
    *, verdeling: Verdeling, versie: int, besluit: str, door: Gebruiker, ingangsdatum: date | None = None
) -> list[Verplichting]:
    """Award every school its part: one commitment per school with its instalments, all or none, in one transaction.

    `versie` is that of the preview that was agreed to, `besluit` the decision it rests on; it counts from
    `ingangsdatum`, or without it from today. Doing it again gives the
    commitments that are there. Raises Verouderd when the draft changed since, GeenRuimte when the line has less room
    than all of it together, VoorwaardeNietVervuld without shares or decision, JaarGesloten.
    """
    rij = _op_slot(verdeling.pk, ook_vastgelegd=True)
    if rij.is_vastgelegd:
        return verplichtingen_van(rij)
    if rij.versie != versie:
        raise Verouderd("Iemand heeft deze verdeling intussen veranderd. Bekijk de bedragen en leg ze daarna vast.")
    if not besluit.strip():
        raise VoorwaardeNietVervuld("Noem het besluit waarin deze verdeling is vastgesteld.")
    if rij.post.jaar.is_gesloten:
        raise JaarGesloten(f"Begrotingsjaar {rij.post.jaar} is gesloten. Maak de verdeling in een jaar dat open is.")
    berekening = berekenen(rij)
    if not berekening.delen:
        raise VoorwaardeNietVervuld("Geen enkele school heeft een aandeel. Vul eerst de aandelen van de scholen in.")
    vergrendelen(bronnen=[Herkomst.van_bron(rij)], posten=[rij.post_id])
    _past(rij.post, berekening.te_verdelen)
    gemaakt = [
        verplichten(
            bron=rij,
            post=rij.post,
            bedrag=deel.bedrag,
            omschrijving=f"{rij.naam}, {deel.school.naam}"[:200],
            sleutel=f"verdeling:{rij.pk}:{deel.school.pk}",
            door=door,
            termijnen=deel.termijnen,
            soort=rij.soort,
            school=deel.school,
            schooljaar=rij.schooljaar,
            ingangsdatum=ingangsdatum,
        )
        for deel in berekening.delen
        if deel.bedrag
    ]
    rij.besluit, rij.vastgelegd_op, rij.vastgelegd_door = besluit.strip(), timezone.now(), door
    rij.save(update_fields=["besluit", "vastgelegd_op", "vastgelegd_door"])
    return gemaakt


def verplichtingen_van(verdeling: Verdeling) -> list[Verplichting]:
    """What a booked distribution gave each school, in the order of their names; one query."""
    return list(Verplichting.objects.van(verdeling).select_related("school").order_by("school__naam", "school__code"))


def _op_slot(pk: uuid.UUID, *, ook_vastgelegd: bool = False) -> Verdeling:
    rij = Verdeling.objects.select_for_update(of=("self",)).select_related("post__jaar").filter(pk=pk).first()
    if rij is None:
        raise VerkeerdeStatus("Deze verdeling is er niet meer. Iemand heeft haar weggegooid.")
    if rij.is_vastgelegd and not ook_vastgelegd:
        raise VerkeerdeStatus(AL_VASTGELEGD)
    return rij


def _past(post: Begrotingspost, bedrag: Decimal) -> None:
    vrij = stand(post).vrij
    if vrij < bedrag:
        raise GeenRuimte(post=f"{post} ({post.jaar})", vrij=vrij, bedrag=bedrag, raad=GeenRuimte.BIJ_HERVERDELING)
