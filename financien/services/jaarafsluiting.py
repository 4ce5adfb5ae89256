"""Closing a year: what is still open goes along to the next, and then nothing can be booked any more."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from financien.fouten import JaarNietKlaar
from financien.models import Begrotingsjaar, Begrotingspost, Reservering, Verplichting
from financien.services.bulk import boeken_bulk
from financien.services.database import vergrendelen
from financien.services.grootboek import Herkomst, Voorstel
from financien.services.reservering import reserveringsvoorstellen
from financien.services.verschuiving import overhevelvoorstel
from financien.services.weigeringen import weigeringen
from swv.organisaties.models import Gebruiker


def jaar_afsluiten(*, jaar: Begrotingsjaar, door: Gebruiker) -> Begrotingsjaar:
    """Carry every open commitment (with its budget) and open reservation over to the line with the same code in the
    next year, and close the year for good. All or nothing; a second time changes nothing.

    Raises JaarNietKlaar, with the codes, when the next year does not have all these lines; JaarGesloten when the next
    year is closed already.
    """
    with transaction.atomic():
        rij = Begrotingsjaar.objects.select_for_update().get(pk=jaar.pk)
        if rij.is_gesloten:
            return rij
        while not _overhevelen(rij, door):
            pass  # an award or request came in while we waited for the locks: take them again, with that one
        rij.gesloten_op, rij.gesloten_door = timezone.now(), door
        with weigeringen():
            rij.save(update_fields=["gesloten_op", "gesloten_door"])
        return rij


def _overhevelen(jaar: Begrotingsjaar, door: Gebruiker) -> bool:
    """Lock the year and carry over; False, with nothing done and no lock kept, when something came in between."""
    with transaction.atomic():
        bekend = set(_open_verplichtingen(jaar).values_list("pk", flat=True))
        bronnen = set(_open_reserveringen(jaar).values_list("content_type_id", "object_id"))
        vergrendelen(
            bronnen=bronnen,
            verplichtingen=bekend,
            posten=Begrotingspost.objects.filter(jaar__jaar__in=[jaar.jaar, jaar.jaar + 1]).values_list(
                "pk", flat=True
            ),
        )
        verplichtingen = list(
            _open_verplichtingen(jaar).select_related("post__jaar", "boeking").prefetch_related("termijnen")
        )
        reserveringen = list(_open_reserveringen(jaar))
        nieuw = {v.pk for v in verplichtingen} - bekend or {
            (r.content_type_id, r.object_id) for r in reserveringen
        } - bronnen
        if nieuw:
            transaction.set_rollback(True)
            return False
        per_bron = _per_bron(reserveringen)
        codes = {v.post.code for v in verplichtingen}
        codes |= {rij.post.code for rijen in per_bron.values() for rij in rijen if rij.post.jaar_id == jaar.pk}
        straks = _posten_straks(jaar, codes)
        boeken_bulk(_voorstellen(jaar, verplichtingen, per_bron, straks, door))
        return True


def _open_verplichtingen(jaar: Begrotingsjaar) -> QuerySet[Verplichting]:
    bezet = F("betaald") + F("vrijgevallen") + F("verschoven")
    return Verplichting.objects.filter(post__jaar=jaar, ingetrokken_met=None, bedrag__gt=bezet).order_by("pk")


def _open_reserveringen(jaar: Begrotingsjaar) -> QuerySet[Reservering]:
    return Reservering.objects.filter(post__jaar=jaar, vervallen_met=None).order_by("pk")


def _per_bron(reserveringen: list[Reservering]) -> dict[Herkomst, list[Reservering]]:
    """Everything that is reserved for the sources of these, also in other years, the oldest year first."""
    per_bron: dict[Herkomst, list[Reservering]] = {Herkomst(r.content_type_id, r.object_id): [] for r in reserveringen}
    alle = Reservering.objects.filter(
        content_type__in={bron.content_type_id for bron in per_bron},
        object_id__in={bron.object_id for bron in per_bron},
        vervallen_met=None,
    )
    for rij in alle.select_related("post__jaar").order_by("post__jaar__jaar", "pk"):
        per_bron[Herkomst(rij.content_type_id, rij.object_id)].append(rij)
    return per_bron


def _posten_straks(jaar: Begrotingsjaar, codes: set[str]) -> dict[str, Begrotingspost]:
    """The lines of the next year by code. Raises JaarNietKlaar when one of `codes` is not among them."""
    volgend = jaar.jaar + 1
    posten = Begrotingspost.objects.filter(jaar__jaar=volgend, soort=Begrotingspost.Soort.LASTEN).select_related("jaar")
    per_code = {post.code: post for post in posten}
    ontbreekt = sorted(codes - set(per_code))
    if ontbreekt:
        raise JaarNietKlaar(
            f"Begrotingsjaar {jaar} kan nog niet dicht. Er staat nog geld open op posten die de begroting van "
            f"{volgend} niet heeft: {', '.join(ontbreekt)}. Maak die posten aan, of geef het geld vrij."
        )
    return per_code


def _voorstellen(
    jaar: Begrotingsjaar,
    verplichtingen: list[Verplichting],
    per_bron: dict[Herkomst, list[Reservering]],
    straks: dict[str, Begrotingspost],
    door: Gebruiker,
) -> Iterator[Voorstel]:
    sleutel = f"jaarafsluiting:{jaar.jaar}"
    for van in verplichtingen:
        yield overhevelvoorstel(van=van, post=straks[van.post.code], sleutel=f"{sleutel}:{van.pk}", door=door)
    for herkomst, rijen in per_bron.items():
        verdeling: dict[Begrotingspost, Decimal] = {}
        for rij in rijen:
            post = straks[rij.post.code] if rij.post.jaar_id == jaar.pk else rij.post
            verdeling[post] = verdeling.get(post, Decimal(0)) + rij.bedrag
        eigen = f"{sleutel}:reservering:{rijen[0].pk}"
        yield from reserveringsvoorstellen(
            herkomst=herkomst, verdeling=list(verdeling.items()), sleutel=eigen, door=door
        )
