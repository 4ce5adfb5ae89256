"""Every letter about a TLV: what it says, how it reads aloud, and whether an archive takes it."""

import html
import io
import re
import subprocess
from itertools import product

import page
import pikepdf
import pytest
import time_machine
from django.utils import timezone

from swv.documenten.pdf import render_pdf
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.toelating.brieven import MOTIVERING, UITKOMSTEN, brieven
from tests.toelating.klok import MAART, september
from toelating import documents, workflow
from toelating.afdrukken import adresblad
from toelating.models import Soort, Status, Tlvaanvraag, Verzending
from toelating.models.regeling import VERVOLGSOORTEN

pytestmark = pytest.mark.django_db
ALLE = list(product(Soort.values, UITKOMSTEN))
MET_BEZWAAR = {"afgifte", "afwijzing", "buiten_behandeling", "tlv_ingetrokken"}
ARTIKEL = re.compile(r"\bartikel\b|\bart\.|\d:\d", re.IGNORECASE)


@pytest.fixture(scope="module")
def begin(voor_deze_module):
    with time_machine.travel(MAART):
        SamenwerkingsverbandFactory(nummer="VO2708", naam="Samenwerkingsverband VO Proefstad")
        return maak_wereld()


@pytest.fixture
def wereld(db, begin):
    return begin


@pytest.fixture(scope="module")
def alle(begin):
    """The HTML of each letter, per kind and outcome."""
    wereld, gevonden = begin, {}
    for soort in Soort.values:
        with september() as tik:
            geplaatst = tik.geplaatst(wereld) if soort in VERVOLGSOORTEN else None
            for naam, brief in brieven(wereld, soort, geplaatst=geplaatst).items():
                gevonden[soort, naam] = brief.html
    return gevonden


@pytest.fixture(scope="module")
def pdfs():
    """Made once per letter: most tests look at the same ones."""
    return {}


@pytest.fixture(params=ALLE, ids=lambda paar: "-".join(paar))
def brief(request, alle, pdfs):
    bron = alle[request.param]
    if request.param not in pdfs:
        pdfs[request.param] = render_pdf(bron)
    return (*request.param, bron, pdfs[request.param])


