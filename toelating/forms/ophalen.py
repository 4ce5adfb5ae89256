"""What a school types to collect a TLV that was not laid ready for it."""

from datetime import date

from django import forms
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.kern.formulieren import DatumField, Formulier
from toelating.ophalen import lees_nummer


class OphaalForm(ZonderBsn, Formulier):
    """The number and the date of birth, as they stand in the letter."""

    in_zin = {"nummer": "het nummer van de TLV", "geboortedatum": "de geboortedatum"}
    nummer = forms.CharField(
        label="Nummer van de TLV", max_length=30, help_text="Dit staat in de brief, bijvoorbeeld VO2708-2026-00123."
    )
    geboortedatum = DatumField(label="Geboortedatum van de leerling", help_text="Bijvoorbeeld 14-3-2012")

    def clean_nummer(self) -> str:
        return lees_nummer(self.cleaned_data["nummer"])

    def clean_geboortedatum(self) -> date:
        dag: date = self.cleaned_data["geboortedatum"]
        if dag >= timezone.localdate():
            raise forms.ValidationError("Deze dag ligt niet in het verleden. Controleer de geboortedatum.")
        return dag
