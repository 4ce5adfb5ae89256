"""The pages of the signing desk: the list, one decision, a sitting and its report, the preview of the letter."""

import io
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pikepdf
import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.models import Opdracht
from tests.factories.organisaties import SamenwerkingsverbandFactory, geef_factor, maak_gebruiker
from tests.factories.toelating import maak_tlv, maak_wereld, vermenigvuldig
from tests.personas import code_van, log_in
from tests.toelating.klok import MAART
from toelating import documents, workflow
from toelating.models import Mandaat, Status, Tlvaanvraag, Verklaring, Zitting
from toelating.zitting import beginnen, regel_tekenen

pytestmark = pytest.mark.django_db
LIJST = "/toelating/ondertekenen/"


@pytest.fixture(scope="module")
def begin(voor_deze_module):
    with time_machine.travel(MAART):
        SamenwerkingsverbandFactory(nummer="VO2708")
        wereld = maak_wereld()
        vso = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
        pro = maak_tlv(wereld, soort="pro", status=Status.TER_ONDERTEKENING)
        klaar = maak_tlv(wereld, status=Status.ADVIES_GEREED)
        klaar = workflow.advies_aan_ouders(klaar, door=wereld.personas.bureau, op=timezone.localdate(), hoe="post")
        for wie in (wereld.personas.directeur, wereld.gemandateerde, wereld.personas.bureau):
            geef_factor(wie)
        return SimpleNamespace(wereld=wereld, vso=vso, pro=pro, klaar=klaar)


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(MAART, tick=False) as klok:
        yield klok


@pytest.fixture
def wereld(db, begin):
    cache.clear()
    return begin.wereld


@pytest.fixture
def directeur(wereld):
    return wereld.personas.directeur


@pytest.fixture
def aan_tafel(client, directeur):
    return log_in(client, directeur)


@pytest.fixture
def vso(db, begin):
    return Tlvaanvraag.objects.get(pk=begin.vso.pk)


@pytest.fixture
def pro(db, begin):
    return Tlvaanvraag.objects.get(pk=begin.pro.pk)


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


def gekozen(*aanvragen):
    return [f"{aanvraag.pk}:{aanvraag.versie}" for aanvraag in aanvragen]


def stuur(client, door, *aanvragen, **anders):
    data = {"sleutel": str(uuid.uuid4()), "keuze": gekozen(*aanvragen), "code": code_van(door)}
    return client.post(LIJST, data | anders)


def verwerk(zitting):
    for regel in zitting.regels.all():
        regel_tekenen(regel.pk)


# --- Who -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", ["coordinator", "bestuur", "bureau", "deskundige", "controller", "beheerder"])
def test_desk_is_closed_for_who_decides_nothing(client, wereld, wie):
    assert log_in(client, getattr(wereld.personas, wie)).get(LIJST).status_code == 403


def test_desk_asks_who_is_not_logged_in_to_log_in(client):
    antwoord = client.get(LIJST)

    assert (antwoord.status_code, antwoord.url) == (302, f"/account/login/?next={LIJST}")


def test_desk_stands_in_the_menu_of_who_has_a_mandate(client, wereld):
    assert "TLV’s ondertekenen" in tekst(log_in(client, wereld.gemandateerde).get("/voorzieningen/"))


def test_desk_stands_in_no_other_menu_of_the_bureau(client, wereld):
    assert "TLV’s ondertekenen" not in tekst(log_in(client, wereld.personas.bureau).get("/voorzieningen/"))


def test_desk_opens_for_a_mandate_without_any_role(client, wereld, vso):
    iemand = maak_gebruiker(email="los@portaal.example", naam="Los")
    Mandaat.objects.create(gebruiker=iemand, soort="vso", gegeven_door=wereld.personas.directeur, besluit="M1")

    assert vso.kenmerk in tekst(log_in(client, iemand).get(LIJST))


# --- The list ------------------------------------------------------------------------------------------------


def test_mandate_does_not_open_what_somebody_only_advises_on(client, wereld, vso, pro):
    """There stands what is between the bureau and who decides, such as why another expert stayed out."""
    deskundige = wereld.orthopedagoog
    Mandaat.objects.create(
        gebruiker=deskundige,
        soort="pro",
        geldig_van=MAART.date(),
        gegeven_door=wereld.personas.directeur,
        besluit="Mandaatbesluit 2026-01",
    )
    assert Tlvaanvraag.objects.for_user(deskundige).filter(pk=vso.pk).exists()

    log_in(client, deskundige)

    assert [regel.aanvraag for regel in client.get(LIJST).context["regels"]] == [pro]
    assert client.get(reverse("toelating:besluit", args=[vso.pk])).status_code == 404


