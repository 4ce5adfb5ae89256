"""The forms of a distribution: what is divided, the share of each school, and the decision."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from financien.models import Begrotingspost, Verdeling
from swv.kern.formulieren import BedragField, BestandField, Formulier, ModelFormulier
from swv.organisaties.models import School

MAX_MB = 5


class PostKeuze(forms.ModelChoiceField):
    """A line of costs in a year that is open, under the name of its year."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.jaar.jaar}: {obj}"


class VerdelingForm(ModelFormulier):
    """What is divided: the line, the amount for a whole year, the months that count and when it is paid."""

    in_zin = {
        "post": "de begrotingspost",
        "soort": "het soort middelen",
        "naam": "een naam",
        "jaarbedrag": "het bedrag voor een heel jaar",
        "grondslag": "waarop de aandelen berusten",
    }
    post = PostKeuze(label="Van welke begrotingspost?", queryset=Begrotingspost.objects.none())
    jaarbedrag = BedragField(
        label="Welk bedrag zou het voor een heel jaar zijn?",
        min_value=Decimal("0.01"),
        help_text="Kiest u minder maanden, dan verdeelt het portaal het deel voor die maanden. "
        "Vijf maanden is vijf twaalfde.",
    )

    class Meta:
        model = Verdeling
        fields = ("post", "soort", "naam", "jaarbedrag", "van_maand", "tot_maand", "ritme", "grondslag")
        labels = {
            "soort": "Wat verdeelt u?",
            "naam": "Hoe heet deze verdeling?",
            "van_maand": "Vanaf welke maand?",
            "tot_maand": "Tot en met welke maand?",
            "ritme": "Wanneer wordt er betaald?",
            "grondslag": "Waarop berusten de aandelen?",
        }
        help_texts = {
            "naam": "Bijvoorbeeld: Lwoo OSB vanaf augustus.",
            "grondslag": "Bijvoorbeeld: aandeel van de school op 1-10-2019.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lasten = Begrotingspost.objects.filter(soort=Begrotingspost.Soort.LASTEN, jaar__gesloten_op__isnull=True)
        keuze = self.fields["post"]
        assert isinstance(keuze, forms.ModelChoiceField)
        keuze.queryset = lasten.select_related("jaar").order_by("-jaar__jaar", "volgorde", "code")


class AandelenForm(Formulier):
    """The share of every school: typed, or from a file that goes before what was typed."""

    bestand = BestandField(
        label="Aandelen uit een bestand",
        soorten=("csv", "xlsx"),
        max_mb=MAX_MB,
        required=False,
        help_text="Met de kolommen ‘school’ (BRIN met vestiging) en ‘aandeel’. "
        "Een bestand vervangt alles wat hieronder staat.",
    )

    def __init__(self, *args: Any, scholen: Iterable[School], gewichten: Mapping[int, Decimal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scholen = list(scholen)
        for school in self.scholen:
            self.fields[f"school_{school.pk}"] = AandeelField(
                label=str(school), required=False, initial=gewichten.get(school.pk)
            )

    def schoolvelden(self) -> list[BoundField]:
        """The fields of the schools, for the table."""
        return [self[f"school_{school.pk}"] for school in self.scholen]

    def gewichten(self) -> dict[int, Decimal]:
        """The share per school as it was typed; an empty field is no share."""
        return {s.pk: gewicht for s in self.scholen if (gewicht := self.cleaned_data[f"school_{s.pk}"])}


class AandeelField(forms.DecimalField):
    """A weight: pupils, percent or euros, with a comma or a point and at most four decimals."""

    widget = forms.TextInput
    breedte = "kort"
    default_error_messages = {
        "invalid": "Vul een getal in, bijvoorbeeld 125 of 12,5.",
        "max_decimal_places": "Gebruik hoogstens vier cijfers achter de komma.",
        "min_value": "Een aandeel is niet lager dan nul.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=14, decimal_places=4, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        ruw = value.strip().replace(",", ".") if isinstance(value, str) else value
        if isinstance(ruw, str) and any(teken not in "0123456789.-" for teken in ruw):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(ruw)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "class": "swv-invoer"}


class VastleggenForm(Formulier):
    """The decision that the awards rest on, and the version of the preview that was seen."""

    in_zin = {"besluit": "het besluit"}
    besluit = forms.CharField(
        label="In welk besluit is deze verdeling vastgesteld?",
        max_length=120,
        help_text="Bijvoorbeeld: ALV 12 december 2026, agendapunt 6.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)
