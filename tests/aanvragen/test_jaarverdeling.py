"""An award over budget years: by the months of its period or as the bureau proposes, seen before it is signed."""

from decimal import Decimal

import pytest
from django.urls import reverse

from aanvragen import workflow as acts
from aanvragen.forms import AdviserenForm
from aanvragen.jaarverdeling import jaarverdeling, te_verdelen_jaren
from aanvragen.models import Aanvraag, Status
from financien.fouten import GeenRuimte, JaarGesloten, OnbekendePost
from financien.models import Begrotingspost, Betalingstermijn, Overschrijding, Verplichting
from financien.selectors import herbouw_verschillen, stand
from financien.services import jaar_afsluiten, wijziging
from swv.kern.handelingen import Ongeldig
from tests.aanvragen.levensloop import POST, breng, concept, doe, indienen, stel_regeling, ter_ondertekening
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

SCHOOLJAAR = {"van": "1-8-2026", "tot": "31-7-2027"}
BEDRAGEN = [Decimal("4166.67"), Decimal("5833.33")]
ZIN = "€\xa04.166,67 in 2026, €\xa05.833,33 in 2027"


@pytest.fixture
def straks(wereld) -> Begrotingspost:
    """The same line in the budget of 2027, with 50,000.00 on it."""
    return BegrotingspostFactory(code=POST, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="50000.00")


def vraag(personas, soort="frictiefonds", bedrag="10.000,00", **anders) -> Aanvraag:
    """A request for a school year, at the bureau."""
    aanvraag = indienen(personas, concept(personas, soort, **{**SCHOOLJAAR, "gevraagd_bedrag": bedrag, **anders}))
    return doe(acts.in_behandeling_nemen, aanvraag, personas.bureau)


def adviseer(personas, aanvraag, bedrag="10.000,00", **jaren) -> Aanvraag:
    gegevens = {"voorstel": "toekennen", "advies": "Past bij de regels.", "bedrag": bedrag, **jaren}
    return doe(acts.adviseren, aanvraag, personas.bureau, **gegevens)


def per_jaar() -> dict[int, Decimal]:
    return dict(Verplichting.objects.values_list("post__jaar__jaar", "bedrag"))


# --- By the months of the period ---------------------------------------------------------------------------


@pytest.mark.usefixtures("straks")
def test_school_year_falls_in_two_budget_years(personas):
    verdeling = jaarverdeling(vraag(personas), Decimal(10000))

    assert [deel.bedrag for deel in verdeling.delen] == BEDRAGEN
    assert (verdeling.zin, list(verdeling.toelichting)) == (ZIN, [])


def test_without_a_line_in_the_next_year_all_stays_in_this_one_and_it_says_so(personas):
    verdeling = jaarverdeling(vraag(personas), Decimal(10000))

    assert verdeling.bedragen == {2026: 10000}
    assert verdeling.toelichting == [
        "De periode loopt door in 2027. De begroting van 2027 heeft nog geen open post L.S.02. "
        "Het hele bedrag komt uit 2026."
    ]


@pytest.mark.usefixtures("straks")
def test_year_without_a_line_stays_in_the_last_year_before_it_that_has_one(personas):
    aanvraag = vraag(personas, "innovatiegelden", tot="31-7-2028", bedrag="24.000")

    verdeling = jaarverdeling(aanvraag, Decimal(24000))

    assert verdeling.bedragen == {2026: 5000, 2027: 19000}
    assert "Het deel over 2028 komt uit 2027." in verdeling.toelichting[0]


@pytest.mark.usefixtures("straks")
def test_period_of_next_year_alone_draws_on_next_year(personas):
    aanvraag = vraag(personas, van="1-2-2027", tot="31-3-2027")

    assert jaarverdeling(aanvraag, Decimal(100)).bedragen == {2027: 100}


