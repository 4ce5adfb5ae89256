"""Instalments are a property of the rules: parts in percentages that are 100% together, booked and in the letter."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from aanvragen import workflow as acts
from aanvragen.betaalschema import NA_VERANTWOORDING, Deel, Wanneer, in_woorden, lees, termijnen
from aanvragen.models import Regeling
from financien.models import Betalingstermijn
from financien.services import Termijn
from swv.documenten.models import Brief
from tests.aanvragen.levensloop import concept, doe, ter_ondertekening
from tests.personas import log_in

NEGENTIG_TIEN = (Deel(Decimal(90)), Deel(Decimal(10), Wanneer.VERANTWOORDING))
RIJ = {"percentage": "50", "wanneer": "besluit"}
DAG = {"percentage": "50", "wanneer": "dag", "maand": 2, "dag": 1}
# Half after the decision, half from 1 February on.
GESPREID = [RIJ, DAG]
BESLUIT = date(2026, 10, 13)


# --- What can be a schedule ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ([{**RIJ, "percentage": "90"}], "De delen zijn samen 90%. Zorg dat zij samen 100% zijn."),
        ([{**RIJ, "percentage": "60"}, DAG], "De delen zijn samen 110%."),
        ([RIJ, RIJ], "Twee delen hebben hetzelfde moment."),
        ([{**RIJ, "percentage": "0"}], "Deel 1: vul een percentage boven 0 en tot en met 100 in"),
        ([RIJ, {**DAG, "percentage": "33,333"}], "Deel 2: vul een percentage en een moment in."),
        ([{**RIJ, "percentage": "33.333"}], "Deel 1: vul een percentage boven 0"),
        ([{**RIJ, "percentage": "NaN"}], "Deel 1: vul een percentage boven 0"),
        ([RIJ, {**DAG, "maand": "2", "dag": "29"}], "Deel 2: vul een dag en een maand in die elk jaar bestaan."),
        ([RIJ, {**DAG, "dag": ""}], "Deel 2: vul een dag en een maand in"),
        ([RIJ, {**DAG, "dag": "99999999999"}], "Deel 2: vul een dag en een maand in"),
        ([{"percentage": "100", "wanneer": "ooit"}], "Deel 1: vul een percentage en een moment in."),
        ({"percentage": "100"}, "Vul voor elk deel een percentage en een moment in."),
    ],
)
def test_schedule_that_cannot_be_is_refused_with_a_sentence(rijen, zin):
    with pytest.raises(ValidationError) as fout:
        lees(rijen)

    assert zin in fout.value.messages[0]


@pytest.mark.parametrize("delen", [(), NEGENTIG_TIEN, lees(GESPREID)])
def test_schedule_is_kept_as_it_was(delen):
    assert lees([deel.als_rij() for deel in delen]) == tuple(delen)


@pytest.mark.parametrize(
    ("delen", "woorden"),
    [
        ((), "het hele bedrag na het besluit"),
        (NEGENTIG_TIEN, "90% na het besluit en 10% na goedkeuring van de verantwoording"),
        (
            (Deel(Decimal(40)), Deel(Decimal("37.5"), Wanneer.DAG, 2, 1), Deel(Decimal("22.5"), Wanneer.DAG, 4, 1)),
            "40% na het besluit, 37,5% vanaf 1 februari en 22,5% vanaf 1 april",
        ),
    ],
)
def test_schedule_in_words(delen, woorden):
    assert in_woorden(delen) == woorden


# --- What an award becomes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bedrag", "eerste", "laatste"),
    [("25000.00", "22500.00", "2500.00"), ("9999.99", "8999.99", "1000.00"), ("0.15", "0.14", "0.01")],
)
def test_ninety_and_ten_percent_are_in_whole_cents(bedrag, eerste, laatste):
    rijen = termijnen(NEGENTIG_TIEN, Decimal(bedrag), begin=BESLUIT, besluit=BESLUIT)

    assert rijen == [Termijn(Decimal(eerste)), Termijn(Decimal(laatste), NA_VERANTWOORDING)]


def test_part_without_a_cent_is_left_out():
    assert termijnen(NEGENTIG_TIEN, Decimal("0.04"), begin=BESLUIT, besluit=BESLUIT) == [Termijn(Decimal("0.04"))]


@pytest.mark.parametrize(
    ("begin", "besluit", "dag"),
    [
        (date(2026, 8, 1), date(2026, 10, 13), date(2027, 2, 1)),
        (date(2027, 7, 31), date(2026, 10, 13), date(2027, 2, 1)),
        (date(2027, 8, 1), date(2026, 10, 13), date(2028, 2, 1)),
        (date(2026, 8, 1), date(2027, 1, 31), date(2027, 2, 1)),
    ],
)
def test_day_is_that_of_the_school_year_in_which_the_award_begins(begin, besluit, dag):
    rijen = termijnen(lees(GESPREID), Decimal(100), begin=begin, besluit=besluit)

    assert rijen == [Termijn(Decimal(50)), Termijn(Decimal(50), "", dag)]


@pytest.mark.parametrize("besluit", [date(2027, 2, 1), date(2027, 6, 1)])
def test_day_that_has_passed_comes_at_once_with_the_rest(besluit):
    assert termijnen(lees(GESPREID), Decimal(100), begin=date(2026, 8, 1), besluit=besluit) == [Termijn(Decimal(100))]


def test_instalments_stand_in_the_order_in_which_they_come():
    delen = [Deel(Decimal(10), Wanneer.VERANTWOORDING), Deel(Decimal(30), Wanneer.DAG, 2, 1), Deel(Decimal(60))]

    rijen = termijnen(delen, Decimal(100), begin=BESLUIT, besluit=BESLUIT)

    assert [rij.bedrag for rij in rijen] == [60, 30, 10]


@given(
    bedrag=st.decimals("0.01", "9999999.99", places=2),
    grens=st.integers(1, 9999),
)
def test_instalments_of_any_amount_add_up(bedrag, grens):
    deel = Decimal(grens) / 100
    delen = [Deel(deel), Deel(100 - deel, Wanneer.VERANTWOORDING)]

    rijen = termijnen(delen, bedrag, begin=BESLUIT, besluit=BESLUIT)

    assert sum(rij.bedrag for rij in rijen) == bedrag
    eerste = sum(rij.bedrag for rij in rijen if not rij.voorwaarde)
    assert abs(eerste - bedrag * deel / 100) <= Decimal("0.005")
    assert all(rij.bedrag > 0 for rij in rijen)


# --- Kept with the rules, edited in the admin, booked and in the letter --------------------------------------


def stel_in(soort, schema):
    regeling = Regeling.objects.get(soort=soort, geldig_tot=None)
    regeling.betaalschema = schema
    regeling.full_clean()
    regeling.save()
    return regeling


@pytest.mark.django_db
@pytest.mark.usefixtures("klok", "wereld")
class TestInHetPortaal:
    def test_award_is_booked_and_written_by_the_schedule_of_its_rules(self, personas):
        stel_in("innovatiegelden", GESPREID)
        aanvraag = ter_ondertekening(personas, concept(personas, "innovatiegelden"))

        doe(acts.toekennen, aanvraag, personas.directeur, bedrag="25.000")

        rijen = Betalingstermijn.objects.order_by("verplichting__post__jaar__jaar", "volgnummer")
        assert [(str(rij.bedrag), rij.vervaldatum, rij.status) for rij in rijen] == [
            ("12500.00", None, "betaalbaar"),
            ("12500.00", date(2027, 2, 1), "betaalbaar"),
        ]
        brief = Brief.objects.van(aanvraag).get().html.replace("\xa0", " ")
        assert "Vanaf 1 februari 2027" in brief
        assert "verantwoording" not in brief

    def test_running_request_keeps_the_schedule_of_its_version(self, personas):
        aanvraag = ter_ondertekening(personas, concept(personas, "innovatiegelden"))
        Regeling.objects.filter(soort="innovatiegelden").update(geldig_tot=BESLUIT)
        Regeling.objects.create(soort="innovatiegelden", geldig_van=BESLUIT, begrotingspost_code="L.S.02")

        doe(acts.toekennen, aanvraag, personas.directeur, bedrag="25.000")

        assert [str(rij.bedrag) for rij in Betalingstermijn.objects.all()] == ["22500.00", "2500.00"]

    def test_kind_without_verantwoording_cannot_wait_for_it(self):
        with pytest.raises(ValidationError, match="Bij deze versie van Robot in de klas verantwoordt een school niets"):
            stel_in("robot", [deel.als_rij() for deel in NEGENTIG_TIEN])

    def test_version_that_asks_no_verantwoording_cannot_wait_for_it(self):
        Regeling.objects.filter(soort="frictiefonds").update(vraagt_verantwoording=False)

        with pytest.raises(ValidationError, match=r"Bij deze versie van .* verantwoordt een school niets"):
            stel_in("frictiefonds", [deel.als_rij() for deel in NEGENTIG_TIEN])

    def test_start_page_says_how_it_is_paid(self, client, personas):
        adres = reverse("aanvragen:starten", args=["innovatiegelden"])
        client = log_in(client, personas.coordinator)
        voor = client.get(adres).content.decode()
        stel_in("innovatiegelden", GESPREID)

        assert "U krijgt 90% na het besluit en 10% na goedkeuring van de verantwoording." in voor
        assert "U krijgt 50% na het besluit en 50% vanaf 1 februari." in client.get(adres).content.decode()

    def test_beheerder_fills_in_a_schedule(self, client, personas):
        regeling = Regeling.objects.get(soort="frictiefonds")
        adres = reverse("admin:aanvragen_regeling_change", args=[regeling.pk])
        rijen = {
            "betaalschema-0-percentage": "62,5%",
            "betaalschema-0-wanneer": "besluit",
            "betaalschema-1-percentage": "37,5",
            "betaalschema-1-wanneer": "dag",
            "betaalschema-1-dag": "1",
            "betaalschema-1-maand": "2",
        }
        client = log_in(client, personas.beheerder)

        antwoord = client.post(adres, {**ingevuld(client, adres), **rijen})

        assert antwoord.status_code == 302, antwoord.context["errors"]
        regeling.refresh_from_db()
        assert regeling.betaling == "62,5% na het besluit en 37,5% vanaf 1 februari"

    def test_whole_tens_stand_in_the_form_as_they_were_typed(self, client, personas):
        regeling = Regeling.objects.get(soort="frictiefonds")
        adres = reverse("admin:aanvragen_regeling_change", args=[regeling.pk])
        rijen = {
            "betaalschema-0-percentage": "90",
            "betaalschema-0-wanneer": "besluit",
            "betaalschema-1-percentage": "10",
            "betaalschema-1-wanneer": "verantwoording",
        }
        client = log_in(client, personas.beheerder)

        antwoord = client.post(adres, {**ingevuld(client, adres), **rijen})

        assert antwoord.status_code == 302, antwoord.context["errors"]
        regeling.refresh_from_db()
        assert [rij["percentage"] for rij in regeling.betaalschema] == ["90", "10"]
        inhoud = client.get(adres).content.decode()
        assert 'value="90"' in inhoud
        assert 'value="10"' in inhoud

    def test_schedule_that_does_not_add_up_is_refused_and_stays_as_typed(self, client, personas):
        regeling = Regeling.objects.get(soort="frictiefonds")
        adres = reverse("admin:aanvragen_regeling_change", args=[regeling.pk])
        client = log_in(client, personas.beheerder)

        antwoord = client.post(
            adres,
            {
                **ingevuld(client, adres),
                "betaalschema-0-percentage": "80",
                "betaalschema-0-wanneer": "verantwoording",
            },
        )

        inhoud = antwoord.content.decode()
        assert "De delen zijn samen 80%." in inhoud
        assert 'value="80"' in inhoud
        assert '<option value="verantwoording" selected>' in inhoud
        regeling.refresh_from_db()
        assert regeling.betaalschema == []

    def test_version_in_use_shows_its_payment_in_words(self, client, personas):
        aanvraag = concept(personas, "innovatiegelden")
        adres = reverse("admin:aanvragen_regeling_change", args=[aanvraag.regeling_id])

        inhoud = log_in(client, personas.beheerder).get(adres).content.decode()

        assert "90% na het besluit en 10% na goedkeuring van de verantwoording" in inhoud
        assert "Hoogstens zoveel schooljaren: 2" in inhoud
        assert "{&quot;" not in inhoud


def ingevuld(client, adres):
    """What a browser sends back of the page of a version, without the boxes of amounts and parts."""
    form = client.get(adres).context["adminform"].form
    velden = {veld.html_name: veld.value() for veld in form if veld.name not in ("getallen", "betaalschema")}
    return {naam: "" if waarde is None else waarde for naam, waarde in velden.items()}
