"""A notice of default about the decision on a request: recorded, reckoned, reminded of, and settled."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from swv.documenten import toegang
from swv.documenten.models import Brief
from swv.kern import opdrachten
from swv.kern.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, verrichten
from swv.kern.models import Gebeurtenis, Opdracht
from swv.kern.werk import werk_van
from swv.organisaties.models import Rol, Rolsoort
from swv.post.models import Bericht
from swv.termijnen.models import Dwangsomtarief
from tests.factories.bezwaar import papier, verzend
from tests.factories.ingebrekestelling import stel_in_gebreke
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.personas import log_in
from tests.toelating.levensloop import VANDAAG
from toelating import opdrachten as toelatingsopdrachten
from toelating import tasks, workflow
from toelating.dwangsom import nachtwerk, teksten
from toelating.dwangsom.stand import Fase, stand_van, standen
from toelating.models import Ingebrekestelling, Soort, Status, Tlvaanvraag, Verschoning, Verzending

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

D = date.fromisoformat
Stand = Ingebrekestelling.Stand
# Sent on 13 October 2026: eight weeks later is a Tuesday.
TERMIJN_TOT, NOTITIE = D("2026-12-08"), {"notitie": "U bent te laat."}
TE_LAAT = "2026-12-09 10:00:00+01:00"
EERSTE, DAG_42 = D("2026-12-23"), D("2027-02-02")


def op(klok, dag):
    klok.move_to(f"{dag} 10:00:00+01:00")


@pytest.fixture(scope="module")
def begin(voor_deze_module):
    """The people, a request at the bureau and one that lies ready to be signed: made once, changed in no test for
    another."""
    with time_machine.travel(VANDAAG):
        wereld = maak_wereld()
        toets = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
        return wereld, toets.pk, maak_tlv(wereld, soort=Soort.PRO, status=Status.TER_ONDERTEKENING).pk


@pytest.fixture
def wereld(db, begin):
    return begin[0]


@pytest.fixture
def aanvraag(klok, begin, wereld):
    return Tlvaanvraag.objects.get(pk=begin[1])


@pytest.fixture
def rij(klok, wereld, aanvraag):
    """Received on the day after the term lapsed."""
    klok.move_to(TE_LAAT)
    return stel_in_gebreke(wereld, aanvraag)


@pytest.fixture
def getekend(klok, begin, wereld):
    """Signed in time for a notice, and not announced yet."""
    klok.move_to(TE_LAAT)
    rij = stel_in_gebreke(wereld, Tlvaanvraag.objects.get(pk=begin[2]))
    workflow.afgeven(zaak(rij), door=wereld.personas.directeur, bevestigd_op=timezone.now())
    return rij


def opnieuw(rij):
    return Ingebrekestelling.objects.select_related("aanvraag__school__bestuur", "bezwaar").get(pk=rij.pk)


def zaak(rij):
    return Tlvaanvraag.objects.get(pk=rij.aanvraag_id)


def stand(rij):
    return stand_van(opnieuw(rij))


def vaststellen(wereld, rij):
    return workflow.dwangsom_vaststellen(zaak(rij), door=wereld.personas.directeur, bevestigd_op=timezone.now())


def geen(wereld, rij, **gegevens):
    return workflow.geen_dwangsom(zaak(rij), door=wereld.personas.directeur, bevestigd_op=timezone.now(), **gegevens)


# --- Recording ---------------------------------------------------------------------------------------------------


def vastleggen(wereld, aanvraag, files=None, **data):
    data = {"ontvangen_op": "9-12-2026", "kanaal": "digitaal", **NOTITIE, **data}
    return verrichten(
        workflow.ingebrekestelling_vastleggen, aanvraag, door=wereld.personas.bureau, data=data, files=files
    )


def test_notice_is_kept_with_its_file_and_reckoned(klok, wereld, aanvraag):
    klok.move_to(TE_LAAT)
    vastleggen(wereld, aanvraag, files={"bestand": papier()}, notitie="")

    rij = Ingebrekestelling.objects.get()
    nu = stand(rij)
    assert (rij.ontvangen_op, rij.is_te_vroeg, rij.stand) == (D("2026-12-09"), False, Stand.OPEN)
    assert len(nu.stukken) == 1
    assert (nu.termijn_tot, nu.eerste_dag, nu.hoogstens_tot) == (TERMIJN_TOT, EERSTE, DAG_42)
    assert (nu.fase, nu.bedrag, nu.hoogstens) == (Fase.WACHT, 0, 1442)
    assert nu.vaststellen_tot == D("2027-02-16")
    assert Gebeurtenis.objects.van(aanvraag).first().toelichting == "Ontvangen op 9\xa0december\xa02026, digitaal."


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"ontvangen_op": "10-12-2026"}, "ontvangen_op", "Deze dag is nog niet geweest."),
        ({"ontvangen_op": "12-10-2026"}, "ontvangen_op", "de dag waarop wij kregen waar het over gaat"),
        ({"notitie": ""}, "notitie", "Voeg het stuk toe, of schrijf op wat erin staat."),
        ({"kanaal": ""}, "kanaal", "hoe de ingebrekestelling binnenkwam"),
    ],
)
def test_notice_that_cannot_be_is_refused_with_what_to_do(klok, wereld, aanvraag, anders, veld, zin):
    klok.move_to(TE_LAAT)

    with pytest.raises(Ongeldig) as fout:
        vastleggen(wereld, aanvraag, **anders)

    assert zin in " ".join(fout.value.velden[veld])
    assert not Ingebrekestelling.objects.exists()


@pytest.mark.parametrize(("dag", "te_vroeg"), [("2026-12-08", True), ("2026-12-09", False)])
def test_notice_before_the_term_lapsed_is_kept_marked_and_explained(klok, wereld, aanvraag, dag, te_vroeg):
    op(klok, dag)

    rij = stel_in_gebreke(wereld, aanvraag)

    assert rij.is_te_vroeg == te_vroeg
    assert ("kwam te vroeg" in teksten.te_vroeg(stand(rij))) == te_vroeg
    assert stand(rij).eerste_dag == max(D(dag), TERMIJN_TOT) + timedelta(weeks=2)


def test_early_notice_follows_the_term_when_that_moves(klok, wereld, aanvraag):
    op(klok, "2026-12-01")
    rij = stel_in_gebreke(wereld, aanvraag)

    workflow.uitstel_melden(zaak(rij), door=wereld.personas.bureau, weken=2, reden="Een deskundige is ziek.")

    assert stand(rij).eerste_dag == stand(rij).termijn_tot + timedelta(weeks=2)
    assert stand(rij).termijn_tot > TERMIJN_TOT


def test_no_day_is_known_while_the_term_stands_still(klok, wereld, aanvraag):
    aanvraag = workflow.aanvulling_vragen(
        aanvraag, door=wereld.personas.bureau, vraag="Stuur het verslag.", uiterlijk=D("2026-11-02")
    )

    rij = stel_in_gebreke(wereld, aanvraag)

    nu = stand(rij)
    assert (nu.fase, nu.eerste_dag, nu.bedrag, rij.is_te_vroeg) == (Fase.ONBEKEND, None, 0, True)
    assert teksten.kop(nu) == "Ingebrekestelling: de beslistermijn staat stil"
    assert nachtwerk.momenten(nu) == []


def test_second_notice_is_refused_but_after_an_early_one(klok, wereld, aanvraag):
    vroeg = stel_in_gebreke(wereld, aanvraag)
    klok.move_to(TE_LAAT)
    stel_in_gebreke(wereld, zaak(vroeg))

    with pytest.raises(VerkeerdeStatus):
        stel_in_gebreke(wereld, zaak(vroeg))

    assert opnieuw(vroeg).stand == Stand.VERVANGEN
    assert Ingebrekestelling.objects.open().count() == 1


def test_notice_after_the_announcement_is_refused(klok, wereld):
    aanvraag = maak_tlv(wereld, status=Status.AFGEWEZEN)
    verzend(aanvraag)
    klok.move_to(TE_LAAT)

    with pytest.raises(VoorwaardeNietVervuld, match="al bekend sinds 13"):
        stel_in_gebreke(wereld, zaak_van(aanvraag))


def zaak_van(aanvraag):
    return Tlvaanvraag.objects.get(pk=aanvraag.pk)


# --- Sent by a representative (Awb 2:1) -----------------------------------------------------------------------------


def test_notice_of_a_representative_is_kept_with_name_and_paper(klok, wereld, aanvraag):
    klok.move_to(TE_LAAT)
    vastleggen(wereld, aanvraag, files={"machtiging": papier("machtiging.png")}, gemachtigde="mr. A. Advocaat")

    rij = Ingebrekestelling.objects.get()
    assert rij.gemachtigde == "mr. A. Advocaat"
    assert [(stuk.soort, stuk.bestandsnaam) for stuk in stand(rij).stukken] == [("machtiging", "machtiging.png")]
    regel = Gebeurtenis.objects.van(aanvraag).filter(handeling="ingebrekestelling_vastleggen").get()
    assert "van een gemachtigde" in regel.toelichting
    assert "Advocaat" not in regel.toelichting


@pytest.mark.parametrize(
    ("gemachtigde", "met_stuk", "veld", "zin"),
    [
        ("mr. A. Advocaat", False, "machtiging", "Voeg de machtiging toe."),
        ("", True, "gemachtigde", "Vul in wie de gemachtigde is"),
    ],
)
def test_name_and_paper_of_a_representative_belong_together(klok, wereld, aanvraag, gemachtigde, met_stuk, veld, zin):
    klok.move_to(TE_LAAT)

    with pytest.raises(Ongeldig) as fout:
        vastleggen(wereld, aanvraag, files={"machtiging": papier()} if met_stuk else None, gemachtigde=gemachtigde)

    assert zin in fout.value.velden[veld][0]
    assert not Ingebrekestelling.objects.exists()


def test_letter_to_the_applicant_says_who_sent_the_notice(klok, wereld, aanvraag):
    klok.move_to(TE_LAAT)
    vastleggen(wereld, aanvraag, files={"machtiging": papier()}, gemachtigde="mr. A. Advocaat")
    op(klok, DAG_42 + timedelta(days=1))

    vaststellen(wereld, Ingebrekestelling.objects.get())

    brief = Brief.objects.get(soort="besluit over een dwangsom")
    assert "namens u gestuurd door mr. A. Advocaat" in brief.html


# --- Confirmation and messages -----------------------------------------------------------------------------------


def ontvangers(soort):
    return {bericht.aan.naam for bericht in Bericht.objects.filter(soort=soort)}


def test_digital_notice_is_confirmed_to_school_and_board_and_told_to_who_decides(wereld, rij):
    assert ontvangers("ingebrekestelling_ontvangst") == {"Coordinator A", "Bestuur A"}
    assert ontvangers("ingebrekestelling_nieuw") == {wereld.personas.bureau.naam, wereld.personas.directeur.naam}
    nieuw = Bericht.objects.filter(soort="ingebrekestelling_nieuw").first()
    assert "beslis vóór 23" in nieuw.onderwerp
    assert f"/bureau/toelating/tlvaanvraag/{rij.aanvraag_id}/change/" in nieuw.tekst


def test_paper_notice_of_a_board_with_an_account_stands_on_the_page_only(klok, wereld, aanvraag):
    klok.move_to(TE_LAAT)
    stel_in_gebreke(wereld, aanvraag, kanaal="papier")

    assert not ontvangers("ingebrekestelling_ontvangst")
    assert not Brief.objects.filter(soort="ontvangst van een ingebrekestelling").exists()
    pagina = log_in(Client(), wereld.personas.coordinator).get(aanvraag.get_absolute_url()).content.decode()
    assert "Wij hebben uw ingebrekestelling ontvangen op 9\xa0december\xa02026." in pagina


def test_board_without_an_account_gets_the_confirmation_by_post(klok, wereld, aanvraag, zegel):
    Rol.objects.filter(soort=Rolsoort.BESTUUR).update(geldig_tot=timezone.localdate() - timedelta(days=1))
    klok.move_to(TE_LAAT)

    stel_in_gebreke(wereld, aanvraag)

    brief = Brief.objects.get(soort="ontvangst van een ingebrekestelling")
    for _ in range(2):
        toelatingsopdrachten.brief_bekendmaken(str(brief.pk))
    assert brief.verzendingen.get().kanaal == Verzending.Kanaal.PAPIER
    assert not ontvangers("ingebrekestelling_ontvangst")


def test_other_school_expert_and_who_stays_out_do_not_see_it(klok, wereld, rij):
    p = wereld.personas
    Verschoning.objects.create(aanvraag=rij.aanvraag, gebruiker=p.bureau_collega, reden="Een neef.", door=p.bureau)

    zien = {wie for wie, user in wereld.mensen().items() if Ingebrekestelling.objects.for_user(user).exists()}

    assert zien == {"coordinator", "bestuur", "bureau", "directeur", "gemandateerde"}


# --- Reckoning ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "fase", "dagen", "bedrag"),
    [
        ("2026-12-22", Fase.WACHT, 0, 0),
        ("2026-12-23", Fase.LOOPT, 1, 23),
        ("2027-01-05", Fase.LOOPT, 14, 322),
        ("2027-01-06", Fase.LOOPT, 15, 357),
        ("2027-01-19", Fase.LOOPT, 28, 812),
        ("2027-01-20", Fase.LOOPT, 29, 857),
        ("2027-02-02", Fase.LOOPT, 42, 1442),
        ("2027-02-03", Fase.VOL, 42, 1442),
    ],
)
def test_amount_grows_day_by_day_until_it_is_full(klok, rij, dag, fase, dagen, bedrag):
    op(klok, dag)

    nu = stand(rij)

    assert (nu.fase, nu.dagen, nu.bedrag) == (fase, dagen, bedrag)
    assert nu.kan_vastgesteld == (fase == Fase.VOL)


def test_amounts_of_the_first_day_count_for_all_days(klok, rij):
    nieuw = Dwangsomtarief.objects.first()
    nieuw.pk, nieuw.geldig_van, nieuw.derde = None, D("2027-01-01"), 100
    nieuw.save()
    op(klok, "2027-02-10")

    assert stand(rij).bedrag == 1442


def test_signing_does_not_stop_it_and_announcing_does(klok, wereld, getekend):
    op(klok, "2026-12-30")
    assert (stand(getekend).fase, stand(getekend).bedrag) == (Fase.LOOPT, 8 * 23)

    verzend(zaak(getekend))
    op(klok, "2027-01-10")

    nu = stand(getekend)
    assert (nu.fase, nu.einde, nu.dagen, nu.bedrag) == (Fase.GESTOPT, D("2026-12-30"), 8, 184)
    assert (nu.laatste_dag, nu.vaststellen_tot) == (D("2026-12-30"), D("2027-01-13"))


def test_announced_on_the_first_day_costs_one_day_and_before_it_nothing(klok, wereld, getekend):
    op(klok, "2026-12-22")
    verzend(zaak(getekend))
    assert (stand(getekend).fase, stand(getekend).bedrag) == (Fase.OP_TIJD, 0)

    Tlvaanvraag.objects.update(bekendgemaakt_op=timezone.now() + timedelta(days=1))
    op(klok, "2026-12-23")
    assert (stand(getekend).fase, stand(getekend).bedrag) == (Fase.GESTOPT, 23)


def test_withdrawing_the_request_stops_it_too(klok, wereld, rij):
    op(klok, "2026-12-24")
    workflow.intrekken(zaak(rij), door=wereld.personas.coordinator, reden="De leerling verhuist.")
    op(klok, "2027-01-24")

    nu = stand(rij)

    assert (nu.fase, nu.dagen, nu.bedrag) == (Fase.GESTOPT, 2, 46)


def test_reckoning_many_costs_the_same_as_one(wereld, rij, django_assert_num_queries):
    rijen = [opnieuw(rij) for _ in range(20)]

    with django_assert_num_queries(2):  # terms, amounts
        assert len(standen(rijen)) == 20


# --- Settling ----------------------------------------------------------------------------------------------------


def test_dwangsom_is_set_once_with_number_letter_and_sum(klok, wereld, rij):
    op(klok, "2027-02-03")

    vaststellen(wereld, rij)

    rij = opnieuw(rij)
    assert (rij.stand, rij.bedrag, rij.eerste_dag, rij.laatste_dag) == (Stand.VASTGESTELD, 1442, EERSTE, DAG_42)
    assert rij.besluitnummer.startswith("DW-2627-")
    brief = Brief.objects.get(kenmerk=rij.besluitnummer)
    for tekst in ("€\xa01.442,00", "€\xa0322,00", "€\xa0490,00", "€\xa0630,00", "4:17 en 4:18", "binnen zes weken"):
        assert tekst in brief.html
    assert Gebeurtenis.objects.van(rij.aanvraag).first().toelichting.endswith("€\xa01.442,00 over 42 dagen.")
    with pytest.raises(VerkeerdeStatus):
        vaststellen(wereld, rij)
    with pytest.raises(VoorwaardeNietVervuld, match="al een dwangsom vastgesteld"):
        stel_in_gebreke(wereld, zaak(rij))


@pytest.mark.parametrize("dag", ["2026-12-22", "2026-12-23", "2027-02-02"])
def test_dwangsom_is_not_set_while_it_runs(klok, wereld, rij, dag):
    op(klok, dag)

    with pytest.raises(VoorwaardeNietVervuld, match="Dan zijn de 42 dagen om"):
        vaststellen(wereld, rij)


def test_dwangsom_of_nothing_is_not_set(klok, wereld, getekend):
    verzend(zaak(getekend))

    with pytest.raises(VoorwaardeNietVervuld, match="op tijd beslist"):
        vaststellen(wereld, getekend)


def test_letter_of_the_decision_goes_to_the_applicant_alone(klok, wereld, rij):
    op(klok, "2027-02-03")
    vaststellen(wereld, rij)
    brief = Brief.objects.get(soort="besluit over een dwangsom")

    for _ in range(2):
        toelatingsopdrachten.brief_bekendmaken(str(brief.pk))

    assert [verzending.aan for verzending in brief.verzendingen.all()] == ["aanvrager"]
    assert zaak(rij).bekendgemaakt_op is None


def test_no_dwangsom_with_a_reason_of_the_law(klok, wereld, rij):
    geen(wereld, rij, grond="onredelijk_laat", toelichting="De ingebrekestelling kwam na een jaar.")

    rij = opnieuw(rij)
    assert (rij.stand, rij.grond, rij.bedrag) == (Stand.GEEN, "onredelijk_laat", None)
    brief = Brief.objects.get(kenmerk=rij.besluitnummer)
    assert "kwam onredelijk laat" in brief.html
    assert "De ingebrekestelling kwam na een jaar." in brief.html


@pytest.mark.parametrize(("dag", "kan"), [("2026-12-01", True), ("2026-12-09", False)])
def test_too_early_is_a_reason_only_when_it_was(klok, wereld, aanvraag, dag, kan):
    op(klok, dag)
    rij = stel_in_gebreke(wereld, aanvraag)

    form = workflow.geen_dwangsom.invoer(dossier=zaak(rij), door=wereld.personas.directeur)

    assert ("te_vroeg" in dict(form.fields["grond"].choices)) == kan


def test_notice_is_withdrawn_and_can_be_sent_again(klok, wereld, rij):
    workflow.ingebrekestelling_intrekken(
        zaak(rij), door=wereld.personas.bureau, op=timezone.localdate(), hoe="met een mail"
    )

    assert opnieuw(rij).stand == Stand.INGETROKKEN
    assert stel_in_gebreke(wereld, zaak(rij)).is_open


# --- By itself ---------------------------------------------------------------------------------------------------


def doe_het_werk():
    for pk in Opdracht.objects.filter(staat="klaar", soort=nachtwerk.HERINNEREN).values_list("pk", flat=True):
        assert opdrachten.uitvoeren(pk)


def onderwerpen():
    return [*Bericht.objects.filter(soort=SOORTEN).order_by("pk").values_list("onderwerp", flat=True)]


SOORTEN = "ingebrekestelling_herinnering"


@pytest.mark.parametrize(
    ("dag", "codes"),
    [
        ("2026-12-15", []),
        ("2026-12-16", ["week"]),
        ("2026-12-22", ["week"]),
        ("2026-12-23", ["eerste_dag"]),
        ("2027-01-30", ["eerste_dag"]),
        ("2027-02-03", ["vaststellen"]),
        ("2027-02-09", ["vaststellen_week"]),
        ("2027-02-16", ["vaststellen_week"]),
        ("2027-02-17", ["vaststellen_laat"]),
    ],
)
def test_messages_are_due_on_their_day_and_after_silence_only_the_last(klok, rij, dag, codes):
    op(klok, dag)
    tasks.tlv_berichten_task()
    tasks.tlv_berichten_task()

    gevraagd = Opdracht.objects.filter(soort=nachtwerk.HERINNEREN).values_list("object_id", flat=True)
    assert [wat.split(":")[1] for wat in gevraagd] == codes


def test_handler_and_director_hear_it_once_with_the_day(klok, wereld, rij):
    for dag in ("2026-12-16", "2026-12-17", "2026-12-23", "2026-12-24"):
        op(klok, dag)
        tasks.tlv_berichten_task()
        doe_het_werk()

    regels = [(bericht.aan.naam, bericht.onderwerp) for bericht in Bericht.objects.filter(soort=SOORTEN)]
    bureau, directeur = wereld.personas.bureau.naam, wereld.personas.directeur.naam
    kenmerk = rij.aanvraag.kenmerk
    voor, erop = f"Beslis vóór 23 december 2026 op {kenmerk}", f"Er loopt een dwangsom bij {kenmerk}"
    assert sorted(regels) == sorted([(bureau, voor), (directeur, voor), (bureau, erop), (directeur, erop)])


def test_message_that_is_no_longer_true_is_not_sent(klok, wereld, rij):
    op(klok, "2026-12-16")
    nachtwerk.bijwerken()
    workflow.ingebrekestelling_intrekken(
        zaak(rij), door=wereld.personas.bureau, op=timezone.localdate(), hoe="met een mail"
    )

    doe_het_werk()

    assert not Bericht.objects.filter(soort=SOORTEN).exists()


def test_notice_that_was_answered_in_time_is_closed_by_the_portal(klok, wereld, getekend):
    verzend(zaak(getekend))

    nachtwerk.bijwerken()

    assert opnieuw(getekend).stand == Stand.OP_TIJD
    laatste = Gebeurtenis.objects.van(getekend.aanvraag).first()
    assert (laatste.handeling, laatste.door) == ("ingebrekestelling_sluiten", None)


# --- On the screen -----------------------------------------------------------------------------------------------


def lees(persoon, adres):
    return " ".join(log_in(Client(), persoon).get(adres).content.decode().replace("\xa0", " ").split())


def dossier(rij):
    return reverse("admin:toelating_tlvaanvraag_change", args=[rij.aanvraag_id])


def test_bureau_reads_days_and_amounts_on_the_dossier(klok, wereld, rij):
    op(klok, "2026-12-30")

    pagina = lees(wereld.personas.bureau, dossier(rij))

    for tekst in (
        "De dwangsom loopt: vandaag € 184,00",
        "Eerste dag",
        "23 december 2026",
        "Vandaag verschuldigd",
        "Hoogstens",
        "€ 1.442,00",
        "Laatste dag vaststellen",
        "16 februari 2027",
        "8 dagen van € 23,00 is € 184,00",
    ):
        assert tekst in pagina
    assert "‘Dwangsom vaststellen’" not in pagina


def test_director_reads_the_sum_beside_the_act(klok, wereld, rij):
    op(klok, "2027-02-03")
    adres = reverse("admin:toelating_tlvaanvraag_handeling", args=[rij.aanvraag_id, "dwangsom_vaststellen"])

    pagina = lees(wereld.personas.directeur, adres)

    assert "14 dagen van € 45,00 is € 630,00" in pagina
    assert "Code van uw authenticator-app" in pagina
    assert adres in lees(wereld.personas.directeur, dossier(rij))


@pytest.mark.parametrize(
    ("dag", "titel"),
    [
        ("2026-12-10", "Ingebrekestelling: beslis vóór 23 december 2026"),
        ("2026-12-23", "De dwangsom loopt: vandaag € 23,00"),
        ("2027-02-03", "Stel de dwangsom vast, uiterlijk 16 februari 2027"),
    ],
)
def test_bureau_and_director_begin_their_day_with_it(klok, wereld, rij, dag, titel):
    op(klok, dag)

    for wie in ("bureau", "directeur"):
        assert titel in lees(getattr(wereld.personas, wie), reverse("admin:index"))
    for wie in ("controller", "coordinator", "deskundige"):
        alle = [regel for regels in werk_van(getattr(wereld.personas, wie)).values() for regel in regels]
        assert "Ingebrekestelling" not in [regel.badge for regel in alle]


def test_bureau_finds_it_on_its_pile(wereld, rij):
    ander = Tlvaanvraag.objects.exclude(pk=rij.aanvraag_id).get()
    adres = reverse("admin:toelating_tlvaanvraag_changelist") + "?stapel=ingebrekestelling"

    pagina = lees(wereld.personas.bureau, adres)

    assert "Ingebrekestelling (1)" in pagina
    assert rij.aanvraag.kenmerk in pagina
    assert ander.kenmerk not in pagina


def test_school_reads_what_became_of_it(klok, wereld, rij):
    adres = zaak(rij).get_absolute_url()
    assert "Vanaf die dag hebben wij twee weken om te beslissen." in lees(wereld.personas.coordinator, adres)
    op(klok, "2027-02-03")
    vaststellen(wereld, rij)

    assert "Wij hebben een dwangsom vastgesteld van € 1.442,00." in lees(wereld.personas.bestuur, adres)
    assert "Ingebrekestelling" not in lees(wereld.arts, adres)


def test_file_of_the_notice_is_read_by_who_judges_and_who_sent_it(klok, wereld, aanvraag):
    klok.move_to(TE_LAAT)
    rij = stel_in_gebreke(wereld, aanvraag, bestand=papier())
    bijlage = stand(rij).stukken[0]

    mag = {wie for wie, user in wereld.mensen().items() if toegang.mag_inzien(user, bijlage)}

    assert mag == {"coordinator", "bestuur", "bureau", "bureau_collega", "gemandateerde", "directeur"}
