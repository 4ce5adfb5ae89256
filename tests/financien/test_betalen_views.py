from datetime import timedelta

import pytest
import time_machine
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from financien.models import Bankrekening, Betaalbatch, Betaling
from swv.organisaties.models import Rolsoort
from tests.factories.betalen import (
    IBANS,
    batch,
    bij_bank,
    eigen_rekening,
    goedgekeurd,
    pain002,
    rekening,
    school_met_rekening,
    te_betalen,
    uitvoerdag,
)
from tests.factories.organisaties import SchoolFactory
from tests.personas import MENSEN, code_van, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _maandag():
    with time_machine.travel("2026-11-23T10:00:00Z", tick=True):
        yield


@pytest.fixture
def termijn(post):
    eigen_rekening()
    return te_betalen(post, "100.00", school=school_met_rekening(), sleutel="a")


@pytest.fixture
def controller_client(ingelogd):
    return ingelogd(Rolsoort.CONTROLLER)


@pytest.fixture
def directeur_client(client, directeur):
    return log_in(Client(), directeur)


def doen(gemaakt: Betaalbatch, naam: str) -> str:
    return reverse("financien:betaalbatch_doen", args=[gemaakt.pk, naam])


# --- Who sees it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_pages_of_payments_are_for_controller_and_director_only(client, personas, termijn, wie):
    gemaakt, account = batch(termijn), Bankrekening.objects.get(bestuur__isnull=False)
    client = log_in(client, getattr(personas, wie))
    adressen = {
        "betalen": (reverse("financien:betalen"), {"controller", "directeur"}),
        "nieuw": (reverse("financien:betaalbatch_nieuw"), {"controller"}),
        "batch": (reverse("financien:betaalbatch", args=[gemaakt.pk]), {"controller", "directeur"}),
        "doen": (doen(gemaakt, "intrekken"), {"controller", "directeur"}),
        "rekeningen": (reverse("financien:bankrekeningen"), {"controller", "directeur"}),
        "rekening": (reverse("financien:bankrekening", args=[account.pk]), {"controller", "directeur"}),
        "rekening nieuw": (reverse("financien:bankrekening_nieuw"), {"controller", "directeur"}),
        "rekening doen": (
            reverse("financien:bankrekening_doen", args=[account.pk, "beeindigen"]),
            {"controller", "directeur"},
        ),
    }

    mag = {naam for naam, (adres, _) in adressen.items() if client.get(adres).status_code == 200}

    assert mag == {naam for naam, (_, wie_mag) in adressen.items() if wie in wie_mag}
    if wie not in {"controller", "directeur"}:
        assert client.get(reverse("financien:betaalbestand", args=[gemaakt.pk])).status_code == 403


def test_visitor_without_login_is_asked_to_log_in(client, termijn):
    gemaakt = batch(termijn)
    for adres in (reverse("financien:betalen"), doen(gemaakt, "goedkeuren")):
        antwoord = client.get(adres)
        assert antwoord.status_code == 302
        assert antwoord["Location"].startswith(reverse("account_login"))


def test_numbers_are_masked_in_lists_and_whole_on_their_own_page(controller_client, termijn):
    account = Bankrekening.objects.get(bestuur__isnull=False)

    lijst = controller_client.get(reverse("financien:bankrekeningen")).content.decode()
    eigen = controller_client.get(reverse("financien:bankrekening", args=[account.pk])).content.decode()

    assert "NL91 … 4300" in lijst
    assert "0417" not in lijst
    assert "NL91 ABNA 0417 1643 00" in eigen


# --- Pages -----------------------------------------------------------------------------------------------


def test_empty_pages_say_what_comes_first(controller_client):
    tekst = controller_client.get(reverse("financien:betalen")).content.decode()
    assert "Nog geen betaalbatches" in tekst
    assert "De eigen rekening ontbreekt" in tekst
    assert "Nog geen bankrekeningen" in controller_client.get(reverse("financien:bankrekeningen")).content.decode()
    assert "Er is niets te betalen" in controller_client.get(reverse("financien:betaalbatch_nieuw")).content.decode()


def test_proposal_shows_totals_per_board_and_what_stands_apart(controller_client, post, termijn):
    te_betalen(post, "20.00", school=SchoolFactory(bestuur__naam="Stichting Zonder"), sleutel="b")

    tekst = controller_client.get(reverse("financien:betaalbatch_nieuw")).content.decode()

    assert "Stichting Élan &amp; Zn." in tekst
    assert "€\xa0100,00" in tekst
    assert "Stichting Zonder heeft nog geen bevestigde rekening." in tekst
    assert "Voer de rekening van het bestuur in." in tekst


