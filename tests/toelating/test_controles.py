"""What is seen over all parts before a request is sent: what stops it, and what is only said."""

from datetime import date

import pytest
import time_machine

from swv.invullen import services as invullen
from swv.invullen.antwoorden import bezwaren, gegevens_van
from swv.organisaties.models import Leerling
from tests.factories.aanvragen import pdf_bestand
from tests.factories.toelating import maak_tlv, maak_verklaring, plaats
from toelating.models import Soort, Status, Toelatingsregeling, Veldeis
from toelating.onderdelen.controles import signalen
from toelating.ouders import geadresseerden
from toelating.rekenen import rekening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _klok():
    with time_machine.travel("2026-10-13 10:00:00+02:00"):
        yield


def met(wereld, soort=Soort.VSO, **anders):
    """A filled-in draft with other answers in some parts."""
    return maak_tlv(wereld, soort=soort, anders=anders)


def test_complete_request_has_nothing_against_it(wereld):
    aanvraag = met(wereld)
    assert bezwaren(aanvraag) == []
    assert signalen(aanvraag, gegevens_van(aanvraag)) == []


def test_pupil_born_after_the_start_is_refused(wereld):
    aanvraag = met(wereld, leerling={"geboortedatum": "1-9-2016", "ingeschreven_op": "1-10-2026"})
    invullen.antwoorden_bewaren(
        aanvraag,
        onderdeel="aanvraag",
        antwoorden={**aanvraag.antwoorden["aanvraag"], "gevraagde_ingang": "1-9-2016"},
        versie=aanvraag.versie,
        door=wereld.personas.coordinator,
    )
    gegevens = {**gegevens_van(aanvraag), "gevraagde_ingang": gegevens_van(aanvraag)["geboortedatum"]}
    assert "na de ingangsdatum van de TLV geboren" in aanvraag.controles(gegevens)[0]


def test_start_more_than_a_year_ahead_is_a_signal_and_no_refusal(wereld):
    aanvraag = met(wereld, aanvraag={"gevraagde_ingang": "14-10-2027"})
    assert bezwaren(aanvraag) == []
    assert signalen(aanvraag, gegevens_van(aanvraag)) == [
        "De ingangsdatum ligt meer dan een jaar vooruit. Controleer of dat klopt."
    ]


def test_who_disagrees_never_stops_a_request(wereld):
    aanvraag = met(wereld, ouders={"leerling_akkoord": "nee"})
    assert bezwaren(aanvraag) == []
    assert "U kunt de aanvraag toch versturen." in signalen(aanvraag, gegevens_van(aanvraag))[0]


def test_pupil_old_enough_is_heard_where_the_question_is_free(wereld):
    regeling = Toelatingsregeling.objects.get(soort=Soort.VSO)
    for naam in ("leerling_datum", "leerling_akkoord", "leerling_zienswijze"):
        Veldeis.objects.create(regeling=regeling, veld=naam, wijze=Veldeis.Wijze.NIET_VERPLICHT)
    stil = {"leerling_datum": "", "leerling_akkoord": "", "leerling_zienswijze": ""}
    jong = met(wereld, ouders=stil, leerling={"geboortedatum": "14-10-2010"})
    oud = met(wereld, ouders=stil, leerling={"geboortedatum": "13-10-2010"})
    assert bezwaren(jong) == []
    assert bezwaren(oud) == [
        "De leerling is 16 jaar. Leg bij ‘Leg vast wat ouders en leerling vinden’ ook vast wat deze leerling vindt."
    ]
    regeling.zelf_gehoord_vanaf = None
    regeling.save()
    oud.refresh_from_db()
    assert bezwaren(oud) == []


def test_pupil_under_age_has_no_authority_over_itself(wereld):
    zelf = {"gezag": "leerling", "leerling_adres": "Zelf 3\n1316 CD Almere"}
    aanvraag = met(wereld, ouders=zelf, leerling={"geboortedatum": "14-10-2008"})
    assert bezwaren(aanvraag)[0].startswith("De leerling is 17 jaar en heeft nog niet zelf het gezag.")
    assert bezwaren(met(wereld, ouders=zelf, leerling={"geboortedatum": "13-10-2008"})) == []


def test_document_that_was_added_needs_its_date(wereld):
    aanvraag = met(wereld, stukken={"datum_iq_test": ""})
    assert bezwaren(aanvraag) == []
    invullen.bijlage_bijvoegen(
        aanvraag, upload=pdf_bestand("iq.pdf"), soort="iq_test", door=wereld.personas.coordinator
    )
    assert bezwaren(aanvraag) == [
        "Vul bij ‘Vul in van wanneer de stukken zijn’ de datum van ‘Verslag van de intelligentietest’ in."
    ]


