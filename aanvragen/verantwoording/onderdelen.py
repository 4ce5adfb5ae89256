"""What a school fills in: the money, what it was used for (people, means), and the result per goal of the request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from aanvragen.models import Aanvraag, Verantwoording
from swv.invullen.forms import LANGE_TEKST, tekstveld
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.invullen.voortgang import verstuurde_antwoorden
from swv.kern.formulieren import BedragField
from swv.kern.opmaak import euro

BEREIKT = [
    ("helemaal", "Helemaal"),
    ("deels", "Voor een deel"),
    ("nee", "Niet"),
    ("onbekend", "Dat is nog niet te zeggen"),
]


@dataclass(frozen=True)
class Kader:
    """What the questions are about: the part of the award for this school year in euros, whether it came on top after
    the year was accounted for, and the goals of the request as the school wrote them."""

    toegekend: Decimal
    schooljaar: str
    doelen: tuple[str, ...]
    is_extra: bool = False

    @property
    def zin(self) -> str:
        """What the school gives the amount for, and of which money."""
        bedrag = euro(self.toegekend)
        if self.is_extra:
            return (
                f"Na uw eerdere verantwoording kwam er voor schooljaar {self.schooljaar} nog {bedrag} bij. Vul alleen "
                "in wat u van dat extra geld uitgaf."
            )
        return f"Voor schooljaar {self.schooljaar} kenden wij {bedrag} toe. Vul in wat u in dat schooljaar uitgaf."


def kader_van(verantwoording: Verantwoording) -> Kader:
    """Read once per dossier object: every part asks for it."""
    kader: Kader | None = verantwoording.__dict__.get("_kader")
    if kader is None:
        doelen = tuple(doelen_van_aanvraag(verantwoording.aanvraag))
        kader = Kader(verantwoording.toegekend, verantwoording.schooljaar_naam, doelen, verantwoording.is_extra)
        verantwoording.__dict__["_kader"] = kader
    return kader


def doelen_van_aanvraag(aanvraag: Aanvraag) -> list[str]:
    """The goals in the request that was awarded, in the order of its form; none when its kind asks for none. One
    query."""
    velden, antwoorden = aanvraag.declaratie.doelvelden, verstuurde_antwoorden(aanvraag)
    per_deel = [_uit(antwoorden.get(onderdeel.code) or {}, velden) for onderdeel in aanvraag.onderdelen]
    return [doel for doelen in per_deel for doel in doelen]


def _uit(deel: Mapping[str, Any], velden: Sequence[str]) -> list[str]:
    return [str(deel[naam]).strip() for naam in velden if str(deel.get(naam) or "").strip()]


class GeldForm(OnderdeelForm):
    """What was spent. More than the award is no mistake: it is explained and counts up to the award."""

    in_zin = {
        "besteed": "het bestede bedrag",
        "mensen": "wie u met het geld inzette",
        "verschil": "waarom het bedrag anders is dan wij toekenden",
    }

    besteed = BedragField(label="Hoeveel van het geld heeft u besteed?", max_digits=10, decimal_places=2)
    mensen = tekstveld(
        "Welke mensen heeft u ingezet?",
        help_text="Noem functies en uren, geen namen. Bijvoorbeeld: begeleider, 120 uur × € 50,00.",
    )
    middelen = tekstveld(
        "Welke middelen heeft u betaald?", required=False, help_text="Zoals materiaal of een training."
    )
    verschil = tekstveld("Waarom is het bedrag anders dan wij toekenden?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kader: Kader = self.regeling
        toegekend = euro(kader.toegekend)
        self.fields["besteed"].help_text = kader.zin
        self.fields[
            "verschil"
        ].help_text = f"Verplicht als u meer of minder dan {toegekend} besteedde. Wij vergoeden hoogstens {toegekend}."
        self.fields["verschil"].soms_verplicht = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        besteed, toegekend = gegevens.get("besteed"), self.regeling.toegekend
        if (
            besteed is not None
            and besteed != toegekend
            and not gegevens.get("verschil")
            and "verschil" not in self.errors
        ):
            wat = "meer" if besteed > toegekend else "minder"
            self.add_error("verschil", f"U besteedde {wat} dan de {euro(toegekend)} die wij toekenden. Leg uit waarom.")
        return gegevens


class ResultaatForm(OnderdeelForm):
    """The result for each goal of the request; one question in general when the request named none."""

    in_zin = {"bereikt_1": "of u het doel bereikte", "resultaat_1": "het resultaat"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doelen: tuple[str, ...] = self.regeling.doelen or ("",)
        for nummer, doel in enumerate(doelen, start=1):
            bij = f" bij doel {nummer}" if len(doelen) > 1 else ""
            self.fields[f"bereikt_{nummer}"] = forms.ChoiceField(
                label=f"Heeft u het doel bereikt{bij}?" if bij or doel else "Heeft u bereikt wat u wilde?",
                choices=BEREIKT,
                widget=forms.RadioSelect,
                help_text=f"In uw aanvraag staat: ‘{doel}’" if doel else "",
            )
            self.fields[f"resultaat_{nummer}"] = forms.CharField(
                label=f"Wat is het resultaat{bij}?",
                widget=forms.Textarea,
                max_length=LANGE_TEKST,
                help_text="Wat is er anders voor de leerlingen, en waaraan ziet u dat? Noem geen namen.",
            )
        self.fields["verder"] = tekstveld(
            "Hoe gaat het verder?", required=False, help_text="Wat houdt u vast, en wat doet u nu anders?"
        )


ONDERDELEN = (
    Onderdeel("geld", "Vul in wat u met het geld deed", GeldForm),
    Onderdeel("resultaat", "Beschrijf het resultaat", ResultaatForm),
)
BEWIJSSTUKKEN = (
    Bewijsstuk("specificatie", "Specificatie", "Bijvoorbeeld een overzicht uit uw administratie.", verplicht=False),
    Bewijsstuk("verslag", "Verslag of evaluatie", "Zonder namen van leerlingen.", verplicht=False),
)
