"""Release: what of an award is not needed goes back to its line."""

from decimal import Decimal

from django.utils import timezone

from financien.bedragen import positief
from financien.models import Boeking, Rekening, Verplichting, Vrijval
from financien.services.grootboek import Herkomst, Regel, Voorstel, telt_vanaf, vastleggen, verplicht_reden
from swv.organisaties.models import Gebruiker


def vrijgeven(*, verplichting: Verplichting, bedrag: Decimal, sleutel: str, door: Gebruiker, reden: str) -> Vrijval:
    """Give back a part (euros) of a commitment that is not needed; the last instalments shrink first.

    Raises NietOpenstaand when more would come back than is neither paid, released nor moved; SleutelBestaat.
    """
    deel = positief(bedrag)
    verplicht_reden(reden, "Schrijf op waarom het bedrag vrijvalt.")
    boeking, _ = vastleggen(
        Voorstel(
            sleutel=sleutel,
            soort=Boeking.Soort.VRIJVAL,
            omschrijving=f"Vrijval {verplichting}"[:200],
            regels=[
                Regel(verplichting.post, Rekening.Soort.VRIJGEVALLEN, -deel),
                Regel(verplichting.post, Rekening.Soort.VRIJ, deel),
            ],
            door=door,
            anders_vanaf=telt_vanaf(verplichting, timezone.localdate()),
            bron=Herkomst.van(verplichting),
            erbij={"vrijval": {"verplichting_id": str(verplichting.pk), "bedrag": str(deel), "reden": reden}},
        )
    )
    return Vrijval.objects.select_related("verplichting").get(boeking=boeking)