def test_old_document_with_a_reason_is_a_signal(wereld):
    aanvraag = met(wereld, stukken={"datum_iq_test": "1-9-2024", "reden_ouder": "De nieuwe test is in januari."})
    assert bezwaren(aanvraag) == []
    assert "van 1\xa0september\xa02024" in signalen(aanvraag, gegevens_van(aanvraag))[0]


# --- The same pupil ---------------------------------------------------------------------------------------------


def test_pupil_with_a_running_request_is_named_before_the_board_signs(wereld):
    lopend = maak_tlv(wereld, status=Status.INGEDIEND, nummer=501)
    aanvraag = maak_tlv(wereld, nummer=501)
    assert bezwaren(aanvraag) == [
        f"Voor deze leerling loopt al aanvraag {lopend.kenmerk}. Wacht op dat besluit, of trek die aanvraag eerst in."
    ]


def test_overlapping_tlv_is_refused_with_the_day_that_can(wereld):
    tlv = maak_verklaring(wereld, nummer=502)
    overlap = maak_tlv(wereld, nummer=502)
    daarna = maak_tlv(wereld, nummer=502, anders={"aanvraag": {"gevraagde_ingang": "1-8-2028"}})
    assert bezwaren(overlap) == [
        f"Deze leerling heeft al TLV {tlv.nummer}, van 1\xa0augustus\xa02027 tot en met 31\xa0juli\xa02028. Kies een "
        "ingangsdatum na die dag."
    ]
    assert bezwaren(daarna) == []


def test_pupil_of_another_school_with_the_same_name_is_not_found(wereld):
    """Twin of the two above: only the number at the own school counts, never a name."""
    maak_tlv(wereld, status=Status.INGEDIEND, nummer=503)
    Leerling.objects.update(school=wereld.personas.school_elders)
    assert bezwaren(maak_tlv(wereld, nummer=503)) == []


def test_another_category_may_overlap_the_tlv_it_changes(wereld):
    tlv = maak_verklaring(wereld, bekend=True)
    with time_machine.travel("2027-09-01 10:00:00+02:00"):
        tlv = plaats(wereld, tlv, op=date(2027, 8, 16))
        ingang = {"gevraagde_ingang": "1-10-2027"}
        ander = maak_tlv(wereld, soort=Soort.CATEGORIE, vorige=tlv, anders={"aanvraag": ingang})
        langer = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=tlv, anders={"aanvraag": ingang})
        assert bezwaren(ander) == []
        assert "heeft al TLV" in bezwaren(langer)[0]


# --- What the portal reckons --------------------------------------------------------------------------------------


def test_sum_of_pro_shows_every_step_on_the_summary(wereld):
    aanvraag = met(wereld, Soort.PRO, criteria={"dle_spellen": "26"})
    som = rekening(aanvraag, gegevens_van(aanvraag))
    assert som.criteria is not None
    assert [stap.voldoet for stap in som.criteria.stappen] == [True, True, True, True, False, True]
    assert "Spellen: 1 − 26 / 50 = 0,480." in som.criteria.stappen[4].tekst
    assert som.periode == (
        "De TLV gaat in op 1\xa0augustus\xa02027.",
        "U vraagt 5 schooljaren.",
        "Een TLV eindigt altijd op 31 juli. Deze zou gelden tot en met 31\xa0juli\xa02032.",
    )


def test_sum_without_scores_says_nothing_it_does_not_know(wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, ingevuld=False)
    som = rekening(aanvraag, gegevens_van(aanvraag))
    assert (som.periode, som.criteria, som.is_leeg) == ((), None, False)


def test_start_within_a_school_year_gets_the_rest_of_it(wereld):
    aanvraag = met(wereld, aanvraag={"gevraagde_ingang": "1-11-2026"})
    assert rekening(aanvraag, gegevens_van(aanvraag)).periode[1:] == (
        "U vraagt een schooljaar. De rest van het schooljaar waarin de TLV ingaat, komt daarbij.",
        "Een TLV eindigt altijd op 31 juli. Deze zou gelden tot en met 31\xa0juli\xa02028.",
    )


def test_pupil_of_age_gets_the_letter_at_the_own_address(wereld):
    zelf = {"gezag": "leerling", "leerling_adres": "Zelf 3\n1316 CD Almere"}
    aanvraag = maak_tlv(
        wereld, status=Status.INGEDIEND, anders={"ouders": zelf, "leerling": {"geboortedatum": "13-10-2008"}}
    )
    assert list(geadresseerden(aanvraag)) == [(aanvraag.leerling.naam, "Zelf 3\n1316 CD Almere")]