@pytest.mark.usefixtures("straks")
def test_part_of_a_year_that_is_over_counts_in_the_year_of_the_decision(personas, klok):
    aanvraag = vraag(personas)
    klok.move_to("2027-02-02 10:00:00+01:00")

    verdeling = jaarverdeling(aanvraag, Decimal(10000))

    assert verdeling.bedragen == {2027: 10000}
    assert verdeling.toelichting == ["Het deel over 2026 komt uit 2027: het besluit valt in 2027."]


@pytest.mark.usefixtures("straks")
def test_closed_year_leaves_its_part_to_the_next(personas, wereld):
    aanvraag = vraag(personas)
    jaar_afsluiten(jaar=wereld.jaar, door=personas.controller)

    verdeling = jaarverdeling(aanvraag, Decimal(10000))

    assert verdeling.bedragen == {2027: 10000}
    assert verdeling.toelichting == ["Begrotingsjaar 2026 is gesloten. Het deel over 2026 komt uit 2027."]


def test_closed_year_without_a_next_is_refused(personas, wereld):
    jaar_afsluiten(jaar=wereld.jaar, door=personas.controller)

    with pytest.raises(JaarGesloten, match="de begroting van 2027 heeft nog geen post"):
        jaarverdeling(vraag(personas), Decimal(1))


def test_this_year_without_a_line_is_refused_also_when_the_next_has_one(personas):
    """Somebody forgot a line: an award of this year does not move to the next in silence."""
    BegrotingspostFactory(code="L.X.01", jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="50000.00")
    stel_regeling("frictiefonds", post="L.X.01")
    aanvraag = vraag(personas)

    with pytest.raises(OnbekendePost, match="2026"):
        jaarverdeling(aanvraag, Decimal(1))


@pytest.mark.usefixtures("straks")
def test_request_without_a_period_counts_in_this_year(personas):
    aanvraag = vraag(personas)
    aanvraag.van = aanvraag.tot = None

    assert jaarverdeling(aanvraag, Decimal(7)).bedragen == {2026: 7}
    assert te_verdelen_jaren(aanvraag) == [2026]


# --- The bureau proposes -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("straks")
def test_form_offers_the_years_with_what_the_months_give(personas):
    form = AdviserenForm(dossier=vraag(personas), door=personas.bureau)

    assert list(form.fields) == ["voorstel", "bedrag", "jaar_2026", "jaar_2027", "advies"]
    assert form.fields["jaar_2027"].help_text.endswith("€\xa05.833,33: naar de maanden.")


def test_form_without_a_choice_asks_for_no_years(personas):
    assert list(AdviserenForm(dossier=vraag(personas), door=personas.bureau).fields) == ["voorstel", "bedrag", "advies"]


@pytest.mark.usefixtures("straks")
@pytest.mark.parametrize("soort", ["robot", "huisonderwijs"])
def test_form_of_a_kind_without_money_asks_for_no_years(personas, soort):
    form = AdviserenForm(dossier=breng(personas, soort, Status.IN_BEHANDELING), door=personas.bureau)

    assert list(form.fields) == ["voorstel", "advies"]


@pytest.mark.usefixtures("straks")
def test_huisonderwijs_with_a_rate_can_be_divided_too(personas):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    aanvraag = breng(personas, "huisonderwijs", Status.IN_BEHANDELING)

    aanvraag = adviseer(personas, aanvraag, bedrag="", jaar_2026="900,00", jaar_2027="2.000,00")

    assert aanvraag.verdeling == {2026: 900, 2027: 2000}


@pytest.mark.usefixtures("straks")
@pytest.mark.parametrize(
    ("jaren", "verwacht"),
    [
        ({}, dict(zip((2026, 2027), BEDRAGEN, strict=True))),
        ({"jaar_2026": "2.500,01", "jaar_2027": "7.499,99"}, {2026: Decimal("2500.01"), 2027: Decimal("7499.99")}),
        ({"jaar_2026": "0", "jaar_2027": "10.000"}, {2027: Decimal(10000)}),
        ({"jaar_2026": "10.000"}, {2026: Decimal(10000)}),
    ],
)
def test_advice_keeps_the_split_and_the_signature_books_it(personas, jaren, verwacht):
    aanvraag = adviseer(personas, vraag(personas), **jaren)
    assert aanvraag.verdeling == verwacht

    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="10.000,00")

    assert per_jaar() == verwacht
    assert herbouw_verschillen() == []


