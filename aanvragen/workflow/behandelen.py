"""The bureau handles: takes, asks, gives feedback, advises."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from aanvragen import berichten, forms, rules
from aanvragen.jaarverdeling import Bedragen, jaarverdeling
from aanvragen.models import Aanvraag, Status
from aanvragen.reserveringen import kosten, reserveren
from aanvragen.workflow.basis import (
    BUREAU,
    COORDINATOR,
    HERINNEREN,
    heeft_besluit,
    heeft_definitief_plan,
    is_compleet,
    kent_feedbackronde,
    neem_kerngegevens_over,
    verzoek_is_verstreken,
    workflow,
)
from swv.invullen import services as invullen
from swv.invullen.forms import AanvullenForm, AanvullingVragenForm, LeerlingVerbeterenForm, RedenForm
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok


@workflow.transition(
    source=[Status.INGEDIEND],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="In behandeling nemen",
)
def in_behandeling_nemen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """A colleague of the bureau takes the aanvraag."""
    aanvraag.behandelaar = door


@workflow.transition(
    source=[
        Status.INGEDIEND,
        Status.IN_BEHANDELING,
        Status.AANVULLING_GEVRAAGD,
        Status.FEEDBACK_GEGEVEN,
        Status.DOORVERWEZEN,
        Status.TER_ONDERTEKENING,
    ],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Toewijzen aan een collega",
    invoer=forms.ToewijzenForm,
    is_intern=True,
)
def toewijzen(aanvraag: Aanvraag, *, door: Gebruiker, behandelaar: Gebruiker) -> str:
    """Another colleague of the bureau becomes responsible."""
    aanvraag.behandelaar = behandelaar
    return f"Behandelaar: {behandelaar.naam}"


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Deskundige betrekken",
    invoer=forms.DeskundigeBetrekkenForm,
    is_intern=True,
)
def deskundige_betrekken(aanvraag: Aanvraag, *, door: Gebruiker, deskundige: Gebruiker) -> str:
    """An expert may read this one dossier from now on."""
    aanvraag.deskundigen.add(deskundige)
    return f"Leest mee: {deskundige.naam}"


def _gaat_over_een_leerling(aanvraag: Aanvraag) -> bool:
    return aanvraag.leerling_id is not None


@workflow.transition(
    source=[status for status in Status if status not in (Status.CONCEPT, Status.TER_MEDETEKENING)],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Gegevens van de leerling verbeteren",
    geldt=_gaat_over_een_leerling,
    invoer=LeerlingVerbeterenForm,
)
def leerling_verbeteren(aanvraag: Aanvraag, *, door: Gebruiker, **gegevens: Any) -> str:
    """A name or date of birth was wrong: it is corrected for every dossier of this pupil (AVG art. 16). Letters that
    were sent stay as they were."""
    return invullen.leerling_verbeteren(aanvraag.leerling, gegevens)


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.AANVULLING_GEVRAAGD,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Aanvulling vragen",
    invoer=AanvullingVragenForm,
)
def aanvulling_vragen(aanvraag: Aanvraag, *, door: Gebruiker, vraag: str, uiterlijk: Any) -> str:
    """Something is missing: the school gets until a date, and the decision term stands still (Awb 4:5, 4:15)."""
    verzoek = invullen.aanvulling_vragen(
        aanvraag, vraag=vraag, uiterlijk=uiterlijk, door=door, herinner_opdracht=HERINNEREN
    )
    aanvraag.beslisdatum = None
    berichten.sturen(
        aanvraag,
        "aanvulling_gevraagd",
        berichten.aanvragers(aanvraag),
        sleutel=str(verzoek.pk),
        uiterlijk=datum(uiterlijk),
    )
    return f"{vraag}\n\nGraag uiterlijk {datum(uiterlijk)}."


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_school,
    wie="de school of haar bestuur",
    label="Aanvulling sturen",
    invoer=AanvullenForm,
)
def aanvullen(aanvraag: Aanvraag, *, door: Gebruiker, antwoord: str) -> str:
    """The school supplements; the decision term runs on from today."""
    aanvraag.beslisdatum = invullen.aanvulling_sturen(aanvraag, antwoord=antwoord, door=door).uiterlijk
    verzoek = aanvraag.aanvullingsverzoeken.latest("gevraagd_op")
    berichten.sturen(aanvraag, "aangevuld", berichten.behandelaars(aanvraag), sleutel=str(verzoek.pk))
    return antwoord


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.FEEDBACK_GEGEVEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Feedback geven",
    geldt=kent_feedbackronde,
    invoer=forms.FeedbackForm,
)
def feedback_geven(aanvraag: Aanvraag, *, door: Gebruiker, feedback: str) -> str:
    """The bureau says what would make the plan better; the school may change its plan."""
    berichten.sturen(aanvraag, "feedback_gegeven", berichten.aanvragers(aanvraag), sleutel=str(aanvraag.versie))
    return feedback


@workflow.transition(
    source=[Status.FEEDBACK_GEGEVEN],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Definitief plan sturen",
    geldt=kent_feedbackronde,
    voorwaarden=(is_compleet,),
)
def plan_bijstellen(aanvraag: Aanvraag, *, door: Gebruiker) -> str:
    """The school sends its final plan: a new version next to the first. The reservation follows its amount."""
    neem_kerngegevens_over(aanvraag)
    versie = invullen.nieuwe_versie(aanvraag, door=door)
    berichten.sturen(aanvraag, "plan_bijgesteld", berichten.behandelaars(aanvraag), sleutel=str(versie.nummer))
    reserveren(aanvraag, aanvraag.gevraagd_bedrag, door=door)
    return f"Versie {versie.nummer} van het plan"


@workflow.transition(
    source=[Status.FEEDBACK_GEGEVEN],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Niet langer wachten op het plan",
    geldt=kent_feedbackronde,
    invoer=RedenForm,
)
def feedback_afsluiten(aanvraag: Aanvraag, *, door: Gebruiker, reden: str) -> str:
    """The school does not react to the feedback: the bureau goes on, with a supplement, new feedback or its advice."""
    berichten.sturen(aanvraag, "feedback_afgesloten", berichten.aanvragers(aanvraag), sleutel=str(aanvraag.versie))
    return reden


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.TER_ONDERTEKENING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Advies geven en voorleggen",
    geldt=heeft_besluit,
    invoer=forms.AdviserenForm,
)
def adviseren(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    voorstel: str,
    advies: str,
    bedrag: Decimal | None = None,
    verdeling: Bedragen | None = None,
) -> None:
    """The bureau writes its advice and puts the aanvraag on the signing desk, with what each budget year bears
    (`verdeling`, euros per year; by the months of the period when it has no wishes)."""
    wil_toekennen = voorstel == forms.AdviserenForm.TOEKENNEN
    if wil_toekennen and (bezwaar := heeft_definitief_plan(aanvraag)):
        raise VoorwaardeNietVervuld(bezwaar)
    aanvraag.voorgestelde_verdeling = _verdeling(aanvraag, bedrag, verdeling or {}) if wil_toekennen else {}
    _voorleggen(aanvraag, door=door, voorstel=voorstel, advies=advies, bedrag=bedrag)


def _verdeling(aanvraag: Aanvraag, bedrag: Decimal | None, verdeling: Bedragen) -> dict[str, str]:
    """What is proposed per year, as it is kept; nothing while no line can bear it: then it is reckoned when signed."""
    geld = kosten(aanvraag, bedrag)
    try:
        delen = jaarverdeling(aanvraag, geld, voorstel=verdeling).bedragen if geld else {}
    except Geweigerd:
        delen = {}
    return {str(jaar): str(deel) for jaar, deel in delen.items()}


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.TER_ONDERTEKENING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Voorleggen: buiten behandeling",
    geldt=heeft_besluit,
    voorwaarden=(verzoek_is_verstreken,),
    invoer=forms.BuitenBehandelingVoorleggenForm,
)
def buiten_behandeling_voorleggen(aanvraag: Aanvraag, *, door: Gebruiker, advies: str) -> None:
    """The school did not supplement in time: the bureau proposes to end without judging the request (Awb 4:5)."""
    aanvraag.voorgestelde_verdeling = {}
    _voorleggen(aanvraag, door=door, voorstel=Status.BUITEN_BEHANDELING, advies=advies, bedrag=None)


def _voorleggen(aanvraag: Aanvraag, *, door: Gebruiker, voorstel: str, advies: str, bedrag: Decimal | None) -> None:
    aanvraag.voorstel, aanvraag.advies, aanvraag.voorgesteld_bedrag = voorstel, advies, bedrag
    aanvraag.advies_door, aanvraag.voorgelegd_op = door, timezone.now()
    termijnen.start(
        bron=aanvraag,
        soort=Klok.ONDERTEKENING,
        begin=timezone.localdate(),
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    berichten.sturen(aanvraag, "ter_ondertekening", berichten.directeuren(), sleutel=str(aanvraag.versie))
    reserveren(aanvraag, aanvraag.gevraagd_bedrag if bedrag is None else bedrag, door=door)
