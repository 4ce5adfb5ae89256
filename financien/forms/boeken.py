"""What the controller types for a change of the budget, for costs, and to take a booking back."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from financien.models import Begrotingspost, Rekening
from financien.services.grootboek import in_jaar
from swv.kern.formulieren import BedragField, DatumField, Formulier
from swv.kern.opmaak import datum, euro

MEER, MINDER = "meer", "minder"


class BoekForm(Formulier):
    """A booking on `post`. `sleutel` is made with the page, so pressing twice books once."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, post: Begrotingspost, **kwargs: Any) -> None:
        self.post = post
        kwargs.setdefault("initial", {}).setdefault("sleutel", uuid.uuid4())
        super().__init__(*args, **kwargs)


class BesluitForm(BoekForm):
    """The amount and the decision behind it."""

    in_zin = {"bedrag": "het bedrag", "besluit": "het besluit", "besluitdatum": "de datum van het besluit"}

    bedrag = BedragField(label="Om welk bedrag gaat het?", min_value=Decimal("0.01"))
    besluit = forms.CharField(
        label="Welk besluit?", max_length=120, help_text="Bijvoorbeeld ALV, agendapunt 4. Zonder namen van leerlingen."
    )
    besluitdatum = DatumField(label="Datum van het besluit")

    def clean_besluitdatum(self) -> date:
        dag: date = self.cleaned_data["besluitdatum"]
        if dag > timezone.localdate():
            raise forms.ValidationError("Deze dag moet nog komen. Vul de dag in waarop het besluit is genomen.")
        return dag

    @property
    def ingangsdatum(self) -> date:
        """The day from which it counts: that of the decision, within the year of the line."""
        return in_jaar(self.cleaned_data["besluitdatum"], self.post.jaar.jaar)

    @property
    def besluit_met_datum(self) -> str:
        dag = datum(self.cleaned_data["besluitdatum"]).replace("\N{NO-BREAK SPACE}", " ")
        return f"{self.cleaned_data['besluit']} ({dag})"


class WijzigingForm(BesluitForm):
    """More or less budget for one line."""

    richting = forms.ChoiceField(
        label="Wat verandert er?",
        choices=[(MEER, "De post krijgt meer budget"), (MINDER, "De post krijgt minder budget")],
        widget=forms.RadioSelect,
    )
    field_order = ["richting", "bedrag", "besluit", "besluitdatum"]

    @property
    def verschil(self) -> Decimal:
        """What the budget changes with, in euros; below zero for a cut."""
        bedrag: Decimal = self.cleaned_data["bedrag"]
        return bedrag if self.cleaned_data["richting"] == MEER else -bedrag


