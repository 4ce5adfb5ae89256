"""Every act on a verantwoording, in the order in which it lives; `openen` puts one ready."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from aanvragen.models import Verantwoording, Verantwoordingstatus
from aanvragen.models.verantwoording import BEOORDEELD, BIJ_DE_SCHOOL, OPEN
from aanvragen.verantwoording import berichten, brieven, forms, rules
from aanvragen.verantwoording.afrekenen import Afrekening, afrekenen
from aanvragen.verantwoording.schooljaren import deel_van
from swv.invullen import services as invullen
from swv.invullen.antwoorden import bezwaren, gegevens_van
from swv.invullen.forms import AanvullenForm, AanvullingVragenForm, RedenForm
from swv.invullen.voortgang import verstuurde_antwoorden
from swv.kern.opmaak import datum, euro
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn

Status = Verantwoordingstatus
workflow = Workflow("verantwoording", Status, wat=Verantwoording.wat)

HERINNEREN = "verantwoording.herinneren"
COORDINATOR = "de ondersteuningscoördinator van de school"
BESTUUR = "het schoolbestuur"
SCHOOL = "de school of haar bestuur"
BUREAU = "een medewerker van het bureau"
BEOORDELAAR = "een medewerker van het bureau die de toekenning niet ondertekende en niet bij de school hoort"
SYSTEEM = "het portaal zelf"


def is_compleet(verantwoording: Verantwoording) -> str | None:
    return " ".join(bezwaren(verantwoording)) or None


# --- The school and its board ------------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.KLAARGEZET],
    target=Status.TER_INDIENING,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Naar het bestuur sturen",
    voorwaarden=(is_compleet,),
)
def voorleggen(verantwoording: Verantwoording, *, door: Gebruiker) -> None:
    """The school is ready; its board submits. Nothing is sent to the bureau yet."""
    berichten.naar_bestuur(verantwoording)


@workflow.transition(
    source=[Status.TER_INDIENING],
    target=Status.KLAARGEZET,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Terugsturen naar de school",
    invoer=RedenForm,
)
def terugsturen(verantwoording: Verantwoording, *, door: Gebruiker, reden: str) -> str:
    """The board wants something changed before it submits."""
    mensen = berichten.school(verantwoording)
    berichten.sturen(verantwoording, "verantwoording_teruggestuurd", mensen, sleutel=str(verantwoording.versie))
    return reden


@workflow.transition(
    source=[Status.TER_INDIENING],
    target=Status.KLAARGEZET,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Terughalen om te wijzigen",
)
def terughalen(verantwoording: Verantwoording, *, door: Gebruiker) -> None:
    """The school takes it back from its board to change something."""


@workflow.transition(
    source=BIJ_DE_SCHOOL,
    target=Status.INGEDIEND,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Indienen",
    voorwaarden=(is_compleet,),
)
def indienen(verantwoording: Verantwoording, *, door: Gebruiker) -> str:
    """The board submits what the school filled in, or what it filled in itself; the bureau judges within the term of
    the regeling of the award."""
    vandaag = timezone.localdate()
    _neem_over(verantwoording)
    verantwoording.ingediend_op, verantwoording.ingediend_door = timezone.now(), door
    invullen.nieuwe_versie(verantwoording, door=door)
    if termijn := open_termijn(verantwoording, Klok.VERANTWOORDING):
        termijnen.afronden(termijn=termijn, op=vandaag)
    oordeel = termijnen.start(
        bron=verantwoording,
        soort=Klok.BESLISSING,
        begin=vandaag,
        weken=verantwoording.aanvraag.regeling.beslistermijn_weken,
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    verantwoording.beslisdatum = oordeel.uiterlijk
    berichten.ingediend(verantwoording)
    return f"Besteed: {euro(verantwoording.besteed or 0)}"


def _neem_over(verantwoording: Verantwoording) -> None:
    verantwoording.besteed = gegevens_van(verantwoording)["besteed"]


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.INGEDIEND,
    allowed=rules.is_school,
    wie=SCHOOL,
    label="Aanvulling sturen",
    voorwaarden=(is_compleet,),
    invoer=AanvullenForm,
)
def aanvullen(verantwoording: Verantwoording, *, door: Gebruiker, antwoord: str) -> str:
    """The school answers, and may have changed its figures and texts: then that is a new version."""
    if verstuurde_antwoorden(verantwoording) != verantwoording.antwoorden:
        _neem_over(verantwoording)
        invullen.nieuwe_versie(verantwoording, door=door)
    verantwoording.beslisdatum = invullen.aanvulling_sturen(verantwoording, antwoord=antwoord, door=door).uiterlijk
    mensen = berichten.behandelaars(verantwoording)
    berichten.sturen(verantwoording, "verantwoording_aangevuld", mensen, sleutel=str(verantwoording.versie))
    return antwoord


# --- The bureau --------------------------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.INGEDIEND, Status.AANVULLING_GEVRAAGD],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Toewijzen aan een collega",
    invoer=forms.ToewijzenForm,
    is_intern=True,
)
def toewijzen(verantwoording: Verantwoording, *, door: Gebruiker, behandelaar: Gebruiker) -> str:
    """A colleague of the bureau becomes responsible."""
    verantwoording.behandelaar = behandelaar
    return f"Behandelaar: {behandelaar.naam}"


@workflow.transition(
    source=[Status.INGEDIEND],
    target=Status.AANVULLING_GEVRAAGD,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Aanvulling vragen",
    invoer=AanvullingVragenForm,
)
def aanvulling_vragen(verantwoording: Verantwoording, *, door: Gebruiker, vraag: str, uiterlijk: date) -> str:
    """Something is missing or not clear: the school gets until a date, and may change what it sent."""
    verzoek = invullen.aanvulling_vragen(
        verantwoording, vraag=vraag, uiterlijk=uiterlijk, door=door, herinner_opdracht=HERINNEREN
    )
    verantwoording.beslisdatum = None
    verantwoording.behandelaar = verantwoording.behandelaar or door
    berichten.sturen(
        verantwoording,
        "verantwoording_vraag",
        berichten.school_en_bestuur(verantwoording),
        sleutel=str(verzoek.pk),
        uiterlijk=datum(uiterlijk),
    )
    return f"{vraag}\n\nGraag uiterlijk {datum(uiterlijk)}."


def _vraag_is_verstreken(verantwoording: Verantwoording) -> str | None:
    verzoek = verantwoording.open_vraag
    if verzoek is None or verzoek.is_verstreken:
        return None
    return f"De school heeft nog tot en met {datum(verzoek.uiterlijk)} om te antwoorden. Dit kan pas daarna."


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.INGEDIEND,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Verder zonder aanvulling",
    voorwaarden=(_vraag_is_verstreken,),
    invoer=RedenForm,
)
def vraag_afsluiten(verantwoording: Verantwoording, *, door: Gebruiker, reden: str) -> str:
    """The school did not answer in time: the bureau judges what was sent before."""
    invullen.sluit_open_vraag(verantwoording, door=door)
    termijn = open_termijn(verantwoording, Klok.BESLISSING)
    verantwoording.beslisdatum = termijn.uiterlijk if termijn else None
    verantwoording.antwoorden = verstuurde_antwoorden(verantwoording)
    return reden


def _wijkt_af(verantwoording: Verantwoording) -> bool:
    return deel_van(verantwoording) != verantwoording.toegekend


@workflow.transition(
    source=OPEN,
    target=None,
    allowed=rules.is_bureau_of_systeem,
    wie="een medewerker van het bureau of het portaal zelf",
    label="Toegekend bedrag bijwerken",
    geldt=_wijkt_af,
)
def bedrag_bijwerken(verantwoording: Verantwoording, *, door: Gebruiker | None) -> str:
    """The award was changed after this was put ready: from now on it counts with what the ledger says."""
    was = verantwoording.toegekend
    verantwoording.toegekend = deel_van(verantwoording)
    return f"Eerst {euro(was)}, nu {euro(verantwoording.toegekend)}."


def _bedrag_klopt(verantwoording: Verantwoording) -> str | None:
    if not _wijkt_af(verantwoording):
        return None
    return (
        f"De toekenning is gewijzigd: voor dit schooljaar is nu {euro(deel_van(verantwoording))} toegekend. "
        "Kies eerst ‘Toegekend bedrag bijwerken’."
    )


@workflow.transition(
    source=[Status.INGEDIEND],
    target=Status.GOEDGEKEURD,
    allowed=rules.is_beoordelaar,
    wie=BEOORDELAAR,
    label="Goedkeuren",
    voorwaarden=(_bedrag_klopt,),
    tweede_factor=True,
)
def goedkeuren(verantwoording: Verantwoording, *, door: Gebruiker) -> str:
    """What the school spent is approved, up to the award: the last instalment can be paid, and what was not spent is
    released or claimed back."""
    return _beoordeeld(verantwoording, vastgesteld=verantwoording.telt_mee, door=door)


@workflow.transition(
    source=[Status.INGEDIEND],
    target=Status.GECORRIGEERD,
    allowed=rules.is_beoordelaar,
    wie=BEOORDELAAR,
    label="Goedkeuren met correctie",
    voorwaarden=(_bedrag_klopt,),
    invoer=forms.CorrigerenForm,
    tweede_factor=True,
)
def corrigeren(verantwoording: Verantwoording, *, door: Gebruiker, bedrag: Decimal, reden: str) -> str:
    """The bureau approves another amount than the school spent, with the reason; the money follows that amount."""
    verantwoording.correctie_reden = reden
    return f"{_beoordeeld(verantwoording, vastgesteld=bedrag, door=door)}\n{reden}"


def _beoordeeld(verantwoording: Verantwoording, *, vastgesteld: Decimal, door: Gebruiker) -> str:
    """Money, letter and clock of every judgement, all or nothing."""
    verantwoording.besloten_op, verantwoording.besloten_door = timezone.now(), door
    verantwoording.behandelaar = verantwoording.behandelaar or door
    afrekening = afrekenen(verantwoording, vastgesteld=vastgesteld, door=door)
    _leg_vast(verantwoording, afrekening)
    termijnen.alles_afronden(bron=verantwoording, op=timezone.localdate())
    brieven.oordeel(verantwoording, afrekening, door=door)
    return "\n".join([f"Goedgekeurd: {euro(vastgesteld)}", *afrekening.zinnen])


def _leg_vast(verantwoording: Verantwoording, afrekening: Afrekening) -> None:
    verantwoording.vastgesteld = afrekening.vastgesteld
    verantwoording.vrijgevallen, verantwoording.teruggevorderd = afrekening.vrijgevallen, afrekening.teruggevorderd
    verantwoording.is_slot = afrekening.is_slot


# --- The portal itself -------------------------------------------------------------------------------------------


@workflow.transition(
    source=OPEN,
    target=Status.VERVALLEN,
    allowed=rules.is_systeem,
    wie=SYSTEEM,
    label="Laten vervallen",
    geldt=lambda verantwoording: not verantwoording.toegekend,
)
def laten_vervallen(verantwoording: Verantwoording, *, door: None) -> str:
    """Nothing of the award is left for this school year: there is nothing to account for, also when it was sent."""
    invullen.sluit_open_vraag(verantwoording, door=door)
    termijnen.alles_afronden(bron=verantwoording, op=timezone.localdate())
    return "Voor dit schooljaar is niets meer toegekend."


@workflow.transition(
    source=BEOORDEELD,
    target=None,
    allowed=rules.is_systeem,
    wie=SYSTEEM,
    label="Brief bekendmaken",
    geldt=lambda verantwoording: verantwoording.bekendgemaakt_op is None,
)
def bekendmaken(verantwoording: Verantwoording, *, door: None) -> None:
    """The letter is filed: school and board are told that it can be read."""
    verantwoording.bekendgemaakt_op = timezone.now()
    mensen = berichten.school_en_bestuur(verantwoording)
    berichten.sturen(verantwoording, "verantwoording_brief_klaar", mensen, sleutel="1")
