"""What people fill in with the acts on a TLV."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from swv.invullen.forms import ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import LEGE_KEUZE, DatumField
from swv.organisaties.models import Rolsoort, School
from toelating.models import Afloop, Verklaring
from toelating.plaatsing import bezwaar_tegen_dag, bezwaar_tegen_verbetering, bezwaar_tegen_vertrek
from toelating.rules_verklaring import scholen_van

NOG_ONBEKEND = "onbekend"


class VerklaringForm(ZonderBsnHandelingForm):
    @property
    def verklaring(self) -> Verklaring:
        return self.dossier  # type: ignore[return-value]


class SchoolMixin(forms.Form):
    """A school of the kind of the TLV. With one to choose from nothing is asked."""

    door: Any
    verklaring: Verklaring
    schoolvraag = "Voor welke school?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scholen = self.scholen()
        eerste = list(scholen[:2])
        self.enige = eerste[0] if len(eerste) == 1 else None
        veld = forms.ModelChoiceField(label=self.schoolvraag, queryset=scholen, empty_label=LEGE_KEUZE)
        veld.initial = self.voorkeur() or self.enige
        if self.enige:
            veld.required, veld.widget = False, forms.HiddenInput()
        self.fields = {"school": veld, **self.fields}

    def clean_school(self) -> School | None:
        return self.cleaned_data["school"] or self.enige

    def voorkeur(self) -> School | None:
        """The school that is chosen beforehand."""
        return None

    def scholen(self) -> QuerySet[School]:
        raise NotImplementedError

    def van_soort(self) -> QuerySet[School]:
        return School.objects.filter(soort=self.verklaring.onderwijs)

    def eigen(self) -> Collection[int]:
        return [school.pk for school in scholen_van(self.door)]


class OphalenForm(SchoolMixin, VerklaringForm):
    in_zin = {"school": "de school"}

    def scholen(self) -> QuerySet[School]:
        return self.van_soort().filter(pk__in=self.eigen())

    def voorkeur(self) -> School | None:
        beoogd = self.verklaring.aanvraag.beoogde_school
        return beoogd if beoogd and beoogd.pk in self.eigen() else None


def leerlingnummerveld(label: str, **opties: Any) -> forms.CharField:
    hint = "Het nummer uit de administratie van de school. Geen BSN."
    return forms.CharField(label=label, max_length=20, help_text=hint, **opties)


class EersteDagMixin(forms.Form):
    """From which day the pupil sits at the school."""

    verklaring: Verklaring

    def clean_geplaatst_op(self) -> date:
        dag: date = self.cleaned_data["geplaatst_op"]
        if bezwaar := self.bezwaar(dag):
            raise forms.ValidationError(bezwaar)
        return dag

    def bezwaar(self, dag: date) -> str | None:
        return bezwaar_tegen_dag(self.verklaring, dag)


class PlaatsenForm(EersteDagMixin, VerklaringForm):
    in_zin = {"geplaatst_op": "de eerste schooldag", "leerlingnummer": "het leerlingnummer"}
    geplaatst_op = DatumField(label="Eerste schooldag op uw school")
    leerlingnummer = leerlingnummerveld("Leerlingnummer van uw school")


class PlaatsingMeldenForm(EersteDagMixin, SchoolMixin, VerklaringForm):
    in_zin = {"school": "de school", "geplaatst_op": "de eerste schooldag", "leerlingnummer": "het leerlingnummer"}
    schoolvraag = "Op welke school zit de leerling?"
    geplaatst_op = DatumField(label="Eerste schooldag op die school")
    leerlingnummer = leerlingnummerveld("Leerlingnummer van die school, als u het weet", required=False)

    def scholen(self) -> QuerySet[School]:
        return self.van_soort()

    def voorkeur(self) -> School | None:
        return self.verklaring.school or self.verklaring.aanvraag.beoogde_school


class PlaatsingVerbeterenForm(EersteDagMixin, VerklaringForm):
    in_zin = {"geplaatst_op": "de eerste schooldag"}
    geplaatst_op = DatumField(label="Wat was de eerste schooldag?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["geplaatst_op"].initial = self.verklaring.geplaatst_op

    def bezwaar(self, dag: date) -> str | None:
        return bezwaar_tegen_verbetering(self.verklaring, dag)


class OverstapForm(EersteDagMixin, SchoolMixin, VerklaringForm):
    in_zin = {"school": "de school", "geplaatst_op": "de eerste schooldag", "leerlingnummer": "het leerlingnummer"}
    schoolvraag = "Naar welke school gaat de leerling?"
    geplaatst_op = DatumField(label="Eerste schooldag op de nieuwe school")
    leerlingnummer = leerlingnummerveld("Leerlingnummer van de nieuwe school")

    def scholen(self) -> QuerySet[School]:
        """The bureau chooses any other school of this kind, a school only itself."""
        anders = self.van_soort().exclude(pk__in=[self.verklaring.school_id or 0])
        return anders if self.door.heeft_rol(Rolsoort.BUREAU) else anders.filter(pk__in=self.eigen())

    def bezwaar(self, dag: date) -> str | None:
        return bezwaar_tegen_dag(self.verklaring, dag) or bezwaar_tegen_vertrek(self.verklaring, dag)


class AfloopForm(VerklaringForm):
    in_zin = {"na_afloop": "wat er na deze TLV komt"}
    na_afloop = forms.ChoiceField(
        label="Wat komt er na deze TLV?",
        choices=[*Afloop.choices, (NOG_ONBEKEND, "Dat is nog niet bekend")],
        widget=forms.RadioSelect,
        help_text="Heeft de leerling een nieuwe TLV nodig? Vraag dan een verlenging aan.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["na_afloop"].initial = self.verklaring.na_afloop

    def clean_na_afloop(self) -> str:
        gekozen: str = self.cleaned_data["na_afloop"]
        return "" if gekozen == NOG_ONBEKEND else gekozen


class TerugkeerForm(VerklaringForm):
    in_zin = {"op": "de eerste schooldag", "naar": "de naam van de school"}
    op = DatumField(label="Eerste schooldag op de gewone school")
    naar = forms.CharField(label="Naar welke school?", max_length=120)

    def clean_op(self) -> date:
        dag: date = self.cleaned_data["op"]
        if dag > timezone.localdate():
            raise forms.ValidationError(
                "Deze dag is nog niet geweest. Kies ‘Vastleggen wat hierna komt’ als de leerling later teruggaat."
            )
        if dag > self.verklaring.geldig_tot:
            raise forms.ValidationError("Deze dag ligt na het einde van de TLV. Dan loopt de TLV vanzelf af.")
        if bezwaar := bezwaar_tegen_vertrek(self.verklaring, dag):
            raise forms.ValidationError(bezwaar)
        return dag


class TlvIntrekkenForm(VerklaringForm):
    in_zin = {"reden": "de reden", "zienswijze": "wat de ouders en de school ervan vinden"}
    reden = tekstveld("Waarom wordt de TLV ingetrokken?", help_text="Deze reden staat in de brief.")
    zienswijze = tekstveld(
        "Wat vinden de ouders en de school ervan, en wat doet u daarmee?",
        help_text="Bespreek de intrekking eerst met hen. Ook dit staat in de brief.",
    )
