"""What people do with a TLV after it was given: collect it, use it, end it."""

from datetime import date

from django.utils import timezone

from swv.invullen.forms import RedenForm
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker, School
from swv.termijnen.rekenen import DAG
from toelating import berichten_verklaring as berichten
from toelating.forms import verklaring as forms
from toelating.models import Verklaring, Verklaringstatus
from toelating.models.verklaring import GELDEND, ZONDER_PLAATS
from toelating.plaatsing import bezwaar_tegen_vertrek, maak_ongedaan, plaats, sluit, verbeter_eerste_dag
from toelating.rules_verklaring import (
    is_andere_school_van_soort,
    is_bureau,
    is_directeur,
    is_school_nu,
    is_school_van_soort,
    is_systeem,
)

workflow = Workflow("verklaring", Verklaringstatus, wat="deze TLV")

SCHOOL_NU = "de school die de TLV ophaalde"
SCHOOL_OF_BUREAU = "de school waar de leerling zit, of een medewerker van het bureau"
BUREAU = "een medewerker van het bureau"


def is_bekend(verklaring: Verklaring) -> str | None:
    """A decision has no effect before it was announced (Awb 3:40)."""
    if verklaring.aanvraag.bekendgemaakt_op:
        return None
    return "De brief met het besluit wordt nog gemaakt. Probeer het over een paar minuten opnieuw."


@workflow.transition(
    source=[Verklaringstatus.AFGEGEVEN],
    target=Verklaringstatus.OPGEHAALD,
    allowed=is_school_van_soort,
    wie="een school van de soort waarvoor de TLV is",
    label="TLV ophalen",
    voorwaarden=(is_bekend,),
    invoer=forms.OphalenForm,
)
def ophalen(verklaring: Verklaring, *, door: Gebruiker, school: School) -> str:
    """The school where the pupil applied collects the TLV, to register it with DUO."""
    if school.soort != verklaring.onderwijs or not door.is_coordinator_van(school.pk):
        raise VoorwaardeNietVervuld(
            f"Deze TLV is voor {verklaring.get_onderwijs_display()}. Kies een school van die soort waar u werkt."
        )
    verklaring.school, verklaring.opgehaald_op, verklaring.opgehaald_door = school, timezone.now(), door
    return f"Opgehaald door {school.naam}."


@workflow.transition(
    source=[Verklaringstatus.OPGEHAALD],
    target=Verklaringstatus.AFGEGEVEN,
    allowed=is_school_nu,
    wie=SCHOOL_NU,
    label="TLV teruggeven",
    invoer=RedenForm,
)
def teruggeven(verklaring: Verklaring, *, door: Gebruiker, reden: str) -> str:
    """The pupil does not come to this school after all: another school can collect the TLV."""
    berichten.sturen(verklaring, "tlv_teruggegeven", berichten.verwijzers(verklaring), sleutel=str(verklaring.versie))
    verklaring.school = verklaring.opgehaald_op = verklaring.opgehaald_door = None
    return reden


@workflow.transition(
    source=[Verklaringstatus.OPGEHAALD],
    target=Verklaringstatus.VERZILVERD,
    allowed=is_school_nu,
    wie=SCHOOL_NU,
    label="Plaatsing vastleggen",
    invoer=forms.PlaatsenForm,
)
def plaatsen(verklaring: Verklaring, *, door: Gebruiker, geplaatst_op: date, leerlingnummer: str) -> str:
    """The pupil sits at the school: the zorgplicht moves over, and the pupil belongs to this school from now on."""
    assert verklaring.school is not None
    return _geplaatst(verklaring, verklaring.school, van=geplaatst_op, leerlingnummer=leerlingnummer, door=door)


