import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from swv.kern.werk import Vak
from tests.factories.organisaties import SchoolFactory
from tests.factories.schoolwissel import SchoolwisselFactory, WisselrondeFactory, plek_voor, veel
from tests.personas import MENSEN, Personas, log_in
from tests.voorzieningen.schoolwissel.conftest import werk_af
from voorzieningen.models import Schoolaanbod, Schoolplaats, Schoolwissel, Wisselronde
from voorzieningen.schoolwissel.ronde import ronde_afronden, verdeling_berekenen, voorstellen_sturen
from voorzieningen.schoolwissel.werk import wisselwerk
from voorzieningen.schoolwissel.workflow import leerling_weigeren, school_uitsluiten, voorstel_sturen

pytestmark = pytest.mark.django_db

LIJST, MELD, AANBOD = (f"/voorzieningen/schoolwissel/{deel}" for deel in ("", "aanmelden/", "aanbod/"))
NIEUW, BEHEER = f"{LIJST}ronde/nieuw/", "/bureau/voorzieningen/schoolwissel/"


def tekst(antwoord: Any) -> str:
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


def ingevuld(personas: Personas, **anders: Any) -> dict[str, Any]:
    return {
        "voornaam": "Zoë",
        "achternaam": "Proef",
        "geboortedatum": "30-4-2011",
        "leerlingnummer": "204417",
        "niveaus": ["havo"],
        "leerjaar": "4",
        "postcode": "1315",
        "bereik": "overal",
        "wens1": str(personas.school_elders.pk),
        "toestemming_op": "1-8-2026",
        **anders,
    }


# --- Who sees what ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_pages_are_for_who_has_to_do_with_them(
    client: Client, personas: Personas, ronde: Wisselronde, wie: str
) -> None:
    log_in(client, getattr(personas, wie))
    is_school, is_bureau = wie.startswith(("coordinator", "bestuur")), wie in ("bureau", "bureau_collega")
    ziet = is_bureau or wie == "directeur"

    assert client.get(LIJST).status_code == (200 if is_school or ziet else 403)
    assert client.get(MELD).status_code == (200 if is_school else 403)
    assert client.get(AANBOD).status_code == (200 if is_school else 403)
    assert client.get(NIEUW).status_code == (200 if is_bureau else 403)
    assert client.get(ronde.get_absolute_url()).status_code == (200 if ziet else 404)
    assert (client.get(BEHEER).status_code == 200) is ziet


OUD, NIEUWE = {"coordinator", "bestuur"}, {"coordinator_elders", "bestuur_elders"}
ZIET = {"bureau", "bureau_collega", "directeur"} | OUD


@pytest.mark.parametrize("wie", MENSEN)
def test_receiving_school_sees_a_pupil_only_while_proposed(
    client: Client, personas: Personas, zoeker: Schoolwissel, wie: str
) -> None:
    log_in(client, getattr(personas, wie))
    adres = zoeker.get_absolute_url()

    assert client.get(adres).status_code == (200 if wie in ZIET else 404)
    wissel = voorstel_sturen(zoeker, door=personas.bureau)
    assert client.get(adres).status_code == (200 if wie in ZIET | NIEUWE else 404)
    leerling_weigeren(wissel, door=personas.coordinator_elders, reden="Vol.")
    assert client.get(adres).status_code == (200 if wie in ZIET else 404)


def test_receiving_school_reads_what_it_needs_and_not_what_came_before(
    client: Client, personas: Personas, ronde: Wisselronde
) -> None:
    plek_voor(personas.school_elders)
    wissel = SchoolwisselFactory(
        ronde=ronde,
        school=personas.school,
        voorgesteld=True,
        naar_school=personas.school_elders,
        wens1=personas.zusterschool,
        nodig=["rustplek"],
        toelichting="Werkt graag zelfstandig.",
    )
    log_in(client, personas.coordinator_elders)

    pagina = tekst(client.get(wissel.get_absolute_url()))

    assert wissel.leerling.naam in pagina
    assert "Een rustige plek in de school" in pagina
    assert "Werkt graag zelfstandig." in pagina
    assert "Zusterschool A" not in pagina
    assert "1315" not in pagina
    assert "Verloop" not in pagina


