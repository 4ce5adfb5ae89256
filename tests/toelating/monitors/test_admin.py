"""The bureau in the admin: piles, pages, the rule, and until when it is kept."""

from datetime import date, timedelta

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from swv.kern.werk import Vak
from tests.factories.monitors import doe, met_stap
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.personas import MENSEN, Personas, log_in
from tests.toelating.monitors.conftest import Aanmelden, Melden, tekst
from toelating.models import Aanmelding, Status, Thuiszittersregel, Vasthouding
from toelating.monitors.bewaren import bewaring
from toelating.monitors.werk import monitorwerk

pytestmark = pytest.mark.django_db

T, A, R = (f"/bureau/toelating/{naam}/" for naam in ("thuiszitter", "aanmelding", "thuiszittersregel"))


@pytest.mark.parametrize("wie", MENSEN)
def test_lists_are_for_bureau_and_director_and_the_rule_for_the_manager(
    client: Client, personas: Personas, wie: str
) -> None:
    log_in(client, getattr(personas, wie))
    ziet = wie.startswith(("bureau", "directeur"))

    assert [client.get(adres).status_code == 200 for adres in (T, A)] == [ziet, ziet]
    assert (client.get(R).status_code == 200) is (ziet or wie == "beheerder")
    assert (client.get(f"{R}add/").status_code == 200) is (wie == "beheerder")


@pytest.mark.parametrize(
    ("stapel", "aantal"),
    [
        ("te_lang", 1),
        ("directeur", 1),
        ("bureau", 1),
        ("aan_zet", 1),
        ("stap_laat", 1),
        ("zonder_plan", 3),
        ("open", 4),
        ("aangewezen", 0),
    ],
)
def test_piles_of_thuiszitters_hold_what_their_name_says(
    client: Client, personas: Personas, melden: Melden, stapel: str, aantal: int
) -> None:
    melden(dagen=3)
    melden(dagen=30)
    met_stap(melden(dagen=5), personas.bureau, aan_zet="bureau", dagen=-1)
    doe(melden(dagen=100), "escaleren", None, reden="Te lang.")
    doe(melden(dagen=50), "beeindigen", personas.bureau, einde="terug", op=date(2026, 10, 1))
    log_in(client, personas.bureau)

    assert client.get(T, {"stapel": stapel}).context["cl"].result_count == aantal


@pytest.mark.parametrize(("stapel", "aantal"), [("laat", 2), ("tijdelijk", 1), ("week", 1), ("aanbod", 1), ("open", 4)])
def test_piles_of_aanmeldingen_hold_what_their_name_says(
    client: Client, personas: Personas, aanmelden: Aanmelden, stapel: str, aantal: int
) -> None:
    aanmelden(aangemeld_op=date(2026, 9, 3))  # until 15 October
    aanmelden(aangemeld_op=date(2026, 7, 1))
    aanmelden(aangemeld_op=date(2026, 7, 1), is_ingeschreven=True)
    elders = {"besloten_op": date(2026, 10, 9), "akkoord_op": date(2026, 10, 8), "andere_school_naam": "Vso Ver Weg"}
    doe(aanmelden(aangemeld_op=date(2026, 9, 3)), "andere_school_vinden", personas.bureau, **elders)
    log_in(client, personas.bureau)

    assert client.get(A, {"stapel": stapel}).context["cl"].result_count == aantal


def test_pages_show_next_act_mail_and_until_when_it_is_kept(
    client: Client, personas: Personas, melden: Melden, aanmelden: Aanmelden
) -> None:
    log_in(client, personas.bureau)

    for adres, dossier in ((T, melden()), (A, aanmelden())):
        pagina = tekst(client.get(f"{adres}{dossier.pk}/change/"))
        assert dossier.kenmerk in pagina
        assert "De bewaartermijn begint als dit is afgelopen." in pagina


REGEL = {"weken_bureau": "3", "maanden_directeur": "2"}


def test_rule_is_added_from_today_on(client: Client, personas: Personas, klok: object) -> None:
    log_in(client, personas.beheerder)
    gegevens = {**REGEL, "teamleiders": [personas.bureau.pk]}

    oud = client.post(f"{R}add/", {**gegevens, "geldig_van": "2026-10-12"})
    client.post(f"{R}add/", {**gegevens, "geldig_van": "2026-10-13"})

    assert "Deze dag is al voorbij." in tekst(oud)
    assert list(Thuiszittersregel.objects.get().doorzetters()) == [personas.bureau]


@pytest.mark.parametrize(
    ("geldig_van", "anders", "mag"),
    [
        (date(2026, 10, 12), [], False),
        (date(2026, 10, 13), ["melding"], False),
        (date(2026, 10, 13), [], True),
        (date(2026, 10, 14), ["melding"], True),
    ],
)
def test_rule_is_corrected_until_a_dossier_counts_with_it(
    client: Client, personas: Personas, melden: Melden, geldig_van: date, anders: list[str], mag: bool
) -> None:
    regel = Thuiszittersregel.objects.create(geldig_van=geldig_van, weken_bureau=30)
    for _ in anders:
        melden()
    log_in(client, personas.beheerder)

    antwoord = client.post(f"{R}{regel.pk}/change/", {**REGEL, "geldig_van": "2026-10-20"})

    assert antwoord.status_code == (302 if mag else 403)
    regel.refresh_from_db()
    assert (regel.weken_bureau, regel.geldig_van) == ((3, date(2026, 10, 20)) if mag else (30, geldig_van))


