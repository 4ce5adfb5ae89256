"""Beyond the free room of a line only with a reason of the directeur-bestuurder, and no further than was seen."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from aanvragen.models import Aanvraag, Status
from aanvragen.workflow import toekennen
from financien.fouten import GeenRuimte
from financien.models import Begrotingspost, Overschrijding
from financien.selectors import stand
from financien.services import wijziging
from swv.documenten.models import Brief
from swv.kern.handelingen import Ongeldig
from tests.aanvragen.levensloop import POST, concept, doe, momentopname, ter_ondertekening
from tests.personas import code_van, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wereld")]

REDEN = "De school kan niet wachten."


@pytest.fixture
def te_duur(personas) -> Aanvraag:
    """An application of 100,250.00 on a line with 100,000.00 free."""
    return ter_ondertekening(personas, concept(personas, "frictiefonds", gevraagd_bedrag="100.250,00"))


@pytest.fixture
def bureau(client, personas, te_duur):
    """The signing desk of the directeur-bestuurder for this application."""
    log_in(client, personas.directeur)
    adres = reverse("aanvragen:besluiten", args=[te_duur.pk, "toekennen"])

    def teken(**velden):
        gegevens = {"versie": te_duur.versie, "bedrag": "100.250,00", "code": code_van(personas.directeur), **velden}
        return client.post(adres, gegevens)

    teken.pagina = lambda: client.get(adres).content.decode()
    teken.effect = lambda **velden: client.get(reverse("aanvragen:effect", args=[te_duur.pk]), velden).content.decode()
    return teken


def post() -> Begrotingspost:
    return Begrotingspost.objects.get(code=POST)


def test_award_beyond_the_room_with_a_reason_is_recorded_with_the_booking(personas, te_duur):
    doe(
        toekennen,
        te_duur,
        personas.directeur,
        bedrag="100.250,00",
        reden_overschrijding=REDEN,
        overschrijding="250.00",
    )

    rij = Overschrijding.objects.get()
    assert (rij.bedrag, rij.reden, rij.door) == (Decimal("250.00"), REDEN, personas.directeur)
    assert rij.boeking.verplichting.bedrag == Decimal("100250.00")
    assert stand(post()).vrij == -250


def test_award_that_fits_records_no_approval(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, "frictiefonds", gevraagd_bedrag="500,00"))

    doe(toekennen, aanvraag, personas.directeur, bedrag="500,00", reden_overschrijding=REDEN, overschrijding="250,00")

    assert not Overschrijding.objects.exists()


@pytest.mark.parametrize(
    ("velden", "soort"),
    [
        ({}, GeenRuimte),
        ({"overschrijding": "250.00"}, GeenRuimte),
        ({"overschrijding": "249.99", "reden_overschrijding": REDEN}, GeenRuimte),
        ({"reden_overschrijding": REDEN}, Ongeldig),
        ({"overschrijding": "250.00", "reden_overschrijding": "  "}, GeenRuimte),
    ],
)
def test_award_beyond_the_room_without_an_approval_that_covers_it_changes_nothing(personas, te_duur, velden, soort):
    voor = momentopname()

    with pytest.raises(soort):
        doe(toekennen, te_duur, personas.directeur, bedrag="100.250,00", **velden)

    assert momentopname() == voor
    assert not Overschrijding.objects.exists()
    assert not Brief.objects.exists()


def test_room_that_shrank_since_the_page_needs_a_new_look(personas, te_duur):
    wijziging(post=post(), bedrag=Decimal(-100), besluit="ALV", sleutel="krap", door=personas.controller)

    with pytest.raises(GeenRuimte):
        doe(
            toekennen,
            te_duur,
            personas.directeur,
            bedrag="100.250,00",
            reden_overschrijding=REDEN,
            overschrijding="250.00",
        )


def test_desk_shows_how_far_it_goes_and_asks_for_a_reason(bureau):
    tekst = bureau.pagina()

    assert "Dit besluit gaat €\xa0250,00 over wat er op deze post vrij is" in tekst
    assert tekst.count('name="reden_overschrijding"') == 1
    assert 'name="overschrijding" value="250.00"' in tekst


def test_desk_without_a_shortage_asks_for_nothing(bureau):
    tekst = bureau.effect(bedrag="100.000,00")

    assert "reden_overschrijding" not in tekst


def test_effect_of_another_amount_leaves_the_reason_in_the_page_to_the_browser(bureau):
    """It may not travel in the address; tests/reizen/test_fouten.py shows that it stays."""
    tekst = bureau.effect(bedrag="100.100,00", reden_overschrijding=REDEN)

    assert 'hx-preserve="true"' in tekst
    assert REDEN not in tekst


def test_desk_without_a_reason_stays_refused_and_offers_the_field(bureau, te_duur):
    antwoord = bureau()

    te_duur.refresh_from_db()
    assert antwoord.status_code == 422
    assert te_duur.status == Status.TER_ONDERTEKENING
    assert "Niet ondertekend" in antwoord.content.decode()
    assert 'name="reden_overschrijding"' in antwoord.content.decode()


def test_desk_with_a_reason_signs(bureau, te_duur):
    tekort = re.search(r'name="overschrijding" value="([0-9.]+)"', bureau.pagina())[1]

    antwoord = bureau(reden_overschrijding=REDEN, overschrijding=tekort)

    te_duur.refresh_from_db()
    assert antwoord.status_code == 302
    assert te_duur.status == Status.TOEGEKEND
    assert Overschrijding.objects.get().reden == REDEN
