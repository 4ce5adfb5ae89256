"""A document that the parents or the pupil refuse (Awb 4:3) is missing no longer, and the reason stands there."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from aanvragen.dossier import dossier_van
from aanvragen.models import Status as Aanvraagstatus
from aanvragen.soorten import soort_van
from swv.documenten.models import BIJLAGEN
from swv.documenten.opslag import prive_opslag
from swv.invullen import services
from swv.invullen.antwoorden import bezwaren, ontbrekende_bewijsstukken
from swv.invullen.models import GeweigerdStuk
from swv.invullen.onderdelen import Bewijsstuk
from swv.invullen.voortgang import bijlagenblokken, voortgang
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from tests.factories.aanvragen import maak_aanvraag, maak_concept, pdf_bestand
from tests.invullen.conftest import begin
from tests.invullen.kamer.acts import versturen
from tests.invullen.kamer.models import Proefdossier, Status
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.invullen.kamer.urls")]

REDEN = "De ouders willen het verslag niet delen."
BSN = "123456782"
VERSLAG = Proefdossier().bewijsstuk("verslag")


def weiger(dossier, wie, reden=REDEN):
    return services.stuk_weigeren(dossier, stuk=VERSLAG, reden=reden, door=wie)


def alle_bestanden():
    return list(prive_opslag().namen(BIJLAGEN, ouder_dan=timezone.now() + timedelta(days=1)))


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


# --- What it means -------------------------------------------------------------------------------------------


def test_refused_document_counts_as_present(ingevuld, wie):
    assert [stuk.code for stuk in ontbrekende_bewijsstukken(ingevuld)] == ["verslag"]
    assert bezwaren(ingevuld) == [
        "De bijlage ‘Medisch verslag’ ontbreekt. Voeg die toe, of meld dat het stuk is geweigerd."
    ]

    weiger(ingevuld, wie)

    assert bezwaren(ingevuld) == []
    assert voortgang(ingevuld).is_klaar
    assert voortgang(ingevuld).bijlagen == "klaar"
    assert versturen(ingevuld, door=wie).status == Status.VERSTUURD


def test_reason_stands_where_the_files_would_be(ingevuld, wie):
    weiger(ingevuld, wie)

    begroting, verslag = bijlagenblokken(ingevuld)

    assert (begroting.weigering, begroting.mag_geweigerd, begroting.ontbreekt) == (None, False, False)
    assert (verslag.weigering.reden, verslag.mag_geweigerd, verslag.ontbreekt) == (REDEN, False, False)


def test_marking_again_keeps_the_newest_reason(dossier, wie):
    weiger(dossier, wie, "Eerst dit.")

    weiger(dossier, wie)

    assert [rij.reden for rij in dossier.geweigerde_stukken.all()] == [REDEN]


def test_taking_it_back_makes_the_document_missing_again(ingevuld, wie):
    weiger(ingevuld, wie)

    services.weigering_terugnemen(ingevuld, stuk=VERSLAG, door=wie)
    services.weigering_terugnemen(ingevuld, stuk=VERSLAG, door=wie)

    assert [stuk.code for stuk in ontbrekende_bewijsstukken(ingevuld)] == ["verslag"]


def test_throwing_a_draft_away_takes_its_refusals_along(dossier, personas):
    weiger(dossier, personas.coordinator)
    ander = begin(personas.coordinator_elders)
    blijft = weiger(ander, personas.coordinator_elders)

    services.weggooien(dossier, door=personas.coordinator)

    assert list(GeweigerdStuk.objects.all()) == [blijft]


# --- What is refused -----------------------------------------------------------------------------------------


def test_document_that_is_always_needed_cannot_be_refused(dossier, wie):
    with pytest.raises(Geweigerd, match="‘Begroting’ is altijd nodig"):
        services.stuk_weigeren(dossier, stuk=dossier.bewijsstuk("begroting"), reden=REDEN, door=wie)

    assert not GeweigerdStuk.objects.exists()


def test_document_that_is_there_cannot_be_refused(dossier, wie):
    services.bijlage_bijvoegen(dossier, upload=pdf_bestand("verslag.pdf"), soort="verslag", door=wie)

    with pytest.raises(Geweigerd, match="staat al een bestand"):
        weiger(dossier, wie)

    assert not bijlagenblokken(dossier)[1].mag_geweigerd


def test_file_of_a_refused_document_is_not_added(dossier, wie):
    """A colleague with an old page must not share what the parents refused, not even for a moment on our disk."""
    weiger(dossier, wie)
    voor = alle_bestanden()

    with pytest.raises(Geweigerd, match="er is gemeld dat ‘Medisch verslag’ is geweigerd"):
        services.bijlage_bijvoegen(dossier, upload=pdf_bestand("verslag.pdf"), soort="verslag", door=wie)

    assert bijlagenblokken(dossier)[1].bijlagen == []
    assert alle_bestanden() == voor


@pytest.mark.parametrize("handeling", ["weigeren", "terugnemen"])
@pytest.mark.parametrize(("status", "eigen"), [(Status.VERSTUURD, True), (Status.CONCEPT, False)])
def test_refusal_changes_only_while_files_may_change_and_only_by_who_may(personas, handeling, status, eigen):
    dossier = begin(personas.coordinator)
    weiger(dossier, personas.coordinator)
    Proefdossier.objects.filter(pk=dossier.pk).update(status=status)
    wie = personas.coordinator if eigen else personas.coordinator_elders

    with pytest.raises(VerkeerdeStatus, match="U kunt dit verzoek nu niet wijzigen"):
        {
            "weigeren": lambda: weiger(dossier, wie, "Anders."),
            "terugnemen": lambda: services.weigering_terugnemen(dossier, stuk=VERSLAG, door=wie),
        }[handeling]()

    assert GeweigerdStuk.objects.get().reden == REDEN


def test_reason_with_a_bsn_is_not_kept(dossier, wie):
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        weiger(dossier, wie, f"Leerling {BSN}")

    assert list(fout.value.velden) == ["reden"]
    assert not GeweigerdStuk.objects.exists()


@pytest.mark.parametrize("velden", [{"reden": ""}, {"soort": "verslag", "reden": "Nog een keer"}])
def test_database_keeps_one_refusal_per_document_and_always_a_reason(dossier, wie, velden):
    weiger(dossier, wie)

    with pytest.raises(IntegrityError), transaction.atomic():
        GeweigerdStuk.objects.create(**{"bron": dossier, "soort": "ander", "door": wie, **velden})


# --- The pages -----------------------------------------------------------------------------------------------


@pytest.fixture
def school(client: Client, wie) -> Client:
    return log_in(client, wie)


def test_page_says_what_follows_and_marks_the_document(school, dossier):
    bijlagen = tekst(school.get(dossier.adres("bijlagen")))
    assert bijlagen.count("Dit stuk wordt geweigerd") == 1
    assert f'href="{dossier.adres("stuk_weigeren", "verslag")}"' in bijlagen

    vraag = tekst(school.get(dossier.adres("stuk_weigeren", "verslag")))
    assert "Wat zijn de gevolgen?" in vraag
    assert "U kunt het verzoek versturen zonder dit stuk." in vraag
    antwoord = school.post(dossier.adres("stuk_weigeren", "verslag"), {"reden": REDEN}, follow=True)

    assert antwoord.redirect_chain == [(f"{dossier.adres('bijlagen')}#verslag", 302)]
    assert "U heeft gemeld dat ‘Medisch verslag’ is geweigerd." in tekst(antwoord)
    assert f"<blockquote><p>{REDEN}</p></blockquote>" in tekst(antwoord)
    assert "Dit stuk wordt geweigerd" not in tekst(antwoord)
    assert 'name="verslag-bestanden"' not in tekst(antwoord)


def test_marking_can_be_taken_back_on_the_page(school, dossier, wie):
    weiger(dossier, wie)

    antwoord = school.post(dossier.adres("weigering_terugnemen", "verslag"), follow=True)

    assert "U kunt ‘Medisch verslag’ nu toevoegen." in tekst(antwoord)
    assert 'name="verslag-bestanden"' in tekst(antwoord)
    assert not GeweigerdStuk.objects.exists()


def test_summary_shows_the_reason_instead_of_a_file(school, ingevuld, wie):
    weiger(ingevuld, wie)

    inhoud = tekst(school.get(ingevuld.adres("controleren")))

    assert f"<blockquote><p>{REDEN}</p></blockquote>" in inhoud
    assert "Ontbreekt nog" not in inhoud
    assert "Verstuur het verzoek" in inhoud


@pytest.mark.parametrize(
    ("getypt", "zin"), [("", "Vul de reden in."), (f"Leerling {BSN}", "Hier staat een burgerservicenummer")]
)
def test_page_keeps_what_was_typed_and_says_what_is_wrong(school, dossier, getypt, zin):
    antwoord = school.post(dossier.adres("stuk_weigeren", "verslag"), {"reden": getypt})

    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert f"{getypt}</textarea>" in tekst(antwoord)
    assert not GeweigerdStuk.objects.exists()


def test_page_keeps_the_reason_when_a_colleague_just_added_the_file(school, dossier, wie):
    services.bijlage_bijvoegen(dossier, upload=pdf_bestand("verslag.pdf"), soort="verslag", door=wie)

    antwoord = school.post(dossier.adres("stuk_weigeren", "verslag"), {"reden": REDEN})

    assert antwoord.status_code == 422
    assert "staat al een bestand" in tekst(antwoord)
    assert f"{REDEN}</textarea>" in tekst(antwoord)


@pytest.mark.parametrize("soort", ["begroting", "onzin"])
@pytest.mark.parametrize("adres", ["stuk_weigeren", "weigering_terugnemen"])
def test_page_of_a_document_that_cannot_be_refused_is_missing(school, dossier, adres, soort):
    assert school.post(dossier.adres(adres, soort), {"reden": REDEN}).status_code == 404


@pytest.mark.parametrize("adres", ["stuk_weigeren", "weigering_terugnemen"])
def test_page_of_a_foreign_dossier_is_missing(school, personas, adres):
    vreemd = begin(personas.coordinator_elders)
    weiger(vreemd, personas.coordinator_elders)

    assert school.post(vreemd.adres(adres, "verslag"), {"reden": "Anders"}).status_code == 404
    assert GeweigerdStuk.objects.get().reden == REDEN


def test_page_sent_too_late_keeps_the_text_and_changes_nothing(school, dossier, wie):
    weiger(dossier, wie)
    Proefdossier.objects.filter(pk=dossier.pk).update(status=Status.VERSTUURD)

    antwoord = school.post(dossier.adres("stuk_weigeren", "verslag"), {"reden": "Anders"})

    assert antwoord.status_code == 409
    assert "U kunt dit verzoek nu niet wijzigen." in tekst(antwoord)
    assert "Anders</textarea>" in tekst(antwoord)
    assert school.get(dossier.adres("stuk_weigeren", "verslag"))["Location"] == dossier.get_absolute_url()
    assert GeweigerdStuk.objects.get().reden == REDEN


def test_button_pressed_too_late_says_so_and_changes_nothing(school, dossier, wie):
    weiger(dossier, wie)
    Proefdossier.objects.filter(pk=dossier.pk).update(status=Status.VERSTUURD)

    antwoord = school.post(dossier.adres("weigering_terugnemen", "verslag"))

    (zin,) = get_messages(antwoord.wsgi_request)
    assert str(zin).startswith("U kunt dit verzoek nu niet wijzigen.")
    assert GeweigerdStuk.objects.get().reden == REDEN


# --- A kind of aanvraag that declares it ---------------------------------------------------------------------


@pytest.fixture
def weigerbaar(monkeypatch):
    """As if huisonderwijs let parents refuse the medical statement."""
    soort = soort_van("huisonderwijs")
    stukken = [
        Bewijsstuk(stuk.code, stuk.label, stuk.uitleg, weigerbaar=stuk.code == "medische_verklaring")
        for stuk in soort.bewijsstukken
    ]
    monkeypatch.setattr(type(soort), "bewijsstukken", tuple(stukken))


def test_kind_of_aanvraag_only_has_to_declare_it(weigerbaar, personas, school):
    aanvraag = maak_concept(personas, soort="huisonderwijs")

    antwoord = school.post(aanvraag.adres("stuk_weigeren", "medische_verklaring"), {"reden": REDEN}, follow=True)

    assert REDEN in tekst(antwoord)
    assert [stuk.code for stuk in ontbrekende_bewijsstukken(aanvraag)] == ["opp"]
    school.post(aanvraag.adres("weigering_terugnemen", "medische_verklaring"))
    assert not GeweigerdStuk.objects.exists()


def test_bureau_reads_the_reason_in_the_dossier(weigerbaar, personas):
    aanvraag = maak_aanvraag(personas, soort="huisonderwijs", status=Aanvraagstatus.IN_BEHANDELING)
    GeweigerdStuk.objects.create(bron=aanvraag, soort="medische_verklaring", reden=REDEN, door=personas.coordinator)

    (label, weigering), *_ = dossier_van(aanvraag).geweigerd
    pagina = tekst(log_in(Client(), personas.bureau).get(f"/bureau/aanvragen/aanvraag/{aanvraag.pk}/change/"))

    assert (label, weigering.reden) == ("Medische verklaring", REDEN)
    assert "Geweigerde stukken" in pagina
    assert REDEN in pagina


def test_home_page_counts_a_refused_document_as_present(weigerbaar, personas, school):
    aanvraag = maak_concept(personas, soort="huisonderwijs")
    services.bijlage_bijvoegen(aanvraag, upload=pdf_bestand(), soort="opp", door=personas.coordinator)
    assert "Voeg toe: Medische verklaring" in tekst(school.get("/"))

    services.stuk_weigeren(
        aanvraag, stuk=aanvraag.bewijsstuk("medische_verklaring"), reden=REDEN, door=personas.coordinator
    )

    assert "Voeg toe: Medische verklaring" not in tekst(school.get("/"))
