"""What a school fills in: the parts of its profile, and an ijkpunt of the checklist each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms

from swv.invullen.forms import LANGE_TEKST, tekstveld
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm
from voorzieningen.models.catalogus import Voorziening
from voorzieningen.models.checklist import Antwoord, Checklistantwoord, Checklistitem, Checkliststatus

if TYPE_CHECKING:
    from voorzieningen.models.checklist import Checklist

# --- The profile -------------------------------------------------------------------------------------------

GEEN_NAMEN = "Iedereen kan dit lezen. Noem functies, geen namen van mensen en nooit een leerling."
# The kinds of facility of the catalogue that a school can have itself; money, meetings, tools and training it cannot.
OP_SCHOOL = (
    "arrangement",
    "begeleiding",
    "hulpmiddel",
    "plaats",
    "plaats binnen school",
    "school",
    "traject",
)


@dataclass(frozen=True)
class Profielkader:
    """The facilities that a school can say it has, by name."""

    voorzieningen: Sequence[Voorziening]


def op_school() -> "Sequence[Voorziening]":
    """The facilities that a school of this time can have. One query."""
    return list(
        Voorziening.objects.geldig()
        .filter(soort__in=OP_SCHOOL)
        .exclude(rubriek=Voorziening.Rubriek.PO)
        .only("pk", "naam", "slug", "soort", "swv")
        .order_by("naam", "pk")
    )


def profielkader() -> Profielkader:
    return Profielkader(op_school())


class AanbodForm(OnderdeelForm):
    in_zin = {"aanbod": "wat de school biedt"}
    aanbod = tekstveld("Welke ondersteuning krijgt elke leerling op uw school?", help_text=GEEN_NAMEN)
    extra = tekstveld("Welke extra ondersteuning biedt uw school?", required=False)


class DoelgroepenForm(OnderdeelForm):
    in_zin = {"doelgroepen": "voor welke leerlingen"}
    doelgroepen = tekstveld(
        "Voor welke leerlingen is uw school ingericht?",
        help_text="Bijvoorbeeld: leerlingen met dyslexie, met autisme of met een lichamelijke beperking.",
    )


class ExpertiseForm(OnderdeelForm):
    in_zin = {"expertise": "welke kennis er is"}
    expertise = tekstveld(
        "Welke kennis en welke mensen heeft uw school in huis?",
        help_text="Noem functies, zoals orthopedagoog of trajectbegeleider. Noem geen namen.",
    )


class VoorzieningenForm(OnderdeelForm):
    """A box for each facility of the catalogue, and the rest in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nummer, voorziening in enumerate(self.regeling.voorzieningen):
            veld = forms.BooleanField(label=voorziening.naam, required=False)
            if nummer == 0:
                veld.kop = "Wat heeft uw school uit de catalogus?"  # type: ignore[attr-defined]
            self.fields[veldnaam(voorziening.pk)] = veld
        gebouw = forms.CharField(
            label="Wat is er nog meer in uw gebouw?",
            help_text="Bijvoorbeeld: een rustige ruimte, een lift of een aangepast toilet.",
            widget=forms.Textarea,
            max_length=LANGE_TEKST,
            required=False,
        )
        gebouw.kop = "Het gebouw"  # type: ignore[attr-defined]
        self.fields["gebouw"] = gebouw


def veldnaam(voorziening_id: int) -> str:
    return f"heeft_{voorziening_id}"


class GrenzenForm(OnderdeelForm):
    in_zin = {"grenzen": "waar de grens ligt"}
    grenzen = tekstveld(
        "Welke ondersteuning kan uw school niet bieden?",
        help_text="Schrijf op wat er dan gebeurt. De zorgplicht blijft gelden.",
    )


class AmbitiesForm(OnderdeelForm):
    in_zin = {"ambities": "wat uw school wil"}
    ambities = tekstveld("Wat wil uw school de komende twee jaar verbeteren?")


class ContactForm(OnderdeelForm):
    in_zin = {"functie": "bij wie ouders terechtkunnen", "email": "een e-mailadres"}
    functie = forms.CharField(
        label="Bij wie kunnen ouders terecht?",
        help_text="Noem een functie, bijvoorbeeld ondersteuningscoördinator. Noem geen naam.",
        max_length=120,
    )
    email = forms.EmailField(
        label="E-mailadres", help_text="Liefst een adres van de school, niet van één persoon.", max_length=120
    )
    telefoon = forms.CharField(label="Telefoonnummer", max_length=20, required=False)
    website = forms.URLField(label="Website", max_length=200, required=False, assume_scheme="https")


