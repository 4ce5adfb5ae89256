"""Why: what the pupil needs, what was done, and why that falls short."""

from typing import Any

from django import forms

from toelating.models.regeling import Stuk
from toelating.onderdelen.basis import InstelbaarForm, tekst

UITSTROOM = (
    ("", "Maak een keuze"),
    ("1", "Vervolgonderwijs"),
    ("2", "Arbeidsmarkt"),
    ("3", "Dagbesteding"),
)


def iqveld(label: str, **opties: Any) -> forms.IntegerField:
    """One end of an interval: two numbers, because one text field once kept 85-95 as 8595."""
    return forms.IntegerField(label=label, min_value=20, max_value=180, **opties)


class IqMixin(forms.Form):
    """Two whole numbers, from low to high; the same twice for a single score."""

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        laag, hoog = gegevens.get("iq_van"), gegevens.get("iq_tot")
        if laag is not None and hoog is not None and laag > hoog:
            self.add_error("iq_tot", "Het hoogste getal is lager dan het laagste. Draai de getallen om.")
        if (laag is None) != (hoog is None) and not {"iq_van", "iq_tot"} & set(self.errors):
            self.add_error("iq_tot" if hoog is None else "iq_van", "Vul beide getallen in, of geen van beide.")
        return gegevens


class OndersteuningForm(IqMixin, InstelbaarForm):
    in_zin = {
        "behoeften": "wat de leerling nodig heeft",
        "gedaan": "wat u heeft gedaan",
        "tekort": "waarom dat niet genoeg is",
        "meerwaarde": "wat het vso meer biedt",
        "terugkeer": "het perspectief op terugkeer",
        "uitstroomprofiel": "het uitstroomprofiel",
        "iq_van": "het laagste getal van het IQ",
        "iq_tot": "het hoogste getal van het IQ",
    }
    instelbaar = ("uitstroomprofiel", "terugkeer", "iq_van", "iq_tot")

    behoeften = tekst("Wat heeft de leerling nodig?")
    gedaan = tekst("Wat heeft u gedaan, en wat was het effect?")
    tekort = tekst("Waarom zijn de basisondersteuning en de extra ondersteuning niet genoeg?")
    meerwaarde = tekst("Wat biedt het vso dat uw school niet kan bieden?")
    terugkeer = tekst("Wat zijn de doelen, en wat is het perspectief op terugkeer?")
    uitstroomprofiel = forms.ChoiceField(
        label="Waar werkt de leerling naartoe?", choices=UITSTROOM, help_text="Dit heet het uitstroomprofiel."
    )
    iq_van = iqveld(
        "IQ van",
        required=False,
        help_text="Het laagste getal van het interval. Alleen als het is getest en u de uitslag mag geven.",
    )
    iq_tot = iqveld(
        "IQ tot en met", required=False, help_text="Het hoogste getal. Bij één score vult u die twee keer in."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.volgt_stuk(Stuk.IQ_TEST, ("iq_van", "iq_tot"))


class MotiveringForm(InstelbaarForm):
    in_zin = {"motivering": "de motivering", "persoonlijkheid": "wat het onderzoek zegt"}
    instelbaar = ("persoonlijkheid",)

    motivering = tekst(
        "Waarom past praktijkonderwijs bij deze leerling?",
        help_text="Beschrijf hoe de leerling leert, wat u heeft gedaan en wat het effect was.",
    )
    persoonlijkheid = tekst(
        "Wat zegt het persoonlijkheidsonderzoek?", required=False, help_text="Alleen als er een onderzoek is gedaan."
    )
