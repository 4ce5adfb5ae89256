"""Loading a budget in two steps: keep the file and show it, then book exactly that file."""

import hashlib
from datetime import timedelta
from decimal import Decimal
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from financien.bestanden import lees_bestand
from financien.laadvoorbeeld import bestanden_van
from financien.models import Begrotingslading
from financien.services.begroting import Laadverslag, begroting_laden
from swv.kern.fouten import VerkeerdeStatus, Verouderd
from swv.organisaties.models import Gebruiker

BEWAARTIJD = timedelta(days=1)


def lading_klaarzetten(
    *, naam: str, inhoud: bytes, jaar: int | None, tolerantie: Decimal, door: Gebruiker
) -> Begrotingslading:
    """Keep a file that can be read, for a day. Nothing is booked. Raises BestandKloptNiet with row and column."""
    kort = PurePath(naam).name[-160:]
    lees_bestand(inhoud, kort)
    nu = timezone.now()
    return Begrotingslading.objects.create(
        naam=kort,
        inhoud=inhoud,
        sha256=hashlib.sha256(inhoud).hexdigest(),
        jaar=jaar,
        tolerantie=tolerantie,
        door=door,
        verloopt_op=nu + BEWAARTIJD,
    )


def lading_aanpassen(*, lading: Begrotingslading, jaar: int | None, tolerantie: Decimal) -> Begrotingslading:
    """Take another year, or allow another difference (euros). The file stays as it is."""
    lading.jaar, lading.tolerantie = jaar, tolerantie
    lading.save(update_fields=["jaar", "tolerantie"])
    return lading


def lading_versie(lading: Begrotingslading) -> str:
    """What the page showed: file, year and tolerance. Confirming anything else is refused."""
    wat = f"{lading.sha256}:{lading.jaar}:{Decimal(lading.tolerantie):.2f}"
    return hashlib.sha256(wat.encode()).hexdigest()[:32]


def lading_bevestigen(*, lading: Begrotingslading, versie: str, door: Gebruiker) -> list[Laadverslag]:
    """Book every year of the file, all or nothing.

    Raises Verouderd when the page showed something else, VerkeerdeStatus when this file was loaded before, and all
    that `begroting_laden` raises.
    """
    with transaction.atomic():
        rij = Begrotingslading.objects.select_for_update().filter(pk=lading.pk).first()
        if rij is None:
            raise VerkeerdeStatus("Dit bestand is er niet meer. Kies het opnieuw.")
        if rij.geladen_op:
            raise VerkeerdeStatus("Deze begroting is al geladen. U hoeft niets meer te doen.")
        if versie != lading_versie(rij):
            raise Verouderd("Het jaar of de tolerantie is intussen veranderd. Bekijk het voorbeeld opnieuw.")
        verslagen = [
            begroting_laden(bestand=bestand, door=door, jaar=jaar, tolerantie=rij.tolerantie)
            for jaar, bestand in bestanden_van(rij)
        ]
        rij.geladen_op = timezone.now()
        rij.save(update_fields=["geladen_op"])
        return verslagen


def lading_weggooien(*, lading: Begrotingslading) -> None:
    """Forget a file that was not loaded."""
    Begrotingslading.objects.filter(pk=lading.pk, geladen_op=None).delete()


def ladingen_opruimen() -> int:
    """Forget every file that was not loaded within its day; gives how many. One that is being confirmed stays."""
    with transaction.atomic():
        verlopen = Begrotingslading.objects.filter(geladen_op=None, verloopt_op__lte=timezone.now())
        pks = list(verlopen.select_for_update(skip_locked=True).values_list("pk", flat=True))
        Begrotingslading.objects.filter(pk__in=pks).delete()
    return len(pks)