VOORZIENINGEN = "voorzieningen"
PROFIELDELEN = (
    Onderdeel("aanbod", "Wat de school biedt", AanbodForm),
    Onderdeel("doelgroepen", "Voor welke leerlingen", DoelgroepenForm),
    Onderdeel("expertise", "Kennis in huis", ExpertiseForm),
    Onderdeel(VOORZIENINGEN, "Voorzieningen", VoorzieningenForm),
    Onderdeel("grenzen", "Grenzen", GrenzenForm),
    Onderdeel("ambities", "Ambities", AmbitiesForm),
    Onderdeel("contact", "Contact", ContactForm),
)


def gekozen(antwoorden: Mapping[str, Any], voorzieningen: Sequence[Voorziening]) -> list[Voorziening]:
    """Which of these facilities the school says it has, of the answers as they were typed."""
    deel = antwoorden.get(VOORZIENINGEN) or {}
    return [voorziening for voorziening in voorzieningen if deel.get(veldnaam(voorziening.pk)) is True]


# --- The checklist -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ijkpunt:
    """A heading of the checklist with its questions in order."""

    nummer: int
    titel: str
    items: Sequence[Checklistitem]

    @property
    def code(self) -> str:
        return f"ijkpunt-{self.nummer}"

    @property
    def naam(self) -> str:
        return f"{self.nummer}. {self.titel}"


@dataclass(frozen=True)
class Checklistkader:
    """The ijkpunten of an edition, and what the school answered the time before: by text, for numbers may change."""

    ijkpunten: Sequence[Ijkpunt]
    vorige: Mapping[str, str]
    vorige_naam: str

    @property
    def items(self) -> list[Checklistitem]:
        return [item for ijkpunt in self.ijkpunten for item in ijkpunt.items]

    @cached_property
    def onderdelen(self) -> list[Onderdeel]:
        return [
            Onderdeel(rij.code, rij.naam, type("IjkpuntForm", (_IjkpuntForm,), {"ijkpunt": rij}))
            for rij in self.ijkpunten
        ]


def ijkpunten_van(items: Sequence[Checklistitem]) -> list[Ijkpunt]:
    """The items of one edition under their headings; 2.10 comes after 2.9."""
    op_volgorde = sorted(items, key=lambda item: (item.ijkpunt, item.volgnummer))
    groepen = groupby(op_volgorde, key=lambda item: item.ijkpunt)
    return [Ijkpunt(nummer, rijen[0].ijkpunt_titel, rijen) for nummer, groep in groepen if (rijen := list(groep))]


def checklistkader(checklist: "Checklist") -> Checklistkader:
    """Three queries at most: the questions, which checklist came before, and its answers."""
    items = list(Checklistitem.objects.filter(editie=checklist.editie_id))
    vorige = vorige_checklist(checklist)
    return Checklistkader(
        ijkpunten_van(items), antwoorden_per_tekst(vorige) if vorige else {}, vorige.schooljaar_naam if vorige else ""
    )


def vorige_checklist(checklist: "Checklist") -> "Checklist | None":
    """The newest fixed checklist of this school from an earlier school year."""
    return (
        type(checklist)
        .objects.filter(
            school=checklist.school_id, status=Checkliststatus.VASTGESTELD, schooljaar__lt=checklist.schooljaar
        )
        .order_by("-schooljaar")
        .first()
    )


def antwoorden_per_tekst(checklist: "Checklist") -> dict[str, str]:
    """The answers of a fixed checklist, by the text of the question."""
    return dict(Checklistantwoord.objects.filter(checklist=checklist).values_list("item__tekst", "antwoord"))


class _IjkpuntForm(OnderdeelForm):
    """The questions of one ijkpunt: ja, bezig or nee."""

    ijkpunt: Ijkpunt

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in self.ijkpunt.items:
            self.fields[item.veld] = self._veld(item)

    def _veld(self, item: Checklistitem) -> forms.ChoiceField:
        fout = f"Kies ja, bezig of nee bij {item.nummer}."
        eerder = self.regeling.vorige.get(item.tekst)
        return forms.ChoiceField(
            label=str(item),
            choices=Antwoord.choices,
            widget=forms.RadioSelect,
            help_text=f"In {self.regeling.vorige_naam}: {Antwoord(eerder).label.lower()}" if eerder else "",
            error_messages={"required": fout, "invalid_choice": fout},
        )


def beantwoord(antwoorden: Mapping[str, Any], ijkpunt: Ijkpunt) -> int:
    """How many questions of this ijkpunt have an answer that counts."""
    deel = antwoorden.get(ijkpunt.code) or {}
    return sum(deel.get(item.veld) in Antwoord.values for item in ijkpunt.items)


def nog_open(antwoorden: Mapping[str, Any], kader: Checklistkader) -> list[Checklistitem]:
    """The questions without an answer that counts."""
    return [
        item
        for ijkpunt in kader.ijkpunten
        for item in ijkpunt.items
        if (antwoorden.get(ijkpunt.code) or {}).get(item.veld) not in Antwoord.values
    ]
