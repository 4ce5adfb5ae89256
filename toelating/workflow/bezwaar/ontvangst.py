"""The bureau looks at what came in: who handles it, whether it is in time, and whether something must be repaired."""

from datetime import date
from typing import Any

from django.utils import timezone

from swv.documenten.services import bijlage_toevoegen
from swv.invullen.forms import RedenForm
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from toelating.bezwaar import berichten, brieven, klokken, mensen
from toelating.bezwaar.services import beoordeel_termijn
from toelating.bezwaar.stukken import Stuksoort, label_van
from toelating.forms import bezwaar as forms
from toelating.models import Bezwaar, Bezwaarstatus
from toelating.models.bezwaar import OPEN
from toelating.workflow.bezwaar.basis import BEHANDELAAR, BUREAU, workflow


@workflow.transition(
    source=OPEN,
    target=None,
    allowed=mensen.is_bureau,
    wie=BUREAU,
    label="Toewijzen aan een collega",
    invoer=forms.ToewijzenForm,
    is_intern=True,
)
def toewijzen(bezwaar: Bezwaar, *, door: Gebruiker, behandelaar: Gebruiker) -> str:
    """A colleague who was not involved in the first decision becomes responsible; anybody of the bureau may say who."""
    if behandelaar.pk in mensen.betrokkenen(bezwaar.aanvraag) | bezwaar.aanvraag.verschoonden:
        zin = "Deze collega was bij het eerste besluit betrokken. Kies een ander."
        raise VoorwaardeNietVervuld(zin, velden={"behandelaar": [zin]})
    bezwaar.behandelaar = behandelaar
    if behandelaar != door:
        berichten.sturen(bezwaar, "bezwaar_nieuw", [behandelaar], sleutel=f"toegewezen-{bezwaar.versie}")
    return f"Behandelaar: {behandelaar.naam}"


@workflow.transition(
    source=[Bezwaarstatus.ONTVANGEN],
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Gegevens van het bezwaar verbeteren",
    invoer=forms.GegevensVerbeterenForm,
    is_intern=True,
)
def gegevens_verbeteren(bezwaar: Bezwaar, *, door: Gebruiker, **gegevens: Any) -> str:
    """A name, address or date was typed wrong: whether it is in time is looked at again, and the clocks move along."""
    veranderd = [naam for naam, waarde in gegevens.items() if getattr(bezwaar, naam) != waarde]
    if not veranderd:
        raise VoorwaardeNietVervuld("U heeft niets veranderd. Verbeter een gegeven, of ga terug.")
    for naam in veranderd:
        setattr(bezwaar, naam, gegevens[naam])
    beoordeel_termijn(bezwaar)
    if "ontvangen_op" in veranderd:
        klokken.lbt_klok_starten(bezwaar)
        klokken.beslisklok_starten(bezwaar)
    namen = ", ".join(str(Bezwaar._meta.get_field(naam).verbose_name) for naam in veranderd)  # type: ignore[union-attr]
    return f"Verbeterd: {namen}."


def _is_te_laat(bezwaar: Bezwaar) -> bool:
    return bezwaar.is_te_laat


@workflow.transition(
    source=[
        Bezwaarstatus.ONTVANGEN,
        Bezwaarstatus.HERSTEL_GEVRAAGD,
        Bezwaarstatus.BIJ_LBT,
        Bezwaarstatus.ADVIES_GEREED,
    ],
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Te laat: beoordelen",
    geldt=_is_te_laat,
    invoer=forms.TermijnBeoordelenForm,
)
def termijn_beoordelen(bezwaar: Bezwaar, *, door: Gebruiker, verschoonbaar: bool, reden: str) -> str:
    """It came too late: whether that can be excused, and why (Awb 6:11)."""
    bezwaar.verschoonbaar, bezwaar.reden_verschoonbaar = verschoonbaar, reden
    oordeel = "Te laat, maar te verontschuldigen." if verschoonbaar else "Te laat en niet te verontschuldigen."
    return f"{oordeel}\n\n{reden}"


@workflow.transition(
    source=[Bezwaarstatus.ONTVANGEN],
    target=Bezwaarstatus.HERSTEL_GEVRAAGD,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Herstel vragen",
    invoer=forms.HerstelVragenForm,
)
def herstel_vragen(bezwaar: Bezwaar, *, door: Gebruiker, vraag: str, uiterlijk: date) -> str:
    """Something is missing: the objector gets until a date, and the decision term stands still (Awb 6:6, 7:10 (2))."""
    bezwaar.herstel_tot, bezwaar.hersteld_op = uiterlijk, None
    klokken.hersteltermijn_starten(bezwaar, uiterlijk=uiterlijk)
    brieven.herstel_brief(bezwaar, vraag=vraag, door=door)
    return f"{vraag}\n\nHerstellen tot en met {datum(uiterlijk)}."


