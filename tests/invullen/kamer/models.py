from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import models

from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.organisaties.models import Gebruiker


class Status(models.TextChoices):
    CONCEPT = "concept", "Concept"
    VERSTUURD = "verstuurd", "Verstuurd"
    GEVRAAGD = "gevraagd", "Wacht op aanvulling"


class PlanForm(OnderdeelForm):
    in_zin = {"plan": "het plan"}
    plan = forms.CharField(label="Wat is het plan?", widget=forms.Textarea)

    def clean_plan(self) -> str:
        plan: str = self.cleaned_data["plan"]
        if len(plan) > self.regeling["lengte"]:
            raise forms.ValidationError("Het plan is te lang. Maak het korter.")
        return plan


class BegrotingForm(OnderdeelForm):
    in_zin = {"uren": "het aantal uren"}
    uren = forms.IntegerField(label="Hoeveel uren?")


class Proefquery(models.QuerySet["Proefdossier"]):
    def for_user(self, user: Any) -> "Proefquery":
        return self.filter(eigenaar_id=user.pk)


class Proefdossier(Invuldossier):
    """`eigenaar_id` is a number without foreign key: this app has no migrations, so its table is made before any."""

    status = models.CharField(max_length=40, choices=Status, default=Status.CONCEPT, editable=False)
    eigenaar_id = models.BigIntegerField()

    objects = Proefquery.as_manager()

    wat = "dit verzoek"
    met_lidwoord = "het verzoek"
    soort_naam = "Proefverzoek"
    onderdelen = (Onderdeel("plan", "Beschrijf het plan", PlanForm), Onderdeel("uren", "Vul de uren in", BegrotingForm))
    bewijsstukken = (
        Bewijsstuk("begroting", "Begroting", "Met alle posten."),
        Bewijsstuk("verslag", "Medisch verslag", "Van de arts.", weigerbaar=True),
    )
    invulregeling = {"lengte": 20}

    @property
    def begonnen_door(self) -> Gebruiker:
        return Gebruiker.objects.get(pk=self.eigenaar_id)

    @property
    def wacht_op_aanvulling(self) -> bool:
        return self.status == Status.GEVRAAGD

    def controles(self, gegevens: Mapping[str, Any]) -> Sequence[str]:
        return ["Het plan past niet in nul uren. Vul meer uren in."] if gegevens["uren"] == 0 else []

    def mag_invullen(self, user: Any) -> bool:
        return self.status == Status.CONCEPT and user.pk == self.eigenaar_id

    def mag_bijlagen(self, user: Any) -> bool:
        return self.status != Status.VERSTUURD and user.pk == self.eigenaar_id

    def mag_weggooien(self, user: Any) -> bool:
        return self.mag_invullen(user)