@workflow.transition(
    source=ZONDER_PLAATS,
    target=Verklaringstatus.VERZILVERD,
    allowed=is_bureau,
    wie=BUREAU,
    label="Plaatsing vastleggen voor een school",
    voorwaarden=(is_bekend,),
    invoer=forms.PlaatsingMeldenForm,
)
def plaatsing_melden(
    verklaring: Verklaring, *, door: Gebruiker, school: School, geplaatst_op: date, leerlingnummer: str = ""
) -> str:
    """A school without an account told us, or DUO did: the pupil sits there (WOT 24f (16))."""
    if verklaring.school_id != school.pk:
        verklaring.opgehaald_op, verklaring.opgehaald_door = timezone.now(), door
    return _geplaatst(verklaring, school, van=geplaatst_op, leerlingnummer=leerlingnummer, door=door)


def _geplaatst(verklaring: Verklaring, school: School, *, van: date, leerlingnummer: str, door: Gebruiker) -> str:
    plaats(verklaring, school, van=van, leerlingnummer=leerlingnummer, door=door)
    if verklaring.aanvraag.school_id != school.pk:
        mensen = berichten.verwijzers(verklaring)
        berichten.sturen(verklaring, "tlv_geplaatst", mensen, sleutel=str(verklaring.versie), van=datum(van))
    return f"Geplaatst op {school.naam} vanaf {datum(van)}."


@workflow.transition(
    source=[Verklaringstatus.VERZILVERD],
    target=None,
    allowed=is_bureau | is_school_nu,
    wie=SCHOOL_OF_BUREAU,
    label="Eerste schooldag verbeteren",
    invoer=forms.PlaatsingVerbeterenForm,
)
def plaatsing_verbeteren(verklaring: Verklaring, *, door: Gebruiker, geplaatst_op: date) -> str:
    """Another first day was written down than the right one."""
    was = verbeter_eerste_dag(verklaring, geplaatst_op)
    return f"Eerst {datum(was)}, nu {datum(geplaatst_op)}."


@workflow.transition(
    source=[Verklaringstatus.VERZILVERD],
    target=Verklaringstatus.OPGEHAALD,
    allowed=is_bureau,
    wie=BUREAU,
    label="Plaatsing ongedaan maken",
    invoer=RedenForm,
)
def plaatsing_ongedaan_maken(verklaring: Verklaring, *, door: Gebruiker, reden: str) -> str:
    """The pupil never sat there: somebody took the wrong TLV. Zorgplicht and pupil are where they were."""
    maak_ongedaan(verklaring)
    return reden


@workflow.transition(
    source=[Verklaringstatus.VERZILVERD],
    target=None,
    allowed=is_bureau | is_andere_school_van_soort,
    wie="een andere school van dezelfde soort, of een medewerker van het bureau",
    label="Overstap vastleggen",
    invoer=forms.OverstapForm,
)
def overstappen(
    verklaring: Verklaring, *, door: Gebruiker, school: School, geplaatst_op: date, leerlingnummer: str
) -> str:
    """The pupil goes to another school of the same kind; the TLV goes along (WEC art. 40 (14)), and so does a next
    one that was given already."""
    from toelating.workflow.afloop import meegaan, opvolgers

    berichten.sturen(
        verklaring,
        "tlv_overgestapt",
        berichten.school_nu(verklaring),
        sleutel=str(verklaring.versie),
        van=datum(geplaatst_op),
    )
    plaats(verklaring, school, van=geplaatst_op, leerlingnummer=leerlingnummer, door=door)
    verklaring.na_afloop, verklaring.opgehaald_op, verklaring.opgehaald_door = "", timezone.now(), door
    for volgende in opvolgers(verklaring):
        meegaan(volgende, door=None, school=school)
    return f"Naar {school.naam} vanaf {datum(geplaatst_op)}."


@workflow.transition(
    source=[Verklaringstatus.VERZILVERD],
    target=None,
    allowed=is_bureau | is_school_nu,
    wie=SCHOOL_OF_BUREAU,
    label="Vastleggen wat hierna komt",
    invoer=forms.AfloopForm,
)
def afloop_vastleggen(verklaring: Verklaring, *, door: Gebruiker, na_afloop: str) -> str:
    """What the pupil does after this TLV when it is not renewed; then nobody is asked about it again."""
    verklaring.na_afloop = na_afloop
    return verklaring.get_na_afloop_display() or "Nog niet bekend"


