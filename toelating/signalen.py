"""What the bureau looks at once more: nothing of it stops a decision, and nobody else reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from swv.kern.opmaak import datum
from swv.organisaties.models import Leerling
from toelating.geldigheid import signaal_bij_ingang
from toelating.models import Tlvaanvraag, Verklaring

GELIJK = "Een leerling met dezelfde naam en geboortedatum"


@dataclass(frozen=True)
class Signaal:
    """One sentence, and where to look."""

    zin: str
    adres: str = ""
    verwijzing: str = ""


def signalen(aanvraag: Tlvaanvraag, *, user: Any, vandaag: date) -> list[Signaal]:
    """A start far ahead, and the same pupil elsewhere: by equal name and date of birth, as there is no number that
    every school knows. Three queries; only dossiers that `user` may see."""
    ingang = aanvraag.ingang or aanvraag.gevraagde_ingang
    zin = signaal_bij_ingang(ingang, vandaag) if ingang else None
    return [*([Signaal(zin)] if zin else []), *_zelfde_leerling(aanvraag, user)]


def _zelfde_leerling(aanvraag: Tlvaanvraag, user: Any) -> Iterator[Signaal]:
    naamgenoten = gelijken(aanvraag.leerling) if aanvraag.leerling else []
    anderen = {leerling.pk: leerling for leerling in naamgenoten}
    gezien = set()
    for ander in Tlvaanvraag.objects.for_user(user).open().filter(leerling__in=anderen).select_related("school"):
        gezien.add(ander.leerling_id)
        zin = f"{GELIJK} heeft ook een open aanvraag bij {ander.school.naam}: {ander.get_status_display().lower()}."
        yield Signaal(zin, reverse("admin:toelating_tlvaanvraag_change", args=[ander.pk]), ander.kenmerk or "")
    for tlv in _andere_tlvs(aanvraag, [*anderen]):
        gezien.add(tlv.leerling_id)
        wie = "Deze leerling" if tlv.leerling_id == aanvraag.leerling_id else GELIJK
        zin = f"{wie} heeft al een TLV voor {tlv.soort_naam}, tot en met {datum(tlv.geldig_tot)}."
        yield Signaal(zin, tlv.get_absolute_url(), tlv.nummer)
    for pk, leerling in anderen.items():
        if pk not in gezien:
            yield Signaal(f"{GELIJK} staat bij ons ook bij {leerling.school.naam}.")


def gelijken(leerling: Leerling) -> list[Leerling]:
    """Other pupils with the same name and date of birth; capitals and the tussenvoegsel do not count."""
    gelijk = Q(voornaam__iexact=leerling.voornaam, achternaam__iexact=leerling.achternaam)
    zelfde_dag = Leerling.objects.filter(geboortedatum=leerling.geboortedatum).exclude(pk=leerling.pk)
    return list(zelfde_dag.filter(gelijk).select_related("school"))


def _andere_tlvs(aanvraag: Tlvaanvraag, leerlingen: list[Any]) -> list[Verklaring]:
    """TLVs of this pupil or of one like it that still count; not the one that this request goes on from or led to."""
    eigen = Q(aanvraag=aanvraag.pk) | Q(pk__in=[aanvraag.vorige_id] if aanvraag.vorige_id else [])
    rijen = Verklaring.objects.geldend().filter(leerling__in=[*leerlingen, aanvraag.leerling_id])
    return list(rijen.exclude(eigen))
