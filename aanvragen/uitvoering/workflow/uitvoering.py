"""The follow-through of one award as a whole, in the order in which it lives."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal

from django.utils import timezone

from aanvragen.models import Afspraak, Uitvoering, Uitvoeringstatus, Urenweek
from aanvragen.uitvoering import berichten, forms, rules
from aanvragen.uitvoering.uren import controleer, urenstand, week_in_woorden, weken
from swv.invullen.forms import RedenForm
from swv.kern.opmaak import datum, kort_getal
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker

uitvoeringen = Workflow("uitvoering", Uitvoeringstatus, wat=Uitvoering.wat)

BUREAU = "een medewerker van het bureau"
LOOPT = (Uitvoeringstatus.LOOPT,)


@uitvoeringen.transition(
    source=LOOPT,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Uitvoerder kiezen",
    invoer=forms.PartnersForm,
)
def partners_kiezen(uitvoering: Uitvoering, *, door: Gebruiker, partners: Iterable[Gebruiker]) -> str:
    """Who carries this out, of another organisation: they see what they need for it and nothing else. Who is no longer
    chosen sees nothing from now on."""
    gekozen = list(partners)
    nieuw = set(gekozen) - set(uitvoering.partners.all())
    uitvoering.partners.set(gekozen)
    berichten.sturen(uitvoering, "uitvoering_gekozen", nieuw, sleutel=str(uitvoering.versie))
    return ", ".join(sorted(partner.naam for partner in gekozen)) or "Niemand"


def _houdt_uren_bij(uitvoering: Uitvoering) -> bool:
    return uitvoering.declaratie.houdt_uren_bij


def _is_begonnen(uitvoering: Uitvoering) -> str | None:
    if weken(uitvoering) or uitvoering.aanvraag.van is None:
        return None
    return f"De toekenning begint op {datum(uitvoering.aanvraag.van)}. Vanaf die week vult u uren in."


@uitvoeringen.transition(
    source=LOOPT,
    target=None,
    allowed=rules.houdt_uren_bij,
    wie="de uitvoerder, de school of het bureau",
    label="Uren invullen",
    geldt=_houdt_uren_bij,
    voorwaarden=(_is_begonnen,),
    invoer=forms.UrenWeekForm,
)
def uren_invullen(uitvoering: Uitvoering, *, door: Gebruiker, week: date, uren: Decimal, toelichting: str = "") -> str:
    """The hours given in one week. Filling in a week again corrects it: the timeline keeps what it was. Never more than
    was awarded, per week and in all."""
    stand = urenstand(uitvoering)
    assert stand is not None
    controleer(uitvoering, stand, week=week, uren=uren)
    eerder = next((rij for rij in stand.weken if rij.week == week), None)
    Urenweek.objects.update_or_create(
        uitvoering=uitvoering,
        week=week,
        defaults={"uren": uren, "toelichting": toelichting, "door": door, "op": timezone.now()},
    )
    was = f", eerst {kort_getal(eerder.uren)} uur" if eerder else ""
    regel = f"{week_in_woorden(week).capitalize()}: {kort_getal(uren)} uur{was}."
    return " ".join(deel for deel in (regel, toelichting) if deel)


def _plant_afspraken(uitvoering: Uitvoering) -> bool:
    return uitvoering.declaratie.plant_afspraken


@uitvoeringen.transition(
    source=LOOPT,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Afspraak voorstellen",
    geldt=_plant_afspraken,
    invoer=forms.AfspraakForm,
)
def afspraak_voorstellen(
    uitvoering: Uitvoering, *, door: Gebruiker, titel: str, datum: date, van: time, tot: time, plaats: str, wie: str
) -> str:
    """The bureau proposes a day for a visit or a training; the school confirms it or asks for another."""
    afspraak = Afspraak.objects.create(
        uitvoering=uitvoering, titel=titel, datum=datum, van=van, tot=tot, plaats=plaats, wie=wie
    )
    berichten.over_afspraak(
        afspraak, "afspraak_voorgesteld", berichten.school(uitvoering), sleutel="0", is_gewijzigd=False
    )
    return f"{titel}: {_dag(datum)}, {van:%H:%M} tot {tot:%H:%M} uur, {plaats}."


def _dag(dag: date) -> str:
    return datum(dag)


@uitvoeringen.transition(
    source=LOOPT,
    target=Uitvoeringstatus.AFGEROND,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Afronden",
    invoer=forms.AfrondenForm,
)
def afronden(uitvoering: Uitvoering, *, door: Gebruiker, reden: str) -> str:
    """Nothing more has to follow: no reminders any more, nobody is asked anything, and no appointment is left. The
    award stays as it is."""
    _zeg_af(uitvoering, vanaf=timezone.localdate(), reden=reden)
    uitvoering.afgerond_op = timezone.now()
    return reden


def _zeg_af(uitvoering: Uitvoering, *, vanaf: date, reden: str) -> None:
    """The appointments to come, from this day on, do not take place."""
    from aanvragen.uitvoering.workflow.afspraak import laten_vervallen

    for afspraak in uitvoering.afspraken.open().filter(datum__gte=vanaf).order_by("pk"):
        if not laten_vervallen.weigering(afspraak, None):
            laten_vervallen(afspraak, door=None, reden=reden)


@uitvoeringen.transition(
    source=LOOPT,
    target=Uitvoeringstatus.AFGEROND,
    allowed=rules.is_systeem,
    wie="het portaal zelf, als alles klaar is of de periode voorbij is",
    label="Vanzelf afronden",
)
def vanzelf_afronden(uitvoering: Uitvoering, *, door: None, waarom: str) -> str:
    """Everything that follows was done, or the period has been over for some weeks; `waarom` says which."""
    uitvoering.afgerond_op = timezone.now()
    return waarom


@uitvoeringen.transition(
    source=[Uitvoeringstatus.AFGEROND],
    target=Uitvoeringstatus.LOOPT,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Weer openen",
    invoer=RedenForm,
)
def heropenen(uitvoering: Uitvoering, *, door: Gebruiker, reden: str) -> str:
    """Something still has to be filled in or done after all."""
    uitvoering.afgerond_op = None
    return reden


# --- When the award changes --------------------------------------------------------------------------------------

NA_WIJZIGING = "het portaal zelf, als de toekenning is gewijzigd"


@uitvoeringen.transition(
    source=LOOPT,
    target=None,
    allowed=rules.is_systeem,
    wie=NA_WIJZIGING,
    label="Toekenning gewijzigd",
)
def wijziging_volgen(uitvoering: Uitvoering, *, door: None, wat: str, vervalt_vanaf: date | None = None) -> str:
    """The award got other hours or another last day, or was withdrawn: what was planned from `vervalt_vanaf` on does
    not take place, and who carries it out hears so."""
    if vervalt_vanaf:
        _zeg_af(uitvoering, vanaf=vervalt_vanaf, reden=wat)
    _meld(uitvoering, wat)
    return wat


@uitvoeringen.transition(
    source=[Uitvoeringstatus.AFGEROND],
    target=Uitvoeringstatus.LOOPT,
    allowed=rules.is_systeem,
    wie=NA_WIJZIGING,
    label="Weer geopend na een wijziging",
)
def hervatten(uitvoering: Uitvoering, *, door: None, wat: str) -> str:
    """It had ended, and the award got more hours or more time: it goes on, and who carries it out hears so."""
    uitvoering.afgerond_op = None
    _meld(uitvoering, wat)
    return wat


def _meld(uitvoering: Uitvoering, wat: str) -> None:
    partners = berichten.partners(uitvoering)
    berichten.sturen(uitvoering, "uitvoering_gewijzigd", partners, sleutel=str(uitvoering.versie), wat=wat)
