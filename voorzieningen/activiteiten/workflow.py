"""The acts on an activity, in the order in which it lives: drafted, open, closed for more, held or called off.

Making one (the start) stands in `services.activiteit_maken`; the acts on a place in one in `inschrijvingen`.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.kern.schooljaar import schooljaar
from swv.kern.workflow import Workflow
from voorzieningen.activiteiten import bewijs, rules, slot
from voorzieningen.activiteiten.codes import nieuwe_code
from voorzieningen.activiteiten.forms import (
    AanwezigForm,
    AfgelastenForm,
    BijeenkomstForm,
    GegevensForm,
    SessieForm,
    SessieWijzigenForm,
    moment,
    sessienaam,
)
from voorzieningen.activiteiten.inschrijvingen import aanwezigheid_corrigeren
from voorzieningen.activiteiten.rules import BUREAU
from voorzieningen.models import Aanwezigheid, Activiteit, Inschrijving, Sessie
from voorzieningen.models import Activiteitstatus as Status

workflow = Workflow("activiteiten", Status, wat="de activiteit")
LOPEND = (Status.OPEN, Status.GESLOTEN)
TE_VERANDEREN = (Status.CONCEPT, *LOPEND)


# --- What it is, and when ----------------------------------------------------------------------------------


@workflow.transition(
    source=TE_VERANDEREN,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Gegevens wijzigen",
    invoer=GegevensForm,
)
def gegevens_wijzigen(activiteit: Activiteit, *, door: Any, **gegevens: Any) -> str:
    """Title, text, number of places, for whom, and the days to enrol. More places go to who waits."""
    _niet_minder_dan_bezet(activiteit, gegevens["capaciteit"])
    anders = [naam for naam, waarde in gegevens.items() if getattr(activiteit, naam) != waarde]
    for naam in anders:
        setattr(activiteit, naam, gegevens[naam])
    if "capaciteit" in anders:
        slot.na(slot.BEDIENEN, activiteit)
    namen = [str(activiteit._meta.get_field(naam).verbose_name) for naam in anders]  # type: ignore[union-attr]
    return f"Gewijzigd: {', '.join(namen)}." if namen else "Er is niets veranderd."


@workflow.transition(
    source=TE_VERANDEREN,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Bijeenkomst toevoegen",
    invoer=BijeenkomstForm,
)
def bijeenkomst_toevoegen(activiteit: Activiteit, *, door: Any, dag: date, van: time, tot: time, plaats: str) -> str:
    """One more meeting. Who is on the list hears so."""
    _moet_nog_komen(dag, van)
    sessie = Sessie(activiteit=activiteit, begint=moment(dag, van), eindigt=moment(dag, tot), plaats=plaats)
    sessie.save()
    _na_nieuwe_tijden(activiteit)
    return f"{sessienaam(sessie)}, {plaats}."


@workflow.transition(
    source=TE_VERANDEREN,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Bijeenkomst wijzigen",
    invoer=SessieWijzigenForm,
)
def bijeenkomst_wijzigen(
    activiteit: Activiteit, *, door: Any, sessie: Sessie, dag: date, van: time, tot: time, plaats: str
) -> str:
    """Another day, time or place. Who is on the list hears so, and an agenda takes the change over."""
    _zonder_aanwezigheid(sessie, "De tijd en de plaats kunnen niet meer veranderen.")
    _moet_nog_komen(dag, van)
    was = f"{sessienaam(sessie)}, {sessie.plaats}"
    sessie.begint, sessie.eindigt, sessie.plaats = moment(dag, van), moment(dag, tot), plaats
    sessie.reeks += 1
    sessie.save()
    _na_nieuwe_tijden(activiteit)
    return f"{sessienaam(sessie)}, {plaats}. Eerst: {was}."


@workflow.transition(
    source=TE_VERANDEREN,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Bijeenkomst weghalen",
    invoer=SessieForm,
)
def bijeenkomst_weghalen(activiteit: Activiteit, *, door: Any, sessie: Sessie) -> str:
    """This meeting does not take place, the others do. The last one stays: without any it is called off."""
    _zonder_aanwezigheid(sessie, "U kunt haar niet weghalen.")
    if activiteit.sessies.count() == 1:
        raise Geweigerd("Dit is de enige bijeenkomst. Gaat zij niet door? Gelast dan de activiteit af.")
    was = f"{sessienaam(sessie)}, {sessie.plaats}."
    sessie.delete()
    _na_nieuwe_tijden(activiteit)
    return was


# --- Enrolment ---------------------------------------------------------------------------------------------


def _moet_nog_beginnen(activiteit: Activiteit) -> str | None:
    if not activiteit.is_begonnen:
        return None
    return "De eerste bijeenkomst is al begonnen. Kies eerst een dag die nog komt."


@workflow.transition(
    source=[Status.CONCEPT],
    target=Status.OPEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="In het programma zetten",
    voorwaarden=(_moet_nog_beginnen,),
)
def openzetten(activiteit: Activiteit, *, door: Any) -> str:
    """From now on people see it, and can enrol from the first day to enrol."""
    return f"Inschrijven kan van {datum(activiteit.inschrijven_van)} tot en met {datum(activiteit.inschrijven_tot)}."


@workflow.transition(
    source=[Status.OPEN],
    target=Status.GESLOTEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Inschrijving sluiten",
)
def inschrijving_sluiten(activiteit: Activiteit, *, door: Any) -> None:
    """Nobody can enrol any more, before the last day to enrol. Who waits still gets what comes free."""


@workflow.transition(
    source=[Status.GESLOTEN],
    target=Status.OPEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Inschrijving weer openen",
    voorwaarden=(_moet_nog_beginnen,),
)
def inschrijving_heropenen(activiteit: Activiteit, *, door: Any) -> None:
    """People can enrol again, within the days to enrol."""


# --- In the room -------------------------------------------------------------------------------------------


@workflow.transition(
    source=LOPEND,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Nieuwe code maken",
    invoer=SessieForm,
)
def code_maken(activiteit: Activiteit, *, door: Any, sessie: Sessie) -> str:
    """A code for on the wall of the room. An older one of this meeting works no longer."""
    sessie.code = nieuwe_code()
    sessie.save(update_fields=["code"])
    return f"Voor {sessienaam(sessie)}."


@workflow.transition(
    source=(*LOPEND, Status.GEWEEST),
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Aanwezigheid vastleggen",
    invoer=AanwezigForm,
)
def aanwezigheid_vastleggen(
    activiteit: Activiteit, *, door: Any, sessie: Sessie, aanwezig: Iterable[Inschrijving], reden: str = ""
) -> str:
    """Who was at this meeting, and who was not. What stood already changes with a reason only."""
    if not sessie.kan_vastleggen:
        raise Geweigerd(f"De bijeenkomst begint op {sessienaam(sessie)}. Leg de aanwezigheid daarna vast.")
    waren_er = {inschrijving.pk for inschrijving in aanwezig}
    lijst = list(activiteit.inschrijvingen.met_plaats().select_for_update())  # first who is just typing the code
    stond = {rij.inschrijving_id: rij.is_aanwezig for rij in sessie.aanwezigheden.all()}
    anders = [rij for rij in lijst if rij.pk in stond and stond[rij.pk] != (rij.pk in waren_er)]
    if anders and not reden:
        namen = ", ".join(sorted(rij.naam for rij in anders))
        zin = f"Dit verandert wat al vaststond voor: {namen}. Schrijf op waarom."
        raise Geweigerd(zin, velden={"reden": [zin]})
    for rij in anders:
        aanwezigheid_corrigeren(rij, door=door, sessie=sessie, aanwezig=rij.pk in waren_er, reden=reden)
    nieuw = [rij for rij in lijst if rij.pk not in stond]
    Aanwezigheid.objects.bulk_create(
        Aanwezigheid(inschrijving=rij, sessie=sessie, is_aanwezig=rij.pk in waren_er, hoe="lijst", door=door)
        for rij in nieuw
    )
    bewijs.intrekken(nieuw, door=door)
    if activiteit.status == Status.GEWEEST:
        slot.na(slot.BEWIJZEN, activiteit)
    return f"{sessienaam(sessie)}: {len(waren_er)} aanwezig, {len(lijst) - len(waren_er)} afwezig. {reden}".strip()


def _aanwezigheid_compleet(activiteit: Activiteit) -> str | None:
    """Of every meeting it is known who was there. Two queries."""
    mensen = activiteit.inschrijvingen.met_plaats().count()
    bekend = Count("aanwezigheden", filter=Q(aanwezigheden__inschrijving__status=Inschrijving.Status.INGESCHREVEN))
    zonder = [datum(rij.begint) for rij in activiteit.sessies.annotate(bekend=bekend) if rij.bekend < mensen]
    return f"Leg eerst vast wie er waren op {', '.join(zonder)}." if zonder else None


@workflow.transition(
    source=LOPEND,
    target=Status.GEWEEST,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Afronden",
    geldt=lambda activiteit: activiteit.is_voorbij,
    voorwaarden=(_aanwezigheid_compleet,),
)
def afronden(activiteit: Activiteit, *, door: Any) -> None:
    """It was held and it is known who was there: everybody who was gets a certificate."""
    slot.na(slot.BEWIJZEN, activiteit)


@workflow.transition(
    source=TE_VERANDEREN,
    target=Status.AFGELAST,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Afgelasten",
    geldt=lambda activiteit: not activiteit.is_voorbij,
    invoer=AfgelastenForm,
)
def afgelasten(activiteit: Activiteit, *, door: Any, reden: str) -> str:
    """It does not take place. Who has a place or waits hears so, with the reason."""
    activiteit.reden_afgelast = reden
    if activiteit.gaat_door:
        slot.na(slot.AFGELAST, activiteit)
    return reden


# --- Shared ------------------------------------------------------------------------------------------------


def _niet_minder_dan_bezet(activiteit: Activiteit, capaciteit: int | None) -> None:
    """The row of the activity is held, so nobody gets a place meanwhile."""
    bezet = activiteit.inschrijvingen.met_plaats().count()
    if capaciteit is not None and capaciteit < bezet:
        zin = f"Er hebben al {bezet} mensen een plaats. Vul {bezet} of meer in."
        raise Geweigerd(zin, velden={"capaciteit": [zin]})


def _moet_nog_komen(dag: date, van: time) -> None:
    if moment(dag, van) <= timezone.now():
        zin = "Deze dag en tijd zijn al voorbij. Kies een moment dat nog komt."
        raise Geweigerd(zin, velden={"dag": [zin]})


def _zonder_aanwezigheid(sessie: Sessie, gevolg: str) -> None:
    if sessie.aanwezigheden.exists():
        raise VoorwaardeNietVervuld(f"Voor deze bijeenkomst is al vastgelegd wie er waren. {gevolg}")


def _na_nieuwe_tijden(activiteit: Activiteit) -> None:
    """The activity runs from its first to its last meeting; who is on the list hears what changed."""
    tijden = activiteit.sessies.aggregate(begint=Min("begint"), eindigt=Max("eindigt"))
    activiteit.begint, activiteit.eindigt = tijden["begint"], tijden["eindigt"]
    activiteit.schooljaar = schooljaar(timezone.localdate(activiteit.begint))
    if activiteit.status != Status.CONCEPT:
        slot.na(slot.GEWIJZIGD, activiteit)
