"""Nowhere a BSN: every form of this room in which somebody types refuses it, and says why."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

import pytest
from django import forms

import toelating
from swv.invullen.bsn import ZIN, ZonderBsn
from swv.kern.formulieren import Formulier
from toelating.admin.zoeken import LeerlingZoekenForm
from toelating.forms.basis import jarenveld
from toelating.forms.bezwaar import GegevensMixin
from toelating.forms.ondertekenen import AdresForm, NietAangekomenForm, ZittingForm
from toelating.models import Verzending

BSN = "123456782"
# What is typed here is never kept: a search, the code of a second factor, and a part that is no form by itself.
BLIJFT_NIET = {LeerlingZoekenForm, ZittingForm, GegevensMixin}


def alle_formulieren() -> set[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(toelating.__path__, "toelating."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    return {form for form in _onder(forms.BaseForm) if form.__module__.startswith("toelating.")}


def _onder(form: type) -> Iterator[type]:
    for soort in form.__subclasses__():
        yield soort
        yield from _onder(soort)


def zonder_controle(formulieren: Iterable[type[forms.BaseForm]]) -> list[str]:
    """The forms with a text or a number that let a BSN through."""
    return sorted(
        form.__name__
        for form in formulieren
        if any(isinstance(veld, forms.CharField | forms.IntegerField) for veld in form.base_fields.values())
        and not issubclass(form, ZonderBsn)
    )


def test_every_form_with_a_text_or_a_number_refuses_a_bsn():
    formulieren = alle_formulieren()

    assert formulieren >= BLIJFT_NIET | {AdresForm, NietAangekomenForm}
    assert zonder_controle(formulieren - BLIJFT_NIET) == []


def test_form_without_the_check_would_be_found():
    class Vergeten(Formulier):
        tekst = forms.CharField()

    assert zonder_controle([Vergeten, AdresForm]) == ["Vergeten"]


class Proefform(ZonderBsn, Formulier):
    tekst = forms.CharField(max_length=20, required=False)
    jaren = jarenveld("Hoeveel jaren?", required=False)


@pytest.mark.parametrize("data", [{"jaren": BSN}, {"tekst": f"Dit is het nummer: {BSN}."}, {"tekst": BSN}])
def test_bsn_as_a_number_or_in_a_text_that_is_too_long_is_explained(data):
    form = Proefform(data)

    assert ZIN in form.errors[next(iter(data))]


@pytest.mark.parametrize("data", [{"jaren": "9"}, {"jaren": "123456789"}, {"tekst": "x" * 21}])
def test_what_is_wrong_for_another_reason_is_not_called_a_bsn(data):
    assert ZIN not in Proefform(data).errors[next(iter(data))]


@pytest.mark.parametrize("veld", ["adres", "reden"])
def test_bsn_on_the_paper_road_is_refused(veld):
    data = {"reden": "Retour.", "kanaal": Verzending.Kanaal.PAPIER, "adres": "Straat 1\n1314 AB Almere"}
    form = NietAangekomenForm({**data, veld: f"Leerling {BSN}"})

    assert form.errors == {veld: [ZIN]}
