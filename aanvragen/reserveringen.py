"""What open requests would cost, kept in sight on the line of their kind. It takes no free room; it warns.

A reservation never stops a request: a school can always send one, also when the line is full, missing or closed. What
is wrong with the line stands in the dossier (geldbeeld.py) and in the check below.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from aanvragen.jaarverdeling import jaarverdeling
from aanvragen.models import Aanvraag, Status
from aanvragen.models.aanvraag import OPEN_BIJ_BUREAU
from financien.models import Begrotingspost, Reservering
from financien.services import reserveren as reserveren_op_post
from financien.services import reservering_vervallen
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker


def verwachte_kosten(aanvraag: Aanvraag) -> Decimal | None:
    """What an open request would cost in euros: what the bureau proposes, before that what was asked. None when it
    costs no money or nobody can say yet."""
    voorgelegd = aanvraag.status == Status.TER_ONDERTEKENING and aanvraag.voorgesteld_bedrag is not None
    return kosten(aanvraag, aanvraag.voorgesteld_bedrag if voorgelegd else aanvraag.gevraagd_bedrag)


def kosten(aanvraag: Aanvraag, bedrag: Decimal | None) -> Decimal | None:
    """What an award of `bedrag` would cost in euros, None when that is nothing or unknown."""
    try:
        return aanvraag.declaratie.verplichting(aanvraag, bedrag) or None
    except Geweigerd:
        return None


def reservering_van(aanvraag: Aanvraag) -> Reservering | None:
    """The open reservation of this request."""
    return Reservering.objects.van(aanvraag).filter(vervallen_met=None).select_related("post__jaar").first()


def reserveren(aanvraag: Aanvraag, bedrag: Decimal | None, *, door: Gebruiker) -> None:
    """Keep in sight what an award of `bedrag` euros would cost; another amount takes the place of the first. Without
    costs nothing stays reserved. Called in the transaction of an act, with the row locked; never refuses."""
    try:
        boek(aanvraag, kosten(aanvraag, bedrag), door=door)
    except Geweigerd:
        return  # no line, a closed year or a line of income: the dossier says which


def boek(aanvraag: Aanvraag, bedrag: Decimal | None, *, door: Gebruiker) -> None:
    """Reserve so many euros on the line that would bear them first. Raises Geweigerd when no line can."""
    if bedrag is None:
        laten_vervallen(aanvraag, door=door)
        return
    reserveren_op_post(
        bron=aanvraag, post=post_voor(aanvraag, bedrag), bedrag=bedrag, sleutel=_sleutel(aanvraag), door=door
    )


def laten_vervallen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """The request is decided or withdrawn: nothing of it is reserved any more."""
    reservering_vervallen(bron=aanvraag, sleutel=f"{_sleutel(aanvraag)}:vervalt", door=door)


def post_voor(aanvraag: Aanvraag, bedrag: Decimal) -> Begrotingspost:
    """The line of the first year that would bear it; while there is none, the line where it is reserved already.
    Raises Geweigerd."""
    try:
        return jaarverdeling(aanvraag, bedrag).delen[0].post
    except Geweigerd:
        if open_nu := reservering_van(aanvraag):
            return open_nu.post
        raise


def _sleutel(aanvraag: Aanvraag) -> str:
    """A key of its own for every reservation of this request: rows are only added, so a number is never used twice."""
    return f"aanvraag:{aanvraag.pk}:reservering:{Reservering.objects.van(aanvraag).count()}"


# --- The check: every open request about money has exactly one reservation, every other one has none ------------


@dataclass(frozen=True)
class Afwijking:
    """A request whose reservation is not what it should be; `reden` says why it cannot be put right, or nothing."""

    aanvraag: Aanvraag
    gereserveerd: Decimal | None
    verwacht: Decimal | None
    reden: str = ""

    def __str__(self) -> str:
        is_nu = "niets" if self.gereserveerd is None else euro(self.gereserveerd)
        hoort = "niets" if self.verwacht is None else euro(self.verwacht)
        return f"{self.aanvraag.kenmerk}: gereserveerd {is_nu}, verwacht {hoort}. {self.reden}".strip()


def afwijkingen() -> Iterator[Afwijking]:
    """Requests whose reservation differs from what an award would cost now, or stands on another line."""
    van_aanvragen = ContentType.objects.get_for_model(Aanvraag)
    rijen = Reservering.objects.filter(content_type=van_aanvragen, vervallen_met=None)
    gereserveerd = {rij.object_id: rij for rij in rijen.select_related("post__jaar")}
    mogelijk = Aanvraag.objects.filter(Q(status__in=OPEN_BIJ_BUREAU) | Q(pk__in=list(gereserveerd)))
    op_volgorde = mogelijk.select_related("school", "regeling", "leerling").order_by("kenmerk")
    for aanvraag in op_volgorde.iterator(chunk_size=500):
        if afwijking := _afwijking(aanvraag, gereserveerd.get(aanvraag.pk)):
            yield afwijking


def _afwijking(aanvraag: Aanvraag, rij: Reservering | None) -> Afwijking | None:
    verwacht = verwachte_kosten(aanvraag) if aanvraag.is_open else None
    nu = rij.bedrag if rij else None
    if verwacht is None:
        return Afwijking(aanvraag, nu, None) if rij else None
    try:
        post = post_voor(aanvraag, verwacht)
    except Geweigerd as fout:
        return Afwijking(aanvraag, nu, verwacht, fout.zin)
    return None if rij and (rij.bedrag, rij.post_id) == (verwacht, post.pk) else Afwijking(aanvraag, nu, verwacht)


def reserveringen_bijwerken() -> int:
    """Put right what differs, each in a transaction of its own, in the name of who asked: a line that came later, a
    new year, hours that another award used. Returns how many were put right."""
    return sum(_bijwerken(afwijking.aanvraag) for afwijking in list(afwijkingen()) if not afwijking.reden)


@transaction.atomic
def _bijwerken(aanvraag: Aanvraag) -> bool:
    """Look again under the lock: an act may have come between."""
    rij = Aanvraag.objects.select_for_update(of=("self",)).select_related("school", "regeling").get(pk=aanvraag.pk)
    if _afwijking(rij, reservering_van(rij)) is None:
        return False
    try:
        boek(rij, verwachte_kosten(rij) if rij.is_open else None, door=rij.medegetekend_door or rij.aangevraagd_door)
    except Geweigerd:
        return False
    return True
