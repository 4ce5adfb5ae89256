"""The forms of the zorgplicht clock."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone

from swv.invullen.forms import ZonderBsnHandelingForm
from swv.kern.formulieren import DatumField
from swv.kern.opmaak import datum
from swv.organisaties.models import School
from toelating.forms.basis import JaNeeField, niet_na_vandaag
from toelating.models import Aanmelding
from toelating.models.aanmelding import LANGSTE_VERLENGING
from toelating.monitors.forms.basis import NieuwForm, redenveld

HOOGSTENS_TERUG = relativedelta(years=1)


class NieuweAanmeldingForm(NieuwForm):
    in_zin = {
        **NieuwForm.in_zin,
        "aangemeld_op": "de dag van de aanmelding",
        "verwacht": "wie extra ondersteuning verwacht",
        "is_ingeschreven": "of de leerling op een school staat ingeschreven",
    }

    aangemeld_op = DatumField(
        label="Op welke dag kreeg de school de schriftelijke aanmelding?",
        help_text="Vanaf de dag erna loopt de termijn van zes weken.",
    )
    verwacht = forms.ChoiceField(
        label="Wie verwacht dat de leerling extra ondersteuning nodig heeft?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Aanmelding.Verwacht.choices],
        widget=forms.RadioSelect,
    )
    is_ingeschreven = JaNeeField(
        label="Staat de leerling nu op een school ingeschreven?",
        help_text="Zo niet, dan heeft de leerling na tien weken zonder besluit recht op een tijdelijke plaats.",
    )

    def clean_aangemeld_op(self) -> date:
        dag = niet_na_vandaag(self.cleaned_data["aangemeld_op"])
        if dag < timezone.localdate() - HOOGSTENS_TERUG:
            raise forms.ValidationError("Deze dag ligt meer dan een jaar terug. Controleer de datum.")
        return dag


class AanmeldingForm(ZonderBsnHandelingForm):
    """Input of an act on an aanmelding."""

    @property
    def aanmelding(self) -> Aanmelding:
        assert isinstance(self.dossier, Aanmelding)
        return self.dossier

    def na_aanmelding(self, dag: date) -> date:
        """Something that happened since the registration, today at the latest."""
        niet_na_vandaag(dag)
        if dag < self.aanmelding.aangemeld_op:
            begin = datum(self.aanmelding.aangemeld_op)
            raise forms.ValidationError(f"De aanmelding was op {begin}. Kies die dag of een latere.")
        return dag


class VerlengenForm(AanmeldingForm):
    in_zin = {"weken": "het aantal weken", "brief_op": "de dag van de brief", "reden": "de reden"}

    weken = forms.IntegerField(
        label="Met hoeveel weken?",
        min_value=1,
        max_value=LANGSTE_VERLENGING,
        initial=LANGSTE_VERLENGING,
        help_text="Hoogstens 4. Verlengen kan één keer.",
    )
    brief_op = DatumField(
        label="Op welke dag ging de brief naar de ouders?",
        help_text="De ouders moeten voor het einde van de termijn weten dat het langer duurt.",
    )
    reden = redenveld("Waarom lukt het niet binnen zes weken?")

    def clean_brief_op(self) -> date:
        dag = self.na_aanmelding(self.cleaned_data["brief_op"])
        if dag > self.aanmelding.beslisdatum:
            raise forms.ValidationError(
                f"De termijn liep tot en met {datum(self.aanmelding.beslisdatum)}. Verlengen kon tot en met die dag."
            )
        return dag


class TijdelijkPlaatsenForm(AanmeldingForm):
    in_zin = {"op": "de eerste dag van de tijdelijke plaats"}
    op = DatumField(label="Vanaf welke dag heeft de leerling een tijdelijke plaats op uw school?")

    def clean_op(self) -> date:
        return self.na_aanmelding(self.cleaned_data["op"])


class ToelatenForm(AanmeldingForm):
    in_zin = {"besloten_op": "de dag van het besluit", "geplaatst_op": "de eerste schooldag"}
    besloten_op = DatumField(label="Op welke dag besloot de school?")
    geplaatst_op = DatumField(label="Vanaf welke dag staat de leerling op uw school ingeschreven?")

    def clean_besloten_op(self) -> date:
        return self.na_aanmelding(self.cleaned_data["besloten_op"])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        besloten, geplaatst = gegevens.get("besloten_op"), gegevens.get("geplaatst_op")
        if besloten and geplaatst and geplaatst < self.aanmelding.aangemeld_op:
            self.add_error("geplaatst_op", "De eerste dag ligt voor de aanmelding. Controleer de datum.")
        return gegevens


class AndereSchoolForm(AanmeldingForm):
    in_zin = {
        "besloten_op": "de dag van het besluit",
        "akkoord_op": "de dag waarop de andere school akkoord ging",
        "andere_school": "de andere school",
        "andere_school_naam": "de naam van de school",
    }
    besloten_op = DatumField(label="Op welke dag besloot uw school?")
    andere_school = forms.ModelChoiceField(
        label="Welke school neemt de leerling?",
        queryset=School.objects.none(),
        required=False,
        empty_label="Een school buiten de regio",
    )
    andere_school_naam = forms.CharField(
        label="Naam van de school buiten de regio", max_length=120, required=False, help_text="Anders leeg laten."
    )
    akkoord_op = DatumField(
        label="Op welke dag ging die school akkoord?",
        help_text="Zonder akkoord is er nog geen passend aanbod en loopt uw onderzoek door.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = self.fields["andere_school"]
        assert isinstance(keuze, forms.ModelChoiceField)
        keuze.queryset = School.objects.leden().exclude(pk=self.aanmelding.school_id)
        self.fields["andere_school"].soms_verplicht = True  # type: ignore[attr-defined]
        self.fields["andere_school_naam"].soms_verplicht = True  # type: ignore[attr-defined]

    def clean_besloten_op(self) -> date:
        return self.na_aanmelding(self.cleaned_data["besloten_op"])

    def clean_akkoord_op(self) -> date:
        return self.na_aanmelding(self.cleaned_data["akkoord_op"])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        school, naam = gegevens.get("andere_school"), gegevens.get("andere_school_naam")
        if school and naam:
            self.add_error("andere_school_naam", "Kies een school uit de lijst of vul een naam in, niet allebei.")
        elif not school and not naam and "andere_school" not in self.errors:
            self.add_error("andere_school", "Kies de school, of vul de naam van een school buiten de regio in.")
        return gegevens


class GeplaatstForm(AanmeldingForm):
    in_zin = {"geplaatst_op": "de eerste schooldag"}
    geplaatst_op = DatumField(label="Op welke dag begon de leerling op de andere school?")

    def clean_geplaatst_op(self) -> date:
        return self.na_aanmelding(self.cleaned_data["geplaatst_op"])


class IntrekkenForm(AanmeldingForm):
    in_zin = {"waarom": "waarom de aanmelding stopt"}
    waarom = forms.ChoiceField(
        label="Waarom stopt deze aanmelding?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Aanmelding.Intrekking.choices],
        widget=forms.RadioSelect,
    )
