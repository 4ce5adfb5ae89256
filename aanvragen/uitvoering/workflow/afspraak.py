"""One visit or training: confirmed or moved, held or called off, and done with its report."""

from datetime import date, time
from typing import Any

from django.utils import timezone

from aanvragen.models import Afspraak, Afspraakstatus
from aanvragen.models.afspraak import AFSPRAAK_OPEN
from aanvragen.uitvoering import berichten, forms, rules
from aanvragen.uitvoering.workflow.uitvoering import BUREAU
from swv.documenten.services import bijlage_toevoegen
from swv.invullen.forms import RedenForm
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import datumtijd
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker

afspraken = Workflow("afspraak", Afspraakstatus, wat=Afspraak.wat)

SCHOOL = "de school of haar bestuur"
VERSLAGGEVER = "het bureau of wie het uitvoert"
VERSLAG = "verslag"


def _loopt(afspraak: Afspraak) -> bool:
    return afspraak.uitvoering.loopt


def _komt_nog(afspraak: Afspraak) -> bool:
    return _loopt(afspraak) and not afspraak.is_begonnen


def _is_geweest(afspraak: Afspraak) -> str | None:
    if afspraak.is_begonnen:
        return None
    return f"De afspraak is op {datumtijd(afspraak.begint)}. Schrijf het verslag daarna."


@afspraken.transition(
    source=[Afspraakstatus.VOORGESTELD],
    target=Afspraakstatus.BEVESTIGD,
    allowed=rules.is_school,
    wie=SCHOOL,
    label="Afspraak bevestigen",
    geldt=_komt_nog,
)
def bevestigen(afspraak: Afspraak, *, door: Gebruiker) -> None:
    """The school can receive the visitors on this day; the bureau and who carry it out hear so."""
    uitvoering = afspraak.uitvoering
    mensen = [*berichten.bureau(uitvoering), *berichten.partners(uitvoering)]
    berichten.over_afspraak(afspraak, "afspraak_bevestigd", mensen, sleutel=str(afspraak.versie))


@afspraken.transition(
    source=[Afspraakstatus.VOORGESTELD, Afspraakstatus.BEVESTIGD],
    target=Afspraakstatus.ANDER_MOMENT,
    allowed=rules.is_school,
    wie=SCHOOL,
    label="Een ander moment vragen",
    geldt=_komt_nog,
    invoer=forms.AnderMomentForm,
)
def ander_moment_vragen(afspraak: Afspraak, *, door: Gebruiker, voorkeur: str) -> str:
    """The school cannot come then and says when it can; the bureau proposes again."""
    berichten.over_afspraak(
        afspraak, "afspraak_ander_moment", berichten.bureau(afspraak.uitvoering), sleutel=str(afspraak.versie)
    )
    return voorkeur


@afspraken.transition(
    source=AFSPRAAK_OPEN,
    target=Afspraakstatus.VOORGESTELD,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Afspraak verzetten",
    geldt=_loopt,
    invoer=forms.VerzettenForm,
)
def verzetten(
    afspraak: Afspraak, *, door: Gebruiker, titel: str, datum: date, van: time, tot: time, plaats: str, wie: str
) -> str:
    """Another day, time, place or people: the school is asked again."""
    was = datumtijd(afspraak.begint)
    afspraak.titel, afspraak.datum, afspraak.van, afspraak.tot = titel, datum, van, tot
    afspraak.plaats, afspraak.wie = plaats, wie
    afspraak.reeks += 1
    afspraak.herinnerd = None
    berichten.over_afspraak(
        afspraak,
        "afspraak_voorgesteld",
        berichten.wie_komen(afspraak.uitvoering),
        sleutel=str(afspraak.reeks),
        is_gewijzigd=True,
    )
    return f"Eerst {was}, nu {datumtijd(afspraak.begint)}."


@afspraken.transition(
    source=AFSPRAAK_OPEN,
    target=Afspraakstatus.GEANNULEERD,
    allowed=rules.zegt_af,
    wie="de school of het bureau",
    label="Afspraak afzeggen",
    geldt=_loopt,
    invoer=RedenForm,
)
def afzeggen(afspraak: Afspraak, *, door: Gebruiker, reden: str) -> str:
    """It does not take place; everybody who would come hears so, and why."""
    return _gaat_niet_door(afspraak, door=door, reden=reden)


@afspraken.transition(
    source=AFSPRAAK_OPEN,
    target=Afspraakstatus.GEANNULEERD,
    allowed=rules.is_systeem,
    wie="het portaal zelf, als de toekenning eerder stopt, is ingetrokken of is afgerond",
    label="Afspraak vervalt",
    geldt=_komt_nog,
)
def laten_vervallen(afspraak: Afspraak, *, door: None, reden: str) -> str:
    """What it was for is over before it could take place: everybody who would come hears so."""
    return _gaat_niet_door(afspraak, door=door, reden=reden)


def _gaat_niet_door(afspraak: Afspraak, *, door: Gebruiker | None, reden: str) -> str:
    afspraak.reeks += 1
    uitvoering = afspraak.uitvoering
    mensen = berichten.behalve([*berichten.wie_komen(uitvoering), *berichten.bureau(uitvoering)], door)
    berichten.over_afspraak(afspraak, "afspraak_afgezegd", mensen, sleutel=str(afspraak.versie))
    return reden


@afspraken.transition(
    source=[Afspraakstatus.VOORGESTELD, Afspraakstatus.BEVESTIGD],
    target=Afspraakstatus.AFGEROND,
    allowed=rules.schrijft_verslag,
    wie=VERSLAGGEVER,
    label="Verslag schrijven",
    geldt=_loopt,
    voorwaarden=(_is_geweest,),
    invoer=forms.VerslagForm,
)
def verslag_schrijven(afspraak: Afspraak, *, door: Gebruiker, verslag: str, bestand: Any = None) -> None:
    """What was done and agreed, when it has taken place: with the report the appointment is done."""
    _bewaar(afspraak, door=door, verslag=verslag, bestand=bestand)
    mensen = berichten.school(afspraak.uitvoering)
    berichten.over_afspraak(afspraak, "afspraak_verslag", mensen, sleutel="1")


@afspraken.transition(
    source=[Afspraakstatus.AFGEROND],
    target=None,
    allowed=rules.schrijft_verslag,
    wie=VERSLAGGEVER,
    label="Verslag verbeteren",
    geldt=_loopt,
    invoer=forms.VerslagForm,
)
def verslag_verbeteren(afspraak: Afspraak, *, door: Gebruiker, verslag: str, bestand: Any = None) -> str:
    """Something in the report was not right; the timeline keeps what it said before."""
    eerst = afspraak.verslag
    _bewaar(afspraak, door=door, verslag=verslag, bestand=bestand)
    return f"Eerst stond er: {eerst}" if eerst != verslag else ""


def _bewaar(afspraak: Afspraak, *, door: Gebruiker, verslag: str, bestand: Any) -> None:
    afspraak.verslag, afspraak.verslag_door, afspraak.verslag_op = verslag, door, timezone.now()
    if not bestand:
        return
    try:
        bijlage_toevoegen(bron=afspraak, upload=bestand, soort=VERSLAG, door=door)
    except Geweigerd as fout:
        raise Geweigerd(fout.zin, velden={"bestand": [fout.zin]}) from fout
