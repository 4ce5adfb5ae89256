"""What a person fills in with an act on an activity or on a place in one."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.invullen.forms import ZonderBsnHandelingForm
from swv.kern.formulieren import DatumField, Formulier, TijdField
from swv.kern.opmaak import datum, tijd
from swv.organisaties.models import Rolsoort
from voorzieningen.models import Aanwezigheid, Activiteit, Inschrijving, Sessie
from voorzieningen.models.activiteiten import TIJD_FOUT

LANGSTE_REDEN = 300
# The roles of people who come to something; the others are at work in the portal itself.
ROLLEN = [
    (soort.value, str(soort.label).capitalize())
    for soort in (Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.DESKUNDIGE, Rolsoort.COMMISSIELID, Rolsoort.PARTNER)
]


def moment(dag: date, klok: time) -> datetime:
    """A moment in the time of the portal."""
    return timezone.make_aware(datetime.combine(dag, klok))


def sessienaam(sessie: Sessie) -> str:
    """14 oktober 2026, 9:30 tot 12:00 uur."""
    return f"{datum(sessie.begint)}, {tijd(sessie.begint)} tot {tijd(sessie.eindigt)} uur"


# --- The activity ------------------------------------------------------------------------------------------


class Gegevens(ZonderBsn, forms.Form):
    """What an activity is, for how many and for whom."""

    in_zin: ClassVar[Mapping[str, str]] = {
        "soort": "de soort",
        "titel": "de titel",
        "omschrijving": "de omschrijving",
        "voor": "voor wie het is",
        "capaciteit": "het aantal plaatsen",
        "inschrijven_van": "de eerste dag om in te schrijven",
        "inschrijven_tot": "de laatste dag om in te schrijven",
    }

    soort = forms.ChoiceField(
        label="Wat voor activiteit is het?",
        choices=[(code, str(naam).capitalize()) for code, naam in Activiteit.Soort.choices],
        help_text="Expertisedagen, overleggen en kenniskringen tellen mee voor de vergoeding van de coördinator.",
    )
    titel = forms.CharField(label="Titel", max_length=120)
    omschrijving = forms.CharField(
        label="Omschrijving",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Wat gaan de deelnemers doen, en wat nemen zij mee?",
    )
    voor = forms.MultipleChoiceField(
        label="Voor wie is het?",
        choices=ROLLEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kiest u niets? Dan kan iedereen met een account zich inschrijven.",
    )
    is_openbaar = forms.BooleanField(
        label="Ook te zien zonder inloggen", required=False, help_text="Inschrijven kan altijd alleen met een account."
    )
    capaciteit = forms.IntegerField(
        label="Hoeveel plaatsen zijn er?",
        min_value=1,
        max_value=10_000,
        required=False,
        help_text="Laat dit leeg als er altijd plaats is.",
    )
    inschrijven_van = DatumField(label="Inschrijven vanaf")
    inschrijven_tot = DatumField(label="Inschrijven tot en met")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        van, tot = gegevens.get("inschrijven_van"), gegevens.get("inschrijven_tot")
        if van and tot and tot < van:
            self.add_error("inschrijven_tot", "De laatste dag ligt voor de eerste dag. Verander een van beide datums.")
        return gegevens


class Wanneer(ZonderBsn, forms.Form):
    """Day, times and place of one meeting."""

    in_zin: ClassVar[Mapping[str, str]] = {
        "dag": "de dag",
        "van": "de begintijd",
        "tot": "de eindtijd",
        "plaats": "de plaats",
    }

    dag = DatumField(label="Op welke dag?")
    van = TijdField(label="Begintijd", help_text="Bijvoorbeeld 9:30")
    tot = TijdField(label="Eindtijd", help_text="Bijvoorbeeld 12:00")
    plaats = forms.CharField(label="Plaats", max_length=200, help_text="Het adres, of ‘online’.")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and tot <= van:
            self.add_error("tot", TIJD_FOUT)
        return gegevens


class NieuweActiviteitForm(Gegevens, Wanneer, Formulier):
    """A new activity with its first meeting."""

    in_zin = {**Gegevens.in_zin, **Wanneer.in_zin}
    field_order = ["soort", "titel", "omschrijving", "dag", "van", "tot", "plaats"]


class ActiviteitForm(ZonderBsnHandelingForm):
    """Input of an act on an activity."""

    @property
    def activiteit(self) -> Activiteit:
        assert isinstance(self.dossier, Activiteit)
        return self.dossier


class GegevensForm(Gegevens, ActiviteitForm):
    in_zin = Gegevens.in_zin

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({naam: getattr(self.activiteit, naam) for naam in self.fields})


class BijeenkomstForm(Wanneer, ActiviteitForm):
    in_zin = Wanneer.in_zin


class SessieForm(ActiviteitForm):
    """An act on one meeting. On a page about that meeting it is known which (`gekozen_sessie`)."""

    in_zin = {"sessie": "de bijeenkomst"}

    sessie: forms.ModelChoiceField = forms.ModelChoiceField(label="Welke bijeenkomst?", queryset=Sessie.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["sessie"]
        veld.queryset = self.activiteit.sessies.all()
        veld.label_from_instance = sessienaam
        gekozen = getattr(self.activiteit, "gekozen_sessie", None)
        self.gekozen: Sessie | None = gekozen
        if gekozen is not None:
            veld.widget = forms.HiddenInput()
            self.initial["sessie"] = gekozen.pk


class SessieWijzigenForm(Wanneer, SessieForm):
    in_zin = {**SessieForm.in_zin, **Wanneer.in_zin}
    field_order = ["sessie"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (sessie := self.gekozen) is not None:
            begint, eindigt = timezone.localtime(sessie.begint), timezone.localtime(sessie.eindigt)
            self.initial.update(
                {"dag": begint.date(), "van": begint.time(), "tot": eindigt.time(), "plaats": sessie.plaats}
            )


class AanwezigForm(SessieForm):
    """The presence list of one meeting: who is ticked was there, who is not was not."""

    in_zin = {**SessieForm.in_zin, "aanwezig": "wie er waren", "reden": "de reden"}

    aanwezig: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Wie waren er?",
        queryset=Inschrijving.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reden = forms.CharField(
        label="Waarom verandert u wat al vaststond?",
        help_text="Alleen nodig als u iets verandert dat al was vastgelegd. De deelnemer kan dit lezen.",
        max_length=LANGSTE_REDEN,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].soms_verplicht = True  # type: ignore[attr-defined]
        veld: Any = self.fields["aanwezig"]
        veld.queryset = self.activiteit.inschrijvingen.met_plaats().select_related("school").order_by("naam", "id")
        veld.label_from_instance = naam_met_school
        if self.gekozen is not None:
            waren_er = Aanwezigheid.objects.filter(sessie=self.gekozen, is_aanwezig=True)
            self.initial["aanwezig"] = list(waren_er.values_list("inschrijving", flat=True))


def naam_met_school(inschrijving: Inschrijving) -> str:
    return f"{inschrijving.naam}, {inschrijving.school.naam}" if inschrijving.school else inschrijving.naam


class AfgelastenForm(ActiviteitForm):
    """Why it does not go on; with people on the list also that they hear so."""

    in_zin = {"reden": "de reden"}

    reden = forms.CharField(
        label="Waarom gaat het niet door?",
        help_text="De mensen op de lijst lezen dit. Noem geen namen en schrijf niets over iemands gezondheid.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LANGSTE_REDEN,
    )
    zeker = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actief = self.activiteit.inschrijvingen.exclude(status=Inschrijving.Status.AFGEMELD)
        self.mensen = actief.count() if self.activiteit.gaat_door else 0
        if not self.mensen:
            del self.fields["zeker"]
            return
        wie = (
            "De ene persoon op de lijst krijgt" if self.mensen == 1 else f"De {self.mensen} mensen op de lijst krijgen"
        )
        self.fields["zeker"].label = f"{wie} bericht dat het niet doorgaat"
        self.fields["zeker"].soms_verplicht = True  # type: ignore[attr-defined]

    def clean_zeker(self) -> bool:
        if not self.cleaned_data["zeker"]:
            raise ValidationError("Zet dit vinkje als u zeker weet dat de activiteit niet doorgaat.")
        return True

    def clean(self) -> dict[str, Any]:
        """The act itself needs no tick: it was asked so that nobody cancels by mistake."""
        gegevens = super().clean()
        gegevens.pop("zeker", None)
        return gegevens


# --- A place -----------------------------------------------------------------------------------------------


class InschrijvingForm(ZonderBsnHandelingForm):
    """Input of an act on a place in an activity."""

    @property
    def inschrijving(self) -> Inschrijving:
        assert isinstance(self.dossier, Inschrijving)
        return self.dossier


class CodeForm(InschrijvingForm):
    in_zin = {"code": "de code"}

    code = forms.CharField(
        label="Welke code staat er in de zaal?",
        max_length=12,
        help_text="Vijf letters en cijfers. Hoofdletters hoeft niet.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class CorrigerenForm(InschrijvingForm):
    """What the bureau puts right afterwards."""

    in_zin = {"sessie": "de bijeenkomst", "aanwezig": "of de deelnemer er was", "reden": "de reden"}

    sessie: forms.ModelChoiceField = forms.ModelChoiceField(label="Welke bijeenkomst?", queryset=Sessie.objects.none())
    aanwezig = forms.TypedChoiceField(
        label="Was de deelnemer er?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda waarde: waarde == "ja",
        widget=forms.RadioSelect,
    )
    reden = forms.CharField(
        label="Waarom verandert u dit?", max_length=LANGSTE_REDEN, help_text="De deelnemer kan dit lezen."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["sessie"]
        veld.queryset = Sessie.objects.filter(activiteit=self.inschrijving.activiteit_id)
        veld.label_from_instance = sessienaam


class CollegaForm(ZonderBsn, Formulier):
    """Somebody without an account, by name and school."""

    in_zin = {"naam": "de naam van uw collega", "school": "de school"}

    naam = forms.CharField(label="Hoe heet uw collega?", max_length=120, help_text="Voornaam en achternaam.")
    school = forms.ChoiceField(label="Op welke school werkt uw collega?")

    def __init__(self, *args: Any, scholen: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["school"]
        veld.choices = [*([("", "Kies een school")] if len(scholen) > 1 else []), *scholen.items()]

    def clean_naam(self) -> str:
        return " ".join(self.cleaned_data["naam"].split())


class ZelfForm(Formulier):
    """Oneself; who works for more than one school says for which one this is."""

    in_zin = {"school": "de school"}

    school = forms.ChoiceField(label="Voor welke school komt u?")

    def __init__(self, *args: Any, scholen: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(scholen) < 2:
            del self.fields["school"]
        else:
            self.fields["school"].choices = [("", "Kies een school"), *scholen.items()]  # type: ignore[attr-defined]
