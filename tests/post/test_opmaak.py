"""What a mail says, and that nobody can make it say something else."""

import email
from datetime import date

import pytest
from django.core.mail import EmailMultiAlternatives
from django.template import TemplateDoesNotExist
from hypothesis import HealthCheck, given
from hypothesis import settings as instellingen
from hypothesis import strategies as st

from swv.organisaties.models import Leerling
from swv.post.opmaak import opmaken
from tests.factories.organisaties import GebruikerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swv")]

CONTEXT = {
    "kenmerk": "A-2526-00001",
    "school": "De Meergronden",
    "uiterlijk": "30 maart 2026",
    "pad": "/aanvragen/1/",
}

TEKST = """\
Beste Sanne de Vries,

Wij hebben nog iets nodig over De Meergronden. U kunt aanvullen tot en met 30 maart 2026.

- Kijk wat er ontbreekt.
- Stuur het op.

Bekijk wat er ontbreekt:
https://portaal.example/aanvragen/1/

U krijgt deze mail omdat u voor deze school aanvragen doet. In deze mail staan geen gegevens van leerlingen. \
Die vindt u alleen in het portaal.

Met vriendelijke groet,

Samenwerkingsverband VO Proefstad
Contactpersoon: Noor Bakker
Telefoon: 010 123 45 67
E-mail: bureau@swv-proefstad.example
"""


def sanne():
    return GebruikerFactory(email="sanne@school.example", naam="Sanne de Vries")


def test_opmaken_gives_subject_and_whole_text():
    opgemaakt = opmaken("proef", CONTEXT, aan=sanne())
    assert opgemaakt.onderwerp == "Aanvraag A-2526-00001: wij hebben nog iets nodig"
    assert opgemaakt.tekst == TEKST


def test_opmaken_gives_the_same_words_as_html_with_one_link():
    html = opmaken("proef", CONTEXT, aan=sanne()).html
    assert html.count("<a ") == 1
    assert '<p><a href="https://portaal.example/aanvragen/1/">Bekijk wat er ontbreekt</a></p>' in html
    assert "<ul><li>Kijk wat er ontbreekt.</li><li>Stuur het op.</li></ul>" in html
    assert '<html lang="nl">' in html
    assert "style" not in html


def test_opmaken_without_button_or_path_leads_to_the_portal():
    opgemaakt = opmaken("kort", {}, aan=sanne())
    assert "Open het portaal:\nhttps://portaal.example/\n" in opgemaakt.tekst
    assert "omdat u een account heeft in het portaal" in opgemaakt.tekst


def test_opmaken_html_escapes_what_people_typed():
    html = opmaken("proef", CONTEXT | {"school": "<script>alert(1)</script> & Co"}, aan=sanne()).html
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in html


def test_opmaken_text_does_not_escape():
    assert "Kees & Jan's <school>" in opmaken("proef", CONTEXT | {"school": "Kees & Jan's <school>"}, aan=sanne()).tekst


@pytest.mark.parametrize(
    "kwaad",
    [
        "X\nBcc: boef@evil.example",
        "X\r\nBcc: boef@evil.example",
        "X\x0bBcc: boef",
        "X\x85Bcc: boef",
        "X\N{LINE SEPARATOR}Bcc: boef",
        "X\N{RIGHT-TO-LEFT OVERRIDE}Bcc: boef",
        "X\x00Bcc: boef",
    ],
)
def test_opmaken_hostile_value_in_subject_stays_one_line(kwaad):
    onderwerp = opmaken("proef", CONTEXT | {"kenmerk": kwaad}, aan=sanne()).onderwerp
    assert onderwerp.isprintable()
    mail = email.message_from_bytes(EmailMultiAlternatives(onderwerp, "x", to=["a@b.example"]).message().as_bytes())
    assert mail["Bcc"] is None


@instellingen(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kwaad=st.text(max_size=400))
def test_opmaken_any_value_adds_no_line_and_no_header(kwaad):
    gewoon = opmaken("proef", CONTEXT, aan=sanne())
    opgemaakt = opmaken("proef", CONTEXT | {"kenmerk": kwaad, "school": kwaad}, aan=sanne())
    assert len(opgemaakt.onderwerp.splitlines()) == 1
    assert len(opgemaakt.onderwerp) <= 200
    assert opgemaakt.tekst.count("\n") == gewoon.tekst.count("\n")
    assert opgemaakt.html.count("<") == gewoon.html.count("<")


@pytest.mark.parametrize(
    ("kwaad", "onschuldig"),
    [
        ("Klik op https://evil.example/x", "Klik op https: //evil. example/x"),
        ("www.evil.nl", "www. evil. nl"),
        ("J.P. van Dijk bv.", "J.P. van Dijk bv."),
        ("€ 5.000,00", "€ 5.000,00"),
    ],
)
def test_opmaken_link_in_a_value_does_not_work(kwaad, onschuldig):
    tekst = opmaken("proef", CONTEXT | {"school": kwaad}, aan=sanne()).tekst
    assert f"nodig over {onschuldig}. U kunt" in tekst


def test_opmaken_hostile_name_of_the_reader_stays_in_the_greeting():
    gebruiker = GebruikerFactory(naam="Jan,\n\nKlik hier: http://evil.example")
    assert opmaken("proef", CONTEXT, aan=gebruiker).tekst.startswith("Beste Jan, Klik hier: http: //evil. example,\n")


def test_opmaken_with_a_row_in_the_context_is_refused():
    with pytest.raises(TypeError, match="alleen tekst, getallen en dagen"):
        opmaken("proef", CONTEXT | {"leerling": Leerling(voornaam="Jan")}, aan=sanne())


def test_opmaken_with_days_and_numbers_is_fine():
    assert "2026" in opmaken("proef", CONTEXT | {"uiterlijk": date(2026, 3, 30), "kenmerk": 7}, aan=sanne()).tekst


@pytest.mark.parametrize(
    "pad", ["https://evil.example/", "//evil.example", "aanvragen/", "/x y", "/x\n", None, "/?a=1"]
)
def test_opmaken_link_out_of_the_portal_is_refused(pad):
    with pytest.raises(ValueError, match="pad binnen het portaal"):
        opmaken("proef", CONTEXT | {"pad": pad}, aan=sanne())


@pytest.mark.parametrize(
    ("soort", "fout"),
    [
        ("../proef", ValueError),
        ("zonder_onderwerp", ValueError),
        ("leeg", ValueError),
        ("bestaat_niet", TemplateDoesNotExist),
    ],
)
def test_opmaken_of_wrong_template_is_a_programming_error(soort, fout):
    with pytest.raises(fout):
        opmaken(soort, CONTEXT, aan=sanne())