def test_counting_again_counts_only_what_is_ticked_and_makes_nothing(controller_client, post, termijn):
    te_betalen(post, "20.00", school=termijn.verplichting.school, sleutel="b")

    antwoord = controller_client.post(
        reverse("financien:betaalbatch_nieuw"),
        {"uitvoerdatum": uitvoerdag().isoformat(), "termijn": [termijn.pk], "actie": "tellen"},
    )

    assert antwoord.context["keuze"].totaal == 100
    assert len(antwoord.context["voorstel"].regels) == 2
    assert antwoord.content.decode().count(" checked") == 1
    assert not Betaalbatch.objects.exists()


def test_controller_makes_a_batch_of_what_is_ticked(controller_client, post, termijn):
    te_betalen(post, "20.00", school=termijn.verplichting.school, sleutel="b")

    antwoord = controller_client.post(
        reverse("financien:betaalbatch_nieuw"),
        {"uitvoerdatum": uitvoerdag().isoformat(), "termijn": [termijn.pk]},
        follow=True,
    )

    assert Betaalbatch.objects.get().regels.get().termijn == termijn
    assert "Een ander keurt deze batch goed" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("gegevens", "zin"),
    [
        ({"uitvoerdatum": "24-11-2026"}, "geen enkele betaling"),
        ({"uitvoerdatum": "28-11-2026", "termijn": "1"}, "verwerken banken geen betalingen"),
        ({"uitvoerdatum": "morgen", "termijn": "1"}, "Vul de uitvoerdatum in als dag, maand en jaar"),
        ({"uitvoerdatum": "", "termijn": "1"}, "Vul de uitvoerdatum in"),
        ({"uitvoerdatum": "24-11-2026", "termijn": ["x", "99999999999999999999", "²"]}, "geen enkele betaling"),
        ({"uitvoerdatum": "24-11-2026", "termijn": "987654321"}, "bestaat niet"),
    ],
)
def test_batch_that_cannot_be_is_refused_with_a_sentence(controller_client, termijn, gegevens, zin):
    antwoord = controller_client.post(reverse("financien:betaalbatch_nieuw"), gegevens)

    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode()
    assert not Betaalbatch.objects.exists()


@pytest.mark.parametrize("pad", ["betalen", "betaalbatch_nieuw", "bankrekeningen"])
def test_lists_take_a_fixed_number_of_queries(
    controller_client, post, termijn, pad, django_assert_num_queries, django_assert_max_num_queries
):
    te_betalen(post, "1.00", school=termijn.verplichting.school, sleutel="extra")
    batch(te_betalen(post, "1.00", school=termijn.verplichting.school, sleutel="in-batch"))
    controller_client.get(reverse(f"financien:{pad}"))
    with django_assert_max_num_queries(14) as een:
        controller_client.get(reverse(f"financien:{pad}"))
    for nummer in range(3):
        school = school_met_rekening(f"Bestuur {nummer}")
        batch(te_betalen(post, "1.00", school=school, sleutel=f"batch {nummer}"))
        te_betalen(post, "1.00", school=school, sleutel=f"los {nummer}")

    with django_assert_num_queries(len(een)):
        controller_client.get(reverse(f"financien:{pad}"))


def test_batch_page_takes_a_fixed_number_of_queries(
    controller_client, post, termijn, django_assert_num_queries, django_assert_max_num_queries
):
    een_regel = batch(termijn)
    drie = batch(*(te_betalen(post, "1.00", school=school_met_rekening(f"B {n}"), sleutel=str(n)) for n in range(3)))
    controller_client.get(een_regel.get_absolute_url())
    with django_assert_max_num_queries(10) as queries:
        controller_client.get(een_regel.get_absolute_url())

    with django_assert_num_queries(len(queries)):
        controller_client.get(drie.get_absolute_url())


# --- From concept to verwerkt ----------------------------------------------------------------------------


