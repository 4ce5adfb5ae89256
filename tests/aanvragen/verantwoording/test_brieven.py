"""Each outcome has its own letter, which says what is approved and what that does to the money; as a good PDF."""

import io

import pikepdf
import pytest
from django.utils import timezone

from aanvragen.verantwoording import workflow as acts
from swv.documenten.models import Brief
from swv.documenten.pdf import render_pdf
from swv.post.models import Bericht
from tests.aanvragen.levensloop import werk_af
from tests.brieven import keur_pdf
from tests.factories.betalen import eigen_rekening
from tests.factories.verantwoordingen import V, maak_verantwoording

pytestmark = pytest.mark.django_db


def goedgekeurd(personas, aanvraag, besteed):
    rij = maak_verantwoording(personas, aanvraag, status=V.INGEDIEND, besteed=besteed)
    return acts.goedkeuren(rij, door=personas.bureau, bevestigd_op=timezone.now())


@pytest.fixture
def brief(personas, betaald, in_juni):
    """The letter of a judgement, by what the school spent; with `correctie` the bureau changes it."""
    eigen_rekening()
    in_juni()

    def schrijf(besteed="10000", *, correctie=False):
        if correctie:
            rij = maak_verantwoording(personas, betaald, status=V.GECORRIGEERD, besteed=besteed)
        else:
            rij = goedgekeurd(personas, betaald, besteed)
        return Brief.objects.van(rij).get()

    return schrijf


def test_approval_says_how_much_and_what_is_paid_still(brief):
    gekeurd = brief()

    assert (gekeurd.soort, gekeurd.titel) == ("goedkeuringsbrief", f"Goedkeuringsbrief {gekeurd.kenmerk}")
    assert "Wij keuren uw verantwoording van schooljaar 2026-2027 goed: <strong>€\xa010.000,00</strong>" in gekeurd.html
    assert "Wij betalen u nog €\xa01.000,00" in gekeurd.html
    assert "Stichting Scholen A" in gekeurd.html
    assert "negen maanden" in gekeurd.html


def test_approval_of_less_says_what_lapses(brief):
    gekeurd = brief("9.400")

    assert "vervalt €\xa0600,00" in gekeurd.html
    assert "Terug te betalen" not in gekeurd.html


def test_approval_of_more_says_that_the_award_is_the_limit(brief):
    assert "Wij vergoeden hoogstens wat is toegekend." in brief("12.000").html


def test_recovery_asks_for_payment_with_account_day_and_reference(brief):
    terug = brief("5.000")

    assert terug.soort == "terugvorderingsbrief"
    for deel in ("€\xa04.000,00", "19\xa0juli\xa02027", "NL86 INGB 0002 4455 88", terug.kenmerk):
        assert deel in terug.html


def test_correction_gives_the_reason_of_the_bureau(brief):
    """€ 1.000,00 of the correction was not paid yet and € 1.000,00 was: so it is also a request for payment."""
    html = brief(correctie=True).html

    assert "De uren van de directeur tellen niet mee." in html
    assert "U betaalt <strong>€\xa01.000,00</strong> aan ons terug." in html


def test_correction_without_recovery_has_a_letter_of_its_own(personas, toekenning, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, toekenning, status=V.GECORRIGEERD)

    brief = Brief.objects.van(rij).get()
    assert brief.soort == "brief met correctie"
    assert "De uren van de directeur tellen niet mee." in brief.html
    is_geschikt(brief)


def test_recovery_without_an_account_of_ours_points_to_the_invoice(personas, betaald, in_juni):
    in_juni()
    rij = goedgekeurd(personas, betaald, "5.000")

    assert "staat op de nota" in Brief.objects.van(rij).get().html


@pytest.mark.parametrize(
    ("besteed", "correctie"), [("10000", False), ("9.400", False), ("5.000", False), ("10000", True)]
)
def test_every_letter_is_archive_proof_and_accessible(brief, besteed, correctie):
    is_geschikt(brief(besteed, correctie=correctie))


def is_geschikt(brief):
    """For the archive and for a screen reader."""
    pdf = render_pdf(brief.html)
    keur_pdf(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.Lang == "nl"


def test_school_and_board_hear_once_that_the_letter_is_there(personas, betaald, in_juni, zegel):
    in_juni()
    rij = goedgekeurd(personas, betaald, "10000")

    werk_af()

    rij.refresh_from_db()
    assert rij.bekendgemaakt_op is not None
    aan = Bericht.objects.filter(soort="verantwoording_brief_klaar").values_list("aan__naam", flat=True)
    assert sorted(aan) == ["Bestuur A", "Coordinator A"]
