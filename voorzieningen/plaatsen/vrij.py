"""A school says how many free places it has: a grid of levels and years. What is left empty is not known."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone

from swv.kern.formulieren import Formulier
from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import Gebruiker, School
from voorzieningen.models import Schoolplaats
from voorzieningen.models.schoolplaatsen import LEERJAREN

MEESTE = 200


def niveaus(school: School) -> list[str]:
    """The levels that a school of this kind can have: praktijkonderwijs by itself, every other school all."""
    return [Schoolplaats.Niveau.PRO] if school.soort == School.Soort.PRO else list(LEERJAREN)


def keuzejaren(vandaag: date) -> tuple[int, int]:
    """The present school year and the next."""
    nu = schooljaar(vandaag)
    return nu, nu + 1


def schoolplaatsen(jaar: int) -> QuerySet[Schoolplaats]:
    """The supply of a school year for matching: places that are free, with their schools."""
    return Schoolplaats.objects.filter(schooljaar=jaar, aantal__gt=0).select_related("school")


class VrijForm(Formulier):
    """One number for each level and year of this school."""

    def __init__(self, *args: Any, school: School, jaar: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.jaar = school, jaar
        self.bestaand = {
            (rij.niveau, rij.leerjaar): rij
            for rij in Schoolplaats.objects.filter(school=school, schooljaar=jaar).select_related("door")
        }
        for niveau in niveaus(school):
            for leerjaar in LEERJAREN[niveau]:
                self.fields[f"{niveau}_{leerjaar}"] = self._veld(niveau, leerjaar)

    def _veld(self, niveau: str, leerjaar: int) -> forms.IntegerField:
        rij = self.bestaand.get((niveau, leerjaar))
        return forms.IntegerField(
            label=f"{Schoolplaats.Niveau(niveau).label.capitalize()}, leerjaar {leerjaar}",
            min_value=0,
            max_value=MEESTE,
            required=False,
            initial=rij.aantal if rij else None,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 3}),
        )

    @property
    def rooster(self) -> Iterator[tuple[str, list[tuple[int, BoundField]]]]:
        """Level by level the years with their field, for the template."""
        for niveau in niveaus(self.school):
            naam = str(Schoolplaats.Niveau(niveau).label).capitalize()
            yield naam, [(leerjaar, self[f"{niveau}_{leerjaar}"]) for leerjaar in LEERJAREN[niveau]]

    @property
    def laatste(self) -> Schoolplaats | None:
        """What was said last, for who wants to know how old these numbers are."""
        return max(self.bestaand.values(), key=lambda rij: rij.bijgewerkt_op, default=None)

    @transaction.atomic
    def bewaren(self, door: Gebruiker) -> int:
        """Store what changed; returns how many numbers did. An emptied field is not known any more."""
        anders = 0
        for veld in self.fields:
            niveau, _, leerjaar = veld.rpartition("_")
            rij, aantal = self.bestaand.get((niveau, int(leerjaar))), self.cleaned_data[veld]
            if aantal == (rij.aantal if rij else None):
                continue
            anders += 1
            sleutel: dict[str, Any] = {
                "school": self.school,
                "schooljaar": self.jaar,
                "niveau": niveau,
                "leerjaar": int(leerjaar),
            }
            if aantal is None:
                Schoolplaats.objects.filter(**sleutel).delete()
            else:
                nieuw = {"aantal": aantal, "door": door, "bijgewerkt_op": timezone.now()}
                Schoolplaats.objects.update_or_create(**sleutel, defaults=nieuw)
        return anders
