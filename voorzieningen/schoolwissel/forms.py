"""What people fill in about a pupil who seeks another school, and with the acts on one and on a round."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.bsn import ZonderBsn
from swv.invullen.forms import ZonderBsnHandelingForm
from swv.invullen.leerling import LEERLINGVELDEN, MetLeerling
from swv.kern.formulieren import LEGE_KEUZE, DatumField, Formulier
from swv.kern.opmaak import datum
from swv.kern.schooljaar import in_woorden
from swv.organisaties.models import School
from swv.organisaties.selectors import scholen_als_keuze
from voorzieningen.models import Schoolplaats, Schoolwissel, Wisselregel, Wisselronde
from voorzieningen.models.schoolaanbod import Ondersteuning, Profiel
from voorzieningen.models.schoolplaatsen import LEERJAREN
from voorzieningen.models.schoolwissel import GEEN_NAMEN, POSTCODE_FOUT, Bereik
from voorzieningen.plaatsen.vrij import keuzejaren
from voorzieningen.rules import is_bureau

LANGSTE_REDEN = 300
HAVO_VWO = frozenset({Schoolplaats.Niveau.HAVO, Schoolplaats.Niveau.VWO})
VMBO = frozenset({Schoolplaats.Niveau.VMBO_B, Schoolplaats.Niveau.VMBO_K, Schoolplaats.Niveau.VMBO_GT})
Keuzes = list[tuple[str, str]]


def schoolkeuzes(*, zonder: int) -> Keuzes:
    """Schools where a pupil can go without a TLV for vso, by name; not the own school."""
    keuzes = [*scholen_als_keuze(School.Soort.VO), *scholen_als_keuze(School.Soort.PRO)]
    return sorted((rij for rij in keuzes if rij[0] != str(zonder)), key=lambda rij: rij[1])


def _hoofdletter(keuzes: Iterable[tuple[Any, Any]]) -> Keuzes:
    return [(str(waarde), f"{str(label)[0].upper()}{str(label)[1:]}") for waarde, label in keuzes]


class SchoolField(forms.TypedChoiceField):
    """One school, as its key; None when nothing is chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **kwargs)

    def vul(self, keuzes: Keuzes) -> None:
        self.choices = [("", "Geen" if not self.required else LEGE_KEUZE), *keuzes]


