"""Consultatie cluster 1 or 2: an adviser for pupils who see badly, hear badly or have trouble with language."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import keuze, ouders_weten, tekst
from swv.invullen.leerling import LeerlingForm, leerlinggegevens
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Regeling

VISUEEL = "Adviseur cluster 1 (slechtziend of blind)"
AUDITIEF = "Adviseur cluster 2 (gehoor, taal en communicatie)"


class VraagForm(OnderdeelForm):
    in_zin = {
        "gebied": "waar de vraag over gaat",
        "vraag": "uw vraag",
        "gedaan": "wat u al deed",
    }

    gebied = keuze(
        "Waar gaat de vraag over?",
        [("1", "Zien (cluster 1)"), ("2", "Horen, taal en communicatie (cluster 2)")],
    )
    vraag = tekst("Wat wilt u weten?", help_text="Beschrijf wat u ziet in de klas. Een diagnose hoeft hier niet.")
    gedaan = tekst("Wat deed u al?", hoogstens=2000)
    ouders_weten = ouders_weten()


class Consultatie(Soort):
    code = "consultatie"
    naam = "Consultatie cluster 1 of 2"
    groep = Groep.ADVIES
    inleiding = "Advies van een specialist voor een leerling die slecht ziet of hoort, of moeite heeft met taal."
    goed_om_te_weten = (
        "Een adviseur van een ander bestuur beantwoordt uw vraag. Wij verwijzen u door.",
        "Wij sturen zelf geen gegevens van de leerling door. Daarom vragen wij ook geen onderzoek van u.",
        "Dit kan ook voor een leerling in het vso, en bij de overstap van de basisschool.",
        "De uitkomst leest u hier terug.",
    )
    weg = Weg.ANTWOORD
    kent_bedrag = False
    verwijst_naar = (VISUEEL, AUDITIEF)
    uitkomsten = (
        ("advies", "Advies aan de school"),
        ("onderzoek", "Onderzoek van de leerling"),
        ("arrangement", "Aanmelding voor een arrangement"),
        ("geen", "Geen vervolg nodig"),
    )
    onderdelen = (
        Onderdeel("leerling", "Vul in voor welke leerling", LeerlingForm),
        Onderdeel("vraag", "Stel uw vraag", VraagForm),
    )
    regelingen = (
        Eersteregeling(
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (consultatie cluster 1 en 2). De adviseur komt van een "
                "bestuur in cluster 1 of 2: het bureau verwijst en legt de uitkomst vast."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "leerling": {**leerling},
            "vraag": {
                "gebied": "2",
                "vraag": "De leerling mist veel van de uitleg in een drukke klas. Wat kunnen wij in de les doen?",
                "gedaan": "De leerling zit vooraan en krijgt opdrachten ook op papier.",
                "ouders_weten": "on",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(leerling=leerlinggegevens(gegevens))


SOORT = Consultatie()
