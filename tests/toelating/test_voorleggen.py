"""The concept decision: what is not right is refused with the sentence that helps, and nothing that was typed is
lost. And a motivation that begins with text blocks."""

from datetime import date

import pytest
from django.urls import reverse

from swv.kern.handelingen import Ongeldig, formulier, verrichten
from tests.aanvragen.levensloop import momentopname
from tests.factories.toelating import maak_tlv
from tests.personas import log_in
from tests.toelating.levensloop import geplaatst
from toelating import workflow
from toelating.besluit import gebreken, neem_voorstel_over
from toelating.models import Soort, Status, Tekstblok, Tlvaanvraag, Toelatingsregeling, Verklaring
from toelating.pro import DOMEINEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

GOED = {
    "voorstel": "afgeven",
    "categorie": "L",
    "ingang": "1-8-2027",
    "einde": "31-7-2028",
    "motivering": "Wij volgen de commissie.",
    "reden_duur": "",
    "reden_afwijking": "",
    "reactie_zienswijzen": "",
}


@pytest.fixture
def aanvraag(klok, wereld):
    """The committee advised: admitted, category laag, one school year."""
    return _met_kopie(wereld, maak_tlv(wereld, status=Status.ADVIES_GEREED))


def _met_kopie(wereld, aanvraag):
    return workflow.advies_aan_ouders(aanvraag, door=wereld.personas.bureau, op=date(2026, 10, 13), hoe="per post")


def leg_voor(wereld, aanvraag, **anders):
    return verrichten(workflow.voorleggen, aanvraag, door=wereld.personas.bureau, data={**GOED, **anders})


def fouten(wereld, aanvraag, **anders):
    voor = momentopname()
    with pytest.raises(Ongeldig) as fout:
        leg_voor(wereld, aanvraag, **anders)
    assert momentopname() == voor
    assert fout.value.form["motivering"].value() == {**GOED, **anders}["motivering"]
    return {veld: " ".join(zinnen).replace("\N{NO-BREAK SPACE}", " ") for veld, zinnen in fout.value.velden.items()}


def test_decision_that_follows_the_advice_needs_no_reasons(wereld, aanvraag):
    aanvraag = leg_voor(wereld, aanvraag)

    assert (aanvraag.status, aanvraag.voorstel) == (Status.TER_ONDERTEKENING, "afgeven")
    assert (aanvraag.ingang, aanvraag.einde, aanvraag.categorie) == (date(2027, 8, 1), date(2028, 7, 31), "L")
    assert aanvraag.opgesteld_door == wereld.personas.bureau


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"einde": "30-7-2028"}, "einde", "Een TLV eindigt altijd op 31 juli. Kies 31 juli 2028"),
        ({"einde": "1-8-2028"}, "einde", "Kies 31 juli 2029"),
        ({"einde": "31-7-2027"}, "einde", "31 juli 2028 de vroegste einddatum"),
        ({"ingang": "2-8-2027"}, "einde", "31 juli 2029 de vroegste einddatum"),
        ({"einde": ""}, "einde", "Vul de einddatum in. De vroegste is 31 juli 2028."),
        ({"ingang": ""}, "ingang", "Vul de ingangsdatum in."),
        ({"ingang": "31-2-2027"}, "ingang", "De ingangsdatum bestaat niet"),
        ({"categorie": ""}, "categorie", "Kies de categorie."),
        ({"einde": "31-7-2029"}, "reden_duur", "langer dan een schooljaar. Schrijf op waarom"),
        (
            {"einde": "31-7-2029", "reden_duur": "Nodig."},
            "reden_afwijking",
            "Het advies is: een schooljaar. Schrijf op waarom u iets anders voorstelt.",
        ),
        ({"categorie": "M"}, "reden_afwijking", "Het advies is: categorie laag."),
        ({"voorstel": "afwijzen"}, "reden_afwijking", "Het advies is: toelaatbaar. Schrijf op waarom"),
        ({"motivering": "Zoë gaat vanaf {ingang}."}, "motivering", "In de tekst staat nog {ingang}."),
        ({"motivering": "Het nummer is 123456782."}, "motivering", "burgerservicenummer"),
        ({"motivering": ""}, "motivering", "Vul de motivering in."),
        ({"voorstel": ""}, "voorstel", "Kies het voorstel."),
    ],
)
def test_what_is_not_right_is_said_beside_the_field(wereld, aanvraag, anders, veld, zin):
    gevonden = fouten(wereld, aanvraag, **anders)

    assert zin in gevonden[veld]
    assert set(gevonden) <= {veld, "reden_afwijking"}  # what is not right differs from the advice as well


