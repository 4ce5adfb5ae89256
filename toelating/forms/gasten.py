"""What the bureau fills in to invite a school of another region."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.kern.formulieren import DatumField, Formulier
from swv.organisaties.models import BRIN_MET_VESTIGING, School
from toelating.gasten import GEWONE_TOEGANG, Contactpersoon, Gastschool
from toelating.models.uitnodiging import GASTSOORTEN

HOOGSTENS = relativedelta(years=2)
NIEUW = "nieuw"
SCHOOLVELDEN = ("code", "schoolnaam", "schoolsoort", "bestuursnummer", "bestuursnaam", "adres", "postcode", "plaats")
KOPPEN = {"bestuursnummer": "Het schoolbestuur", "naam": "De contactpersoon"}


class ToegangForm(ZonderBsn, Formulier):
    """Until when the guest can open the dossier."""

    in_zin = {"toegang_tot": "tot wanneer de school erbij kan"}

    toegang_tot = DatumField(
        label="Tot en met welke dag kan de school bij de aanvraag?",
        help_text="Reken op de behandeling en op zes weken voor bezwaar. Later verlengen kan.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["toegang_tot"].initial = timezone.localdate() + GEWONE_TOEGANG

    def clean_toegang_tot(self) -> date:
        dag: date = self.cleaned_data["toegang_tot"]
        vandaag = timezone.localdate()
        if dag <= vandaag:
            raise forms.ValidationError("Deze dag is al voorbij of is vandaag. Kies een latere dag.")
        if dag > vandaag + HOOGSTENS:
            raise forms.ValidationError("Dit is meer dan twee jaar vooruit. Kies een eerdere dag.")
        return dag


class UitnodigenForm(ToegangForm):
    """Kind, school with its board, and who at the school fills it in. A school that was invited before is chosen."""

    in_zin = {
        **ToegangForm.in_zin,
        "soort": "de soort aanvraag",
        "bekende_school": "de school",
        "code": "de BRIN-code",
        "schoolnaam": "de naam van de school",
        "schoolsoort": "de soort school",
        "bestuursnummer": "het bestuursnummer",
        "bestuursnaam": "de naam van het bestuur",
        "adres": "het adres van het bestuur",
        "postcode": "de postcode",
        "plaats": "de plaats",
        "naam": "de naam van de contactpersoon",
        "email": "het e-mailadres",
    }
    field_order = ("soort", "bekende_school", *SCHOOLVELDEN, "naam", "functie", "email", "toegang_tot", "sleutel")

    soort = forms.ChoiceField(label="Wat mag de school aanvragen?", choices=GASTSOORTEN, widget=forms.RadioSelect)
    bekende_school = forms.ChoiceField(
        label="Welke school?",
        help_text="Deze scholen nodigde u eerder uit. Kiest u er een? Laat school en bestuur hieronder dan leeg.",
    )
    code = forms.CharField(
        label="BRIN-code met vestiging",
        max_length=6,
        validators=[
            RegexValidator(rf"(?i){BRIN_MET_VESTIGING.pattern}", "Een BRIN-code met vestiging ziet eruit als 12AB00.")
        ],
        help_text="Zes tekens, bijvoorbeeld 12AB00.",
    )
    schoolnaam = forms.CharField(label="Naam van de school", max_length=120)
    schoolsoort = forms.ChoiceField(
        label="Wat voor school is het?", choices=[("", "Maak een keuze"), *School.Soort.choices]
    )
    bestuursnummer = forms.CharField(
        label="Bestuursnummer",
        max_length=5,
        validators=[RegexValidator(r"^\d{5}$", "Een bestuursnummer heeft vijf cijfers.")],
        help_text="Vijf cijfers, bijvoorbeeld 41234. Het staat bij de school op de site van DUO.",
    )
    bestuursnaam = forms.CharField(label="Naam van het schoolbestuur", max_length=120)
    adres = forms.CharField(label="Straat en huisnummer of postbus van het bestuur", max_length=120)
    postcode = forms.CharField(label="Postcode", max_length=7)
    plaats = forms.CharField(label="Plaats", max_length=80)
    naam = forms.CharField(label="Wie vult de aanvraag in?", max_length=120)
    functie = forms.CharField(label="Functie", max_length=120, required=False)
    email = forms.EmailField(
        label="E-mailadres",
        help_text="Het werkadres van deze persoon. Geen adres dat meer mensen gebruiken.",
    )
    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scholen = {
            str(school.pk): school
            for school in School.objects.filter(is_buiten_regio=True).select_related("bestuur").order_by("naam", "code")
        }
        keuze = self.fields["bekende_school"]
        assert isinstance(keuze, forms.ChoiceField)
        keuze.choices = [(NIEUW, "Een school die nog niet in de lijst staat")] + [
            (pk, f"{school.naam} ({school.code}), {school.bestuur.naam}") for pk, school in self.scholen.items()
        ]
        keuze.initial = NIEUW
        koppen = {"bekende_school" if self.scholen else "code": "De school", **KOPPEN}
        for naam, kop in koppen.items():
            self.fields[naam].kop = kop  # type: ignore[attr-defined]
        for naam in SCHOOLVELDEN:
            self.fields[naam].required = False
            self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]
        if not self.scholen:
            keuze.widget = forms.HiddenInput()

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if gegevens.get("bekende_school") == NIEUW:
            for naam in SCHOOLVELDEN:
                if not gegevens.get(naam) and naam not in self.errors:
                    doen = "Kies" if naam == "schoolsoort" else "Vul"
                    self.add_error(naam, f"{doen} {self.in_zin[naam]}{'' if doen == 'Kies' else ' in'}.")
        elif any(gegevens.get(naam) for naam in SCHOOLVELDEN):
            self.add_error(
                "bekende_school", "U koos een school uit de lijst én vulde een andere in. Kies een van beide."
            )
        return gegevens

    @property
    def school(self) -> School | Gastschool:
        """The school of a valid form: one that is known, or what was filled in."""
        gegevens = self.cleaned_data
        if bekend := self.scholen.get(gegevens["bekende_school"]):
            return bekend
        return Gastschool(
            code=gegevens["code"],
            naam=gegevens["schoolnaam"],
            soort=gegevens["schoolsoort"],
            bestuursnummer=gegevens["bestuursnummer"],
            bestuursnaam=gegevens["bestuursnaam"],
            adres=gegevens["adres"],
            postcode=gegevens["postcode"],
            plaats=gegevens["plaats"],
        )

    @property
    def persoon(self) -> Contactpersoon:
        gegevens = self.cleaned_data
        return Contactpersoon(gegevens["naam"], gegevens["email"].lower(), gegevens["functie"])
