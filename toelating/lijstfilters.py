"""The filters of the list of requests and TLVs: one form, read by both tables."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from swv.invullen.filters import Lijstfilter
from toelating.blik import in_status
from toelating.models import Soort, Status, Verklaringstatus
from toelating.models.verklaring import GELDEND, ZONDER_PLAATS

BIJ_BUREAU = (
    Status.INGEDIEND,
    Status.VOLLEDIGHEIDSTOETS,
    Status.BIJ_DESKUNDIGEN,
    Status.BIJ_TAC,
    Status.ADVIES_GEREED,
    Status.TER_ONDERTEKENING,
)
# Each choice is about requests, or about TLVs; the other table then has nothing.
AANVRAAGSTANDEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "concept": ("Aanvraag: concept", (Status.CONCEPT,)),
    "bestuur": ("Aanvraag: bij het schoolbestuur", (Status.TER_MEDETEKENING,)),
    "loopt": ("Aanvraag: in behandeling", BIJ_BUREAU),
    "school": ("Aanvraag: wacht op de school", (Status.AANVULLING_GEVRAAGD, Status.ZIENSWIJZE)),
    "afgegeven": ("Aanvraag: TLV afgegeven", (Status.AFGEGEVEN,)),
    "niet": ("Aanvraag: afgewezen of buiten behandeling", (Status.AFGEWEZEN, Status.BUITEN_BEHANDELING)),
    "ingetrokken": ("Aanvraag: ingetrokken", (Status.INGETROKKEN,)),
}
TLVSTANDEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "tlv_vrij": ("TLV: nog geen plaats", ZONDER_PLAATS),
    "tlv_geplaatst": ("TLV: leerling is geplaatst", (Verklaringstatus.VERZILVERD,)),
    "tlv_voorbij": ("TLV: geldt niet meer", tuple(stand for stand in Verklaringstatus if stand not in GELDEND)),
}


class ToelatingFilter(Lijstfilter):
    standen = AANVRAAGSTANDEN | TLVSTANDEN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["zoek"].label = "Kenmerk of TLV-nummer"

    def soorten(self) -> Iterable[tuple[str, str]]:
        return list(Soort.choices)


class AanvraagFilter(ToelatingFilter):
    letter = "T"

    def op_stand(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.none() if value in TLVSTANDEN else super().op_stand(queryset, name, value)


class VerklaringFilter(ToelatingFilter):
    def op_kenmerk(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The number of a TLV or its beginning; also by the kenmerk of its request."""
        getypt = value.strip().upper()
        kenmerk = getypt if getypt.startswith("T") else f"T-{getypt}"
        return queryset.filter(Q(nummer__startswith=getypt) | Q(aanvraag__kenmerk__startswith=kenmerk))

    def op_soort(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(aanvraag__soort=value)

    def op_stand(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value in AANVRAAGSTANDEN:
            return queryset.none()
        return queryset.filter(in_status(self.request.user, self.standen[value][1]))

    def op_school(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Of the school that asked or where the pupil sits."""
        return queryset.filter(Q(school_id=value) | Q(aanvraag__school_id=value))
