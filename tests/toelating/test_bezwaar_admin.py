"""The bureau works on objections in the admin: registering, the list with clocks, the case with one next act."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from swv.documenten.models import Bijlage, Brief
from tests.factories.bezwaar import (
    behandelaar,
    lbt_vragen,
    maak_besluit,
    maak_bezwaar,
    maak_bundels,
    ongedaan,
    papier,
)
from tests.factories.toelating import maak_tlv
from tests.personas import log_in
from toelating.bezwaar.dossier import dossier_van, volgende_stap
from toelating.bezwaar.opdrachten import brief_versturen
from toelating.models import Bezwaar, Bezwaarstatus, Status, Verzending
from toelating.workflow import bezwaar as acts

pytestmark = pytest.mark.django_db

LIJST = reverse("admin:toelating_bezwaar_changelist")
LIJST_QUERIES = 6  # session, person, roles, piles, count, list
DOSSIER_QUERIES = 25


@pytest.fixture
def klok():
    with time_machine.travel("2026-04-01 10:00:00+02:00") as reis:
        yield reis


@pytest.fixture
def besluit(klok, wereld):
    return maak_besluit(wereld)


@pytest.fixture
def bureau(client, wereld):
    return log_in(client, behandelaar(wereld))


def dossier(bezwaar):
    return reverse("admin:toelating_bezwaar_change", args=[bezwaar.pk])


def doen(bezwaar, naam):
    return reverse("admin:toelating_bezwaar_handeling", args=[bezwaar.pk, naam])


def registreren(aanvraag):
    return reverse("admin:toelating_bezwaar_registreren", args=[aanvraag.pk])


def typ(client, pagina, **anders):
    """The form as the page gives it, with what a person types."""
    form = client.get(pagina).context["form"]
    begin = {naam: veld.value() for naam, veld in ((rij.name, rij) for rij in form) if veld.value() is not None}
    ingevuld = {
        "van": "ouders",
        "naam": "A. de Boer",
        "adres": "Dorpsstraat 1\n1314 AB Almere",
        "wijze": "post",
        "is_ondertekend": "ja",
        "gronden": "Wij zijn het niet eens.",
        "bestanden": papier(),
    }
    return {**begin, **ingevuld, **anders}


# --- Registering -------------------------------------------------------------------------------------------------


def test_paper_is_registered_and_leads_to_the_case(bureau, wereld, besluit):
    pagina = bureau.get(registreren(besluit))
    assert "Geschillencommissie" in pagina.content.decode()
    assert "13\xa0mei\xa02026" in pagina.content.decode()

    gegevens = typ(bureau, registreren(besluit))
    antwoord = bureau.post(registreren(besluit), gegevens)

    bezwaar = Bezwaar.objects.get()
    assert antwoord.url == dossier(bezwaar)
    assert bezwaar.behandelaar == behandelaar(wereld)
    assert Bijlage.objects.van(bezwaar).count() == 1
    gegevens["bestanden"] = papier()
    assert bureau.post(registreren(besluit), gegevens).url == dossier(bezwaar)  # a double click
    assert Bezwaar.objects.count() == 1


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"ontvangen_op": "2-4-2026"}, "ontvangen_op", "nog niet geweest"),
        ({"poststempel": "2-4-2026"}, "poststempel", "na de dag van ontvangst"),
        ({"dagtekening": "2-4-2026"}, "dagtekening", "na de dag van ontvangst"),
        ({"adres": "1\n2\n3\n4\n5"}, "adres", "hoogstens 4 regels"),
        ({"gronden": "Het BSN is 111222333."}, "gronden", "burgerservicenummer"),
        ({"bestanden": ""}, "bestanden", "het bezwaarschrift zelf"),
        ({"bestanden": papier("bezwaar 111222333.png")}, "bestanden", "in de naam staat een burgerservicenummer"),
        ({"van": ""}, "van", "wie bezwaar maakt"),
    ],
)
def test_wrong_input_is_named_and_what_was_typed_stays(bureau, besluit, anders, veld, zin):
    antwoord = bureau.post(registreren(besluit), typ(bureau, registreren(besluit), **anders))

    assert antwoord.status_code == 422
    assert zin in " ".join(antwoord.context["form"].errors[veld])
    assert "A. de Boer" in antwoord.content.decode()
    assert not Bezwaar.objects.exists()


def test_same_objector_is_refused_with_the_number_and_the_text_stays(bureau, wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, naam="a. de boer")

    antwoord = bureau.post(registreren(besluit), typ(bureau, registreren(besluit)))

    assert antwoord.status_code == 422
    assert bezwaar.kenmerk in antwoord.context["weigering"].zin
    assert "Wij zijn het niet eens." in antwoord.content.decode()


def test_without_a_decision_the_page_says_so_and_has_no_form(bureau, wereld, klok):
    antwoord = bureau.get(registreren(maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)))

    assert "Er is nog geen besluit" in antwoord.content.decode()
    assert b"bestanden" not in antwoord.content


def test_who_may_register_read_and_see_the_list(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit)
    bureau = {"bureau", "bureau_collega", "gemandateerde"}

    for naam, persoon in wereld.mensen().items():
        client = log_in(Client(), persoon)
        assert (client.get(registreren(besluit)).status_code == 200) == (naam in bureau), naam
        for adres in (LIJST, dossier(bezwaar)):
            assert (client.get(adres).status_code == 200) == (naam in bureau | {"directeur"}), naam


# --- The list ----------------------------------------------------------------------------------------------------


def test_list_shows_the_first_clock_and_the_piles(bureau, wereld, besluit, klok):
    nieuw = maak_bezwaar(wereld, besluit)
    bij_lbt = lbt_vragen(wereld, maak_bezwaar(wereld, besluit))
    klaar = maak_bezwaar(wereld, besluit, status="ongegrond")
    klok.move_to("2026-04-16T10:00:00+02:00")
    bureau = log_in(bureau, behandelaar(wereld))

    inhoud = " ".join(bureau.get(LIJST).content.decode().replace("\xa0", " ").split())
    assert "Advies vragen aan de LBT<br>15 april 2026" in inhoud
    assert "1 dag te laat" in inhoud
    op_stapel = {
        code: {rij.pk for rij in bureau.get(LIJST, {"stapel": code}).context["cl"].result_list}
        for code in ("mijn", "lbt", "bij_lbt", "laat", "open")
    }
    assert op_stapel == {
        "mijn": {nieuw.pk, bij_lbt.pk},
        "lbt": {nieuw.pk},
        "bij_lbt": {bij_lbt.pk},
        "laat": {nieuw.pk, bij_lbt.pk},
        "open": {nieuw.pk, bij_lbt.pk},
    }
    gezocht = bureau.get(LIJST, {"q": klaar.kenmerk}).context["cl"].result_list
    assert [rij.pk for rij in gezocht] == [klaar.pk]


def test_list_takes_the_same_queries_for_one_and_for_many(bureau, wereld, besluit, django_assert_num_queries):
    maak_bezwaar(wereld, besluit)
    bureau.get(LIJST)
    with django_assert_num_queries(LIJST_QUERIES):
        bureau.get(LIJST)
    for _ in range(3):
        maak_bezwaar(wereld, besluit)
    with django_assert_num_queries(LIJST_QUERIES):
        bureau.get(LIJST)


# --- The case ----------------------------------------------------------------------------------------------------


STAPPEN = [
    ("ontvangen", {"gronden": ""}, "herstel_vragen", "Er ontbreekt: de gronden"),
    ("ontvangen", {}, "lbt_vragen", "Vraag advies aan de LBT"),
    ("herstel_gevraagd", {"gronden": ""}, "herstellen", "die twee weken lopen door"),
    ("bij_lbt", {}, "verweer_schrijven", "Schrijf het verweerschrift"),
    ("advies_gereed", {}, "voorleggen", "Bereid de beslissing voor"),
]


def test_case_opens_with_the_one_next_act(bureau, wereld, besluit):
    for status, anders, naam, zin in STAPPEN:
        with ongedaan():
            antwoord = bureau.get(dossier(maak_bezwaar(wereld, besluit, status=status, **anders)))
            assert antwoord.context["handelingen"][0].naam == naam, status
            assert zin in antwoord.context["volgende_stap"], status


def test_next_act_at_the_lbt_follows_what_is_there(bureau, wereld, besluit):
    bezwaar = maak_bundels(wereld, maak_bezwaar(wereld, besluit, status="bij_lbt"))
    antwoord = bureau.get(dossier(bezwaar))
    assert antwoord.context["handelingen"][0].naam == "verweer_versturen"
    assert "BZ-2526-00001-stukken-lbt.pdf" in antwoord.content.decode()

    bezwaar = acts.verweer_versturen(bezwaar, door=behandelaar(wereld), op=timezone.localdate(), hoe="Via het portaal.")
    assert bureau.get(dossier(bezwaar)).context["handelingen"][0].naam == "lbt_advies_vastleggen"


def test_case_takes_the_same_queries_with_more_files_and_events(bureau, wereld, besluit, django_assert_num_queries):
    bezwaar = maak_bundels(wereld, maak_bezwaar(wereld, besluit, status="bij_lbt"))
    bureau.get(dossier(bezwaar))
    with django_assert_num_queries(DOSSIER_QUERIES):
        bureau.get(dossier(bezwaar))
    for dag in (30, 31, 32):
        acts.hoorzitting_vastleggen(bezwaar, door=behandelaar(wereld), op=timezone.localdate() + timedelta(dag))
        acts.stuk_toevoegen(bezwaar, door=behandelaar(wereld), soort="ander", op=timezone.localdate(), bestand=papier())
    with django_assert_num_queries(DOSSIER_QUERIES):
        bureau.get(dossier(bezwaar))


def test_case_can_be_read_in_every_state(wereld, besluit):
    directeur = log_in(Client(), wereld.personas.directeur)
    for status in [rij for rij in Bezwaarstatus if rij != "niet_ontvankelijk"]:
        with ongedaan():
            uitkomst = status if status in Bezwaar.Lbtadvies.values else "ongegrond"
            bezwaar = maak_bezwaar(wereld, besluit, status=status, uitkomst=uitkomst)
            antwoord = directeur.get(dossier(bezwaar))
            assert antwoord.status_code == 200
            assert antwoord.context["volgende_stap"] == volgende_stap(dossier_van(bezwaar)), status


def test_late_objection_says_so_everywhere(bureau, wereld, besluit):
    Verzending.objects.update(verzonden_op=timezone.now() - timedelta(days=60))
    bezwaar = maak_bezwaar(wereld, besluit)

    antwoord = bureau.get(dossier(bezwaar))

    assert antwoord.context["handelingen"][0].naam == "termijn_beoordelen"
    assert "Te laat ingediend" in antwoord.content.decode()
    assert "(te laat ingediend)" in bureau.get(LIJST).content.decode()
    bezwaar = maak_bezwaar(wereld, besluit, status="niet_ontvankelijk", uitkomst="niet_ontvankelijk")
    assert "Niet-ontvankelijk" in bureau.get(dossier(bezwaar)).content.decode()


def test_act_with_a_file_goes_through_the_page(bureau, wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="bij_lbt")
    typt = {"advies": "ongegrond", "op": "1-4-2026", "tekst": "De commissie is het eens.", "versie": bezwaar.versie}
    assert b"multipart/form-data" in bureau.get(doen(bezwaar, "lbt_advies_vastleggen")).content

    fout = bureau.post(doen(bezwaar, "lbt_advies_vastleggen"), typt)
    assert fout.status_code == 422
    assert "het advies als bestand" in " ".join(fout.context["form"].errors["bestand"])

    antwoord = bureau.post(doen(bezwaar, "lbt_advies_vastleggen"), {**typt, "bestand": papier()})
    assert antwoord.url == dossier(bezwaar)
    assert Bezwaar.objects.get().lbt_advies_op == date(2026, 4, 1)


def test_signing_is_not_done_in_the_admin(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ter_ondertekening")

    antwoord = log_in(Client(), wereld.personas.directeur).get(dossier(bezwaar))

    assert antwoord.context["handelingen"] == []
    assert reverse("toelating:bezwaar_besluit", args=[bezwaar.pk]) in antwoord.content.decode()


def test_what_is_missing_is_said_before_somebody_types(bureau, wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="bij_lbt")

    antwoord = bureau.get(doen(bezwaar, "bundel_maken"))

    assert "nog geen verweerschrift" in antwoord.content.decode()
    assert antwoord.context["form"] is None


# --- On paper ----------------------------------------------------------------------------------------------------


def test_decision_that_waits_for_the_post_says_so_with_what_goes_along(bureau, wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ongegrond")
    assert "Dit bezwaar is afgehandeld." in bureau.get(dossier(bezwaar)).context["volgende_stap"]

    for brief in Brief.objects.van(bezwaar):
        brief_versturen(str(brief.pk))  # as when it was sealed

    antwoord = bureau.get(dossier(bezwaar))
    assert antwoord.context["volgende_stap"] == "Er ligt nog een brief om te posten."
    assert "advies van de LBT</a>" in antwoord.content.decode()
