"""The scores for praktijkonderwijs. The portal reckons with them; the school types only what the tests gave."""

from typing import Any

from django import forms

from swv.kern.formulieren import DatumField
from toelating.onderdelen.basis import InstelbaarForm
from toelating.onderdelen.ondersteuning import IqMixin, iqveld
from toelating.pro import DOMEINEN

HOOGSTE = 120  # months of teaching: more than ten school years


def _score(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=HOOGSTE)


class CriteriaForm(IqMixin, InstelbaarForm):
    """IQ, and per domain DLE and DL (months of teaching). A score of zero months counts; a DL of zero cannot be."""

    in_zin = {
        "iq_van": "het laagste getal van het IQ",
        "iq_tot": "het hoogste getal van het IQ",
        "iq_test": "de naam van de test",
        "iq_datum": "de datum van de test",
        **{f"dle_{domein}": f"de DLE van {naam}" for domein, naam in DOMEINEN.items()},
        **{f"dl_{domein}": f"de DL van {naam}" for domein, naam in DOMEINEN.items()},
    }

    iq_van = iqveld("IQ van", help_text="Het laagste getal van het interval dat de test gaf.")
    iq_tot = iqveld("IQ tot en met", help_text="Het hoogste getal. Gaf de test één score? Vul die dan twee keer in.")
    iq_test = forms.CharField(label="Met welke test?", max_length=80)
    iq_datum = DatumField(label="Wanneer getest?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domein, naam in DOMEINEN.items():
            self.fields[f"dle_{domein}"] = _score(f"{naam.capitalize()}: DLE (in maanden)")
            self.fields[f"dl_{domein}"] = _score(f"{naam.capitalize()}: DL (in maanden)")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        for domein, naam in DOMEINEN.items():
            if gegevens.get(f"dl_{domein}") == 0:
                self.add_error(f"dl_{domein}", f"De DL van {naam} is meer dan nul. Controleer het getal.")
        return gegevens
