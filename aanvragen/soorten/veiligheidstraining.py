"""Veiligheidstraining: for the veiligheidscoördinator or for a team of the school."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep
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

COORDINATOR, TEAM = "coordinator", "team"


class TrainingForm(OnderdeelForm):
    in_zin = {
        "voor_wie": "voor wie de training is",
        "deelnemers": "het aantal deelnemers",
        "onderwerp": "waar de training over gaat",
        "aanleiding": "waarom u dit nu vraagt",
    }

    voor_wie = keuze(
        "Voor wie is de training?",
        [(COORDINATOR, "De veiligheidscoördinator"), (TEAM, "Een team van de school")],
    )
    deelnemers = AantalField(label="Hoeveel mensen doen mee?")
    onderwerp = tekst("Waar moet de training over gaan?", hoogstens=2000)
    aanleiding = tekst("Waarom vraagt u dit nu?", hoogstens=2000, help_text=ZONDER_NAMEN)

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        hoogstens = int(self.regeling.getal("coordinatoren"))
        if gegevens.get("voor_wie") == COORDINATOR and (gegevens.get("deelnemers") or 0) > hoogstens:
            self.add_error(
                "deelnemers",
                f"Een school meldt hoogstens {hoogstens} veiligheidscoördinatoren aan. Verlaag het aantal, of kies een "
                "training voor een team.",
            )
        return gegevens


class Veiligheidstraining(SoortMetAfspraken):
    code = "veiligheidstraining"
    naam = "Veiligheidstraining"
    groep = Groep.VEILIGHEID
    inleiding = "Een training over schoolveiligheid voor uw veiligheidscoördinator of voor een team."
    goed_om_te_weten = (
        "Het samenwerkingsverband en de gemeente stemmen het aanbod samen af.",
        "De veiligheidscoördinator van elke school doet mee aan de training.",
        "Speelt er nu iets op uw school? Vraag dan het Operationeel Team.",
    )
    getallen = {"coordinatoren": "Hoogstens zoveel veiligheidscoördinatoren per aanvraag"}
    hele_getallen = {"coordinatoren": 100}
    onderdelen = (
        Onderdeel("training", "Vertel over de training", TrainingForm),
        PLANNING,
    )
    regelingen = (
        Eersteregeling(
            getallen={"coordinatoren": 3},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025 (deskundigheidsbevordering voor "
                "veiligheidscoördinatoren en schoolteams, samen met de gemeente). De bronnen noemen geen aantallen. "
                "Aanname: een school meldt hoogstens 3 veiligheidscoördinatoren tegelijk aan (getal: coordinatoren)."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "training": {
                "voor_wie": TEAM,
                "deelnemers": "20",
                "onderwerp": "Rustig reageren als een leerling boos wordt.",
                "aanleiding": "Wij vernieuwen dit jaar ons veiligheidsplan.",
            },
            "planning": planning(vandaag),
        }

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        return ["Wij stemmen de inhoud van de training met u af en plannen daarna de dag."]


SOORT = Veiligheidstraining()
