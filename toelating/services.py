"""Writes on TLVs that are no change of state: beginning a request, papers that were read, an advice that is
still being written."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from swv.invullen.services import zonder_nul
from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus, Verouderd
from swv.organisaties.models import Gebruiker, School
from toelating import rules
from toelating.bekend import bekende_antwoorden
from toelating.models import (
    Agendapunt,
    Deskundigenadvies,
    Leesbewijs,
    Tlvaanvraag,
    Toelatingsregeling,
    Verklaring,
    Verklaringstatus,
)
from toelating.models.regeling import GAAT_VERDER_OP, VERVOLGSOORTEN

ADVIESVELDEN = ("toelaatbaar", "categorie", "schooljaren", "tekst", "eerder_betrokken_op")
ADVIES_LIGT_VAST = "U kunt dit advies niet meer wijzigen. Ga terug naar uw dossiers om te zien wat er is."


def starten(
    *, soort: str, school: School, door: Gebruiker, sleutel: uuid.UUID, vorige: Verklaring | None = None
) -> Tlvaanvraag:
    """Begin a request for a school; the same `sleutel` gives the same request, however often it is sent. `vorige` is
    the TLV that a renewal or another category goes on from: what the school knows already stands in it.

    Raises NietToegestaan for somebody of another school or of another region, Geweigerd when the procedure is closed
    now or does not fit.
    """
    if not door.is_coordinator_van(school.pk) or school.is_buiten_regio:
        raise NietToegestaan("U kunt alleen voor uw eigen school aanvragen. Kies een school waar u coördinator bent.")
    if bestaand := Tlvaanvraag.objects.filter(sleutel=sleutel).first():
        if (bestaand.school_id, bestaand.soort) != (school.pk, soort):
            raise Geweigerd("Er ging iets mis bij het starten. Ga terug naar ‘Nieuwe TLV-aanvraag’ en begin opnieuw.")
        return bestaand
    if soort in VERVOLGSOORTEN or vorige is not None:
        _past_bij(soort, vorige, school)
    regeling = Toelatingsregeling.objects.voor(soort, op=timezone.localdate())
    aanvraag, _ = Tlvaanvraag.objects.get_or_create(
        sleutel=sleutel,
        defaults={
            "soort": soort,
            "school": school,
            "aangevraagd_door": door,
            "regeling": regeling,
            "vorige": vorige,
            "antwoorden": bekende_antwoorden(vorige, soort, school) if vorige else {},
        },
    )
    return aanvraag


def _past_bij(soort: str, vorige: Verklaring | None, school: School) -> None:
    """What goes on from a TLV is asked by the school where the pupil sits on it, and is of its kind."""
    if vorige is None:
        raise Geweigerd("Begin een verlenging of een andere categorie vanaf de TLV van de leerling.")
    if vorige.school_id != school.pk or vorige.status != Verklaringstatus.VERZILVERD:
        raise Geweigerd(
            "Dit kan alleen voor een TLV die geldt, door de school waar de leerling is geplaatst. Leg de plaatsing "
            "eerst vast."
        )
    if GAAT_VERDER_OP.get(soort) != vorige.onderwijs:
        raise Geweigerd(
            f"Deze aanvraag kan niet verder gaan op een TLV voor {vorige.get_onderwijs_display()}. Kies bij ‘Nieuwe "
            "TLV-aanvraag’ een andere soort."
        )


def gelezen(*, punt: Agendapunt, lid: Gebruiker) -> None:
    """A member opened the papers of an agenda item. The later of two readings is kept: what was added since the first
    is then read too."""
    Leesbewijs.objects.update_or_create(agendapunt=punt, lid=lid, defaults={"gelezen_op": timezone.now()})


@transaction.atomic
def advies_bewaren(
    *, aanvraag: Tlvaanvraag, gegevens: dict[str, Any], versie: int, door: Gebruiker
) -> Deskundigenadvies:
    """Keep what an expert has written so far; nobody else reads it. `gegevens` holds cleaned values only.

    Raises VerkeerdeStatus when no advice of this person is asked any more, Verouderd when it changed since `versie`
    was shown: it is open somewhere else too.
    """
    advies = rules.advies_van(door, aanvraag)
    if advies is None:
        raise VerkeerdeStatus(ADVIES_LIGT_VAST)
    rij = Deskundigenadvies.objects.select_for_update().get(pk=advies.pk)
    if rij.stand != Deskundigenadvies.Stand.GEVRAAGD:  # given or ended while this waited for the row
        raise VerkeerdeStatus(ADVIES_LIGT_VAST)
    nieuw = {naam: zonder_nul(waarde) for naam, waarde in gegevens.items() if naam in ADVIESVELDEN}
    if all(getattr(rij, naam) == waarde for naam, waarde in nieuw.items()):
        return rij
    if versie != rij.versie:
        raise Verouderd("U heeft dit advies nog ergens anders open staan. Sluit dat venster, of begin daar verder.")
    for naam, waarde in nieuw.items():
        setattr(rij, naam, waarde)
    rij.versie, rij.bewaard_op = rij.versie + 1, timezone.now()
    rij.save(update_fields=[*nieuw, "versie", "bewaard_op"])
    return rij