def test_tlv_on_days_of_another_tlv_of_this_pupil_is_refused_with_a_day_that_can(wereld):
    maak_tlv(wereld, nummer=5, status=Status.AFGEGEVEN)
    later = {"aanvraag": {"gevraagde_ingang": "1-8-2028"}}
    aanvraag = _met_kopie(wereld, maak_tlv(wereld, nummer=5, status=Status.ADVIES_GEREED, anders=later))
    ander = Verklaring.objects.get()

    zin = fouten(wereld, aanvraag)["einde"]

    assert f"Deze leerling heeft al TLV {ander.nummer}, van 1 augustus 2027 tot en met 31 juli 2028." in zin
    assert leg_voor(wereld, aanvraag, ingang="1-8-2028", einde="31-7-2029").ingang == date(2028, 8, 1)


def test_pupil_born_after_the_start_is_refused(wereld, aanvraag):
    type(aanvraag.leerling).objects.update(geboortedatum=date(2027, 8, 1))

    assert "is geboren op 1 augustus 2027, na de ingangsdatum" in fouten(wereld, Tlvaanvraag.objects.get())["einde"]


def test_start_more_than_a_year_ahead_is_no_refusal(wereld, aanvraag):
    aanvraag = leg_voor(wereld, aanvraag, ingang="1-8-2028", einde="31-7-2029")

    assert aanvraag.status == Status.TER_ONDERTEKENING


# --- Before that: advices, parents --------------------------------------------------------------------------------


def test_decision_without_a_copy_for_the_parents_says_so_before_somebody_types(wereld):
    aanvraag = maak_tlv(wereld, status=Status.ADVIES_GEREED)

    assert "wanneer de ouders een kopie van het advies kregen" in workflow.voorleggen.belemmering(aanvraag).zin


def test_copy_of_the_advice_about_a_pupil_of_age_goes_to_the_pupil(klok, wereld):
    zelf = {"gezag": "leerling", "leerling_adres": "Zelf 3\n1316 CD Almere"}
    anders = {"ouders": zelf, "leerling": {"geboortedatum": "2-3-2008"}}
    bureau = wereld.personas.bureau
    velden = {
        wie: formulier(workflow.advies_aan_ouders, maak_tlv(wereld, status=Status.ADVIES_GEREED, **opties), door=bureau)
        for wie, opties in {"leerling": {"anders": anders}, "ouders": {}}.items()
    }

    assert velden["leerling"]["op"].label == "Wanneer kreeg de leerling een kopie van het advies?"
    assert "Geef het advies niet aan de ouders." in velden["leerling"]["op"].help_text
    assert velden["ouders"]["op"].label == "Wanneer kregen de ouders een kopie van het advies?"


def test_decision_while_an_advice_is_missing_is_refused_for_who_drafts_and_who_signs(klok, wereld):
    """A short way that turns out to need the experts after all."""
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst(wereld), status=Status.TER_ONDERTEKENING)
    terug = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=aanvraag.vorige, ingevuld=False)
    Toelatingsregeling.objects.filter(pk=aanvraag.regeling_id).update(met_deskundigen=True)
    aanvraag = Tlvaanvraag.objects.get(pk=aanvraag.pk)

    for handeling in (workflow.voorleggen, workflow.afgeven, workflow.afwijzen):
        zin = handeling.belemmering(aanvraag).zin
        assert "Het advies van de eerste deskundige en de tweede deskundige is er nog niet." in zin
    assert terug.status == Status.CONCEPT


