"""The decision on a request: what it needs, who may sign, in whose name, and what follows."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.utils import timezone

from swv.kern.fouten import BevestigingNodig, NietToegestaan, Verouderd, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, verrichten
from swv.organisaties.models import Rolsoort
from swv.termijnen.models import Termijn
from tests.factories.organisaties import maak_gebruiker
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.toelating.klok import MAART, september
from toelating import berichten, workflow
from toelating.models import Mandaat, Status, Tlvaanvraag, Verklaring, Verklaringstatus, Verschoning, Zienswijze

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _klok():
    with time_machine.travel(MAART):
        yield


@pytest.fixture(scope="module")
def begin(voor_deze_module):
    with time_machine.travel(MAART):
        wereld = maak_wereld()
        klaar = maak_tlv(wereld, status=Status.ADVIES_GEREED)
        klaar = workflow.advies_aan_ouders(klaar, door=wereld.personas.bureau, op=timezone.localdate(), hoe="per post")
        vso, pro = (maak_tlv(wereld, soort=soort, status=Status.TER_ONDERTEKENING) for soort in ("vso", "pro"))
        return SimpleNamespace(wereld=wereld, klaar=klaar.pk, vso=vso.pk, pro=pro.pk)


@pytest.fixture
def wereld(begin):
    return begin.wereld


@pytest.fixture
def klaar(db, begin):
    """A vso request with advice, not yet drafted."""
    return Tlvaanvraag.objects.get(pk=begin.klaar)


@pytest.fixture
def vso(db, begin):
    return Tlvaanvraag.objects.get(pk=begin.vso)


@pytest.fixture
def pro(db, begin):
    return Tlvaanvraag.objects.get(pk=begin.pro)


def teken(aanvraag, door, naam="afgeven"):
    return workflow.workflow[naam](aanvraag, door=door, bevestigd_op=timezone.now())


def leg_voor(aanvraag, door, **anders):
    besluit = {
        "voorstel": "afgeven",
        "motivering": "Zoë heeft een kleine groep nodig.",
        "categorie": aanvraag.categorie,
        "ingang": aanvraag.ingang,
        "einde": aanvraag.einde,
    }
    return workflow.voorleggen(aanvraag, door=door, **besluit | anders)


# --- Drafting ------------------------------------------------------------------------------------------------


def test_another_category_than_advised_asks_why(wereld, klaar):
    with pytest.raises(VoorwaardeNietVervuld, match=r"Het advies is: categorie laag\. Schrijf op waarom"):
        leg_voor(klaar, wereld.personas.bureau, categorie="H")

    assert leg_voor(klaar, wereld.personas.bureau, categorie="H", reden_afwijking="Meer zorg.").categorie == "H"


def test_refusing_what_was_advised_asks_why(wereld, klaar):
    with pytest.raises(VoorwaardeNietVervuld, match="Het advies is: toelaatbaar"):
        leg_voor(klaar, wereld.personas.bureau, voorstel="afwijzen")


def test_longer_than_usual_asks_why_also_when_it_was_advised(wereld, klaar):
    Tlvaanvraag.objects.filter(pk=klaar.pk).update(advies_schooljaren=2)
    klaar.refresh_from_db()

    with pytest.raises(VoorwaardeNietVervuld, match="De TLV geldt langer dan een schooljaar"):
        leg_voor(klaar, wereld.personas.bureau, einde=date(2028, 7, 31))


def test_what_follows_the_advice_keeps_no_reason_to_deviate(wereld, klaar):
    aanvraag = leg_voor(klaar, wereld.personas.bureau, reden_afwijking="Zomaar.", reden_duur="Ook zomaar.")

    assert (aanvraag.reden_afwijking, aanvraag.reden_duur) == ("", "")


def test_somebody_who_does_not_agree_gets_an_answer(wereld, klaar):
    klaar.zienswijzen.create(
        van="ouder_1",
        datum=date(2026, 3, 1),
        akkoord="nee",
        tekst="Liever niet.",
        vastgelegd_door=wereld.personas.bureau,
    )

    with pytest.raises(VoorwaardeNietVervuld, match="Iemand is het niet eens"):
        leg_voor(klaar, wereld.personas.bureau)

    assert leg_voor(klaar, wereld.personas.bureau, reactie_zienswijzen="Wij blijven erbij.").reactie_zienswijzen


def test_an_answer_to_the_proposed_decision_gets_an_answer_too(wereld, klaar):
    klaar.zienswijzen.create(
        van="school",
        datum=date(2026, 3, 1),
        akkoord="ja",
        over=Zienswijze.Over.ADVIES,
        vastgelegd_door=wereld.personas.bureau,
    )

    with pytest.raises(VoorwaardeNietVervuld, match="zienswijze op het voorgenomen besluit"):
        leg_voor(klaar, wereld.personas.bureau)


def test_the_form_says_everything_that_is_missing_at_its_field(wereld, klaar):
    data = {"voorstel": "afgeven", "categorie": "H", "ingang": "1-8-2026", "einde": "31-7-2028", "motivering": ""}

    with pytest.raises(Ongeldig) as fout:
        verrichten(workflow.voorleggen, klaar, door=wereld.personas.bureau, data=data)

    assert set(fout.value.velden) == {"motivering", "reden_duur", "reden_afwijking"}


@pytest.mark.parametrize(
    ("einde", "zin"),
    [
        (date(2027, 6, 30), "eindigt altijd op 31 juli"),
        (date(2026, 7, 31), "ten minste een heel schooljaar"),
    ],
)
def test_days_that_the_law_does_not_know_are_refused(wereld, klaar, einde, zin):
    with pytest.raises(VoorwaardeNietVervuld, match=zin):
        leg_voor(klaar, wereld.personas.bureau, einde=einde, reden_afwijking="x")


# --- Signing: who --------------------------------------------------------------------------------------------


def test_the_directeur_always_may(wereld, vso, pro):
    directeur = wereld.personas.directeur

    assert teken(vso, directeur).status == Status.AFGEGEVEN
    assert teken(pro, directeur).mandaat is None


def test_a_mandate_counts_for_its_kind_only(wereld, vso, pro):
    assert teken(pro, wereld.gemandateerde).mandaat.besluit == "Mandaatbesluit 2025-01"

    with pytest.raises(NietToegestaan):
        teken(vso, wereld.gemandateerde)


@pytest.mark.parametrize(
    ("van", "tot", "mag"),
    [(-10, None, True), (0, None, True), (1, None, False), (-10, 1, True), (-10, 0, False)],
    ids=["from before", "from today", "from tomorrow", "until tomorrow", "until and not on today"],
)
def test_a_mandate_counts_from_its_first_day_until_not_on_its_last(wereld, vso, van, tot, mag):
    vandaag = timezone.localdate()
    collega = maak_gebruiker(Rolsoort.BUREAU, email="mandaat@portaal.example", naam="Mandaat")
    Mandaat.objects.create(
        gebruiker=collega,
        soort="vso",
        geldig_van=vandaag + timedelta(days=van),
        geldig_tot=vandaag + timedelta(days=tot) if tot is not None else None,
        gegeven_door=wereld.personas.directeur,
        besluit="Mandaatbesluit",
    )

    assert mag == (workflow.afgeven.weigering(vso, collega) is None)


def test_who_prepared_it_never_signs_also_with_a_mandate(wereld, klaar):
    Mandaat.objects.create(
        gebruiker=wereld.personas.bureau, soort="vso", gegeven_door=wereld.personas.directeur, besluit="Mandaatbesluit"
    )
    aanvraag = leg_voor(klaar, wereld.personas.bureau)

    with pytest.raises(NietToegestaan, match="als die het besluit niet zelf voorbereidde"):
        teken(aanvraag, wereld.personas.bureau)


def test_who_prepared_it_cannot_be_the_signer_in_the_database_either(wereld, vso):
    aanvraag = teken(vso, wereld.personas.directeur)

    with pytest.raises(IntegrityError, match="tlv_vier_ogen"):
        Tlvaanvraag.objects.filter(pk=aanvraag.pk).update(besloten_door=wereld.personas.bureau)


def test_who_stays_out_of_a_dossier_does_not_sign_it_with_a_mandate(wereld, pro):
    Verschoning.objects.create(
        aanvraag=pro, gebruiker=wereld.gemandateerde, reden="Familie.", door=wereld.gemandateerde
    )

    with pytest.raises(NietToegestaan):
        teken(pro, wereld.gemandateerde)


def test_a_signature_without_a_fresh_second_factor_is_refused(wereld, vso):
    with pytest.raises(BevestigingNodig):
        workflow.afgeven(
            vso, door=wereld.personas.directeur, bevestigd_op=timezone.now() - timedelta(minutes=5, seconds=1)
        )


def test_a_signature_under_another_version_than_was_shown_is_refused(wereld, vso):
    with pytest.raises(Verouderd):
        workflow.afgeven(vso, door=wereld.personas.directeur, bevestigd_op=timezone.now(), versie=vso.versie - 1)


def test_who_can_sign_is_told_that_it_lies_ready_and_led_to_it(wereld, pro, vso):
    assert list(berichten.ondertekenaars(pro)) == [wereld.gemandateerde]
    assert list(berichten.ondertekenaars(vso)) == [wereld.personas.directeur]
    assert berichten.pad(pro, wereld.gemandateerde) == f"/toelating/ondertekenen/{pro.pk}/"


def test_who_prepared_it_is_not_asked_to_sign_it(wereld, pro):
    pro.opgesteld_door = wereld.gemandateerde

    assert list(berichten.ondertekenaars(pro)) == [wereld.personas.directeur]


# --- Signing: what it needs ----------------------------------------------------------------------------------


def test_without_the_advice_of_both_experts_there_is_no_decision(wereld, vso):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM toelating_deskundigenadvies WHERE aanvraag_id = %s AND rang = 'tweede'", [vso.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")

    with pytest.raises(VoorwaardeNietVervuld, match="Het advies van de tweede deskundige is er nog niet"):
        teken(vso, wereld.personas.directeur)


def test_without_advice_there_is_no_decision(wereld, vso):
    Tlvaanvraag.objects.filter(pk=vso.pk).update(adviesbron="")

    with pytest.raises(VoorwaardeNietVervuld, match="Zonder advies kan er geen besluit komen"):
        teken(vso, wereld.personas.directeur)


def test_another_tlv_for_the_same_days_stops_the_signature_and_is_named(wereld, vso):
    ander = maak_tlv(wereld, status=Status.AFGEGEVEN).verklaringen.get()
    Tlvaanvraag.objects.filter(pk=vso.pk).update(leerling=ander.leerling)

    with pytest.raises(VoorwaardeNietVervuld, match=f"heeft al TLV {ander.nummer}"):
        teken(vso, wereld.personas.directeur)


# --- What follows --------------------------------------------------------------------------------------------


def test_a_signature_gives_number_declaration_letter_and_stops_the_clocks(wereld, vso):
    aanvraag = teken(vso, wereld.personas.directeur)

    verklaring = Verklaring.objects.get()
    assert (verklaring.aanvraag, verklaring.categorie) == (aanvraag, "L")
    assert (verklaring.ingang, verklaring.einde) == (date(2026, 8, 1), date(2027, 7, 31))
    assert (aanvraag.besloten_door, aanvraag.mandaat) == (wereld.personas.directeur, None)
    assert not Termijn.objects.van(aanvraag).open().exists()


def test_giving_back_clears_the_proposal_and_the_next_preparer_counts(wereld, vso):
    aanvraag = workflow.teruggeven(vso, door=wereld.personas.directeur, reden="De motivering klopt niet.")

    assert (aanvraag.status, aanvraag.voorstel, aanvraag.opgesteld_door) == (Status.ADVIES_GEREED, "", None)


def test_another_category_ends_the_old_tlv_the_day_before(db, wereld):
    with september() as tik:
        oud = tik.geplaatst(wereld)
        aanvraag = maak_tlv(wereld, soort="categorie", status=Status.TER_ONDERTEKENING, vorige=oud)
        ingang = date(2027, 3, 1)
        Tlvaanvraag.objects.filter(pk=aanvraag.pk).update(ingang=ingang, einde=date(2028, 7, 31))

        nieuw = teken(aanvraag, wereld.personas.directeur).verklaringen.get()

    oud.refresh_from_db()
    assert (oud.status, oud.geldig_tot) == (Verklaringstatus.VERZILVERD, date(2027, 2, 28))
    assert (nieuw.vervangt, nieuw.ingang) == (oud, ingang)


def test_another_category_of_a_tlv_that_ended_meanwhile_is_refused_in_words(db, wereld):
    with september() as tik:
        oud = tik.geplaatst(wereld)
        aanvraag = maak_tlv(wereld, soort="categorie", status=Status.TER_ONDERTEKENING, vorige=oud)
        Verklaring.objects.filter(pk=oud.pk).update(status=Verklaringstatus.INGETROKKEN)

        with pytest.raises(VoorwaardeNietVervuld, match="geldt niet meer: ingetrokken"):
            teken(aanvraag, wereld.personas.directeur)
