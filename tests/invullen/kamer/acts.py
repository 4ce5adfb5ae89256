"""The acts of the second room. They stand outside docs/workflow.md, which is about the portal."""

import rules
from django.utils import timezone

from swv.invullen import services
from swv.invullen.antwoorden import bezwaren
from swv.invullen.forms import AanvullenForm, AanvullingVragenForm
from swv.kern.workflow import Workflow, alle_workflows
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from tests.invullen.kamer.models import Status

workflow = Workflow("kamer", Status, wat="dit verzoek")
alle_workflows.remove(workflow)

HERINNEREN = "kamer.herinneren"
EIGENAAR = rules.predicate(lambda user, dossier: user.pk == dossier.eigenaar_id)
IEDEREEN = rules.predicate(lambda user, dossier: user is not None)


@workflow.transition(
    source=[Status.CONCEPT],
    target=Status.VERSTUURD,
    allowed=EIGENAAR,
    wie="wie begon",
    label="Versturen",
    voorwaarden=(lambda dossier: " ".join(bezwaren(dossier)) or None,),
)
def versturen(dossier, *, door):
    dossier.ingediend_op = timezone.now()
    services.nieuwe_versie(dossier, door=door)
    termijnen.start(bron=dossier, soort=Klok.BESLISSING, begin=timezone.localdate(), weken=8, is_wettelijk=True)


@workflow.transition(
    source=[Status.VERSTUURD],
    target=Status.GEVRAAGD,
    allowed=IEDEREEN,
    wie="iedereen",
    label="Aanvulling vragen",
    invoer=AanvullingVragenForm,
)
def aanvulling_vragen(dossier, *, door, vraag, uiterlijk):
    services.aanvulling_vragen(dossier, vraag=vraag, uiterlijk=uiterlijk, door=door, herinner_opdracht=HERINNEREN)


@workflow.transition(
    source=[Status.GEVRAAGD],
    target=Status.VERSTUURD,
    allowed=EIGENAAR,
    wie="wie begon",
    label="Aanvullen",
    invoer=AanvullenForm,
)
def aanvullen(dossier, *, door, antwoord):
    services.aanvulling_sturen(dossier, antwoord=antwoord, door=door)
