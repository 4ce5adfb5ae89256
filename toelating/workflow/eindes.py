"""Other endings, and the moment at which the applicant is told."""

from django.utils import timezone

from swv.invullen import services as invullen
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from toelating import berichten, documents, forms, rules
from toelating.berichten_verklaring import klaar_om_op_te_halen
from toelating.models import Status, Tlvaanvraag, Verzending
from toelating.models.aanvraag import AFGESLOTEN, OPEN_BIJ_BUREAU
from toelating.verzenden import aan_aanvrager, aan_ouders
from toelating.workflow.basis import SCHOOL_OF_BESTUUR, workflow
from toelating.workflow.commissie import van_elke_agenda
from toelating.workflow.deskundigen import gevraagde_adviezen_vervallen


@workflow.transition(
    source=OPEN_BIJ_BUREAU,
    target=Status.INGETROKKEN,
    allowed=rules.is_school,
    wie=SCHOOL_OF_BESTUUR,
    label="Intrekken",
    invoer=forms.IntrekkenForm,
)
def intrekken(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str = "") -> str:
    """The school withdraws before there is a decision; experts and committee stop, and it gets a confirmation."""
    vandaag = timezone.localdate()
    invullen.sluit_open_vraag(aanvraag, door=door)
    termijnen.alles_afronden(bron=aanvraag, op=vandaag)
    gevraagde_adviezen_vervallen(aanvraag)
    van_elke_agenda(aanvraag, "De school trok de aanvraag in.")
    documents.intrekking_brief(aanvraag)
    berichten.sturen(aanvraag, "ingetrokken", berichten.behandelaars(aanvraag), sleutel="1")
    return reden


def _is_nog_niet_verstuurd(aanvraag: Tlvaanvraag) -> bool:
    return not Verzending.objects.filter(brief=documents.slotbrief_van(aanvraag)).exists()


@workflow.transition(
    source=AFGESLOTEN,
    target=None,
    allowed=rules.is_systeem,
    wie="het portaal zelf, zodra de brief is verzegeld",
    label="Brief bekendmaken",
    geldt=_is_nog_niet_verstuurd,
)
def bekendmaken(aanvraag: Tlvaanvraag, *, door: None) -> str:
    """The letter is filed: the applicant reads it in the portal and is told so; for the parents, and for a board
    without an account, it lies ready to be posted. The term to object starts on the day after it was sent (Awb 6:8)."""
    brief = documents.slotbrief_van(aanvraag)
    verzending = aan_aanvrager(brief, aanvraag)
    aanvraag.bekendgemaakt_op = verzending.verzonden_op
    if aanvraag.is_besloten:
        aan_ouders(brief, aanvraag)
    if verzending.verzonden_op:
        klaar_om_op_te_halen(aanvraag)
    return "" if verzending.verzonden_op else "Het bestuur heeft geen account. De brief ligt klaar om te posten."
