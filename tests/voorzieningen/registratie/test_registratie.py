from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from swv.kern.fouten import VerkeerdeStatus
from swv.kern.handelingen import Ongeldig, verrichten
from swv.kern.werk import Vak
from swv.post.models import Bericht
from tests.factories.registratie import RegistratieFactory
from tests.personas import MENSEN, Personas, log_in
from voorzieningen.models import Registratie
from voorzieningen.registratie import tasks
from voorzieningen.registratie.forms import RegistrerenForm
from voorzieningen.registratie.rapport import maak_rapport
from voorzieningen.registratie.teksten import GELUKT
from voorzieningen.registratie.werk import registratiewerk
from voorzieningen.registratie.workflow import workflow

pytestmark = pytest.mark.django_db

LIJST, NIEUW, RAPPORT = (f"/voorzieningen/registratie/{deel}" for deel in ("", "nieuw/", "rapport/"))


def tekst(antwoord: Any) -> str:
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


def ingevuld(**anders: str) -> dict[str, str]:
    return {
        "voornaam": "Zoë",
        "achternaam": "Proef",
        "geboortedatum": "30-4-2011",
        "leerlingnummer": "204417",
        "aanbieder": "Zorgboerderij",
        "van": "1-9-2026",
        "tot": "31-1-2027",
        "uren_per_week": "7,5",
        "doel": "ritme",
        **anders,
    }


def gegevens() -> dict[str, Any]:
    """The same as the form cleans it."""
    form = RegistrerenForm(ingevuld())
    assert form.is_valid(), form.errors
    return form.cleaned_data


# --- Who sees what ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_pages_are_for_who_has_to_do_with_them(client: Client, personas: Personas, wie: str) -> None:
    registratie = RegistratieFactory(school=personas.school)
    log_in(client, getattr(personas, wie))
    is_school, is_bureau = wie.startswith(("coordinator", "bestuur")), wie in ("bureau", "bureau_collega", "directeur")

    assert client.get(LIJST).status_code == (200 if is_school or is_bureau else 403)
    assert client.get(NIEUW).status_code == (200 if is_school else 403)
    assert client.get(RAPPORT).status_code == (200 if is_bureau else 403)
    ziet = is_bureau or wie in ("coordinator", "bestuur")
    assert client.get(registratie.get_absolute_url()).status_code == (200 if ziet else 404)


def test_bureau_reads_no_names_in_the_list(client: Client, personas: Personas) -> None:
    registratie = RegistratieFactory(school=personas.school)

    in_school = tekst(log_in(Client(), personas.coordinator).get(LIJST))
    in_bureau = tekst(log_in(client, personas.bureau).get(LIJST))

    assert registratie.leerling.naam in in_school
    assert registratie.leerling.achternaam not in in_bureau
    assert registratie.kenmerk in in_bureau


@pytest.mark.parametrize("keer", [1, 3])
@pytest.mark.parametrize(("wie", "adres"), [("coordinator", LIJST), ("bureau", LIJST), ("bureau", RAPPORT)])
def test_lists_have_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_max_num_queries, wie: str, adres: str, keer: int
) -> None:
    RegistratieFactory.create_batch(keer, school=personas.school)
    log_in(client, getattr(personas, wie))
    client.get(adres)

    with django_assert_max_num_queries(60) as queries:
        client.get(adres)

    assert len([q for q in queries.captured_queries if "voorzieningen_registratie" in q["sql"]]) == 1


# --- Registering -----------------------------------------------------------------------------------------------


def test_school_registers_a_pupil(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)

    antwoord = client.post(NIEUW, ingevuld(), follow=True)

    registratie = Registratie.objects.get()
    assert registratie.school == personas.school
    assert f"Het kenmerk is {registratie.kenmerk}." in tekst(antwoord)
    assert "7,5" in tekst(client.get(registratie.get_absolute_url()))


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"tot": "1-8-2026"}, "De einddatum ligt voor de begindatum."),
        ({"evaluatie_op": "1-3-2027"}, "Deze dag ligt niet tussen de eerste en de laatste dag."),
        ({"uren_per_week": "41"}, "maximaal 40 uur"),
        ({"doel_toelichting": "BSN 111222333"}, "burgerservicenummer"),
        ({"geboortedatum": "1-1-1980"}, "ouder dan"),
    ],
)
def test_wrong_registration_is_refused_in_words(client: Client, personas: Personas, anders: dict, zin: str) -> None:
    log_in(client, personas.coordinator)

    antwoord = client.post(NIEUW, ingevuld(**anders))

    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert not Registratie.objects.exists()


def test_same_pupil_twice_at_one_provider_is_refused(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)
    client.post(NIEUW, ingevuld())

    dubbel = client.post(NIEUW, ingevuld(aanbieder="zorgboerderij", van="1-1-2027", tot="1-6-2027"))
    daarna = client.post(NIEUW, ingevuld(van="1-2-2027", tot="1-6-2027"))

    assert "staat al bij deze aanbieder" in tekst(dubbel)
    assert (dubbel.status_code, daarna.status_code) == (422, 302)


