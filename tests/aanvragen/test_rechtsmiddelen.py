"""A decision of the Awb carries the right to object, every other letter the complaint: its text names its own road."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from aanvragen import regelingen
from aanvragen.models import Regeling, Status
from aanvragen.rechtsmiddelen import BESCHIKKING, BEZWAAR, KLACHT, TOEKENNINGSBRIEF, onder_brief, wat_klopt_niet
from aanvragen.soorten.basis import Eersteregeling
from aanvragen.soorten.frictiefonds import SOORT
from swv.documenten.models import Brief
from swv.kern.versies import nieuwe_versie
from tests.aanvragen.levensloop import breng, concept
from tests.aanvragen.test_betaalschema import ingevuld
from tests.personas import log_in

BEIDE = "U kunt geen bezwaar maken; wel een klacht indienen."
EIGEN = "Stuur uw bezwaar binnen zes weken aan het bestuur (artikel 6:4 Awb)."


@pytest.mark.parametrize(
    ("tekst", "briefsoort", "zin"),
    [
        (KLACHT, BESCHIKKING, "Onder een beschikking staat hoe men bezwaar maakt"),
        ("Bel ons.", BESCHIKKING, "Onder een beschikking staat hoe men bezwaar maakt"),
        (BEZWAAR, TOEKENNINGSBRIEF, "Onder een toekenningsbrief staat hoe men een klacht indient."),
        ("Bel ons.", TOEKENNINGSBRIEF, "Onder een toekenningsbrief staat hoe men een klacht indient."),
    ],
)
def test_text_without_the_road_of_its_letter_is_refused(tekst, briefsoort, zin):
    assert zin in (wat_klopt_niet(tekst, briefsoort) or "")


@pytest.mark.parametrize(
    ("tekst", "briefsoort", "in_brief"),
    [
        (KLACHT, BESCHIKKING, BEZWAAR),
        (KLACHT.replace("\n", "\r\n"), BESCHIKKING, BEZWAAR),
        (BEZWAAR, TOEKENNINGSBRIEF, KLACHT),
        ("Bel ons.", TOEKENNINGSBRIEF, "Bel ons."),
        ("Bel ons.", BESCHIKKING, "Bel ons."),
    ],
)
def test_usual_text_that_stayed_behind_gives_way_and_an_own_one_never(tekst, briefsoort, in_brief):
    assert onder_brief(tekst, briefsoort) == in_brief


@pytest.mark.parametrize(
    ("tekst", "briefsoort", "in_brief"),
    [
        ("", BESCHIKKING, BEZWAAR),
        (" \n", TOEKENNINGSBRIEF, KLACHT),
        (EIGEN, BESCHIKKING, EIGEN),
        (BEIDE, TOEKENNINGSBRIEF, BEIDE),
        (BEIDE, BESCHIKKING, BEIDE),
    ],
)
def test_own_text_goes_before_the_usual_one(tekst, briefsoort, in_brief):
    assert wat_klopt_niet(tekst, briefsoort) is None
    assert onder_brief(tekst, briefsoort) == in_brief


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
        assert mag or "Onder een beschikking staat hoe men bezwaar maakt" in antwoord.content.decode()
        regeling.refresh_from_db()
        assert regeling.is_beschikking == mag

    def test_version_of_before_that_does_not_fit_can_be_closed_and_followed(self, client, personas):
        """Its letters keep their text; whoever changes the new version hears what is wrong."""
        aanvraag = concept(personas, "robot")
        Regeling.objects.filter(soort="robot").update(rechtsmiddel="Bel ons.", getallen={"maanden": 999_999_999})
        adres = reverse("admin:aanvragen_regeling_change", args=[aanvraag.regeling_id])
        log_in(client, personas.beheerder)

        assert client.post(adres, {**ingevuld(client, adres), "toelichting": "Bron: besluit."}).status_code == 302
        nieuw = nieuwe_versie(aanvraag.regeling, vanaf=date(2027, 8, 1))

        assert nieuw.rechtsmiddeltekst == Regeling.objects.get(pk=aanvraag.regeling_id).rechtsmiddeltekst == "Bel ons."
        with pytest.raises(ValidationError) as fout:
            nieuw.full_clean()
        assert set(fout.value.message_dict) == {"getallen", "rechtsmiddel"}

    def test_mismatch_is_refused_for_who_goes_past_the_form_too(self):
        regeling = Regeling.objects.get(soort="robot")
        regeling.briefsoort = BESCHIKKING

        with pytest.raises(ValidationError, match="staat hoe men bezwaar maakt"):
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
