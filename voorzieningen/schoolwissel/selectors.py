"""Reads on the school change that more than one caller needs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from voorzieningen.models import (
    Schoolaanbod,
    Schoolplaats,
    Schoolwissel,
    Wisselregel,
    Wisselronde,
    Wisseluitkomst,
    Wisselvoorstel,
)
from voorzieningen.models.schoolplaatsen import LEERJAREN
from voorzieningen.plaatsen.vrij import schoolplaatsen
from voorzieningen.schoolwissel.passen import Passing, Plek, Vraag, passing

Status = Schoolwissel.Status
_NIVEAUVOLGORDE = {niveau: nummer for nummer, niveau in enumerate(LEERJAREN)}


# --- Supply and demand -----------------------------------------------------------------------------------------


def plekken(jaar: int, **waar: Any) -> list[Plek]:
    """What the schools of the samenwerkingsverband have left for a school year, by BRIN; `waar` narrows it to some of
    them. Three queries."""
    bezet = Schoolwissel.objects.per_plek(jaar)
    aanbod = {rij.school_id: rij for rij in Schoolaanbod.objects.all()}
    rijen = [_plek(rij, bezet, aanbod.get(rij.school_id)) for rij in schoolplaatsen(jaar).filter(**waar)]
    over = (plek for plek in rijen if plek.vrij > 0)
    return sorted(over, key=lambda plek: (plek.code, _NIVEAUVOLGORDE[plek.niveau], plek.leerjaar))


def _plek(rij: Schoolplaats, bezet: Counter[tuple[int, str, int]], aanbod: Schoolaanbod | None) -> Plek:
    school = rij.school
    return Plek(
        school=school.pk,
        code=school.code,
        naam=school.naam,
        niveau=rij.niveau,
        leerjaar=rij.leerjaar,
        vrij=rij.aantal - bezet[school.pk, rij.niveau, rij.leerjaar],
        postcode=school.postcode[:4] if school.postcode[:4].isdecimal() else "",
        is_vso=school.soort == school.Soort.VSO,
        ondersteuning=frozenset(aanbod.ondersteuning) if aanbod else None,
        profielen=frozenset(aanbod.profielen) if aanbod else None,
    )


def vragen(ronde: Wisselronde) -> list[Vraag]:
    """The pupils of a round who still seek a place. Three queries."""
    rijen = ronde.wissels.filter(status=Status.AANGEMELD).prefetch_related("regels", "niet_naar")
    return [vraag_van(wissel) for wissel in rijen]


def vraag_van(wissel: Schoolwissel) -> Vraag:
    regels = list(wissel.regels.all())
    vast = next((regel for regel in regels if regel.soort == Wisselregel.Soort.VAST), None)
    return Vraag(
        sleutel=str(wissel.pk),
        aangemeld_op=wissel.aangemeld_op,
        school=wissel.school_id,
        leerjaar=wissel.leerjaar,
        niveaus=frozenset(wissel.niveaus),
        profiel=wissel.profiel,
        wensen=tuple(pk for pk in (wissel.wens1_id, wissel.wens2_id, wissel.wens3_id) if pk),
        uitgesloten=frozenset(school.pk for school in wissel.niet_naar.all()),
        bereik=wissel.bereik,
        postcode=wissel.postcode,
        nodig=frozenset(wissel.nodig),
        vast=(vast.school_id, vast.niveau) if vast else None,
        niet={regel.school_id: regel.reden for regel in regels if regel.soort == Wisselregel.Soort.NIET},
    )


# --- The proposal ----------------------------------------------------------------------------------------------


def voorstel(ronde: Wisselronde, nummer: int | None = None) -> Wisselvoorstel | None:
    """The last proposal of a round, or the one with this number. One query."""
    rijen = ronde.voorstellen.all()
    return (rijen if nummer is None else rijen.filter(nummer=nummer)).first()


def uitkomst_van(wissel: Schoolwissel) -> Wisseluitkomst | None:
    """What the last proposal of the round says for this pupil; None when he was not in it. One query."""
    laatste = Wisselvoorstel.objects.filter(ronde=wissel.ronde_id).values("nummer")[:1]
    return (
        Wisseluitkomst.objects.filter(wissel=wissel, voorstel__ronde=wissel.ronde_id, voorstel__nummer=laatste)
        .select_related("school", "voorstel")
        .first()
    )


def past_nog(wissel: Schoolwissel, uitkomst: Wisseluitkomst) -> bool:
    """Whether the place still fits by what is known now: wishes, choices by hand, and what the school says it has.
    Whether it is still free is another question."""
    vraag = vraag_van(wissel)
    if vraag.vast:
        return vraag.vast == (uitkomst.school_id, uitkomst.niveau)
    plek = {"school": uitkomst.school_id, "niveau": uitkomst.niveau, "leerjaar": wissel.leerjaar}
    vrij = plekken(wissel.ronde.schooljaar, **plek)
    return uitkomst.niveau in wissel.niveaus and all(isinstance(passing(vraag, rij), Passing) for rij in vrij)


def klaar_om_te_sturen(ronde: Wisselronde) -> list[Schoolwissel]:
    """Who still seeks a place and has one in the last proposal, first who was registered first. Two queries."""
    laatste = voorstel(ronde)
    if laatste is None:
        return []
    met_plek = Wisseluitkomst.objects.filter(voorstel=laatste, wissel=OuterRef("pk"), school__isnull=False)
    rijen = ronde.wissels.filter(Exists(met_plek), status=Status.AANGEMELD)
    return list(rijen.order_by(*Schoolwissel.VOLGORDE))


# --- How far it is -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Voortgang:
    """How many pupils of a round have a place, and what stands between the others and theirs."""

    geplaatst: int
    voorgesteld: int
    te_laat: int
    te_sturen: int
    zonder_plek: int
    nieuw: int

    @property
    def totaal(self) -> int:
        return self.geplaatst + self.nog

    @property
    def nog(self) -> int:
        return self.voorgesteld + self.te_sturen + self.zonder_plek + self.nieuw

    @property
    def zin(self) -> str:
        """148 van de 200 leerlingen hebben een plaats, nog 52."""
        if not self.totaal:
            return "Er zijn nog geen leerlingen aangemeld."
        if not self.nog:
            wie = "De leerling heeft" if self.totaal == 1 else f"Alle {self.totaal} leerlingen hebben"
            return f"{wie} een plaats."
        heeft = "heeft" if self.geplaatst == 1 else "hebben"
        wie = "de ene leerling" if self.totaal == 1 else f"de {self.totaal} leerlingen"
        return f"{self.geplaatst} van {wie} {heeft} een plaats, nog {self.nog}."

    @property
    def tussen(self) -> list[str]:
        """What has to happen yet, most urgent first; nothing that counts nobody."""
        zinnen = (
            (self.te_laat, "1 school is te laat met antwoorden.", "{} keer is een school te laat met antwoorden."),
            (self.voorgesteld - self.te_laat, "1 leerling wacht op het antwoord van een school.",
             "{} leerlingen wachten op het antwoord van een school."),
            (self.te_sturen, "Voor 1 leerling ligt een voorstel klaar om te sturen.",
             "Voor {} leerlingen ligt een voorstel klaar om te sturen."),
            (self.zonder_plek, "Voor 1 leerling is geen plaats gevonden.",
             "Voor {} leerlingen is geen plaats gevonden."),
            (self.nieuw, "1 leerling is nog niet verdeeld.", "{} leerlingen zijn nog niet verdeeld."),
        )  # fmt: skip
        return [een if aantal == 1 else meer.format(aantal) for aantal, een, meer in zinnen if aantal]


def voortgang(rondes: Sequence[Wisselronde], vandaag: date) -> dict[UUID, Voortgang]:
    """By round how far it is. Two queries."""
    laatste = {
        rij.ronde_id: rij.pk for rij in Wisselvoorstel.objects.filter(ronde__in=rondes).order_by("ronde", "nummer")
    }
    uitkomst = Wisseluitkomst.objects.filter(voorstel__in=laatste.values(), wissel=OuterRef("pk"))
    zoekt = Q(status=Status.AANGEMELD)
    geteld = (
        Schoolwissel.objects.filter(ronde__in=rondes)
        .annotate(in_voorstel=Exists(uitkomst), met_plek=Exists(uitkomst.filter(school__isnull=False)))
        .order_by()
        .values("ronde")
        .annotate(
            geplaatst=Count("pk", filter=Q(status=Status.GEPLAATST)),
            voorgesteld=Count("pk", filter=Q(status=Status.VOORGESTELD)),
            te_laat=Count("pk", filter=Q(status=Status.VOORGESTELD, antwoord_uiterlijk__lt=vandaag)),
            te_sturen=Count("pk", filter=zoekt & Q(met_plek=True)),
            zonder_plek=Count("pk", filter=zoekt & Q(in_voorstel=True, met_plek=False)),
            nieuw=Count("pk", filter=zoekt & Q(in_voorstel=False)),
        )
    )
    namen = [veld.name for veld in fields(Voortgang)]
    per_ronde = {rij["ronde"]: Voortgang(*(rij[naam] for naam in namen)) for rij in geteld.values("ronde", *namen)}
    return {ronde.pk: per_ronde.get(ronde.pk, Voortgang(0, 0, 0, 0, 0, 0)) for ronde in rondes}


def lopende_rondes() -> list[Wisselronde]:
    """The rounds in which a school can register, the nearest school year first. One query."""
    return list(Wisselronde.objects.lopend().order_by("schooljaar"))
