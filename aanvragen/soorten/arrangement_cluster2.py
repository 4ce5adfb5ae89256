"""Arrangement cluster 2: support for a pupil with hearing or communication trouble, light, medium or intensive.

The Commissie van Onderzoek of VierTaal grants it, the bureau refers and records what was granted. So nothing about the
pupil's health is asked here: that goes to the commission, from the school itself.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import keuze, ouders_weten, tekst
from swv.invullen.leerling import LeerlingForm, leerlinggegevens
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Regeling

COMMISSIE = "Commissie van Onderzoek van VierTaal"
LICHT, MEDIUM, INTENSIEF = "licht", "medium", "intensief"


class OndersteuningForm(OnderdeelForm):
    in_zin = {
        "niveau": "het arrangement",
        "tekort": "waarom de basisondersteuning niet genoeg is",
        "begeleider": "wie u helpt met het dossier",
    }

    niveau = keuze(
        "Welk arrangement past, denkt u?",
        [
            (LICHT, "Licht: de leerling blijft op uw school"),
            (MEDIUM, "Medium: de leerling blijft op uw school"),
            (INTENSIEF, "Intensief: de leerling gaat naar een school voor vso buiten Almere"),
            ("onbekend", "Dat weten wij nog niet"),
        ],
    )
    tekort = tekst(
        "Waarom is de basisondersteuning van uw school niet genoeg?",
        hoogstens=2000,
        help_text="Beschrijf wat u ziet in de klas. Een diagnose of onderzoek hoeft hier niet.",
    )
    begeleider = forms.CharField(
        label="Welke begeleider onderwijs helpt u met het dossier?",
        max_length=120,
        help_text="U vult het dossier voor VierTaal samen in.",
    )
    ouders_weten = ouders_weten()


class ArrangementCluster2(Soort):
    code = "arrangement_cluster2"
    naam = "Arrangement cluster 2"
    groep = Groep.LEERLING
    inleiding = "Ondersteuning voor een leerling met een auditieve of communicatieve beperking."
    goed_om_te_weten = (
        "De Commissie van Onderzoek van VierTaal beslist. Wij verwijzen u door en leggen de uitkomst vast.",
        "U vult het dossier voor VierTaal in, samen met de begeleider onderwijs van uw school.",
        "Wij sturen zelf geen gegevens van de leerling door. Daarom vragen wij ook geen onderzoek van u.",
    )
    weg = Weg.ANTWOORD
    kent_bedrag = False
    verwijst_naar = (COMMISSIE,)
    uitkomsten = (
        (LICHT, "Licht arrangement"),
        (MEDIUM, "Medium arrangement"),
        (INTENSIEF, "Intensief arrangement"),
        ("geen", "Geen arrangement"),
    )
    onderdelen = (
        Onderdeel("leerling", "Vul in voor welke leerling", LeerlingForm),
        Onderdeel("ondersteuning", "Vertel wat nodig is", OndersteuningForm),
    )
    regelingen = (
        Eersteregeling(
            toelichting=(
                "Bron: ondersteuningsplan VO Almere 2018-2022, paragraaf 4.3 (arrangement licht, medium of intensief; "
                "toekenning door de Commissie van Onderzoek van VierTaal). De bronnen noemen geen bedrag."
            ),
            beslistermijn_weken=8,
        ),
    )

    @property
    def wie_besluit(self) -> str:
        return f"de {COMMISSIE}"

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "leerling": {**leerling},
            "ondersteuning": {
                "niveau": MEDIUM,
                "tekort": "De leerling volgt de uitleg niet, ook niet met een vaste plaats en opdrachten op papier.",
                "begeleider": "De begeleider onderwijs van onze school",
                "ouders_weten": "on",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(leerling=leerlinggegevens(gegevens))


SOORT = ArrangementCluster2()
