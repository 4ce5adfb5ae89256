"""What a school and its board see of an objection, and the desk at which the directeur-bestuurder decides."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from swv.documenten.models import Bijlage, Brief, Inzage
from swv.documenten.services import brief_vastleggen
from tests.factories.bezwaar import (
    behandelaar,
    maak_besluit,
    maak_bezwaar,
    maak_bundels,
    ongedaan,
)
from tests.personas import code_van, log_in
from toelating.bezwaar.opdrachten import brief_versturen
from toelating.models import Bezwaar, Bezwaarstatus, Gevolg, Verklaring
from toelating.workflow import bezwaar as acts

pytestmark = pytest.mark.django_db

SCHOOL = {"coordinator", "bestuur"}
BEOORDELAARS = {"bureau", "bureau_collega", "gemandateerde", "directeur"}
PAGINA_QUERIES = 11


@pytest.fixture
def besluit(wereld):
    return maak_besluit(wereld)


def pagina(bezwaar):
    return reverse("toelating:bezwaar", args=[bezwaar.pk])


def als(persoon):
    return log_in(Client(), persoon)


def van_bestuur(wereld, besluit, **opties):
    return maak_bezwaar(wereld, besluit, van="bestuur", naam="Stichting Scholen A", **opties)


def bekend(bezwaar):
    """The letters are sealed and sent, as the worker does."""
    for brief in Brief.objects.van(bezwaar):
        brief_vastleggen(brief_id=brief.pk)
        brief_versturen(str(brief.pk))


# --- Need to know ------------------------------------------------------------------------------------------------


def test_only_the_school_its_board_and_who_judges_know_of_it(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit)

    for naam, persoon in wereld.mensen().items():
        verwacht = 200 if naam in SCHOOL else 302 if naam in BEOORDELAARS else 404
        assert als(persoon).get(pagina(bezwaar)).status_code == verwacht, naam
        assert Bezwaar.objects.for_user(persoon).exists() == (naam in SCHOOL | BEOORDELAARS), naam


def test_of_an_objection_by_parents_the_school_reads_that_it_is_there_and_no_more(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, naam="P. Geheim", gronden="Een heel eigen verhaal.")
    bezwaar = acts.lbt_vragen(bezwaar, door=behandelaar(wereld), op=timezone.localdate(), kenmerk="LBT 26-1")

    tekst = als(wereld.personas.bestuur).get(pagina(bezwaar)).content.decode()

    assert "De landelijke commissie (LBT) bekijkt het bezwaar" in tekst
    assert "Het besluit blijft gelden" in tekst
    for woord in ("Geheim", "verhaal", "Voorbeeldstraat", "LBT 26-1", "brief1", "Ontvangstbevestiging"):
        assert woord not in tekst, woord


def test_school_finds_an_objection_from_its_request_and_reads_that_the_decision_counts(wereld, besluit):
    aanvraag, telt = besluit.get_absolute_url(), "Het besluit blijft gelden"
    school = als(wereld.personas.coordinator)
    assert "Bezwaar</h2>" not in school.get(aanvraag).content.decode()

    bezwaar = maak_bezwaar(wereld, besluit)
    inhoud = school.get(aanvraag).content.decode()
    assert f'href="{pagina(bezwaar)}"' in inhoud
    assert telt in inhoud
    assert bezwaar.naam not in inhoud.split("<h2>Bezwaar</h2>")[1].split("<h2")[0]

    acts.intrekken(bezwaar, door=behandelaar(wereld), op=timezone.localdate(), hoe="met een brief")
    inhoud = school.get(aanvraag).content.decode()
    assert "Ingetrokken." in inhoud
    assert telt not in inhoud


def test_own_objection_is_read_in_full(wereld, besluit):
    bezwaar = van_bestuur(wereld, besluit)
    bezwaar = acts.lbt_vragen(bezwaar, door=behandelaar(wereld), op=timezone.localdate(), kenmerk="LBT 26-1")

    brief_versturen(str(Brief.objects.van(bezwaar).get().pk))  # as when it was sealed

    for wie in SCHOOL:
        tekst = als(getattr(wereld.personas, wie)).get(pagina(bezwaar)).content.decode()
        assert "LBT 26-1" in tekst
        assert "Ontvangstbevestiging" in tekst
        assert Bijlage.objects.van(bezwaar).get().bestandsnaam in tekst
        assert ("Bezwaar intrekken" in tekst) == (wie == "bestuur")


def test_own_page_does_not_give_away_a_decision_that_is_not_signed(wereld, besluit):
    bezwaar = van_bestuur(wereld, besluit, status="ter_ondertekening", uitkomst="gegrond", gevolg="herroepen")

    tekst = als(wereld.personas.bestuur).get(pagina(bezwaar)).content.decode()

    assert "ligt bij de directeur-bestuurder" in tekst
    assert "gegrond" not in tekst.lower()
    assert "De commissie heeft partijen gehoord." not in tekst


def test_page_takes_the_same_queries_with_more_letters_and_events(wereld, besluit, django_assert_num_queries):
    bezwaar = van_bestuur(wereld, besluit, status="bij_lbt")
    client = als(wereld.personas.bestuur)
    client.get(pagina(bezwaar))
    with django_assert_num_queries(PAGINA_QUERIES):
        client.get(pagina(bezwaar))
    acts.verdagen(bezwaar, door=behandelaar(wereld), weken=2, reden="Later.")
    maak_bundels(wereld, bezwaar)
    with django_assert_num_queries(PAGINA_QUERIES):
        client.get(pagina(bezwaar))


# --- Files -------------------------------------------------------------------------------------------------------


def kan_lezen(persoon, bestand):
    naam = "brief" if isinstance(bestand, Brief) else "bijlage"
    antwoord = als(persoon).get(reverse(f"documenten:{naam}", args=[bestand.pk]))
    antwoord.getvalue()
    assert antwoord.status_code in (200, 404)
    return antwoord.status_code == 200


def test_files_of_an_objection_by_parents_are_for_who_judges_it(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit)
    bijlage = Bijlage.objects.van(bezwaar).get()

    for naam, persoon in wereld.mensen().items():
        assert kan_lezen(persoon, bijlage) == (naam in BEOORDELAARS), naam
    assert Inzage.objects.filter(bestand_id=bijlage.pk, is_toegestaan=False).exists()


def test_letter_is_read_by_whom_it_is_addressed_to(wereld, besluit, zegel):
    van_ouders = maak_bezwaar(wereld, besluit, status="ongegrond")
    bekend(van_ouders)
    aan_school = Brief.objects.van(van_ouders).get(verzendingen__aan="aanvrager")
    aan_ouders = Brief.objects.van(van_ouders).filter(verzendingen__aan="bezwaarmaker")

    for naam in SCHOOL:
        persoon = getattr(wereld.personas, naam)
        assert kan_lezen(persoon, aan_school)
        assert not any(kan_lezen(persoon, brief) for brief in aan_ouders)
    assert not kan_lezen(wereld.personas.bestuur_elders, aan_school)
    assert not kan_lezen(wereld.vso_coordinator, aan_school)


def test_copy_of_the_new_tlv_for_the_parents_is_no_letter_of_the_school(wereld, besluit, zegel):
    opties = {"status": Bezwaarstatus.GEGROND, "uitkomst": Bezwaar.Lbtadvies.GEGROND, "gevolg": Gevolg.WIJZIGEN}
    bezwaar = maak_bezwaar(wereld, besluit, **opties)
    brieven = Brief.objects.van(besluit).filter(sleutel__startswith="bezwaar")
    for brief in brieven:
        brief_vastleggen(brief_id=brief.pk)
        brief_versturen(str(brief.pk))
    eigen, van_ouders = (brieven.get(verzendingen__aan=aan) for aan in ("aanvrager", "ouders"))

    inhoud = als(wereld.personas.coordinator).get(besluit.get_absolute_url()).content.decode()
    assert reverse("documenten:brief", args=[eigen.pk]) in inhoud
    assert reverse("documenten:brief", args=[van_ouders.pk]) not in inhoud
    for wie, mag in (("coordinator", False), ("bestuur", False), ("bureau", True), ("directeur", True)):
        assert kan_lezen(getattr(wereld.personas, wie), van_ouders) == mag, wie
    assert bezwaar.verklaring.nummer in inhoud
    assert "Na bezwaar kwam er een andere TLV." in inhoud


def test_copy_for_the_parents_is_no_letter_of_a_school_before_it_was_sent_either(wereld, besluit, zegel):
    """Filed, but the work that lays it ready did not come yet: then nothing says for whom it is."""
    opties = {"status": Bezwaarstatus.GEGROND, "uitkomst": Bezwaar.Lbtadvies.GEGROND, "gevolg": Gevolg.WIJZIGEN}
    bezwaar = maak_bezwaar(wereld, besluit, **opties)
    Verklaring.objects.filter(pk=bezwaar.verklaring_id).update(school=wereld.vso_school)
    brieven = list(Brief.objects.van(besluit).filter(sleutel__startswith="bezwaar"))
    for brief in brieven:
        brief_vastleggen(brief_id=brief.pk)
    scholen = (wereld.personas.coordinator, wereld.personas.bestuur, wereld.vso_coordinator)

    assert not any(kan_lezen(persoon, brief) for persoon in scholen for brief in brieven)
    inhoud = als(wereld.personas.coordinator).get(besluit.get_absolute_url()).content.decode()
    assert not any(reverse("documenten:brief", args=[brief.pk]) in inhoud for brief in brieven)
    for brief in brieven:
        brief_versturen(str(brief.pk))
    assert [sum(kan_lezen(persoon, brief) for brief in brieven) for persoon in scholen] == [1, 1, 1]


def test_board_reads_its_papers_once_sent_and_the_advice_once_decided(wereld, besluit, zegel):
    bezwaar = maak_bundels(wereld, van_bestuur(wereld, besluit, status="bij_lbt"))
    bestuur = wereld.personas.bestuur
    bundel = bezwaar.bundels.get(voor="bezwaarmaker").bijlage
    voor_lbt = bezwaar.bundels.get(voor="lbt").bijlage
    assert (kan_lezen(bestuur, bundel), kan_lezen(bestuur, voor_lbt)) == (False, False)

    bezwaar = acts.verweer_versturen(bezwaar, door=behandelaar(wereld), op=timezone.localdate(), hoe="Portaal.")
    assert (kan_lezen(bestuur, bundel), kan_lezen(bestuur, voor_lbt)) == (True, False)

    besloten = van_bestuur(wereld, maak_besluit(wereld), status="ongegrond")
    advies = Bijlage.objects.van(besloten).get(soort="lbt_advies")
    assert not kan_lezen(bestuur, advies)
    bekend(besloten)
    assert kan_lezen(bestuur, advies)


# --- Withdrawing -------------------------------------------------------------------------------------------------


def test_board_withdraws_its_own_objection_on_its_page(wereld, besluit):
    bezwaar = van_bestuur(wereld, besluit)
    adres = reverse("toelating:bezwaar_intrekken", args=[bezwaar.pk])
    bestuur = als(wereld.personas.bestuur)
    assert "U kunt dit niet terugdraaien" in bestuur.get(adres).content.decode()

    for naam, persoon in wereld.mensen().items():
        with ongedaan():
            status = als(persoon).post(adres, {"versie": bezwaar.versie}).status_code
            ingetrokken = Bezwaar.objects.get(pk=bezwaar.pk).status == "ingetrokken"
            assert ingetrokken == (naam == "bestuur"), naam
            assert status in (302, 403, 404, 422), naam
    assert bestuur.post(adres, {"versie": bezwaar.versie}).url == pagina(bezwaar)
    assert bestuur.post(adres, {"versie": bezwaar.versie}).url == pagina(bezwaar)  # a double click


def test_objection_of_somebody_else_has_no_page_to_withdraw_it(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit)

    assert (
        als(wereld.personas.bestuur).get(reverse("toelating:bezwaar_intrekken", args=[bezwaar.pk])).status_code == 403
    )


# --- The desk ----------------------------------------------------------------------------------------------------


def besluiten(bezwaar, naam):
    return reverse("toelating:bezwaar_besluiten", args=[bezwaar.pk, naam])


def test_directeur_reads_previews_and_signs_with_a_code(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ter_ondertekening", uitkomst="gegrond", gevolg="herroepen")
    directeur = als(wereld.personas.directeur)
    adres = besluiten(bezwaar, "gegrond_verklaren")
    assert directeur.get(reverse("toelating:bezwaar_besluit", args=[bezwaar.pk])).url == adres
    tekst = directeur.get(adres).content.decode()
    assert "Advies van de LBT" in tekst
    voorbeeld = directeur.get(reverse("toelating:bezwaar_voorbeeld", args=[bezwaar.pk]))
    assert voorbeeld.content.startswith(b"%PDF")
    assert voorbeeld["Cache-Control"] == "no-store, private"

    assert directeur.post(adres, {"versie": bezwaar.versie, "code": "000000"}).status_code == 403
    assert Verklaring.objects.get().status == "afgegeven"
    code = code_van(wereld.personas.directeur)
    assert directeur.post(adres, {"versie": bezwaar.versie, "code": code}).status_code == 302
    assert directeur.post(adres, {"versie": bezwaar.versie, "code": code}).status_code == 302  # a double click
    assert Verklaring.objects.get().status == "herroepen"


def test_directeur_gives_back_with_a_reason(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ter_ondertekening")

    adres = besluiten(bezwaar, "teruggeven")
    assert als(wereld.personas.directeur).post(adres, {"versie": bezwaar.versie, "reden": ""}).status_code == 422
    als(wereld.personas.directeur).post(adres, {"versie": bezwaar.versie, "reden": "Motiveer beter."})

    assert Bezwaar.objects.get().status == "advies_gereed"


def test_desk_is_for_the_directeur_only(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit, status="ter_ondertekening")
    adressen = [
        besluiten(bezwaar, "ongegrond_verklaren"),
        reverse("toelating:bezwaar_besluit", args=[bezwaar.pk]),
        reverse("toelating:bezwaar_voorbeeld", args=[bezwaar.pk]),
    ]

    for naam, persoon in wereld.mensen().items():
        for adres in adressen:
            assert (als(persoon).get(adres).status_code < 400) == (naam == "directeur"), (naam, adres)
    for adres in adressen:
        assert Client().get(adres).status_code == 302
