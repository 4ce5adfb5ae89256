"""A school says how many free places it has: a grid of levels and years. What is left empty is not known."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField

from swv.kern.formulieren import Formulier
from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import School
from voorzieningen.models import Schoolplaats, Schoolwissel
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


def plek_van(veld: str) -> tuple[str, int]:
    """The level and the year that a field of the grid stands for."""
    niveau, _, leerjaar = veld.rpartition("_")
    return niveau, int(leerjaar)


def al_gegeven(aantal: int) -> str:
    """(Er) zijn al 3 plaatsen gegeven via het portaal."""
    return f"{'is al 1 plaats' if aantal == 1 else f'zijn al {aantal} plaatsen'} gegeven via het portaal."


class VrijForm(Formulier):
    """One number for each level and year of this school."""

    def __init__(self, *args: Any, school: School, jaar: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.jaar = school, jaar
        self.bestaand = {
            (rij.niveau, rij.leerjaar): rij
            for rij in Schoolplaats.objects.filter(school=school, schooljaar=jaar).select_related("door")
        }
        self._gegeven = Schoolwissel.objects.filter(naar_school=school).per_plek(jaar)
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
    def rooster(self) -> Iterator[tuple[str, list[tuple[int, BoundField, int]]]]:
        """Level by level the years with their field and how many are given, for the template."""
        for niveau in niveaus(self.school):
            naam = str(Schoolplaats.Niveau(niveau).label).capitalize()
            velden = {leerjaar: f"{niveau}_{leerjaar}" for leerjaar in LEERJAREN[niveau]}
            yield naam, [(leerjaar, self[veld], self.gegeven(veld)) for leerjaar, veld in velden.items()]

    @property
    def laatste(self) -> Schoolplaats | None:
        """What was said last, for who wants to know how old these numbers are."""
        return max(self.bestaand.values(), key=lambda rij: rij.bijgewerkt_op, default=None)

    def clean(self) -> dict[str, Any]:
        """Never fewer than the pupils who got a place by this number."""
        gegevens = super().clean() or {}
        for veld, aantal in list(gegevens.items()):
            gegeven = self.gegeven(veld)
            if gegeven > (aantal or 0):
                self.add_error(veld, f"Er {al_gegeven(gegeven)} Vul ten minste {gegeven} in, of bel het bureau.")
        return gegevens

    def gegeven(self, veld: str) -> int:
        """How many of these places pupils have already."""
        niveau, leerjaar = plek_van(veld)
        return self._gegeven[self.school.pk, niveau, leerjaar]

    @property
    def aantallen(self) -> dict[tuple[str, int], int | None]:
        """What was typed, by level and year; None is not known."""
        return {plek_van(veld): self.cleaned_data[veld] for veld in self.fields}