def test_receiving_school_reads_no_choices_by_hand_in_a_refusal(
    client: Client, personas: Personas, zoeker: Schoolwissel
) -> None:
    school_uitsluiten(zoeker, door=personas.bureau, school=personas.zusterschool.pk, reden="Daar zit de broer.")
    voorstel_sturen(zoeker, door=personas.bureau)
    log_in(client, personas.coordinator_elders)

    antwoord = client.post(reverse("voorzieningen:schoolwissel_handeling", args=[zoeker.pk, "regel_weghalen"]), {})

    assert antwoord.status_code == 409
    assert "Zusterschool A" not in tekst(antwoord)


def test_bureau_reads_kenmerken_and_no_names_in_a_list(
    client: Client, personas: Personas, zoeker: Schoolwissel
) -> None:
    log_in(client, personas.bureau)

    for adres in (zoeker.ronde.get_absolute_url(), BEHEER):
        pagina = tekst(client.get(adres))
        assert zoeker.kenmerk in pagina
        assert zoeker.leerling.achternaam not in pagina


@pytest.mark.parametrize("keer", [1, 3])
@pytest.mark.parametrize(
    ("wie", "adres", "aantal"),
    [("coordinator", LIJST, 3), ("bureau", LIJST, 3), ("bureau", "ronde", 11), ("bureau", BEHEER, 3)],
)
def test_lists_have_a_fixed_number_of_queries(
    client: Client,
    personas: Personas,
    zoeker: Schoolwissel,
    django_assert_max_num_queries,
    wie: str,
    adres: str,
    aantal: int,
    keer: int,
) -> None:
    SchoolwisselFactory.create_batch(keer, ronde=zoeker.ronde, school=personas.school)
    verdeling_berekenen(zoeker.ronde, door=personas.bureau)
    werk_af()
    log_in(client, getattr(personas, wie))
    waar = zoeker.ronde.get_absolute_url() if adres == "ronde" else adres
    client.get(waar)

    with django_assert_max_num_queries(60) as queries:
        client.get(waar)

    assert len([q for q in queries.captured_queries if 'FROM "voorzieningen_' in q["sql"]]) == aantal


# --- Registering -----------------------------------------------------------------------------------------------


def test_school_registers_a_pupil(client: Client, personas: Personas, ronde: Wisselronde) -> None:
    log_in(client, personas.coordinator)

    antwoord = client.post(MELD, ingevuld(personas), follow=True)

    wissel = Schoolwissel.objects.get()
    assert f"De leerling is aangemeld. Het kenmerk is {wissel.kenmerk}." in tekst(antwoord)
    assert wissel.leerling.naam in tekst(client.get(LIJST))


def test_second_registration_is_refused_and_keeps_what_was_typed(
    client: Client, personas: Personas, ronde: Wisselronde
) -> None:
    log_in(client, personas.coordinator)
    client.post(MELD, ingevuld(personas))

    antwoord = client.post(MELD, ingevuld(personas, toelichting="Nog een keer."))

    assert antwoord.status_code == 422
    assert "Deze leerling is al aangemeld voor deze ronde." in tekst(antwoord)
    assert "Nog een keer." in tekst(antwoord)
    assert Schoolwissel.objects.count() == 1


def test_round_that_was_just_closed_is_refused_and_keeps_what_was_typed(
    client: Client, personas: Personas, ronde: Wisselronde
) -> None:
    log_in(client, personas.coordinator)
    [adres] = re.findall(rf'method="post" action="({MELD}[^"]+)"', client.get(MELD).content.decode())
    adres = unescape(adres)
    ronde_afronden(ronde, door=personas.bureau)
    getypt = ingevuld(personas, toelichting="Werkt graag zelfstandig.")

    alleen = client.post(adres, getypt)
    WisselrondeFactory(schooljaar=2027)
    naast_een_andere = client.post(adres, getypt)

    for antwoord in (alleen, naast_een_andere):
        assert antwoord.status_code == 422
        assert "Deze ronde is afgerond. Bel het bureau" in tekst(antwoord)
        assert "Werkt graag zelfstandig." in tekst(antwoord)
    assert not Schoolwissel.objects.exists()


def test_registration_goes_to_the_round_of_the_address(client: Client, personas: Personas, ronde: Wisselronde) -> None:
    later = WisselrondeFactory(schooljaar=2027)
    log_in(client, personas.coordinator)

    client.post(f"{MELD}?ronde={later.pk}", ingevuld(personas))

    assert Schoolwissel.objects.get().ronde == later