def test_rule_is_corrected_by_the_manager_alone(client: Client, personas: Personas, klok: object) -> None:
    regel = Thuiszittersregel.objects.create(geldig_van=date(2026, 11, 1))

    for wie in ("bureau", "directeur", "controller"):
        log_in(client, getattr(personas, wie))
        assert client.post(f"{R}{regel.pk}/change/", {**REGEL, "geldig_van": "2026-11-02"}).status_code == 403
    regel.refresh_from_db()
    assert regel.geldig_van == date(2026, 11, 1)


# --- Kept --------------------------------------------------------------------------------------------------------


def test_dossier_is_kept_for_three_years_after_its_end(
    personas: Personas, melden: Melden, aanmelden: Aanmelden
) -> None:
    melding = doe(melden(), "beeindigen", personas.bureau, einde="terug", op=date(2026, 10, 12))
    stop = doe(aanmelden(), "intrekken", personas.bureau, waarom="verhuisd")

    assert bewaring(melden()).dossier_tot is None
    assert bewaring(melding).dossier_tot == date(2029, 10, 12)
    assert bewaring(stop).dossier_tot == timezone.localdate() + relativedelta(years=3)
    assert bewaring(melding).dossier_mag_weg(date(2029, 10, 13))
    assert not bewaring(melding).dossier_mag_weg(date(2029, 10, 12))


def test_withdrawn_aanmelding_is_kept_from_the_day_of_withdrawal(
    personas: Personas, aanmelden: Aanmelden, klok: time_machine.Traveller
) -> None:
    """Not from the day of an offer before it, nor from the day on which somebody touches the row."""
    elders = {"besloten_op": date(2026, 10, 9), "akkoord_op": date(2026, 10, 8), "andere_school_naam": "Vso Ver Weg"}
    rijen = [aanmelden(), doe(aanmelden(), "andere_school_vinden", personas.bureau, **elders)]
    rijen = [doe(rij, "intrekken", personas.bureau, waarom="verhuisd") for rij in rijen]
    klok.move_to("2026-12-01 10:00:00+01:00")
    for rij in rijen:
        rij.save()

    assert [rij.einde_op for rij in rijen] == [date(2026, 10, 13)] * 2
    assert [bewaring(rij).dossier_tot for rij in rijen] == [date(2029, 10, 13)] * 2


def test_database_refuses_a_withdrawal_without_its_day(personas: Personas, aanmelden: Aanmelden) -> None:
    rij = doe(aanmelden(), "intrekken", personas.bureau, waarom="verhuisd")

    with pytest.raises(IntegrityError, match="aanmelding_ingetrokken_met_reden"):
        Aanmelding.objects.filter(pk=rij.pk).update(ingetrokken_op=None)


def test_hold_on_a_tlv_of_the_pupil_holds_this_too(personas: Personas, melden: Melden) -> None:
    aanvraag = maak_tlv(maak_wereld(personas), status=Status.AFGEWEZEN)
    velden = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "leerlingnummer")
    melding = melden(leerling={naam: getattr(aanvraag.leerling, naam) for naam in velden})
    melding = doe(melding, "beeindigen", personas.bureau, einde="terug", op=date(2026, 10, 12))
    assert bewaring(melding).dossier_mag_weg(date(2030, 1, 1))

    Vasthouding.objects.create(aanvraag=aanvraag, grond="klacht", reden="Zaak 12.", door=personas.bureau)

    assert not bewaring(melding).dossier_mag_weg(date(2030, 1, 1))


# --- The home page of the school -------------------------------------------------------------------------------------


def test_school_reads_what_it_has_to_do_and_what_others_have(
    personas: Personas, melden: Melden, aanmelden: Aanmelden
) -> None:
    ingelicht = {"leerplicht_op": date(2026, 10, 12), "bestuur_op": date(2026, 10, 12)}
    melden()
    met_stap(melden(**ingelicht), personas.coordinator, aan_zet="school", dagen=3)
    met_stap(melden(**ingelicht), personas.coordinator, aan_zet="jeugdhulp", dagen=3)
    aanmelden()

    zorgplicht, *regels = monitorwerk(personas.coordinator)

    assert zorgplicht.uiterlijk == date(2026, 11, 12)
    assert [rij.vak for rij in regels] == [Vak.TE_DOEN, Vak.TE_DOEN, Vak.WACHTEN]
    assert regels[0].punten == ("Spreek een volgende stap af.", "Meld het bij Leerplicht.", "Licht het bestuur in.")
    assert regels[1].uiterlijk == timezone.localdate() + timedelta(days=3)


@pytest.mark.parametrize(
    ("wie", "aantal"), [("bestuur", 1), ("coordinator_elders", 0), ("bureau", 0), ("controller", 0), ("partner", 0)]
)
def test_work_is_for_who_works_at_the_school(personas: Personas, melden: Melden, wie: str, aantal: int) -> None:
    melden()

    assert len(list(monitorwerk(getattr(personas, wie)))) == aantal


@pytest.mark.parametrize("keer", [1, 3])
def test_work_costs_three_queries(
    personas: Personas, melden: Melden, aanmelden: Aanmelden, django_assert_num_queries, keer: int
) -> None:
    for _ in range(keer):
        met_stap(melden(), personas.coordinator)
        aanmelden()
    assert personas.coordinator.school_ids

    with django_assert_num_queries(3):
        list(monitorwerk(personas.coordinator))
