"""What people fill in with the acts on a request for a TLV. View, admin, API and task check with the same form."""

from swv.invullen.forms import LeerlingVerbeterenForm
from toelating.forms.behandelen import (
    AdviesForm,
    BuitenBehandelingForm,
    IndienenAlsGastForm,
    IntrekkenForm,
    TlvAanvullingVragenForm,
    ToewijzenForm,
    UitstelForm,
)
from toelating.forms.commissie import AgenderenForm, OordeelForm
from toelating.forms.deskundigen import (
    DeskundigenadviesForm,
    DeskundigenForm,
    DeskundigeVervangenForm,
    VerschonenForm,
)
from toelating.forms.voorbereiden import AdviesAanOudersForm, VoorleggenForm, ZienswijzeForm, ZienswijzeVragenForm

__all__ = [
    "AdviesAanOudersForm",
    "AdviesForm",
    "AgenderenForm",
    "BuitenBehandelingForm",
    "DeskundigeVervangenForm",
    "DeskundigenForm",
    "DeskundigenadviesForm",
    "IndienenAlsGastForm",
    "IntrekkenForm",
    "LeerlingVerbeterenForm",
    "OordeelForm",
    "TlvAanvullingVragenForm",
    "ToewijzenForm",
    "UitstelForm",
    "VerschonenForm",
    "VoorleggenForm",
    "ZienswijzeForm",
    "ZienswijzeVragenForm",
]