def test_director_approves_with_a_code_and_the_file_goes_to_the_bank(controller_client, directeur_client, termijn):
    gemaakt = batch(termijn)
    directeur = gemaakt.regels.get().rekening.bevestigd_door

    goed = directeur_client.post(
        doen(gemaakt, "goedkeuren"), {"versie": gemaakt.versie, "code": code_van(directeur)}, follow=True
    )
    controller_client.post(doen(gemaakt, "aanbieden"), {"versie": gemaakt.versie + 1})
    eerste, tweede = (controller_client.get(reverse("financien:betaalbestand", args=[gemaakt.pk])) for _ in range(2))

    assert "De batch is goedgekeurd" in goed.content.decode()
    assert eerste.status_code == 200
    assert eerste.content == tweede.content == bytes(Betaalbatch.objects.get().bestand.inhoud)
    assert eerste["Content-Disposition"] == 'attachment; filename="VO2708-B2026-0001.xml"'
    assert fromstring(eerste.content).tag.endswith("}Document")


def test_approving_without_a_code_asks_for_it(directeur_client, termijn):
    gemaakt = batch(termijn)

    antwoord = directeur_client.post(doen(gemaakt, "goedkeuren"), {"versie": gemaakt.versie})

    assert antwoord.status_code == 403
    assert "Code van uw authenticator-app" in antwoord.content.decode()
    gemaakt.refresh_from_db()
    assert gemaakt.status == Betaalbatch.Status.CONCEPT


def test_own_batch_has_no_button_to_approve_and_refuses_with_a_sentence(controller_client, termijn):
    gemaakt = batch(termijn)

    assert doen(gemaakt, "goedkeuren") not in controller_client.get(gemaakt.get_absolute_url()).content.decode()
    antwoord = controller_client.post(doen(gemaakt, "goedkeuren"), {"versie": gemaakt.versie})
    assert antwoord.status_code == 403
    assert "dan wie de batch maakte" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("maak", "zin"), [(batch, "eerst goedkeuren"), (goedgekeurd, "Bied de batch eerst aan bij de bank")]
)
def test_file_before_its_time_is_refused_with_what_to_do(controller_client, termijn, maak, zin):
    gemaakt = maak(termijn)

    antwoord = controller_client.get(reverse("financien:betaalbestand", args=[gemaakt.pk]))

    assert antwoord.status_code == 409
    assert zin in antwoord.content.decode()


def test_status_file_ends_the_batch_and_shows_the_reason(controller_client, post, termijn):
    gemaakt = bij_bank(termijn, te_betalen(post, "5.00", school=termijn.verplichting.school, sleutel="b"))
    een, ander = gemaakt.regels.all()
    inhoud = pain002(gemaakt.bestand.bericht, (een.endtoend, "ACSC", ""), (ander.endtoend, "RJCT", "AC04"))

    antwoord = controller_client.post(
        doen(gemaakt, "status_inlezen"),
        {"versie": gemaakt.versie, "bestand": SimpleUploadedFile("status.xml", inhoud)},
        follow=True,
    )

    gemaakt.refresh_from_db()
    assert gemaakt.status == Betaalbatch.Status.VERWERKT
    assert "de rekening is opgeheven (AC04)" in antwoord.content.decode()
    assert Betaling.objects.count() == 1


def test_status_file_after_the_end_says_so_and_changes_nothing(controller_client, termijn):
    gemaakt = bij_bank(termijn)
    adres, inhoud = doen(gemaakt, "status_inlezen"), pain002(gemaakt.bestand.bericht, groep="ACSC")
    controller_client.post(adres, {"bestand": SimpleUploadedFile("status.xml", inhoud)})

    antwoord = controller_client.post(adres, {"bestand": SimpleUploadedFile("status.xml", inhoud)})

    assert antwoord.status_code == 409
    assert "heeft de status ‘verwerkt’" in antwoord.content.decode()
    assert Betaling.objects.count() == 1


@pytest.mark.parametrize(
    ("bestand", "zin"),
    [
        (b"", "Het bestand is leeg"),
        (b"nee", "niet te lezen"),
        (pain002("IETS-ANDERS", groep="ACSC"), "niet bij een betaling uit dit portaal"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "verwijzing die niet"),
    ],
)
def test_wrong_status_file_is_refused_on_the_page(controller_client, termijn, bestand, zin):
    gemaakt = bij_bank(termijn)

    antwoord = controller_client.post(
        doen(gemaakt, "status_inlezen"), {"bestand": SimpleUploadedFile("status.xml", bestand)}
    )

    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode()
    assert not Betaling.objects.exists()


