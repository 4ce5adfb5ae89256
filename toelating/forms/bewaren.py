"""What the bureau fills in to keep a dossier longer."""

from django import forms

from swv.invullen.forms import tekstveld
from toelating.forms.basis import TlvForm
from toelating.models import Vasthouding


class VasthoudenForm(TlvForm):
    in_zin = {"grond": "de reden", "reden": "de toelichting"}
    grond = forms.ChoiceField(
        label="Waarom moet dit dossier blijven?", choices=Vasthouding.Grond.choices, widget=forms.RadioSelect
    )
    reden = tekstveld("Toelichting", help_text="Bijvoorbeeld het zaaknummer van de rechtbank. Geen medische gegevens.")
