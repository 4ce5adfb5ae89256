"""The directeur-bestuurder decides."""

from decimal import Decimal

from django.utils import timezone

from aanvragen import berichten, documents, forms, rules
from aanvragen.besluit import besluitnummer, goedkeuring
from aanvragen.documents import Besluitinhoud
from aanvragen.jaarverdeling import jaarverdeling
from aanvragen.models import Aanvraag, Status
from aanvragen.reserveringen import laten_vervallen, reserveren
from aanvragen.workflow.basis import (
    DIRECTEUR,
    heeft_definitief_plan,
    workflow,
)
from financien.services import verplichten_over_jaren
from swv.invullen.forms import RedenForm
from swv.invullen.services import sluit_open_vraag
from swv.kern.opmaak import euro
from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.IN_BEHANDELING,
    allowed=rules.is_directeur,
    wie="de directeur-bestuurder",
    label="Teruggeven aan het bureau",
    invoer=RedenForm,
    is_intern=True,
)
def teruggeven(aanvraag: Aanvraag, *, door: Gebruiker, reden: str) -> str:
    """Not ready to be signed: back to the bureau with a reason. What was asked is reserved again."""
    if termijn := open_termijn(aanvraag, Klok.ONDERTEKENING):
        termijnen.afronden(termijn=termijn, op=timezone.localdate())
    sluit_open_vraag(aanvraag, door=door)
    berichten.sturen(aanvraag, "teruggegeven", berichten.behandelaars(aanvraag), sleutel=str(aanvraag.versie))
    aanvraag.voorgestelde_verdeling = {}
    reserveren(aanvraag, aanvraag.gevraagd_bedrag, door=door)
    return reden


def _wil_beoordelen(aanvraag: Aanvraag) -> bool:
    return aanvraag.voorstel != Status.BUITEN_BEHANDELING


def _wil_niet_beoordelen(aanvraag: Aanvraag) -> bool:
    return aanvraag.voorstel == Status.BUITEN_BEHANDELING


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.TOEGEKEND,
    allowed=rules.is_ondertekenaar,
    wie=DIRECTEUR,
    label="Toekennen en ondertekenen",
    geldt=_wil_beoordelen,
    voorwaarden=(heeft_definitief_plan,),
    invoer=forms.ToekennenForm,
    tweede_factor=True,
)
def toekennen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    bedrag: Decimal | None = None,
    motivering: str = "",
    reden_overschrijding: str = "",
    overschrijding: Decimal | None = None,
) -> str:
    """The award: number, money per budget year, what follows, and the letter, all or nothing. Beyond the free room of
    its lines only with a reason, and not further than the `overschrijding` (euros) that was on the screen."""
    soort = aanvraag.declaratie
    besluiten(aanvraag, door=door, motivering=motivering)
    aanvraag.toegekend_bedrag = bedrag
    gevolgen = soort.gevolgen(aanvraag, door=door)
    kosten = soort.verplichting(aanvraag, bedrag)
    delen = aanvraag.betaaltermijnen(kosten) if kosten else ()
    inhoud = Besluitinhoud(aanvraag, gevolgen=gevolgen, termijnen=delen)
    uitkomst = documents.GEDEELTELIJK if inhoud.is_gedeeltelijk else documents.TOEKENNING
    documents.brief_maken(aanvraag, uitkomst, inhoud, door=door)
    if kosten:
        verdeling = jaarverdeling(aanvraag, kosten)
        verplichten_over_jaren(
            bron=aanvraag,
            verdeling=[(deel.post, deel.bedrag) for deel in verdeling.delen],
            omschrijving=f"{soort.naam} {aanvraag.kenmerk}",
            sleutel=f"aanvraag:{aanvraag.pk}:toekenning",
            door=door,
            soort=aanvraag.soort,
            school=aanvraag.school,
            schooljaar=schooljaar(aanvraag.van or timezone.localdate()),
            termijnen=delen,
            goedkeuring=goedkeuring(verdeling.delen, door=door, reden=reden_overschrijding, hoogstens=overschrijding),
        )
    else:
        laten_vervallen(aanvraag, door=door)
    regels = [f"Toegekend: {euro(bedrag)}"] if bedrag is not None else []
    return "\n".join([*regels, *gevolgen])


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.AFGEWEZEN,
    allowed=rules.is_ondertekenaar,
    wie=DIRECTEUR,
    label="Afwijzen en ondertekenen",
    geldt=_wil_beoordelen,
    invoer=forms.AfwijzenForm,
    tweede_factor=True,
)
def afwijzen(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str) -> None:
    """The refusal, with the reasons."""
    besluiten(aanvraag, door=door, motivering=motivering)
    documents.brief_maken(aanvraag, documents.AFWIJZING, Besluitinhoud(aanvraag), door=door)
    laten_vervallen(aanvraag, door=door)


@workflow.transition(
    source=[Status.TER_ONDERTEKENING],
    target=Status.BUITEN_BEHANDELING,
    allowed=rules.is_ondertekenaar,
    wie=DIRECTEUR,
    label="Buiten behandeling stellen en ondertekenen",
    geldt=_wil_niet_beoordelen,
    invoer=forms.AfwijzenForm,
    tweede_factor=True,
)
def buiten_behandeling_stellen(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str) -> None:
    """The request stays incomplete and is not judged; this is itself a decision (Awb 4:5)."""
    verzoek = aanvraag.aanvullingsverzoeken.first()
    besluiten(aanvraag, door=door, motivering=motivering)
    documents.brief_maken(
        aanvraag,
        documents.BUITEN_BEHANDELING,
        Besluitinhoud(aanvraag, verzoek=verzoek),
        door=door,
    )
    laten_vervallen(aanvraag, door=door)


def besluiten(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str) -> None:
    """What every decision shares: number, moment, signer, reasons; all clocks stop."""
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    aanvraag.besluitnummer = besluitnummer(vandaag)
    aanvraag.besloten_op, aanvraag.besloten_door, aanvraag.motivering = nu, door, motivering
    sluit_open_vraag(aanvraag, door=door)
    termijnen.alles_afronden(bron=aanvraag, op=vandaag)
