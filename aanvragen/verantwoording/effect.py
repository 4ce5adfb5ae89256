"""The question about the effect, three and nine months after an award was accounted for; when it cost no money, or
its rules do not ask that, after its last day or, when that came later or there is none, the decision."""

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from aanvragen.models import Aanvraag, Effectmeting, Effectstatus, Status, Verantwoording
from aanvragen.models.aanvraag import NaToekenning
from aanvragen.models.verantwoording import BEOORDEELD
from aanvragen.soorten import alle
from aanvragen.verantwoording import berichten, rules
from aanvragen.verantwoording.forms import EffectForm
from financien.models import Verplichting
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker

workflow = Workflow("effectmeting", Effectstatus, wat="deze vraag")

NA_MAANDEN = (3, 9)
HOOGSTENS_LAAT = timedelta(days=62)  # an older moment is not asked any more


@workflow.transition(
    source=[Effectstatus.GEVRAAGD],
    target=Effectstatus.BEANTWOORD,
    allowed=rules.is_school,
    wie="de school of haar bestuur",
    label="Antwoord versturen",
    invoer=EffectForm,
)
def beantwoorden(meting: Effectmeting, *, door: Gebruiker, oordeel: str, toelichting: str) -> str:
    """The school says whether the effect is still there, once."""
    meting.oordeel, meting.toelichting = oordeel, toelichting
    meting.beantwoord_op, meting.beantwoord_door = timezone.now(), door
    return f"{meting.get_oordeel_display()}\n\n{toelichting}"


def vragen_stellen() -> int:
    """Ask what is due by today, each question once. Returns how many are new."""
    return sum(stel_vraag(aanvraag, maanden) for aanvraag, maanden in _aan_de_beurt(timezone.localdate()))


def _aan_de_beurt(vandaag: date) -> Iterator[tuple[Aanvraag, int]]:
    """Awards with the moment that they reached: counted back from today, so that the database finds them."""
    for maanden in NA_MAANDEN:
        grens = vandaag - relativedelta(months=maanden)
        for aanvraag in _zonder_vraag(maanden, na=grens - HOOGSTENS_LAAT, tot=grens):
            yield aanvraag, maanden


def _zonder_vraag(maanden: int, *, na: date, tot: date) -> "QuerySet[Aanvraag]":
    """Awards that were accounted for, or ended, in this period, and were not asked yet at this moment."""
    verantwoord = Verantwoording.objects.filter(
        status__in=BEOORDEELD, is_slot=True, besloten_op__date__gt=na, besloten_op__date__lte=tot
    ).values("aanvraag_id")
    soorten = [soort.code for soort in alle() if soort.vraagt_effect]
    kostte = Verplichting.objects.filter(
        content_type=ContentType.objects.get_for_model(Aanvraag), object_id=OuterRef("pk")
    )
    toegekend = Aanvraag.objects.filter(status=Status.TOEGEKEND).exclude(na_toekenning=NaToekenning.INGETROKKEN)
    einde = Greatest(Coalesce(F("tot"), TruncDate("besloten_op")), TruncDate("besloten_op"))
    is_over = Q(einde__gt=na, einde__lte=tot) & (Q(regeling__vraagt_verantwoording=False) | ~Exists(kostte))
    rijen = toegekend.alias(einde=einde).filter(Q(pk__in=verantwoord) | is_over, soort__in=soorten)
    return rijen.exclude(effectmetingen__na_maanden=maanden).select_related("school").order_by("kenmerk")


def stel_vraag(aanvraag: Aanvraag, maanden: int) -> bool:
    """Ask the school of an award; False when that was done before."""
    meting, is_nieuw = Effectmeting.objects.get_or_create(
        aanvraag=aanvraag, na_maanden=maanden, defaults={"school": aanvraag.school}
    )
    if is_nieuw:
        berichten.effect_gevraagd(meting)
    return is_nieuw
