"""The forms of the forecast of TLVs and of the scenario."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from financien.models import Categorie, Leerlingtelling
from swv.kern.formulieren import BedragField, DatumField, Formulier, lees_bedrag

LEEG_BLIJFT = "Wat u leeg laat, blijft zoals het was."


class OpgaveForm(Formulier):
    """Where the numbers come from; what is filled in per category goes to `ingevuld`."""

    in_zin = {"bron": "de bron", "datum": "de datum van de bron"}
    bron = forms.CharField(label="Wat is de bron?", max_length=160, help_text="Bijvoorbeeld: DUO, overzicht van maart.")
    datum = DatumField(label="Van welke datum is de bron?")

    def ingevuld(self) -> dict[Categorie, Any]:
        waarden = {categorie: self.cleaned_data.get(categorie.value) for categorie in Categorie}
        return {categorie: waarde for categorie, waarde in waarden.items() if waarde is not None}

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        if not self.errors and not self.ingevuld():
            raise ValidationError("Vul minstens één categorie in.")
        return schoon


def _aantal(categorie: Categorie) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"Leerlingen {categorie.label}", min_value=0, max_value=99_999, required=False, widget=_GetalInput()
    )


def _bedrag(categorie: Categorie) -> BedragField:
    return BedragField(label=f"Bedrag per leerling {categorie.label}", min_value=Decimal("0.01"), required=False)


class _GetalInput(forms.TextInput):
    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off"})


class TellingenForm(OpgaveForm):
    """Pupils per category, expected or counted."""

    in_zin = {**OpgaveForm.in_zin, "soort": "of het verwacht of geteld is"}
    soort = forms.ChoiceField(
        label="Zijn dit verwachte of getelde leerlingen?",
        choices=Leerlingtelling.Soort.choices,
        widget=forms.RadioSelect,
    )
    vso_laag = _aantal(Categorie.VSO_LAAG)
    vso_midden = _aantal(Categorie.VSO_MIDDEN)
    vso_hoog = _aantal(Categorie.VSO_HOOG)
    pro = _aantal(Categorie.PRO)
    field_order = ("soort", *Categorie.values, "bron", "datum")


class TarievenForm(OpgaveForm):
    """What one pupil costs per category."""

    vso_laag = _bedrag(Categorie.VSO_LAAG)
    vso_midden = _bedrag(Categorie.VSO_MIDDEN)
    vso_hoog = _bedrag(Categorie.VSO_HOOG)
    pro = _bedrag(Categorie.PRO)
    field_order = (*Categorie.values, "bron", "datum")


class ProcentField(forms.DecimalField):
    """A percentage with a comma or a point: 3,8."""

    widget = forms.TextInput
    achtervoegsel = "%"
    breedte = "kort"
    default_error_messages = {"invalid": "Vul een percentage in, bijvoorbeeld 3,8."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(value.strip().removesuffix("%").replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class ReserveField(BedragField):
    """An amount that may be below zero."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal("-9999999999.99"), **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        tekst = value.strip().removeprefix("€").strip() if isinstance(value, str) else ""
        if tekst.startswith(("-", "\N{MINUS SIGN}")):
            try:
                return -lees_bedrag(tekst[1:])
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return super().to_python(value)


ALMERE = "almere"


class ScenarioForm(Formulier):
    """The questions of a scenario. They stand in the address, so a page can be shared."""

    in_zin = {
        "kader": "een begroting",
        "begin": "het aandeel in het eerste jaar",
        "eind": "het aandeel aan het eind",
        "jaren": "het aantal jaren",
        "mee": "het deel dat meebeweegt",
        "reserve": "de reserve aan het begin",
    }
    kader = forms.ChoiceField(label="Met welke begroting rekent u?")
    begin = ProcentField(label="Aandeel vso in het eerste jaar", max_value=20)
    eind = ProcentField(label="Aandeel vso aan het eind", max_value=20)
    jaren = forms.IntegerField(
        label="In hoeveel jaar?", min_value=1, max_value=10, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    mee = ProcentField(label="Deel van de kosten dat meebeweegt", max_value=100)
    reserve = ReserveField(label="Reserve voor het eerste jaar")

    def __init__(self, *args: Any, begrotingen: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kader = self.fields["kader"]
        assert isinstance(kader, forms.ChoiceField)
        kader.choices = [
            (ALMERE, "Voorbeeld: SWV VO Almere 2018-2021"),
            *((str(jaar), f"Begroting {jaar}, vier jaar gelijk") for jaar in begrotingen),
        ]
