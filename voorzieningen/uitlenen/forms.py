"""What the bureau fills in to reserve something for a school without a dossier."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from swv.invullen.leerling import niet_te_ver
from swv.kern.formulieren import DatumField, Formulier
from swv.organisaties.models import School
from voorzieningen.models import Hulpmiddel


class UitlenenForm(Formulier):
    in_zin = {
        "hulpmiddel": "een hulpmiddel",
        "school": "een school",
        "van": "de eerste dag",
        "tot": "de laatste dag",
    }

    hulpmiddel = forms.ModelChoiceField(label="Wat leent de school?", queryset=Hulpmiddel.objects.all())
    school = forms.ModelChoiceField(label="Welke school?", queryset=School.objects.filter(is_buiten_regio=False))
    van = DatumField(label="Vanaf welke dag?")
    tot = DatumField(label="Tot en met welke dag?")
    # The same form sent twice reserves once.
    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.update({"sleutel": uuid4(), "van": timezone.localdate()})

    def clean_tot(self) -> date:
        return niet_te_ver(self.cleaned_data["tot"], "laatste dag", op=timezone.localdate())
