"""Who gets a message about a verantwoording. Messages name the kenmerk and the school, never what was filled in."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from aanvragen.models import Effectmeting, Verantwoording
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort, School
from swv.post.services import bericht_klaarzetten


def school(verantwoording: Verantwoording | Effectmeting) -> "QuerySet[Gebruiker]":
    return Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=verantwoording.school_id)


def bestuur(verantwoording: Verantwoording | Effectmeting) -> "QuerySet[Gebruiker]":
    return Gebruiker.objects.met_rol(Rolsoort.BESTUUR, bestuur=verantwoording.school.bestuur_id)


def school_en_bestuur(verantwoording: Verantwoording) -> "QuerySet[Gebruiker]":
    mensen = Q(pk__in=school(verantwoording).values("pk")) | Q(pk__in=bestuur(verantwoording).values("pk"))
    return Gebruiker.objects.filter(mensen)


def behandelaars(verantwoording: Verantwoording) -> "QuerySet[Gebruiker]":
    """The colleague who handles it; everybody of the bureau while nobody does or when that colleague left."""
    bureau = Gebruiker.objects.met_rol(Rolsoort.BUREAU)
    if verantwoording.behandelaar_id is None:
        return bureau
    eigen = bureau.filter(pk=verantwoording.behandelaar_id)
    return eigen if eigen.exists() else bureau


def pad(verantwoording: Verantwoording, persoon: Gebruiker) -> str:
    """Where this person works on it."""
    if persoon.heeft_rol(Rolsoort.BUREAU):
        return reverse("admin:aanvragen_verantwoording_change", args=[verantwoording.pk])
    return verantwoording.get_absolute_url()


def sturen(
    verantwoording: Verantwoording, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any
) -> None:
    """Put a message ready for each person, once per `sleutel` and person."""
    for persoon in aan:
        _klaarzetten(
            verantwoording,
            persoon,
            soort,
            sleutel=f"{verantwoording.pk}:{sleutel}",
            kenmerk=verantwoording.kenmerk,
            soort_naam=verantwoording.aanvraag.soort_naam,
            school=verantwoording.school.naam,
            pad=pad(verantwoording, persoon),
            **context,
        )


def _klaarzetten(bron: Model | None, aan: Gebruiker, soort: str, *, sleutel: str, **context: Any) -> None:
    bericht_klaarzetten(bron=bron, aan=aan, soort=soort, sleutel=f"{soort}:{sleutel}:{aan.pk}", context=context)


def ingediend(verantwoording: Verantwoording) -> None:
    """A confirmation for school and board. The bureau finds it on its pile."""
    assert verantwoording.beslisdatum is not None
    mensen, op = school_en_bestuur(verantwoording), datum(verantwoording.beslisdatum)
    sturen(verantwoording, "verantwoording_ingediend", mensen, sleutel="1", beslisdatum=op)


def naar_bestuur(verantwoording: Verantwoording) -> None:
    """The board hears once a day that schools are ready, however many: its page shows them all."""
    sleutel = f"{verantwoording.school.bestuur_id}:{verantwoording.schooljaar}:{timezone.localdate()}"
    for persoon in bestuur(verantwoording):
        _klaarzetten(
            None,
            persoon,
            "verantwoording_voor_bestuur",
            sleutel=sleutel,
            school=verantwoording.school.naam,
            pad=reverse("verantwoording:lijst"),
        )


def geopend(plek: School, rijen: Sequence[Verantwoording]) -> None:
    """The format of one or more awards of a school is ready: one mail for each coördinator."""
    eerste = rijen[0]
    for persoon in school(eerste):
        _klaarzetten(
            eerste if len(rijen) == 1 else None,
            persoon,
            "verantwoording_geopend",
            sleutel=f"{eerste.kenmerk}:{len(rijen)}",
            school=plek.naam,
            aantal=len(rijen),
            schooljaren=" en ".join(sorted({rij.schooljaar_naam for rij in rijen})),
            is_extra=any(rij.is_extra for rij in rijen),
            uiterlijk=datum(min(rij.uiterlijk for rij in rijen)),
            pad=reverse("verantwoording:lijst"),
        )


def herinneren(verantwoording: Verantwoording, *, is_voorbij: bool, sleutel: str) -> None:
    """Before the last day who has something to do now; when it is late school, board and bureau."""
    alleen_school = verantwoording.is_klaargezet and not is_voorbij
    mensen = school(verantwoording) if alleen_school else school_en_bestuur(verantwoording)
    woorden: dict[str, Any] = {"sleutel": sleutel, "uiterlijk": datum(verantwoording.uiterlijk)}
    sturen(verantwoording, "verantwoording_herinnering", mensen, is_voorbij=is_voorbij, **woorden)
    if is_voorbij:
        sturen(verantwoording, "verantwoording_te_laat", behandelaars(verantwoording), **woorden)


def effect_gevraagd(meting: Effectmeting) -> None:
    """The question about the effect, to the coördinatoren of the school."""
    for persoon in school(meting):
        _klaarzetten(
            meting,
            persoon,
            "effect_gevraagd",
            sleutel=str(meting.pk),
            kenmerk=meting.kenmerk,
            soort_naam=meting.aanvraag.soort_naam,
            school=meting.school.naam,
            aantal=meting.na_maanden,
            pad=meting.get_absolute_url(),
        )
