"""What approval does to the money of an award: what was not spent comes off it, and the rest can be paid.

What was not spent is first taken off what is not paid yet, the last instalments first, then claimed back. What waits
for the verantwoording can be paid once every school year of the award is accounted for. A plan is a look; only
`afrekenen` books, through the services of the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from aanvragen.betaalschema import NA_VERANTWOORDING
from aanvragen.models import Aanvraag, Status, Verantwoording
from aanvragen.verantwoording.schooljaren import NUL, deel_van, maakt_af, met_iets_te_verantwoorden, verdeling
from financien.models import Betalingstermijn, Verplichting
from financien.services import (
    betaalbaar_maken,
    post_voor_terugvordering,
    posten_bij_terugvordering,
    terugvorderen,
    vrijgeven,
)
from financien.services.database import vergrendelen
from financien.toekenning import los_deel
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker

Deel = tuple[Verplichting, Decimal]


@dataclass(frozen=True)
class Afrekening:
    """What approving `vastgesteld` euros does. `nog_te_betalen` waited for the verantwoording and can be paid with it;
    `onderweg` can be neither released nor claimed back now: it is on its way to the bank."""

    vastgesteld: Decimal
    vrij: Sequence[Deel]
    terug: Sequence[Deel]
    onderweg: Decimal
    nog_te_betalen: Decimal
    is_slot: bool

    @property
    def vrijgevallen(self) -> Decimal:
        return sum((bedrag for _, bedrag in self.vrij), NUL)

    @property
    def teruggevorderd(self) -> Decimal:
        return sum((bedrag for _, bedrag in self.terug), NUL)

    @property
    def zinnen(self) -> list[str]:
        """The consequences in words, for who approves and for the timeline."""
        delen = (
            (self.nog_te_betalen, "kan na de goedkeuring worden betaald."),
            (self.vrijgevallen, "is nog niet betaald en valt vrij."),
            (self.teruggevorderd, "is al betaald en wordt teruggevorderd."),
        )
        zinnen = [f"{euro(bedrag)} {wat}" for bedrag, wat in delen if bedrag]
        return zinnen or ["Aan de betaling verandert niets."]


def verplichtingen_van(aanvraag: Aanvraag) -> list[Verplichting]:
    """The commitments of an award that stand, the newest budget year first."""
    rijen = Verplichting.objects.van(aanvraag).filter(ingetrokken_met__isnull=True)
    return list(
        rijen.select_related("post__jaar", "boeking").order_by("-post__jaar__jaar", "-boeking__geboekt_op", "id")
    )


def plan(verantwoording: Verantwoording, vastgesteld: Decimal) -> Afrekening:
    """What approving this amount (euros) would do now. Two queries per budget year of the award, and four."""
    rijen = verplichtingen_van(verantwoording.aanvraag)
    vrij, rest = _neem(rijen, [los_deel(rij).bedrag for rij in rijen], verantwoording.toegekend - vastgesteld)
    terug, onderweg = _neem(rijen, [rij.betaald - rij.teruggevorderd for rij in rijen], rest)
    is_slot, vrijgevallen = maakt_af(verantwoording), sum((bedrag for _, bedrag in vrij), NUL)
    return Afrekening(
        vastgesteld=vastgesteld,
        vrij=vrij,
        terug=terug,
        onderweg=onderweg,
        # What waits for the verantwoording is the last to be paid, so it is the first to be released.
        nog_te_betalen=max(_som(_wachtend(rijen)) - vrijgevallen, NUL) if is_slot else NUL,
        is_slot=is_slot,
    )


def _som(termijnen: Sequence[Betalingstermijn]) -> Decimal:
    return sum((termijn.te_betalen for termijn in termijnen), NUL)


def _neem(rijen: Sequence[Verplichting], past: Sequence[Decimal], nodig: Decimal) -> tuple[list[Deel], Decimal]:
    """Take `nodig` euros from these commitments in their order, as far as `past` allows; and what is left."""
    delen: list[Deel] = []
    for rij, hoogstens in zip(rijen, past, strict=True):
        deel = min(nodig, hoogstens)
        if deel > 0:
            delen.append((rij, deel))
            nodig -= deel
    return delen, nodig


def _wachtend(rijen: Sequence[Verplichting]) -> list[Betalingstermijn]:
    """The instalments that wait for the verantwoording, with something left to pay."""
    termijnen = Betalingstermijn.objects.filter(
        verplichting__in=rijen, status=Betalingstermijn.Status.OPEN, voorwaarde=NA_VERANTWOORDING
    )
    return [termijn for termijn in termijnen.select_related("verplichting") if termijn.te_betalen]


def afrekenen(verantwoording: Verantwoording, *, vastgesteld: Decimal, door: Gebruiker) -> Afrekening:
    """Book what approving this amount does, in the transaction of the act, which holds the verantwoording.

    The award is locked first, so that two years of it that are approved at once count with each other. Raises
    VoorwaardeNietVervuld while money is on its way to the bank, and what the ledger refuses.
    """
    aanvraag = Aanvraag.objects.select_for_update(no_key=True).get(pk=verantwoording.aanvraag_id)
    rijen = verplichtingen_van(aanvraag)
    posten = posten_bij_terugvordering(rijen)
    vergrendelen(verplichtingen=[rij.pk for rij in rijen], posten={post.pk for post in posten})
    if verantwoording.toegekend != deel_van(verantwoording):
        raise VoorwaardeNietVervuld("De toekenning is net gewijzigd. Ververs de pagina en werk eerst het bedrag bij.")
    wat = plan(verantwoording, vastgesteld)
    if wat.onderweg:
        raise VoorwaardeNietVervuld(
            f"Van deze toekenning is nog {euro(wat.onderweg)} onderweg naar de bank. Daardoor kan het niet worden "
            "vrijgegeven of teruggevorderd. Keur goed zodra de bank de betaling heeft verwerkt."
        )
    sleutel, reden = f"verantwoording:{verantwoording.pk}", f"Niet besteed volgens {verantwoording}"
    for rij, bedrag in wat.vrij:
        vrijgeven(verplichting=rij, bedrag=bedrag, sleutel=f"{sleutel}:vrij:{rij.pk}", door=door, reden=reden)
    for rij, bedrag in wat.terug:
        terugvorderen(
            verplichting=rij,
            bedrag=bedrag,
            sleutel=f"{sleutel}:terug:{rij.pk}",
            door=door,
            reden=reden,
            post=post_voor_terugvordering(rij),
        )
    wachtend = _wachtend(rijen) if wat.is_slot else []
    _betaalbaar(wachtend, door=door)
    return replace(wat, nog_te_betalen=_som(wachtend))


def vrijmaken(aanvraag: Aanvraag, *, door: Gebruiker | None) -> int:
    """What waits for the verantwoording can be paid while a change left nothing to account for; returns how many
    instalments. The award and its commitments are locked."""
    wachtend = [] if any(verdeling(aanvraag).values()) else _wachtend(verplichtingen_van(aanvraag))
    _betaalbaar(wachtend, door=door)
    return len(wachtend)


def alles_vrijmaken() -> int:
    """The same for every award, also when it was changed directly in the ledger; returns how many instalments."""
    wachtend = Betalingstermijn.objects.filter(
        status=Betalingstermijn.Status.OPEN,
        voorwaarde=NA_VERANTWOORDING,
        verplichting__ingetrokken_met__isnull=True,
        verplichting__content_type=ContentType.objects.get_for_model(Aanvraag),
    )
    toegekend = Aanvraag.objects.filter(status=Status.TOEGEKEND, pk__in=wachtend.values("verplichting__object_id"))
    klaar = toegekend.exclude(pk__in=met_iets_te_verantwoorden(toegekend).values("pk"))
    return sum(_vrijmaken_op_slot(aanvraag) for aanvraag in klaar.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _vrijmaken_op_slot(pk: UUID) -> int:
    aanvraag = Aanvraag.objects.select_for_update(no_key=True).get(pk=pk)
    vergrendelen(verplichtingen=[rij.pk for rij in verplichtingen_van(aanvraag)])
    return vrijmaken(aanvraag, door=None)


def _betaalbaar(termijnen: Sequence[Betalingstermijn], *, door: Gebruiker | None) -> None:
    for termijn in termijnen:
        betaalbaar_maken(termijn=termijn, door=door)
