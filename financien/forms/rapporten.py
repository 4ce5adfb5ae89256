"""What one chooses for a report and for the pictures."""

from collections.abc import Iterable

from django import forms

from financien.rapporten.perioden import keuzes
from financien.rapporten.vraag import INDELINGEN, Vraag
from swv.kern.formulieren import Formulier


class RapportForm(Formulier):
    """Period, breakdown and the chance of open requests; only shows, the address is read by `lees_vraag`."""

    periode = forms.ChoiceField(label="Periode")
    indeling = forms.ChoiceField(label="Per", choices=[(code, naam) for code, (naam, _) in INDELINGEN.items()])
    kans = forms.IntegerField(label="Kans op toekenning (%)", min_value=0, max_value=100)

    def __init__(self, vraag: Vraag, jaren: Iterable[int]) -> None:
        super().__init__(
            initial={"periode": vraag.periode.code, "indeling": vraag.indeling, "kans": vraag.kans},
            auto_id="rapport_%s",
        )
        self.jaren = list(jaren)
        perioden = keuzes(self.jaren)
        if vraag.periode not in perioden:
            perioden.insert(0, vraag.periode)
        self.fields["periode"] = forms.ChoiceField(label="Periode", choices=[(p.code, p.naam) for p in perioden])
