"""What a person fills in with an act, and the filters of the pages."""

from typing import Any

from django import forms

from swv.invullen.forms import ZonderBsnHandelingForm
from swv.kern.formulieren import Formulier
from swv.organisaties.models import School, Schoolbestuur

STANDEN = (
    ("geen", "Geen profiel"),
    ("oud", "Ouder dan twee jaar"),
    ("bijna", "Verloopt binnen drie maanden"),
    ("actueel", "Actueel"),
    ("norm", "Checklist onder de norm"),
    ("zonder", "Geen checklist dit schooljaar"),
)
GROEPEN = (("bestuur", "Per schoolbestuur"), ("plaats", "Per plaats"), ("school", "Per school"))


class RedenForm(ZonderBsnHandelingForm):
    in_zin = {"reden": "de reden"}
    reden = forms.CharField(label="Wat is de reden?", widget=forms.Textarea(attrs={"rows": 3}), max_length=300)


class ZoekForm(Formulier):
    """The filters of the public list."""

    zoek = forms.CharField(
        label="Naam van de school",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    plaats = forms.ChoiceField(
        label="Plaats", required=False, error_messages={"invalid_choice": "Kies een plaats uit de lijst."}
    )

    def __init__(self, *args: Any, plaatsen: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["plaats"]
        assert isinstance(veld, forms.ChoiceField)
        veld.choices = [("", "Alle plaatsen"), *((plaats, plaats) for plaats in plaatsen)]


class OverzichtForm(Formulier):
    """The filters of the overview of the bureau."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle scholen"), *STANDEN],
        error_messages={"invalid_choice": "Kies een stand uit de lijst."},
    )
    bestuur = forms.ModelChoiceField(
        label="Schoolbestuur",
        required=False,
        queryset=Schoolbestuur.objects.none(),
        empty_label="Alle besturen",
        error_messages={"invalid_choice": "Kies een bestuur uit de lijst."},
    )
    zoek = forms.CharField(
        label="Naam van de school",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["bestuur"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = Schoolbestuur.objects.leden()


class DekkingForm(Formulier):
    """How the coverage table is divided."""

    per = forms.ChoiceField(
        label="Indeling",
        required=False,
        choices=GROEPEN,
        error_messages={"invalid_choice": "Kies een indeling uit de lijst."},
    )
    soort = forms.ChoiceField(
        label="Soort school",
        required=False,
        choices=[("", "Alle scholen"), *School.Soort.choices],
        error_messages={"invalid_choice": "Kies een soort uit de lijst."},
    )
    gaten = forms.BooleanField(label="Alleen wat ergens ontbreekt", required=False)