def woorden(bron):
    """The words of a letter, as somebody reads them from top to bottom."""
    lijf = re.sub(r"<(style|head)\b.*?</\1>", "", bron, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", lijf)).split()


def voorgelezen(pdf):
    """The words in the order of the structure tree, which is the order in which a screen reader speaks them."""
    uitvoer = subprocess.run(["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True).stdout
    return " ".join(re.findall(r'^\s*"(.*)"$', uitvoer.decode(), flags=re.MULTILINE)).replace("•", " ").split()


# --- The file ------------------------------------------------------------------------------------------------


def test_letter_is_fit_for_archive_and_screen_reader(brief):
    for profiel in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        rapport = page.validate_pdf_bytes(brief[3], profile=profiel)
        assert rapport.is_compliant, rapport.failures


@pytest.mark.parametrize("paar", [("pro", "afgifte"), ("vso", "afwijzing"), ("categorie", "tlv_ingetrokken")])
def test_letter_is_read_aloud_word_for_word_as_it_was_written(alle, paar):
    assert voorgelezen(render_pdf(alle[paar])) == woorden(alle[paar])


def test_letter_has_two_pages_at_most(brief):
    with pikepdf.open(io.BytesIO(brief[3])) as pdf:
        assert len(pdf.pages) <= (1 if brief[1] in ("uitstel", "intrekking") else 2)


# --- What every letter says ----------------------------------------------------------------------------------


def test_letter_says_who_asked_for_whom_and_when(brief):
    soort, _, bron, _ = brief
    bestuur, brin = ("Bestuur", "03CC00") if soort in VERVOLGSOORTEN else ("Stichting Scholen A", "01AA00")

    for stuk in (
        bestuur,
        f"BRIN {brin}",
        "Zoë van der Voorbeeld",
        "geboren op 30",
        "ontvangen op",
        "VO2708",
        "Proefstad",
    ):
        assert stuk in bron


def test_letter_says_how_to_object_when_it_is_a_decision(brief):
    assert ("Bent u het niet eens met dit besluit?" in brief[2]) == (brief[1] in MET_BEZWAAR)
    assert ("binnen zes weken" in brief[2]) == (brief[1] in MET_BEZWAAR)
    assert ("voorlopige voorziening" in brief[2]) == (brief[1] in MET_BEZWAAR)
    assert ("Zet uw handtekening eronder." in brief[2]) == (brief[1] in MET_BEZWAAR)


def test_letter_holds_no_bsn_and_leaves_no_template_behind(brief):
    tekst = " ".join(woorden(brief[2]))
    assert "BSN" not in tekst
    assert "burgerservicenummer" not in tekst.lower()
    assert "{" not in tekst
    assert "None" not in tekst
    assert "  " not in tekst


def test_templates_hold_no_article_of_law(settings):
    for pad in (settings.BASE_DIR / "templates" / "brieven" / "toelating").glob("*.html"):
        assert not ARTIKEL.search(re.sub(r"{#.*?#}", "", pad.read_text())), pad.name


# --- Per outcome ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("soort", "zorgplicht"),
    [("vso", "houdt de huidige school de zorgplicht"), ("categorie", "houdt die school de zorgplicht")],
)
def test_grant_names_category_days_advisers_views_and_why_it_deviates(alle, soort, zorgplicht):
    tekst = " ".join(woorden(alle[soort, "afgifte"]))

    for stuk in (
        "toelaatbaar tot het voortgezet speciaal onderwijs",
        "laag (L)",
        "VO2708-2026-000",
        "TB-2",
        MOTIVERING,
        "Wij geven de verklaring langer dan een schooljaar. Dan kan Zoë de opleiding afmaken.",
        "Ons besluit is anders dan het advies. Het advies is: een schooljaar. Zo hoeft de school niet al na een jaar",
        "Ortho, orthopedagoog (eerste deskundige)",
        "Arts, arts (tweede deskundige)",
        "De toelatingsadviescommissie",
        "De commissie volgt de deskundigen.",
        "kregen op",
        "Ouder of verzorger A. van der Voorbeeld",
        "eens met de aanvraag. ‘Wij denken dat Zoë op een kleinere school meer rust vindt.’",
        "Leerling,",
        "Wij volgen wat de ouders en Zoë willen.",
        "artikel 2.47 van de Wet voortgezet onderwijs 2020",
        zorgplicht,
        "In het laatste schooljaar",
        "De ouders of verzorgers krijgen deze brief ook.",
    ):
        assert stuk in tekst


def test_grant_of_another_category_says_which_tlv_it_replaces(alle):
    assert "TLV VO2708-2026-0000" in " ".join(woorden(alle["categorie", "afgifte"]))
    assert "In de plaats van" not in alle["vso", "afgifte"]


def test_grant_of_a_renewal_says_that_the_bureau_judged(alle):
    assert "Ons bureau heeft de aanvraag beoordeeld." in alle["verlenging", "afgifte"]


@pytest.mark.parametrize("naam", ["afgifte", "afwijzing"])
def test_decision_on_praktijkonderwijs_shows_every_step_and_no_category(alle, naam):
    tekst = " ".join(woorden(alle["pro", naam]))

    assert "Het IQ is 70. Voor praktijkonderwijs is dat 55 tot en met 80." in tekst
    assert tekst.count("1 − 20 / 50 = 0,600") == 4
    assert "De leerling voldoet aan de landelijke criteria voor praktijkonderwijs." in tekst
    assert "categorie" not in tekst.lower()


def test_refusal_says_why_and_that_the_zorgplicht_stays(alle):
    tekst = " ".join(woorden(alle["vso", "afwijzing"]))

    assert "krijgt geen toelaatbaarheidsverklaring" in tekst
    assert "Het advies is: toelaatbaar. De school kan zelf meer." in tekst
    assert "De school houdt de zorgplicht." in tekst


def test_refusal_of_a_renewal_says_that_the_tlv_of_now_stays(alle):
    assert "verandert niet. Die geldt tot en met 31" in alle["verlenging", "afwijzing"]


def test_ending_without_judgement_says_what_was_asked_and_when(alle):
    tekst = " ".join(woorden(alle["vso", "buiten_behandeling"]))

    assert "Op 2 maart 2026 vroegen wij u om een aanvulling." in tekst
    assert "Het handelingsdeel ontbreekt nog steeds." in tekst
    assert "artikel 4:5" in tekst


def test_letter_that_a_decision_comes_later_says_until_when_and_why(alle):
    tekst = " ".join(woorden(alle["vso", "uitstel"]))

    assert "U krijgt ons besluit uiterlijk op 26 mei 2026." in tekst
    assert "Een deskundige is ziek geworden." in tekst
    assert "artikel 4:14" in tekst


def test_withdrawal_of_a_tlv_says_which_why_and_what_those_concerned_think(alle):
    tekst = " ".join(woorden(alle["vso", "tlv_ingetrokken"]))

    assert "Wij trekken de toelaatbaarheidsverklaring (TLV) met nummer VO2708-2026-0000" in tekst
    assert "De gegevens in de aanvraag waren van een andere leerling." in tekst
    assert "De ouders en de school zijn het ermee eens." in tekst
    assert "wordt niet opnieuw gebruikt" in tekst


# --- In whose name, and what people typed --------------------------------------------------------------------


def test_decision_under_mandate_says_in_whose_name(wereld, alle):
    with time_machine.travel(MAART):
        aanvraag = maak_tlv(wereld, soort="pro", status=Status.TER_ONDERTEKENING)
        aanvraag = workflow.afgeven(aanvraag, door=wereld.gemandateerde, bevestigd_op=timezone.now())
    tekst = " ".join(woorden(documents.besluitbrief_van(aanvraag).html))

    assert "namens de directeur-bestuurder van Samenwerkingsverband VO Proefstad (VO2708) Gemandateerde" in tekst
    assert "Mandaat: Mandaatbesluit 2025-01" in tekst
    assert "namens de directeur-bestuurder" not in alle["pro", "afgifte"]


def test_letter_about_a_pupil_of_age_names_no_parents_who_get_it(wereld, alle):
    zelf = {"gezag": "leerling", "leerling_adres": "Zelf 3\n1316 CD Almere"}
    with time_machine.travel(MAART):
        aanvraag = maak_tlv(
            wereld,
            status=Status.TER_ONDERTEKENING,
            anders={"ouders": zelf, "leerling": {"geboortedatum": "2-3-2008"}},
        )
        tekst = " ".join(woorden(documents.voorbeeld(aanvraag)))

    assert "De leerling krijgt deze brief ook." in tekst
    assert "De leerling kreeg op 2 maart 2026 een kopie van het advies." in tekst.replace("\N{NO-BREAK SPACE}", " ")
    assert "De ouders" not in tekst


def test_letter_hostile_text_stays_text(wereld, alle):
    boos = '<img src="http://127.0.0.1:9/x"> {{ code }} <script>'
    with time_machine.travel(MAART):
        aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING, anders={"ouders": {"ouder_1_zienswijze": boos}})
        Tlvaanvraag.objects.filter(pk=aanvraag.pk).update(motivering=boos)
        aanvraag.refresh_from_db()
        bron = documents.voorbeeld(aanvraag)

    assert bron.count("&lt;img src=&quot;http://127.0.0.1:9/x&quot;&gt; {{ code }} &lt;script&gt;") == 2
    assert render_pdf(bron)


def test_page_with_the_address_of_parents_is_one_page_and_archive_proof(wereld, alle):
    with time_machine.travel(MAART):
        aanvraag = maak_tlv(wereld, status=Status.AFGEGEVEN)
        verzending = Verzending(
            brief=documents.besluitbrief_van(aanvraag), aan="ouders", naam="A. Ouder", adres="Straat 1\n1314 AB Almere"
        )
        pdf = render_pdf(adresblad(verzending))

    tekst = " ".join(voorgelezen(pdf))
    assert "A. Ouder Straat 1 1314 AB Almere" in tekst
    assert "U krijgt hierbij een brief over Zoë" in tekst
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    with pikepdf.open(io.BytesIO(pdf)) as bestand:
        assert len(bestand.pages) == 1
