"""The decision on the objection: by the directeur-bestuurder, with other people than the first one."""

from typing import Any

from django.utils import timezone

from swv.kern.nummering import volgend_nummer
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker
from toelating.bezwaar import brieven, klokken, mensen
from toelating.bezwaar.beslissing import Uitkomst, gevolg_kan_nog, in_woorden
from toelating.models import Bezwaar, Bezwaarstatus
from toelating.workflow.bezwaar.basis import BESLISSER, workflow
from toelating.workflow.bezwaar.gevolg import voer_uit


def _beslissing(target: Bezwaarstatus, voorstel: Uitkomst, *, label: str, voorwaarden: tuple[Any, ...] = ()) -> Any:
    """A decision that can be signed when it is the one that lies ready."""
    return workflow.transition(
        source=[Bezwaarstatus.TER_ONDERTEKENING],
        target=target,
        allowed=mensen.mag_beslissen,
        wie=BESLISSER,
        label=label,
        geldt=lambda bezwaar: bezwaar.voorstel == voorstel,
        voorwaarden=voorwaarden,
        tweede_factor=True,
    )


@_beslissing(
    Bezwaarstatus.GEGROND,
    Uitkomst.GEGROND,
    label="Gegrond verklaren en ondertekenen",
    voorwaarden=(gevolg_kan_nog,),
)
def gegrond_verklaren(bezwaar: Bezwaar, *, door: Gebruiker) -> str:
    """The objection is right; what follows for the TLV happens in the same moment, all or nothing (Awb 7:11)."""
    return _beslis(bezwaar, door=door)


@_beslissing(Bezwaarstatus.ONGEGROND, Uitkomst.ONGEGROND, label="Ongegrond verklaren en ondertekenen")
def ongegrond_verklaren(bezwaar: Bezwaar, *, door: Gebruiker) -> str:
    """The first decision stands."""
    return _beslis(bezwaar, door=door)


@_beslissing(
    Bezwaarstatus.NIET_ONTVANKELIJK,
    Uitkomst.NIET_ONTVANKELIJK,
    label="Niet-ontvankelijk verklaren en ondertekenen",
)
def niet_ontvankelijk_verklaren(bezwaar: Bezwaar, *, door: Gebruiker) -> str:
    """The objection came too late, or was not repaired, and is not judged (Awb 6:6, 6:7)."""
    return _beslis(bezwaar, door=door)


def _beslis(bezwaar: Bezwaar, *, door: Gebruiker) -> str:
    """What every decision shares: number, moment, signer, effect and letters; all clocks stop."""
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    bezwaar.besloten_op, bezwaar.besloten_door = nu, door
    klokken.klokken_stoppen(bezwaar)
    verklaring = voer_uit(bezwaar)
    bezwaar.verklaring = verklaring
    # After the number of a TLV, as every decision does: who signs at the same moment waits in the same order.
    bezwaar.besluitnummer = f"BB-{kort(vandaag)}-{volgend_nummer('bezwaarbesluit', schooljaar(vandaag)):05d}"
    brieven.beslissing_brief(bezwaar, verklaring=verklaring, door=door)
    if verklaring:
        brieven.tlv_brief(bezwaar, verklaring, door=door)
    return in_woorden(bezwaar, verklaring)
