from toelating.models.regeling import (
    Categorie,
    Eis,
    Soort,
    Stuk,
    Stukeis,
    Tekstblok,
    Toelatingsregeling,
    Veldeis,
)

from toelating.models.aanvraag import Adviesbron, Status, Tlvaanvraag, Voorstel  # isort: skip
from toelating.models.mensen import BEROEPEN, Beroep, Deskundigheid, Mandaat, Rang, Verschoning  # isort: skip
from toelating.models.advies import Deskundigenadvies, Zienswijze  # isort: skip
from toelating.models.commissie import (  # isort: skip
    Agendapunt,
    Agendasleutel,
    Bijeenkomst,
    Bijeenkomststatus,
    Leesbewijs,
    Lidmaatschap,
    Oordeel,
)
from toelating.models.verklaring import Afloop, Onderwijssoort, Plaatsing, Verklaring, Verklaringstatus  # isort: skip
from toelating.models.verzending import Verzending  # isort: skip
from toelating.models.uitnodiging import Uitnodiging  # isort: skip
from toelating.models.zitting import Zitting, Zittingsregel  # isort: skip
from toelating.models.bezwaar import Bezwaar, Bezwaarstatus, Bundel, Gevolg  # isort: skip
from toelating.models.ingebrekestelling import Ingebrekestelling  # isort: skip
from toelating.models.bewaren import Vasthouding  # isort: skip
from toelating.models.cijfers import Leerlingental  # isort: skip
from toelating.models.aanmelding import Aanmelding, Aanmeldingstatus  # isort: skip
from toelating.models.thuiszitter import (  # isort: skip
    Gespreksnotitie,
    Stap,
    Thuiszitter,
    Thuiszittersregel,
    Thuiszitterstatus,
    Verzuimsoort,
)

__all__ = [
    "BEROEPEN",
    "Aanmelding",
    "Aanmeldingstatus",
    "Adviesbron",
    "Afloop",
    "Agendapunt",
    "Agendasleutel",
    "Beroep",
    "Bezwaar",
    "Bezwaarstatus",
    "Bijeenkomst",
    "Bijeenkomststatus",
    "Bundel",
    "Categorie",
    "Deskundigenadvies",
    "Deskundigheid",
    "Eis",
    "Gespreksnotitie",
    "Gevolg",
    "Ingebrekestelling",
    "Leerlingental",
    "Leesbewijs",
    "Lidmaatschap",
    "Mandaat",
    "Onderwijssoort",
    "Oordeel",
    "Plaatsing",
    "Rang",
    "Soort",
    "Stap",
    "Status",
    "Stuk",
    "Stukeis",
    "Tekstblok",
    "Thuiszitter",
    "Thuiszittersregel",
    "Thuiszitterstatus",
    "Tlvaanvraag",
    "Toelatingsregeling",
    "Uitnodiging",
    "Vasthouding",
    "Veldeis",
    "Verklaring",
    "Verklaringstatus",
    "Verschoning",
    "Verzending",
    "Verzuimsoort",
    "Voorstel",
    "Zienswijze",
    "Zitting",
    "Zittingsregel",
]