def test_list_shows_what_to_know_before_signing(aan_tafel, wereld, vso, pro):
    pagina = tekst(aan_tafel.get(LIJST))

    for stuk in (
        vso.kenmerk,
        pro.kenmerk,
        "School A",
        "Toelaatbaar, categorie laag (L), een schooljaar",
        "nog 57 dagen",
    ):
        assert stuk in pagina
    assert pagina.index(vso.kenmerk) < pagina.index(pro.kenmerk), "the oldest first"
    assert "Zoë" not in pagina, "no names of pupils in a list"


def test_list_shows_a_deviation_with_its_reason_and_a_long_duration_with_its_own(aan_tafel, wereld, begin):
    klaar = Tlvaanvraag.objects.get(pk=begin.klaar.pk)
    workflow.voorleggen(
        klaar,
        door=wereld.personas.bureau,
        voorstel="afgeven",
        motivering="Ja.",
        categorie="H",
        ingang=klaar.ingang,
        einde=klaar.einde.replace(year=2029),
        reden_afwijking="Er is meer zorg nodig.",
        reden_duur="Tot het einde van school.",
    )

    pagina = tekst(aan_tafel.get(LIJST))

    assert "Anders dan het advies:</em> Er is meer zorg nodig." in pagina
    assert "Langer dan gewoon: Tot het einde van school." in pagina


def test_list_says_what_this_person_cannot_sign_and_why(client, wereld, vso, pro):
    Tlvaanvraag.objects.filter(pk=pro.pk).update(opgesteld_door=wereld.gemandateerde)

    pagina = tekst(log_in(client, wereld.gemandateerde).get(LIJST))

    assert "U heeft dit besluit zelf voorbereid. Iemand anders ondertekent het." in pagina
    assert "U heeft vandaag geen mandaat voor ‘TLV voortgezet speciaal onderwijs’." in pagina
    assert 'name="keuze"' not in pagina


def test_list_says_which_condition_fails(aan_tafel, vso):
    Tlvaanvraag.objects.filter(pk=vso.pk).update(adviesbron="")

    pagina = tekst(aan_tafel.get(LIJST))

    assert "Zonder advies kan er geen besluit komen." in pagina
    assert f'value="{vso.pk}:{vso.versie}"' not in pagina


def test_list_ticks_everything_that_can_be_signed(aan_tafel, vso, pro):
    Tlvaanvraag.objects.filter(pk=vso.pk).update(adviesbron="")

    assert tekst(aan_tafel.get(LIJST, {"alles": "1"})).count(" checked>") == 1


def test_list_takes_the_same_number_of_queries_for_two_and_for_fifty(aan_tafel, vso, django_assert_max_num_queries):
    with django_assert_max_num_queries(22) as eerst:
        aan_tafel.get(LIJST)
    vermenigvuldig(vso, 50)

    with django_assert_max_num_queries(len(eerst)):
        aan_tafel.get(LIJST)


def test_list_without_work_says_so(aan_tafel, vso, pro):
    Tlvaanvraag.objects.all().update(status=Status.ADVIES_GEREED)

    assert "Er wacht niets op uw handtekening" in tekst(aan_tafel.get(LIJST))


# --- Sitting -------------------------------------------------------------------------------------------------


def test_sitting_begins_with_a_code_and_shows_its_progress(aan_tafel, directeur, vso, pro):
    antwoord = stuur(aan_tafel, directeur, vso, pro)

    zitting = Zitting.objects.get()
    assert (antwoord.status_code, antwoord.url) == (302, zitting.get_absolute_url())
    pagina = tekst(aan_tafel.get(antwoord.url))
    assert "0 van 2" in pagina
    assert 'hx-trigger="every 2s"' in pagina
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in pagina


def test_sitting_sent_twice_leads_to_the_same_page(aan_tafel, directeur, vso):
    sleutel, code = str(uuid.uuid4()), code_van(directeur)
    adressen = {stuur(aan_tafel, directeur, vso, sleutel=sleutel, code=code).url for _ in range(2)}

    assert adressen == {Zitting.objects.get().get_absolute_url()}