def test_school_of_somebody_else_is_missing(client: Client, personas: Personas, ronde: Wisselronde) -> None:
    log_in(client, personas.coordinator)
    vreemd = {"QUERY_STRING": f"school={personas.school_elders.pk}"}

    assert client.get(MELD, **vreemd).status_code == 404
    assert client.post(MELD, ingevuld(personas), **vreemd).status_code == 404
    assert client.get(AANBOD, **vreemd).status_code == 404
    assert not Schoolwissel.objects.exists()


def test_without_a_round_the_school_reads_what_to_do(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)

    assert "Bel het bureau" in tekst(client.get(MELD))
    assert "Er loopt nu geen ronde" in tekst(client.get(LIJST))


def test_school_says_what_it_has(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)

    client.post(AANBOD, {"ondersteuning": ["lwoo", "rustplek"], "profielen": ["em"]})

    assert set(Schoolaanbod.objects.get().ondersteuning) == {"lwoo", "rustplek"}
    assert "Laatst bijgewerkt" in tekst(client.get(AANBOD))


def test_school_cannot_say_fewer_places_than_were_given(
    client: Client, personas: Personas, zoeker: Schoolwissel
) -> None:
    voorstel_sturen(zoeker, door=personas.bureau)
    log_in(client, personas.coordinator_elders)

    antwoord = client.post("/voorzieningen/plaatsen/vrij/", {"havo_4": "0"})

    assert antwoord.status_code == 422
    assert "Er is al 1 plaats gegeven via het portaal." in tekst(antwoord)
    assert Schoolplaats.objects.get().aantal == 1


# --- The round -------------------------------------------------------------------------------------------------


def test_bureau_starts_a_round(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)
    goed = {"schooljaar": "2026", "aanmelden_tot": "1-5-2027", "doel_op": "1-7-2027"}

    fout = client.post(NIEUW, {**goed, "doel_op": "1-4-2027"})
    client.post(NIEUW, goed)
    dubbel = client.post(NIEUW, goed)

    assert "Deze dag ligt voor 1 mei 2027" in tekst(fout)
    assert "loopt al een ronde" in tekst(dubbel)
    assert Wisselronde.objects.count() == 1


def test_round_shows_progress_reasons_and_what_the_worker_does(
    client: Client, personas: Personas, zoeker: Schoolwissel
) -> None:
    log_in(client, personas.bureau)
    adres = zoeker.ronde.get_absolute_url()

    pagina = tekst(client.get(adres))
    client.post(reverse("voorzieningen:wisselronde_handeling", args=[zoeker.ronde_id, "verdeling_berekenen"]))

    assert "0 van de ene leerling hebben een plaats, nog 1." in pagina
    assert "Past: havo, leerjaar 4" in pagina
    assert "Eerste wens" in pagina
    assert "De verdeling wordt berekend" in tekst(client.get(adres))


def test_older_proposal_can_be_read(client: Client, personas: Personas, zoeker: Schoolwissel) -> None:
    verdeling_berekenen(zoeker.ronde, door=personas.bureau)
    werk_af()
    log_in(client, personas.bureau)
    adres = zoeker.ronde.get_absolute_url()

    assert "U kijkt naar een oude verdeling" in tekst(client.get(adres, {"voorstel": "1"}))
    assert "Verdeling 2" in tekst(client.get(adres, {"voorstel": "zeven"}))


@pytest.mark.parametrize(
    ("toon", "aantal"), [("alles", 2), ("te_sturen", 1), ("nieuw", 1), ("zonder", 0), ("ingetrokken", 1), ("x", 2)]
)
def test_round_shows_the_group_that_is_asked(
    client: Client, personas: Personas, zoeker: Schoolwissel, toon: str, aantal: int
) -> None:
    SchoolwisselFactory(ronde=zoeker.ronde)
    SchoolwisselFactory(ronde=zoeker.ronde, ingetrokken=True)
    log_in(client, personas.bureau)

    assert len(client.get(zoeker.ronde.get_absolute_url(), {"toon": toon}).context["regels"]) == aantal


def test_long_round_is_read_by_the_page(client: Client, personas: Personas, ronde: Wisselronde) -> None:
    veel(ronde, [personas.school, *SchoolFactory.create_batch(3)], leerlingen=60, plaatsen=10)
    log_in(client, personas.bureau)

    assert len(client.get(ronde.get_absolute_url(), {"blad": "3"}).context["regels"]) == 10


