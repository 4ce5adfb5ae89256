"""What the forms of acts on a request for a TLV share."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.forms import ZonderBsnHandelingForm
from swv.organisaties.models import Gebruiker
from toelating.models import Categorie, Tlvaanvraag

JA, NEE = "ja", "nee"
HOOGSTE_DUUR = 8  # whole school years: longer than any pupil stays


class TlvForm(ZonderBsnHandelingForm):
    """What people type with an act on a request; nowhere a BSN."""

    @property
    def aanvraag(self) -> Tlvaanvraag:
        return self.dossier  # type: ignore[return-value]


class JaNeeField(forms.TypedChoiceField):
    """Yes or no, as two buttons; nothing is chosen beforehand."""

    def __init__(self, *, ja: str = "Ja", nee: str = "Nee", **opties: Any) -> None:
        super().__init__(
            choices=[(JA, ja), (NEE, nee)],
            coerce=lambda keuze: keuze == JA,
            empty_value=None,
            widget=forms.RadioSelect,
            **opties,
        )

    def prepare_value(self, value: Any) -> Any:
        return (JA if value else NEE) if isinstance(value, bool) else value


def mensenveld(label: str, **opties: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(label=label, queryset=Gebruiker.objects.none(), **opties)


def categorieveld(label: str, **opties: Any) -> forms.ChoiceField:
    keuzes = [(waarde, str(label).capitalize()) for waarde, label in Categorie.choices]
    return forms.ChoiceField(label=label, choices=keuzes, widget=forms.RadioSelect, **opties)


def jarenveld(label: str, **opties: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=HOOGSTE_DUUR, **opties)


class OordeelMixin(forms.Form):
    """Admitted or not; with "yes" also the category (only vso) and for how many school years."""

    aanvraag: Tlvaanvraag

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in ("categorie", "schooljaren"):
            self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]
        if self.aanvraag.is_pro:
            del self.fields["categorie"]

    def is_positief(self, gegevens: dict[str, Any]) -> bool:
        return bool(gegevens.get("toelaatbaar"))

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        self.maak_heel(gegevens)
        if self.aanvraag.is_pro:
            gegevens.pop("categorie", None)
        return gegevens

    def maak_heel(self, gegevens: dict[str, Any]) -> None:
        """With "yes" category and duration are asked for; with anything else there is none."""
        if not self.is_positief(gegevens):
            gegevens["categorie"], gegevens["schooljaren"] = "", None
            return
        if "categorie" in self.fields and not gegevens.get("categorie") and "categorie" not in self.errors:
            self.add_error("categorie", "Kies de categorie waarvoor de leerling toelaatbaar is.")
        if not gegevens.get("schooljaren") and "schooljaren" not in self.errors:
            self.add_error("schooljaren", "Vul in voor hoeveel schooljaren de TLV nodig is.")


def niet_voor_morgen(dag: date) -> date:
    """A day to answer by lies ahead, within three months."""
    vandaag = timezone.localdate()
    if dag <= vandaag:
        raise forms.ValidationError("Deze dag is al voorbij of is vandaag. Kies een latere dag.")
    if dag > vandaag + timedelta(weeks=13):
        raise forms.ValidationError("Dit is meer dan drie maanden vooruit. Kies een eerdere dag.")
    return dag


def niet_na_vandaag(dag: date) -> date:
    """Something that happened cannot lie ahead."""
    if dag > timezone.localdate():
        raise forms.ValidationError("Deze dag is nog niet geweest. Vul de dag in waarop het gebeurde.")
    return dag