@pytest.mark.parametrize(
    ("anders", "status", "zin"),
    [
        ({"code": "000000"}, 403, "Deze code klopt niet of is al gebruikt."),
        ({"code": ""}, 422, "Vul de code van 6 cijfers uit uw authenticator-app in."),
        ({"keuze": []}, 422, "U heeft nog niets gekozen."),
        ({"keuze": ["onzin", "1:2"]}, 422, "U heeft nog niets gekozen."),
        ({"sleutel": "onzin"}, 422, "Er "),
    ],
    ids=["wrong code", "no code", "nothing chosen", "nonsense", "no key"],
)
def test_sitting_that_is_refused_says_why_and_keeps_the_ticks(aan_tafel, directeur, vso, anders, status, zin):
    antwoord = stuur(aan_tafel, directeur, vso, **anders)

    assert (antwoord.status_code, zin in tekst(antwoord)) == (status, True)
    assert (" checked>" in tekst(antwoord)) == ("keuze" not in anders)
    assert not Zitting.objects.exists()


def test_sitting_leaves_no_proof_behind_for_another_signature(aan_tafel, directeur, vso, pro):
    stuur(aan_tafel, directeur, vso)

    assert "Code van uw authenticator-app" in tekst(
        aan_tafel.get(reverse("toelating:besluiten", args=[pro.pk, "afgeven"]))
    )


def test_report_says_what_was_signed_and_what_not_and_offers_the_rest(aan_tafel, wereld, directeur, vso, pro, klok):
    stuur(aan_tafel, directeur, vso, pro)
    zitting = Zitting.objects.get()
    eerste, tweede = zitting.regels.all()
    regel_tekenen(eerste.pk)
    klok.shift(timedelta(minutes=6))
    regel_tekenen(tweede.pk)

    pagina = tekst(aan_tafel.get(zitting.get_absolute_url()))

    assert "1 van de 2 besluiten is ondertekend" in pagina
    assert "uw code was toen meer dan vijf minuten oud" in pagina
    assert Verklaring.objects.get().nummer in pagina
    assert "Onderteken de overige" in pagina
    assert "every 2s" not in pagina
    opnieuw = stuur(aan_tafel, directeur, pro)
    verwerk(Zitting.objects.get(pk=opnieuw.url.split("/")[-2]))
    assert Verklaring.objects.count() == 2


def test_report_is_honest_when_the_worker_never_came(aan_tafel, directeur, vso, klok):
    stuur(aan_tafel, directeur, vso)
    klok.shift(timedelta(minutes=6))

    pagina = tekst(aan_tafel.get(Zitting.objects.get().get_absolute_url()))

    assert "Er is niets ondertekend" in pagina
    assert "Onderteken de overige" in pagina


def test_progress_is_sent_alone_to_htmx(aan_tafel, directeur, vso):
    stuur(aan_tafel, directeur, vso)

    deel = aan_tafel.get(Zitting.objects.get().get_absolute_url(), headers={"HX-Request": "true"}).content.decode()

    assert deel.lstrip().startswith('<div id="voortgang"')


def test_progress_takes_the_same_number_of_queries_for_one_and_for_fifty(
    aan_tafel, directeur, vso, klok, django_assert_max_num_queries
):
    zittingen = []
    for aantal in (1, 50):
        rijen = vermenigvuldig(vso, aantal)
        code = code_van(directeur)
        keuze = {rij.pk: rij.versie for rij in rijen}
        zittingen.append(beginnen(sleutel=uuid.uuid4(), keuze=keuze, code=code, door=directeur))
    klok.shift(timedelta(minutes=6))
    with django_assert_max_num_queries(25) as eerst:
        aan_tafel.get(zittingen[0].get_absolute_url())

    with django_assert_max_num_queries(len(eerst)):
        aan_tafel.get(zittingen[1].get_absolute_url())


def test_sitting_of_somebody_else_is_not_there(client, wereld, directeur, vso):
    zitting = beginnen(sleutel=uuid.uuid4(), keuze={vso.pk: vso.versie}, code=code_van(directeur), door=directeur)

    assert log_in(client, wereld.gemandateerde).get(zitting.get_absolute_url()).status_code == 404


def test_sitting_is_found_again_on_the_list(aan_tafel, directeur, vso):
    stuur(aan_tafel, directeur, vso)

    assert Zitting.objects.get().get_absolute_url() in tekst(aan_tafel.get(LIJST))


