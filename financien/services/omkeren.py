"""Taking a booking back: a counter booking that points at it. Nothing is changed or removed.

Which booking may be taken back, and by whom, stands here and in `financien.rules` alone; the page asks `waarom_niet`.

* Costs, a change of the budget, a recovery: the controller, with a reason.
* An award: the controller, as long as no letter about it stands and nothing of it was paid, released or moved. A
  letter that stands promises the money; the ways out are release, recovery or a new decision.
* A payment: somebody else than who booked it, because its instalment can be paid again afterwards.
* A reservation lapses with its request. A budget, a release, a move and a counter booking have ways of their own.
"""

from datetime import date

from django.db import transaction

from financien.models import Boeking, Rekening, Verplichting
from financien.services.grootboek import Herkomst, Regel, Voorstel, vastleggen, verplicht_reden
from financien.toekenning import verplichting_bij
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus
from swv.organisaties.models import Gebruiker

_ANDERE_WEG = {
    Boeking.Soort.BEGROTING: "Een begroting keert u niet om. Leg een verschil vast als begrotingswijziging.",
    Boeking.Soort.OMKERING: "Een omkering keert u niet om. Doe de eerste boeking opnieuw.",
    Boeking.Soort.VRIJVAL: "Vrijval keert u niet om. Ken het bedrag opnieuw toe.",
    Boeking.Soort.OVERHEVELING: "Een verschuiving keert u niet om. Verdeel het bedrag opnieuw over de jaren.",
    Boeking.Soort.HERVERDELING: "Een verschuiving keert u niet om. Verdeel het bedrag opnieuw over de jaren.",
    Boeking.Soort.RESERVERING: "Een reservering keert u niet om. Zij vervalt vanzelf als de aanvraag is afgehandeld.",
}
_GEBRUIKT = (
    "Van deze toekenning is al iets betaald, vrijgevallen of verschoven. Geef vrij wat nog openstaat in plaats van de "
    "boeking om te keren."
)
_BRIEF_STAAT = (
    "De school heeft een brief over deze toekenning, en die blijft staan. Geef vrij wat niet nodig is, vorder terug "
    "wat al is betaald, of laat een nieuw besluit nemen."
)


def waarom_niet(boeking: Boeking, *, door: Gebruiker) -> Geweigerd | None:
    """Why this person cannot take this booking back, with the way out; None when they can."""
    if Boeking.objects.filter(keert_om=boeking).exists():
        return VerkeerdeStatus("Deze boeking is al omgekeerd.")
    if zin := _ANDERE_WEG.get(Boeking.Soort(boeking.soort)):
        return VerkeerdeStatus(zin)
    if not door.has_perm("financien.boeking_omkeren", boeking):
        return NietToegestaan(_wie(boeking))
    verplichting = Verplichting.objects.filter(boeking=boeking).first()
    if verplichting and _brief_staat(verplichting):
        return VerkeerdeStatus(_BRIEF_STAAT)
    if verplichting and verplichting.is_gebruikt:
        return VerkeerdeStatus(_GEBRUIKT)
    return None


def _wie(boeking: Boeking) -> str:
    if boeking.soort == Boeking.Soort.BETALING:
        return (
            "Een betaling keert iemand anders om dan wie haar boekte: de termijn kan daarna opnieuw worden betaald. "
            "Vraag een andere controller of de directeur-bestuurder."
        )
    return "Alleen de controller kan een boeking omkeren."


def _brief_staat(verplichting: Verplichting) -> bool:
    """A letter about the source of this award that was not withdrawn."""
    return Brief.objects.filter(
        content_type=verplichting.content_type_id, object_id=verplichting.object_id, ingetrokken_op=None
    ).exists()


def omkeren(
    *, boeking: Boeking, sleutel: str, door: Gebruiker, reden: str, ingangsdatum: date | None = None
) -> Boeking:
    """Take a booking back with a counter booking that points at it; doing it again with one key gives that one.

    What hangs on it goes along in the database: an award is withdrawn, a payment or recovery no longer counts. Raises
    what `waarom_niet` gives, NietOpenstaand for a payment of which something was recovered, GeenRuimte when the line
    has since been used.
    """
    verplicht_reden(reden, "Schrijf op waarom de boeking wordt omgekeerd.")
    with transaction.atomic():
        _op_slot(boeking)
        al_omgekeerd = Boeking.objects.filter(keert_om=boeking, sleutel=sleutel).first()
        if al_omgekeerd:
            return al_omgekeerd
        if weigering := waarom_niet(boeking, door=door):
            raise weigering
        return tegenboeken(boeking=boeking, sleutel=sleutel, door=door, reden=reden, ingangsdatum=ingangsdatum)


def tegenboeken(
    *, boeking: Boeking, sleutel: str, door: Gebruiker, reden: str, ingangsdatum: date | None = None
) -> Boeking:
    """The counter booking itself, for an act that has asked whether it may be."""
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


def _op_slot(boeking: Boeking) -> None:
    """Lock the commitment that this booking made, paid or claimed back; commitments come before accounts."""
    if verplichting := verplichting_bij(boeking):
        Verplichting.objects.select_for_update(no_key=True).get(pk=verplichting.pk)
