"""Dyslexie-poortwachter (primary education): may a pupil be examined for severe dyslexia at the cost of the gemeente?

The poortwachter looks whether the file of the school shows it: weak reading at several measurements in a row, in spite
of extra help. What the examination finds is not for us: no diagnosis is asked or kept.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import getypt, keuze, ouders_weten, tekst
from swv.invullen.leerling import LeerlingForm, jaren_oud, leerlinggegevens
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling


class BasisschoolleerlingForm(LeerlingForm):
    """A pupil of primary education, within the ages for which the gemeente pays."""

    jongste, oudste = 4, 13

    def clean_geboortedatum(self) -> date:
        geboren = super().clean_geboortedatum()
        van, tot = (int(self.regeling.getal(naam)) for naam in ("leeftijd_van", "leeftijd_tot"))
        if not van <= jaren_oud(geboren, self.peildatum) < tot:
            raise forms.ValidationError(
                f"Vergoed onderzoek is er voor leerlingen vanaf {van} jaar, tot de dag dat zij {tot} worden. "
                "Controleer de geboortedatum. Klopt die? Dan kunt u deze aanvraag niet doen."
            )
        return geboren


class LezenForm(OnderdeelForm):
    in_zin = {
        "groep": "de groep",
        "zwakste": "waar de leerling zwak in is",
        "meetmomenten": "het aantal metingen",
        "weken_hulp": "het aantal weken",
        "hulp": "welke hulp de leerling kreeg",
    }

    groep = keuze("In welke groep zit de leerling?", [(str(groep), f"Groep {groep}") for groep in range(3, 9)])
    zwakste = keuze(
        "Waar hoort de leerling bij de zwakste leerlingen?",
        [("lezen", "Lezen"), ("lezen_spellen", "Lezen en spellen"), ("spellen", "Alleen spellen")],
    )
    meetmomenten = forms.IntegerField(
        label="Bij hoeveel metingen achter elkaar?", min_value=1, max_value=20, help_text="Tel alleen hoofdmetingen."
    )
    weken_hulp = forms.IntegerField(label="Hoeveel weken kreeg de leerling extra hulp?", min_value=1, max_value=400)
    hulp = tekst(
        "Welke hulp kreeg de leerling?",
        hoogstens=2000,
        help_text="Wie gaf de hulp, hoe vaak en met welk programma? Andere zorg of een diagnose hoeft hier niet.",
    )
    ouders_weten = ouders_weten()

    def clean_zwakste(self) -> str:
        zwakste: str = self.cleaned_data["zwakste"]
        if zwakste == "spellen":
            raise forms.ValidationError(
                "Alleen zwak spellen is niet genoeg voor vergoed onderzoek. Help de leerling verder op school, of "
                "vraag ons om advies."
            )
        return zwakste

    def clean_meetmomenten(self) -> int:
        return self._minstens("meetmomenten", "metingen achter elkaar")

    def clean_weken_hulp(self) -> int:
        return self._minstens("weken_hulp", "weken extra hulp")

    def _minstens(self, naam: str, wat: str) -> int:
        aantal: int = self.cleaned_data[naam]
        minstens = int(self.regeling.getal(naam))
        if aantal < minstens:
            raise forms.ValidationError(
                f"U vult {aantal} in. Er zijn minstens {minstens} {wat} nodig. Vraag dit later aan, als dat zo is."
            )
        return aantal


class Dyslexie(Soort):
    code = "dyslexie"
    naam = "Dyslexie-poortwachter (basisschool)"
    groep = Groep.LEERLING
    inleiding = "Toestemming voor vergoed onderzoek naar ernstige dyslexie. Alleen voor leerlingen van de basisschool."
    goed_om_te_weten = (
        "De poortwachter leest het dossier van de school. Wij onderzoeken de leerling niet.",
        "Zeggen wij ja? Dan melden de ouders de leerling aan bij een zorgaanbieder van de gemeente.",
        "U stuurt het leerlingdossier dyslexie en de toestemming van de ouders mee.",
    )
    weg = Weg.TOEZEGGING
    kent_bedrag = False
    getallen = {
        "leeftijd_van": "Vanaf zoveel jaar oud",
        "leeftijd_tot": "Tot de dag dat de leerling zoveel jaar wordt",
        "meetmomenten": "Minstens zoveel hoofdmetingen achter elkaar",
        "weken_hulp": "Minstens zoveel weken extra hulp",
    }
    hele_getallen = {"leeftijd_van": 25, "leeftijd_tot": 25, "meetmomenten": 10, "weken_hulp": 104}
    onderdelen = (
        Onderdeel("leerling", "Vul in voor welke leerling", BasisschoolleerlingForm),
        Onderdeel("lezen", "Vertel over lezen en spellen", LezenForm),
    )
    bewijsstukken = (
        Bewijsstuk(
            "leerlingdossier",
            "Leerlingdossier dyslexie",
            "Met de scores van de metingen en de extra hulp. Zonder verslagen van artsen of andere zorg.",
        ),
        Bewijsstuk("toestemming", "Toestemming van de ouders", "Ondertekend door de ouders met gezag."),
    )
    regelingen = (
        Eersteregeling(
            getallen={"leeftijd_van": 7, "leeftijd_tot": 13, "meetmomenten": 3, "weken_hulp": 20},
            toelichting=(
                "Bron: jaarplan 2020-2021 van SWV PO Amsterdam Diemen (poortwachter dyslexie voor de gemeente, binnen "
                "de wettelijke termijnen). Dat plan noemt geen termijn: hier geldt acht weken, de langste redelijke "
                "termijn van artikel 4:13 Awb. Aannames, volgens landelijk gebruik en te bevestigen met de gemeente: "
                "7 tot 13 jaar, drie hoofdmetingen achter elkaar, twintig weken extra hulp. De gemeente betaalt het "
                "onderzoek; er is geen begrotingspost."
            ),
            beslistermijn_weken=8,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "leerling": {
                **leerling,
                "geboortedatum": getypt(date(vandaag.year - 9, 4, 30)),
                "leerlingnummer": f"{leerling['leerlingnummer']}-po",
            },
            "lezen": {
                "groep": "5",
                "zwakste": "lezen",
                "meetmomenten": "3",
                "weken_hulp": "24",
                "hulp": "Drie keer per week twintig minuten lezen met een leerkracht, in een groepje van drie.",
                "ouders_weten": "on",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(leerling=leerlinggegevens(gegevens))

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        return [
            "De leerling komt in aanmerking voor vergoed onderzoek. Geef deze brief en het leerlingdossier aan de "
            "ouders.",
            "De ouders melden de leerling aan bij een zorgaanbieder die een contract heeft met de gemeente. Wij sturen "
            "zelf geen gegevens door.",
        ]


SOORT = Dyslexie()