class WensenForm(ZonderBsn, Formulier):
    """What the pupil seeks. Shared by the registration and by a change of it."""

    in_zin = {
        "leerjaar": "het leerjaar",
        "postcode": "de postcode",
        "wens1": "de eerste wens",
        "toestemming_op": "de dag van de toestemming",
        "toelichting": "de toelichting",
    }

    niveaus = forms.MultipleChoiceField(
        label="Welke niveaus passen?",
        choices=_hoofdletter(Schoolplaats.Niveau.choices),
        widget=forms.CheckboxSelectMultiple,
    )
    leerjaar = forms.TypedChoiceField(
        label="In welk leerjaar komt de leerling?",
        choices=[("", LEGE_KEUZE), *((str(jaar), f"Leerjaar {jaar}") for jaar in range(1, 7))],
        coerce=int,
    )
    profiel = forms.ChoiceField(
        label="Welk profiel of welke sector?",
        choices=[("", "Maakt niet uit of nog niet gekozen"), *_hoofdletter(Profiel.choices)],
        required=False,
    )
    wens1 = SchoolField(label="Eerste wens", required=False)
    wens2 = SchoolField(label="Tweede wens", required=False)
    wens3 = SchoolField(label="Derde wens", required=False)
    postcode = forms.RegexField(
        r"^[1-9][0-9]{3}$",
        label="Vier cijfers van de postcode thuis",
        help_text="Bijvoorbeeld 1315. De letters hebben wij niet nodig.",
        max_length=4,
        error_messages={"invalid": POSTCODE_FOUT},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    bereik = forms.ChoiceField(
        label="Welke scholen mogen nog meer, als de wensen niet kunnen?",
        choices=_hoofdletter(Bereik.choices),
        widget=forms.RadioSelect,
        initial=Bereik.STAD,
    )
    niet_naar = forms.TypedMultipleChoiceField(
        label="Naar welke scholen kan de leerling niet?",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nodig = forms.MultipleChoiceField(
        label="Wat heeft de leerling op school nodig?",
        help_text="Kies alleen wat echt nodig is: een school die dit niet heeft, valt af.",
        choices=_hoofdletter(Ondersteuning.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    toelichting = forms.CharField(
        label="Wat moet de nieuwe school nog weten?",
        help_text=f"De nieuwe school leest dit zodra de leerling daar wordt voorgesteld. {GEEN_NAMEN}",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        required=False,
    )
    toestemming_op = DatumField(
        label="Op welke dag gaven de ouders toestemming?",
        help_text=(
            "Toestemming om deze gegevens te gebruiken en te delen met een school die wordt voorgesteld. "
            "Is de leerling 16 of ouder? Dan geeft de leerling zelf toestemming. Bijvoorbeeld 1-3-2026."
        ),
    )

    def vul_keuzes(self, school: int) -> None:
        keuzes = schoolkeuzes(zonder=school)
        for naam in ("wens1", "wens2", "wens3"):
            veld = self.fields[naam]
            assert isinstance(veld, SchoolField)
            veld.vul(keuzes)
        niet_naar = self.fields["niet_naar"]
        assert isinstance(niet_naar, forms.TypedMultipleChoiceField)
        niet_naar.choices = keuzes
        self.fields["wens1"].kop = "Naar welke school"  # type: ignore[attr-defined]
        self.fields["nodig"].kop = "Wat nodig is"  # type: ignore[attr-defined]
        self.fields["toestemming_op"].kop = "Toestemming"  # type: ignore[attr-defined]

    def clean_toestemming_op(self) -> Any:
        dag = self.cleaned_data["toestemming_op"]
        if dag > timezone.localdate():
            raise forms.ValidationError(
                "Deze dag moet nog komen. Meld de leerling aan als de ouders toestemming gaven."
            )
        return dag

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        self._controleer_leerjaar(gegevens)
        self._controleer_profiel(gegevens)
        self._controleer_wensen(gegevens)
        return gegevens

    def _controleer_leerjaar(self, gegevens: dict[str, Any]) -> None:
        leerjaar, niveaus = gegevens.get("leerjaar"), gegevens.get("niveaus", [])
        zonder = [niveau for niveau in niveaus if leerjaar and leerjaar not in LEERJAREN[niveau]]
        for niveau in zonder:
            naam = Schoolplaats.Niveau(niveau).label.capitalize()
            self.add_error("leerjaar", f"{naam} heeft geen leerjaar {leerjaar}. Kies een ander leerjaar of niveau.")

    def _controleer_profiel(self, gegevens: dict[str, Any]) -> None:
        if not (profiel := gegevens.get("profiel")):
            return
        past_bij = VMBO if Profiel(profiel).is_vmbo else HAVO_VWO
        if past_bij.isdisjoint(gegevens.get("niveaus", [])):
            soort = "een sector hoort bij vmbo" if Profiel(profiel).is_vmbo else "een profiel hoort bij havo en vwo"
            self.add_error("profiel", f"Dit past niet bij de niveaus: {soort}. Verander een van beide.")

    def _controleer_wensen(self, gegevens: dict[str, Any]) -> None:
        wensen = [(naam, gegevens[naam]) for naam in ("wens1", "wens2", "wens3") if gegevens.get(naam)]
        keer = Counter(school for _, school in wensen)
        for naam, school in wensen:
            if keer[school] > 1 and naam != wensen[0][0]:
                self.add_error(naam, "Deze school staat al bij een andere wens. Kies een andere school.")
                break
        if not wensen and gegevens.get("bereik") == Bereik.WENSEN:
            self.add_error("wens1", "Kies ten minste een wens, of laat ook andere scholen toe.")
        if {school for _, school in wensen} & set(gegevens.get("niet_naar", [])):
            self.add_error("niet_naar", "Een school die een wens is, kan hier niet ook staan. Haal een van beide weg.")


class AanmeldForm(MetLeerling, WensenForm):
    """A pupil of the own school who seeks another one."""

    in_zin = {**MetLeerling.in_zin, **WensenForm.in_zin}

    field_order = LEERLINGVELDEN

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vul_keuzes(school.pk)
        self.fields["voornaam"].kop = "De leerling"  # type: ignore[attr-defined]
        self.fields["niveaus"].kop = "Wat de leerling zoekt"  # type: ignore[attr-defined]


class WisselForm(ZonderBsnHandelingForm):
    """Input of an act on a pupil."""

    @property
    def wissel(self) -> Schoolwissel:
        assert isinstance(self.dossier, Schoolwissel)
        return self.dossier


class WijzigenForm(WensenForm, WisselForm):
    """The same questions, with what was answered before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wissel = self.wissel
        self.vul_keuzes(wissel.school_id)
        eigen = {
            naam: getattr(wissel, naam) for naam in self.fields if naam not in ("wens1", "wens2", "wens3", "niet_naar")
        }
        wensen = {naam: getattr(wissel, f"{naam}_id") for naam in ("wens1", "wens2", "wens3")}
        niet_naar = list(wissel.niet_naar.values_list("pk", flat=True)) if not self.is_bound else []
        self.initial.update({**eigen, **wensen, "niet_naar": niet_naar})


class RedenForm(WisselForm):
    in_zin = {"reden": "de reden"}
    reden = forms.CharField(
        label="Reden", widget=forms.Textarea(attrs={"rows": 3}), max_length=LANGSTE_REDEN, help_text=GEEN_NAMEN
    )


class MetSchoolForm(RedenForm):
    """A school, and why."""

    in_zin = {**RedenForm.in_zin, "school": "de school"}
    school = SchoolField(label="Welke school?")
    field_order = ["school", "niveau", "reden"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["school"]
        assert isinstance(veld, SchoolField)
        veld.vul(schoolkeuzes(zonder=self.wissel.school_id))


class VastzettenForm(MetSchoolForm):
    in_zin = {**MetSchoolForm.in_zin, "niveau": "het niveau"}
    niveau = forms.ChoiceField(label="Op welk niveau?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["niveau"]
        assert isinstance(veld, forms.ChoiceField)
        passend = [rij for rij in Schoolplaats.Niveau.choices if rij[0] in self.wissel.niveaus]
        veld.choices = _hoofdletter(passend)
        if len(passend) == 1:
            veld.initial = passend[0][0]


class RegelForm(WisselForm):
    """Which choice by hand is taken away."""

    in_zin = {"regel": "een keuze"}
    regel = forms.ModelChoiceField(
        label="Welke keuze wilt u weghalen?",
        queryset=Wisselregel.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["regel"]
        assert isinstance(veld, forms.ModelChoiceField)
        if is_bureau.test(self.door):  # a school never reads which other schools were excluded, not in a refusal either
            veld.queryset = self.wissel.regels.select_related("school")


# --- The round -------------------------------------------------------------------------------------------------


class RondedatumsForm(Formulier):
    """Until when schools register, and by when everybody must have a place."""

    in_zin = {"aanmelden_tot": "de laatste dag om aan te melden", "doel_op": "de dag waarop iedereen een plaats heeft"}

    aanmelden_tot = DatumField(label="Tot en met welke dag kunnen scholen aanmelden?")
    doel_op = DatumField(label="Op welke dag moet iedereen een plaats hebben?", help_text="Voor de zomervakantie.")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        tot, doel = gegevens.get("aanmelden_tot"), gegevens.get("doel_op")
        if tot and doel and doel < tot:
            self.add_error("doel_op", f"Deze dag ligt voor {datum(tot)}, het einde van het aanmelden. Kies een latere.")
        return gegevens


class RondeForm(RondedatumsForm):
    in_zin = {**RondedatumsForm.in_zin, "schooljaar": "het schooljaar"}
    schooljaar = forms.TypedChoiceField(label="Voor welk schooljaar?", coerce=int, widget=forms.RadioSelect)
    field_order = ["schooljaar", "aanmelden_tot", "doel_op"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld, jaren = self.fields["schooljaar"], keuzejaren(timezone.localdate())
        assert isinstance(veld, forms.TypedChoiceField)
        veld.choices = [(str(jaar), in_woorden(jaar)) for jaar in jaren]
        veld.initial = str(jaren[-1])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if (tot := gegevens.get("aanmelden_tot")) and tot < timezone.localdate():
            self.add_error("aanmelden_tot", "Deze dag is al voorbij. Kies vandaag of een latere dag.")
        return gegevens


class DatumsWijzigenForm(RondedatumsForm, ZonderBsnHandelingForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.dossier, Wisselronde)
        self.initial.update({naam: getattr(self.dossier, naam) for naam in ("aanmelden_tot", "doel_op")})


class AanbodForm(Formulier):
    """What this school has."""

    ondersteuning = forms.MultipleChoiceField(
        label="Welke ondersteuning heeft uw school?",
        choices=_hoofdletter(Ondersteuning.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    profielen = forms.MultipleChoiceField(
        label="Welke profielen en sectoren heeft uw school?",
        choices=_hoofdletter(Profiel.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
