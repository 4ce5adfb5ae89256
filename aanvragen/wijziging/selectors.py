"""Reads for the pages of a change, and for the page of its award. Each starts at `for_user`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from aanvragen.models import Aanvraag, Wijziging, Wijzigingstatus, Wijzigsoort
from aanvragen.models.wijziging import OPEN, WijzigingQuerySet
from aanvragen.wijziging import rules
from aanvragen.wijziging.services import waarom_niet
from swv.documenten.models import Brief
from swv.kern.opmaak import euro, uren
from swv.organisaties.models import Gebruiker


def met_alles(queryset: WijzigingQuerySet) -> WijzigingQuerySet:
    """What a change shows of its surroundings, in the same query."""
    return queryset.select_related(
        "aanvraag__school__bestuur",
        "aanvraag__regeling",
        "aanvraag__leerling",
        "aanvraag__behandelaar",
        "aangevraagd_door",
        "medegetekend_door",
        "behandelaar",
        "advies_door",
        "besloten_door",
    )


def is_van(wijziging: Wijziging, gebruiker: Gebruiker) -> bool:
    """Whether this person is of the school or the board."""
    return bool(rules.is_school.test(gebruiker, wijziging))


class Waarden(NamedTuple):
    """What was awarded: euros, hours, and until when."""

    bedrag: Decimal | None
    uren: Decimal | None
    tot: date | None


@dataclass(frozen=True)
class Toestand:
    """What an award was after one decision: the first award, or a change."""

    besluit: Aanvraag | Wijziging
    waarden: Waarden
    brief: Brief | None

    @property
    def wijziging(self) -> Wijziging | None:
        return self.besluit if isinstance(self.besluit, Wijziging) else None

    @property
    def wat(self) -> str:
        return str(self.wijziging.get_soort_display()) if self.wijziging else "Eerste toekenning"

    @property
    def toegekend(self) -> str:
        """In words: an amount, hours, or only that it was awarded."""
        if self.wijziging and self.wijziging.soort == Wijzigsoort.INTREKKEN:
            return "ingetrokken"
        if self.waarden.bedrag is not None:
            return euro(self.waarden.bedrag)
        return "ja" if self.waarden.uren is None else uren(self.waarden.uren)


@dataclass(frozen=True)
class Verloop:
    """The award through time, for the page of its aanvraag: what it was first, each change, and what is open now."""

    toestanden: Sequence[Toestand]
    open: Wijziging | None
    afgesloten: Sequence[Wijziging]
    kan_beginnen: bool
    in_beheer: bool = False

    @property
    def open_url(self) -> str:
        """Where this reader works on the open change."""
        if self.open is None:
            return ""
        naar_beheer = reverse("admin:aanvragen_wijziging_change", args=[self.open.pk])
        return naar_beheer if self.in_beheer else self.open.get_absolute_url()

    @property
    def is_veranderd(self) -> bool:
        return len(self.toestanden) > 1


def verloop(
    aanvraag: Aanvraag, gebruiker: Any, *, behalve: Wijziging | None = None, in_beheer: bool = False
) -> Verloop | None:
    """None as long as nothing was awarded, and for a reader who sees no changes. `behalve` is the change whose own page
    it is. Always the same number of queries."""
    if not aanvraag.is_toegekend or not rules.mag_verloop_lezen(gebruiker, aanvraag):
        return None
    zichtbaar = Wijziging.objects.for_user(gebruiker).filter(aanvraag=aanvraag)
    vastgesteld = list(Wijziging.objects.filter(aanvraag=aanvraag).vastgesteld())
    andere = list(zichtbaar.exclude(status=Wijzigingstatus.VASTGESTELD).order_by("-volgnummer"))
    mag = rules.mag_beginnen(gebruiker, aanvraag)
    van_school = bool(rules.is_coordinator.test(gebruiker, aanvraag))
    return Verloop(
        toestanden=_toestanden(aanvraag, vastgesteld, _brieven([aanvraag, *vastgesteld])),
        open=next((rij for rij in andere if rij.status in OPEN and rij != behalve), None),
        afgesloten=[rij for rij in andere if rij.status not in OPEN and rij != behalve],
        kan_beginnen=mag and behalve is None and waarom_niet(aanvraag, van_school=van_school) is None,
        in_beheer=in_beheer,
    )


def _toestanden(aanvraag: Aanvraag, vastgesteld: Sequence[Wijziging], brieven: dict[UUID, Brief]) -> Sequence[Toestand]:
    """The values before the first change are the first award; those before the next one are what a change made."""
    waarden = [Waarden(rij.was_bedrag, rij.was_uren, rij.was_tot) for rij in vastgesteld]
    waarden.append(Waarden(aanvraag.toegekend_bedrag, aanvraag.toegekende_uren, aanvraag.tot))
    besluiten: list[Aanvraag | Wijziging] = [aanvraag, *vastgesteld]
    return [
        Toestand(besluit, daarna, brieven.get(besluit.pk)) for besluit, daarna in zip(besluiten, waarden, strict=True)
    ]


def _brieven(dossiers: Iterable[Aanvraag | Wijziging]) -> dict[UUID, Brief]:
    """The letter of each decision. One query."""
    rijen = list(dossiers)
    soorten = ContentType.objects.get_for_models(Aanvraag, Wijziging).values()
    brieven = Brief.objects.filter(content_type__in=soorten, object_id__in=[rij.pk for rij in rijen])
    per_dossier: dict[UUID, list[Brief]] = defaultdict(list)
    for brief in brieven.defer("html").order_by("-datum", "-pk"):
        per_dossier[brief.object_id].append(brief)
    return {pk: lijst[0] for pk, lijst in per_dossier.items()}


def te_ondertekenen(gebruiker: Gebruiker) -> list[Wijziging]:
    """For the signing desk: the oldest first."""
    wacht = Wijziging.objects.for_user(gebruiker).filter(status=Wijzigingstatus.TER_ONDERTEKENING)
    return list(wacht.select_related("aanvraag__school", "aanvraag__regeling").order_by("voorgelegd_op", "id")[:200])
