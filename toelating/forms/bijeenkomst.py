"""When and where the committee meets, and who takes part."""

from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.kern.formulieren import DatumField, Formulier, TijdField
from swv.kern.invoer import HandelingForm
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating.models import Bijeenkomst


class WanneerForm(ZonderBsn, forms.Form):
    """Day, times and place."""

    datum = DatumField(label="Datum", help_text="Bijvoorbeeld 1-12-2026")
    van = TijdField(label="Begintijd", help_text="Bijvoorbeeld 9:30")
    tot = TijdField(label="Eindtijd")
    plaats = forms.CharField(
        label="Plaats", max_length=120, help_text="Bijvoorbeeld ‘Bureau, kamer 2’. Schrijf hier geen namen van mensen."
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        datum, van, tot = gegevens.get("datum"), gegevens.get("van"), gegevens.get("tot")
        if datum and datum < timezone.localdate():
            self.add_error("datum", "Deze dag is al voorbij. Kies vandaag of een latere dag.")
        if van and tot and tot <= van:
            self.add_error("tot", "De eindtijd ligt voor de begintijd. Pas een van beide aan.")
        return gegevens


IN_ZIN = {
    "datum": "de datum",
    "van": "de begintijd",
    "tot": "de eindtijd",
    "plaats": "de plaats",
    "voorzitter": "de voorzitter",
    "leden": "de leden",
    "aanwezigen": "wie er was",
}


def _ledenveld(label: str, **opties: Any) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=label, queryset=Gebruiker.objects.none(), widget=forms.CheckboxSelectMultiple, **opties
    )


class WieForm(forms.Form):
    """Chair and members, chosen from those who have the role."""

    voorzitter = forms.ModelChoiceField(label="Voorzitter", queryset=Gebruiker.objects.none())
    leden = _ledenveld("Leden", help_text="De voorzitter is vanzelf lid.")

    def _kies_uit(self, mensen: Any) -> None:
        for naam in ("voorzitter", "leden"):
            self.fields[naam].queryset = mensen  # type: ignore[attr-defined]


def commissieleden() -> Any:
    return Gebruiker.objects.met_rol(Rolsoort.COMMISSIELID).order_by("naam")


class PlannenForm(WanneerForm, WieForm, Formulier):
    """A new meeting. The key makes that a double click plans one."""

    in_zin = IN_ZIN
    field_order = ["datum", "van", "tot", "plaats", "voorzitter", "leden", "sleutel"]
    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kies_uit(commissieleden())


class _Bijeenkomstform(HandelingForm):
    in_zin = IN_ZIN

    @property
    def bijeenkomst(self) -> Bijeenkomst:
        return self.dossier  # type: ignore[return-value]


class VerzettenForm(WanneerForm, _Bijeenkomstform):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam, veld in self.fields.items():
            veld.initial = getattr(self.bijeenkomst, naam)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if not self.errors and all(getattr(self.bijeenkomst, naam) == gegevens[naam] for naam in self.fields):
            raise forms.ValidationError("U heeft niets veranderd. Pas de datum, de tijd of de plaats aan.")
        return gegevens


class LedenForm(WieForm, _Bijeenkomstform):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        huidig = self.bijeenkomst.leden.values("pk")
        mensen = commissieleden() | Gebruiker.objects.filter(pk__in=huidig)
        self._kies_uit(mensen.distinct().order_by("naam"))
        self.fields["voorzitter"].initial = self.bijeenkomst.voorzitter_id
        self.fields["leden"].initial = [lid["pk"] for lid in huidig]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        voorzitter, leden = gegevens.get("voorzitter"), gegevens.get("leden")
        if voorzitter and leden is not None:
            nieuw = {voorzitter.pk, *(lid.pk for lid in leden)}
            was = set(self.bijeenkomst.leden.values_list("pk", flat=True))
            if nieuw == was and voorzitter.pk == self.bijeenkomst.voorzitter_id:
                raise forms.ValidationError("U heeft niets veranderd. Kies een andere voorzitter of andere leden.")
        return gegevens


class AanwezigenForm(_Bijeenkomstform):
    aanwezigen = _ledenveld("Wie waren er?", help_text="Haal het vinkje weg bij wie er niet was.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leden = self.bijeenkomst.leden.order_by("naam")
        self.fields["aanwezigen"].queryset = leden  # type: ignore[attr-defined]
        self.fields["aanwezigen"].initial = self._vooraf(leden)

    def _vooraf(self, leden: Any) -> list[int]:
        return [lid.pk for lid in leden]


class AanwezigenVerbeterenForm(AanwezigenForm):
    """Begins with who is on the list now."""

    def _vooraf(self, leden: Any) -> list[int]:
        return list(self.bijeenkomst.lidmaatschappen.filter(aanwezig=True).values_list("lid_id", flat=True))

    def clean_aanwezigen(self) -> Any:
        gekozen = self.cleaned_data["aanwezigen"]
        if {lid.pk for lid in gekozen} == set(self.fields["aanwezigen"].initial or []):
            raise forms.ValidationError("U heeft niets veranderd. Vink aan wie er was.")
        return gekozen
