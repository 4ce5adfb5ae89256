"""The letters of an objection: archive-proof and accessible, sealed once, and sent the way each addressee reads."""

import page
import pytest

from swv.documenten.models import Brief
from swv.documenten.pdf import render_pdf
from swv.documenten.services import brief_vastleggen
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Samenwerkingsverband
from swv.post.models import Bericht
from tests.factories.bezwaar import behandelaar, maak_besluit, maak_bezwaar
from toelating.bezwaar.brieven import geadresseerde_van, voorbeeld_html
from toelating.bezwaar.opdrachten import brief_versturen
from toelating.models import Bezwaar, Status
from toelating.workflow import bezwaar as acts

pytestmark = pytest.mark.django_db

PROFIELEN = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
GEVALLEN = [
    ("gegrond", "herroepen"),
    ("gegrond", "wijzigen"),
    ("gegrond", "geen"),
    ("ongegrond", ""),
]


def keur(html):
    pdf = render_pdf(html)
    for profiel in PROFIELEN:
        rapport = page.validate_pdf_bytes(pdf, profile=profiel)
        assert rapport.is_compliant, rapport.failures


def aan(bezwaar, wie, *, soort="beslissing op bezwaar"):
    """The letter of this kind to this addressee."""
    brieven = Brief.objects.filter(soort=soort, sleutel__startswith=f"bezwaar:{bezwaar.pk}:")
    return next(brief for brief in brieven if geadresseerde_van(brief)[1].aan == wie)


def test_letters_on_the_way_are_fit_for_archive_and_screen_reader(wereld):
    besluit = maak_besluit(wereld)
    bezwaar = maak_bezwaar(wereld, besluit, status="herstel_gevraagd", gronden="")
    bezwaar = acts.verdagen(
        maak_bezwaar(wereld, besluit), door=behandelaar(wereld), weken=6, reden="De hoorzitting is later."
    )
    acts.intrekken(bezwaar, door=behandelaar(wereld), op=bezwaar.ontvangen_op, hoe="met een brief")

    soorten = {brief.soort: brief.html for brief in Brief.objects.all() if "bezwaar" in brief.sleutel}
    assert set(soorten) == {
        "ontvangstbevestiging bezwaar",
        "vraag om herstel bezwaar",
        "verdaging bezwaar",
        "bevestiging van intrekking",
    }
    for html in soorten.values():
        keur(html)


@pytest.mark.parametrize(("uitkomst", "gevolg"), GEVALLEN)
def test_decisions_are_fit_for_archive_and_screen_reader(wereld, uitkomst, gevolg):
    bezwaar = maak_bezwaar(wereld, maak_besluit(wereld), status=uitkomst, uitkomst=uitkomst, gevolg=gevolg)

    brief = aan(bezwaar, "bezwaarmaker")
    keur(brief.html)
    assert "rechtbank" in brief.html
    assert "griffierecht" in brief.html


def test_tlv_after_objection_is_fit_for_archive_and_screen_reader(wereld):
    bezwaar = maak_bezwaar(wereld, maak_besluit(wereld, status=Status.AFGEWEZEN), status="gegrond", uitkomst="gegrond")

    brief = aan(bezwaar, "aanvrager", soort="toelaatbaarheidsverklaring na bezwaar")
    swv = Samenwerkingsverband.huidig()

    keur(brief.html)
    assert f"{swv.naam} ({swv.nummer})" in brief.html


def test_preview_says_that_nothing_is_signed(wereld):
    bezwaar = maak_bezwaar(
        wereld, maak_besluit(wereld), status="ter_ondertekening", uitkomst="gegrond", gevolg="wijzigen"
    )

    html = voorbeeld_html(bezwaar, door=wereld.personas.directeur)

    assert "Dit is een voorbeeld" in html
    assert "volgt bij de ondertekening" in html


def test_sealed_decision_is_made_known_once_and_told_to_who_reads_in_the_portal(wereld, zegel):
    bezwaar = maak_bezwaar(wereld, maak_besluit(wereld), status="ongegrond")
    brieven = Brief.objects.van(bezwaar).filter(soort="beslissing op bezwaar")

    for _ in range(2):
        for brief in brieven:
            brief_vastleggen(brief_id=brief.pk)
            brief_versturen(str(brief.pk))

    assert Bezwaar.objects.get().bekendgemaakt_op is not None
    assert Gebeurtenis.objects.van(bezwaar).filter(handeling="bekendmaken").count() == 1
    gestuurd = {rij.aan: rij.verzonden_op is not None for brief in brieven for rij in brief.verzendingen.all()}
    assert gestuurd == {"bezwaarmaker": False, "aanvrager": True}
    klaar = Bericht.objects.van(bezwaar).filter(soort="bezwaar_brief_klaar")
    assert {rij.aan.naam for rij in klaar} == {"Coordinator A", "Bestuur A"}


def test_sealed_tlv_is_told_to_the_school(wereld):
    bezwaar = maak_bezwaar(wereld, maak_besluit(wereld, status=Status.AFGEWEZEN), status="gegrond", uitkomst="gegrond")
    tlv = aan(bezwaar, "aanvrager", soort="toelaatbaarheidsverklaring na bezwaar")

    brief_versturen(str(tlv.pk))

    assert tlv.verzendingen.get().bericht.soort == "brief_klaar"