@pytest.mark.usefixtures("straks")
@pytest.mark.parametrize(
    ("jaren", "zin"),
    [
        ({"jaar_2026": "4.000", "jaar_2027": "5.999,99"}, "€\xa00,01 te weinig"),
        ({"jaar_2026": "4.000", "jaar_2027": "6.000,01"}, "€\xa00,01 te veel"),
        ({"jaar_2027": "6.000"}, "€\xa04.000,00 te weinig"),
    ],
)
def test_split_that_does_not_add_up_is_refused_and_says_by_how_much(personas, jaren, zin):
    with pytest.raises(Ongeldig) as fout:
        adviseer(personas, vraag(personas), **jaren)

    (regel,) = fout.value.velden[min(jaren)]
    assert zin in regel
    assert "toekenning van €\xa010.000,00" in regel


@pytest.mark.usefixtures("straks")
def test_without_the_sum_check_another_split_than_typed_would_be_booked(personas, monkeypatch):
    """The twin: a split that does not add up is stretched, so nobody would get what was typed."""
    monkeypatch.setattr(AdviserenForm, "_telt_op", lambda *a: None)

    aanvraag = adviseer(personas, vraag(personas), jaar_2026="1.000", jaar_2027="1.000")

    assert aanvraag.verdeling == {2026: 5000, 2027: 5000}


@pytest.mark.usefixtures("straks")
def test_page_with_a_wrong_split_keeps_what_was_typed(client, personas):
    aanvraag = vraag(personas)
    adres = reverse("admin:aanvragen_aanvraag_handeling", args=[aanvraag.pk, "adviseren"])
    getypt = {"voorstel": "toekennen", "bedrag": "9.000,00", "advies": "Mijn advies.", "jaar_2026": "8 000"}

    antwoord = log_in(client, personas.bureau).post(adres, {"versie": aanvraag.versie, **getypt})

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert 'value="8 000"' in tekst
    assert "Mijn advies." in tekst
    assert "€\xa01.000,00 te weinig" in tekst
    assert "€\xa03.750,00 in 2026, €\xa05.250,00 in 2027" in tekst  # by the months, for the amount that was typed


@pytest.mark.usefixtures("straks")
def test_proposal_to_refuse_needs_no_years_and_keeps_none(personas):
    aanvraag = doe(
        acts.adviseren, vraag(personas), personas.bureau, voorstel="afwijzen", advies="Nee.", jaar_2026="1,00"
    )

    assert aanvraag.verdeling == {}


@pytest.mark.usefixtures("straks")
def test_given_back_dossier_forgets_the_split(personas):
    aanvraag = adviseer(personas, vraag(personas), jaar_2026="10.000")

    assert doe(acts.teruggeven, aanvraag, personas.directeur, reden="Reken na.").verdeling == {}


# --- The directeur-bestuurder signs ------------------------------------------------------------------------


@pytest.mark.usefixtures("straks")
def test_award_of_another_amount_keeps_the_proportion(personas):
    aanvraag = adviseer(personas, vraag(personas), jaar_2026="2.500", jaar_2027="7.500")

    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="4.000,01", motivering="Minder uren.")

    assert per_jaar() == {2026: Decimal("1000.00"), 2027: Decimal("3000.01")}


@pytest.mark.usefixtures("straks")
def test_award_names_school_kind_and_school_year_and_ends_the_reservation(personas, wereld):
    doe(acts.toekennen, adviseer(personas, vraag(personas)), personas.directeur, bedrag="10.000,00")

    rijen = Verplichting.objects.values_list("soort", "school", "schooljaar")
    assert set(rijen) == {("frictiefonds", personas.school.pk, 2026)}
    assert stand(wereld).gereserveerd == 0


