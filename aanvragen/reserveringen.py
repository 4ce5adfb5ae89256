"""What open requests would cost, kept in sight on the line of their kind, per budget year. It takes no room; it warns.

A reservation never stops a request: a school can always send one, also when the line is full, missing or closed. What
is wrong with the line stands in the dossier (geldbeeld.py) and in the check below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from aanvragen.jaarverdeling import jaarverdeling
from aanvragen.models import Aanvraag, Status
from aanvragen.models.aanvraag import OPEN_BIJ_BUREAU
from financien.models import Begrotingspost, Reservering
from financien.services import naar_rato, open_reserveringen, reservering_vervallen
from financien.services import reserveren as reserveren_op_posten
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker

Verdeling = Sequence[tuple[Begrotingspost, Decimal]]


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


def reserveringen_van(aanvraag: Aanvraag) -> list[Reservering]:
    """What is reserved for this request now, the oldest year first; one query."""
    return list(open_reserveringen(aanvraag).select_related("post__jaar"))


def reserveren(aanvraag: Aanvraag, bedrag: Decimal | None, *, door: Gebruiker) -> None:
    """Keep in sight what an award of `bedrag` euros would cost; another amount takes the place of the first. Without
    costs nothing stays reserved. Called in the transaction of an act, with the row locked; never refuses."""
    try:
        boek(aanvraag, kosten(aanvraag, bedrag), door=door)
    except Geweigerd:
        return  # no line, a closed year or a line of income: the dossier says which


def boek(aanvraag: Aanvraag, bedrag: Decimal | None, *, door: Gebruiker) -> None:
    """Reserve so many euros, on the line of each year that would bear a part. Raises Geweigerd when no line can."""
    if bedrag is None:
        laten_vervallen(aanvraag, door=door)
        return
    reserveren_op_posten(
        bron=aanvraag, verdeling=verdeling_voor(aanvraag, bedrag), sleutel=_sleutel(aanvraag), door=door
    )


def laten_vervallen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """The request is decided or withdrawn: nothing of it is reserved any more."""
    reservering_vervallen(bron=aanvraag, sleutel=f"{_sleutel(aanvraag)}:vervalt", door=door)


def verdeling_voor(aanvraag: Aanvraag, bedrag: Decimal) -> Verdeling:
    """The lines that would bear it with their part; while there are none, the lines where it is reserved already, in
    the same proportion. Raises Geweigerd."""
    try:
        return [(deel.post, deel.bedrag) for deel in jaarverdeling(aanvraag, bedrag).delen]
    except Geweigerd:
        posten = {rij.post_id: rij for rij in reserveringen_van(aanvraag)}
        if not posten:
            raise
        delen = naar_rato(bedrag, {pk: Fraction(rij.bedrag) for pk, rij in posten.items()})
        return [(posten[pk].post, deel) for pk, deel in delen.items() if deel]


def _sleutel(aanvraag: Aanvraag) -> str:
    """A key of its own for every reservation of this request: rows are only added, so a number is never used twice."""
    return f"aanvraag:{aanvraag.pk}:reservering:{Reservering.objects.van(aanvraag).count()}"


# --- The check: every open request about money is reserved as an award would be booked, every other one not at all -


@dataclass(frozen=True)
class Afwijking:
    """A request that is not reserved as it should be; `reden` says why it cannot be put right, or nothing."""

    aanvraag: Aanvraag
    gereserveerd: str
    verwacht: str
    reden: str = ""

    def __str__(self) -> str:
        tekst = f"{self.aanvraag.kenmerk}: gereserveerd {self.gereserveerd}, verwacht {self.verwacht}. {self.reden}"
        return tekst.strip()


def afwijkingen() -> Iterator[Afwijking]:
    """Requests that are not reserved for what an award would cost now, on the lines that would bear it."""
    van_aanvragen = ContentType.objects.get_for_model(Aanvraag)
    rijen = Reservering.objects.filter(content_type=van_aanvragen, vervallen_met=None)
    gereserveerd: dict[UUID, list[Reservering]] = {}
    for rij in rijen.select_related("post__jaar").order_by("post__jaar__jaar", "id"):
        gereserveerd.setdefault(rij.object_id, []).append(rij)
    mogelijk = Aanvraag.objects.filter(Q(status__in=OPEN_BIJ_BUREAU) | Q(pk__in=list(gereserveerd)))
    op_volgorde = mogelijk.select_related("school", "regeling", "leerling").order_by("kenmerk")
    for aanvraag in op_volgorde.iterator(chunk_size=500):
        if afwijking := _afwijking(aanvraag, gereserveerd.get(aanvraag.pk, [])):
            yield afwijking


def _afwijking(aanvraag: Aanvraag, rijen: Sequence[Reservering]) -> Afwijking | None:
    verwacht = verwachte_kosten(aanvraag) if aanvraag.is_open else None
    nu = [(rij.post, rij.bedrag) for rij in rijen]
    if verwacht is None:
        return Afwijking(aanvraag, _in_woorden(nu), "niets") if nu else None
    try:
        hoort = verdeling_voor(aanvraag, verwacht)
    except Geweigerd as fout:
        return Afwijking(aanvraag, _in_woorden(nu), euro(verwacht), fout.zin)
    if {post.pk: bedrag for post, bedrag in nu} == {post.pk: bedrag for post, bedrag in hoort}:
        return None
    return Afwijking(aanvraag, _in_woorden(nu), _in_woorden(hoort))


def _in_woorden(verdeling: Verdeling) -> str:
    """€ 4.166,67 op L.S.02 (2026) en € 5.833,33 op L.S.02 (2027)."""
    return " en ".join(f"{euro(bedrag)} op {post.code} ({post.jaar})" for post, bedrag in verdeling) or "niets"


def reserveringen_bijwerken() -> int:
    """Put right what differs, each in a transaction of its own, in the name of who asked: a line that came later, a
    new year, hours that another award used. Returns how many were put right."""
    return sum(_bijwerken(afwijking.aanvraag) for afwijking in list(afwijkingen()) if not afwijking.reden)


@transaction.atomic
def _bijwerken(aanvraag: Aanvraag) -> bool:
    """Look again under the lock: an act may have come between."""
    rij = Aanvraag.objects.select_for_update(of=("self",)).select_related("school", "regeling").get(pk=aanvraag.pk)
    if _afwijking(rij, reserveringen_van(rij)) is None:
        return False
    try:
        boek(rij, verwachte_kosten(rij) if rij.is_open else None, door=rij.medegetekend_door or rij.aangevraagd_door)
    except Geweigerd:
        return False
    return True
