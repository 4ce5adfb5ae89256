"""What happens to a TLV after it was given: collected, used, and one day over."""

from datetime import date
from typing import Any

import rules
from django.utils import timezone

from swv.invullen.forms import RedenForm
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School
from swv.termijnen.rekenen import DAG
from toelating.forms import verklaring as forms
from toelating.models import Plaatsing, Verklaring, Verklaringstatus
from toelating.models.verklaring import GELDEND, ZONDER_PLAATS

workflow = Workflow("verklaring", Verklaringstatus, wat="deze TLV")

VSO_SCHOOL = "de school waarvoor de TLV is, of die de TLV ophaalde"


@rules.predicate
def is_systeem(user: Any, verklaring: Verklaring) -> bool:
    return user is None


@rules.predicate
def is_bureau(user: Any, verklaring: Verklaring) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.BUREAU)


@rules.predicate
def is_directeur(user: Any, verklaring: Verklaring) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.DIRECTEUR)


@rules.predicate
def is_ontvangende_school(user: Any, verklaring: Verklaring) -> bool:
    """A coördinator of the school that is meant to collect it. A coördinator of any other vso school collects with the
    number and the date of birth, which then makes that school the one."""
    bedoeld = verklaring.aanvraag.beoogde_school_id
    return user is not None and user.is_active and bedoeld is not None and user.is_coordinator_van(bedoeld)


@rules.predicate
def is_school_nu(user: Any, verklaring: Verklaring) -> bool:
    """A coördinator of the school that collected it or where the pupil sits."""
    school = verklaring.school_id
    return user is not None and user.is_active and school is not None and user.is_coordinator_van(school)


@rules.predicate
def is_school_van_soort(user: Any, verklaring: Verklaring) -> bool:
    """A coördinator of a school of the kind that this TLV is for."""
    return (
        user is not None
        and user.is_active
        and any(
            rol.soort == Rolsoort.COORDINATOR and rol.school and rol.school.soort == verklaring.onderwijs
            for rol in user.rollen_nu
        )
    )


@workflow.transition(
    source=[Verklaringstatus.AFGEGEVEN],
    target=Verklaringstatus.OPGEHAALD,
    allowed=is_ontvangende_school | is_school_van_soort,
    wie="de school waar de leerling naartoe gaat",
    label="TLV ophalen",
    invoer=forms.OphalenForm,
)
def ophalen(verklaring: Verklaring, *, door: Gebruiker, school: School) -> str:
    """The school that will admit the pupil collects the TLV, to register it with DUO."""
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
    wie="de school die de TLV ophaalde",
    label="Toch niet ophalen",
    invoer=RedenForm,
)
def teruggeven(verklaring: Verklaring, *, door: Gebruiker, reden: str) -> str:
    """The pupil does not come to this school after all: another school can collect the TLV."""
    verklaring.school = verklaring.opgehaald_op = verklaring.opgehaald_door = None
    return reden


@workflow.transition(
    source=[Verklaringstatus.OPGEHAALD],
    target=Verklaringstatus.VERZILVERD,
    allowed=is_school_nu,
    wie="de school die de TLV ophaalde",
    label="Plaatsing vastleggen",
    invoer=forms.PlaatsenForm,
)
def plaatsen(verklaring: Verklaring, *, door: Gebruiker, geplaatst_op: date, leerlingnummer: str) -> str:
    """The pupil sits at the school: the zorgplicht moves over, and the pupil belongs to this school from now on."""
    assert verklaring.school is not None
    _op_school(verklaring, verklaring.school, vanaf=geplaatst_op, leerlingnummer=leerlingnummer, door=door)
    return f"Geplaatst op {verklaring.school.naam} vanaf {datum(geplaatst_op)}."


@workflow.transition(
    source=[Verklaringstatus.VERZILVERD],
    target=None,
    allowed=is_bureau | is_school_van_soort,
    wie="een school van dezelfde soort, of een medewerker van het bureau",
    label="Andere school vastleggen",
    invoer=forms.OverstapForm,
)
def overstappen(
    verklaring: Verklaring, *, door: Gebruiker, school: School, geplaatst_op: date, leerlingnummer: str
) -> str:
    """The pupil goes to another school of the same kind; the TLV goes along (WEC art. 40 (14))."""
    huidig = verklaring.plaatsingen.filter(tot__isnull=True).first()
    if huidig and geplaatst_op <= huidig.van:
        raise VoorwaardeNietVervuld(
            f"De leerling zit pas sinds {datum(huidig.van)} op {huidig.school.naam}. Kies een latere dag."
        )
    if huidig:
        huidig.tot = geplaatst_op
        huidig.save(update_fields=["tot"])
    verklaring.school = school
    _op_school(verklaring, school, vanaf=geplaatst_op, leerlingnummer=leerlingnummer, door=door)
    return f"Naar {school.naam} vanaf {datum(geplaatst_op)}."


