"""What parents and pupil think, in their own words, with date and agreement; and where the letter goes by post."""

from datetime import date
from typing import Any

from django import forms

from swv.kern.formulieren import DatumField
from toelating.models.advies import Zienswijze
from toelating.onderdelen.basis import InstelbaarForm, tekst

AKKOORD = [
    (Zienswijze.Akkoord.JA, "Ja"),
    (Zienswijze.Akkoord.NEE, "Nee"),
    (Zienswijze.Akkoord.ONBEKEND, "Niet bekend"),
]
BEIDE, EEN, VOOGD, LEERLING = "beide", "een", "voogd", "leerling"
GEZAG = [
    (BEIDE, "Twee ouders"),
    (EEN, "Een ouder"),
    (VOOGD, "Een voogd of een instelling"),
    (LEERLING, "De leerling zelf, want die is 18 jaar of ouder"),
]
KOPPEN = {
    "ouder_1_naam": "De ouder of voogd",
    "ouder_2_naam": "De tweede ouder",
    "leerling_datum": "De leerling",
}
OUDER = ("naam", "adres", "datum", "akkoord", "zienswijze")
NIET_GESPROKEN = "Niet gesproken? Schrijf dan op wat u heeft geprobeerd."


def _akkoord(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=AKKOORD, widget=forms.RadioSelect)


def _adres(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=200,
        help_text="Straat en huisnummer, postcode en plaats. Hierheen sturen wij het besluit.",
    )


class OudersForm(InstelbaarForm):
    """Parents need not sign, but each parent with authority is heard and gets an own letter. A pupil of 18 or older is
    heard instead, and gets the letter."""

    in_zin = {
        "gezag": "wie het gezag heeft",
        "ouder_1_naam": "de naam van de ouder of voogd",
        "ouder_1_adres": "het adres van de ouder of voogd",
        "ouder_1_datum": "wanneer u deze ouder of voogd sprak",
        "ouder_1_akkoord": "of deze ouder of voogd het eens is",
        "ouder_1_zienswijze": "wat deze ouder of voogd vindt",
        "ouder_2_naam": "de naam van de tweede ouder",
        "ouder_2_adres": "het adres van de tweede ouder",
        "ouder_2_datum": "wanneer u de tweede ouder sprak",
        "ouder_2_akkoord": "of de tweede ouder het eens is",
        "ouder_2_zienswijze": "wat de tweede ouder vindt",
        "leerling_datum": "wanneer u de leerling sprak",
        "leerling_akkoord": "of de leerling het eens is",
        "leerling_zienswijze": "wat de leerling vindt",
        "leerling_adres": "het adres van de leerling",
    }
    instelbaar = ("leerling_datum", "leerling_akkoord", "leerling_zienswijze")

    gezag = forms.ChoiceField(
        label="Wie heeft het gezag over de leerling?",
        choices=GEZAG,
        widget=forms.RadioSelect,
        help_text="Ouders met gezag krijgen allebei een brief, ook als zij gescheiden zijn.",
    )
    ouder_1_naam = forms.CharField(label="Naam van de ouder of voogd", max_length=120)
    ouder_1_adres = _adres("Adres van de ouder of voogd")
    ouder_1_datum = DatumField(label="Wanneer sprak u deze ouder of voogd over de aanvraag?")
    ouder_1_akkoord = _akkoord("Is deze ouder of voogd het eens met de aanvraag?")
    ouder_1_zienswijze = tekst("Wat vindt deze ouder of voogd, in eigen woorden?", regels=5, help_text=NIET_GESPROKEN)
    ouder_2_naam = forms.CharField(
        label="Naam van de tweede ouder", max_length=120, help_text="Alleen als twee ouders het gezag hebben."
    )
    ouder_2_adres = _adres("Adres van de tweede ouder")
    ouder_2_datum = DatumField(label="Wanneer sprak u de tweede ouder over de aanvraag?")
    ouder_2_akkoord = _akkoord("Is de tweede ouder het eens met de aanvraag?")
    ouder_2_zienswijze = tekst("Wat vindt de tweede ouder, in eigen woorden?", regels=5, help_text=NIET_GESPROKEN)
    leerling_datum = DatumField(label="Wanneer sprak u de leerling over de aanvraag?")
    leerling_akkoord = _akkoord("Is de leerling het eens met de aanvraag?")
    leerling_zienswijze = tekst("Wat vindt de leerling, in eigen woorden?", regels=5)
    leerling_adres = _adres("Adres van de leerling")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.soms_verplicht(*(f"ouder_{nummer}_{naam}" for nummer in (1, 2) for naam in OUDER), "leerling_adres")
        self.zet_koppen(KOPPEN)
        self.fields["leerling_adres"].help_text = "Alleen als de leerling 18 jaar of ouder is en zelf het gezag heeft."
        leeftijd = self.regeling.zelf_gehoord_vanaf
        if leeftijd and "leerling_zienswijze" in self.fields:
            zin = f"Een leerling van {leeftijd} jaar of ouder geeft altijd zelf een mening. {NIET_GESPROKEN}"
            self.fields["leerling_zienswijze"].help_text = zin

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        for naam in ("ouder_1_datum", "ouder_2_datum", "leerling_datum"):
            dag: date | None = gegevens.get(naam)
            if dag and dag > self.peildatum:
                self.add_error(naam, "Deze dag is nog niet geweest. Vul de dag van het gesprek in.")
        self._is_heel(gegevens.get("gezag", ""), gegevens)
        return gegevens

    def _is_heel(self, gezag: str, gegevens: dict[str, Any]) -> None:
        """Of everybody with authority everything is there, and of nobody else anything."""
        eerste, tweede = ([f"ouder_{nummer}_{naam}" for naam in OUDER] for nummer in (1, 2))
        nodig = {BEIDE: [*eerste, *tweede], EEN: eerste, VOOGD: eerste, LEERLING: ["leerling_adres"]}.get(gezag, [])
        for naam in nodig:
            if not gegevens.get(naam) and naam not in self.errors:
                self.add_error(naam, self._ontbreekt(naam))
        if gezag and gezag != BEIDE and gegevens.get("ouder_2_naam"):
            self.add_error(
                "ouder_2_naam", "U koos niet voor twee ouders met gezag. Haal deze naam weg, of kies ‘Twee ouders’."
            )

    def _ontbreekt(self, naam: str) -> str:
        wat = self.in_zin[naam]
        if naam.endswith("_akkoord"):
            return f"Kies {wat}. Weet u het niet? Kies dan ‘Niet bekend’."
        return f"Vul in {wat}." if wat.startswith(("wanneer", "wat")) else f"Vul {wat} in."
