"""What people fill in with the acts that follow an award. Nowhere a BSN, and no diagnosis is asked."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from aanvragen.models import Afspraak, Evaluatie, Uitvoering
from aanvragen.uitvoering.uren import maandag, week_in_woorden, weken
from swv.invullen.bsn import bezwaar_tegen_bestand
from swv.invullen.forms import SOORTEN, ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import BestandField, DatumField, TijdField, UrenField
from swv.organisaties.models import Gebruiker, Rolsoort


class PartnersForm(ZonderBsnHandelingForm):
    in_zin = {"partners": "wie dit uitvoert"}

    partners = forms.ModelMultipleChoiceField(
        label="Wie voert dit uit?",
        queryset=Gebruiker.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Zij zien de school, de contactpersoon, de naam van de leerling, de periode en de uren. "
        "Zij zien de aanvraag en de bijlagen niet. Haal een vinkje weg als iemand niet meer meedoet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Uitvoering)
        veld = self.fields["partners"]
        veld.queryset = Gebruiker.objects.met_rol(Rolsoort.PARTNER).order_by("naam")  # type: ignore[attr-defined]
        veld.initial = list(self.dossier.partners.all())


class UrenWeekForm(ZonderBsnHandelingForm):
    in_zin = {"week": "de week", "uren": "het aantal uren", "toelichting": "de toelichting"}

    week = DatumField(
        label="Welke week?", widget=forms.Select, help_text="Kies een week opnieuw als u de uren wilt verbeteren."
    )
    uren = UrenField(
        label="Hoeveel uur kreeg de leerling les?",
        max_digits=5,
        decimal_places=2,
        min_value=0,
        help_text="Ging het niet door? Vul dan 0 in. Een vakantieweek mag leeg blijven.",
    )
    toelichting = forms.CharField(
        label="Toelichting",
        max_length=300,
        required=False,
        help_text="Bijvoorbeeld waarom de les niet doorging. Schrijf hier geen medische gegevens.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begins with the newest week without hours; every week says what is filled in already."""
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Uitvoering)
        ingevuld = {rij.week: rij for rij in self.dossier.weken.all()}
        te_kiezen = weken(self.dossier)
        veld = self.fields["week"]
        veld.widget.choices = [
            (week.isoformat(), week_in_woorden(week) + (", al ingevuld" if week in ingevuld else ""))
            for week in te_kiezen
        ]
        veld.initial = next((week.isoformat() for week in te_kiezen if week not in ingevuld), None)

    def clean_week(self) -> date:
        return maandag(self.cleaned_data["week"])


class InbrengForm(ZonderBsnHandelingForm):
    in_zin = {"van_partner": "wat u ziet"}
    van_partner = tekstveld(
        "Hoe gaat het volgens u?",
        help_text="De school leest dit en vult daarna de evaluatie in. Schrijf hier geen medische gegevens.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Evaluatie)
        self.fields["van_partner"].initial = self.dossier.van_partner


class EvaluatieForm(ZonderBsnHandelingForm):
    in_zin = {
        "doel_bereikt": "of het doel is bereikt",
        "wat_werkt": "wat er werkt",
        "vervolg": "hoe het verder gaat",
        "toelichting": "de toelichting",
    }

    doel_bereikt = forms.ChoiceField(
        label="Is het doel tot nu toe bereikt?", choices=Evaluatie.Doel.choices, widget=forms.RadioSelect
    )
    wat_werkt = tekstveld(
        "Wat werkt goed en wat niet?", help_text="Schrijf hier geen medische gegevens en geen namen van leerlingen."
    )
    vervolg = forms.ChoiceField(
        label="Hoe gaat het verder?", choices=Evaluatie.Vervolg.choices, widget=forms.RadioSelect
    )
    toelichting = tekstveld(
        "Toelichting", required=False, help_text="Vul dit in als u iets wilt veranderen of eerder wilt stoppen."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begins with what was filled in before, when the bureau asked again."""
        super().__init__(*args, **kwargs)
        for naam, veld in self.fields.items():
            veld.initial = getattr(self.dossier, naam)
        self.fields["toelichting"].soms_verplicht = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        anders = gegevens.get("vervolg") in (Evaluatie.Vervolg.VERANDEREN, Evaluatie.Vervolg.STOPPEN)
        if anders and not gegevens.get("toelichting") and "toelichting" not in self.errors:
            self.add_error("toelichting", "Leg uit wat u wilt veranderen of waarom u wilt stoppen.")
        return gegevens


class AfspraakForm(ZonderBsnHandelingForm):
    """Day, times, place and people."""

    in_zin = {
        "titel": "waar de afspraak over gaat",
        "datum": "de datum",
        "van": "de begintijd",
        "tot": "de eindtijd",
        "plaats": "de plaats",
        "wie": "wie er komen",
    }

    titel = forms.CharField(
        label="Waar gaat de afspraak over?", max_length=80, help_text="Bijvoorbeeld: bezoek aan de school"
    )
    datum = DatumField(label="Datum")
    van = TijdField(label="Begintijd", help_text="Bijvoorbeeld 9:30")
    tot = TijdField(label="Eindtijd")
    plaats = forms.CharField(label="Plaats", max_length=120)
    wie = forms.CharField(
        label="Wie komen er?",
        max_length=300,
        help_text="Namen van bezoekers of trainers. Geen namen van leerlingen: dit komt ook in agenda's te staan.",
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        datum, van, tot = gegevens.get("datum"), gegevens.get("van"), gegevens.get("tot")
        if datum and datum < timezone.localdate():
            self.add_error("datum", "Deze dag is al voorbij. Kies vandaag of een latere dag.")
        if van and tot and tot <= van:
            self.add_error("tot", "De eindtijd ligt voor de begintijd. Pas een van beide aan.")
        return gegevens


class VerzettenForm(AfspraakForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Afspraak)
        for naam, veld in self.fields.items():
            veld.initial = getattr(self.dossier, naam)


class AnderMomentForm(ZonderBsnHandelingForm):
    in_zin = {"voorkeur": "wanneer u wel kunt"}
    voorkeur = tekstveld("Wanneer kunt u wel?", help_text="Noem een paar dagen en tijden.")


class VerslagForm(ZonderBsnHandelingForm):
    in_zin = {"verslag": "het verslag", "bestand": "een bestand"}

    verslag = tekstveld(
        "Wat is er gedaan en wat spraken we af?",
        help_text="De school leest dit verslag. Schrijf hier geen namen van leerlingen.",
    )
    bestand = BestandField(
        label="Bijlage", soorten=SOORTEN, max_mb=settings.BIJLAGE_MAX_BYTES // 1024 // 1024, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Afspraak)
        self.fields["verslag"].initial = self.dossier.verslag

    def clean_bestand(self) -> Any:
        bestand = self.cleaned_data["bestand"]
        if bestand and (zin := bezwaar_tegen_bestand(bestand)):
            raise forms.ValidationError(zin)
        return bestand


class AfrondenForm(ZonderBsnHandelingForm):
    in_zin = {"reden": "de reden"}
    reden = tekstveld(
        "Waarom rondt u af?", help_text="Bijvoorbeeld: alles is klaar, of de school heeft het niet meer nodig."
    )
