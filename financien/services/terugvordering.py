"""Recovery: a school pays back, and the line has that room again."""

from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from financien.bedragen import positief
from financien.fouten import JaarGesloten, SleutelBestaat
from financien.models import Begrotingspost, Boeking, Rekening, Terugvordering, Verplichting
from financien.services.grootboek import Herkomst, Regel, Voorstel, in_jaar, vastleggen, verplicht_reden
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker


def terugvorderen(
    *,
    verplichting: Verplichting,
    bedrag: Decimal,
    sleutel: str,
    door: Gebruiker,
    reden: str,
    post: Begrotingspost | None = None,
) -> Terugvordering:
    """Claim back a part (euros) of what was paid. It gives room on the line of the award; when that year is closed on
    `post`, the line with the same code in a year that is open.

    Raises NietOpenstaand when more is claimed than was paid, JaarGesloten when an open year is needed, SleutelBestaat.
    """
    deel = positief(bedrag)
    verplicht_reden(reden, "Schrijf op waarom het bedrag wordt teruggevorderd.")
    with transaction.atomic():
        verplichting = (
            Verplichting.objects.select_for_update(of=("self",), no_key=True)
            .select_related("post__jaar", "boeking")
            .get(pk=verplichting.pk)
        )
        bekend = Terugvordering.objects.filter(boeking__sleutel=sleutel).first()
        if bekend:
            return _zelfde(bekend, verplichting, deel)
        op = _post_voor(verplichting, post)
        boeking, _ = vastleggen(
            Voorstel(
                sleutel=sleutel,
                soort=Boeking.Soort.TERUGVORDERING,
                omschrijving=f"Terugvordering {verplichting}"[:200],
                regels=[
                    Regel(op, Rekening.Soort.TERUGGEVORDERD, -deel),
                    Regel(op, Rekening.Soort.VRIJ, deel),
                ],
                door=door,
                anders_vanaf=max(in_jaar(timezone.localdate(), op.jaar.jaar), verplichting.boeking.ingangsdatum),
                bron=Herkomst.van(verplichting),
                erbij={
                    "terugvordering": {
                        "verplichting_id": str(verplichting.pk),
                        "post_id": op.pk,
                        "bedrag": str(deel),
                        "reden": reden,
                    }
                },
            )
        )
        return Terugvordering.objects.select_related("verplichting").get(boeking=boeking)


def post_voor_terugvordering(verplichting: Verplichting) -> Begrotingspost:
    """The line that gets the room when nobody chose one: that of the award, or when its year is closed the line with
    the same code in the first later year that is open. Raises JaarGesloten when there is none."""
    eigen = verplichting.post
    if not eigen.jaar.is_gesloten:
        return eigen
    later = Begrotingspost.objects.filter(code=eigen.code, jaar__jaar__gt=eigen.jaar.jaar, jaar__gesloten_op=None)
    if post := later.select_related("jaar").order_by("jaar__jaar").first():
        return post
    raise JaarGesloten(
        f"Begrotingsjaar {eigen.jaar} is gesloten en er is nog geen open begroting met post {eigen.code}. "
        "Vraag de controller die aan te maken."
    )


def posten_bij_terugvordering(verplichtingen: Iterable[Verplichting]) -> set[Begrotingspost]:
    """The lines to lock before money of these comes back: their own, and those that would get the room. A line that
    does not exist is named when the recovery itself is booked."""
    posten = {rij.post for rij in verplichtingen}
    for rij in verplichtingen:
        with suppress(JaarGesloten):
            posten.add(post_voor_terugvordering(rij))
    return posten


def _post_voor(verplichting: Verplichting, gekozen: Begrotingspost | None) -> Begrotingspost:
    """The line that gets the room. Raises JaarGesloten or VoorwaardeNietVervuld when `gekozen` cannot be it."""
    eigen = verplichting.post
    if not eigen.jaar.is_gesloten:
        if gekozen not in (None, eigen):
            raise VoorwaardeNietVervuld(
                f"Begrotingsjaar {eigen.jaar} is nog open. Vorder terug op post {eigen} van dat jaar."
            )
        return eigen
    if gekozen is None or gekozen.jaar.is_gesloten:
        raise JaarGesloten(
            f"Begrotingsjaar {eigen.jaar} is gesloten. Kies post {eigen.code} in een jaar dat nog open is."
        )
    if gekozen.code != eigen.code:
        raise VoorwaardeNietVervuld(
            f"Deze toekenning staat op post {eigen.code}. Kies die post in de begroting van {gekozen.jaar}."
        )
    return gekozen


def _zelfde(bekend: Terugvordering, verplichting: Verplichting, bedrag: Decimal) -> Terugvordering:
    if (bekend.verplichting_id, bekend.bedrag) != (verplichting.pk, bedrag):
        raise SleutelBestaat("Onder deze sleutel is al iets anders teruggevorderd. Kijk eerst wat er geboekt is.")
    return bekend
