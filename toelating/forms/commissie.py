"""Agenda and opinions of the committee."""

from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.forms import tekstveld
from toelating.forms.basis import OordeelMixin, TlvForm, categorieveld, jarenveld
from toelating.models import Bijeenkomst, Bijeenkomststatus, Oordeel


class AgenderenForm(TlvForm):
    in_zin = {"bijeenkomst": "een bijeenkomst"}
    bijeenkomst = forms.ModelChoiceField(label="Op welke agenda?", queryset=Bijeenkomst.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gepland = Bijeenkomst.objects.filter(status=Bijeenkomststatus.GEPLAND, datum__gte=timezone.localdate())
        veld = self.fields["bijeenkomst"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = gepland.order_by("datum", "van")
        veld.initial = veld.queryset.first()


class OordeelForm(OordeelMixin, TlvForm):
    """The opinion of one member; what was said before stands in it."""

    in_zin = {"keuze": "uw oordeel", "schooljaren": "het aantal schooljaren", "toelichting": "uw toelichting"}
    keuze = forms.ChoiceField(
        label="Wat vindt u?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Oordeel.Keuze.choices],
        widget=forms.RadioSelect,
    )
    categorie = categorieveld("In welke categorie?", required=False)
    schooljaren = jarenveld("Voor hoeveel hele schooljaren?", required=False)
    toelichting = tekstveld("Toelichting", required=False)
    toelichting.widget.attrs["rows"] = 4  # with the choices above it, it fits beside the papers

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eigen = Oordeel.objects.filter(
            agendapunt__aanvraag=self.aanvraag, agendapunt__uitkomst="open", lid=self.door
        ).first()
        for naam in ("keuze", "categorie", "schooljaren", "toelichting"):
            if eigen is not None and naam in self.fields:
                self.fields[naam].initial = getattr(eigen, naam)

    def is_positief(self, gegevens: dict[str, Any]) -> bool:
        return gegevens.get("keuze") == Oordeel.Keuze.TOELAATBAAR