class OverboekenForm(BesluitForm):
    """Budget from this line to another one of the same kind in the same year."""

    in_zin = {**BesluitForm.in_zin, "naar": "de post die het bedrag krijgt"}

    naar = forms.ModelChoiceField(label="Naar welke post?", queryset=Begrotingspost.objects.none())
    field_order = ["naar", "bedrag", "besluit", "besluitdatum"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anderen = Begrotingspost.objects.filter(jaar=self.post.jaar_id, soort=self.post.soort)
        veld: Any = self.fields["naar"]
        veld.queryset = anderen.exclude(pk=self.post.pk).select_related("jaar")


class KostenForm(BoekForm):
    """Costs that no award stands behind."""

    in_zin = {"bedrag": "het bedrag", "omschrijving": "de omschrijving", "dag": "de dag"}

    bedrag = BedragField(label="Hoeveel zijn de kosten?", min_value=Decimal("0.01"))
    omschrijving = forms.CharField(
        label="Waarvoor?", max_length=200, help_text="Bijvoorbeeld huur derde kwartaal. Zonder namen van leerlingen."
    )
    dag = DatumField(label="Op welke dag vallen de kosten?", help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dag"].help_text = f"Een dag in {self.post.jaar.jaar}, bijvoorbeeld 1-9-{self.post.jaar.jaar}"

    def clean_dag(self) -> date:
        dag: date = self.cleaned_data["dag"]
        if dag.year != self.post.jaar.jaar:
            raise forms.ValidationError(
                f"Deze post hoort bij begrotingsjaar {self.post.jaar}. Kies een dag in {self.post.jaar}."
            )
        return dag


class TeruggaveForm(BoekForm):
    """An amount that comes back to the line, and why."""

    in_zin = {"bedrag": "het bedrag", "reden": "de reden", "op": "de post die de ruimte krijgt"}

    bedrag = BedragField(label="Om welk bedrag gaat het?", min_value=Decimal("0.01"))
    reden = forms.CharField(
        label="Waarom?",
        max_length=200,
        help_text="Bijvoorbeeld: de school heeft minder uitgegeven. Zonder namen van leerlingen.",
    )

    def __init__(self, *args: Any, hoogstens: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoogstens = hoogstens
        self.fields["bedrag"].help_text = f"Hoogstens {euro(hoogstens)}."

    def clean_bedrag(self) -> Decimal:
        bedrag: Decimal = self.cleaned_data["bedrag"]
        if bedrag > self.hoogstens:
            raise forms.ValidationError(f"Dat is meer dan kan. Vul hoogstens {euro(self.hoogstens)} in.")
        return bedrag


class TerugvorderenForm(TeruggaveForm):
    """When the year of the award is closed, the line with the same code in a year that is open gets the room."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.post.jaar.is_gesloten:
            later = Begrotingspost.objects.filter(code=self.post.code, jaar__gesloten_op=None).select_related("jaar")
            self.fields["op"] = forms.ModelChoiceField(
                label="Welke begroting krijgt de ruimte?",
                queryset=later.order_by("jaar__jaar"),
                help_text=f"Begrotingsjaar {self.post.jaar} is gesloten.",
            )
            veld: Any = self.fields["op"]
            veld.label_from_instance = _post_en_jaar

    @property
    def op(self) -> Begrotingspost | None:
        """The line that was chosen; None when the award's own line gets it."""
        return self.cleaned_data.get("op")


class AnderJaarForm(TeruggaveForm):
    """A part of an award that another budget year bears from now on."""

    in_zin = {**TeruggaveForm.in_zin, "naar": "de post van een ander jaar"}

    naar = forms.ModelChoiceField(label="Naar welke begroting?", queryset=Begrotingspost.objects.none())
    field_order = ["naar", "bedrag", "reden"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posten = andere_jaren(self.post)
        zelfde = posten.filter(code=self.post.code).order_by("-jaar__jaar")
        veld: Any = self.fields["naar"]
        veld.queryset, veld.label_from_instance = posten, _jaar_post_en_ruimte
        veld.initial = zelfde.filter(jaar__jaar__gt=self.post.jaar.jaar).last() or zelfde.first()
        self.fields["bedrag"].help_text += " De laatste termijnen gaan mee."
        self.fields["reden"].help_text = "Bijvoorbeeld: het traject loopt door. Zonder namen van leerlingen."


def andere_jaren(post: Begrotingspost) -> QuerySet[Begrotingspost]:
    """The lines of costs of other years that are open, each with what is free on it (`vrij`, in euros)."""
    ruimte = Rekening.objects.filter(post=OuterRef("pk"), soort=Rekening.Soort.VRIJ).values("saldo")
    posten = Begrotingspost.objects.filter(soort=Begrotingspost.Soort.LASTEN, jaar__gesloten_op=None)
    return posten.exclude(jaar=post.jaar_id).annotate(vrij=Subquery(ruimte)).select_related("jaar")


def _jaar_post_en_ruimte(post: Any) -> str:
    return f"{post.jaar}: {post} ({euro(post.vrij)} vrij)"


def _post_en_jaar(post: Any) -> str:
    return f"{post}, {post.jaar}"


class OmkerenForm(Formulier):
    """Why a booking is taken back."""

    in_zin = {"reden": "de reden"}

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    reden = forms.CharField(
        label="Waarom keert u deze boeking om?", max_length=180, help_text="Zonder namen van leerlingen."
    )
