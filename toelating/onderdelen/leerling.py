"""Who the TLV is for, and where the pupil is enrolled now."""

from datetime import date

from django import forms

from swv.invullen.leerling import LeerlingForm
from swv.kern.formulieren import DatumField
from toelating.onderdelen.basis import InstelbaarForm


class TlvleerlingForm(InstelbaarForm, LeerlingForm):
    """The pupil of the request. The samenwerkingsverband of the school of enrolment decides (WEC art. 40 (13))."""

    in_zin = {
        **LeerlingForm.in_zin,
        "ingeschreven_op": "de datum van inschrijving",
        "leerjaar": "het leerjaar",
        "niveau": "het niveau",
    }
    instelbaar = ("ingeschreven_op", "leerjaar", "niveau", "postcode4")

    ingeschreven_op = DatumField(label="Sinds wanneer ingeschreven op uw school?")
    leerjaar = forms.IntegerField(label="Leerjaar", min_value=1, max_value=6)
    niveau = forms.CharField(label="Niveau", max_length=60, help_text="Bijvoorbeeld vmbo-kader of havo.")
    postcode4 = forms.RegexField(
        label="Eerste vier cijfers van de postcode",
        regex=r"^[1-9]\d{3}$",
        max_length=4,
        required=False,
        error_messages={"invalid": "Vul vier cijfers in, bijvoorbeeld 1314."},
    )

    def clean_ingeschreven_op(self) -> date:
        dag: date = self.cleaned_data["ingeschreven_op"]
        if dag > self.peildatum:
            raise forms.ValidationError(
                "Deze dag is nog niet geweest. Alleen de school waar de leerling nu is ingeschreven, "
                "vraagt een TLV aan."
            )
        return dag