def test_batches_stand_with_the_newest_first(controller_client, post, termijn):
    school = termijn.verplichting.school
    gemaakt = [batch(termijn)] + [
        batch(te_betalen(post, "5.00", school=school, sleutel=f"b{nummer}")) for nummer in range(5)
    ]

    antwoord = controller_client.get(reverse("financien:betalen"))

    assert list(antwoord.context["batches"]) == gemaakt[::-1]


def test_payments_are_reported_by_hand_and_the_last_ends_the_batch(directeur_client, post, termijn):
    gemaakt = bij_bank(termijn, te_betalen(post, "5.00", school=termijn.verplichting.school, sleutel="b"))
    een, ander = gemaakt.regels.all()

    directeur_client.post(doen(gemaakt, "betaald_melden"), {"regels": [een.pk], "betaald_op": "23-11-2026"})
    directeur_client.post(doen(gemaakt, "geweigerd_melden"), {"regels": [ander.pk], "reden": "Opgeheven."})

    gemaakt.refresh_from_db()
    assert gemaakt.status == Betaalbatch.Status.VERWERKT
    assert [r.staat for r in gemaakt.regels.all()] == ["betaald", "geweigerd"]


@pytest.mark.parametrize(
    ("gegevens", "zin"),
    [
        ({"betaald_op": "23-11-2026"}, "Kies bij de betalingen ten minste één mogelijkheid"),
        ({"betaald_op": "24-11-2026", "regels": "1"}, "Deze dag moet nog komen"),
        ({"betaald_op": "23-11-2026", "regels": "987654321"}, "mogelijkheden uit de lijst"),
    ],
)
def test_wrong_report_by_hand_changes_nothing(directeur_client, termijn, gegevens, zin):
    gemaakt = bij_bank(termijn)

    antwoord = directeur_client.post(doen(gemaakt, "betaald_melden"), gegevens)

    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode()
    assert not Betaling.objects.exists()


# --- Accounts --------------------------------------------------------------------------------------------


def test_account_is_entered_by_one_and_confirmed_by_the_other(controller_client, directeur_client, directeur):
    bestuur = SchoolFactory(bestuur__naam="Stichting Nieuw").bestuur
    controller_client.post(
        reverse("financien:bankrekening_nieuw"),
        {
            "bestuur": bestuur.pk,
            "iban": "NL91 ABNA 0417 1643 00",
            "tenaamstelling": "Stichting Nieuw",
            "geldig_van": "1-11-2026",
        },
    )
    account = Bankrekening.objects.get()

    antwoord = directeur_client.post(
        reverse("financien:bankrekening_doen", args=[account.pk, "bevestigen"]),
        {"versie": account.versie, "code": code_van(directeur)},
        follow=True,
    )

    assert "De rekening is bevestigd" in antwoord.content.decode()
    assert Bankrekening.objects.gebruikt_op(uitvoerdag()).get().bestuur == bestuur


def test_board_of_another_region_has_no_account(controller_client):
    elders = SchoolFactory(bestuur__naam="Stichting Elders", is_buiten_regio=True).bestuur

    pagina = controller_client.get(reverse("financien:bankrekening_nieuw")).content.decode()

    assert elders.naam not in pagina


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"iban": "NL92ABNA0417164300"}, "controlegetal"),
        ({"iban": "AE070331234567890123456"}, "buiten het SEPA-gebied"),
        ({"tenaamstelling": "x" * 71}, "maximaal 70 tekens"),
        ({"tenaamstelling": "–"}, "in letters"),
        ({"bestuur": "987654"}, "mogelijkheden uit de lijst"),
        ({"geldig_van": "31-2-2026"}, "De eerste dag bestaat niet"),
    ],
)
def test_wrong_account_is_refused_and_what_was_typed_stays(controller_client, anders, zin):
    gegevens = {"bestuur": "", "iban": IBANS[0], "tenaamstelling": "SWV", "geldig_van": "1-1-2026", **anders}

    antwoord = controller_client.post(reverse("financien:bankrekening_nieuw"), gegevens)

    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode()
    assert 'value="{}"'.format(gegevens["iban"]) in antwoord.content.decode()
    assert not Bankrekening.objects.exists()


def test_list_tells_which_account_of_a_board_is_in_use(controller_client, termijn):
    rekening(termijn.verplichting.school.bestuur, IBANS[1], geldig_van=uitvoerdag() + timedelta(days=9))

    tekst = controller_client.get(reverse("financien:bankrekeningen")).content.decode()

    assert tekst.count("niet in gebruik") == 1
