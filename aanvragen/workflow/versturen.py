"""The school writes and sends, where needed with the signature of its board."""

from django.utils import timezone

from aanvragen import berichten, forms, rules
from aanvragen.models import Aanvraag, Status
from aanvragen.reserveringen import reserveren
from aanvragen.workflow.basis import (
    BESTUUR,
    COORDINATOR,
    HERINNEREN,
    is_compleet,
    kan_nu,
    neem_kerngegevens_over,
    workflow,
)
from swv.invullen.forms import RedenForm
from swv.invullen.services import nieuwe_versie
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok


def _tekent_mee(aanvraag: Aanvraag) -> bool:
    return aanvraag.declaratie.medetekening


def _tekent_niet_mee(aanvraag: Aanvraag) -> bool:
    return not aanvraag.declaratie.medetekening


@workflow.transition(
    source=[Status.CONCEPT],
    target=Status.TER_MEDETEKENING,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Bestuur vragen mee te tekenen",
    geldt=_tekent_mee,
    voorwaarden=(kan_nu, is_compleet),
    invoer=forms.VersturenForm,
)
def medetekening_vragen(aanvraag: Aanvraag, *, door: Gebruiker, toch: bool = False) -> None:
    """The school is ready and asks its board, the legal applicant, to co-sign. Nothing is submitted yet."""
    berichten.sturen(
        aanvraag, "medetekening_gevraagd", berichten.bestuur(aanvraag), sleutel=str(aanvraag.versie), door=door.naam
    )


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.CONCEPT,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Terugsturen naar de school",
    invoer=RedenForm,
)
def terugsturen(aanvraag: Aanvraag, *, door: Gebruiker, reden: str) -> str:
    """The board wants something changed before it co-signs."""
    berichten.sturen(aanvraag, "teruggestuurd", berichten.school(aanvraag), sleutel=str(aanvraag.versie))
    return reden


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.CONCEPT,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Terughalen om te wijzigen",
)
def terughalen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """The school takes the request back from its board to change something."""


@workflow.transition(
    source=[Status.TER_MEDETEKENING],
    target=Status.INGEDIEND,
    allowed=rules.is_bestuur,
    wie=BESTUUR,
    label="Medetekenen en indienen",
    geldt=_tekent_mee,
    voorwaarden=(kan_nu, is_compleet),
    invoer=forms.VersturenForm,
)
def medetekenen(aanvraag: Aanvraag, *, door: Gebruiker, toch: bool = False) -> None:
    """The board co-signs and submits; the decision term starts on the day after."""
    aanvraag.medegetekend_door = door
    _ontvangen(aanvraag, door=door)


@workflow.transition(
    source=[Status.CONCEPT],
    target=Status.INGEDIEND,
    allowed=rules.is_coordinator,
    wie=COORDINATOR,
    label="Indienen",
    geldt=_tekent_niet_mee,
    voorwaarden=(kan_nu, is_compleet),
    invoer=forms.VersturenForm,
)
def indienen(aanvraag: Aanvraag, *, door: Gebruiker, toch: bool = False) -> None:
    """The school submits; the decision term starts on the day after."""
    _ontvangen(aanvraag, door=door)


def _ontvangen(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """Receipt: number, shared columns, first version, the clock of the decision, a confirmation (Awb 4:3a) and a
    reservation of what was asked."""
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    neem_kerngegevens_over(aanvraag)
    aanvraag.kenmerk = f"A-{kort(vandaag)}-{volgend_nummer('aanvraag', schooljaar(vandaag)):05d}"
    aanvraag.ingediend_op = nu
    nieuwe_versie(aanvraag, door=door)
    termijn = termijnen.start(
        bron=aanvraag,
        soort=Klok.BESLISSING,
        begin=vandaag,
        weken=aanvraag.regeling.beslistermijn_weken,
        is_wettelijk=aanvraag.regeling.is_beschikking,
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
        is_wettelijk=termijn.is_wettelijk,
    )
    reserveren(aanvraag, aanvraag.gevraagd_bedrag, door=door)
