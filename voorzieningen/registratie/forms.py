"""What people fill in about a pupil in a niet-schoolse voorziening."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.invullen.forms import ZonderBsnHandelingForm
from swv.invullen.leerling import LEERLINGVELDEN, MetLeerling, PeriodeMixin
from swv.kern.formulieren import DatumField, Formulier, UrenField
from swv.kern.opmaak import datum
from voorzieningen.models import Plaatsing, Registratie
from voorzieningen.models.schoolwissel import GEEN_NAMEN

LANGSTE_REDEN = 300


def _tekst(label: str, *, langst: int = LANGSTE_REDEN, **opties: Any) -> forms.CharField:
    vak = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, widget=vak, max_length=langst, **{"help_text": GEEN_NAMEN, **opties})


class AfsprakenForm(PeriodeMixin, ZonderBsn, Formulier):
    """Where, when, how much and what for. Shared by the registration and by a change of it."""

    in_zin = {
        "aanbieder": "de aanbieder",
        "van": "de begindatum",
        "tot": "de einddatum",
        "uren_per_week": "het aantal uren per week",
        "doel": "het doel",
        "evaluatie_op": "de dag om het te bespreken",
        "doel_toelichting": "de toelichting",
    }

    aanbieder = forms.CharField(
        label="Wie biedt het aan?",
        max_length=120,
        help_text="De naam van de voorziening, bijvoorbeeld een zorgboerderij.",
    )
    van = DatumField(label="Wat is de eerste dag?")
    tot = DatumField(label="Wat is de laatste dag?")
    uren_per_week = UrenField(label="Hoeveel uur per week?", min_value=1, max_value=40, decimal_places=1)
    doel = forms.ChoiceField(label="Wat is het doel?", choices=Plaatsing.Doel.choices, widget=forms.RadioSelect)
    doel_toelichting = _tekst("Toelichting op het doel", required=False)
    evaluatie_op = DatumField(
        label="Wanneer bespreekt u tussentijds hoe het gaat?",
        help_text="U krijgt dan een herinnering. Bijvoorbeeld 1-2-2027.",
        required=False,
    )

    @property
    def peildatum(self) -> date:  # type: ignore[override]
        return timezone.localdate()

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        van, tot, evaluatie = (gegevens.get(naam) for naam in ("van", "tot", "evaluatie_op"))
        if van and tot and evaluatie and not van <= evaluatie <= tot:
            self.add_error(
                "evaluatie_op", "Deze dag ligt niet tussen de eerste en de laatste dag. Kies een andere dag."
            )
        return gegevens


class RegistrerenForm(MetLeerling, AfsprakenForm):
    """A pupil of the own school, and what is agreed."""

    in_zin = {**MetLeerling.in_zin, **AfsprakenForm.in_zin}

    field_order = LEERLINGVELDEN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voornaam"].kop = "De leerling"  # type: ignore[attr-defined]
        self.fields["aanbieder"].kop = "De voorziening"  # type: ignore[attr-defined]


class RegistratieForm(ZonderBsnHandelingForm):
    """Input of an act on a registration."""

    @property
    def registratie(self) -> Registratie:
        assert isinstance(self.dossier, Registratie)
        return self.dossier


class WijzigenForm(AfsprakenForm, RegistratieForm):
    """The same questions, with what was answered before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({naam: getattr(self.registratie, naam) for naam in self.fields})


class RedenForm(RegistratieForm):
    in_zin = {"reden": "de reden"}
    reden = _tekst("Reden")


class EffectForm(RegistratieForm):
    """What it brought."""

    in_zin = {"effect": "wat de voorziening heeft opgeleverd", "effect_toelichting": "de toelichting"}

    effect = forms.ChoiceField(
        label="Wat heeft de voorziening opgeleverd?", choices=Plaatsing.Effect.choices, widget=forms.RadioSelect
    )
    effect_toelichting = _tekst("Toelichting", langst=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({naam: getattr(self.registratie, naam) for naam in ("effect", "effect_toelichting")})


class AfrondenForm(EffectForm):
    """The last day, and what it brought."""

    in_zin = {**EffectForm.in_zin, "op": "de laatste dag"}

    op = DatumField(label="Wat was de laatste dag?")
    field_order = ["op", "effect", "effect_toelichting"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["op"] = min(self.registratie.tot, timezone.localdate())

    def clean_op(self) -> date:
        op: date = self.cleaned_data["op"]
        if op < self.registratie.van:
            raise forms.ValidationError(f"De eerste dag was {datum(self.registratie.van)}. Kies die dag of een latere.")
        if op > timezone.localdate():
            raise forms.ValidationError("Deze dag moet nog komen. Rond af op de laatste dag, of wijzig de einddatum.")
        return op
