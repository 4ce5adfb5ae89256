"""Advies: a question to an onderwijsadviseur. An expert who was asked to read along may answer it too."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import ZONDER_NAMEN, keuze, tekst
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Regeling


class AdviesvraagForm(OnderdeelForm):
    in_zin = {"onderwerp": "het onderwerp", "vraag": "uw vraag", "gedaan": "wat u al deed"}

    onderwerp = keuze(
        "Waar gaat uw vraag over?",
        [
            ("zorgplicht", "Zorgplicht, basisondersteuning of extra ondersteuning"),
            ("plek", "Een passende plek voor een leerling"),
            ("voorziening", "Een voorziening of een aanvraag"),
            ("thuis", "Een leerling die niet naar school gaat"),
            ("structuur", "De ondersteuningsstructuur van de school"),
        ],
    )
    vraag = tekst("Wat wilt u weten?", help_text=f"{ZONDER_NAMEN} Wij kunnen ook zonder naam met u meedenken.")
    gedaan = tekst("Wat deed u al?", hoogstens=2000, required=False)


class Advies(Soort):
    code = "advies"
    naam = "Advies van een onderwijsadviseur"
    groep = Groep.ADVIES
    inleiding = "Stel een vraag aan een onderwijsadviseur van het samenwerkingsverband."
    goed_om_te_weten = (
        "U krijgt een antwoord, geen besluit.",
        "Noem geen namen van leerlingen. Dat is voor een advies niet nodig.",
        "Wilt u liever praten? Bel ons dan.",
    )
    weg = Weg.ANTWOORD
    kent_bedrag = False
    onderdelen = (Onderdeel("vraag", "Stel uw vraag", AdviesvraagForm),)
    regelingen = (
        Eersteregeling(
            toelichting="Bron: brochure van het samenwerkingsverband en jaarplan 2025 (onderwijsadviseurs).",
            beslistermijn_weken=2,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "vraag": {
                "onderwerp": "thuis",
                "vraag": "Een leerling komt al vier weken niet op school. Welke hulp kunnen wij vragen?",
                "gedaan": "Wij gingen op huisbezoek en spraken met de leerplichtambtenaar.",
            }
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens()


SOORT = Advies()
