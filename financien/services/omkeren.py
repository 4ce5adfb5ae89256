"""Taking a booking back: a counter booking that points at it. Nothing is changed or removed."""

from datetime import date

from django.db import transaction

from financien.models import Betaling, Boeking, Rekening, Verplichting
from financien.services.grootboek import Herkomst, Regel, Voorstel, vastleggen, verplicht_reden
from swv.kern.fouten import VerkeerdeStatus
from swv.organisaties.models import Gebruiker

_NOOIT = {
    Boeking.Soort.BEGROTING: "Een begroting keert u niet om. Leg een verschil vast als begrotingswijziging.",
    Boeking.Soort.OMKERING: "Een omkering keert u niet om. Doe de eerste boeking opnieuw.",
    Boeking.Soort.VRIJVAL: "Vrijval keert u niet om. Ken het bedrag opnieuw toe.",
    Boeking.Soort.OVERHEVELING: "Een verschuiving keert u niet om. Verdeel het bedrag opnieuw over de jaren.",
    Boeking.Soort.HERVERDELING: "Een verschuiving keert u niet om. Verdeel het bedrag opnieuw over de jaren.",
}


def is_omkeerbaar(boeking: Boeking) -> bool:
    """Whether it makes sense to offer it, without reading what hangs on it; `omkeren` decides."""
    return boeking.soort not in _NOOIT and not hasattr(boeking, "omkering")


def omkeren(
    *, boeking: Boeking, sleutel: str, door: Gebruiker, reden: str, ingangsdatum: date | None = None
) -> Boeking:
    """Take a booking back with a counter booking that points at it.

    What hangs on it goes along in the database: an award is withdrawn, a payment or recovery no longer counts, a
    reservation lapses. Raises VerkeerdeStatus for a booking that cannot be taken back (any more), NietOpenstaand for a
    payment of which something was recovered, GeenRuimte when the line has since been used.
    """
    verplicht_reden(reden, "Schrijf op waarom de boeking wordt omgekeerd.")
    with transaction.atomic():
        verplichting = _verplichting_op_slot(boeking)
        al_omgekeerd = Boeking.objects.filter(keert_om=boeking, sleutel=sleutel).first()
        if al_omgekeerd:
            return al_omgekeerd
        _omkeerbaar(boeking, verplichting)
        tegenboeking, _ = vastleggen(
            Voorstel(
                sleutel=sleutel,
                soort=Boeking.Soort.OMKERING,
                omschrijving=f"Omkering: {reden}"[:200],
                regels=[
                    Regel(regel.rekening.post, Rekening.Soort(regel.rekening.soort), -regel.bedrag)
                    for regel in boeking.regels.select_related("rekening__post")
                ],
                door=door,
                ingangsdatum=ingangsdatum or boeking.ingangsdatum,
                bron=Herkomst.van(boeking),
                keert_om=boeking,
            )
        )
        return tegenboeking


def _verplichting_op_slot(boeking: Boeking) -> Verplichting | None:
    """The commitment that this booking made or paid, locked; commitments come before accounts."""
    betaling = Betaling.objects.filter(boeking=boeking).select_related("termijn").first()
    op_slot = Verplichting.objects.select_for_update(no_key=True)
    if betaling:
        return op_slot.get(pk=betaling.termijn.verplichting_id)
    return op_slot.filter(boeking=boeking).first() or op_slot.filter(terugvorderingen__boeking=boeking).first()


def _omkeerbaar(boeking: Boeking, verplichting: Verplichting | None) -> None:
    if Boeking.objects.filter(keert_om=boeking).exists():
        raise VerkeerdeStatus("Deze boeking is al omgekeerd.")
    if zin := _NOOIT.get(Boeking.Soort(boeking.soort)):
        raise VerkeerdeStatus(zin)
    if verplichting and verplichting.boeking_id == boeking.pk and verplichting.is_gebruikt:
        raise VerkeerdeStatus(
            "Van deze toekenning is al iets betaald, vrijgevallen of verschoven. Geef vrij wat nog openstaat in plaats "
            "van de boeking om te keren."
        )