def test_change_to_what_is_registered_already_is_refused_in_words(client: Client, personas: Personas) -> None:
    eerste = RegistratieFactory(school=personas.school)
    tweede = RegistratieFactory(school=personas.school, leerling=eerste.leerling, aanbieder="Manege")
    log_in(client, personas.coordinator)
    adres = reverse("voorzieningen:registratie_handeling", args=[tweede.pk, "registratie_wijzigen"])

    dubbel = client.post(adres, ingevuld(aanbieder="ZORGBOERDERIJ"))
    zichzelf = client.post(adres, ingevuld(aanbieder="manege"))

    assert "staat al bij deze aanbieder" in tekst(dubbel)
    assert "ZORGBOERDERIJ" in tekst(dubbel)
    assert zichzelf.status_code == 302
    assert Registratie.objects.get(pk=tweede.pk).aanbieder == "manege"


def test_school_of_somebody_else_is_missing(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)

    assert client.post(f"{NIEUW}?school={personas.school_elders.pk}", ingevuld()).status_code == 404


def test_database_refuses_days_the_wrong_way_round() -> None:
    with pytest.raises(IntegrityError, match="registratie_volgorde"):
        RegistratieFactory(tot=date(2026, 8, 1))


# --- The acts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
@pytest.mark.parametrize(
    ("staat", "namen"),
    [
        ({}, {"registratie_wijzigen", "registratie_afronden", "registratie_vervallen"}),
        ({"afgerond": True}, {"effect_verbeteren"}),
        ({"vervallen": True}, set()),
    ],
)
def test_acts_are_there_for_school_and_bureau(personas: Personas, wie: str, staat: dict, namen: set[str]) -> None:
    mogelijk = workflow.available(RegistratieFactory(school=personas.school, **staat), getattr(personas, wie))

    mag = wie in ("coordinator", "bestuur", "bureau", "bureau_collega")
    assert {rij.naam for rij in mogelijk} == (namen if mag else set())
    assert set(GELUKT) == set(workflow.handelingen)


def test_school_says_what_it_brought_and_corrects_that(personas: Personas) -> None:
    registratie = RegistratieFactory(school=personas.school, evaluatie_op=date(2027, 1, 1))
    einde = {"op": "15-8-2026", "effect": "onbekend"}

    klaar = verrichten(workflow["registratie_afronden"], registratie, door=personas.coordinator, data=einde)
    beter = verrichten(workflow["effect_verbeteren"], klaar, door=personas.coordinator, data={"effect": "deels"})

    assert (beter.status, beter.tot, beter.effect, beter.evaluatie_op) == ("afgerond", date(2026, 8, 15), "deels", None)
    with pytest.raises(VerkeerdeStatus):
        verrichten(workflow["registratie_wijzigen"], beter, door=personas.coordinator, data={})


@pytest.mark.parametrize("op", ["2-8-2026", "16-8-2026", ""])
def test_end_on_an_impossible_day_is_refused(personas: Personas, op: str) -> None:
    with pytest.raises(Ongeldig) as fout:
        verrichten(
            workflow["registratie_afronden"],
            RegistratieFactory(school=personas.school),
            door=personas.coordinator,
            data={"op": op, "effect": "deels"},
        )

    assert list(fout.value.velden) == ["op"]


def test_act_goes_through_the_page(client: Client, personas: Personas) -> None:
    registratie = RegistratieFactory(school=personas.school)
    log_in(client, personas.coordinator)
    adres = reverse("voorzieningen:registratie_handeling", args=[registratie.pk, "registratie_vervallen"])

    assert client.get(adres).status_code == 200
    assert client.post(adres, {"reden": ""}).status_code == 422
    assert "De registratie is vervallen." in tekst(client.post(adres, {"reden": "Ziek."}, follow=True))


# --- Reminders ---------------------------------------------------------------------------------------------------


def test_school_is_asked_once_for_the_effect_after_the_last_day(personas: Personas) -> None:
    RegistratieFactory(school=personas.school, voorbij=True)
    RegistratieFactory(school=personas.school, afgerond=True)
    RegistratieFactory(school=personas.school)

    for _ in range(2):
        tasks.registraties_herinneren()

    bericht = Bericht.objects.get()
    assert (bericht.soort, bericht.aan) == ("registratie_effect", personas.coordinator)
    assert Registratie.objects.first().leerling.achternaam not in bericht.tekst  # type: ignore[union-attr]


def test_school_is_asked_again_when_the_last_day_became_later(personas: Personas) -> None:
    registratie = RegistratieFactory(school=personas.school, voorbij=True)
    tasks.registraties_herinneren()
    Registratie.objects.filter(pk=registratie.pk).update(tot=date(2026, 9, 1))

    with time_machine.travel("2026-09-04T08:00:00+02:00"):
        tasks.registraties_herinneren()

    assert Bericht.objects.count() == 2


