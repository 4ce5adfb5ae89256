"""The school writes and sends, with the signature of its board, the legal applicant."""

from django.utils import timezone

from swv.invullen import services as invullen
from swv.invullen.forms import RedenForm
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from toelating import berichten, forms, gasten, rules
from toelating.kerngegevens import neem_kerngegevens_over
from toelating.models import Status, Tlvaanvraag
from toelating.workflow.basis import BESTUUR, HERINNEREN, SCHOOL, is_compleet, workflow


def _via_bestuur(aanvraag: Tlvaanvraag) -> bool:
    return aanvraag.gast_id is None


def _als_gast(aanvraag: Tlvaanvraag) -> bool:
    return aanvraag.gast_id is not None


@workflow.transition(
    source=[Status.CONCEPT],
    target=Status.TER_MEDETEKENING,
    allowed=rules.is_coordinator,
    wie=SCHOOL,
    label="Bestuur vragen mee te tekenen",
    geldt=_via_bestuur,
    voorwaarden=(is_compleet,),
)
def medetekening_vragen(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """The school is ready and asks its board, the legal applicant, to co-sign. Nothing is submitted yet."""
    bestuur = berichten.bestuur(aanvraag)
    berichten.sturen(aanvraag, "medetekening_gevraagd", bestuur, sleutel=str(aanvraag.versie), door=door.naam)


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.CONCEPT,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Terugsturen naar de school",
    invoer=RedenForm,
)
def terugsturen(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """The board wants something changed before it co-signs."""
    berichten.sturen(aanvraag, "teruggestuurd", berichten.school(aanvraag), sleutel=str(aanvraag.versie))
    return reden


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.CONCEPT,
    allowed=rules.is_coordinator,
    wie=SCHOOL,
    label="Terughalen om te wijzigen",
)
def terughalen(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """The school takes the request back from its board to change something."""


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.INGEDIEND,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Medetekenen en indienen",
    voorwaarden=(is_compleet,),
)
def medetekenen(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """The board co-signs and submits; the decision term starts on the day after."""
    aanvraag.medegetekend_door = door
    _ontvangen(aanvraag, door=door)


@workflow.transition(
    source=[Status.CONCEPT],
    target=Status.INGEDIEND,
    allowed=rules.is_gast,
    wie="de uitgenodigde school van buiten de regio",
    label="Indienen namens het bestuur",
    geldt=_als_gast,
    voorwaarden=(is_compleet,),
    invoer=forms.IndienenAlsGastForm,
)
def indienen(aanvraag: Tlvaanvraag, *, door: Gebruiker, namens: str) -> str:
    """A school of another region submits in the name of its board, which has no account here."""
    _ontvangen(aanvraag, door=door)
    gasten.na_indienen(aanvraag)
    return f"Namens het bestuur: {namens}"


def _ontvangen(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """Receipt: number, shared columns, first version, the clock of the decision and a confirmation (Awb 4:3a)."""
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    neem_kerngegevens_over(aanvraag, door=door)
    aanvraag.kenmerk = f"T-{kort(vandaag)}-{volgend_nummer('tlvaanvraag', schooljaar(vandaag)):05d}"
    aanvraag.ingediend_op = nu
    invullen.nieuwe_versie(aanvraag, door=door)
    termijn = termijnen.start(
        bron=aanvraag,
        soort=Klok.TOELATING,
        begin=vandaag,
        weken=aanvraag.regeling.beslistermijn_weken,
        is_wettelijk=True,
        herinner_opdracht=HERINNEREN,
    )
    aanvraag.beslisdatum = termijn.uiterlijk
    assert aanvraag.beslisdatum is not None
    berichten.sturen(
        aanvraag,
        "ontvangst",
        berichten.aanvragers(aanvraag),
        sleutel="1",
        datum=datum(vandaag),
        beslisdatum=datum(aanvraag.beslisdatum),
        is_wettelijk=True,
    )
