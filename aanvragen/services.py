"""Writes on an aanvraag that are no change of state: beginning, keeping what is typed, throwing a draft away."""

import uuid
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from aanvragen import bsn, rules
from aanvragen.antwoorden import bijlagen
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.selectors import verstuurd_tot
from aanvragen.soorten import soort_van
from swv.documenten.models import Bijlage
from swv.documenten.services import bijlage_toevoegen, bijlage_verwijderen
from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus, Verouderd, VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker, School

NIET_TOEVOEGEN = "U kunt nu geen bestanden toevoegen. Stuur het bureau een bericht als dat wel nodig is."


def starten(*, soort: str, school: School, door: Gebruiker, sleutel: uuid.UUID) -> Aanvraag:
    """Begin an aanvraag for a school; the same `sleutel` gives the same aanvraag, however often it is sent.

    Raises NietToegestaan for somebody of another school, Geweigerd when the kind is closed now.
    """
    if not door.is_coordinator_van(school.pk):
        raise NietToegestaan("U kunt alleen voor uw eigen school aanvragen. Kies een school waar u coördinator bent.")
    bestaand = Aanvraag.objects.filter(sleutel=sleutel).first()
    if bestaand is not None:
        if bestaand.school_id != school.pk or bestaand.soort != soort:
            raise Geweigerd("Er ging iets mis bij het starten. Ga terug naar ‘Nieuwe aanvraag’ en begin opnieuw.")
        return bestaand
    regeling = Regeling.objects.voor(soort_van(soort).code, op=timezone.localdate())
    aanvraag, _ = Aanvraag.objects.get_or_create(
        sleutel=sleutel,
        defaults={"soort": soort, "school": school, "aangevraagd_door": door, "regeling": regeling},
    )
    return aanvraag


def mag_wijzigen(aanvraag: Aanvraag, door: Gebruiker) -> bool:
    """Whether this person may type in the form now: a draft, or a plan after feedback, of the own school."""
    open_ = aanvraag.status == Status.CONCEPT or aanvraag.status == Status.FEEDBACK_GEGEVEN
    return open_ and rules.is_coordinator.test(door, aanvraag)


def mag_bijlagen_wijzigen(aanvraag: Aanvraag, door: Gebruiker) -> bool:
    """Files may also be added while the bureau waits for a supplement, by the school or its board."""
    if aanvraag.status == Status.AANVULLING_GEVRAAGD:
        return bool(rules.is_school.test(door, aanvraag))
    return mag_wijzigen(aanvraag, door)


def _vergrendel(aanvraag: Aanvraag) -> Aanvraag:
    return Aanvraag.objects.select_for_update().select_related("school", "regeling").get(pk=aanvraag.pk)


@transaction.atomic
def antwoorden_bewaren(
    *, aanvraag: Aanvraag, onderdeel: str, antwoorden: dict[str, Any], versie: int, door: Gebruiker
) -> Aanvraag:
    """Keep what was typed in one part, right or wrong, exactly as typed; only never a BSN.

    Raises Verouderd when the aanvraag changed since version `versie` was shown; then nothing is overwritten.
    """
    antwoorden = {naam: _zonder_nul(waarde) for naam, waarde in antwoorden.items()}
    rij = _vergrendel(aanvraag)
    if not mag_wijzigen(rij, door):
        raise VerkeerdeStatus(
            "U kunt deze aanvraag nu niet wijzigen. Ga terug naar het dossier om te zien wat wel kan."
        )
    _weiger_bsn(antwoorden)
    if rij.antwoorden.get(onderdeel) == antwoorden:
        return rij
    if versie != rij.versie:
        raise Verouderd(
            "Een collega heeft deze aanvraag veranderd terwijl u bezig was, of u heeft hem nog ergens open staan. "
            "Vergelijk beide versies en bewaar daarna opnieuw."
        )
    rij.antwoorden = {**rij.antwoorden, onderdeel: antwoorden}
    rij.bewaard_op = timezone.now()
    rij.versie += 1
    rij.save(update_fields=["antwoorden", "bewaard_op", "versie", "gewijzigd_op"])
    return rij


