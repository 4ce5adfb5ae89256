"""Asking for a place, offering what comes free, and the numbers of a school.

Everything that gives out a place in a facility holds that facility (`slot`)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, School
from voorzieningen.models import Plaatsing, Schoolplaats, Voorziening
from voorzieningen.plaatsen import selectors, slot, workflow

VOORBIJ = "De gewenste periode is voorbij. Er kwam geen plaats vrij."


@transaction.atomic
def plaats_aanvragen(
    *,
    bron: models.Model,
    voorziening: Voorziening,
    school: School,
    van: date,
    tot: date,
    sleutel: str,
    door: Any,
    aangevraagd_op: datetime | None = None,
) -> Plaatsing:
    """Place a pupil when a place is free on every day from `van` (today when that is past) up to and including `tot`
    and nobody comes first; otherwise put the pupil on the waiting list.

    Who asked earlier goes first: `aangevraagd_op` is the moment at which the school asked, now when not given. A place
    that comes free later is offered, with a day to answer. A second call with the same `sleutel` changes nothing and
    returns the same place. Whether `door` may ask is for the caller to decide. Raises Geweigerd for a period that is
    over or the wrong way round, and for a facility that has ended.
    """
    slot.vergrendelen(voorziening.pk)
    if bestaand := Plaatsing.objects.filter(sleutel=sleutel).first():
        return bestaand
    _controleer(voorziening, van, tot)
    plaatsing = _op_de_lijst(
        bron=bron,
        voorziening=voorziening,
        school=school,
        van=van,
        tot=tot,
        sleutel=sleutel,
        door=door,
        aangevraagd_op=aangevraagd_op or timezone.now(),
    )
    beurt = selectors.aan_de_beurt(voorziening.pk)
    if beurt and beurt.plaatsing == plaatsing and beurt.is_zoals_gevraagd:
        return workflow.plaats_toewijzen(plaatsing, door=None, van=beurt.van)
    slot.laten_bedienen(plaatsing)
    return plaatsing


@transaction.atomic
def plaats_vastleggen(
    *, bron: models.Model, voorziening: Voorziening, school: School, van: date, tot: date, sleutel: str, door: Any
) -> Plaatsing:
    """Record a pupil who already goes to this facility, also since a day that is past. Nobody waits for it.

    Safe to repeat with the same `sleutel`. Raises Geweigerd when every place is taken on one of the days.
    """
    slot.vergrendelen(voorziening.pk)
    if bestaand := Plaatsing.objects.filter(sleutel=sleutel).first():
        return bestaand
    _controleer(voorziening, van, tot)
    plaatsing = _op_de_lijst(
        bron=bron, voorziening=voorziening, school=school, van=van, tot=tot, sleutel=sleutel, door=door
    )
    return workflow.plaats_toewijzen(plaatsing, door=None, van=van)


def wachtlijst_bedienen(voorziening_id: int) -> list[Plaatsing]:
    """Offer every free place of a facility to the first in line whom it fits; return the offers.

    Who waits for a period that is over is told so. When somebody is just doing an act on the first in line, nothing is
    given out of turn: raises OperationalError, and the work is tried again a moment later.
    """
    with transaction.atomic():
        _voorbij(voorziening_id)
        slot.vergrendelen(voorziening_id)
        aanbod = []
        while beurt := selectors.aan_de_beurt(voorziening_id):
            aanbod.append(_aanbieden(beurt))
        return aanbod


def plaatsen_bedienen() -> int:
    """Serve the waiting list of every facility where somebody waits: as days pass, places and periods come near.
    Returns how many opdrachten were put ready."""
    wachtend = Plaatsing.objects.filter(status=Plaatsing.Status.WACHTLIJST).order_by("voorziening_id")
    pks = list(wachtend.values_list("voorziening_id", flat=True).distinct())
    for pk in pks:
        slot.na_nieuw_aantal(pk)
    return len(pks)


def vrije_plaatsen_bewaren(
    *, school: School, jaar: int, aantallen: Mapping[tuple[str, int], int | None], door: Gebruiker
) -> int:
    """Store how many pupils this school can take by level and year; returns how many numbers changed. None is not
    known any more. Raises Geweigerd when more places were given meanwhile than there would be; then nothing changed."""
    try:
        with transaction.atomic():
            return _vrije_plaatsen_bewaren(school, jaar, aantallen, door)
    except IntegrityError as fout:
        if "niet_minder_dan_gegeven" not in str(fout):
            raise
        zin = "Er is net een plaats gegeven. Open de pagina opnieuw om te zien hoeveel er gegeven zijn."
        raise Geweigerd(zin) from fout


def _vrije_plaatsen_bewaren(
    school: School, jaar: int, aantallen: Mapping[tuple[str, int], int | None], door: Gebruiker
) -> int:
    rijen = Schoolplaats.objects.select_for_update().filter(school=school, schooljaar=jaar)
    bestaand = {(rij.niveau, rij.leerjaar): rij for rij in rijen}
    anders = {
        plek: aantal
        for plek, aantal in aantallen.items()
        if aantal != (bestaand[plek].aantal if plek in bestaand else None)
    }
    for (niveau, leerjaar), aantal in anders.items():
        sleutel: dict[str, Any] = {"school": school, "schooljaar": jaar, "niveau": niveau, "leerjaar": leerjaar}
        if aantal is None:
            Schoolplaats.objects.filter(**sleutel).delete()
        else:
            nieuw = {"aantal": aantal, "door": door, "bijgewerkt_op": timezone.now()}
            Schoolplaats.objects.update_or_create(**sleutel, defaults=nieuw)
    return len(anders)


def _controleer(voorziening: Voorziening, van: date, tot: date) -> None:
    if voorziening.is_verlopen:
        raise Geweigerd(f"{voorziening.naam} bestaat niet meer. Kies een andere voorziening.")
    if tot < van:
        zin = "De laatste dag ligt voor de eerste dag. Verander een van beide datums."
        raise Geweigerd(zin, velden={"tot": [zin]})
    if tot < timezone.localdate():
        zin = "Deze periode is al voorbij. Kies een laatste dag in de toekomst."
        raise Geweigerd(zin, velden={"tot": [zin]})


def _op_de_lijst(*, van: date, tot: date, door: Any, **velden: Any) -> Plaatsing:
    plaatsing = Plaatsing.objects.create(
        gevraagd_van=van,
        gevraagd_tot=tot,
        van=van,
        tot=tot,
        kenmerk=getattr(velden["bron"], "kenmerk", None) or "",
        **velden,
    )
    Gebeurtenis.objects.create(
        bron=plaatsing,
        handeling="plaats_aanvragen",
        label="Plaats gevraagd",
        door=door,
        naar_status=plaatsing.status,
        toelichting=f"{datum(van)} tot en met {datum(tot)}.",
    )
    return plaatsing


def _voorbij(voorziening_id: int) -> None:
    wachtend = Plaatsing.objects.wachtend().filter(voorziening=voorziening_id, gevraagd_tot__lt=timezone.localdate())
    for plaatsing in wachtend.select_for_update(of=("self",), nowait=True):
        workflow.wachtlijst_verlaten(plaatsing, door=None, reden=VOORBIJ)


def _aanbieden(beurt: selectors.Beurt) -> Plaatsing:
    plaatsing = Plaatsing.objects.select_for_update(of=("self",), nowait=True).get(pk=beurt.plaatsing.pk)
    return workflow.plaats_aanbieden(
        plaatsing,
        door=None,
        van=beurt.van,
        tot=plaatsing.gevraagd_tot,
        antwoord_uiterlijk=selectors.antwoorddag(plaatsing.voorziening_id, timezone.localdate()),
    )
