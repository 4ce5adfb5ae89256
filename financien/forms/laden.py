"""Which budget file, for which year, and how far printed totals may differ."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from financien.laadvoorbeeld import EERSTE_JAAR, LAATSTE_JAAR
from financien.services.begroting import TOLERANTIE
from financien.tabel import MAX_BYTES
from swv.kern.formulieren import BedragField, BestandField, Formulier

MAX_MB = MAX_BYTES // 1024 // 1024


class LadingForm(Formulier):
    """Year and tolerance; both can be changed after the file was shown."""

    in_zin = {"jaar": "het begrotingsjaar", "tolerantie": "het toegestane verschil"}

    jaar = forms.IntegerField(
        label="Voor welk begrotingsjaar?",
        required=False,
        min_value=EERSTE_JAAR,
        max_value=LAATSTE_JAAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=(
            "Laat dit leeg voor het jaar dat in het bestand staat. Staan er meer jaren in, noem dan het eerste jaar."
        ),
    )
    tolerantie = BedragField(
        label="Hoeveel mag een totaal verschillen?",
        initial=TOLERANTIE,
        help_text="Het portaal telt de regels zelf op en vergelijkt dat met de totalen in het bestand.",
    )


class BestandKiezenForm(LadingForm):
    """The same with the file on top."""

    in_zin = {**LadingForm.in_zin, "bestand": "het bestand met de begroting"}

    bestand = BestandField(label="Bestand met de begroting", soorten=("csv", "xlsx"), max_mb=MAX_MB)
    field_order = ["bestand", "jaar", "tolerantie"]

    def clean_bestand(self) -> Any:
        bestand: UploadedFile = self.cleaned_data["bestand"]
        if bestand.size is None or bestand.size > MAX_BYTES:
            raise forms.ValidationError(
                f"Dit bestand is te groot. Een begroting is hoogstens {MAX_MB} MB. Kies een kleiner bestand."
            )
        return bestand
