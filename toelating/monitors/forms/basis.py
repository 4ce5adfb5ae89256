"""What these forms share, and how a pupil is registered."""

from typing import Any

from django import forms

from swv.invullen.bsn import ZonderBsn
from swv.invullen.forms import ZonderBsnHandelingForm
from swv.invullen.leerling import LEERLINGVELDEN, MetLeerling
from swv.invullen.starten import StartForm
from toelating.models.aanmelding import GEEN_GEZONDHEID, LANGSTE_REDEN


def redenveld(label: str, **opties: Any) -> forms.CharField:
    opties = {"help_text": GEEN_GEZONDHEID, **opties}
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=LANGSTE_REDEN, **opties)


class RedenForm(ZonderBsnHandelingForm):
    in_zin = {"reden": "de reden"}
    reden = redenveld("Wat is de reden?")


class NieuwForm(ZonderBsn, MetLeerling, StartForm):
    """Which pupil of which school; the key makes that a double click registers once."""

    in_zin = {**MetLeerling.in_zin, **StartForm.in_zin}
    field_order = ("school", *LEERLINGVELDEN)
    van_de_leerling = frozenset({*LEERLINGVELDEN, "school"})

    school = forms.ChoiceField(label="Voor welke school?")
