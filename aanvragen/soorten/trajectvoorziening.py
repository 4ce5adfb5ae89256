"""Aanjagen trajectvoorziening: advice for a school that sets up an own place for pupils who need more, or that works
closer with a school for vso. Money for it is another kind (maatwerk)."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from aanvragen.soorten.basis import Antwoorden, Eersteregeling
from aanvragen.soorten.bouwstenen import (
    PLANNING,
    ZONDER_NAMEN,
    AantalField,
    SoortMetAfspraken,
    keuze,
    planning,
    tekst,
)
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag


class TrajectForm(OnderdeelForm):
    in_zin = {
        "wens": "de hulp die u wilt",
        "leerlingen": "het aantal leerlingen",
        "plan": "wat u wilt bereiken",
        "nu": "wat er nu al is",
    }

    wens = keuze(
        "Waar wilt u hulp bij?",
        [
            ("opzetten", "Een trajectvoorziening opzetten"),
            ("verbeteren", "Een trajectvoorziening verbeteren"),
            ("vso", "Meer samenwerken met een school voor vso"),
        ],
    )
    leerlingen = AantalField(label="Voor hoeveel leerlingen per jaar is het ongeveer?")
    plan = tekst("Wat wilt u bereiken?", help_text=ZONDER_NAMEN)
    nu = tekst("Wat is er nu al op uw school?", hoogstens=2000)


class Trajectvoorziening(SoortMetAfspraken):
    code = "trajectvoorziening"
    naam = "Aanjagen trajectvoorziening"
    inleiding = "Advies bij het opzetten van een trajectvoorziening, of bij meer samenwerking met het vso."
    goed_om_te_weten = (
        "Een trajectvoorziening is een plek in uw eigen school voor leerlingen die tijdelijk meer nodig hebben.",
        "De projectgroep Samenwerking vo-vso en twee ervaren ondersteuningscoördinatoren helpen u.",
        "U vraagt hier hulp aan, geen geld.",
    )
    onderdelen = (
        Onderdeel("traject", "Vertel waar het over gaat", TrajectForm),
        PLANNING,
    )
    regelingen = (
        Eersteregeling(
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (aanjagen trajectvoorzieningen en samenwerking vo-vso) en "
                "jaarplan 2025. De financiële bijdrage uit het jaarplan is een andere aanvraag. De bronnen noemen geen "
                "kosten. Aanname: de school betaalt niets voor het advies."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "traject": {
                "wens": "opzetten",
                "leerlingen": "15",
                "plan": "Leerlingen blijven op school als het in de klas even niet lukt.",
                "nu": "Wij hebben een lokaal en twee docenten met tijd.",
            },
            "planning": planning(vandaag),
        }

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        return ["De projectgroep Samenwerking vo-vso maakt een afspraak met u voor een gesprek op uw school."]


SOORT = Trajectvoorziening()
