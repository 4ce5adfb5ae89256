"""Beginning a dossier: for which school, and once however often the button is pressed."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied

from swv.kern.formulieren import Formulier
from swv.organisaties.models import Gebruiker, Rolsoort, School

ALLEEN_SCHOOL = (
    "Alleen een ondersteuningscoördinator van een school begint een aanvraag. "
    "Vraag de coördinator van de school om de aanvraag te beginnen."
)


class StartForm(Formulier):
    """For which school; the key makes that a double click begins one dossier."""

    in_zin = {"school": "een school"}

    school = forms.ChoiceField(label="Voor welke school vraagt u aan?")
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

    @property
    def school_gekozen(self) -> School:
        """The school that was chosen, of a valid form."""
        return next(school for school in self.scholen if str(school.pk) == self.cleaned_data["school"])


def scholen_van(gebruiker: Gebruiker) -> list[School]:
    """The schools for which this person may begin, by name. Raises PermissionDenied when there are none."""
    scholen = [
        rol.school
        for rol in gebruiker.rollen_nu
        if rol.soort == Rolsoort.COORDINATOR and rol.school and not rol.school.is_buiten_regio
    ]
    if not gebruiker.is_active or not scholen:
        raise PermissionDenied(ALLEEN_SCHOOL)
    return sorted(scholen, key=lambda school: (school.naam, school.code))
