"""What a person fills in with an act on a loan or a robot."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from swv.invullen.forms import ZonderBsnHandelingForm
from swv.kern.fouten import Geweigerd
from swv.kern.invoer import HandelingForm
from voorzieningen import voorraad
from voorzieningen.models import Robot, Uitlening
from voorzieningen.selectors import vrije_robots


class InnemenForm(ZonderBsnHandelingForm):
    schade = forms.CharField(
        label="Schade of wat er ontbreekt",
        help_text="Leeg laten als alles in orde is. Met tekst komt het op ‘defect’ te staan.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class RedenForm(ZonderBsnHandelingForm):
    reden = forms.CharField(label="Reden", widget=forms.Textarea(attrs={"rows": 3}), max_length=300)
    in_zin = {"reden": "de reden"}


class OmruilenForm(HandelingForm):
    """Choose another thing of the same kind that is free during the rest of the loan."""

    robot = forms.ModelChoiceField(label="Waarvoor ruilt u om?", queryset=Robot.objects.none())
    in_zin = {"robot": "waarvoor u omruilt"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Uitlening)
        veld = self.fields["robot"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = vrije_robots(self.dossier.van, self.dossier.tot, self.dossier.robot.hulpmiddel.pk)


class OnderhoudFormSet(forms.BaseInlineFormSet):
    """Read with the stock in hand: nobody gets the thing between looking whether it is free and storing."""

    weigering = ""

    def full_clean(self) -> None:
        if self.is_bound and self.has_changed():
            try:
                voorraad.proberen_te_vergrendelen()
            except Geweigerd as fout:
                self.weigering = fout.zin
        super().full_clean()

    def clean(self) -> None:
        super().clean()
        if self.weigering:
            raise ValidationError(self.weigering)
