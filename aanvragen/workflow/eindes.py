"""Other endings, and the moment at which the applicant is told."""

from django.utils import timezone

from aanvragen import berichten, documents, forms, rules
from aanvragen.documents import Besluitinhoud
from aanvragen.models import Aanvraag, Status
from aanvragen.reserveringen import laten_vervallen
from aanvragen.workflow.basis import workflow
from swv.invullen.services import sluit_open_vraag
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen


@workflow.transition(
    source=[
        Status.INGEDIEND,
        Status.IN_BEHANDELING,
        Status.AANVULLING_GEVRAAGD,
        Status.FEEDBACK_GEGEVEN,
        Status.DOORVERWEZEN,
        Status.TER_ONDERTEKENING,
    ],
    target=Status.INGETROKKEN,
    allowed=rules.is_school,
    wie="de school of haar bestuur",
    label="Intrekken",
    invoer=forms.IntrekkenForm,
)
def intrekken(aanvraag: Aanvraag, *, door: Gebruiker, reden: str = "") -> str:
    """The school withdraws before there is a decision; it gets a confirmation and nothing stays reserved."""
    sluit_open_vraag(aanvraag, door=door)
    termijnen.alles_afronden(bron=aanvraag, op=timezone.localdate())
    documents.brief_maken(aanvraag, documents.INTREKKING, Besluitinhoud(aanvraag), door=door)
    berichten.sturen(aanvraag, "ingetrokken", berichten.behandelaars(aanvraag), sleutel="1")
    laten_vervallen(aanvraag, door=door)
    return reden


@workflow.transition(
    source=[Status.TOEGEKEND, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING, Status.BEANTWOORD, Status.INGETROKKEN],
    target=None,
    allowed=rules.is_systeem,
    wie="het portaal zelf, zodra de brief is verzegeld",
    label="Brief bekendmaken",
    geldt=lambda aanvraag: aanvraag.bekendgemaakt_op is None,
)
def bekendmaken(aanvraag: Aanvraag, *, door: None) -> None:
    """The letter is filed: the school is told that it can be read. From this moment a term to object runs."""
    aanvraag.bekendgemaakt_op = timezone.now()
    berichten.sturen(aanvraag, "brief_klaar", berichten.aanvragers(aanvraag), sleutel="1")
