"""The share of the pupils of the region that sits in vso, on the day that DUO counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from swv.kern.schooljaar import schooljaar
from toelating.cijfers.tellen import Periode
from toelating.models import Leerlingental, Onderwijssoort, Verklaring
from toelating.models.verklaring import ONGELDIG


@dataclass(frozen=True)
class Deelname:
    """How many pupils of the region sit in vso on a day with a TLV, beside how many the region has."""

    periode: Periode
    peildatum: date
    met_tlv: int
    leerlingental: Leerlingental


def deelname(perioden: Iterable[Periode]) -> list[Deelname]:
    """For each school year of which the number of pupils is known, oldest first. Two queries."""
    jaren = {p.jaar: p for p in perioden}
    per_jaar: dict[int, Leerlingental] = {}
    # Oldest first: the newest row of a school year is what stays.
    for rij in Leerlingental.objects.order_by("peildatum", "id"):
        if (jaar := schooljaar(rij.peildatum)) in jaren:
            per_jaar[jaar] = rij
    if not per_jaar:
        return []
    tellingen = {
        f"jaar_{jaar}": Count("leerling", distinct=True, filter=op_het_vso(rij.peildatum))
        for jaar, rij in per_jaar.items()
    }
    geteld = Verklaring.objects.aggregate(**tellingen)
    return [Deelname(jaren[jaar], rij.peildatum, geteld[f"jaar_{jaar}"], rij) for jaar, rij in sorted(per_jaar.items())]


def op_het_vso(dag: date) -> Q:
    """A pupil sat in vso on this day with this TLV."""
    zat = Q(plaatsingen__van__lte=dag) & (Q(plaatsingen__tot__isnull=True) | Q(plaatsingen__tot__gt=dag))
    telde = Q(onderwijs=Onderwijssoort.VSO, ingang__lte=dag, geldig_tot__gte=dag) & ~Q(status__in=ONGELDIG)
    return telde & zat
