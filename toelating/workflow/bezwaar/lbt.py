"""The LBT advises: it is asked in time, gets the papers, hears, and gives its advice."""

from datetime import date
from typing import Any

from swv.documenten.services import bijlage_toevoegen
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from toelating.bezwaar import bundels, klokken, mensen
from toelating.bezwaar.stukken import Stuksoort
from toelating.bezwaar.tijdig import STUKKEN_VOOR_HOORZITTING
from toelating.forms import bezwaar_lbt as forms
from toelating.models import Bezwaar, Bezwaarstatus
from toelating.workflow.bezwaar.basis import BEHANDELAAR, workflow

Klok = klokken.Klok


@workflow.transition(
    source=[Bezwaarstatus.ONTVANGEN],
    target=Bezwaarstatus.BIJ_LBT,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Advies gevraagd aan de LBT",
    invoer=forms.LbtVragenForm,
)
def lbt_vragen(bezwaar: Bezwaar, *, door: Gebruiker, op: date, kenmerk: str = "") -> str:
    """The LBT is asked within two weeks after receipt, also when the objection is late or was not repaired; from now on
    there are fourteen days for the verweerschrift and the papers."""
    return _vraag(bezwaar, op=op, kenmerk=kenmerk)


@workflow.transition(
    source=[Bezwaarstatus.HERSTEL_GEVRAAGD],
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Advies gevraagd aan de LBT",
    geldt=lambda bezwaar: bezwaar.lbt_gevraagd_op is None,
    invoer=forms.LbtVragenForm,
)
def lbt_vragen_tijdens_herstel(bezwaar: Bezwaar, *, door: Gebruiker, op: date, kenmerk: str = "") -> str:
    """The two weeks of the LBT run on while the objector repairs, so it can be asked meanwhile."""
    return _vraag(bezwaar, op=op, kenmerk=kenmerk)


def _vraag(bezwaar: Bezwaar, *, op: date, kenmerk: str) -> str:
    bezwaar.lbt_gevraagd_op, bezwaar.lbt_kenmerk = op, kenmerk
    klokken.klok_afronden(bezwaar, Klok.LBT)
    klokken.verweerklok_starten(bezwaar, begin=op)
    return f"Gevraagd op {datum(op)}{f', kenmerk {kenmerk}' if kenmerk else ''}."


# The papers are made while the LBT has the case, also when the objector still repairs something.
BIJ_LBT = (Bezwaarstatus.BIJ_LBT, Bezwaarstatus.HERSTEL_GEVRAAGD)


def _lbt_is_gevraagd(bezwaar: Bezwaar) -> bool:
    return bezwaar.lbt_gevraagd_op is not None


def _stukken_zijn_niet_verstuurd(bezwaar: Bezwaar) -> bool:
    return _lbt_is_gevraagd(bezwaar) and bezwaar.verweer_verzonden_op is None


@workflow.transition(
    source=BIJ_LBT,
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Verweerschrift schrijven",
    geldt=_stukken_zijn_niet_verstuurd,
    invoer=forms.VerweerForm,
    is_intern=True,
)
def verweer_schrijven(bezwaar: Bezwaar, *, door: Gebruiker, verweer: str) -> None:
    """Why the first decision was taken as it was, for the LBT and the objector. It can be changed until it was sent."""
    bezwaar.verweer = verweer


def _verweer_is_er(bezwaar: Bezwaar) -> str | None:
    return None if bezwaar.verweer else "Er is nog geen verweerschrift. Schrijf dat eerst; het komt voor in de bundel."


@workflow.transition(
    source=BIJ_LBT,
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Bundel maken",
    geldt=_lbt_is_gevraagd,
    voorwaarden=(_verweer_is_er,),
    is_intern=True,
)
def bundel_maken(bezwaar: Bezwaar, *, door: Gebruiker) -> None:
    """The portal puts verweerschrift and papers in one PDF: one for the LBT, one for the objector."""
    bundels.bundels_vragen(bezwaar, door=door)


def _bundel_is_klaar(bezwaar: Bezwaar) -> str | None:
    return bundels.wat_ontbreekt(bezwaar)


@workflow.transition(
    source=BIJ_LBT,
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Verweerschrift en stukken verstuurd",
    geldt=_stukken_zijn_niet_verstuurd,
    voorwaarden=(_verweer_is_er, _bundel_is_klaar),
    invoer=forms.VerweerVersturenForm,
)
def verweer_versturen(bezwaar: Bezwaar, *, door: Gebruiker, op: date, hoe: str) -> str:
    """Verweerschrift and papers went to the LBT and to the objector; the law does not let the portal mail them."""
    bezwaar.verweer_verzonden_op = op
    klokken.klok_afronden(bezwaar, Klok.VERWEER)
    return f"Op {datum(op)}: {hoe}"


@workflow.transition(
    source=BIJ_LBT,
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Hoorzitting vastleggen",
    geldt=_lbt_is_gevraagd,
    invoer=forms.HoorzittingForm,
)
def hoorzitting_vastleggen(bezwaar: Bezwaar, *, door: Gebruiker, op: date) -> str:
    """The LBT hears the objector and the samenwerkingsverband on this day; it may be moved (Awb 7:2, 7:4)."""
    bezwaar.hoorzitting_op = op
    return f"Op {datum(op)}. Nadere stukken kunnen tot en met {datum(op - STUKKEN_VOOR_HOORZITTING)}."


@workflow.transition(
    source=[Bezwaarstatus.BIJ_LBT],
    target=Bezwaarstatus.ADVIES_GEREED,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Advies van de LBT vastleggen",
    invoer=forms.LbtAdviesForm,
)
def lbt_advies_vastleggen(bezwaar: Bezwaar, *, door: Gebruiker, advies: str, op: date, tekst: str, bestand: Any) -> str:
    """The advice came in, with the paper itself: that goes along with the decision (Awb 7:13 (7))."""
    bijlage_toevoegen(bron=bezwaar, upload=bestand, soort=Stuksoort.LBT_ADVIES, door=door)
    bezwaar.lbt_advies, bezwaar.lbt_advies_tekst, bezwaar.lbt_advies_op = advies, tekst, op
    klokken.klok_afronden(bezwaar, Klok.VERWEER)
    return f"Advies van {datum(op)}. Het gaat mee met de beslissing."
