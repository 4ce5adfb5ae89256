"""What parents and pupil think, in their own words, with date and agreement; and where the parents get their letter."""

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
TWEEDE_OUDER = ("naam", "adres", "datum", "akkoord", "zienswijze")


def _akkoord(label: str, **opties: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=AKKOORD, widget=forms.RadioSelect, **opties)


def _adres(label: str, **opties: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=200,
        help_text="Straat, postcode en plaats.",
        **opties,
    )


class OudersForm(InstelbaarForm):
    """Parents need not sign, but they are heard. A second parent with authority gets an own letter."""

    in_zin = {
        "ouder_1_naam": "de naam van de ouder",
        "ouder_1_adres": "het adres",
        "ouder_1_datum": "de datum van het gesprek",
        "ouder_1_akkoord": "of de ouder het eens is",
        "ouder_1_zienswijze": "wat de ouder vindt",
        "leerling_datum": "de datum van het gesprek met de leerling",
        "leerling_akkoord": "of de leerling het eens is",
        "leerling_zienswijze": "wat de leerling vindt",
    }
    instelbaar = ("leerling_datum", "leerling_akkoord", "leerling_zienswijze")

    ouder_1_naam = forms.CharField(label="Naam van de ouder of verzorger", max_length=120)
    ouder_1_adres = _adres("Adres van de ouder of verzorger")
    ouder_1_datum = DatumField(label="Wanneer sprak u deze ouder over de aanvraag?")
    ouder_1_akkoord = _akkoord("Is deze ouder het eens met de aanvraag?")
    ouder_1_zienswijze = tekst("Wat vindt deze ouder, in eigen woorden?")
    ouder_2_naam = forms.CharField(
        label="Naam van de andere ouder of verzorger met gezag", max_length=120, required=False
    )
    ouder_2_adres = _adres("Adres van de andere ouder", required=False)
    ouder_2_datum = DatumField(label="Wanneer sprak u deze ouder?", required=False)
    ouder_2_akkoord = _akkoord("Is deze ouder het eens met de aanvraag?", required=False)
    ouder_2_zienswijze = tekst("Wat vindt deze ouder, in eigen woorden?", required=False)
    leerling_datum = DatumField(label="Wanneer sprak u de leerling over de aanvraag?")
    leerling_akkoord = _akkoord("Is de leerling het eens met de aanvraag?")
    leerling_zienswijze = tekst("Wat vindt de leerling, in eigen woorden?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in TWEEDE_OUDER[1:]:
            self.fields[f"ouder_2_{naam}"].soms_verplicht = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        for naam in ("ouder_1_datum", "ouder_2_datum", "leerling_datum"):
            dag: date | None = gegevens.get(naam)
            if dag and dag > self.peildatum:
                self.add_error(naam, "Deze dag is nog niet geweest. Vul de dag van het gesprek in.")
        if gegevens.get("ouder_2_naam"):
            self._tweede_ouder_is_heel(gegevens)
        return gegevens

    def _tweede_ouder_is_heel(self, gegevens: dict[str, Any]) -> None:
        zinnen = {
            "adres": "Vul ook het adres van deze ouder in, of haal de naam weg.",
            "datum": "Vul in wanneer u deze ouder sprak, of haal de naam weg.",
            "akkoord": "Kies of deze ouder het eens is. Weet u het niet, kies dan ‘Niet bekend’.",
        }
        for naam, zin in zinnen.items():
            if not gegevens.get(f"ouder_2_{naam}") and f"ouder_2_{naam}" not in self.errors:
                self.add_error(f"ouder_2_{naam}", zin)
