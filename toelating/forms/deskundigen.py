"""Who advises, and the advice itself."""

from datetime import date
from typing import Any

from django import forms

from swv.invullen.forms import tekstveld
from swv.kern.formulieren import DatumField
from swv.organisaties.models import Gebruiker
from toelating.forms.basis import (
    JaNeeField,
    OordeelMixin,
    TlvForm,
    categorieveld,
    jarenveld,
    mensenveld,
    niet_na_vandaag,
)
from toelating.keuring import beroepen, bezwaren, kandidaten
from toelating.models import Rang


class _KiestDeskundige(TlvForm):
    """Shows only people with a right profession, and refuses who has a part in the case."""

    def _stel_in(self, naam: str, rang: str) -> None:
        veld = self.fields[naam]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = kandidaten(rang)  # type: ignore[assignment]
        veld.help_text = f"Een {beroepen(rang)}."

    def _keur(self, naam: str, rang: str) -> None:
        gekozen: Gebruiker | None = self.cleaned_data.get(naam)
        for zin in bezwaren(gekozen, rang, self.aanvraag) if gekozen else ():
            self.add_error(naam, zin)


class DeskundigenForm(_KiestDeskundige):
    in_zin = {"eerste": "de eerste deskundige", "tweede": "de tweede deskundige"}
    eerste = mensenveld("Eerste deskundige")
    tweede = mensenveld("Tweede deskundige")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stel_in("eerste", Rang.EERSTE)
        self._stel_in("tweede", Rang.TWEEDE)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        self._keur("eerste", Rang.EERSTE)
        self._keur("tweede", Rang.TWEEDE)
        eerste, tweede = gegevens.get("eerste"), gegevens.get("tweede")
        if eerste and eerste == tweede:
            zin = "De eerste en de tweede deskundige zijn twee verschillende mensen. Kies hier iemand anders."
            self.add_error("tweede", zin)
        return gegevens


class DeskundigeVervangenForm(_KiestDeskundige):
    in_zin = {"rang": "wie u vervangt", "deskundige": "de nieuwe deskundige", "reden": "de reden"}
    rang = forms.ChoiceField(label="Wie vervangt u?", choices=Rang.choices, widget=forms.RadioSelect)
    deskundige = mensenveld("Wie adviseert nu?")
    reden = tekstveld("Waarom?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mensen = {persoon.pk for rang in Rang for persoon in kandidaten(rang)}
        self.fields["deskundige"].queryset = Gebruiker.objects.filter(pk__in=mensen)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        rang, gekozen = gegevens.get("rang"), gegevens.get("deskundige")
        if rang and gekozen:
            self._keur("deskundige", rang)
            ander = self.aanvraag.deskundigenadviezen.geldend().filter(deskundige=gekozen).exists()
            if ander:
                self.add_error("deskundige", "Deze deskundige adviseert al in deze aanvraag. Kies iemand anders.")
        return gegevens


class DeskundigenadviesForm(OordeelMixin, TlvForm):
    """The advice of one expert. What was kept while writing stands in it already."""

    in_zin = {
        "toelaatbaar": "of de leerling toelaatbaar is",
        "schooljaren": "het aantal schooljaren",
        "tekst": "uw advies",
        "geen_belang": "dat u niet bij deze leerling betrokken bent",
    }
    toelaatbaar = JaNeeField(label="Is de leerling volgens u toelaatbaar?")
    categorie = categorieveld("In welke categorie?", required=False)
    schooljaren = jarenveld("Voor hoeveel hele schooljaren?", required=False)
    tekst = tekstveld(
        "Uw advies",
        help_text="Beschrijf wat de leerling nodig heeft en waarom. De school en de ouders lezen dit advies.",
    )
    eerder_betrokken_op = DatumField(
        label="Dacht u al mee voordat de aanvraag kwam? Sinds welke dag?",
        required=False,
        help_text="Bijvoorbeeld in een overleg op school. Anders laat u dit leeg.",
    )
    geen_belang = forms.BooleanField(
        label="Ik behandel deze leerling niet, werk niet voor de school en heb geen ander belang bij deze aanvraag"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from toelating.rules import advies_van

        super().__init__(*args, **kwargs)
        advies = advies_van(self.door, self.aanvraag) if self.door else None
        for naam in ("toelaatbaar", "categorie", "schooljaren", "tekst", "eerder_betrokken_op"):
            if advies is not None and naam in self.fields:
                self.fields[naam].initial = getattr(advies, naam)

    def clean_eerder_betrokken_op(self) -> date | None:
        dag: date | None = self.cleaned_data["eerder_betrokken_op"]
        return niet_na_vandaag(dag) if dag else None

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        gegevens.pop("geen_belang", None)
        return gegevens


class ConceptadviesForm(DeskundigenadviesForm):
    """The same questions while the advice is being written: nothing is required yet, and what cannot be read is not
    kept. That the expert has no part in the case is confirmed when the advice is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["geen_belang"]
        for veld in self.fields.values():
            veld.optioneel = not veld.required  # type: ignore[attr-defined]
            veld.required = False

    def maak_heel(self, gegevens: dict[str, Any]) -> None:
        """A draft may be incomplete, and what was chosen stays chosen until the advice is given."""


class VerschonenForm(TlvForm):
    in_zin = {"reden": "de reden"}
    reden = tekstveld(
        "Waarom trekt u zich terug?",
        help_text="Alleen het bureau leest dit. Daarna kunt u dit dossier niet meer openen.",
    )
