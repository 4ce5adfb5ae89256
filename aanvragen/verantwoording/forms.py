"""What people fill in with the acts on a verantwoording, and with the question about the effect."""

from decimal import Decimal
from typing import Any

from django import forms

from aanvragen.forms import ToewijzenForm as AanvraagToewijzenForm
from aanvragen.models import Effectmeting, Verantwoording
from swv.invullen.forms import ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import BedragField
from swv.kern.opmaak import euro


class ToewijzenForm(AanvraagToewijzenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behandelaar"].label = "Wie behandelt deze verantwoording?"


class CorrigerenForm(ZonderBsnHandelingForm):
    """Another amount than what the school spent of the award, with the reason; never more than the award."""

    in_zin = {"bedrag": "het bedrag dat u goedkeurt", "reden": "de reden"}

    bedrag = BedragField(label="Welke besteding keurt u goed?", max_digits=10, decimal_places=2)
    reden = tekstveld("Wat is de reden van de correctie?", help_text="De reden staat in de brief aan het bestuur.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rij = self._verantwoording
        self.fields[
            "bedrag"
        ].help_text = f"De school besteedde {euro(rij.besteed or 0)} van de {euro(rij.toegekend)} die is toegekend."

    @property
    def _verantwoording(self) -> Verantwoording:
        assert isinstance(self.dossier, Verantwoording)
        return self.dossier

    def clean_bedrag(self) -> Decimal:
        bedrag: Decimal = self.cleaned_data["bedrag"]
        rij = self._verantwoording
        if bedrag > rij.toegekend:
            raise forms.ValidationError(
                f"Er is {euro(rij.toegekend)} toegekend. Meer goedkeuren kan niet. Verlaag het bedrag."
            )
        if bedrag == rij.telt_mee:
            raise forms.ValidationError(
                "Dit is wat de school al verantwoordde. Kies ‘Goedkeuren’, of vul een ander bedrag in."
            )
        return bedrag


class EffectForm(ZonderBsnHandelingForm):
    in_zin = {"oordeel": "wat er van het effect over is", "toelichting": "waaraan u dat ziet"}

    oordeel = forms.ChoiceField(
        label="Is het effect er nog?", choices=Effectmeting.Oordeel.choices, widget=forms.RadioSelect
    )
    toelichting = tekstveld("Waaraan ziet u dat?", help_text="Een paar zinnen is genoeg. Noem geen namen.")
