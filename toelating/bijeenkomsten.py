"""Writes on meetings that are no change of state: planning one, filling its agenda, the order of its items."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from django.db import transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum as datum_in_woorden
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker
from toelating import berichten, rules
from toelating.models import Agendapunt, Bijeenkomst, Bijeenkomststatus, Lidmaatschap, Status, Tlvaanvraag
from toelating.workflow import agenderen
from toelating.workflow.bijeenkomst import wanneer_en_waar

ALLEEN_BUREAU = "Alleen het bureau plant bijeenkomsten en stelt de agenda vast. Vraag het bureau om dit te doen."


@transaction.atomic
def plannen(
    *,
    datum: date,
    van: time,
    tot: time,
    plaats: str,
    voorzitter: Gebruiker,
    leden: Iterable[Gebruiker],
    door: Gebruiker,
    sleutel: uuid.UUID | None = None,
) -> Bijeenkomst:
    """Plan a meeting and tell its members; the same `sleutel` gives the same meeting, however often it is sent.

    Raises NietToegestaan for anybody but the bureau, Geweigerd when it ends before it begins.
    """
    if not rules.plant_bijeenkomsten.test(door, None):
        raise NietToegestaan(ALLEEN_BUREAU)
    if tot <= van:
        raise Geweigerd("De eindtijd ligt voor de begintijd. Pas een van beide aan.")
    pk = sleutel or uuid.uuid4()
    if bestaand := Bijeenkomst.objects.filter(pk=pk).first():
        return bestaand
    kenmerk = f"TAC-{kort(datum)}-{volgend_nummer('bijeenkomst', schooljaar(datum)):03d}"
    bijeenkomst, nieuw = Bijeenkomst.objects.get_or_create(
        pk=pk,
        defaults={
            "kenmerk": kenmerk,
            "datum": datum,
            "van": van,
            "tot": tot,
            "plaats": plaats,
            "voorzitter": voorzitter,
        },
    )
    if nieuw:
        _begin(bijeenkomst, {lid.pk: lid for lid in [voorzitter, *leden]}.values(), door)
    return bijeenkomst


def _begin(bijeenkomst: Bijeenkomst, mensen: Iterable[Gebruiker], door: Gebruiker) -> None:
    Lidmaatschap.objects.bulk_create(Lidmaatschap(bijeenkomst=bijeenkomst, lid=lid) for lid in mensen)
    Gebeurtenis.objects.create(
        bron=bijeenkomst,
        handeling="plannen",
        label="Bijeenkomst gepland",
        door=door,
        naar_status=Bijeenkomststatus.GEPLAND,
        toelichting=wanneer_en_waar(bijeenkomst),
    )
    berichten.bijeenkomst_sturen(bijeenkomst, "tlv_bijeenkomst_gepland", mensen, sleutel="1")


@dataclass
class Vulling:
    """What came on the agenda, and what did not and why."""

    gezet: list[str] = field(default_factory=list)
    geweigerd: list[str] = field(default_factory=list)


def klaar_voor_agenda(door: Gebruiker) -> list[Tlvaanvraag]:
    """The requests that wait for the committee and stand on no agenda, the one that must be decided first on top."""
    op_agenda = Agendapunt.objects.filter(uitkomst=Agendapunt.Uitkomst.OPEN).values("aanvraag_id")
    wacht = Tlvaanvraag.objects.for_user(door).filter(status=Status.BIJ_TAC).exclude(pk__in=op_agenda)
    return list(wacht.select_related("school", "regeling").order_by("beslisdatum", "ingediend_op", "pk"))


def agenda_vullen(bijeenkomst: Bijeenkomst, *, door: Gebruiker) -> Vulling:
    """Put everything that is ready on this agenda, each by its own act: one that is refused does not stop the rest.

    Raises NietToegestaan for anybody but the bureau, VerkeerdeStatus when the meeting is no longer ahead.
    """
    _mag_agenda_wijzigen(bijeenkomst, door)
    vulling = Vulling()
    for aanvraag in klaar_voor_agenda(door):
        try:
            agenderen(aanvraag, door=door, bijeenkomst=bijeenkomst)
        except Geweigerd as fout:
            vulling.geweigerd.append(f"{aanvraag.kenmerk}: {fout.zin}")
        else:
            vulling.gezet.append(aanvraag.kenmerk or "")
    return vulling


@transaction.atomic
def volgorde_bewaren(bijeenkomst: Bijeenkomst, volgorde: Mapping[uuid.UUID, int], *, door: Gebruiker) -> int:
    """Put the agenda in the order of these numbers; equal numbers keep the order they had. Gives how many moved.

    Raises NietToegestaan for anybody but the bureau, VerkeerdeStatus when the meeting is no longer ahead.
    """
    rij = Bijeenkomst.objects.select_for_update().get(pk=bijeenkomst.pk)
    _mag_agenda_wijzigen(rij, door)
    punten = list(rij.agendapunten.exclude(uitkomst=Agendapunt.Uitkomst.VERVALLEN))
    gesorteerd = sorted(punten, key=lambda punt: volgorde.get(punt.pk, punt.volgorde))
    verplaatst = []
    for nummer, punt in enumerate(gesorteerd, start=1):
        if punt.volgorde != nummer:
            punt.volgorde = nummer
            verplaatst.append(punt)
    Agendapunt.objects.bulk_update(verplaatst, ["volgorde"])
    if [punt.pk for punt in gesorteerd] == [punt.pk for punt in punten]:
        return 0
    rij.agenda_gewijzigd_op = timezone.now()
    rij.save(update_fields=["agenda_gewijzigd_op"])
    return len(verplaatst)


def _mag_agenda_wijzigen(bijeenkomst: Bijeenkomst, door: Gebruiker) -> None:
    if not rules.plant_bijeenkomsten.test(door, bijeenkomst):
        raise NietToegestaan(ALLEEN_BUREAU)
    if not bijeenkomst.is_gepland:
        raise VerkeerdeStatus(
            f"De bijeenkomst van {datum_in_woorden(bijeenkomst.datum)} is al gehouden of afgelast. Kies een andere."
        )
