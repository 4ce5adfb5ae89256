"""Procesbegeleiding: somebody helps a school to look at its own support and to set goals for it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling
from aanvragen.soorten.bouwstenen import PLANNING, ZONDER_NAMEN, SoortMetAfspraken, planning, tekst
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag


class ProcesForm(OnderdeelForm):
    in_zin = {
        "vraag": "waar u hulp bij wilt",
        "gedaan": "wat u al deed",
        "betrokkenen": "wie er meedoen",
    }

    vraag = tekst(
        "Waar wilt u hulp bij?", help_text=f"Bijvoorbeeld de taken binnen uw ondersteuningsteam. {ZONDER_NAMEN}"
    )
    gedaan = tekst("Wat deed u al?", hoogstens=2000)
    betrokkenen = tekst(
        "Wie doen er mee?", hoogstens=1000, help_text="Noem functies, bijvoorbeeld teamleider onderbouw."
    )
    schoolleiding = forms.BooleanField(
        label="De schoolleiding wil dit ook",
        error_messages={"required": "Bespreek de vraag eerst met de schoolleiding. Zet daarna hier een vinkje."},
    )


class Procesbegeleiding(SoortMetAfspraken):
    code = "procesbegeleiding"
    naam = "Procesbegeleiding"
    inleiding = "Hulp om te kijken hoe goed de ondersteuning op uw school werkt, en om doelen te stellen."
    goed_om_te_weten = (
        "U kijkt samen met een procesbegeleider naar uw ondersteuningsstructuur.",
        "Daarna stelt u doelen: wat wilt u ontwikkelen of verbeteren?",
        "De begeleiding kost uw school niets.",
    )
    onderdelen = (
        Onderdeel("proces", "Vertel waar het over gaat", ProcesForm),
        PLANNING,
    )
    regelingen = (
        Eersteregeling(
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025 (analyse van de kwaliteit van de "
                "zorgstructuur; ontwikkel- en verbeterdoelen). De bronnen noemen geen kosten. Aanname: de school "
                "betaalt niets, en de schoolleiding staat achter de vraag."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "proces": {
                "vraag": "Wij willen eerder zien welke leerlingen extra ondersteuning nodig hebben.",
                "gedaan": "Het ondersteuningsteam besprak de vragen van het afgelopen jaar.",
                "betrokkenen": "De teamleiders, de ondersteuningscoördinator en twee mentoren.",
                "schoolleiding": "on",
            },
            "planning": planning(vandaag),
        }

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        return [
            "Een procesbegeleider maakt een afspraak met u voor het eerste gesprek.",
            "Na de analyse stelt u samen de doelen voor uw school vast.",
        ]


SOORT = Procesbegeleiding()