def test_round_says_why_a_proposal_could_not_be_sent(client: Client, personas: Personas, zoeker: Schoolwissel) -> None:
    Schoolplaats.objects.update(aantal=0)
    voorstellen_sturen(zoeker.ronde, door=personas.bureau)
    werk_af()
    log_in(client, personas.bureau)
    zin = "Niet gestuurd. Deze plaats is er niet meer. Bereken een nieuwe verdeling."

    for adres in (zoeker.ronde.get_absolute_url(), zoeker.get_absolute_url(), f"{BEHEER}{zoeker.pk}/change/"):
        assert zin in tekst(client.get(adres))
    assert zin not in tekst(log_in(Client(), personas.coordinator).get(zoeker.get_absolute_url()))

    verdeling_berekenen(zoeker.ronde, door=personas.bureau)
    werk_af()
    assert "Niet gestuurd" not in tekst(client.get(zoeker.ronde.get_absolute_url()))


def test_reason_is_gone_once_the_proposal_is_sent(personas: Personas, zoeker: Schoolwissel) -> None:
    Schoolplaats.objects.update(aantal=0)
    voorstellen_sturen(zoeker.ronde, door=personas.bureau)
    werk_af()
    Schoolplaats.objects.update(aantal=1)

    assert Schoolwissel.objects.get().niet_gestuurd
    assert voorstel_sturen(zoeker, door=personas.bureau).niet_gestuurd == ""


# --- Answering -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("naam", "status"), [("leerling_aannemen", "geplaatst"), ("leerling_weigeren", "aangemeld")])
def test_receiving_school_answers_on_the_page(
    client: Client, personas: Personas, zoeker: Schoolwissel, naam: str, status: str
) -> None:
    voorstel_sturen(zoeker, door=personas.bureau)
    log_in(client, personas.coordinator_elders)
    adres = reverse("voorzieningen:schoolwissel_handeling", args=[zoeker.pk, naam])
    assert client.get(adres).status_code == 200

    antwoord = client.post(adres, {"reden": "De klas is vol."}, follow=True)

    zoeker.refresh_from_db()
    assert (antwoord.status_code, zoeker.status) == (200, status)


def test_refusing_school_reads_who_reads_its_reason(client: Client, personas: Personas, zoeker: Schoolwissel) -> None:
    voorstel_sturen(zoeker, door=personas.bureau)
    log_in(client, personas.coordinator_elders)
    adres = reverse("voorzieningen:schoolwissel_handeling", args=[zoeker.pk, "leerling_weigeren"])

    assert "Het bureau en de school van nu lezen uw reden." in tekst(client.get(adres))
    client.post(adres, {"reden": "De klas is vol."})

    for lezer in (personas.coordinator, personas.bureau):
        assert "De klas is vol." in tekst(log_in(Client(), lezer).get(zoeker.get_absolute_url()))


@pytest.mark.parametrize("naam", ["vastzetten", "school_uitsluiten", "aanmelding_wijzigen", "aanmelding_intrekken"])
def test_bureau_acts_in_portal_and_admin(client: Client, personas: Personas, zoeker: Schoolwissel, naam: str) -> None:
    log_in(client, personas.bureau)

    for adres in ("voorzieningen:schoolwissel_handeling", "admin:voorzieningen_schoolwissel_handeling"):
        assert client.get(reverse(adres, args=[zoeker.pk, naam])).status_code == 200
        leeg = client.post(reverse(adres, args=[zoeker.pk, naam]), {})
        assert leeg.status_code == 422


def test_admin_page_shows_the_proposal_and_piles(client: Client, personas: Personas, zoeker: Schoolwissel) -> None:
    log_in(client, personas.bureau)

    assert "Past: havo, leerjaar 4" in tekst(client.get(f"{BEHEER}{zoeker.pk}/change/"))
    for stapel, aantal in (("zoekt", 1), ("voorgesteld", 0), ("geweigerd", 0), ("antwoord", 0), ("open", 1)):
        assert client.get(BEHEER, {"stapel": stapel}).context["cl"].result_count == aantal


def test_work_of_a_school_is_to_answer_or_to_wait(personas: Personas, zoeker: Schoolwissel) -> None:
    voorstel_sturen(zoeker, door=personas.bureau)

    [te_doen] = wisselwerk(personas.coordinator_elders)
    [wacht] = wisselwerk(personas.coordinator)

    assert (te_doen.vak, wacht.vak) == (Vak.TE_DOEN, Vak.WACHTEN)
    assert te_doen.uiterlijk is not None
    assert not list(wisselwerk(personas.bureau))