def geen_open_vervolg(verklaring: Verklaring) -> str | None:
    """A request that goes on from this TLV would lose its ground."""
    open_ = verklaring.vervolgaanvragen.open().first()
    if open_ is None:
        return None
    return f"Aanvraag {open_.kenmerk} gaat verder op deze TLV en loopt nog. Trek die aanvraag eerst in."


@workflow.transition(
    source=[Verklaringstatus.VERZILVERD],
    target=Verklaringstatus.BEEINDIGD,
    allowed=is_bureau | is_school_nu,
    wie=SCHOOL_OF_BUREAU,
    label="Terug naar een gewone school",
    voorwaarden=(geen_open_vervolg,),
    invoer=forms.TerugkeerForm,
)
def terugkeren(verklaring: Verklaring, *, door: Gebruiker, op: date, naar: str) -> str:
    """The pupil is back in regular education: the TLV ended on the day before."""
    if bezwaar := bezwaar_tegen_vertrek(verklaring, op):
        raise VoorwaardeNietVervuld(bezwaar)
    sluit(verklaring, op)
    verklaring.geldig_tot = min(op - DAG, verklaring.geldig_tot)
    verklaring.reden_einde = f"Terug naar {naar} op {datum(op)}."
    return verklaring.reden_einde


@workflow.transition(
    source=[Verklaringstatus.BEEINDIGD],
    target=Verklaringstatus.VERZILVERD,
    allowed=is_bureau,
    wie=BUREAU,
    label="Terugkeer ongedaan maken",
    invoer=RedenForm,
    geldt=lambda verklaring: timezone.localdate() <= verklaring.einde,
)
def terugkeer_ongedaan_maken(verklaring: Verklaring, *, door: Gebruiker, reden: str) -> str:
    """It was written down by mistake, or the pupil came back to the same school soon: the TLV counts until its end."""
    laatste = verklaring.plaatsingen.order_by("-van").first()
    assert laatste is not None
    laatste.tot = None
    laatste.save(update_fields=["tot"])
    verklaring.geldig_tot, verklaring.reden_einde = verklaring.einde, ""
    return reden


@workflow.transition(
    source=GELDEND,
    target=Verklaringstatus.INGETROKKEN,
    allowed=is_directeur,
    wie="de directeur-bestuurder",
    label="TLV intrekken en ondertekenen",
    invoer=forms.TlvIntrekkenForm,
    tweede_factor=True,
)
def intrekken(verklaring: Verklaring, *, door: Gebruiker, reden: str, zienswijze: str = "") -> str:
    """The decision is withdrawn with reasons, after those concerned were heard (Awb 4:8); this too is a decision with
    a number and a letter, open to objection. The TLV counts until and with today."""
    from toelating.documents import brieven_intrekken, intrekking_tlv_brief
    from toelating.workflow.uitgifte import volgend_besluitnummer

    vandaag = timezone.localdate()
    verklaring.reden_einde = reden
    verklaring.geldig_tot = max(min(verklaring.geldig_tot, vandaag), verklaring.ingang)
    sluit(verklaring, vandaag + DAG)
    brieven_intrekken(verklaring, reden=reden, door=door)
    nummer = volgend_besluitnummer(vandaag)
    intrekking_tlv_brief(verklaring, besluitnummer=nummer, reden=reden, zienswijze=zienswijze, door=door)
    return f"Besluit {nummer}. {reden}"


@workflow.transition(
    source=GELDEND,
    target=Verklaringstatus.HERROEPEN,
    allowed=is_systeem,
    wie="het portaal zelf, na een gegrond bezwaar",
    label="Herroepen na bezwaar",
)
def herroepen(verklaring: Verklaring, *, door: None, reden: str) -> str:
    """The decision on an objection undoes it; the letter is withdrawn with it."""
    from toelating.documents import brieven_intrekken

    verklaring.reden_einde = reden
    sluit(verklaring, timezone.localdate() + DAG)
    brieven_intrekken(verklaring, reden=reden, door=None)
    berichten.ingetrokken(verklaring)
    return reden