NIET_IN_DE_ZONE = {"iq_van": "90", "iq_tot": "95", **{f"dle_{domein}": "49" for domein in DOMEINEN}}
ELKAAR = "De criteria spreken elkaar tegen"


@pytest.mark.parametrize(
    ("anders", "voorstel", "zin"),
    [
        ({}, "afgeven", ""),
        ({}, "afwijzen", "De leerling voldoet aan de landelijke criteria"),
        (NIET_IN_DE_ZONE, "afgeven", "De leerling voldoet niet aan de landelijke criteria"),
        (NIET_IN_DE_ZONE, "afwijzen", ""),
        ({"iq_van": "78", "iq_tot": "85"}, "afgeven", ELKAAR),
        ({"iq_van": "78", "iq_tot": "85"}, "afwijzen", ELKAAR),
        ({"dle_spellen": "40", "dle_technisch_lezen": "40", "dle_begrijpend_lezen": "40"}, "afgeven", ELKAAR),
    ],
)
def test_criteria_that_contradict_each_other_or_the_decision_ask_for_reasons(klok, wereld, anders, voorstel, zin):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.ADVIES_GEREED, anders={"criteria": anders})
    besluit = {"voorstel": voorstel, "ingang": aanvraag.ingang, "einde": aanvraag.einde, "motivering": "Passend."}
    besluit |= {"reden_afwijking": "Daarom.", "reden_duur": "Tot het einde."}
    neem_voorstel_over(aanvraag, **besluit)
    gevonden = gebreken(aanvraag)

    assert bool(zin) is ("weging" in gevonden)
    assert not zin or gevonden["weging"][0].startswith(zin)
    neem_voorstel_over(aanvraag, **besluit, weging="Gewogen.")
    assert (gebreken(aanvraag), aanvraag.weging) == ({}, "Gewogen." if zin else "")


def test_form_for_pro_asks_for_the_weighing_only_where_the_criteria_ask_it(klok, wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.ADVIES_GEREED, anders={"criteria": NIET_IN_DE_ZONE})
    data = {**GOED, "einde": "31-7-2032", "reden_duur": "Tot het einde."}
    form = formulier(workflow.voorleggen, aanvraag, door=wereld.personas.bureau, data=data)

    assert list(form.errors) == ["weging"]
    assert form.fields["weging"].label == "Waarom anders dan de landelijke criteria?"
    assert "categorie" not in form.fields
    data |= {"voorstel": "afwijzen", "reden_afwijking": "Anders."}
    assert not formulier(workflow.voorleggen, aanvraag, door=wereld.personas.bureau, data=data).errors


# --- Text blocks ---------------------------------------------------------------------------------------------------


@pytest.fixture
def blokken(klok, wereld):
    Tekstblok.objects.all().delete()
    basis = {"geldig_van": date(2026, 1, 1)}
    return {
        "goed": Tekstblok.objects.create(
            naam="Goed",
            uitkomst="afgeven",
            tekst="{voornaam} krijgt {onderwijs}, {categorie}, vanaf {ingang}.",
            **basis,
        ),
        "slecht": Tekstblok.objects.create(naam="Slecht", uitkomst="afwijzen", tekst="{voornaam} niet.", **basis),
        "pro": Tekstblok.objects.create(naam="Pro", uitkomst="afgeven", soort="pro", tekst="Doen.", **basis),
        "oud": Tekstblok.objects.create(
            naam="Oud", uitkomst="afgeven", tekst="Oud.", geldig_tot=date(2026, 10, 13), **basis
        ),
    }


