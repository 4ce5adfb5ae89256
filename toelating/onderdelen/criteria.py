"""The scores for praktijkonderwijs. The portal reckons with them; the school types only what the tests gave."""

from typing import Any

from django import forms

from toelating.models.regeling import Stuk
from toelating.onderdelen.basis import InstelbaarForm
from toelating.onderdelen.ondersteuning import IqMixin, iqveld
from toelating.pro import DOMEINEN

HOOGSTE = 120  # months of teaching: more than ten school years
IQ = ("iq_van", "iq_tot", "iq_test")
DLE = "Hoeveel maanden onderwijs de leerling beheerst, volgens de toets."
DL = "Hoeveel maanden onderwijs de leerling heeft gehad: 10 voor elk schooljaar vanaf groep 3."
GEWEIGERD = "Dit stuk is geweigerd. Heeft u de uitslag niet? Laat dit dan leeg."


def _score(label: str) -> forms.IntegerField:
    veld = forms.IntegerField(label=label, min_value=0, max_value=HOOGSTE)
    veld.achtervoegsel = "maanden"  # type: ignore[attr-defined]
    return veld


class CriteriaForm(IqMixin, InstelbaarForm):
    """IQ, and per domain DLE and DL (months of teaching). A score of zero months counts; a DL of zero cannot be. What
    stands in a document that is refused may stay empty."""

    in_zin = {
        "iq_van": "het laagste getal van het IQ",
        "iq_tot": "het hoogste getal van het IQ",
        "iq_test": "de naam van de test",
        **{f"dle_{domein}": f"de DLE van {naam}" for domein, naam in DOMEINEN.items()},
        **{f"dl_{domein}": f"de DL van {naam}" for domein, naam in DOMEINEN.items()},
    }

    iq_van = iqveld("IQ van", help_text="Het laagste getal van het interval dat de test gaf.")
    iq_tot = iqveld("IQ tot en met", help_text="Het hoogste getal. Gaf de test één score? Vul die dan twee keer in.")
    iq_test = forms.CharField(
        label="Met welke test?", max_length=80, help_text="Een test van de landelijke lijst, bijvoorbeeld WISC-V."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domein, naam in DOMEINEN.items():
            self.fields[f"dle_{domein}"] = _score(f"{naam.capitalize()}: DLE")
            self.fields[f"dl_{domein}"] = _score(f"{naam.capitalize()}: DL")
        self.fields["dle_inzichtelijk_rekenen"].help_text = DLE
        self.fields["dl_inzichtelijk_rekenen"].help_text = DL
        self.zet_koppen({"iq_van": "Intelligentie", "dle_inzichtelijk_rekenen": "Leerachterstand"})
        self.volgt_stuk(Stuk.IQ_TEST, IQ)
        self.volgt_stuk(Stuk.DIDACTISCH, [naam for naam in self.fields if naam.startswith(("dle_", "dl_"))])
        for stuk, eerste in ((Stuk.IQ_TEST, "iq_van"), (Stuk.DIDACTISCH, "dle_inzichtelijk_rekenen")):
            if stuk in self.regels.geweigerd:
                self.fields[eerste].help_text = GEWEIGERD

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        for domein, naam in DOMEINEN.items():
            dle, dl = gegevens.get(f"dle_{domein}"), gegevens.get(f"dl_{domein}")
            if dl == 0:
                self.add_error(f"dl_{domein}", f"De DL van {naam} is meer dan nul. Controleer het getal.")
            if (dle is None) != (dl is None) and not {f"dle_{domein}", f"dl_{domein}"} & set(self.errors):
                leeg = f"dl_{domein}" if dl is None else f"dle_{domein}"
                self.add_error(leeg, f"Vul bij {naam} de DLE en de DL in, of geen van beide.")
        return gegevens
