"""What is asked: for which kind of education, from when, for how long."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms

from swv.kern.formulieren import DatumField
from swv.organisaties.models import School
from toelating.models.regeling import Categorie
from toelating.onderdelen.basis import (
    ANDERE_SCHOOL,
    DuurMixin,
    InstelbaarForm,
    jaren_in_woorden,
    keuze_uit_scholen,
    tekst,
)

HOOGSTENS_TERUG = relativedelta(months=6)
HOOGSTENS_VOORUIT = relativedelta(years=2)

VOOR_WIE = {
    Categorie.LAAG: "voor leerlingen die zeer moeilijk leren, langdurig ziek zijn of gedragsproblemen hebben",
    Categorie.MIDDEN: "voor leerlingen met een lichamelijke handicap",
    Categorie.HOOG: "voor leerlingen met een ernstige meervoudige beperking",
}


def _categorieveld() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Welke bekostigingscategorie vraagt u?",
        choices=[(soort.value, f"{soort.label.capitalize()}: {VOOR_WIE[soort]}") for soort in Categorie],
        widget=forms.RadioSelect,
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
    reden_duur = tekst("Waarom is langer nodig?", regels=4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.soms_verplicht("reden_duur")
        gewoon = jaren_in_woorden(self.regeling.gewone_duur)
        self.fields["reden_duur"].help_text = f"Alleen als u langer dan {gewoon} vraagt. Anders laat u dit leeg."

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


class BeoogdeSchoolForm(PeriodeForm):
    """The school that will admit the pupil; it decides on that itself."""

    schoolsoort = School.Soort.VSO
    in_zin = {**PeriodeForm.in_zin, "beoogde_school": "de school", "andere_school": "de naam van de school"}

    beoogde_school = forms.ChoiceField(help_text="Deze school kan de TLV ophalen zodra hij er is.")
    andere_school = forms.CharField(
        label="Welke andere school?",
        max_length=120,
        required=False,
        help_text="Alleen als de school niet in de lijst staat. Nog niet bekend? Laat dit dan leeg.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["beoogde_school"]
        assert isinstance(veld, forms.ChoiceField)
        keuze_uit_scholen(veld, self.schoolsoort, anders="Een andere school, of nog niet bekend")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        gekozen = gegevens.get("beoogde_school")
        if gekozen and gekozen != ANDERE_SCHOOL and gegevens.get("andere_school"):
            self.add_error(
                "andere_school",
                "U koos al een school uit de lijst. Haal deze naam weg, of kies in de lijst ‘Een andere school’.",
            )
        return gegevens


class VsoForm(BeoogdeSchoolForm):
    in_zin = {**BeoogdeSchoolForm.in_zin, "gevraagde_categorie": "de categorie"}
    instelbaar = ("eerdere_tlv",)
    field_order = (
        "gevraagde_categorie",
        "beoogde_school",
        "andere_school",
        "gevraagde_ingang",
        "gevraagde_schooljaren",
        "reden_duur",
        "eerdere_tlv",
    )

    gevraagde_categorie = _categorieveld()
    eerdere_tlv = forms.RegexField(
        label="Nummer van een eerdere TLV",
        regex=r"^(PO|VO)\d{4}-\d{4}-\d{5}$",
        max_length=17,
        required=False,
        help_text="Had de leerling al eerder een TLV, ook van een ander samenwerkingsverband? Bijvoorbeeld "
        "PO2707-2024-00123.",
        error_messages={
            "invalid": "Een TLV-nummer ziet eruit als PO2707-2024-00123. Controleer de letters, cijfers en streepjes."
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beoogde_school"].label = "Naar welke vso-school gaat de leerling waarschijnlijk?"


class ProForm(BeoogdeSchoolForm):
    schoolsoort = School.Soort.PRO
    field_order = ("beoogde_school", "andere_school", "gevraagde_ingang", "gevraagde_schooljaren", "reden_duur")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "beoogde_school"
        ].label = "Naar welke school voor praktijkonderwijs gaat de leerling waarschijnlijk?"


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
    terugkeer = tekst(
        "Wat is het perspectief op terugkeer naar een gewone school?",
        help_text="Is terugkeer niet mogelijk? Schrijf dan op waarom niet, en waar de leerling naartoe werkt.",
    )


class CategorieForm(PeriodeForm):
    in_zin = {
        **PeriodeForm.in_zin,
        "gevraagde_categorie": "de categorie",
        "veranderd": "wat er is veranderd",
    }
    field_order = ("gevraagde_categorie", "veranderd", "gevraagde_ingang", "gevraagde_schooljaren", "reden_duur")

    gevraagde_categorie = _categorieveld()
    veranderd = tekst("Wat is er veranderd, en waarom past de huidige categorie niet meer?")

    def clean_gevraagde_categorie(self) -> str:
        gekozen: str = self.cleaned_data["gevraagde_categorie"]
        vorige = self.regels.aanvraag.vorige
        if vorige and vorige.categorie == gekozen:
            raise forms.ValidationError(
                f"De TLV heeft nu al categorie {Categorie(gekozen).label}. Kies de categorie die u wilt."
            )
        return gekozen
