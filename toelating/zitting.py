"""A sitting at the signing desk: many decisions with one proof of the second factor (docs/adr/0012).

The list and the versions on it are fixed at the moment of the proof. The worker then does the same act as everywhere on
each, with that proof; what was changed since, or comes later than the kernel allows, is not signed.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from swv.kern.fouten import BevestigingNodig, Geweigerd, NietToegestaan, VerkeerdeStatus, Verouderd
from swv.kern.opdrachten import klaarzetten
from swv.kern.opmaak import datumtijd
from swv.organisaties.models import Gebruiker
from toelating.models import Tlvaanvraag, Zitting, Zittingsregel
from toelating.models.zitting import HOOGSTENS, VERLOPEN
from toelating.tafel import besluithandeling, klaar_voor

TEKENEN = "toelating.tekenen"
Keuze = Mapping[UUID, int]
"""The chosen requests, each with the version that was on the screen."""

NIETS_GEKOZEN = "U heeft nog niets gekozen. Zet een vinkje bij de besluiten die u wilt ondertekenen."
VERKEERDE_CODE = "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app en vul die in."
VERANDERD = (
    "Iemand heeft deze aanvraag veranderd nadat u haar koos. Bekijk haar opnieuw. Daarna kunt u het besluit alsnog "
    "ondertekenen."
)


def beginnen(*, sleutel: UUID, keuze: Keuze, code: str, door: Gebruiker) -> Zitting:
    """Begin a sitting over the chosen decisions, once per `sleutel`; the worker signs them one by one.

    Raises Geweigerd when nothing or too much was chosen or something is gone, BevestigingNodig for a wrong or used
    code. Then nothing is signed.
    """
    try:
        with transaction.atomic():
            return _eigen(sleutel, door) or _nieuw(sleutel, keuze, code, door)
    except BevestigingNodig:
        # Sent twice at once: the code of the second was used up by the first.
        if zitting := _eigen(sleutel, door):
            return zitting
        raise


def _eigen(sleutel: UUID, door: Gebruiker) -> Zitting | None:
    """The sitting that was begun with this key. Raises NietToegestaan when somebody else did."""
    zitting = Zitting.objects.filter(pk=sleutel).first()
    if zitting and zitting.door_id != door.pk:
        raise NietToegestaan("Deze pagina is al door iemand anders gebruikt. Open ‘Ondertekenen’ opnieuw.")
    return zitting


def _nieuw(sleutel: UUID, keuze: Keuze, code: str, door: Gebruiker) -> Zitting:
    if not keuze:
        raise Geweigerd(NIETS_GEKOZEN, velden={"keuze": [NIETS_GEKOZEN]})
    if len(keuze) > HOOGSTENS:
        zin = f"Kies hoogstens {HOOGSTENS} besluiten tegelijk."
        raise Geweigerd(zin, velden={"keuze": [zin]})
    if set(klaar_voor(door).filter(pk__in=keuze).values_list("pk", flat=True)) != set(keuze):
        zin = "Een van de besluiten die u koos, ligt hier niet meer. Kijk de lijst na en onderteken opnieuw."
        raise Geweigerd(zin, velden={"keuze": [zin]})
    if not door.bevestig(code):
        raise BevestigingNodig(VERKEERDE_CODE, velden={"code": [VERKEERDE_CODE]})
    zitting = Zitting.objects.create(pk=sleutel, door=door, bevestigd_op=timezone.now(), aantal=len(keuze))
    regels = Zittingsregel.objects.bulk_create(
        Zittingsregel(zitting=zitting, aanvraag_id=pk, versie=versie) for pk, versie in keuze.items()
    )
    for regel in regels:
        klaarzetten(TEKENEN, sleutel=f"{TEKENEN}:{regel.pk}", object_id=regel.pk)
    return zitting


@transaction.atomic
def regel_tekenen(pk: int) -> Zittingsregel:
    """Sign one decision of a sitting, in the name of who proved the second factor, or write down why not. Signature
    and outcome stand in one transaction: a worker that dies halfway leaves neither. A second time does nothing."""
    regel = Zittingsregel.objects.select_for_update().get(pk=pk)
    if regel.stand != Zittingsregel.Stand.WACHT:
        return regel
    zitting = Zitting.objects.select_related("door").get(pk=regel.zitting_id)
    aanvraag = Tlvaanvraag.objects.select_related("regeling").get(pk=regel.aanvraag_id)
    try:
        with transaction.atomic():
            _teken(aanvraag, zitting, versie=regel.versie)
    except Geweigerd as fout:
        regel.stand, regel.zin = Zittingsregel.Stand.GEWEIGERD, _zin(fout, aanvraag, zitting)
    else:
        regel.stand = Zittingsregel.Stand.GETEKEND
    regel.gedaan_op = timezone.now()
    regel.save(update_fields=["stand", "zin", "gedaan_op"])
    return regel


def _teken(aanvraag: Tlvaanvraag, zitting: Zitting, *, versie: int) -> None:
    if aanvraag.versie != versie:
        raise _veranderd(aanvraag, zitting)
    besluithandeling(aanvraag)(aanvraag, door=zitting.door, versie=versie, bevestigd_op=zitting.bevestigd_op)


def _veranderd(aanvraag: Tlvaanvraag, zitting: Zitting) -> Geweigerd:
    """Changed since it was on the screen; most often because it was signed somewhere else."""
    if aanvraag.besloten_op and aanvraag.besloten_door:
        wie = "U heeft" if aanvraag.besloten_door_id == zitting.door_id else f"{aanvraag.besloten_door.naam} heeft"
        return VerkeerdeStatus(f"{wie} dit besluit al ondertekend, {datumtijd(aanvraag.besloten_op)}.")
    return Verouderd(VERANDERD)


def _zin(fout: Geweigerd, aanvraag: Tlvaanvraag, zitting: Zitting) -> str:
    """In the words of a sitting: what the kernel says is meant for somebody with the dossier on the screen."""
    if isinstance(fout, BevestigingNodig):
        return VERLOPEN
    if isinstance(fout, Verouderd | VerkeerdeStatus):
        aanvraag.refresh_from_db()
        return _veranderd(aanvraag, zitting).zin
    return fout.zin
