"""What somebody reads about the follow-through of one award. Always the same number of queries for the same reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from aanvragen import berichten, rules
from aanvragen.models import Aanvraag, Afspraak, Evaluatie, Status, Uitvoering
from aanvragen.uitvoering import teksten
from aanvragen.uitvoering.stand import evaluatie_van, evaluatiedag, leningen, met_stand, nog_open
from aanvragen.uitvoering.uren import Urenstand, urenstand
from aanvragen.uitvoering.workflow import afspraken as afspraken_acts
from aanvragen.uitvoering.workflow import evaluaties, uitvoeringen
from financien.models import Betalingstermijn, Verplichting
from swv.documenten.models import Bijlage
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.opmaak import datum
from swv.kern.workflow import Handeling, Workflow
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.models import Uitlening, Wachtplaats
from voorzieningen.selectors import positie
from voorzieningen.workflow import uitleningen

UREN = "uren_invullen"  # in a year some forty lines: they stand with the hours, not between the rest
Knop = tuple[Handeling, str]


def _knoppen(workflow: Workflow, rij: Dossier, gebruiker: Gebruiker) -> list[Knop]:
    """What this person can do now, the act that brings it further first; not what still has to wait."""
    kan = [handeling for handeling in workflow.available(rij, gebruiker) if handeling.belemmering(rij) is None]
    kan.sort(key=lambda handeling: handeling.naam not in teksten.EERST)
    return [(handeling, teksten.knopsoort(handeling)) for handeling in kan]


@dataclass(frozen=True)
class Afspraakregel:
    """One appointment with its report files and what this person can do with it."""

    afspraak: Afspraak
    badge: str
    bestanden: Sequence[Bijlage]
    knoppen: Sequence[Knop]


@dataclass(frozen=True)
class Leningregel:
    lening: Uitlening
    knoppen: Sequence[Knop]


@dataclass(frozen=True)
class Pagina:
    """The whole page of one follow-through for one reader. A partner never gets what leads to the request itself."""

    uitvoering: Uitvoering
    badge: str
    is_partner: bool
    contact: Sequence[Gebruiker]
    nog_open: Sequence[str]
    uren: Urenstand | None
    evaluatie: Evaluatie | None
    evaluatiedag: date | None
    evaluatieknoppen: Sequence[Knop]
    wijzigen_url: str
    afspraken: Sequence[Afspraakregel]
    leningen: Sequence[Leningregel]
    wachtplaats: int
    knoppen: Sequence[Knop]
    verloop: Sequence[tuple[Gebeurtenis, str]]
    urenverloop: Sequence[Gebeurtenis]
    aanvraag_url: str

    @property
    def leerling(self) -> str:
        leerling = self.uitvoering.aanvraag.leerling
        return leerling.naam if leerling else ""


def pagina(uitvoering: Uitvoering, gebruiker: Gebruiker) -> Pagina:
    """`uitvoering` comes from `met_alles`."""
    is_partner, evaluatie = _is_alleen_partner(uitvoering, gebruiker), evaluatie_van(uitvoering)
    afspraken = [_met_uitvoering(rij, uitvoering) for rij in uitvoering.afspraken.all()]
    if evaluatie:
        _met_uitvoering(evaluatie, uitvoering)
    verloop = _verloop([uitvoering, *afspraken, *([evaluatie] if evaluatie else [])])
    return Pagina(
        uitvoering=uitvoering,
        badge=teksten.badge(uitvoering),
        is_partner=is_partner,
        contact=list(berichten.school(uitvoering.aanvraag).order_by("naam")),
        nog_open=nog_open(uitvoering),
        uren=urenstand(uitvoering),
        evaluatie=evaluatie,
        evaluatiedag=evaluatiedag(uitvoering),
        evaluatieknoppen=_knoppen(evaluaties, evaluatie, gebruiker) if evaluatie else [],
        wijzigen_url=_wijzigen_url(uitvoering, evaluatie, gebruiker),
        afspraken=list(_afspraakregels(afspraken, gebruiker)),
        leningen=[] if is_partner else list(_leningregels(uitvoering, gebruiker)),
        wachtplaats=0 if is_partner else _plaats(uitvoering),
        knoppen=_knoppen(uitvoeringen, uitvoering, gebruiker),
        verloop=[(rij, wat) for rij, wat in verloop if rij.handeling != UREN],
        urenverloop=[rij for rij, _ in verloop if rij.handeling == UREN],
        aanvraag_url=_aanvraag_url(uitvoering, gebruiker),
    )


def met_alles(uitvoeringen: Any) -> Any:
    """What the page shows of its surroundings, along with the row."""
    return (
        met_stand(uitvoeringen)
        .select_related("aanvraag__leerling", "evaluatie__partner", "evaluatie__ingevuld_door")
        .prefetch_related("afspraken__verslag_door")
    )


def _met_uitvoering(rij: Any, uitvoering: Uitvoering) -> Any:
    """The row knows its follow-through without another query."""
    rij.uitvoering = uitvoering
    return rij


def _is_alleen_partner(uitvoering: Uitvoering, gebruiker: Gebruiker) -> bool:
    """Sees this as who carries it out, and not because of a school or the bureau."""
    ziet_alles = gebruiker.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR)
    return not ziet_alles and uitvoering.aanvraag.school_id not in gebruiker.school_ids


def _afspraakregels(afspraken: Sequence[Afspraak], gebruiker: Gebruiker) -> Iterator[Afspraakregel]:
    bestanden = list(_van(Bijlage.objects.aanwezig(), afspraken)) if afspraken else []
    for afspraak in afspraken:
        yield Afspraakregel(
            afspraak=afspraak,
            badge=teksten.badge(afspraak),
            bestanden=[rij for rij in bestanden if rij.object_id == afspraak.pk],
            knoppen=_knoppen(afspraken_acts, afspraak, gebruiker),
        )


def _leningregels(uitvoering: Uitvoering, gebruiker: Gebruiker) -> Iterator[Leningregel]:
    if uitvoering.declaratie.leent_uit:
        for lening in leningen(uitvoering.aanvraag_id).select_related("robot", "school").order_by("van"):
            yield Leningregel(lening, _knoppen(uitleningen, lening, gebruiker))


def _plaats(uitvoering: Uitvoering) -> int:
    """The place in line for a thing; 0 for who does not wait."""
    if not uitvoering.wacht_op_lening:  # type: ignore[attr-defined]
        return 0
    plaats = Wachtplaats.objects.van(uitvoering.aanvraag).open().first()
    return positie(plaats) if plaats else 0


def _van(rijen: Any, bronnen: Sequence[Any]) -> Any:
    """The rows that belong to one of these dossiers: one query."""
    waar = Q(pk__in=[])
    for model in {type(bron) for bron in bronnen}:
        pks = [bron.pk for bron in bronnen if isinstance(bron, model)]
        waar |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
    return rijen.filter(waar)


def _verloop(bronnen: Sequence[Any]) -> list[tuple[Gebeurtenis, str]]:
    """What happened to the whole and its parts, newest first."""
    rijen = _van(Gebeurtenis.objects.openbaar(), bronnen).select_related("door")
    return [(rij, teksten.GEBEURTENISSEN.get(rij.handeling, rij.label)) for rij in rijen]


def _wijzigen_url(uitvoering: Uitvoering, evaluatie: Evaluatie | None, gebruiker: Gebruiker) -> str:
    """Where the school asks for a change of the award after an evaluation that wants one; "" for anybody else."""
    if evaluatie is None or not evaluatie.vraagt_wijziging:
        return ""
    mag = rules.is_coordinator.test(gebruiker, uitvoering.aanvraag)
    return reverse("wijzigingen:kiezen", args=[uitvoering.aanvraag_id]) if mag else ""


def _aanvraag_url(uitvoering: Uitvoering, gebruiker: Gebruiker) -> str:
    """The request behind it, for who may open that: the bureau in the worklist, the school on its own page."""
    if gebruiker.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return reverse("admin:aanvragen_aanvraag_change", args=[uitvoering.aanvraag_id])
    if _is_alleen_partner(uitvoering, gebruiker):
        return ""
    return uitvoering.aanvraag.get_absolute_url()


# --- On the page of the request itself ------------------------------------------------------------------------


@dataclass(frozen=True)
class Betaling:
    """One instalment in words: what is paid, or what it waits for. `bedrag` in euros."""

    bedrag: Decimal
    stand: str


@dataclass(frozen=True)
class NaToekenning:
    """What the page of an awarded request shows of what follows."""

    betalingen: Sequence[Betaling]
    uitvoering: Uitvoering | None = None
    uren: Urenstand | None = None
    nog_open: Sequence[str] = ()


def na_toekenning(aanvraag: Aanvraag, gebruiker: Gebruiker) -> NaToekenning | None:
    """None when nothing was awarded, or for a reader who is not of the school, the bureau or the board."""
    mag = gebruiker.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR) or rules.is_school.test(gebruiker, aanvraag)
    if aanvraag.status != Status.TOEGEKEND or not mag:
        return None
    betalingen = betalingen_van(aanvraag) if aanvraag.declaratie.kost_geld else []
    if not aanvraag.declaratie.heeft_uitvoering:
        return NaToekenning(betalingen)
    uitvoering = met_stand(Uitvoering.objects.for_user(gebruiker)).filter(aanvraag=aanvraag).first()
    if uitvoering is None:
        return NaToekenning(betalingen)
    return NaToekenning(betalingen, uitvoering, urenstand(uitvoering), nog_open(uitvoering))


def betalingen_van(aanvraag: Aanvraag) -> list[Betaling]:
    """The instalments of an award as they are now, without what lapsed. One query."""
    termijnen = Betalingstermijn.objects.filter(verplichting__in=Verplichting.objects.van(aanvraag))
    return list(_betalingen(termijnen.order_by("verplichting__post__jaar__jaar", "verplichting_id", "volgnummer")))


def _betalingen(termijnen: Any) -> Iterator[Betaling]:
    for rij in termijnen:
        if rij.betaald:
            yield Betaling(rij.betaald, "Betaald")
        if rij.te_betalen and rij.status != Betalingstermijn.Status.VERVALLEN:
            yield Betaling(rij.te_betalen, _wacht_op(rij))


def _wacht_op(termijn: Betalingstermijn) -> str:
    vanaf = f" vanaf {datum(termijn.vervaldatum)}" if termijn.vervaldatum else ""
    if termijn.status == Betalingstermijn.Status.OPEN and termijn.voorwaarde:
        return f"Wij betalen dit {termijn.voorwaarde}."
    return f"Wij betalen dit{vanaf}." if vanaf else "Wij betalen dit binnenkort."
