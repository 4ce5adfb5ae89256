"""What people fill in with the acts on a TLV."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from swv.invullen.forms import ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import DatumField
from swv.organisaties.models import School
from toelating.models import Verklaring


class VerklaringForm(ZonderBsnHandelingForm):
    @property
    def verklaring(self) -> Verklaring:
        return self.dossier  # type: ignore[return-value]


class SchoolKiezenForm(VerklaringForm):
    """A school of the kind of the TLV, out of those where this person works."""

    in_zin = {"school": "de school"}
    school = forms.ModelChoiceField(label="Voor welke school?", queryset=School.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eigen = School.objects.filter(pk__in=self.door.school_ids, soort=self.verklaring.onderwijs)
        veld = self.fields["school"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = eigen
        if len(scholen := list(eigen[:2])) == 1:
            veld.initial = scholen[0]


class OphalenForm(SchoolKiezenForm):
    pass


class GeplaatstMixin(forms.Form):
    """From which day the pupil sits at the school."""

    def clean_geplaatst_op(self) -> date:
        dag: date = self.cleaned_data["geplaatst_op"]
        if dag > timezone.localdate():
            raise forms.ValidationError(
                "Deze dag is nog niet geweest. Leg de plaatsing vast als de leerling is begonnen."
            )
        return dag


class PlaatsenForm(GeplaatstMixin, VerklaringForm):
    in_zin = {"geplaatst_op": "de eerste schooldag", "leerlingnummer": "het leerlingnummer"}
    geplaatst_op = DatumField(label="Eerste schooldag op uw school")
    leerlingnummer = forms.CharField(
        label="Leerlingnummer van uw school",
        max_length=20,
        help_text="Het nummer uit uw eigen administratie. Geen BSN.",
    )


class OverstapForm(GeplaatstMixin, SchoolKiezenForm):
    in_zin = {"school": "de school", "geplaatst_op": "de eerste schooldag", "leerlingnummer": "het leerlingnummer"}
    geplaatst_op = DatumField(label="Eerste schooldag op de nieuwe school")
    leerlingnummer = forms.CharField(label="Leerlingnummer van de nieuwe school", max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The bureau chooses any other school of this kind, a school only itself."""
        super().__init__(*args, **kwargs)
        scholen = School.objects.filter(soort=self.verklaring.onderwijs).exclude(
            pk__in=self.verklaring.plaatsingen.filter(tot__isnull=True).values("school_id")
        )
        if not self.door.heeft_rol("bureau"):
            scholen = scholen.filter(pk__in=self.door.school_ids)
        veld = self.fields["school"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = scholen


class TerugkeerForm(VerklaringForm):
    in_zin = {"op": "de eerste schooldag", "naar": "de naam van de school"}
    op = DatumField(label="Eerste schooldag op de gewone school")
    naar = forms.CharField(label="Naar welke school?", max_length=120)

    def clean_op(self) -> date:
        dag: date = self.cleaned_data["op"]
        if dag > self.verklaring.geldig_tot:
            raise forms.ValidationError("Deze dag ligt na het einde van de TLV. Dan loopt de TLV vanzelf af.")
        return dag


class TlvIntrekkenForm(VerklaringForm):
    in_zin = {"reden": "de reden", "zienswijze": "wat de ouders en de school ervan vinden"}
    reden = tekstveld("Waarom wordt de TLV ingetrokken?", help_text="Deze reden staat in de brief.")
    zienswijze = tekstveld(
        "Wat vinden de ouders en de school ervan, en wat doet u daarmee?",
        help_text="Bespreek de intrekking eerst met hen. Ook dit staat in de brief.",
    )
