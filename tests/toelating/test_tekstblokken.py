"""Text blocks: a closed list of names, filled in where known, and nothing left between braces in a letter."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from toelating.models import Soort, Tekstblok
from toelating.regelingen import TEKSTBLOKKEN
from toelating.tekstblokken import Waarden, bezwaar_tegen_tekst, nog_in_te_vullen, vul_in

ALLES = Waarden(
    voornaam="Zoë",
    onderwijs="voortgezet speciaal onderwijs",
    categorie="laag",
    ingang=date(2027, 8, 1),
    einde=date(2028, 7, 31),
)


@pytest.mark.parametrize(
    ("tekst", "uitkomst", "zin"),
    [
        ("{voornaam} gaat naar {onderwijs}, {categorie}, van {ingang} tot {einde}.", "afgeven", None),
        ("{voornaam} kan op {onderwijs} blijven.", "afwijzen", None),
        ("Zonder namen.", "buiten_behandeling", None),
        ("{achternaam} gaat weg.", "afgeven", "{achternaam} kunnen wij hier niet invullen."),
        ("{Voornaam} gaat weg.", "afgeven", "{Voornaam} kunnen wij"),
        ("{} gaat weg.", "afgeven", "{} kunnen wij"),
        ("{voornaam.__class__}", "afgeven", "{voornaam.__class__} kunnen wij"),
        (
            "Vanaf {ingang} niet.",
            "afwijzen",
            "{ingang} kunnen wij hier niet invullen. Kies uit {voornaam} en {onderwijs}",
        ),
        ("{voornaam gaat weg.", "afgeven", "losse accolade"),
        ("voornaam} gaat weg.", "afwijzen", "losse accolade"),
        ("{{voornaam}}", "afgeven", "losse accolade"),
    ],
)
def test_only_names_of_the_list_may_stand_in_a_block(tekst, uitkomst, zin):
    bezwaar = bezwaar_tegen_tekst(tekst, uitkomst)

    assert bezwaar is None if zin is None else zin in bezwaar


def test_block_with_an_unknown_name_is_refused_when_it_is_saved():
    blok = Tekstblok(naam="Proef", uitkomst="afwijzen", tekst="Tot {einde}.", geldig_van=date(2026, 1, 1))

    with pytest.raises(ValidationError) as fout:
        blok.clean()

    assert "{einde} kunnen wij hier niet invullen" in fout.value.message_dict["tekst"][0]


@pytest.mark.parametrize(("uitkomst", "naam", "tekst"), TEKSTBLOKKEN)
def test_blocks_of_the_first_version_hold_no_unknown_name(uitkomst, naam, tekst):
    assert bezwaar_tegen_tekst(tekst, uitkomst) is None


def test_vul_in_writes_what_is_known():
    tekst = "{voornaam}: {onderwijs}, {categorie}, van {ingang} tot en met {einde}."

    assert vul_in(tekst, ALLES).replace("\N{NO-BREAK SPACE}", " ") == (
        "Zoë: voortgezet speciaal onderwijs, laag, van 1 augustus 2027 tot en met 31 juli 2028."
    )


def test_what_is_not_known_stays_and_cannot_be_put_forward():
    tekst = vul_in("{voornaam} vanaf {ingang}, {categorie}.", Waarden(voornaam="Zoë", onderwijs="vso"))

    assert tekst == "Zoë vanaf {ingang}, {categorie}."
    assert "nog {ingang} en {categorie}" in nog_in_te_vullen(tekst)
    assert nog_in_te_vullen("Zoë vanaf 1 augustus {zie boven}.") is None


def test_name_that_looks_like_a_placeholder_is_not_filled_in_again():
    assert vul_in("{voornaam} gaat naar {onderwijs}.", Waarden(voornaam="{onderwijs}", onderwijs="vso")) == (
        "{onderwijs} gaat naar vso."
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("velden", "past"),
    [
        ({}, True),
        ({"soort": Soort.VSO}, True),
        ({"soort": Soort.PRO}, False),
        ({"uitkomst": "afwijzen"}, False),
        ({"geldig_van": date(2026, 10, 13)}, True),
        ({"geldig_van": date(2026, 10, 14)}, False),
        ({"geldig_tot": date(2026, 10, 14)}, True),
        ({"geldig_tot": date(2026, 10, 13)}, False),
    ],
)
def test_block_fits_by_kind_outcome_and_day(velden, past):
    basis = {"naam": "Proef", "uitkomst": "afgeven", "tekst": "Goed.", "geldig_van": date(2026, 1, 1)}
    blok = Tekstblok.objects.create(**{**basis, **velden})

    assert Tekstblok.objects.voor(Soort.VSO, "afgeven", op=date(2026, 10, 13)).contains(blok) is past