# --- After the repair it goes back to where it was: to the bureau, or to the LBT when that was asked meanwhile -------


def _herstel(naar: Bezwaarstatus, *, label: str, invoer: Any, voorwaarden: tuple[Any, ...] = ()) -> Any:
    return workflow.transition(
        source=[Bezwaarstatus.HERSTEL_GEVRAAGD],
        target=naar,
        allowed=mensen.mag_behandelen,
        wie=BEHANDELAAR,
        label=label,
        geldt=lambda bezwaar: (bezwaar.lbt_gevraagd_op is not None) == (naar == Bezwaarstatus.BIJ_LBT),
        voorwaarden=voorwaarden,
        invoer=invoer,
    )


@_herstel(Bezwaarstatus.ONTVANGEN, label="Herstel vastleggen", invoer=forms.HerstellenForm)
def herstellen(bezwaar: Bezwaar, *, door: Gebruiker, **gegevens: Any) -> str:
    """The objector repaired it, in time or later; the decision term runs on."""
    return _herstel_vastleggen(bezwaar, door=door, **gegevens)


@_herstel(Bezwaarstatus.BIJ_LBT, label="Herstel vastleggen", invoer=forms.HerstellenForm)
def herstellen_bij_lbt(bezwaar: Bezwaar, *, door: Gebruiker, **gegevens: Any) -> str:
    """The same, when the LBT was asked while the objector repaired."""
    return _herstel_vastleggen(bezwaar, door=door, **gegevens)


def _herstel_vastleggen(
    bezwaar: Bezwaar,
    *,
    door: Gebruiker,
    op: date,
    gronden: str,
    dagtekening: date | None,
    is_ondertekend: bool,
    bestand: Any = None,
) -> str:
    if bestand:
        bijlage_toevoegen(bron=bezwaar, upload=bestand, soort=Stuksoort.AANVULLING, door=door)
    bezwaar.gronden, bezwaar.dagtekening, bezwaar.is_ondertekend = gronden, dagtekening, is_ondertekend
    bezwaar.hersteld_op = op
    klokken.hersteltermijn_beeindigen(bezwaar, op=op)
    te_laat = " Dat is na de gestelde dag." if bezwaar.is_ongebruikt_herstel else ""
    return f"Ontvangen op {datum(op)}.{te_laat}"


def _herstel_is_voorbij(bezwaar: Bezwaar) -> str | None:
    if bezwaar.herstel_tot is None or bezwaar.herstel_tot < timezone.localdate():
        return None
    return f"De bezwaarmaker heeft nog tot en met {datum(bezwaar.herstel_tot)} om te herstellen. Dit kan pas daarna."


VOORBIJ: Any = {"label": "Verder zonder herstel", "invoer": RedenForm, "voorwaarden": (_herstel_is_voorbij,)}


@_herstel(Bezwaarstatus.ONTVANGEN, **VOORBIJ)
def herstel_afsluiten(bezwaar: Bezwaar, *, door: Gebruiker, reden: str) -> str:
    """The given day passed unused. The objection goes on; it can be declared inadmissible in the end (Awb 6:6)."""
    klokken.klok_afronden(bezwaar, klokken.Klok.AANVULLING)
    return reden


@_herstel(Bezwaarstatus.BIJ_LBT, **VOORBIJ)
def herstel_afsluiten_bij_lbt(bezwaar: Bezwaar, *, door: Gebruiker, reden: str) -> str:
    """The same, when the LBT was asked while the objector could repair."""
    klokken.klok_afronden(bezwaar, klokken.Klok.AANVULLING)
    return reden


@workflow.transition(
    source=OPEN,
    target=None,
    allowed=mensen.is_bureau,
    wie=BUREAU,
    label="Stuk toevoegen",
    invoer=forms.StukForm,
)
def stuk_toevoegen(bezwaar: Bezwaar, *, door: Gebruiker, soort: str, op: date, bestand: Any) -> str:
    """Something came in afterwards; like the objection itself it may be registered by everybody of the bureau."""
    bijlage = bijlage_toevoegen(bron=bezwaar, upload=bestand, soort=soort, door=door)
    return f"{label_van(soort)}, ontvangen op {datum(op)}: {bijlage.bestandsnaam}"
