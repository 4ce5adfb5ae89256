"""What a school fills in to ask a change: what it becomes, and why."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms

from aanvragen.models import Wijzigsoort
from aanvragen.wijziging.grenzen import Grenzen
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.kern.formulieren import BedragField, DatumField, UrenField
from swv.kern.opmaak import datum, euro, uren

CENT, HALF_UUR = Decimal("0.01"), Decimal("0.5")

BEWIJSSTUKKEN = (
    Bewijsstuk("onderbouwing", "Onderbouwing", "Bijvoorbeeld een nieuwe begroting of een verslag.", verplicht=False),
)
TITELS: Mapping[str, str] = {
    Wijzigsoort.MEER: "Vul in wat u nodig heeft",
    Wijzigsoort.MINDER: "Vul in wat u nog nodig heeft",
    Wijzigsoort.LANGER: "Vul in tot wanneer",
    Wijzigsoort.STOPPEN: "Vul in wanneer het stopt",
}
VRAGEN: Mapping[str, Mapping[str, str]] = {
    Wijzigsoort.MEER: {
        "bedrag": "Welk bedrag heeft u in totaal nodig?",
        "uren": "Hoeveel uur heeft u in totaal nodig?",
        "reden": "Waarom is er meer nodig?",
    },
    Wijzigsoort.MINDER: {
        "bedrag": "Welk bedrag heeft u in totaal nog nodig?",
        "uren": "Hoeveel uur heeft u in totaal nog nodig?",
        "reden": "Waarom is er minder nodig?",
    },
    Wijzigsoort.LANGER: {
        "tot": "Tot en met welke dag?",
        "bedrag": "Is er ook meer geld nodig? Vul dan het nieuwe totaal in",
        "uren": "Zijn er ook meer uren nodig? Vul dan het nieuwe totaal in",
        "reden": "Waarom is er meer tijd nodig?",
    },
    Wijzigsoort.STOPPEN: {"tot": "Wat is de laatste dag?", "reden": "Waarom stopt het eerder?"},
}


class WijzigForm(OnderdeelForm):
    """The values of one kind of change. `regeling` holds its limits (`Grenzen`); what this award does not have is not
    asked."""

    in_zin = {
        "bedrag": "het bedrag",
        "uren": "het aantal uren",
        "tot": "de dag",
        "reden": "de reden",
    }
    soort: Wijzigsoort
    regeling: Grenzen

    tot = DatumField()
    bedrag = BedragField(max_digits=10, decimal_places=2, min_value=CENT)
    uren = UrenField(max_digits=5, decimal_places=2, min_value=HALF_UUR)
    reden = forms.CharField(
        widget=forms.Textarea, max_length=4000, help_text="Noem geen namen en geen medische gegevens."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zonder = {
            "tot": not self.regeling.heeft_tot,
            "bedrag": not self.regeling.heeft_bedrag or self.soort == Wijzigsoort.STOPPEN,
            "uren": not self.regeling.heeft_uren or self.soort == Wijzigsoort.STOPPEN,
        }
        for naam in [naam for naam, weg in zonder.items() if weg]:
            del self.fields[naam]
        for naam, veld in self.fields.items():
            veld.label = VRAGEN[self.soort][naam]
        self._zeg_wat_er_is()

    def _zeg_wat_er_is(self) -> None:
        aanvraag = self.regeling.aanvraag
        if "tot" in self.fields and aanvraag.tot:
            self.fields["tot"].help_text = f"De toekenning loopt nu tot en met {datum(aanvraag.tot)}."
        if "bedrag" in self.fields and aanvraag.toegekend_bedrag is not None:
            self.fields["bedrag"].help_text = f"Er is nu {euro(self.regeling.geld.toegekend)} toegekend."
        if "uren" in self.fields and aanvraag.toegekende_uren is not None:
            self.fields["uren"].help_text = f"U kreeg {uren(aanvraag.toegekende_uren)}."
        for naam in ("bedrag", "uren"):
            if naam in self.fields:
                self.fields[naam].required = self.soort != Wijzigsoort.LANGER

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        waarden = {naam: gegevens.get(naam) for naam in ("bedrag", "uren", "tot")}
        for naam, zin in self.regeling.fouten(**waarden).items():
            self.add_error(naam if naam in self.fields else None, zin)
        return gegevens


@cache
def onderdelen_van(soort: str) -> Sequence[Onderdeel]:
    """What a school fills in for this kind of change; nothing for what only the bureau proposes."""
    if soort not in TITELS:
        return ()
    form = type(f"{Wijzigsoort(soort).name.title()}Form", (WijzigForm,), {"soort": Wijzigsoort(soort)})
    return (Onderdeel("wijziging", TITELS[soort], form),)