# --- One decision --------------------------------------------------------------------------------------------


def test_decision_shows_everything_there_is_to_read(aan_tafel, vso):
    pagina = tekst(aan_tafel.get(reverse("toelating:besluit", args=[vso.pk]), follow=True))

    for stuk in (
        "Voorstel van het bureau",
        "Eerste deskundige",
        "Ortho, orthopedagoog",
        "Advies van Arts",
        "De commissie volgt de deskundigen.",
        "Wij denken dat Zoë op een kleinere school meer rust vindt.",
        "Ik wil graag naar een kleine klas.",
        "Zoë heeft veel structuur nodig.",
        "opp.pdf",
        "Waarom deze datum?",
        "Bekijk de brief (pdf)",
        "TLV afgeven en ondertekenen",
        "Teruggeven aan het bureau",
    ):
        assert stuk in pagina


def test_decision_on_praktijkonderwijs_shows_the_steps(aan_tafel, pro):
    pagina = tekst(aan_tafel.get(reverse("toelating:besluit", args=[pro.pk]), follow=True))

    assert "Begrijpend lezen: 1 − 20 / 50 = 0,600." in pagina
    assert "De leerling voldoet aan de landelijke criteria" in pagina


def test_decision_is_signed_with_a_code(aan_tafel, directeur, vso):
    adres = reverse("toelating:besluiten", args=[vso.pk, "afgeven"])

    antwoord = aan_tafel.post(adres, {"versie": vso.versie, "code": code_van(directeur)}, follow=True)

    assert f"Het besluit op {vso.kenmerk} is ondertekend." in tekst(antwoord)
    assert Verklaring.objects.get().aanvraag == vso


def test_decision_with_a_wrong_code_is_not_signed(aan_tafel, vso):
    antwoord = aan_tafel.post(reverse("toelating:besluiten", args=[vso.pk, "afgeven"]), {"code": "000000"})

    assert antwoord.status_code == 403
    assert "Deze code klopt niet of is al gebruikt" in tekst(antwoord)


def test_decision_that_changed_meanwhile_is_shown_anew(aan_tafel, directeur, vso):
    adres = reverse("toelating:besluiten", args=[vso.pk, "afgeven"])

    antwoord = aan_tafel.post(adres, {"versie": vso.versie - 1, "code": code_van(directeur)})

    assert antwoord.status_code == 409
    assert "Dit dossier is veranderd" in tekst(antwoord)


def test_decision_is_given_back_with_a_reason(aan_tafel, vso):
    adres = reverse("toelating:besluiten", args=[vso.pk, "teruggeven"])
    assert "Vul de reden in." in tekst(aan_tafel.post(adres, {"versie": vso.versie, "reden": ""}))

    antwoord = aan_tafel.post(adres, {"versie": vso.versie, "reden": "De motivering klopt niet."}, follow=True)

    assert "is teruggegeven aan het bureau" in tekst(antwoord)


def test_decision_to_end_without_judgement_can_be_signed_or_judged_after_all(aan_tafel, wereld, directeur):
    aanvraag = maak_tlv(wereld, status=Status.AANVULLING_GEVRAAGD)
    aanvraag = workflow.aanvullen(aanvraag, door=wereld.personas.coordinator, antwoord="Dat hebben wij niet.")
    aanvraag = workflow.buiten_behandeling_voorleggen(aanvraag, door=wereld.personas.bureau, motivering="Onvolledig.")
    pagina = tekst(aan_tafel.get(reverse("toelating:besluit", args=[aanvraag.pk]), follow=True))
    assert "Niet verder behandelen en ondertekenen" in pagina

    adres = reverse("toelating:besluiten", args=[aanvraag.pk, "laten_beoordelen"])
    aan_tafel.post(adres, {"versie": aanvraag.versie, "reden": "Er is genoeg."})

    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.VOLLEDIGHEIDSTOETS


def test_decision_that_was_taken_says_by_whom(aan_tafel, directeur, vso):
    aanvraag = workflow.afgeven(vso, door=directeur, bevestigd_op=timezone.now())

    pagina = tekst(aan_tafel.get(reverse("toelating:besluit", args=[vso.pk]), follow=True))

    assert "Er is al besloten" in pagina
    assert aanvraag.besluitnummer in pagina