@pytest.mark.usefixtures("straks")
def test_ninety_and_ten_run_over_both_years(personas):
    aanvraag = ter_ondertekening(
        personas, concept(personas, "innovatiegelden", **SCHOOLJAAR, gevraagd_bedrag="10.000,00")
    )

    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="10.000,00")

    termijnen = Betalingstermijn.objects.order_by("verplichting__post__jaar__jaar", "volgnummer")
    assert list(termijnen.values_list("bedrag", "status")) == [
        (Decimal("4166.67"), "betaalbaar"),
        (Decimal("4833.33"), "betaalbaar"),
        (Decimal("1000.00"), "open"),
    ]


def test_year_that_came_after_the_advice_does_not_change_it_and_the_desk_says_so(client, personas):
    aanvraag = adviseer(personas, vraag(personas))
    BegrotingspostFactory(code=POST, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="50000.00")

    tekst = bureau_van(client, personas, aanvraag)
    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="10.000,00")

    assert "Volgens de verdeling van het bureau komt er niets uit 2027." in tekst
    assert per_jaar() == {2026: 10000}


def bureau_van(client, personas, aanvraag) -> str:
    """The signing desk for this request."""
    adres = reverse("aanvragen:besluiten", args=[aanvraag.pk, "toekennen"])
    return log_in(client, personas.directeur).get(adres).content.decode()


@pytest.mark.usefixtures("straks")
def test_desk_shows_the_split_and_each_line(client, personas):
    tekst = bureau_van(client, personas, adviseer(personas, vraag(personas)))

    assert ZIN in tekst
    assert "Begroting van 2026: L.S.02" in tekst
    assert "€\xa044.166,67" in tekst  # free in 2027 afterwards


def test_desk_says_when_no_line_can_bear_it(client, personas):
    aanvraag = adviseer(personas, vraag(personas))
    stel_regeling("frictiefonds", post="L.X.99")

    assert "Post L.X.99 staat niet in de begroting van 2026." in bureau_van(client, personas, aanvraag)


@pytest.fixture
def te_duur(personas, wereld, straks) -> Aanvraag:
    """10,000.00 with 166.67 too little in 2026 and 333.33 too little in 2027."""
    wijziging(post=wereld, bedrag=Decimal(-96000), besluit="ALV", sleutel="krap-1", door=personas.controller)
    wijziging(post=straks, bedrag=Decimal(-44500), besluit="ALV", sleutel="krap-2", door=personas.controller)
    return adviseer(personas, vraag(personas))


def test_approval_of_an_overrun_is_kept_with_each_year(client, personas, te_duur):
    assert 'name="overschrijding" value="500.00"' in bureau_van(client, personas, te_duur)
    goedkeuring = {"reden_overschrijding": "De school kan niet wachten.", "overschrijding": "500.00"}

    doe(acts.toekennen, te_duur, personas.directeur, bedrag="10.000,00", **goedkeuring)

    rijen = Overschrijding.objects.order_by("post__jaar__jaar").values_list("post__jaar__jaar", "bedrag", "door")
    assert list(rijen) == [
        (2026, Decimal("166.67"), personas.directeur.pk),
        (2027, Decimal("333.33"), personas.directeur.pk),
    ]


@pytest.mark.parametrize("overschrijding", ["", "499.99"])
def test_overrun_that_is_not_approved_in_full_books_nothing_in_any_year(personas, te_duur, overschrijding):
    reden = "De school kan niet wachten." if overschrijding else ""

    with pytest.raises(GeenRuimte):
        doe(
            acts.toekennen,
            te_duur,
            personas.directeur,
            bedrag="10.000,00",
            reden_overschrijding=reden,
            overschrijding=overschrijding,
        )

    assert not Verplichting.objects.exists()
