"""A motivation that can begin with text blocks: chosen, put in with a press on a button, and changed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from swv.invullen.antwoorden import ruw
from swv.kern.invoer import HandelingForm
from toelating.models import Categorie, Onderwijssoort, Tekstblok, Tlvaanvraag
from toelating.tekstblokken import Waarden, nog_in_te_vullen, vul_in


@dataclass(frozen=True)
class Blokkeuze:
    """One block to choose, with its text for this request."""

    blok: Tekstblok
    tekst: str
    is_gekozen: bool


class MetTekstblokken(HandelingForm):
    """Shows the blocks that fit this kind of request today. Which of them were chosen is not kept: what counts is the
    text that they led to."""

    uitkomsten: ClassVar[Sequence[str]] = ()
    aanvraag: Tlvaanvraag
    niet_ingevoegd: Sequence[Tekstblok] = ()

    tekstblokken = forms.ModelMultipleChoiceField(
        label="Welke tekstblokken?",
        queryset=Tekstblok.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blokken = Tekstblok.objects.voor(self.aanvraag.soort, *self.uitkomsten, op=timezone.localdate())
        self.blokken = {str(blok.pk): blok for blok in blokken}
        self.fields["tekstblokken"].queryset = blokken  # type: ignore[attr-defined]

    def get_context(self) -> dict[str, Any]:
        """The blocks stand in a place of their own, with their whole text."""
        context = super().get_context()
        context["fields"] = [(veld, fouten) for veld, fouten in context["fields"] if veld.name != "tekstblokken"]
        return context

    @property
    def keuzes(self) -> list[tuple[str, list[Blokkeuze]]]:
        """The blocks by the decision that they belong to, as they would read now."""
        gekozen = {str(pk) for pk in self["tekstblokken"].value() or ()}
        waarden = self._waarden()
        groepen = []
        for uitkomst in self.uitkomsten:
            rijen = [
                Blokkeuze(blok, vul_in(blok.tekst, waarden), pk in gekozen)
                for pk, blok in self.blokken.items()
                if blok.uitkomst == uitkomst
            ]
            if rijen:
                groepen.append((str(Tekstblok.Uitkomst(uitkomst).label), rijen))
        return groepen

    def aangevuld(self) -> "MetTekstblokken":
        """The same form with what was typed, and the chosen blocks added to the motivation. Nothing is checked yet."""
        getypt = ruw(self, self.data)
        gekozen = [self.blokken[pk] for pk in getypt.pop("tekstblokken") or () if pk in self.blokken]
        passend = [blok for blok in gekozen if blok.uitkomst == self.uitkomst]
        waarden = self._waarden()
        alineas = [getypt["motivering"], *(vul_in(blok.tekst, waarden) for blok in passend)]
        getypt["motivering"] = "\n\n".join(alinea.strip() for alinea in alineas if alinea and alinea.strip())
        form = type(self)(initial=getypt, dossier=self.dossier, door=self.door)
        form.niet_ingevoegd = [blok for blok in gekozen if blok not in passend]
        return form

    @property
    def uitkomst(self) -> str:
        """The decision that is proposed as it is on the screen; nothing when there is a choice and none is made."""
        if "voorstel" in self.fields:
            return str(self._getypt("voorstel") or "")
        return self.uitkomsten[0]

    def _waarden(self) -> Waarden:
        aanvraag = self.aanvraag
        soort = Onderwijssoort.PRO if aanvraag.is_pro else Onderwijssoort.VSO
        categorie = self._getypt("categorie")
        return Waarden(
            voornaam=aanvraag.leerling.voornaam if aanvraag.leerling else "",
            onderwijs=str(soort.label),
            categorie=str(Categorie(categorie).label) if categorie else "",
            ingang=self._getypt("ingang"),
            einde=self._getypt("einde"),
        )

    def _getypt(self, naam: str) -> Any:
        """What stands in a field, when it can be read."""
        if naam not in self.fields:
            return None
        try:
            return self.fields[naam].clean(self[naam].value())
        except forms.ValidationError:
            return None

    def clean_motivering(self) -> str:
        motivering: str = self.cleaned_data["motivering"]
        if zin := nog_in_te_vullen(motivering):
            raise forms.ValidationError(zin)
        return motivering

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        gegevens.pop("tekstblokken", None)
        return gegevens