def _zonder_nul(waarde: Any) -> Any:
    """PostgreSQL keeps no NUL, and its refusal would hold the text; people neither type nor see it."""
    return waarde.replace("\0", "") if isinstance(waarde, str) else waarde


def _weiger_bsn(velden: dict[str, Any]) -> None:
    """Even a draft may not hold it. The page still shows what was typed, so that it can be corrected."""
    if namen := bsn.velden_met_bsn(velden):
        raise VoorwaardeNietVervuld(bsn.ZIN, velden={naam: [bsn.ZIN] for naam in namen})


@transaction.atomic
def antwoord_op_aanvulling_bewaren(*, aanvraag: Aanvraag, antwoord: str, door: Gebruiker) -> None:
    """Keep the answer that the school is still typing to a question of the bureau."""
    rij = _vergrendel(aanvraag)
    if rij.status != Status.AANVULLING_GEVRAAGD or not rules.is_school.test(door, rij):
        raise VerkeerdeStatus(
            "U kunt deze vraag nu niet beantwoorden. Ga terug naar het dossier om te zien wat wel kan."
        )
    _weiger_bsn({"antwoord": antwoord})
    rij.aanvullingsverzoeken.filter(beantwoord_op__isnull=True).update(antwoord=_zonder_nul(antwoord))


def bijlage_bijvoegen(*, aanvraag: Aanvraag, upload: Any, soort: str, door: Gebruiker) -> Bijlage:
    """Add a checked file. Raises Geweigerd with a sentence about this one file."""
    if not mag_bijlagen_wijzigen(aanvraag, door):
        raise VerkeerdeStatus(NIET_TOEVOEGEN)
    bekend = {stuk.code for stuk in aanvraag.declaratie.bewijsstukken} | {"aanvulling", "overig"}
    if soort not in bekend:
        raise Geweigerd("Kies bij welk onderdeel dit bestand hoort.")
    with transaction.atomic():
        bijlage = bijlage_toevoegen(bron=aanvraag, upload=upload, soort=soort, door=door)
        # Uploading and scanning takes a while: a colleague may have sent the aanvraag meanwhile.
        if not mag_bijlagen_wijzigen(_vergrendel(aanvraag), door):
            raise VerkeerdeStatus(NIET_TOEVOEGEN)
        return bijlage


@transaction.atomic
def bijlage_weghalen(*, aanvraag: Aanvraag, bijlage: Bijlage, door: Gebruiker) -> None:
    """Take a file away as long as it was not sent yet. Raises VerkeerdeStatus afterwards."""
    rij = _vergrendel(aanvraag)
    grens = verstuurd_tot(rij)
    if not mag_bijlagen_wijzigen(rij, door) or (grens and bijlage.op < grens):
        raise VerkeerdeStatus("Dit bestand hoort bij wat u al heeft verstuurd. U kunt het niet meer weghalen.")
    bijlage_verwijderen(bijlage=bijlage, door=door)


@transaction.atomic
def weggooien(*, aanvraag: Aanvraag, door: Gebruiker) -> None:
    """Throw a draft away with its files. Raises VerkeerdeStatus once it was sent: then it can be withdrawn."""
    rij = _vergrendel(aanvraag)
    if rij.status != Status.CONCEPT or rij.kenmerk or not rules.is_coordinator.test(door, rij):
        raise VerkeerdeStatus("Alleen een concept kunt u weggooien. Een ingediende aanvraag kunt u wel intrekken.")
    for bijlage in bijlagen(rij):
        bijlage_verwijderen(bijlage=bijlage, door=door)
    rij.delete()


def beslisdatums_bijwerken() -> int:
    """Copy the last day of every running decision term to its aanvraag: one statement. Returns how many changed.

    Acts do this themselves; this catches a suspension that ended because nobody answered.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE aanvragen_aanvraag a SET beslisdatum = t.uiterlijk"
            " FROM termijnen_termijn t JOIN django_content_type c ON c.id = t.content_type_id"
            " WHERE t.object_id = a.id AND c.app_label = 'aanvragen' AND c.model = 'aanvraag'"
            " AND t.soort = 'beslissing' AND t.afgerond_op IS NULL AND a.beslisdatum IS DISTINCT FROM t.uiterlijk"
        )
        return cursor.rowcount
