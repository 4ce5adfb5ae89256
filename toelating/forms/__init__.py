"""What people fill in with the acts on a request for a TLV. View, admin, API and task check with the same form."""

from swv.invullen.forms import LeerlingVerbeterenForm
from toelating.forms.behandelen import (
    AdviesForm,
    AdviesVerbeterenForm,
    BuitenBehandelingForm,
    IndienenAlsGastForm,
    IntrekkenForm,
    TlvAanvullingVragenForm,
    ToewijzenForm,
    UitstelForm,
)
from toelating.forms.bewaren import VasthoudenForm
from toelating.forms.bijeenkomst import (
    AanwezigenForm,
    AanwezigenVerbeterenForm,
    LedenForm,
    PlannenForm,
    VerzettenForm,
)
from toelating.forms.commissie import AgenderenForm, OordeelForm
from toelating.forms.deskundigen import (
    ConceptadviesForm,
    DeskundigenadviesForm,
    DeskundigenForm,
    DeskundigeVervangenForm,
    VerschonenForm,
)
from toelating.forms.voorbereiden import (
    AdviesAanOudersForm,
    VoorleggenForm,
    ZienswijzeForm,
    ZienswijzeGevenForm,
    ZienswijzeVragenForm,
)

__all__ = [
    "AanwezigenForm",
    "AanwezigenVerbeterenForm",
    "AdviesAanOudersForm",
    "AdviesForm",
    "AdviesVerbeterenForm",
    "AgenderenForm",
    "BuitenBehandelingForm",
    "ConceptadviesForm",
    "DeskundigeVervangenForm",
    "DeskundigenForm",
    "DeskundigenadviesForm",
    "IndienenAlsGastForm",
    "IntrekkenForm",
    "LedenForm",
    "LeerlingVerbeterenForm",
    "OordeelForm",
    "PlannenForm",
    "TlvAanvullingVragenForm",
    "ToewijzenForm",
    "UitstelForm",
    "VasthoudenForm",
    "VerschonenForm",
    "VerzettenForm",
    "VoorleggenForm",
    "ZienswijzeForm",
    "ZienswijzeGevenForm",
    "ZienswijzeVragenForm",
]
