"""What these forms share, and how a pupil is registered."""

from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.invullen.forms import ZonderBsnHandelingForm
from swv.invullen.leerling import LEERLINGVELDEN, LeerlingForm
from swv.kern.formulieren import Formulier
from swv.organisaties.models import School
from toelating.models.aanmelding import GEEN_GEZONDHEID, LANGSTE_REDEN


def redenveld(label: str, **opties: Any) -> forms.CharField:
    opties = {"help_text": GEEN_GEZONDHEID, **opties}
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=LANGSTE_REDEN, **opties)


class RedenForm(ZonderBsnHandelingForm):
    in_zin = {"reden": "de reden"}
    reden = redenveld("Wat is de reden?")


class NieuwForm(ZonderBsn, Formulier):
    """Which pupil of which school; the key makes that a double click registers once."""

    in_zin = {**LeerlingForm.in_zin, "school": "een school"}

    school = forms.ChoiceField(label="Voor welke school?")
    voornaam = LeerlingForm.base_fields["voornaam"]
    tussenvoegsel = LeerlingForm.base_fields["tussenvoegsel"]
    achternaam = LeerlingForm.base_fields["achternaam"]
    geboortedatum = LeerlingForm.base_fields["geboortedatum"]
    leerlingnummer = LeerlingForm.base_fields["leerlingnummer"]
    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, scholen: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scholen = scholen
        keuze = self.fields["school"]
        assert isinstance(keuze, forms.ChoiceField)
        keuze.choices = [(str(school.pk), school.naam) for school in scholen]
        if len(scholen) == 1:
            keuze.widget = forms.HiddenInput()
            keuze.initial = str(scholen[0].pk)
        else:
            keuze.widget.choices = [("", "Maak een keuze"), *keuze.choices]

    def clean_geboortedatum(self) -> Any:
        return LeerlingForm.passende_geboortedatum(self.cleaned_data["geboortedatum"], op=timezone.localdate())

    van_de_leerling = frozenset({*LEERLINGVELDEN, "school"})

    @property
    def school_gekozen(self) -> School:
        """The school that was chosen, of a valid form."""
        return next(school for school in self.scholen if str(school.pk) == self.cleaned_data["school"])