def test_blocks_that_fit_are_shown_as_they_would_read(wereld, aanvraag, blokken):
    keuzes = formulier(workflow.voorleggen, aanvraag, door=wereld.personas.bureau).keuzes

    gevonden = {
        uitkomst: [keuze.tekst.replace("\N{NO-BREAK SPACE}", " ") for keuze in rijen] for uitkomst, rijen in keuzes
    }
    assert gevonden == {
        "afgeven": ["Zoë krijgt voortgezet speciaal onderwijs, laag, vanaf 1 augustus 2027."],
        "afwijzen": ["Zoë niet."],
    }


@pytest.fixture
def bureau(client, wereld):
    return log_in(client, wereld.personas.bureau)


def adres(aanvraag, handeling="voorleggen"):
    return reverse("admin:toelating_tlvaanvraag_handeling", args=[aanvraag.pk, handeling])


def test_button_puts_the_blocks_behind_what_was_typed_and_does_nothing_else(bureau, aanvraag, blokken):
    voor = momentopname()

    getypt = {**GOED, "ingang": "15-9-2027", "einde": "geen idee", "motivering": "Eigen woorden."}
    antwoord = bureau.post(
        adres(aanvraag), {**getypt, "tekstblokken": [blokken["goed"].pk], "bijwerken": "tekstblokken"}
    )

    form = antwoord.context["form"]
    assert antwoord.status_code == 200
    assert form["motivering"].value().replace("\N{NO-BREAK SPACE}", " ") == (
        "Eigen woorden.\n\nZoë krijgt voortgezet speciaal onderwijs, laag, vanaf 15 september 2027."
    )
    assert form["einde"].value() == "geen idee"
    assert not form.errors
    assert {tabel for tabel, som in momentopname().items() if som != voor[tabel]} <= {"organisaties_gebruiker"}


def test_block_of_another_decision_or_kind_is_not_put_in_and_said(bureau, aanvraag, blokken):
    gekozen = [blok.pk for blok in blokken.values()]

    antwoord = bureau.post(adres(aanvraag), {**GOED, "tekstblokken": gekozen, "bijwerken": "tekstblokken"})

    motivering = antwoord.context["form"]["motivering"].value()
    assert "Zoë krijgt" in motivering
    for tekst in ("niet.", "Doen.", "Oud."):
        assert tekst not in motivering
    assert "‘Slecht’ hoort bij een ander besluit dan u voorstelt" in antwoord.content.decode()


def test_blocks_that_stay_chosen_change_nothing_at_the_act_itself(bureau, aanvraag, blokken):
    assert bureau.post(adres(aanvraag), {**GOED, "tekstblokken": [blokken["goed"].pk]}).status_code == 302

    assert Tlvaanvraag.objects.get().motivering == GOED["motivering"]


def test_button_on_an_act_that_cannot_be_done_yet_keeps_the_text_and_says_why(bureau, wereld, blokken):
    aanvraag = maak_tlv(wereld, status=Status.ADVIES_GEREED)

    antwoord = bureau.post(adres(aanvraag), {**GOED, "motivering": "Bewaar mij.", "bijwerken": "tekstblokken"})

    assert antwoord.status_code == 422
    assert "kopie van het advies" in antwoord.content.decode()
    assert antwoord.context["form"]["motivering"].value() == "Bewaar mij."


def test_button_that_an_act_does_not_have_does_nothing(bureau, aanvraag):
    antwoord = bureau.post(adres(aanvraag, "toewijzen"), {"bijwerken": "x", "behandelaar": ""})

    assert (antwoord.status_code, antwoord.context["form"].is_bound) == (200, False)


def test_button_on_an_act_of_another_state_is_refused(bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)

    assert bureau.post(adres(aanvraag), {**GOED, "bijwerken": "tekstblokken"}).status_code == 409


def test_ending_without_judgement_has_blocks_of_its_own(wereld):
    aanvraag = maak_tlv(wereld, status=Status.AANVULLING_GEVRAAGD)

    form = formulier(workflow.buiten_behandeling_voorleggen, aanvraag, door=wereld.personas.bureau)

    assert [uitkomst for uitkomst, _ in form.keuzes] == ["niet verder behandelen"]
