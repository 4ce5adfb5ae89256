"""Writes on a change that are no change of state: beginning one."""

import uuid

from django.db import transaction

from aanvragen.models import Aanvraag, Wijziging, Wijzigsoort
from aanvragen.wijziging import rules
from aanvragen.wijziging.grenzen import mogelijke_soorten
from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus
from swv.organisaties.models import Gebruiker

ER_LOOPT_AL_EEN = (
    "Er loopt al een wijziging van deze toekenning: {kenmerk}. Rond die eerst af. Daarna kunt u een nieuwe beginnen."
)
BUREAU_IS_BEZIG = "Het bureau bereidt al een wijziging van deze toekenning voor. Bel het bureau om te overleggen."


@transaction.atomic
def beginnen(*, aanvraag: Aanvraag, soort: str, door: Gebruiker, sleutel: uuid.UUID) -> Wijziging:
    """Begin a draft of a school; the same `sleutel` gives the same draft, however often it is sent.

    Raises NietToegestaan for somebody else, VerkeerdeStatus when another change is open or this kind cannot be.
    """
    rij = _op_slot(aanvraag)
    if bestaand := _eerder(rij, soort, sleutel):
        return bestaand
    if not rules.is_coordinator.test(door, rij):
        raise NietToegestaan("Alleen een ondersteuningscoördinator van deze school kan een wijziging vragen.")
    return nieuw(rij, soort, van_school=True, door=door, sleutel=sleutel)


def nieuw(aanvraag: Aanvraag, soort: str, *, van_school: bool, door: Gebruiker, sleutel: uuid.UUID) -> Wijziging:
    """The row, with the next number of this award; the aanvraag is locked. Raises VerkeerdeStatus."""
    if weigering := waarom_niet(aanvraag, soort, van_school=van_school):
        raise weigering
    laatste = aanvraag.wijzigingen.order_by("-volgnummer").values_list("volgnummer", flat=True).first() or 0
    return Wijziging.objects.create(
        aanvraag=aanvraag,
        soort=soort,
        van_school=van_school,
        aangevraagd_door=door,
        sleutel=sleutel,
        volgnummer=laatste + 1,
        kenmerk=f"{aanvraag.kenmerk}-W{laatste + 1}",
    )


def waarom_niet(aanvraag: Aanvraag, soort: str = "", *, van_school: bool) -> VerkeerdeStatus | None:
    """Why no change (of this kind) can begin now; None when it can."""
    if not aanvraag.is_toegekend:
        return VerkeerdeStatus("Deze aanvraag is niet toegekend. Er is dus niets om te wijzigen.")
    if loopt := aanvraag.wijzigingen.open().first():
        is_bekend = loopt.van_school or not van_school
        return VerkeerdeStatus(ER_LOOPT_AL_EEN.format(kenmerk=loopt.kenmerk) if is_bekend else BUREAU_IS_BEZIG)
    mogelijk = mogelijke_soorten(aanvraag, van_school=van_school)
    if not mogelijk or (soort and soort not in mogelijk):
        wat = Wijzigsoort(soort).label.lower() if soort in Wijzigsoort.values else "dit"
        return VerkeerdeStatus(f"Bij deze toekenning kan nu niet: {wat}. Kies iets anders, of bel het bureau.")
    return None


@transaction.atomic
def voorstellen(*, aanvraag: Aanvraag, soort: str, door: Gebruiker, sleutel: uuid.UUID, aanleiding: str) -> Wijziging:
    """The bureau begins a change by itself: at once in preparation. The same `sleutel` gives the same one.

    Raises NietToegestaan for somebody else, VerkeerdeStatus when another change is open or this kind cannot be.
    """
    from aanvragen.wijziging.workflow import voorstellen as begin

    rij = _op_slot(aanvraag)
    if bestaand := _eerder(rij, soort, sleutel):
        return bestaand
    if not rules.is_bureau.test(door, rij):
        raise NietToegestaan("Alleen een medewerker van het bureau kan een wijziging voorstellen.")
    return begin(nieuw(rij, soort, van_school=False, door=door, sleutel=sleutel), door=door, aanleiding=aanleiding)


def _op_slot(aanvraag: Aanvraag) -> Aanvraag:
    """The award as it is now, locked: two changes that begin at once wait for each other."""
    return Aanvraag.objects.select_for_update(of=("self",)).select_related("school", "regeling").get(pk=aanvraag.pk)


def _eerder(aanvraag: Aanvraag, soort: str, sleutel: uuid.UUID) -> Wijziging | None:
    bestaand = Wijziging.objects.filter(sleutel=sleutel).first()
    if bestaand and (bestaand.aanvraag_id, bestaand.soort) != (aanvraag.pk, soort):
        raise Geweigerd("Er ging iets mis bij het beginnen. Ga terug naar de aanvraag en begin opnieuw.")
    return bestaand
