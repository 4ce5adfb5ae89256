"""A decision of the Awb carries the right to object, every other letter the complaint: never the text of the other."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse

from aanvragen import migrations, regelingen
from aanvragen.models import Regeling, Status
from aanvragen.rechtsmiddelen import BESCHIKKING, BEZWAAR, KLACHT, TOEKENNINGSBRIEF, onder_brief, wat_klopt_niet
from aanvragen.soorten.basis import Eersteregeling
from aanvragen.soorten.frictiefonds import SOORT
from swv.documenten.models import Brief
from tests.aanvragen.levensloop import breng
from tests.aanvragen.test_betaalschema import ingevuld
from tests.personas import log_in

EIGEN = "Stuur uw bezwaar binnen zes weken aan het bestuur (artikel 6:4 Awb)."


@pytest.mark.parametrize(
    ("tekst", "briefsoort", "zin"),
    [
        (KLACHT, BESCHIKKING, "Onder een beschikking hoort geen tekst over klacht."),
        (BEZWAAR, TOEKENNINGSBRIEF, "Onder een toekenningsbrief hoort geen tekst over bezwaar."),
        ("Bel ons.", BESCHIKKING, "Onder een beschikking staat hoe men bezwaar maakt"),
    ],
)
def test_text_of_the_other_family_is_refused_and_never_in_a_letter(tekst, briefsoort, zin):
    assert zin in (wat_klopt_niet(tekst, briefsoort) or "")
    assert onder_brief(tekst, briefsoort) == {BESCHIKKING: BEZWAAR, TOEKENNINGSBRIEF: KLACHT}[briefsoort]


@pytest.mark.parametrize(
    ("tekst", "briefsoort", "in_brief"),
    [
        ("", BESCHIKKING, BEZWAAR),
        (" \n", TOEKENNINGSBRIEF, KLACHT),
        (EIGEN, BESCHIKKING, EIGEN),
        ("Bel ons.", TOEKENNINGSBRIEF, "Bel ons."),
    ],
)
def test_own_text_goes_before_the_usual_one(tekst, briefsoort, in_brief):
    assert wat_klopt_niet(tekst, briefsoort) is None
    assert onder_brief(tekst, briefsoort) == in_brief


def migratie(naam):
    """A migration by its subject: its number can change when branches come together."""
    (gevonden,) = [rij.name for rij in iter_modules(migrations.__path__) if rij.name.endswith(naam)]
    return import_module(f"aanvragen.migrations.{gevonden}")


@pytest.mark.django_db
@pytest.mark.usefixtures("klok", "wereld")
class TestInHetPortaal:
    @pytest.mark.parametrize("stand", [Status.TOEGEKEND, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING])
    def test_letter_of_a_decision_that_became_a_beschikking_says_how_to_object(self, personas, stand):
        """Also when somebody changed the family and left the text as it was, past the admin."""
        Regeling.objects.filter(soort="robot").update(briefsoort=BESCHIKKING)

        html = Brief.objects.van(breng(personas, "robot", stand)).get().html

        assert "Dan kunt u bezwaar maken." in html
        assert "klacht" not in html

    def test_letter_of_another_family_says_how_to_complain(self, personas):
        Regeling.objects.filter(soort="robot").update(rechtsmiddel=BEZWAAR)

        html = Brief.objects.van(breng(personas, "robot", Status.AFGEWEZEN)).get().html

        assert "een klacht sturen" in html
        assert "bezwaar" not in html

    @pytest.mark.parametrize(("tekst", "mag"), [(KLACHT, False), ("", True), (EIGEN, True)])
    def test_beheerder_cannot_keep_a_complaint_under_a_beschikking(self, client, personas, tekst, mag):
        regeling = Regeling.objects.get(soort="robot")
        adres = reverse("admin:aanvragen_regeling_change", args=[regeling.pk])
        client = log_in(client, personas.beheerder)
        getallen = {f"getallen-{naam}": waarde for naam, waarde in regeling.getallen.items()}

        antwoord = client.post(
            adres, {**ingevuld(client, adres), **getallen, "briefsoort": BESCHIKKING, "rechtsmiddel": tekst}
        )

        assert (antwoord.status_code == 302) == mag
        assert mag or "Onder een beschikking hoort geen tekst over klacht." in antwoord.content.decode()
        regeling.refresh_from_db()
        assert regeling.is_beschikking == mag

    def test_version_of_before_that_does_not_fit_gets_the_usual_text_and_can_be_changed(self):
        """Otherwise the administrator could not even make a new version of it."""
        Regeling.objects.filter(soort="robot").update(briefsoort=BESCHIKKING)
        Regeling.objects.filter(soort="visitatie").update(briefsoort=BESCHIKKING, rechtsmiddel=EIGEN)

        migratie("regels_van_een_soort").regels_uit_de_code(apps, None)

        robot = Regeling.objects.get(soort="robot")
        robot.full_clean()
        assert (robot.rechtsmiddel, robot.rechtsmiddeltekst) == ("", BEZWAAR)
        assert Regeling.objects.get(soort="visitatie").rechtsmiddel == EIGEN
        assert Regeling.objects.get(soort="frictiefonds").rechtsmiddel == KLACHT

    def test_mismatch_is_refused_for_who_goes_past_the_form_too(self):
        regeling = Regeling.objects.get(soort="robot")
        regeling.briefsoort = BESCHIKKING

        with pytest.raises(ValidationError, match="hoort geen tekst over klacht"):
            regeling.full_clean()

    @pytest.mark.parametrize(
        ("rij", "verwacht"),
        [
            ({}, (TOEKENNINGSBRIEF, KLACHT)),
            ({"briefsoort": BESCHIKKING}, (BESCHIKKING, BEZWAAR)),
            ({"briefsoort": BESCHIKKING, "rechtsmiddel": EIGEN}, (BESCHIKKING, EIGEN)),
        ],
    )
    def test_kind_declares_the_family_of_its_letters(self, monkeypatch, rij, verwacht):
        Regeling.objects.filter(soort=SOORT.code).delete()
        eerste = Eersteregeling(toelichting="Bron: een voorbeeld.", **rij)
        monkeypatch.setattr(type(SOORT), "regelingen", (eerste,))

        regelingen.regelingen_laden()

        nieuw = Regeling.objects.get(soort=SOORT.code)
        assert (nieuw.briefsoort, nieuw.rechtsmiddel) == verwacht
        assert ("bezwaar" in nieuw.toelichting) == nieuw.is_beschikking
