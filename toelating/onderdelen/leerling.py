"""Who the TLV is for, and where the pupil is enrolled now."""

from datetime import date
from typing import Any

from django import forms

from swv.invullen.leerling import LeerlingForm
from swv.kern.formulieren import DatumField
from toelating.onderdelen.basis import InstelbaarForm

WIJ_BESLISSEN = (
    "Wij beslissen omdat uw school bij ons samenwerkingsverband hoort. Dat blijft zo als de leerling in een andere "
    "regio woont. Bijvoorbeeld 1-8-2025"
)


class TlvleerlingForm(InstelbaarForm, LeerlingForm):
    """The pupil of the request. The samenwerkingsverband of the school of enrolment decides, wherever the pupil lives
    (WEC art. 40 (13))."""

    in_zin = {
        **LeerlingForm.in_zin,
        "ingeschreven_op": "de datum van inschrijving",
        "leerjaar": "het leerjaar",
        "niveau": "het niveau",
    }
    instelbaar = ("leerjaar", "niveau", "postcode4")
    waar = "ingeschreven"

    ingeschreven_op = DatumField(
        label="Sinds wanneer is de leerling op uw school ingeschreven?",
        help_text=WIJ_BESLISSEN,
    )
    leerjaar = forms.IntegerField(label="Leerjaar", min_value=1, max_value=8)
    niveau = forms.CharField(label="Niveau", max_length=60, help_text="Bijvoorbeeld vmbo-kader of havo.")
    postcode4 = forms.RegexField(
        label="Eerste vier cijfers van de postcode",
        regex=r"^[1-9]\d{3}$",
        max_length=4,
        required=False,
        help_text="Van het adres waar de leerling woont, bijvoorbeeld 1314.",
        error_messages={"invalid": "Vul vier cijfers in, bijvoorbeeld 1314."},
    )

    def clean_ingeschreven_op(self) -> date:
        dag: date = self.cleaned_data["ingeschreven_op"]
        if dag > self.peildatum:
            raise forms.ValidationError(
                f"Deze dag is nog niet geweest. Alleen de school waar de leerling nu is {self.waar}, "
                "vraagt een TLV aan."
            )
        return dag

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        geboren, ingeschreven = gegevens.get("geboortedatum"), gegevens.get("ingeschreven_op")
        if geboren and ingeschreven and ingeschreven <= geboren:
            self.add_error(
                "ingeschreven_op",
                "Deze dag ligt voor de geboortedatum van de leerling. Controleer beide datums.",
            )
        return gegevens


class ProleerlingForm(TlvleerlingForm):
    """For praktijkonderwijs the school where the pupil was applied may ask too: most come from primary school."""

    in_zin = {**TlvleerlingForm.in_zin, "ingeschreven_op": "de datum van inschrijving of aanmelding"}
    waar = "ingeschreven of aangemeld"
    field_order = (
        "voornaam",
        "tussenvoegsel",
        "achternaam",
        "geboortedatum",
        "leerlingnummer",
        "ingeschreven_op",
        "school_nu",
    )

    ingeschreven_op = DatumField(
        label="Sinds wanneer is de leerling bij uw school ingeschreven of aangemeld?",
        help_text=WIJ_BESLISSEN,
    )
    school_nu = forms.CharField(
        label="Zit de leerling nu nog op een andere school? Welke?",
        max_length=120,
        required=False,
        help_text="Naam en plaats, bijvoorbeeld van de basisschool. Anders laat u dit leeg.",
    )
    leerjaar = forms.IntegerField(
        label="Leerjaar",
        min_value=1,
        max_value=8,
        required=False,
        help_text="In het voortgezet onderwijs. Zit de leerling op de basisschool, laat dit dan leeg.",
    )
    niveau = forms.CharField(label="Niveau", max_length=60, help_text="Bijvoorbeeld groep 8 of vmbo-basis.")
