"""Each ending has its own letter; it says what was decided, and its title and number say nothing about a pupil."""

import hashlib

import pytest
from django.core import mail
from django.db import transaction

from aanvragen import workflow as acts
from aanvragen.documents import BEKENDMAKEN
from aanvragen.models import Aanvraag, Regeling, Status
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.documenten.services import brief_vastleggen
from swv.kern.models import Gebeurtenis, Opdracht
from swv.kern.opdrachten import klaarzetten, uitvoeren
from swv.post.models import Bericht
from tests.aanvragen.levensloop import breng, concept, doe, ter_ondertekening, werk_af
from tests.factories.organisaties import SamenwerkingsverbandFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wereld")]


def brief_bij(personas, soort, stand):
    aanvraag = breng(personas, soort, stand)
    return aanvraag, Brief.objects.van(aanvraag).get()


@pytest.mark.parametrize(
    ("stand", "soort", "zin"),
    [
        (Status.TOEGEKEND, "toekenningsbrief", "Wij kennen uw aanvraag voor Frictiefonds toe."),
        (Status.AFGEWEZEN, "afwijzingsbrief", "Wij wijzen uw aanvraag voor Frictiefonds af."),
        (
            Status.BUITEN_BEHANDELING,
            "brief buiten behandeling",
            "Wij behandelen uw aanvraag voor Frictiefonds niet verder.",
        ),
        (Status.INGETROKKEN, "bevestiging van intrekking", "U heeft uw aanvraag voor Frictiefonds ingetrokken."),
    ],
)
def test_each_ending_has_its_own_letter(personas, stand, soort, zin):
    aanvraag, brief = brief_bij(personas, "frictiefonds", stand)

    assert (brief.soort, brief.vervolg) == (soort, BEKENDMAKEN)
    assert brief.kenmerk == (aanvraag.besluitnummer or aanvraag.kenmerk)
    assert brief.titel == f"{soort.capitalize()} {brief.kenmerk}"
    assert zin in brief.html
    assert aanvraag.kenmerk in brief.html
    assert brief.code in brief.html


@pytest.mark.parametrize(
    ("soort", "stand", "naam"),
    [
        ("frictiefonds", Status.TOEGEKEND, "toekennende beschikking"),
        ("frictiefonds", Status.AFGEWEZEN, "afwijzende beschikking"),
        ("visitatie", Status.TOEGEKEND, "toekennende beschikking"),
        ("frictiefonds", Status.INGETROKKEN, "bevestiging van intrekking"),
    ],
)
def test_letter_of_a_decision_of_the_awb_is_called_so(personas, soort, stand, naam):
    Regeling.objects.filter(soort=soort).update(briefsoort=Regeling.Briefsoort.BESCHIKKING)

    _, brief = brief_bij(personas, soort, stand)

    assert brief.soort == naam
    assert brief.titel == f"{naam.capitalize()} {brief.kenmerk}"


@pytest.mark.parametrize("stand", [Status.TOEGEKEND, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING])
def test_decision_is_signed_by_who_decided_and_says_what_to_do_when_one_disagrees(personas, stand):
    aanvraag, brief = brief_bij(personas, "frictiefonds", stand)

    assert personas.directeur.naam in brief.html
    assert "Bent u het niet eens met dit besluit?" in brief.html
    assert aanvraag.regeling.rechtsmiddel.splitlines()[0] in brief.html


def test_confirmation_of_a_withdrawal_is_no_decision(personas):
    aanvraag, brief = brief_bij(personas, "frictiefonds", Status.INGETROKKEN)

    assert aanvraag.besluitnummer is None
    assert "Noor Bakker" in brief.html
    assert "Bent u het niet eens" not in brief.html


@pytest.mark.parametrize("stand", [Status.TOEGEKEND, Status.AFGEWEZEN])
def test_letter_names_the_pupil_but_its_title_kind_and_number_do_not(personas, stand):
    aanvraag, brief = brief_bij(personas, "robot", stand)

    assert aanvraag.leerling.naam in brief.html
    for veld in (brief.titel, brief.soort, brief.kenmerk):
        assert aanvraag.leerling.achternaam not in veld


def test_letter_about_a_missing_supplement_names_the_question(personas):
    aanvraag, brief = brief_bij(personas, "robot", Status.BUITEN_BEHANDELING)

    assert "vroegen wij u om een aanvulling. Wij vroegen u die uiterlijk" in brief.html
    assert aanvraag.motivering in brief.html


def test_what_people_typed_is_text_in_a_letter_and_no_markup(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, "robot"), voorstel="afwijzen")
    doe(acts.afwijzen, aanvraag, personas.directeur, motivering="<script>alert(1)</script> & <b>nee</b>")

    html = Brief.objects.get().html
    assert "<script>alert" not in html
    assert "&lt;b&gt;nee&lt;/b&gt;" in html


def test_letter_keeps_what_it_said_when_the_letterhead_changes(personas):
    _, brief = brief_bij(personas, "robot", Status.AFGEWEZEN)
    SamenwerkingsverbandFactory(contactpersoon="Iemand Anders").save()

    brief.refresh_from_db()
    assert "Iemand Anders" not in brief.html


# --- The worker --------------------------------------------------------------------------------------------


def test_whole_road_gives_one_letter_one_message_per_person_and_one_commitment(personas, zegel):
    aanvraag = breng(personas, "frictiefonds", Status.TOEGEKEND)

    werk_af()

    aanvraag = Aanvraag.objects.get(pk=aanvraag.pk)
    brief = Brief.objects.get()
    assert aanvraag.bekendgemaakt_op is not None
    assert hashlib.sha256(brief.pdf.read()).hexdigest() == brief.sha256
    brief.pdf.close()
    assert (Bericht.objects.filter(soort="brief_klaar").count(), Verplichting.objects.count()) == (2, 1)
    assert set(Bericht.objects.values_list("staat", flat=True)) == {"verzonden"}
    assert set(Opdracht.objects.values_list("staat", flat=True)) == {"gedaan"}
    assert len(mail.outbox) == Bericht.objects.count()


def test_letter_done_twice_is_announced_once(personas, zegel):
    aanvraag, brief = brief_bij(personas, "robot", Status.AFGEWEZEN)
    werk_af("documenten.brief", BEKENDMAKEN)

    brief_vastleggen(brief_id=brief.pk)
    for poging in range(2):
        with transaction.atomic():
            klaarzetten(BEKENDMAKEN, sleutel=f"nog eens {poging}", object_id=brief.pk)
        assert uitvoeren(Opdracht.objects.get(sleutel=f"nog eens {poging}").pk)

    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="bekendmaken").count() == 1
    assert Bericht.objects.filter(soort="brief_klaar").count() == 1