def test_decision_of_a_dossier_one_stays_out_of_is_not_there(client, wereld, pro):
    pro.verschoningen.create(gebruiker=wereld.gemandateerde, reden="Familie.", door=wereld.gemandateerde)

    assert log_in(client, wereld.gemandateerde).get(reverse("toelating:besluit", args=[pro.pk])).status_code == 404


def test_decision_takes_a_fixed_number_of_queries(aan_tafel, vso, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        aan_tafel.get(reverse("toelating:besluiten", args=[vso.pk, "afgeven"]))


# --- The preview of the letter -------------------------------------------------------------------------------


def test_preview_is_the_letter_that_is_sealed_but_for_number_and_code(directeur, vso):
    vooraf = documents.voorbeeld(vso, ondertekent=directeur)
    aanvraag = workflow.afgeven(vso, door=directeur, bevestigd_op=timezone.now())
    brief = documents.besluitbrief_van(aanvraag)

    nummer, besluit = aanvraag.verklaringen.get().nummer, aanvraag.besluitnummer
    echt = brief.html.replace(nummer, "#").replace(besluit, "#")
    assert _inhoud(vooraf.replace("volgt bij ondertekening", "#").replace("voorbeeld", "#")) == _inhoud(echt)


def _inhoud(html):
    """The letter without title, kenmerk and proof of origin."""
    lijf = html.partition("<main>")[2]
    return (
        lijf.partition("echtheid")[0].partition('class="#"')[0].partition('<p class="')[0]
        + lijf.partition("ondertekening")[2].partition("</div>")[0]
    )


def test_preview_is_a_pdf_that_says_on_every_page_that_it_is_one(aan_tafel, vso):
    antwoord = aan_tafel.get(reverse("toelating:brief_voorbeeld", args=[vso.pk]))

    assert antwoord["Content-Type"] == "application/pdf"
    assert "no-store" in antwoord["Cache-Control"]
    with pikepdf.open(io.BytesIO(antwoord.content)) as pdf:
        assert len(pdf.pages) == 2
    assert not Brief.objects.exists()


@pytest.mark.parametrize("wie", ["coordinator", "bestuur", "deskundige", "controller"])
def test_preview_is_not_there_for_who_does_not_decide(client, wereld, vso, wie):
    persoon = getattr(wereld.personas, wie)

    assert log_in(client, persoon).get(reverse("toelating:brief_voorbeeld", args=[vso.pk])).status_code == 404


def test_preview_of_what_the_bureau_typed_stores_nothing(client, wereld, begin):
    data = {"voorstel": "afwijzen", "motivering": "De school kan meer.", "reden_afwijking": "Zij deed nog te weinig."}
    adres = reverse("toelating:brief_voorbeeld", args=[begin.klaar.pk])

    antwoord = log_in(client, wereld.personas.bureau).post(adres, data)

    assert antwoord["Content-Type"] == "application/pdf"
    aanvraag = Tlvaanvraag.objects.get(pk=begin.klaar.pk)
    assert (aanvraag.motivering, aanvraag.versie) == (begin.klaar.motivering, begin.klaar.versie)
    assert not Opdracht.objects.filter(soort="documenten.brief").exists()


def test_preview_of_what_is_not_complete_says_what_is_missing(client, wereld, begin):
    adres = reverse("toelating:brief_voorbeeld", args=[begin.klaar.pk])

    antwoord = log_in(client, wereld.personas.bureau).post(adres, {"voorstel": "afwijzen", "motivering": ""})

    assert antwoord.status_code == 422
    assert "Vul de motivering in." in tekst(antwoord)
    assert "Wat u typte, staat nog in het andere venster." in tekst(antwoord)


def test_preview_without_a_proposal_is_not_there(client, wereld, begin):
    Tlvaanvraag.objects.filter(pk=begin.klaar.pk).update(voorstel="")
    adres = reverse("toelating:brief_voorbeeld", args=[begin.klaar.pk])

    assert log_in(client, wereld.personas.bureau).get(adres).status_code == 404


def test_desk_says_of_a_dossier_that_is_not_ready_that_nothing_lies_there_yet(aan_tafel, begin):
    aanvraag = maak_tlv(begin.wereld, status=Status.VOLLEDIGHEIDSTOETS)

    antwoord = aan_tafel.get(reverse("toelating:besluit", args=[aanvraag.pk]))

    assert antwoord.status_code == 200
    assert "Er ligt nog geen besluit klaar." in antwoord.content.decode()