def _op_school(verklaring: Verklaring, school: School, *, vanaf: date, leerlingnummer: str, door: Gebruiker) -> None:
    if not verklaring.ingang <= vanaf <= verklaring.geldig_tot:
        raise VoorwaardeNietVervuld(
            f"De TLV geldt van {datum(verklaring.ingang)} tot en met {datum(verklaring.geldig_tot)}. "
            "Kies een dag in die periode."
        )
    verklaring.geplaatst_op = vanaf
    Plaatsing.objects.create(verklaring=verklaring, school=school, van=vanaf, vastgelegd_door=door)
    leerling = Leerling.objects.select_for_update().get(pk=verklaring.leerling_id)
    bezet = Leerling.objects.filter(school=school, leerlingnummer=leerlingnummer).exclude(pk=leerling.pk)
    if bezet.exists():
        raise VoorwaardeNietVervuld(
            "Dit leerlingnummer hoort op uw school al bij een andere leerling. Controleer het nummer."
        )
    leerling.school, leerling.leerlingnummer = school, leerlingnummer
    leerling.save(update_fields=["school", "leerlingnummer"])


@workflow.transition(
    source=[Verklaringstatus.VERZILVERD],
    target=Verklaringstatus.BEEINDIGD,
    allowed=is_bureau | is_school_nu,
    wie="de school waar de leerling zit, of een medewerker van het bureau",
    label="Terug naar een gewone school",
    invoer=forms.TerugkeerForm,
)
def terugkeren(verklaring: Verklaring, *, door: Gebruiker, op: date, naar: str) -> str:
    """The pupil goes back to regular education: the TLV ends on the day before."""
    plaatsing = verklaring.plaatsingen.filter(tot__isnull=True).first()
    if plaatsing and op <= plaatsing.van:
        raise VoorwaardeNietVervuld(f"De leerling zit pas sinds {datum(plaatsing.van)} op deze school.")
    if plaatsing:
        plaatsing.tot = op
        plaatsing.save(update_fields=["tot"])
    verklaring.geldig_tot = min(op - DAG, verklaring.geldig_tot)
    verklaring.reden_einde = f"Terug naar {naar} op {datum(op)}."
    return verklaring.reden_einde


@workflow.transition(
    source=GELDEND,
    target=Verklaringstatus.VERLOPEN,
    allowed=is_systeem,
    wie="het portaal zelf, na de einddatum",
    label="Verlopen",
    geldt=lambda verklaring: verklaring.geldig_tot < timezone.localdate(),
)
def laten_verlopen(verklaring: Verklaring, *, door: None) -> None:
    """The last day has passed."""


@workflow.transition(
    source=ZONDER_PLAATS,
    target=Verklaringstatus.VERVALLEN,
    allowed=is_systeem,
    wie="het portaal zelf, als niemand de TLV op tijd gebruikte",
    label="Vervallen",
    geldt=lambda verklaring: (
        verklaring.gebruiken_voor is not None and verklaring.gebruiken_voor <= timezone.localdate()
    ),
)
def laten_vervallen(verklaring: Verklaring, *, door: None) -> None:
    """Nobody used it in the time that the regeling gives."""


@workflow.transition(
    source=GELDEND,
    target=Verklaringstatus.VERVANGEN,
    allowed=is_systeem,
    wie="het portaal zelf, bij een nieuw besluit",
    label="Vervangen door een andere TLV",
)
def vervangen(verklaring: Verklaring, *, door: None, tot_en_met: date, reden: str) -> str:
    """Another decision takes its place from a day on; it counts until the day before."""
    verklaring.geldig_tot = min(tot_en_met, verklaring.geldig_tot)
    verklaring.reden_einde = reden
    return reden


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
    brieven_intrekken(verklaring, reden=reden, door=None)
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

    verklaring.reden_einde = reden
    verklaring.geldig_tot = max(min(verklaring.geldig_tot, timezone.localdate()), verklaring.ingang)
    brieven_intrekken(verklaring, reden=reden, door=door)
    nummer = volgend_besluitnummer(timezone.localdate())
    intrekking_tlv_brief(verklaring, besluitnummer=nummer, reden=reden, zienswijze=zienswijze, door=door)
    return f"Besluit {nummer}. {reden}"
