"""Advies zieke leerlingen: a question to the two advisers of APOZ. No name and no diagnosis is needed for an advice."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import ZONDER_NAMEN, keuze, tekst
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Regeling


class ZiekvraagForm(OnderdeelForm):
    in_zin = {"waar": "waar de leerling nu op school zit", "vraag": "uw vraag", "gedaan": "wat u al deed"}

    waar = keuze(
        "Waar zit de leerling nu op school?",
        [("onze", "Op onze school"), ("basisschool", "Op de basisschool: de leerling komt naar onze school")],
    )
    vraag = tekst(
        "Wat wilt u weten?",
        help_text=f"Beschrijf wat nodig is voor het onderwijs. {ZONDER_NAMEN} Een diagnose hoeft hier niet.",
    )
    gedaan = tekst("Wat deed u al?", hoogstens=2000, required=False)


class AdviesZiek(Soort):
    code = "advies_ziek"
    naam = "Advies zieke leerlingen"
    groep = Groep.ADVIES
    inleiding = "Stel een vraag over onderwijs aan een zieke leerling."
    goed_om_te_weten = (
        "Een adviseur passend onderwijs zieke leerlingen (APOZ) denkt met u mee.",
        "Dit kan ook bij de overstap van de basisschool naar uw school.",
        "Heeft de leerling les thuis nodig? Vraag dan huisonderwijs aan.",
    )
    weg = Weg.ANTWOORD
    kent_bedrag = False
    onderdelen = (Onderdeel("vraag", "Stel uw vraag", ZiekvraagForm),)
    regelingen = (
        Eersteregeling(
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025 (advies van twee adviseurs voor zieke "
                "leerlingen, met aandacht voor de overstap van po naar vo). Het bureau vraagt een adviseur van APOZ om "
                "mee te lezen; die kan de vraag zelf beantwoorden."
            ),
            beslistermijn_weken=2,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "vraag": {
                "waar": "onze",
                "vraag": "Een leerling komt na een lange ziekte terug. Hoe bouwen wij het rooster op?",
                "gedaan": "Wij spraken met de leerling en de ouders over wat nu haalbaar is.",
            }
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens()


SOORT = AdviesZiek()
