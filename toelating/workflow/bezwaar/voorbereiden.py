"""The decision on the objection is drafted and laid before the directeur-bestuurder, or comes back from there."""

from datetime import date
from typing import Any

from django.utils import timezone

from swv.invullen.forms import RedenForm
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from toelating.bezwaar import berichten, klokken, mensen
from toelating.bezwaar.beslissing import Uitkomst, afwijking, bezwaren_tegen, kan_niet_ontvankelijk
from toelating.bezwaar.selectors import mogelijke_gevolgen
from toelating.forms import bezwaar_lbt as forms
from toelating.models import Bezwaar, Bezwaarstatus, Gevolg
from toelating.models.bezwaar import MET_TLV
from toelating.workflow.bezwaar.basis import BEHANDELAAR, DIRECTEUR, workflow


def _termijn_is_beoordeeld(bezwaar: Bezwaar) -> str | None:
    if not bezwaar.is_te_laat or bezwaar.verschoonbaar is not None:
        return None
    return "Het bezwaar kwam te laat. Beoordeel eerst of dat te verontschuldigen is."


def _is_niet_te_laat(bezwaar: Bezwaar) -> str | None:
    return kan_niet_ontvankelijk(bezwaar, Uitkomst.GEGROND)


@workflow.transition(
    source=[Bezwaarstatus.ADVIES_GEREED],
    target=Bezwaarstatus.TER_ONDERTEKENING,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Beslissing voorleggen",
    voorwaarden=(_termijn_is_beoordeeld,),
    invoer=forms.BeslissingForm,
)
def voorleggen(
    bezwaar: Bezwaar,
    *,
    door: Gebruiker,
    voorstel: str,
    motivering: str,
    gevolg: str = Gevolg.GEEN,
    reden_afwijking: str = "",
    **tlv: Any,
) -> None:
    """The bureau drafts the decision after the advice of the LBT; another outcome than advised needs reasons (Awb
    7:13 (7))."""
    zinnen = [kan_niet_ontvankelijk(bezwaar, voorstel)]
    anders = afwijking(bezwaar, voorstel)
    if anders and not reden_afwijking:
        zinnen.append(f"{anders} Schrijf op waarom u iets anders voorstelt.")
    if any(zinnen):
        raise VoorwaardeNietVervuld(" ".join(filter(None, zinnen)))
    bezwaar.reden_afwijking = reden_afwijking if anders else ""
    _leg_voor(bezwaar, door=door, voorstel=voorstel, gevolg=gevolg, motivering=motivering, **tlv)


@workflow.transition(
    source=[Bezwaarstatus.ONTVANGEN, Bezwaarstatus.BIJ_LBT],
    target=Bezwaarstatus.TER_ONDERTEKENING,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Helemaal tegemoetkomen en voorleggen",
    voorwaarden=(_termijn_is_beoordeeld, _is_niet_te_laat),
    invoer=forms.TegemoetkomenForm,
    is_intern=True,
)
def tegemoetkomen(bezwaar: Bezwaar, *, door: Gebruiker, gevolg: str, motivering: str, **tlv: Any) -> str:
    """The objection is met in full: the only case in which the advice of the LBT may be left out."""
    _leg_voor(bezwaar, door=door, voorstel=Uitkomst.GEGROND, gevolg=gevolg, motivering=motivering, **tlv)
    return "Zonder advies van de LBT: aan het bezwaar wordt helemaal tegemoetgekomen."


def _leg_voor(
    bezwaar: Bezwaar,
    *,
    door: Gebruiker,
    voorstel: str,
    gevolg: str,
    motivering: str,
    categorie: str = "",
    ingang: date | None = None,
    einde: date | None = None,
) -> None:
    """The decision lies ready at the signing desk, with a clock and a message."""
    gegrond, met_tlv = voorstel == Uitkomst.GEGROND, gevolg in MET_TLV
    if gegrond and gevolg not in mogelijke_gevolgen(bezwaar):
        raise VoorwaardeNietVervuld("Dit kan niet meer met het besluit. Kies opnieuw wat er met het besluit gebeurt.")
    if met_tlv:
        assert ingang is not None
        assert einde is not None
        if zinnen := bezwaren_tegen(bezwaar, ingang, einde):
            raise VoorwaardeNietVervuld(" ".join(zinnen))
    bezwaar.voorstel, bezwaar.gevolg = voorstel, gevolg if gegrond else Gevolg.GEEN
    bezwaar.categorie = categorie if met_tlv and not bezwaar.aanvraag.is_pro else ""
    bezwaar.ingang, bezwaar.einde = (ingang, einde) if met_tlv else (None, None)
    bezwaar.motivering = motivering
    bezwaar.opgesteld_door, bezwaar.voorgelegd_op = door, timezone.now()
    termijnen.start(
        bron=bezwaar,
        soort=klokken.Klok.ONDERTEKENING,
        begin=timezone.localdate(),
        is_wettelijk=False,
        herinner_opdracht=klokken.HERINNEREN,
    )
    berichten.sturen(bezwaar, "bezwaar_voorgelegd", berichten.directeuren(bezwaar), sleutel=str(bezwaar.versie))


# --- Back from the signing desk: to where it came from ---------------------------------------------------------------


def _teruggeven(target: Bezwaarstatus, geldt: Any) -> Any:
    return workflow.transition(
        source=[Bezwaarstatus.TER_ONDERTEKENING],
        target=target,
        allowed=mensen.is_directeur,
        wie=DIRECTEUR,
        label="Teruggeven aan het bureau",
        geldt=geldt,
        invoer=RedenForm,
        is_intern=True,
    )


@_teruggeven(Bezwaarstatus.ADVIES_GEREED, lambda bezwaar: bool(bezwaar.lbt_advies))
def teruggeven(bezwaar: Bezwaar, *, door: Gebruiker, reden: str) -> str:
    """Not ready to be signed: back to the bureau, with a reason."""
    return _terug(bezwaar, reden)


@_teruggeven(Bezwaarstatus.BIJ_LBT, lambda bezwaar: not bezwaar.lbt_advies and bezwaar.lbt_gevraagd_op is not None)
def teruggeven_bij_lbt(bezwaar: Bezwaar, *, door: Gebruiker, reden: str) -> str:
    """The objection is not met in full after all: the LBT goes on with its advice."""
    return _terug(bezwaar, reden)


@_teruggeven(Bezwaarstatus.ONTVANGEN, lambda bezwaar: not bezwaar.lbt_advies and bezwaar.lbt_gevraagd_op is None)
def teruggeven_zonder_lbt(bezwaar: Bezwaar, *, door: Gebruiker, reden: str) -> str:
    """The objection is not met in full after all: now the LBT must still be asked."""
    return _terug(bezwaar, reden)


def _terug(bezwaar: Bezwaar, reden: str) -> str:
    klokken.klok_afronden(bezwaar, klokken.Klok.ONDERTEKENING)
    berichten.sturen(bezwaar, "bezwaar_teruggegeven", berichten.behandelaars(bezwaar), sleutel=str(bezwaar.versie))
    bezwaar.opgesteld_door = bezwaar.voorgelegd_op = None
    return reden
