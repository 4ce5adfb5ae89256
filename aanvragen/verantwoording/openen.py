"""Putting verantwoordingen ready: in June those of the school year that ends, and at once that of an award made later.
Safe to repeat, and to do late: each run looks at how things stand."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from aanvragen.models import Aanvraag, Status, Verantwoording, Verantwoordingstatus
from aanvragen.models.verantwoording import BEOORDEELD, OPEN
from aanvragen.verantwoording import berichten
from aanvragen.verantwoording.afrekenen import vrijmaken
from aanvragen.verantwoording.schooljaren import (
    laatst_geopend,
    met_iets_te_verantwoorden,
    te_openen,
    uiterlijk_voor,
    verdeling,
)
from aanvragen.verantwoording.workflow import HERINNEREN, bedrag_bijwerken, laten_vervallen
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.nummering import volgend_nummer
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, School
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok

logger = logging.getLogger(__name__)


def openen_voor(aanvraag: Aanvraag) -> list[Verantwoording]:
    """Put ready what an award has to account for by now, and tell the school; nothing when it was ready, when the rules
    with which it was made ask none, or when it was not awarded."""
    return _openen(aanvraag.school, [aanvraag])


def alles_openen() -> int:
    """Put ready what awards still lack by now, school by school. Returns how many."""
    per_school: dict[School, list[Aanvraag]] = defaultdict(list)
    for aanvraag in _zonder(laatst_geopend(timezone.localdate())):
        per_school[aanvraag.school].append(aanvraag)
    return sum(len(_openen(plek, aanvragen)) for plek, aanvragen in per_school.items())


def _zonder(jaar: int) -> "QuerySet[Aanvraag]":
    """Awards with something to account for that nobody is asked about: they fall in this school year and have none for
    it, or they are over, were accounted for, and got more since."""
    begin, eind = date(jaar, 8, 1), date(jaar + 1, 7, 31)
    moment = timezone.make_aware(datetime(jaar, 8, 1)), timezone.make_aware(datetime(jaar + 1, 8, 1))  # noqa: DTZ001
    in_jaar = Q(van__lte=eind, tot__gte=begin) | Q(
        van__isnull=True, besloten_op__gte=moment[0], besloten_op__lt=moment[1]
    )
    is_over = Q(tot__lte=eind) | Q(tot__isnull=True)
    eigen = Verantwoording.objects.filter(aanvraag=OuterRef("pk")).order_by()
    nieuw = in_jaar & ~Exists(eigen.filter(status__in=[*OPEN, *BEOORDEELD], schooljaar=jaar))
    opnieuw = is_over & Exists(eigen.filter(status__in=BEOORDEELD)) & ~Exists(eigen.filter(status__in=OPEN))
    toegekend = Aanvraag.objects.filter(
        status=Status.TOEGEKEND, bekendgemaakt_op__isnull=False, regeling__vraagt_verantwoording=True
    )
    rijen = met_iets_te_verantwoorden(toegekend.filter(nieuw | opnieuw))
    return rijen.select_related("school__bestuur", "regeling").order_by("kenmerk")


@transaction.atomic
def _openen(plek: School, aanvragen: Sequence[Aanvraag]) -> list[Verantwoording]:
    """The verantwoordingen of one school that are new, with one mail about them together. All awards are locked before
    anything is numbered, and numbers are taken in the order of the school years: two at once make one row per school
    year, and never wait for each other in a circle."""
    vandaag = timezone.localdate()
    op_slot = Aanvraag.objects.select_for_update(no_key=True, of=("self",)).select_related("school", "regeling")
    rijen = sorted(
        op_slot.filter(pk__in=[rij.pk for rij in aanvragen]).order_by("pk"), key=lambda rij: rij.kenmerk or ""
    )
    nodig = [(jaar, bedrag, aanvraag) for aanvraag in rijen for jaar, bedrag in _ontbreekt(aanvraag, vandaag)]
    nieuw = [_maak(aanvraag, jaar, bedrag, vandaag) for jaar, bedrag, aanvraag in sorted(nodig, key=itemgetter(0))]
    if nieuw:
        berichten.geopend(plek, nieuw)
    return nieuw


def _ontbreekt(aanvraag: Aanvraag, vandaag: date) -> list[tuple[int, Decimal]]:
    """The school years of this award that nobody is asked about yet, each with its amount; the award is locked."""
    is_bekend = aanvraag.status == Status.TOEGEKEND and aanvraag.bekendgemaakt_op is not None
    if not is_bekend or not aanvraag.regeling.vraagt_verantwoording:
        return []
    loopt = set(aanvraag.verantwoordingen.open().values_list("schooljaar", flat=True))
    bedragen = verdeling(aanvraag)
    jaren = [jaar for jaar in te_openen(aanvraag, vandaag) if jaar not in loopt and bedragen.get(jaar)]
    return [(jaar, bedragen[jaar]) for jaar in jaren]


def _maak(aanvraag: Aanvraag, jaar: int, bedrag: Decimal, vandaag: date) -> Verantwoording:
    """One that lapsed before gives what was typed in it."""
    eerder = aanvraag.verantwoordingen.filter(schooljaar=jaar).order_by("-aangemaakt_op")
    vervallen = eerder.filter(status=Verantwoordingstatus.VERVALLEN).first()
    kort = f"{jaar % 100:02d}{(jaar + 1) % 100:02d}"
    rij = Verantwoording.objects.create(
        kenmerk=f"V-{kort}-{volgend_nummer('verantwoording', jaar):05d}",
        aanvraag=aanvraag,
        school=aanvraag.school,
        schooljaar=jaar,
        toegekend=bedrag,
        is_extra=eerder.filter(status__in=BEOORDEELD).exists(),
        antwoorden=vervallen.antwoorden if vervallen else {},
        uiterlijk=uiterlijk_voor(jaar, geopend=vandaag),
    )
    Gebeurtenis.objects.create(bron=rij, handeling="openen", label="Klaargezet", naar_status=rij.status, toelichting="")
    termijnen.start(
        bron=rij,
        soort=Klok.VERANTWOORDING,
        begin=vandaag,
        uiterlijk=rij.uiterlijk,
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    return rij


# --- What changed since ------------------------------------------------------------------------------------------


def volg(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """What is accounted for follows a change of the award, in its transaction: open ones get their amount or lapse,
    more money than was accounted for is asked about, and what waits while nothing is left to account for is payable.
    """
    bijwerken(aanvraag)
    openen_voor(aanvraag)
    vrijmaken(aanvraag, door=door)


def bijwerken(aanvraag: Aanvraag | None = None) -> int:
    """Let open verantwoordingen follow their award after it was changed: the amount of their school year, and away with
    what has nothing left. Returns how many changed. Call `volg` with an award right after changing it."""
    rijen = Verantwoording.objects.open().select_related("aanvraag__regeling", "school")
    if aanvraag is not None:
        rijen = rijen.filter(aanvraag=aanvraag)
    return sum(_bijgewerkt(rij) for rij in rijen.order_by("pk"))


def _bijgewerkt(rij: Verantwoording) -> bool:
    """One that fails is logged, and the others go on."""
    gedaan = False
    try:
        for handeling in (bedrag_bijwerken, laten_vervallen):
            gedaan = _doe(handeling, rij) or gedaan
            rij = Verantwoording.objects.get(pk=rij.pk) if gedaan else rij
    except Geweigerd as fout:
        logger.info("Bijwerken van %s: %s", rij.pk, fout.code)
    return gedaan


def _doe(handeling: Handeling, rij: Verantwoording) -> bool:
    if handeling.weigering(rij, None):
        return False
    handeling(rij, door=None)
    return True
