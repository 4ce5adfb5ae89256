"""Moving budget between two lines of one year: one booking, so it happens on both or on neither."""

from datetime import date
from decimal import Decimal

from financien.bedragen import positief
from financien.models import Begrotingspost, Boeking, Rekening
from financien.services.begroting import op_begroting, verplicht_besluit
from financien.services.grootboek import Voorstel, vastleggen
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker


def overboeken(
    *,
    van: Begrotingspost,
    naar: Begrotingspost,
    bedrag: Decimal,
    besluit: str,
    sleutel: str,
    door: Gebruiker,
    ingangsdatum: date | None = None,
) -> Boeking:
    """Move a part (euros) of the budget of `van` to `naar`, with the reference of the decision.

    Both are lines of the same kind in the same year. Raises GeenRuimte when `van` has less free room, JaarGesloten,
    SleutelBestaat, VoorwaardeNietVervuld.
    """
    verplicht_besluit(besluit)
    deel = positief(bedrag)
    if van.pk == naar.pk:
        raise VoorwaardeNietVervuld("Kies een andere post om het bedrag naartoe te boeken.")
    if (van.jaar_id, van.soort) != (naar.jaar_id, naar.soort):
        raise VoorwaardeNietVervuld("Boek alleen over tussen twee posten met baten, of twee met lasten, in één jaar.")
    boeking, _ = vastleggen(
        Voorstel(
            sleutel=sleutel,
            soort=Boeking.Soort.WIJZIGING,
            omschrijving=f"Overboeking {van.code} naar {naar.code}: {besluit}"[:200],
            regels=[
                *op_begroting(van, -deel, Rekening.Soort.WIJZIGING),
                *op_begroting(naar, deel, Rekening.Soort.WIJZIGING),
            ],
            door=door,
            ingangsdatum=ingangsdatum,
        )
    )
    return boeking
