"""What the beheerder fills in about a version of the rules: the kind by its name, and each amount by its words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from aanvragen.betaalschema import MEESTE_DELEN, Wanneer, lees
from aanvragen.models import Regeling
from aanvragen.soorten import alle, soort_van
from swv.kern.formulieren import lees_bedrag
from swv.kern.opmaak import MAANDEN


class Getypt(dict[str, str]):
    """Amounts as somebody typed them, with a point for thousands: shown again as they are."""


class GetallenWidget(forms.Widget):
    """One box for each amount or limit of the kind."""

    def __init__(self, namen: Mapping[str, str]) -> None:
        super().__init__()
        self.namen = namen

    def id_for_label(self, id_: str) -> str:
        return ""  # each box has a label of its own

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def format_value(self, value: Any) -> Any:
        if isinstance(value, Getypt) or not isinstance(value, Mapping):
            return value or {}
        return {naam: str(waarde).replace(".", ",") for naam, waarde in value.items()}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        waarden = self.format_value(value)
        vakken = format_html_join(
            "",
            '<p><label for="id_{0}-{1}">{2}</label> '
            '<input type="text" inputmode="decimal" id="id_{0}-{1}" name="{0}-{1}" value="{3}"></p>',
            ((name, naam, label, waarden.get(naam, "")) for naam, label in self.namen.items()),
        )
        return format_html("<div>{}</div>", vakken or "Deze soort kent geen bedragen of grenzen.")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Getypt:
        return Getypt({naam: data.get(f"{name}-{naam}", "").strip() for naam in self.namen})

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{naam}" in data for naam in self.namen)


class GetallenField(forms.Field):
    """The amounts and limits as exact text; an empty box is left out. Raises ValidationError, naming the box."""

    widget: GetallenWidget

    def __init__(self, namen: Mapping[str, str], **opties: Any) -> None:
        super().__init__(widget=GetallenWidget(namen), required=False, **opties)
        self.namen = namen

    def clean(self, value: Mapping[str, str]) -> dict[str, str]:
        return {naam: self._getal(naam, tekst) for naam, tekst in value.items() if tekst}

    def _getal(self, naam: str, tekst: str) -> str:
        try:
            getal = lees_bedrag(tekst)
        except ValueError:
            getal = Decimal(-1)
        if getal < 0:
            raise forms.ValidationError(f"{self.namen[naam]}: vul een getal van nul of meer in, bijvoorbeeld 72,50.")
        return str(int(getal) if getal == int(getal) else getal)


RIJEN_ERBIJ = 2  # empty ones below those that are filled in
MINSTENS_RIJEN = 4


class BetaalschemaWidget(forms.Widget):
    """A row for each part of an award: its percentage, when it comes, and the day where that is one."""

    def id_for_label(self, id_: str) -> str:
        return ""  # each box has a label of its own

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def format_value(self, value: Any) -> Any:
        return value if isinstance(value, list) else []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rijen = self.format_value(value)
        aantal = min(MEESTE_DELEN, max(MINSTENS_RIJEN, len(rijen) + RIJEN_ERBIJ))
        vol = [*rijen, *({} for _ in range(aantal - len(rijen)))]
        return format_html(
            "<div>{}</div>",
            format_html_join(
                "",
                '<p class="swv-betaaldeel">{}{}{}{}</p>',
                (_vakken(name, nummer, rij) for nummer, rij in enumerate(vol)),
            ),
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        rijen = [
            {deel: data.get(f"{name}-{nummer}-{deel}", "").strip() for deel in DELEN} for nummer in range(MEESTE_DELEN)
        ]
        return [rij for rij in rijen if any(rij[deel] for deel in DELEN if deel != "wanneer")]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{nummer}-percentage" in data for nummer in range(MEESTE_DELEN))


DELEN = ("percentage", "wanneer", "dag", "maand")


def _vakken(name: str, nummer: int, rij: Mapping[str, Any]) -> list[SafeString]:
    """The boxes of one part, each with its label."""
    maanden = [("", ""), *((str(maand), naam) for maand, naam in enumerate(MAANDEN, start=1))]
    keuzes = {"wanneer": Wanneer.choices, "maand": maanden}
    labels = {"percentage": f"Deel {nummer + 1} in %", "wanneer": "Wanneer", "dag": "Dag", "maand": "Maand"}
    return [
        format_html(
            '<span class="swv-betaaldeel__vak"><label for="id_{0}">{1}</label>{2}</span>',
            f"{name}-{nummer}-{deel}",
            label,
            _keuze(f"{name}-{nummer}-{deel}", str(rij.get(deel, "")), keuzes[deel])
            if deel in keuzes
            else _invoer(f"{name}-{nummer}-{deel}", str(rij.get(deel, "")).replace(".", ",")),
        )
        for deel, label in labels.items()
    ]


def _keuze(naam: str, waarde: str, keuzes: Iterable[tuple[str, str]]) -> str:
    return forms.Select(choices=keuzes).render(naam, waarde, {"id": f"id_{naam}"})


def _invoer(naam: str, waarde: str) -> str:
    return forms.TextInput({"inputmode": "decimal", "size": 5}).render(naam, waarde, {"id": f"id_{naam}"})


class BetaalschemaField(forms.Field):
    """How an award is paid, as the rules keep it. Raises ValidationError, naming the part."""

    widget = BetaalschemaWidget

    def clean(self, value: list[dict[str, str]]) -> list[dict[str, Any]]:
        return [deel.als_rij() for deel in lees([self._met_getal(rij) for rij in value])]

    def _met_getal(self, rij: Mapping[str, str]) -> dict[str, str]:
        try:
            percentage = lees_bedrag(rij["percentage"].removesuffix("%")).normalize()
        except ValueError:
            return dict(rij)
        return {**rij, "percentage": format(percentage, "f")}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [{naam: str(waarde) for naam, waarde in rij.items()} for rij in initial or []] != [
            {naam: waarde for naam, waarde in rij.items() if waarde} for rij in data or []
        ]


class RegelingForm(forms.ModelForm):
    class Meta:
        model = Regeling
        fields = [
            "soort",
            "geldig_van",
            "geldig_tot",
            "open_van",
            "open_tot",
            "getallen",
            "begrotingspost_code",
            "betaalschema",
            "vraagt_verantwoording",
            "plan",
            "ambities",
            "beslistermijn_weken",
            "briefsoort",
            "rechtsmiddel",
            "brieftekst",
            "uitleg",
            "toelichting",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "soort" in self.fields:
            keuzes = [("", "Kies een soort"), *((soort.code, soort.naam) for soort in alle())]
            self.fields["soort"] = forms.ChoiceField(label="Soort", choices=keuzes)
        if "betaalschema" in self.fields:
            veld = self.fields["betaalschema"]
            self.fields["betaalschema"] = BetaalschemaField(label=veld.label, help_text=veld.help_text, required=False)
        if "getallen" in self.fields:
            self.fields["getallen"] = GetallenField(self._namen(), label="Bedragen en grenzen")

    def _namen(self) -> dict[str, str]:
        """Of the kind of this version; while a new one has no kind yet they come once that is kept."""
        if not self.instance.pk:
            return {}
        try:
            return soort_van(self.instance.soort).namen_van_getallen(*self.instance.getallen)
        except KeyError:
            return {naam: naam for naam in self.instance.getallen}
