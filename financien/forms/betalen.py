"""What a person fills in to pay: a bank account, a batch, and what the bank said."""

from typing import Any

from django import forms
from django.utils import timezone

from financien.iban import lees_iban
from financien.models import Betaalbatch, Betaalregel
from financien.models.betalen import NAAM_LENGTE
from swv.kern.formulieren import BestandField, DatumField, Formulier
from swv.kern.fouten import Geweigerd
from swv.kern.invoer import HandelingForm
from swv.kern.opmaak import euro
from swv.organisaties.models import Schoolbestuur


class BankrekeningForm(Formulier):
    """A new account. Without a board it is our own."""

    bestuur = forms.ModelChoiceField(
        label="Van wie is de rekening?",
        queryset=Schoolbestuur.objects.leden(),
        required=False,
        empty_label="Het samenwerkingsverband zelf",
    )
    iban = forms.CharField(
        label="IBAN", max_length=42, help_text="Neem het nummer over van een brief of afschrift van het bestuur."
    )
    tenaamstelling = forms.CharField(
        label="Naam bij de rekening",
        max_length=NAAM_LENGTE,
        help_text="Precies zoals de bank de naam kent. De bank vergelijkt naam en nummer.",
    )
    geldig_van = DatumField(label="Geldig vanaf", help_text="Vanaf deze dag gaat het geld naar deze rekening.")
    in_zin = {"iban": "de IBAN", "tenaamstelling": "de naam bij de rekening", "geldig_van": "de eerste dag"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bestuur"].optioneel = False  # type: ignore[attr-defined]
        self.fields["iban"].breedte = "midden"  # type: ignore[attr-defined]
        self.fields["geldig_van"].initial = timezone.localdate

    def clean_iban(self) -> str:
        try:
            return lees_iban(self.cleaned_data["iban"])
        except Geweigerd as fout:
            raise forms.ValidationError(fout.zin) from fout


class UitvoerdatumForm(Formulier):
    """The day on which the bank pays; it decides which instalments are due."""

    uitvoerdatum = DatumField(label="Uitvoerdatum", help_text="De dag waarop de bank betaalt.")
    in_zin = {"uitvoerdatum": "de uitvoerdatum"}


class RedenForm(HandelingForm):
    reden = forms.CharField(label="Reden", widget=forms.Textarea(attrs={"rows": 3}), max_length=200)
    in_zin = {"reden": "de reden"}


class StatusbestandForm(HandelingForm):
    bestand = BestandField(label="Statusbestand van de bank", soorten=("xml",), max_mb=5)
    in_zin = {"bestand": "het statusbestand van de bank"}


class RegelsForm(HandelingForm):
    """Choose among the payments of which nothing is known yet."""

    regels = forms.ModelMultipleChoiceField(
        label="Welke betalingen?", queryset=Betaalregel.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    in_zin = {"regels": "de betalingen"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Betaalbatch)
        veld = self.fields["regels"]
        assert isinstance(veld, forms.ModelMultipleChoiceField)
        veld.queryset = (
            Betaalregel.objects.open()
            .filter(batch=self.dossier)
            .select_related("termijn__verplichting__post__jaar", "termijn__verplichting__boeking")
            .order_by("volgnummer")
        )
        veld.label_from_instance = _in_een_regel  # type: ignore[method-assign,assignment]


class BetaaldForm(RegelsForm):
    betaald_op = DatumField(label="Op welke dag heeft de bank betaald?")
    in_zin = {**RegelsForm.in_zin, "betaald_op": "de dag van betaling"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Betaalbatch)
        self.fields["betaald_op"].initial = self.dossier.uitvoerdatum
        self.fields["regels"].initial = [regel.pk for regel in self.fields["regels"].queryset]  # type: ignore[attr-defined]

    def clean_betaald_op(self) -> Any:
        dag = self.cleaned_data["betaald_op"]
        if dag > timezone.localdate():
            raise forms.ValidationError("Deze dag moet nog komen. Vul de dag in waarop de bank heeft betaald.")
        return dag


class GeweigerdForm(RegelsForm):
    reden = forms.CharField(label="Waarom weigerde de bank de betaling?", max_length=200)
    in_zin = {**RegelsForm.in_zin, "reden": "de reden"}


def _in_een_regel(regel: Betaalregel) -> str:
    return f"{regel.endtoend}: {euro(regel.bedrag)} aan {regel.tenaamstelling}, {regel.omschrijving}"
