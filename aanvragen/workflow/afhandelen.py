"""The bureau brings a request to its end without a signature of the directeur-bestuurder: it says yes or no where no
money is asked, answers a question, or refers it to who can answer it."""

from django.utils import timezone

from aanvragen import berichten, documents, forms, rules
from aanvragen.documents import Besluitinhoud
from aanvragen.models import Aanvraag, Status
from aanvragen.workflow.basis import (
    BUREAU,
    heeft_antwoord,
    heeft_geen_besluit,
    heeft_toezegging,
    verzoek_is_verstreken,
    workflow,
)
from aanvragen.workflow.besluiten import besluiten
from swv.invullen.services import sluit_open_vraag
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen

TOEZEGGER = "een medewerker van het bureau die niet ook bij de school hoort"


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.TOEGEKEND,
    allowed=rules.is_toezegger,
    wie=TOEZEGGER,
    label="Toezeggen",
    geldt=heeft_toezegging,
    invoer=forms.ToezeggenForm,
)
def toezeggen(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str = "") -> str:
    """The bureau says yes to something that costs no money on a budget line; what follows is set in motion."""
    besluiten(aanvraag, door=door, motivering=motivering)
    gevolgen = aanvraag.declaratie.gevolgen(aanvraag, door=door)
    documents.brief_maken(aanvraag, documents.TOEZEGGING, Besluitinhoud(aanvraag, gevolgen=gevolgen), door=door)
    return "\n".join(gevolgen)


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.AFGEWEZEN,
    allowed=rules.is_toezegger,
    wie=TOEZEGGER,
    label="Niet toezeggen",
    geldt=heeft_toezegging,
    invoer=forms.AfwijzenForm,
)
def niet_toezeggen(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str) -> None:
    """The bureau says no, with the reasons."""
    besluiten(aanvraag, door=door, motivering=motivering)
    documents.brief_maken(aanvraag, documents.AFWIJZING, Besluitinhoud(aanvraag), door=door)


@workflow.transition(
    source=[Status.AANVULLING_GEVRAAGD],
    target=Status.BUITEN_BEHANDELING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Niet verder behandelen",
    geldt=heeft_geen_besluit,
    voorwaarden=(verzoek_is_verstreken,),
    invoer=forms.NietVerderForm,
)
def niet_verder_behandelen(aanvraag: Aanvraag, *, door: Gebruiker, motivering: str) -> None:
    """The school did not answer in time: the request is not judged (Awb 4:5)."""
    verzoek = aanvraag.aanvullingsverzoeken.first()
    besluiten(aanvraag, door=door, motivering=motivering)
    inhoud = Besluitinhoud(aanvraag, verzoek=verzoek)
    documents.brief_maken(aanvraag, documents.BUITEN_BEHANDELING, inhoud, door=door)


def _verwijst(aanvraag: Aanvraag) -> bool:
    return heeft_antwoord(aanvraag) and bool(aanvraag.declaratie.verwijst_naar)


@workflow.transition(
    source=[Status.IN_BEHANDELING],
    target=Status.DOORVERWEZEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Doorverwijzen",
    geldt=_verwijst,
    invoer=forms.DoorverwijzenForm,
)
def doorverwijzen(aanvraag: Aanvraag, *, door: Gebruiker, naar: str, toelichting: str) -> str:
    """Another organisation answers. The portal sends it nothing: the school or the bureau makes the contact, and the
    bureau records here what came of it."""
    aanvraag.verwezen_naar = naar
    berichten.sturen(aanvraag, "doorverwezen", berichten.aanvragers(aanvraag), sleutel=str(aanvraag.versie))
    return f"{naar}\n\n{toelichting}"


@workflow.transition(
    source=[Status.IN_BEHANDELING, Status.DOORVERWEZEN],
    target=Status.BEANTWOORD,
    allowed=rules.is_beantwoorder,
    wie="een medewerker van het bureau, of de deskundige die meeleest",
    label="Beantwoorden",
    geldt=heeft_antwoord,
    invoer=forms.BeantwoordenForm,
)
def beantwoorden(aanvraag: Aanvraag, *, door: Gebruiker, antwoord: str, uitkomst: str = "") -> str:
    """The answer to the question of the school, as a letter. It is no decision: there is nothing to object to."""
    aanvraag.antwoord, aanvraag.uitkomst = antwoord, uitkomst
    aanvraag.besloten_op, aanvraag.besloten_door = timezone.now(), door
    sluit_open_vraag(aanvraag, door=door)
    termijnen.alles_afronden(bron=aanvraag, op=timezone.localdate())
    documents.brief_maken(aanvraag, documents.ANTWOORD, Besluitinhoud(aanvraag), door=door)
    return aanvraag.uitkomst_naam
