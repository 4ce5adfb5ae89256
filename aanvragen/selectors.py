"""Reads for the pages of school, board and expert. Each starts at `for_user`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch

from aanvragen import rules
from aanvragen.models import Aanvraag, Status
from aanvragen.models.aanvraag import AFGEHANDELD, AFGESLOTEN, BIJ_DE_SCHOOL, AanvraagQuerySet
from swv.documenten.models import Brief
from swv.invullen.antwoorden import Taak, aanwezige_soorten, gegevens_van, taken
from swv.invullen.models import Aanvullingsverzoek
from swv.invullen.voortgang import Voortgang, voortgang
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.werk import volgorde
from swv.organisaties.models import Gebruiker, Rolsoort

OP_START = 100  # open dossiers on the home page; more are in the list
RECENT = 5


# --- One dossier ---------------------------------------------------------------------------------------------


def met_alles(queryset: AanvraagQuerySet) -> AanvraagQuerySet:
    """What one dossier shows of its surroundings, in the same query."""
    return queryset.select_related(
        "school__bestuur", "regeling", "aangevraagd_door", "medegetekend_door", "behandelaar", "leerling"
    )


def is_van(aanvraag: Aanvraag, gebruiker: Gebruiker) -> bool:
    """Whether this person is of the school or the board: then it is "your" aanvraag."""
    return bool(rules.is_school.test(gebruiker, aanvraag))


def laatste_feedback(aanvraag: Aanvraag) -> Gebeurtenis | None:
    return Gebeurtenis.objects.van(aanvraag).openbaar().filter(handeling="feedback_geven").first()


def bedrag_tot_nu(aanvraag: Aanvraag, getypt: Sequence[Taak] | None = None) -> Decimal | None:
    """The amount asked in euros: as it was sent, before that as it stands in the draft; None while there is none.

    `getypt` saves checking the parts again when the caller has them.
    """
    if aanvraag.kenmerk:
        return aanvraag.gevraagd_bedrag
    for taak in taken(aanvraag) if getypt is None else getypt:
        if taak.form.is_bound and (bedrag := taak.form.cleaned_data.get("gevraagd_bedrag")):
            return Decimal(bedrag)
    return None


def gelijktijdige(aanvraag: Aanvraag) -> list[str]:
    """Other requests of the school for the same thing at the same time, a Dutch sentence for each. One query, none
    while the answers are not complete."""
    gegevens = gegevens_van(aanvraag)
    try:
        kern = aanvraag.declaratie.kerngegevens(gegevens, aanvraag.regeling_bij(gegevens))
    except (KeyError, Geweigerd):
        return []
    return [
        f"U vroeg {ander.soort_naam} al aan met {ander.kenmerk} ({ander.get_status_display().lower()})."
        for ander in Aanvraag.objects.gelijktijdig(aanvraag, kern).order_by("aangemaakt_op")[:3]
    ]


def berekening(aanvraag: Aanvraag) -> Sequence[tuple[str, str]]:
    """The steps to what is asked, with the rules that count for this request; empty while the answers are not
    complete. At most one query."""
    gegevens = gegevens_van(aanvraag)
    try:
        return aanvraag.declaratie.berekening(gegevens, aanvraag.regeling_bij(gegevens))
    except (KeyError, Geweigerd):
        return ()


# --- Home ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Werk:
    """One dossier on the home page with what tells it from others and what somebody has to do for it.

    `bedrag` is what is asked in euros, `laatste` what happened last to a dossier that was not submitted yet.
    """

    aanvraag: Aanvraag
    bedrag: Decimal | None = None
    laatste: Gebeurtenis | None = None
    vraag: Aanvullingsverzoek | None = None
    voortgang: Voortgang | None = None

    @property
    def is_teruggestuurd(self) -> bool:
        return self.aanvraag.is_concept and self.laatste is not None and self.laatste.handeling == "terugsturen"

    @property
    def volgorde(self) -> tuple[int, str]:
        is_begonnen_werk = self.aanvraag.is_concept and not self.is_teruggestuurd
        return volgorde(self.vraag.uiterlijk if self.vraag else None, is_begonnen_werk=is_begonnen_werk)


@dataclass(frozen=True)
class Startpagina:
    te_doen: list[Werk]
    wachten: list[Werk]
    besloten: list[tuple[Aanvraag, list[Brief]]]
    is_afgekapt: bool


def startpagina(gebruiker: Gebruiker) -> Startpagina:
    """What somebody has to do, waits for and got. Always the same number of queries."""
    zichtbaar = met_alles(Aanvraag.objects.for_user(gebruiker))
    vragen = Prefetch(
        "aanvullingsverzoeken",
        queryset=Aanvullingsverzoek.objects.open(),
        to_attr="open_vragen",
    )
    lopend = list(zichtbaar.exclude(status__in=AFGESLOTEN).prefetch_related(vragen)[: OP_START + 1])
    soorten = aanwezige_soorten([aanvraag for aanvraag in lopend if aanvraag.is_concept])
    laatste = _laatste_voor_indienen(lopend)
    te_doen: list[Werk] = []
    wachten: list[Werk] = []
    for aanvraag in lopend[:OP_START]:
        werk = _werk(aanvraag, soorten[aanvraag.pk], laatste.get(aanvraag.pk))
        (te_doen if _is_aan_zet(aanvraag, gebruiker) else wachten).append(werk)
    te_doen.sort(key=lambda werk: werk.volgorde)
    return Startpagina(te_doen, wachten, _besloten(zichtbaar), len(lopend) > OP_START)


def _werk(aanvraag: Aanvraag, soorten: set[str], laatste: Gebeurtenis | None) -> Werk:
    """One dossier with what the page shows of it. Costs no query."""
    open_vragen: list[Aanvullingsverzoek] = getattr(aanvraag, "open_vragen", [])
    stand = voortgang(aanvraag, soorten) if aanvraag.is_concept else None
    return Werk(
        aanvraag,
        bedrag=bedrag_tot_nu(aanvraag, stand.taken if stand else None),
        laatste=laatste,
        vraag=open_vragen[0] if open_vragen else None,
        voortgang=stand,
    )


def _laatste_voor_indienen(aanvragen: Sequence[Aanvraag]) -> dict[UUID, Gebeurtenis]:
    """What happened last to each dossier that still lies at the school or its board: sent back, or asked and when."""
    bij_de_school = [aanvraag.pk for aanvraag in aanvragen if aanvraag.status in BIJ_DE_SCHOOL]
    laatste = (
        Gebeurtenis.objects.filter(content_type=_soort_aanvraag(), object_id__in=bij_de_school)
        .select_related("door")
        .order_by("object_id", "-op", "-id")
        .distinct("object_id")
    )
    return {rij.object_id: rij for rij in laatste}


def _soort_aanvraag() -> ContentType:
    return ContentType.objects.get_for_model(Aanvraag)


def _is_aan_zet(aanvraag: Aanvraag, gebruiker: Gebruiker) -> bool:
    """Whether it waits for this person. Costs no query."""
    if aanvraag.status == Status.TER_MEDETEKENING:
        return bool(rules.is_bestuur.test(gebruiker, aanvraag))
    if aanvraag.status in (Status.CONCEPT, Status.FEEDBACK_GEGEVEN):
        return bool(rules.is_coordinator.test(gebruiker, aanvraag))
    return aanvraag.status == Status.AANVULLING_GEVRAAGD and is_van(aanvraag, gebruiker)


def _besloten(zichtbaar: AanvraagQuerySet) -> list[tuple[Aanvraag, list[Brief]]]:
    rijen = list(zichtbaar.filter(status__in=AFGEHANDELD).order_by("-besloten_op")[:RECENT])
    per_dossier: dict[UUID, list[Brief]] = defaultdict(list)
    brieven = Brief.objects.opgeslagen().filter(
        content_type=_soort_aanvraag(), object_id__in=[rij.pk for rij in rijen], ingetrokken_op__isnull=True
    )
    for brief in brieven.defer("html"):
        per_dossier[brief.object_id].append(brief)
    return [(rij, per_dossier[rij.pk]) for rij in rijen]


def is_lezer(gebruiker: Gebruiker) -> bool:
    """Whether this person has pages of the portal of their own, besides the admin."""
    return gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.DESKUNDIGE, Rolsoort.PARTNER)
