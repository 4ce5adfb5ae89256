"""Who gets a message about a TLV that was given. Messages name its number, never a pupil, and lead to its page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from swv.kern.opmaak import datum
from swv.kern.schooljaar import laatste_dag_schooljaar
from swv.organisaties.models import Gebruiker, Rolsoort, School
from swv.post.models import Bericht
from swv.post.services import bericht_klaarzetten
from toelating import berichten
from toelating.models import Tlvaanvraag, Verklaring, Verklaringstatus
from toelating.radar import radar as radar_van


def verwijzers(verklaring: Verklaring) -> QuerySet[Gebruiker]:
    """The school that asked and its board."""
    return berichten.aanvragers(verklaring.aanvraag)


def school_nu(verklaring: Verklaring) -> QuerySet[Gebruiker]:
    """The coördinatoren of the school that collected it or where the pupil sits; nobody while there is none."""
    return coordinatoren(verklaring.school_id)


def beoogde_school(verklaring: Verklaring) -> QuerySet[Gebruiker]:
    return coordinatoren(verklaring.aanvraag.beoogde_school_id)


def coordinatoren(school_id: int | None) -> QuerySet[Gebruiker]:
    return Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=school_id)


def sturen(
    verklaring: Verklaring, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any
) -> list[Bericht]:
    """Put a message ready for each person, once per `sleutel` and person."""
    return [
        bericht_klaarzetten(
            bron=verklaring,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{verklaring.pk}:{sleutel}:{persoon.pk}",
            context={"kenmerk": verklaring.nummer, "pad": verklaring.get_absolute_url(), **context},
        )
        for persoon in aan
    ]


def klaar_om_op_te_halen(aanvraag: Tlvaanvraag) -> None:
    """The decision was announced: the school for which the TLV is meant can collect it."""
    for verklaring in aanvraag.verklaringen.filter(status=Verklaringstatus.AFGEGEVEN):
        sturen(verklaring, "tlv_klaar", beoogde_school(verklaring), sleutel="1")


def ingetrokken(verklaring: Verklaring) -> None:
    """Withdrawn or undone: the school that has the TLV hears that it no longer counts."""
    sturen(verklaring, "tlv_ingetrokken", school_nu(verklaring), sleutel="1")


def verlopen_tijdens_vervolg(verklaring: Verklaring, vervolg: Tlvaanvraag) -> None:
    """The TLV is over while a request that goes on from it is still open: who asked and who handles it hear so."""
    berichten.sturen(
        vervolg,
        "tlv_verlopen_vervolg_loopt",
        berichten.aanvragers(vervolg) | berichten.behandelaars(vervolg),
        sleutel=str(verklaring.pk),
        tot=datum(verklaring.geldig_tot),
    )


def herinneren(verklaring: Verklaring, soort: str, *, weken: int) -> None:
    """Nobody collected it, or nobody sits anywhere on it: who can do something about that hears so."""
    if soort == "ophalen":
        sturen(verklaring, "tlv_nog_ophalen", beoogde_school(verklaring), sleutel=str(weken), weken=weken)
        return
    mensen = berichten.school(verklaring.aanvraag) | berichten.behandelaars(verklaring.aanvraag)
    sturen(verklaring, "tlv_zonder_plaats", mensen | school_nu(verklaring), sleutel=str(weken), weken=weken)


def radar(dag: date, school: School) -> None:
    """What ends at this school on 31 July of the school year of `dag`, for its coördinatoren; nothing when everything
    was arranged meanwhile."""
    regel = next(iter(radar_van(dag, scholen=[school.pk]).regels), None)
    if regel is None or not regel.open:
        return
    for persoon in coordinatoren(school.pk):
        bericht_klaarzetten(
            bron=None,
            aan=persoon,
            soort="tlv_radar",
            sleutel=f"tlv_radar:{dag.isoformat()}:{school.pk}:{persoon.pk}",
            context={
                "school": school.naam,
                "aantal": regel.open,
                "tot": datum(laatste_dag_schooljaar(dag)),
                "pad": reverse("toelating:radar"),
            },
        )
