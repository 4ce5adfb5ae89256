"""How a letter reaches each addressee: sent, notified, first viewed; by post; another way when it did not arrive."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import timezone

from swv.documenten.models import Brief, Inzage
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rol, Rolsoort
from swv.post.models import Bericht
from swv.termijnen.models import GelijkgesteldeDag
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.toelating.klok import MAART, september
from toelating import documents, opdrachten, verzenden, workflow
from toelating.bezwaartermijn import bezwaartermijn
from toelating.models import Status, Tlvaanvraag, Verzending
from toelating.opdrachten import brief_bekendmaken
from toelating.verzendoverzicht import verzendoverzicht
from toelating.workflow import verklaring as na

pytestmark = pytest.mark.django_db
Kanaal = Verzending.Kanaal
VANDAAG = MAART.date()


@pytest.fixture(scope="module")
def begin(voor_deze_module):
    with time_machine.travel(MAART):
        wereld = maak_wereld()
        twee_ouders = {
            "gezag": "beide",
            "ouder_2_naam": "B. Andersom",
            "ouder_2_adres": "Elderslaan 2\n1000 AA Amsterdam",
            "ouder_2_datum": "1-3-2026",
            "ouder_2_akkoord": "ja",
            "ouder_2_zienswijze": "Ik ben het ermee eens.",
        }
        aanvraag = maak_tlv(wereld, status=Status.AFGEGEVEN, anders={"ouders": twee_ouders})
        return SimpleNamespace(wereld=wereld, aanvraag=aanvraag.pk)


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(MAART, tick=False) as klok:
        yield klok


@pytest.fixture
def wereld(db, begin):
    return begin.wereld


@pytest.fixture
def bureau(wereld):
    return wereld.personas.bureau


@pytest.fixture
def aanvraag(db, begin):
    return Tlvaanvraag.objects.get(pk=begin.aanvraag)


def maak_bekend(aanvraag, brief=None):
    brief_bekendmaken(str((brief or documents.slotbrief_van(aanvraag)).pk))
    aanvraag.refresh_from_db()
    return list(Verzending.objects.filter(brief__object_id=aanvraag.pk).order_by("pk"))


def test_letter_that_another_told_meanwhile_is_told_once(aanvraag, monkeypatch):
    """Between looking and telling: the act is refused, and the work is done."""
    echt = workflow.bekendmaken

    def ingehaald(dossier, *, door):
        echt(Tlvaanvraag.objects.get(pk=dossier.pk), door=door)
        return echt(dossier, door=door)

    monkeypatch.setattr(opdrachten, "bekendmaken", ingehaald)

    maak_bekend(aanvraag)

    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="bekendmaken").count() == 1


def test_letter_that_nobody_told_stays_undone_when_the_act_is_refused(aanvraag, monkeypatch):
    def geweigerd(dossier, *, door):
        raise VerkeerdeStatus("Dit kan niet meer.")

    monkeypatch.setattr(opdrachten, "bekendmaken", geweigerd)

    with pytest.raises(VerkeerdeStatus):
        maak_bekend(aanvraag)


def zonder_account(aanvraag):
    Rol.objects.filter(bestuur=aanvraag.school.bestuur).update(geldig_van=date(2020, 1, 1), geldig_tot=date(2020, 2, 1))


# --- When the letter is sealed -------------------------------------------------------------------------------


def test_sealed_letter_goes_to_the_board_in_the_portal_and_lies_ready_for_each_parent(aanvraag):
    bestuur, een, twee = maak_bekend(aanvraag)

    assert (bestuur.naam, bestuur.kanaal, bestuur.verzonden_op) == ("Stichting Scholen A", Kanaal.DIGITAAL, MAART)
    assert bestuur.bericht.aan.naam == "Bestuur A"
    assert [(rij.naam, rij.adres, rij.kanaal, rij.verzonden_op) for rij in (een, twee)] == [
        ("A. van der Voorbeeld", "Voorbeeldstraat 1\n1314 AB Almere", Kanaal.PAPIER, None),
        ("B. Andersom", "Elderslaan 2\n1000 AA Amsterdam", Kanaal.PAPIER, None),
    ]
    assert aanvraag.bekendgemaakt_op == MAART
    gemeld = Bericht.objects.filter(soort="tlv_besluit")
    assert set(gemeld.values_list("aan__naam", flat=True)) == {"Bestuur A", "Coordinator A"}


def test_notification_of_a_decision_says_what_it_is_and_until_when_to_object(aanvraag):
    bericht = maak_bekend(aanvraag)[0].bericht

    assert bericht.onderwerp == f"Het besluit over aanvraag {aanvraag.kenmerk} staat klaar"
    assert "bezwaar maken tot en met 13 april 2026" in bericht.tekst.replace("\N{NO-BREAK SPACE}", " ")


def test_notification_where_the_board_reads_on_paper_names_no_day(aanvraag):
    zonder_account(aanvraag)
    maak_bekend(aanvraag)

    assert not Bericht.objects.filter(soort="tlv_besluit").exists()
    assert Bericht.objects.get(soort="brief_klaar").aan.naam == "Coordinator A"


def test_sealed_letter_is_sent_once_however_often_the_work_is_done(aanvraag):
    assert maak_bekend(aanvraag) == maak_bekend(aanvraag)
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="bekendmaken").count() == 1


def test_parents_at_one_address_get_one_letter_together(aanvraag):
    antwoorden = aanvraag.versies.first().antwoorden
    antwoorden["ouders"]["ouder_2_adres"] = " Voorbeeldstraat 1 \r\n\r\n1314  AB Almere"
    aanvraag.versies.create(nummer=2, antwoorden=antwoorden, door=aanvraag.aangevraagd_door)

    assert [rij.naam for rij in maak_bekend(aanvraag)[1:]] == ["A. van der Voorbeeld en B. Andersom"]


def test_parents_without_an_address_or_a_name_still_lie_on_the_pile(aanvraag, bureau):
    aanvraag.versies.create(nummer=2, antwoorden={"ouders": {}}, door=aanvraag.aangevraagd_door)
    (_, ouders) = maak_bekend(aanvraag)
    assert (ouders.naam, ouders.adres) == ("de ouders of verzorgers", "")

    with pytest.raises(VoorwaardeNietVervuld, match="Het adres van de ouders of verzorgers ontbreekt"):
        verzenden.gepost(verzendingen=[ouders], op=VANDAAG, door=bureau)

    verzenden.adres_verbeteren(verzending=ouders, adres="Straat 1\n1314 AB Almere", door=bureau)
    assert verzenden.gepost(verzendingen=[ouders], op=VANDAAG, door=bureau) == 1


def test_board_without_an_account_gets_it_by_post_and_only_then_it_is_announced(aanvraag, bureau):
    zonder_account(aanvraag)
    bestuur = maak_bekend(aanvraag)[0]
    assert (bestuur.kanaal, bestuur.adres) == (Kanaal.PAPIER, "Het bestuur\nPostbus 10\n1300 AA Almere")
    assert aanvraag.bekendgemaakt_op is None

    verzenden.gepost(verzendingen=[bestuur], op=VANDAAG, door=bureau)
    aanvraag.refresh_from_db()
    assert aanvraag.bekendgemaakt_op == MAART

    verzenden.toch_niet_gepost(verzending=bestuur, door=bureau)
    aanvraag.refresh_from_db()
    assert aanvraag.bekendgemaakt_op is None


def test_school_that_is_meant_hears_of_a_tlv_when_it_is_announced_and_not_before(aanvraag, wereld, bureau):
    zonder_account(aanvraag)
    bestuur, klaar = maak_bekend(aanvraag)[0], Bericht.objects.filter(soort="tlv_klaar")
    assert not klaar.exists()

    verzenden.gepost(verzendingen=[bestuur], op=VANDAAG, door=bureau)

    assert [bericht.aan for bericht in klaar] == [wereld.vso_coordinator]


def test_board_without_an_address_gets_it_at_its_school(aanvraag):
    zonder_account(aanvraag)
    bestuur = aanvraag.school.bestuur
    bestuur.adres = ""
    bestuur.save()
    aanvraag.school.adres, aanvraag.school.postcode, aanvraag.school.plaats = "Schoolweg 3", "1315 AA", "Almere"
    aanvraag.school.save()

    assert maak_bekend(aanvraag)[0].adres == "p/a School A\nSchoolweg 3\n1315 AA Almere"


def test_confirmation_of_a_withdrawal_goes_to_the_applicant_alone(wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGETROKKEN)

    assert [rij.aan for rij in maak_bekend(aanvraag)] == ["aanvrager"]


def test_letter_that_a_decision_comes_later_goes_to_the_applicant_with_the_mail_of_the_act(wereld, bureau):
    aanvraag = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    aanvraag = workflow.uitstel_melden(aanvraag, door=bureau, weken=2, reden="Ziekte.")
    (bestuur,) = maak_bekend(aanvraag, Brief.objects.get(soort="brief over uitstel"))

    assert (bestuur.kanaal, bestuur.bericht.soort) == (Kanaal.DIGITAAL, "tlv_uitstel")
    assert Bericht.objects.filter(soort="tlv_uitstel").count() == 2
    assert (aanvraag.status, aanvraag.bekendgemaakt_op) == (Status.VOLLEDIGHEIDSTOETS, None)


def test_each_postponement_has_a_letter_of_its_own(wereld, bureau):
    aanvraag = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    for weken in (2, 1):
        aanvraag = workflow.uitstel_melden(aanvraag, door=bureau, weken=weken, reden="Ziekte.")

    assert Brief.objects.filter(soort="brief over uitstel").count() == 2


def test_withdrawn_tlv_is_told_to_applicant_parents_and_the_school_that_has_it(wereld):
    with september() as tik:
        verklaring = tik.geplaatst(wereld)
        na.intrekken(
            verklaring,
            door=wereld.personas.directeur,
            bevestigd_op=timezone.now(),
            reden="Vergissing.",
            zienswijze="Ja.",
        )
        brief = Brief.objects.get(soort="intrekking van een TLV")
        brief_bekendmaken(str(brief.pk))
        brief_bekendmaken(str(brief.pk))

    assert [rij.aan for rij in Verzending.objects.filter(brief=brief).order_by("pk")] == ["aanvrager", "ouders"]
    bericht = Bericht.objects.get(soort="tlv_ingetrokken")
    assert (bericht.aan, bericht.bron) == (wereld.vso_coordinator, verklaring)
    assert verklaring.leerling.achternaam not in bericht.tekst


# --- By post -------------------------------------------------------------------------------------------------


def test_posted_letters_are_marked_together_and_stand_on_the_timeline_without_names(aanvraag, bureau):
    _, een, twee = maak_bekend(aanvraag)

    assert verzenden.gepost(verzendingen=[een, twee], op=VANDAAG, door=bureau) == 2
    een.refresh_from_db()
    assert (een.verzonden_op, een.verzonden_door, een.vastgelegd_op) == (MAART, bureau, MAART)
    regels = Gebeurtenis.objects.van(aanvraag).filter(handeling="brief_gepost")
    assert regels.count() == 2
    assert "Voorbeeld" not in "".join(f"{regel.label}{regel.toelichting}" for regel in regels)


def test_post_of_yesterday_counts_from_yesterday(aanvraag, bureau, klok):
    een = maak_bekend(aanvraag)[1]
    klok.shift(timedelta(days=2))
    verzenden.gepost(verzendingen=[een], op=VANDAAG + timedelta(days=1), door=bureau)

    een.refresh_from_db()
    assert timezone.localdate(een.verzonden_op) == VANDAAG + timedelta(days=1)
    assert timezone.localdate(een.vastgelegd_op) == VANDAAG + timedelta(days=2)


@pytest.mark.parametrize(
    ("dagen", "zin"), [(1, "Deze dag is nog niet geweest"), (-1, "Op deze dag was een van de brieven nog niet klaar")]
)
def test_post_on_a_day_that_cannot_be_is_refused(aanvraag, bureau, dagen, zin):
    een = maak_bekend(aanvraag)[1]

    with pytest.raises(Geweigerd, match=zin):
        verzenden.gepost(verzendingen=[een], op=VANDAAG + timedelta(days=dagen), door=bureau)


def test_when_one_was_posted_before_none_is_marked(aanvraag, bureau):
    _, een, twee = maak_bekend(aanvraag)
    verzenden.gepost(verzendingen=[een], op=VANDAAG, door=bureau)

    with pytest.raises(VerkeerdeStatus, match="al gepost"):
        verzenden.gepost(verzendingen=[twee, een], op=VANDAAG, door=bureau)

    twee.refresh_from_db()
    assert twee.verzonden_op is None


def test_a_digital_letter_cannot_be_posted(aanvraag, bureau):
    with pytest.raises(VerkeerdeStatus):
        verzenden.gepost(verzendingen=maak_bekend(aanvraag)[:1], op=VANDAAG, door=bureau)


def test_nothing_chosen_is_refused(bureau):
    with pytest.raises(Geweigerd, match="Kies ten minste een brief"):
        verzenden.gepost(verzendingen=[], op=VANDAAG, door=bureau)


def test_posting_is_undone_on_the_same_day_only(aanvraag, bureau, klok):
    _, een, twee = maak_bekend(aanvraag)
    verzenden.gepost(verzendingen=[een, twee], op=VANDAAG, door=bureau)
    assert verzenden.toch_niet_gepost(verzending=een, door=bureau).verzonden_op is None

    klok.shift(timedelta(days=1))
    with pytest.raises(VerkeerdeStatus, match="op de dag waarop u het vastlegde"):
        verzenden.toch_niet_gepost(verzending=twee, door=bureau)


def test_an_address_is_corrected_until_the_letter_was_posted(aanvraag, bureau):
    een = maak_bekend(aanvraag)[1]
    assert verzenden.adres_verbeteren(verzending=een, adres="Nieuw 1\n1314 AB Almere", door=bureau).adres.startswith(
        "N"
    )
    verzenden.gepost(verzendingen=[een], op=VANDAAG, door=bureau)

    with pytest.raises(VerkeerdeStatus, match="al verstuurd"):
        verzenden.adres_verbeteren(verzending=een, adres="Te laat 1", door=bureau)


def test_what_did_not_arrive_goes_to_another_address_and_counts_from_there(aanvraag, bureau, klok):
    _, een, twee = maak_bekend(aanvraag)
    verzenden.gepost(verzendingen=[een, twee], op=VANDAAG, door=bureau)
    klok.shift(timedelta(days=7))
    nieuw = verzenden.niet_aangekomen(
        verzending=een, reden="Retour.", kanaal=Kanaal.PAPIER, adres="Elders 9\n1000 AA Amsterdam", door=bureau
    )

    assert bezwaartermijn(aanvraag) is None, "to one of them it still has to go"
    assert list(Verzending.objects.te_posten()) == [nieuw]
    verzenden.gepost(verzendingen=[nieuw], op=timezone.localdate(), door=bureau)
    assert bezwaartermijn(aanvraag) == date(2026, 4, 20)
    assert (nieuw.vervangt, nieuw.naam) == (een, een.naam)


def test_what_did_not_arrive_is_handed_over_and_counts_from_that_day(aanvraag, bureau):
    bestuur = maak_bekend(aanvraag)[0]

    nieuw = verzenden.niet_aangekomen(
        verzending=bestuur, reden="Mail kwam terug.", kanaal=Kanaal.UITGEREIKT, op=VANDAAG, door=bureau
    )

    assert (nieuw.kanaal, nieuw.verzonden_op, nieuw.kan_terug) == (Kanaal.UITGEREIKT, MAART, False)


def test_decision_that_came_back_is_announced_on_the_day_it_was_handed_over(aanvraag, bureau, klok):
    bestuur = maak_bekend(aanvraag)[0]
    klok.shift(timedelta(days=7))

    nieuw = verzenden.niet_aangekomen(
        verzending=bestuur, reden="Retour.", kanaal=Kanaal.UITGEREIKT, op=timezone.localdate(), door=bureau
    )

    aanvraag.refresh_from_db()
    assert aanvraag.bekendgemaakt_op == nieuw.verzonden_op


def test_what_was_never_sent_cannot_have_been_lost(aanvraag, bureau):
    een = maak_bekend(aanvraag)[1]

    with pytest.raises(VerkeerdeStatus, match="nog niet verstuurd"):
        verzenden.niet_aangekomen(verzending=een, reden="x", kanaal=Kanaal.PAPIER, door=bureau)


# --- Until when to object ------------------------------------------------------------------------------------

VECTOREN = [
    (date(2026, 3, 20), date(2026, 5, 1)),
    (date(2026, 3, 24), date(2026, 5, 6)),
    (date(2026, 4, 2), date(2026, 5, 18)),
    (date(2026, 4, 13), date(2026, 5, 26)),
    (date(2027, 3, 25), date(2027, 5, 10)),
    (date(2028, 4, 13), date(2028, 5, 29)),
]


@pytest.mark.parametrize(("gepost", "laatste"), VECTOREN)
def test_last_day_is_six_weeks_after_the_last_sending(aanvraag, bureau, klok, gepost, laatste):
    _, een, twee = maak_bekend(aanvraag)
    verzenden.gepost(verzendingen=[een], op=VANDAAG, door=bureau)
    klok.move_to(datetime(gepost.year, gepost.month, gepost.day, 9, tzinfo=UTC))
    assert bezwaartermijn(aanvraag) is None
    verzenden.gepost(verzendingen=[twee], op=gepost, door=bureau)

    assert bezwaartermijn(aanvraag) == laatste


def test_last_day_knows_days_of_a_later_decree(aanvraag, bureau):
    _, een, twee = maak_bekend(aanvraag)
    verzenden.gepost(verzendingen=[een, twee], op=VANDAAG, door=bureau)
    assert bezwaartermijn(aanvraag) == date(2026, 4, 13)
    GelijkgesteldeDag.objects.create(dag=date(2026, 4, 13), naam="proef", besluit="Stb. 2026, 1")

    assert bezwaartermijn(aanvraag) == date(2026, 4, 14)


def test_last_day_is_unknown_before_there_is_a_decision_that_was_sent(wereld, aanvraag):
    assert bezwaartermijn(aanvraag) is None
    assert bezwaartermijn(maak_tlv(wereld, status=Status.INGEDIEND)) is None


# --- The three moments ---------------------------------------------------------------------------------------


def test_overview_shows_sent_notified_and_first_viewed_by_the_applicant(aanvraag, wereld, klok):
    bestuur = maak_bekend(aanvraag)[0]
    for wie, minuten in ((wereld.personas.bureau, 1), (wereld.personas.coordinator, 2), (wereld.personas.bestuur, 3)):
        Inzage.objects.create(
            bron=aanvraag,
            gebruiker=wie,
            soort="brief",
            bestand_id=bestuur.brief_id,
            omschrijving="brief",
            is_toegestaan=True,
            op=MAART + timedelta(minutes=minuten),
        )
    Rol.objects.filter(soort=Rolsoort.COORDINATOR, school=aanvraag.school).update(geldig_tot=date(2026, 3, 3))
    klok.shift(timedelta(days=10))

    regel = verzendoverzicht(aanvraag)[0]

    assert regel.verzending == bestuur
    assert regel.kennisgeving == bestuur.bericht
    assert regel.eerst_bekeken == MAART + timedelta(minutes=2), "also by somebody who left since; not by the bureau"
    assert regel.bezwaar.einddatum == date(2026, 4, 13)


def test_overview_of_paper_has_no_mail_and_no_first_view(aanvraag):
    maak_bekend(aanvraag)
    regel = verzendoverzicht(aanvraag)[1]

    assert (regel.kennisgeving, regel.eerst_bekeken, regel.bezwaar) == (None, None, None)


def test_overview_says_when_the_mail_was_not_delivered(aanvraag):
    bestuur = maak_bekend(aanvraag)[0]
    Bericht.objects.filter(pk=bestuur.bericht_id).update(staat=Bericht.Staat.MISLUKT, fout="550")

    assert verzendoverzicht(aanvraag)[0].is_niet_bezorgd


def test_overview_on_a_page_shows_the_moments_the_last_day_and_why(aanvraag, bureau):
    _, een, _ = maak_bekend(aanvraag)
    verzenden.gepost(verzendingen=[een], op=VANDAAG, door=bureau)
    verzenden.niet_aangekomen(verzending=een, reden="Retour.", kanaal=Kanaal.UITGEREIKT, op=VANDAAG, door=bureau)
    Bericht.objects.filter(soort="tlv_besluit").update(staat=Bericht.Staat.MISLUKT, fout="550")
    context = {"verzendingen": verzendoverzicht(aanvraag), "van_bureau": True}
    pagina = " ".join(render_to_string("toelating/_verzendingen.html", context).split())

    for stuk in (
        "Klaargezet in het portaal",
        "De mail is niet bezorgd.",
        "Nog niet",
        "Retour.",
        "Persoonlijk gegeven",
        "Ligt klaar om te posten",
        "Waarom deze datum?",
        "De brief is verstuurd op 2 maart 2026. De termijn begint de dag erna.",
        "De laatste dag om bezwaar te maken is <strong>13 april 2026</strong>.",
    ):
        assert stuk in pagina


def test_overview_takes_a_fixed_number_of_queries(aanvraag, django_assert_num_queries):
    maak_bekend(aanvraag)

    with django_assert_num_queries(4):
        verzendoverzicht(aanvraag)


# --- Who sees it ---------------------------------------------------------------------------------------------


def test_sendings_are_seen_by_the_bureau_and_by_the_own_school(aanvraag, wereld):
    maak_bekend(aanvraag)
    zien = {naam for naam, persoon in wereld.mensen().items() if Verzending.objects.for_user(persoon).exists()}

    assert zien == {"bureau", "bureau_collega", "directeur", "gemandateerde", "coordinator", "bestuur"}


def test_sendings_of_a_dossier_one_stays_out_of_are_not_seen(aanvraag, wereld):
    maak_bekend(aanvraag)
    aanvraag.verschoningen.create(gebruiker=wereld.personas.bureau, reden="Familie.", door=wereld.personas.bureau)

    assert not Verzending.objects.for_user(wereld.personas.bureau).exists()
