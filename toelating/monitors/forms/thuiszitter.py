"""The forms about a pupil who sits at home."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone

from swv.invullen.forms import ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import DatumField
from swv.kern.opmaak import datum
from swv.organisaties.models import School
from toelating.forms.basis import niet_na_vandaag, niet_voor_morgen
from toelating.models import Stap, Thuiszitter, Verzuimsoort
from toelating.models.aanmelding import GEEN_GEZONDHEID
from toelating.monitors.forms.basis import NieuwForm, RedenForm, redenveld

HOOGSTENS_TERUG = relativedelta(years=3)
EERSTE_DAG = "Sinds welke dag zit de leerling thuis?"
GEEN_EERSTE_DAG = (
    "Laat dit leeg als de leerling alleen dreigt thuis te komen. Bij een vrijstelling: de eerste dag ervan."
)


def _keuzes(keuzes: list[tuple[Any, Any]]) -> list[tuple[str, str]]:
    return [(str(waarde), str(label)[:1].upper() + str(label)[1:]) for waarde, label in keuzes]


def keuzeveld(label: str, keuzes: list[tuple[Any, Any]], **opties: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_keuzes(keuzes), widget=forms.RadioSelect, **opties)


class SoortMixin(forms.Form):
    """A first day with every kind but a threat."""

    def clean_eerste_dag(self) -> date | None:
        dag: date | None = self.cleaned_data.get("eerste_dag")
        if dag is None:
            return None
        if dag < timezone.localdate() - HOOGSTENS_TERUG:
            raise forms.ValidationError("Deze dag ligt meer dan drie jaar terug. Controleer de datum.")
        return niet_na_vandaag(dag)

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        soort, dag = gegevens.get("soort"), gegevens.get("eerste_dag")
        if soort == Verzuimsoort.DREIGEND and dag:
            self.add_error("eerste_dag", "Zit de leerling al thuis? Kies dan een andere soort. Laat dit anders leeg.")
        elif soort and soort != Verzuimsoort.DREIGEND and not dag and "eerste_dag" not in self.errors:
            self.add_error("eerste_dag", "Vul de eerste dag in.")
        return gegevens


class NieuweThuiszitterForm(SoortMixin, NieuwForm):
    in_zin = {
        **NieuwForm.in_zin,
        "soort": "wat er aan de hand is",
        "eerste_dag": "de eerste dag thuis",
        "reden": "de reden",
        "leerplicht_op": "de dag van de melding bij Leerplicht",
        "bestuur_op": "de dag waarop het bestuur is ingelicht",
    }

    soort = keuzeveld("Wat is er aan de hand?", Verzuimsoort.choices)
    eerste_dag = DatumField(label=EERSTE_DAG, help_text=GEEN_EERSTE_DAG, required=False)
    reden = keuzeveld(
        "Wat is de belangrijkste reden?",
        Thuiszitter.Reden.choices,
        help_text="Kies wat het best past. Schrijf nergens iets over gezondheid of diagnose.",
    )
    leerplicht_op = DatumField(
        label="Op welke dag meldde de school dit bij Leerplicht?",
        help_text="Nog niet gedaan? Laat dit leeg en meld het vandaag.",
        required=False,
    )
    bestuur_op = DatumField(label="Op welke dag is het bestuur ingelicht?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eerste_dag"].soms_verplicht = True  # type: ignore[attr-defined]

    def clean_leerplicht_op(self) -> date | None:
        return _geweest(self.cleaned_data.get("leerplicht_op"))

    def clean_bestuur_op(self) -> date | None:
        return _geweest(self.cleaned_data.get("bestuur_op"))


def _geweest(dag: date | None) -> date | None:
    return niet_na_vandaag(dag) if dag else None


class ThuiszitterForm(ZonderBsnHandelingForm):
    """Input of an act on a thuiszitter."""

    @property
    def thuiszitter(self) -> Thuiszitter:
        assert isinstance(self.dossier, Thuiszitter)
        return self.dossier


class WijzigenForm(SoortMixin, ThuiszitterForm):
    in_zin = {"soort": "wat er aan de hand is", "eerste_dag": "de eerste dag thuis", "reden": "de reden"}
    soort = keuzeveld("Wat is er aan de hand?", Verzuimsoort.choices)
    eerste_dag = DatumField(label=EERSTE_DAG, help_text=GEEN_EERSTE_DAG, required=False)
    reden = keuzeveld("Wat is de belangrijkste reden?", Thuiszitter.Reden.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eerste_dag"].soms_verplicht = True  # type: ignore[attr-defined]
        self.initial.update({naam: getattr(self.thuiszitter, naam) for naam in self.fields})


class MeldingenForm(ThuiszitterForm):
    in_zin = {"leerplicht_op": "de dag van de melding", "bestuur_op": "de dag waarop het bestuur is ingelicht"}
    leerplicht_op = DatumField(label="Op welke dag is het gemeld bij Leerplicht?", required=False)
    bestuur_op = DatumField(label="Op welke dag is het bestuur ingelicht?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({naam: getattr(self.thuiszitter, naam) for naam in self.fields})

    clean_leerplicht_op = NieuweThuiszitterForm.clean_leerplicht_op
    clean_bestuur_op = NieuweThuiszitterForm.clean_bestuur_op

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if not self.errors and not any(gegevens.get(naam) for naam in self.fields):
            self.add_error("leerplicht_op", "Vul ten minste een van beide dagen in.")
        return gegevens


class StapForm(ThuiszitterForm):
    in_zin = {"wat": "wat er gaat gebeuren", "aan_zet": "wie aan zet is", "uiterlijk": "de uiterste dag"}
    wat = redenveld("Wat gaat er gebeuren?", help_text=f"Bijvoorbeeld: gesprek met de ouders. {GEEN_GEZONDHEID}")
    aan_zet = keuzeveld("Wie is aan zet?", Stap.AanZet.choices)
    uiterlijk = DatumField(label="Uiterlijk op welke dag?")

    def clean_uiterlijk(self) -> date:
        return niet_voor_morgen(self.cleaned_data["uiterlijk"])


class Stapveld(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.wat} ({obj.get_aan_zet_display()}, {datum(obj.uiterlijk)})"


class StapAfsluitenForm(ThuiszitterForm):
    in_zin = {"stap": "de stap", "afloop": "hoe het is afgelopen", "op": "de dag"}
    stap = Stapveld(label="Welke stap?", queryset=Stap.objects.none(), empty_label="Maak een keuze")
    afloop = keuzeveld("Hoe is het afgelopen?", Stap.Afloop.choices)
    op = DatumField(label="Op welke dag?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = self.fields["stap"]
        assert isinstance(keuze, forms.ModelChoiceField)
        keuze.queryset = self.thuiszitter.stappen.filter(afgesloten_op__isnull=True)
        self.initial.setdefault("op", timezone.localdate())

    def clean_op(self) -> date:
        return niet_na_vandaag(self.cleaned_data["op"])


class GesprekForm(ThuiszitterForm):
    in_zin = {"op": "de dag van het gesprek", "met": "met wie het gesprek was", "tekst": "wat er besproken is"}
    op = DatumField(label="Op welke dag was het gesprek?")
    met = keuzeveld("Met wie?", Stap.AanZet.choices)
    tekst = tekstveld(
        "Wat is er besproken?",
        help_text="Alleen uw eigen kant leest dit: de school of het bureau. Schrijf niets over gezondheid of diagnose.",
    )

    def clean_op(self) -> date:
        return niet_na_vandaag(self.cleaned_data["op"])


class AanwijzenForm(RedenForm):
    in_zin = {**RedenForm.in_zin, "school": "de school", "plaats_uiterlijk": "de dag waarop er een plaats moet zijn"}
    school = forms.ModelChoiceField(
        label="Welke school moet een plaats geven?", queryset=School.objects.none(), empty_label="Maak een keuze"
    )
    plaats_uiterlijk = DatumField(label="Uiterlijk op welke dag moet er een plaats zijn?")
    field_order = ["school", "plaats_uiterlijk", "reden"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = self.fields["school"]
        assert isinstance(keuze, forms.ModelChoiceField)
        keuze.queryset = School.objects.leden()

    def clean_plaats_uiterlijk(self) -> date:
        return niet_voor_morgen(self.cleaned_data["plaats_uiterlijk"])


class BeeindigenForm(ThuiszitterForm):
    in_zin = {"einde": "hoe het is geëindigd", "op": "de dag"}
    einde = keuzeveld("Hoe is het geëindigd?", Thuiszitter.Einde.choices)
    op = DatumField(
        label="Op welke dag?",
        help_text="De eerste dag terug op school, of de dag waarop het om een andere reden stopt.",
    )

    def clean_op(self) -> date:
        dag = niet_na_vandaag(self.cleaned_data["op"])
        begin = self.thuiszitter.eerste_dag
        if begin and dag < begin:
            raise forms.ValidationError(f"De eerste dag thuis was {datum(begin)}. Kies die dag of een latere.")
        return dag


class HeropenenForm(SoortMixin, RedenForm):
    in_zin = {"soort": "wat er aan de hand is", "eerste_dag": "de eerste dag thuis", "reden": "de reden"}
    soort = keuzeveld("Wat is er aan de hand?", Verzuimsoort.choices)
    eerste_dag = DatumField(
        label=EERSTE_DAG,
        help_text="Is de leerling nooit echt terug geweest? Vul dan de eerste dag van toen in.",
        required=False,
    )
    reden = redenveld("Waarom gaat deze melding weer open?")
    field_order = ["soort", "eerste_dag", "reden"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Thuiszitter)
        self.fields["eerste_dag"].soms_verplicht = True  # type: ignore[attr-defined]
        self.initial["soort"] = self.dossier.soort