def test_school_is_reminded_of_the_day_to_talk(personas: Personas) -> None:
    RegistratieFactory(school=personas.school, evaluatie_op=date(2026, 8, 15))

    tasks.registraties_herinneren()

    assert Bericht.objects.get().soort == "registratie_bespreken"


def test_school_finds_on_its_home_page_what_is_over(personas: Personas) -> None:
    RegistratieFactory(school=personas.school, voorbij=True)
    RegistratieFactory(school=personas.school)

    [regel] = registratiewerk(personas.coordinator)

    assert (regel.titel, regel.badge, regel.vak) == ("Zorgboerderij", "Effect gevraagd", Vak.TE_DOEN)
    assert not list(registratiewerk(personas.bureau))


# --- The report ------------------------------------------------------------------------------------------------


def test_small_counts_are_hidden_and_nothing_gives_them_back() -> None:
    RegistratieFactory.create_batch(3, doel="terug")
    RegistratieFactory.create_batch(9, doel="ritme", afgerond=True)
    RegistratieFactory.create_batch(6, doel="ritme", afgerond=True, effect="deels")
    RegistratieFactory.create_batch(7, doel="diploma")
    RegistratieFactory(vervallen=True)

    regels = {regel.naam: regel for regel in maak_rapport(2026).regels}

    assert regels["Terug naar de eigen klas"].aantal == "<5"
    assert regels["Een diploma of certificaat halen"].aantal == "niet getoond"
    assert (regels["Weer een dagritme krijgen"].aantal, regels["Weer een dagritme krijgen"].uren) == ("15", "8")
    assert set(regels["Terug naar de eigen klas"].effecten) == {"niet getoond"}
    assert regels["Alles samen"].aantal == "25"
    assert regels["Alles samen"].effect_in_woorden == ["Niet getoond"]


EFFECTEN = ("bereikt", "deels", "niet", "onbekend")


@pytest.mark.parametrize(
    "per_doel",
    [
        {"ritme": (9, 2, 5, 0), "diploma": (6, 5, 7, 0)},  # one row hides: the sum minus the other gives the 2 back
        {"ritme": (9, 2, 5, 0), "diploma": (6, 1, 7, 0)},  # two rows hide the same column
        {"ritme": (9, 2, 5, 0), "diploma": (1, 5, 7, 0)},  # two rows hide crosswise
        {"ritme": (9, 6, 5, 0), "diploma": (1, 0, 0, 0)},  # a whole row is hidden
    ],
)
def test_mixed_effects_cannot_be_computed_back_from_rows_or_columns(per_doel: dict[str, tuple[int, ...]]) -> None:
    for doel, aantallen in per_doel.items():
        for effect, aantal in zip(EFFECTEN, aantallen, strict=True):
            RegistratieFactory.create_batch(aantal, doel=doel, afgerond=True, effect=effect)

    regels = maak_rapport(2026).regels

    tabel = [[_is_verborgen(cel) for cel in (regel.aantal, *regel.effecten)] for regel in regels]
    kolommen = [kolom for kolom in zip(*tabel, strict=True) if any(kolom[:-1])]
    assert kolommen
    assert all(sum(reeks) != 1 for reeks in [*tabel, *kolommen])
    assert _is_verborgen(regels[-1].duur) or not any(_is_verborgen(regel.duur) for regel in regels)


def _is_verborgen(cel: str) -> bool:
    return cel in ("<5", "niet getoond")


def test_sum_of_the_effects_is_shown_when_nothing_is_hidden() -> None:
    for doel, effect in (("ritme", "bereikt"), ("ritme", "deels"), ("diploma", "deels")):
        RegistratieFactory.create_batch(5, doel=doel, afgerond=True, effect=effect)

    assert maak_rapport(2026).regels[-1].effect_in_woorden == ["Doel bereikt: 5", "Doel deels bereikt: 10"]


def test_report_of_another_year_is_empty(client: Client, personas: Personas) -> None:
    RegistratieFactory()
    log_in(client, personas.bureau)

    assert maak_rapport(2024).is_leeg
    assert "staat nog niets" in tekst(client.get(RAPPORT, {"jaar": "2024"}))
    assert client.get(RAPPORT, {"jaar": "veel"}).context["jaar"] == 2026


def test_report_is_a_file_too(client: Client, personas: Personas) -> None:
    RegistratieFactory.create_batch(6)
    log_in(client, personas.directeur)

    csv = b"".join(client.get(f"{RAPPORT}csv/").streaming_content).decode("utf-8-sig")
    xlsx = load_workbook(BytesIO(b"".join(client.get(f"{RAPPORT}xlsx/").streaming_content)))

    assert "Weer een dagritme krijgen;6;8;" in csv
    assert next(iter(xlsx.active.values))[0] == "Doel"
    assert client.get(f"{RAPPORT}pdf/").status_code == 404
