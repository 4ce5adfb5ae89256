"""What is asked: for which kind of education, from when, for how long."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms

from swv.invullen.onderdelen import OnderdeelForm
from swv.kern.formulieren import DatumField
from swv.organisaties.models import School
from toelating.models.regeling import Categorie
from toelating.onderdelen.basis import DuurMixin, InstelbaarForm, keuze_uit_scholen, tekst

HOOGSTENS_TERUG = relativedelta(months=6)
HOOGSTENS_VOORUIT = relativedelta(years=2)


def _categorieveld() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Welke bekostigingscategorie vraagt u?",
        choices=[(waarde, str(label).capitalize()) for waarde, label in Categorie.choices],
        widget=forms.RadioSelect,
        help_text=(
            "Laag: zeer moeilijk lerend, langdurig ziek of gedrag. Midden: lichamelijk gehandicapt. "
            "Hoog: ernstig meervoudig beperkt."
        ),
    )


class PeriodeForm(DuurMixin, InstelbaarForm):
    """From when and for how many whole school years."""

    in_zin = {
        "gevraagde_ingang": "de ingangsdatum",
        "gevraagde_schooljaren": "het aantal schooljaren",
        "reden_duur": "waarom langer nodig is",
    }

    gevraagde_ingang = DatumField(label="Vanaf welke dag?")
    gevraagde_schooljaren = forms.IntegerField(
        label="Voor hoeveel hele schooljaren?",
        min_value=1,
        max_value=8,
        help_text="De rest van een lopend schooljaar komt daar vanzelf bij. Een TLV eindigt altijd op 31 juli.",
    )
    reden_duur = tekst("Waarom is langer nodig?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden_duur"].soms_verplicht = True  # type: ignore[attr-defined]
        self.fields["reden_duur"].help_text = "Verplicht als u langer vraagt dan gewoon."

    def clean_gevraagde_ingang(self) -> date:
        dag: date = self.cleaned_data["gevraagde_ingang"]
        if dag < self.peildatum - HOOGSTENS_TERUG:
            raise forms.ValidationError(
                "Deze dag ligt meer dan een half jaar terug. Een TLV geldt niet zo ver met terugwerkende kracht. "
                "Vul een latere dag in."
            )
        if dag > self.peildatum + HOOGSTENS_VOORUIT:
            raise forms.ValidationError("Deze dag ligt meer dan twee jaar vooruit. Vul een eerdere dag in.")
        return dag


class BeoogdeSchoolMixin(OnderdeelForm):
    """The school that will admit the pupil; it decides on that itself."""

    schoolsoort = School.Soort.VSO

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["beoogde_school"]
        assert isinstance(veld, forms.ChoiceField)
        keuze_uit_scholen(veld, self.schoolsoort, anders="Een andere school, of nog niet bekend")


def _schoolveld(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text="Deze school kan de TLV ophalen zodra hij er is.")


class VsoForm(BeoogdeSchoolMixin, PeriodeForm):
    in_zin = {
        **PeriodeForm.in_zin,
        "gevraagde_categorie": "de categorie",
        "beoogde_school": "de school",
        "opp_datum": "de datum van het OPP",
    }
    instelbaar = ("opp_datum",)
    field_order = ("gevraagde_categorie", "beoogde_school", "gevraagde_ingang", "gevraagde_schooljaren", "reden_duur")

    gevraagde_categorie = _categorieveld()
    beoogde_school = _schoolveld("Naar welke vso-school gaat de leerling waarschijnlijk?")
    opp_datum = DatumField(label="Datum van het OPP")


class ProForm(BeoogdeSchoolMixin, PeriodeForm):
    schoolsoort = School.Soort.PRO
    in_zin = {**PeriodeForm.in_zin, "beoogde_school": "de school"}
    field_order = ("beoogde_school", "gevraagde_ingang", "gevraagde_schooljaren", "reden_duur")

    beoogde_school = _schoolveld("Naar welke school voor praktijkonderwijs gaat de leerling waarschijnlijk?")


class VerlengingForm(PeriodeForm):
    """The short way: what was reached, what is still needed and for how long, and the way back."""

    in_zin = {
        **PeriodeForm.in_zin,
        "bereikt": "wat er is bereikt",
        "doelen": "de doelen",
        "tijd": "hoeveel tijd nodig is",
        "terugkeer": "het perspectief op terugkeer",
    }

    bereikt = tekst("Wat is er bereikt in de afgelopen periode?")
    doelen = tekst("Aan welke doelen werkt u verder?")
    tijd = tekst("Hoeveel tijd is daarvoor nodig, en waarom?")
    terugkeer = tekst("Wat is het perspectief op terugkeer naar een gewone school?")


class CategorieForm(PeriodeForm):
    in_zin = {
        **PeriodeForm.in_zin,
        "gevraagde_categorie": "de categorie",
        "veranderd": "wat er is veranderd",
    }
    field_order = ("gevraagde_categorie", "veranderd", "gevraagde_ingang", "gevraagde_schooljaren", "reden_duur")

    gevraagde_categorie = _categorieveld()
    veranderd = tekst("Wat is er veranderd, en waarom past de huidige categorie niet meer?")
