"""What the portal itself does with a TLV: a next one takes its place, or a day has come."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from swv.kern.opmaak import datum
from swv.organisaties.models import School
from swv.termijnen.rekenen import DAG
from toelating import berichten_verklaring as berichten
from toelating.models import Verklaring, Verklaringstatus
from toelating.models.verklaring import GELDEND, ZONDER_PLAATS
from toelating.plaatsing import neem_over, sluit, zat_er_nog
from toelating.rules_verklaring import is_systeem
from toelating.workflow.verklaring import workflow

NIEUW_BESLUIT = "het portaal zelf, bij een nieuw besluit"


def opvolgers(verklaring: Verklaring) -> QuerySet[Verklaring]:
    """The TLVs that were given to go on from this one, at the same school, and that did not start yet."""
    volgt = Q(vervangt=verklaring) | Q(aanvraag__vorige=verklaring)
    return Verklaring.objects.filter(volgt, status=Verklaringstatus.OPGEHAALD, opgehaald_door__isnull=True)


# --- A next TLV for a pupil who stays at the school ----------------------------------------------------------------


@workflow.transition(
    source=ZONDER_PLAATS,
    target=Verklaringstatus.OPGEHAALD,
    allowed=is_systeem,
    wie="het portaal zelf, als de leerling op de school blijft",
    label="Blijft op dezelfde school",
)
def meegaan(verklaring: Verklaring, *, door: None, school: School) -> str:
    """The pupil sits at this school on the TLV before: the school has nothing to collect."""
    verklaring.school, verklaring.opgehaald_op, verklaring.opgehaald_door = school, timezone.now(), None
    return f"De leerling zit op {school.naam}. De TLV gaat in op {datum(verklaring.ingang)}."


def _zit_er_nog(verklaring: Verklaring) -> bool:
    eerder = verklaring.voorganger
    is_begonnen = verklaring.ingang <= timezone.localdate() <= verklaring.geldig_tot
    return is_begonnen and eerder is not None and zat_er_nog(eerder, verklaring.ingang) is not None


@workflow.transition(
    source=ZONDER_PLAATS,
    target=Verklaringstatus.VERZILVERD,
    allowed=is_systeem,
    wie="het portaal zelf, als de leerling op de eerste dag nog op de school zit",
    label="Plaatsing loopt door",
    geldt=_zit_er_nog,
)
def voortzetten(verklaring: Verklaring, *, door: None) -> str:
    """The first day has come and the pupil still sits at the school: nothing has to be collected or placed anew."""
    eerder = verklaring.voorganger
    assert eerder is not None
    plaatsing = zat_er_nog(eerder, verklaring.ingang)
    assert plaatsing is not None
    van = neem_over(verklaring, plaatsing)
    return f"De leerling blijft op {plaatsing.school.naam}, op deze TLV vanaf {datum(van)}."


# --- Another TLV takes its place -----------------------------------------------------------------------------------


@workflow.transition(
    source=GELDEND,
    target=None,
    allowed=is_systeem,
    wie=NIEUW_BESLUIT,
    label="Telt tot een andere TLV begint",
)
def inkorten(verklaring: Verklaring, *, door: None, tot_en_met: date, reden: str) -> str:
    """Another decision takes its place from a day on; until then this one counts."""
    verklaring.geldig_tot = min(tot_en_met, verklaring.geldig_tot)
    verklaring.reden_einde = reden
    return reden


def is_vervangen(verklaring: Verklaring) -> bool:
    """Another TLV took over: its last day has passed, or lies before its first."""
    is_over = verklaring.geldig_tot < max(timezone.localdate(), verklaring.ingang)
    return verklaring.is_ingekort and is_over


@workflow.transition(
    source=GELDEND,
    target=Verklaringstatus.VERVANGEN,
    allowed=is_systeem,
    wie="het portaal zelf, zodra de andere TLV begint",
    label="Vervangen door een andere TLV",
    geldt=is_vervangen,
)
def vervangen(verklaring: Verklaring, *, door: None) -> None:
    """The other TLV counts from now on."""
    sluit(verklaring, verklaring.geldig_tot + DAG)


# --- A day has come ------------------------------------------------------------------------------------------------


def is_voorbij(verklaring: Verklaring) -> bool:
    return verklaring.geldig_tot < timezone.localdate() and not verklaring.is_ingekort


@workflow.transition(
    source=GELDEND,
    target=Verklaringstatus.VERLOPEN,
    allowed=is_systeem,
    wie="het portaal zelf, na de einddatum",
    label="Verlopen",
    geldt=is_voorbij,
)
def laten_verlopen(verklaring: Verklaring, *, door: None) -> str:
    """The last day has passed. A renewal that is still open goes on: its TLV starts on the day after, and school and
    bureau are told that there is none in between."""
    sluit(verklaring, verklaring.geldig_tot + DAG)
    vervolg = verklaring.vervolgaanvragen.open().select_related("school__bestuur").first()
    if vervolg is None:
        return ""
    berichten.verlopen_tijdens_vervolg(verklaring, vervolg)
    return f"Aanvraag {vervolg.kenmerk} loopt nog."


@workflow.transition(
    source=ZONDER_PLAATS,
    target=Verklaringstatus.VERVALLEN,
    allowed=is_systeem,
    wie="het portaal zelf, als niemand de TLV op tijd gebruikte",
    label="Vervallen",
    geldt=lambda verklaring: (
        verklaring.gebruiken_voor is not None
        and verklaring.gebruiken_voor <= timezone.localdate() <= verklaring.geldig_tot
    ),
)
def laten_vervallen(verklaring: Verklaring, *, door: None) -> str:
    """Nobody used it in the time that the regeling gives; its letter no longer counts."""
    from toelating.documents import brieven_intrekken

    assert verklaring.gebruiken_voor is not None
    reden = f"Niemand gebruikte de TLV voor {datum(verklaring.gebruiken_voor)}."
    verklaring.reden_einde = reden
    brieven_intrekken(verklaring, reden=reden, door=None)
    mensen = berichten.verwijzers(verklaring) | berichten.school_nu(verklaring)
    berichten.sturen(verklaring, "tlv_vervallen", mensen, sleutel="1")
    return reden
