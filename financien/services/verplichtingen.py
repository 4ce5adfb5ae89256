"""Commitments: award and release."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import models, transaction
from django.utils import timezone

from financien.bedragen import negentig_tien, positief
from financien.fouten import BoekingKloptNiet, NietOpenstaand, SleutelBestaat
from financien.models import Begrotingspost, Betalingstermijn, Boeking, Rekening, Verplichting, Vrijval
from financien.services.database import weigeringen
from financien.services.grootboek import Goedkeuring, Regel, Voorstel, vastleggen
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker

__all__ = ["negentig_tien", "verplichten", "vrijgeven"]


def verplichten(
    *,
    bron: models.Model,
    post: Begrotingspost,
    bedrag: Decimal,
    omschrijving: str,
    sleutel: str,
    door: Gebruiker,
    termijnen: Sequence[tuple[Decimal, str]] = (),
    ingangsdatum: date | None = None,
    goedkeuring: Goedkeuring | None = None,
) -> Verplichting:
    """Commit an award to a line: from free room to awarded, with its instalments, in one statement.

    `termijnen` are (euros, condition) and add up to `bedrag`; without them there is one instalment. An instalment
    without condition can be paid at once. Without `ingangsdatum` it counts from today, or from the nearest day of
    the year of the line. Raises GeenRuimte when the line has less free room, also when others book at the same
    moment; JaarGesloten; SleutelBestaat.
    """
    geheel = positief(bedrag)
    delen = [(positief(deel), voorwaarde) for deel, voorwaarde in termijnen] or [(geheel, "")]
    if sum(deel for deel, _ in delen) != geheel:
        raise BoekingKloptNiet(f"De termijnen zijn samen niet {euro(geheel)}. Pas de bedragen van de termijnen aan.")
    kenmerk = str(getattr(bron, "kenmerk", "") or "")
    verplichting_id = uuid.uuid4()
    voorstel = Voorstel(
        sleutel=sleutel,
        soort=Boeking.Soort.TOEKENNING,
        omschrijving=omschrijving,
        regels=[Regel(post, Rekening.Soort.VRIJ, -geheel), Regel(post, Rekening.Soort.TOEGEKEND, geheel)],
        door=door,
        ingangsdatum=ingangsdatum,
        anders_vanaf=_in_jaar(timezone.localdate(), post.jaar.jaar),
        bron=bron,
        goedkeuring=goedkeuring,
        erbij={
            "verplichting": {"post_id": post.pk, "bedrag": str(geheel)},
            "termijnen": [
                {"volgnummer": nummer, "bedrag": str(deel), "voorwaarde": voorwaarde, "status": _begin(voorwaarde)}
                for nummer, (deel, voorwaarde) in enumerate(delen, start=1)
            ],
        },
    )
    boeking, is_nieuw = vastleggen(voorstel, verplichting_id=verplichting_id, kenmerk=kenmerk)
    if not is_nieuw:
        return Verplichting.objects.select_related("boeking").get(boeking_id=boeking.pk)
    verplichting = Verplichting(
        id=verplichting_id,
        bron=bron,
        post=post,
        kenmerk=kenmerk,
        omschrijving=omschrijving,
        bedrag=geheel,
        boeking=boeking,
        vrijgevallen=Decimal("0.00"),
        betaald=Decimal("0.00"),
    )
    verplichting._state.adding, verplichting._state.db = False, "default"
    return verplichting


def _begin(voorwaarde: str) -> str:
    return Betalingstermijn.Status.OPEN if voorwaarde else Betalingstermijn.Status.BETAALBAAR


def _in_jaar(dag: date, jaar: int) -> date:
    """The day of `jaar` nearest to `dag`: a decision of December on next year's budget counts from 1 January."""
    return min(max(dag, date(jaar, 1, 1)), date(jaar, 12, 31))


def vrijgeven(*, verplichting: Verplichting, bedrag: Decimal, sleutel: str, door: Gebruiker, reden: str) -> Vrijval:
    """Give back a part (euros) of a commitment that is not needed; the last instalments shrink first.

    Raises NietOpenstaand when more would come back than is neither paid nor released.
    """
    deel = positief(bedrag)
    if not reden.strip():
        raise VoorwaardeNietVervuld("Schrijf op waarom het bedrag vrijvalt.")
    with transaction.atomic():
        verplichting = (
            Verplichting.objects.select_for_update(of=("self",)).select_related("post__jaar").get(pk=verplichting.pk)
        )
        bekend = Vrijval.objects.filter(boeking__sleutel=sleutel).first()
        if bekend:
            return _zelfde(bekend, verplichting, deel)
        if deel > verplichting.openstaand:
            raise NietOpenstaand(
                f"Van {verplichting} staat nog {euro(verplichting.openstaand)} open. "
                f"Geef hoogstens dat bedrag vrij in plaats van {euro(deel)}."
            )
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
                anders_vanaf=_in_jaar(timezone.localdate(), verplichting.post.jaar.jaar),
                bron=verplichting.bron,
            )
        )
        with weigeringen():
            vrijval = Vrijval.objects.create(
                verplichting=verplichting, boeking=boeking, bedrag=deel, reden=reden, door=door
            )
        _termijnen_verlagen(verplichting, deel)
        return vrijval


def _zelfde(bekend: Vrijval, verplichting: Verplichting, bedrag: Decimal) -> Vrijval:
    if bekend.verplichting_id != verplichting.pk or bekend.bedrag != bedrag:
        raise SleutelBestaat("Onder deze sleutel is al een ander bedrag vrijgegeven. Kijk eerst wat er geboekt is.")
    return bekend


def _termijnen_verlagen(verplichting: Verplichting, bedrag: Decimal) -> None:
    rest = bedrag
    open_termijnen = verplichting.termijnen.filter(status__in=["open", "betaalbaar"]).order_by("-volgnummer")
    for termijn in open_termijnen:
        af = min(rest, termijn.te_betalen)
        termijn.vrijgevallen += af
        rest -= af
        if not termijn.te_betalen:
            termijn.status = Betalingstermijn.Status.VERVALLEN
        termijn.save(update_fields=["vrijgevallen", "status"])
        if not rest:
            return
    assert not rest, "the instalments hold less than the commitment has open"
