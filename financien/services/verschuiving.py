"""Moving a commitment to another year: another split, or what is still open at the end of a year."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from financien.bedragen import positief
from financien.fouten import NietOpenstaand, SleutelBestaat
from financien.models import (
    Begrotingspost,
    Betalingstermijn,
    Boeking,
    Rekening,
    Verplichting,
    Verschuiving,
)
from financien.services.grootboek import Goedkeuring, Herkomst, Regel, Voorstel, in_jaar, vastleggen, verplicht_reden
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker

_R = Rekening.Soort


def herverdelen(
    *,
    verplichting: Verplichting,
    post: Begrotingspost,
    bedrag: Decimal,
    sleutel: str,
    door: Gebruiker,
    reden: str,
    goedkeuring: Goedkeuring | None = None,
) -> Verschuiving:
    """Let another year bear a part (euros) of an award: room comes back in its own year and is taken on `post`. The
    last instalments move along.

    Raises GeenRuimte when `post` has less room, NietOpenstaand when less is open, JaarGesloten, SleutelBestaat.
    """
    deel = positief(bedrag)
    verplicht_reden(reden, "Schrijf op waarom het bedrag naar een ander jaar gaat.")
    with transaction.atomic():
        van = _op_slot(verplichting)
        bekend = _bekend(sleutel, van, post, deel)
        if bekend:
            return bekend
        if post.jaar_id == van.post.jaar_id:
            raise VoorwaardeNietVervuld(f"Deze toekenning staat al in {post.jaar}. Kies een post in een ander jaar.")
        if deel > van.openstaand:
            raise NietOpenstaand(
                f"Van {van} staat nog {euro(van.openstaand)} open. "
                f"Verschuif hoogstens dat bedrag in plaats van {euro(deel)}."
            )
        regels = [
            Regel(van.post, _R.TOEGEKEND, -deel),
            Regel(van.post, _R.VRIJ, deel),
            Regel(post, _R.VRIJ, -deel),
            Regel(post, _R.TOEGEKEND, deel),
        ]
        # A day before the end of both years: at the end of each it counts in the report.
        dag = in_jaar(timezone.localdate(), min(van.post.jaar.jaar, post.jaar.jaar))
        boeking, _ = vastleggen(
            _voorstel(
                van, post, deel, regels, sleutel, door, reden, Boeking.Soort.HERVERDELING, dag, goedkeuring=goedkeuring
            )
        )
        return _van_boeking(boeking)


def overhevelvoorstel(*, van: Verplichting, post: Begrotingspost, sleutel: str, door: Gebruiker) -> Voorstel:
    """The booking that takes everything that is still open of `van` (locked, with its instalments) to `post` of the
    next year, with its budget. It counts from 1 January. Raises NietOpenstaand when nothing is open."""
    deel = van.openstaand
    if not deel:
        raise NietOpenstaand(f"Van {van} staat niets meer open. Er gaat niets mee naar het volgende jaar.")
    regels = [
        Regel(van.post, _R.TOEGEKEND, -deel),
        Regel(van.post, _R.OVERGEHEVELD_UIT, deel),
        Regel(post, _R.OVERGEHEVELD_IN, -deel),
        Regel(post, _R.TOEGEKEND, deel),
    ]
    reden, dag = f"Nog open aan het eind van {van.post.jaar}", date(post.jaar.jaar, 1, 1)
    return _voorstel(van, post, deel, regels, sleutel, door, reden, Boeking.Soort.OVERHEVELING, dag)


def _voorstel(
    van: Verplichting,
    post: Begrotingspost,
    bedrag: Decimal,
    regels: Sequence[Regel],
    sleutel: str,
    door: Gebruiker,
    reden: str,
    soort: Boeking.Soort,
    dag: date,
    *,
    goedkeuring: Goedkeuring | None = None,
) -> Voorstel:
    """One booking with the new commitment, its instalments and the row that ties it to the old one."""
    return Voorstel(
        sleutel=sleutel,
        soort=soort,
        omschrijving=f"{soort.label.capitalize()}: {van}"[:200],
        regels=regels,
        door=door,
        anders_vanaf=dag,
        bron=Herkomst.van(van),
        goedkeuring=goedkeuring,
        verplichting_id=uuid.uuid4(),
        kenmerk=van.kenmerk,
        erbij={
            "verplichting": {
                "post_id": post.pk,
                "bedrag": str(bedrag),
                "omschrijving": van.omschrijving,
                "soort": van.soort,
                "school_id": van.school_id,
                "schooljaar": van.schooljaar,
            },
            "termijnen": list(_laatste_termijnen(van, bedrag)),
            "verschuiving": {"van_id": str(van.pk), "bedrag": str(bedrag), "reden": reden},
        },
    )


def _laatste_termijnen(van: Verplichting, bedrag: Decimal) -> Iterator[dict[str, Any]]:
    """The last instalments with something to pay, together `bedrag`: those that financien_termijnen_verlagen lowers."""
    rest, delen = bedrag, []
    for termijn in sorted(van.termijnen.all(), key=lambda t: -t.volgnummer):
        af = min(rest, termijn.te_betalen)
        rest -= af
        if af:
            delen.append((termijn, af))
    for nummer, (termijn, af) in enumerate(reversed(delen), start=1):
        yield {
            "volgnummer": nummer,
            "bedrag": str(af),
            "voorwaarde": termijn.voorwaarde,
            "vervaldatum": termijn.vervaldatum.isoformat() if termijn.vervaldatum else None,
            "status": _begin(termijn),
        }


def _begin(termijn: Betalingstermijn) -> str:
    return (
        Betalingstermijn.Status.OPEN
        if termijn.status == Betalingstermijn.Status.OPEN
        else Betalingstermijn.Status.BETAALBAAR
    )


def _op_slot(verplichting: Verplichting) -> Verplichting:
    return (
        Verplichting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("post__jaar", "boeking")
        .prefetch_related("termijnen")
        .get(pk=verplichting.pk)
    )


def _bekend(sleutel: str, van: Verplichting, post: Begrotingspost, bedrag: Decimal) -> Verschuiving | None:
    """What was stored under this key; which instalments moved follows from what was open then."""
    rij = Verschuiving.objects.select_related("naar").filter(naar__boeking__sleutel=sleutel).first()
    if rij and (rij.van_id, rij.naar.post_id, rij.bedrag) != (van.pk, post.pk, bedrag):
        raise SleutelBestaat("Onder deze sleutel is al iets anders verschoven. Kijk eerst wat er geboekt is.")
    return rij


def _van_boeking(boeking: Boeking) -> Verschuiving:
    return Verschuiving.objects.select_related("van", "naar").get(naar__boeking=boeking)
