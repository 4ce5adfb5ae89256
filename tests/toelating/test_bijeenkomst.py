"""A meeting from plan to resolution list: who hears what, what stands on the agenda, and what cannot be."""

import re
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from tests.factories.toelating import maak_bijeenkomst, maak_tlv, oordeel
from tests.personas import log_in
from tests.reizen.hulp import kort, over
from toelating import bijeenkomsten as diensten
from toelating import workflow
from toelating.models import Agendapunt, Bijeenkomst, Status
from toelating.workflow.bijeenkomst import bijeenkomsten

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(wereld):
    return wereld.personas.bureau


@pytest.fixture
def bijeenkomst(wereld):
    return maak_bijeenkomst(wereld, datum=timezone.localdate() + timedelta(days=7))


def doe(naam, bijeenkomst, door, **gegevens):
    return bijeenkomsten[naam](bijeenkomst, door=door, **gegevens)


def berichten(soort):
    return {bericht.aan.naam for bericht in Bericht.objects.filter(soort=soort)}


def advies(aanvraag, door):
    return workflow.commissieadvies_vastleggen(aanvraag, door=door, redenen="De commissie volgt.", **oordeel(aanvraag))


# --- Planning ------------------------------------------------------------------------------------------------


def test_plannen_gives_a_reference_makes_the_chair_a_member_and_tells_all(bijeenkomst):
    assert re.fullmatch(r"TAC-\d{4}-001", bijeenkomst.kenmerk)
    assert set(bijeenkomst.leden.values_list("naam", flat=True)) == {"Voorzitter", "Lid"}
    assert berichten("tlv_bijeenkomst_gepland") == {"Voorzitter", "Lid"}
    assert Gebeurtenis.objects.van(bijeenkomst).get().label == "Bijeenkomst gepland"


def test_plannen_is_refused_for_everybody_but_the_bureau(client, wereld):
    for naam, persoon in wereld.mensen().items():
        mag = naam in {"bureau", "bureau_collega", "gemandateerde"}
        antwoord = log_in(client, persoon).get(reverse("toelating:bijeenkomst_plannen"))
        assert antwoord.status_code == (200 if mag else 403), naam
    with pytest.raises(NietToegestaan):
        diensten.plannen(
            datum=over(5),
            van=time(9),
            tot=time(10),
            plaats="Bureau",
            voorzitter=wereld.voorzitter,
            leden=[],
            door=wereld.voorzitter,
        )


def test_plannen_page_reads_times_as_people_type_them_and_plans_once(client, wereld, bureau):
    data = {
        "datum": kort(over(1)),
        "van": "9.30",
        "tot": "12",
        "plaats": "Kamer 2",
        "voorzitter": wereld.voorzitter.pk,
        "leden": [wereld.lid.pk],
        "sleutel": "6a8f0b51-43bd-4d3b-9a80-0a9f0c2f7a11",
    }
    adres = reverse("toelating:bijeenkomst_plannen")

    antwoorden = [log_in(client, bureau).post(adres, data) for _ in range(2)]

    gepland = Bijeenkomst.objects.get()
    assert (gepland.van, gepland.tot) == (time(9, 30), time(12))
    assert {antwoord.url for antwoord in antwoorden} == {gepland.get_absolute_url()}


def test_plannen_page_refuses_what_cannot_be_and_keeps_what_was_typed(client, wereld, bureau):
    data = {"datum": "1-1-2020", "van": "10:00", "tot": "9:00", "plaats": "Kamer 2", "voorzitter": "", "sleutel": "x"}

    antwoord = log_in(client, bureau).post(reverse("toelating:bijeenkomst_plannen"), data)

    pagina = antwoord.content.decode()
    assert antwoord.status_code == 422
    for zin in ("Deze dag is al voorbij.", "De eindtijd ligt voor de begintijd.", "Kies de voorzitter.", "Kamer 2"):
        assert zin in pagina


# --- The acts ------------------------------------------------------------------------------------------------


def test_every_act_in_every_state_for_every_person(wereld, bijeenkomst):
    """From the same table as docs/workflow.md: an act that is offered is allowed, any other is refused."""
    mag = {
        "bureau": set(bijeenkomsten.handelingen),
        "bureau_collega": set(bijeenkomsten.handelingen),
        "gemandateerde": set(bijeenkomsten.handelingen),
        "voorzitter": {"afsluiten", "aanwezigen_verbeteren"},
    }
    bijeenkomst.agenda_gewijzigd_op = timezone.now()
    for status in ("gepland", "gehouden", "afgelast"):
        bijeenkomst.status = status
        bestaat = {rij.naam for rij in bijeenkomsten if status in rij.source}
        for naam, persoon in wereld.mensen().items():
            kan = {rij.naam for rij in bijeenkomsten.available(bijeenkomst, persoon)}
            assert kan == bestaat & mag.get(naam, set()), (status, naam)


def test_verzetten_tells_the_members_and_counts_for_their_calendars(bijeenkomst, bureau):
    na = doe("verzetten", bijeenkomst, bureau, datum=over(70), van=time(10), tot=time(11), plaats="Stadhuis")

    assert (na.datum, na.plaats, na.reeks) == (over(70), "Stadhuis", 1)
    assert berichten("tlv_bijeenkomst_gewijzigd") == {"Voorzitter", "Lid"}


def test_verzetten_page_without_a_change_is_refused(client, bijeenkomst, bureau):
    data = {"datum": kort(bijeenkomst.datum), "van": "9:00", "tot": "11:00", "plaats": "Bureau"}
    adres = reverse("toelating:bijeenkomst_handeling", args=[bijeenkomst.pk, "verzetten"])

    assert log_in(client, bureau).post(adres, data).status_code == 422
    assert not berichten("tlv_bijeenkomst_gewijzigd")


def test_verzetten_from_a_stale_page_is_refused(client, bijeenkomst, bureau):
    adres = reverse("toelating:bijeenkomst_handeling", args=[bijeenkomst.pk, "verzetten"])
    data = {"datum": kort(over(70)), "van": "9:00", "tot": "11:00", "plaats": "Elders", "versie": "0"}

    antwoord = log_in(client, bureau).post(adres, data)

    assert antwoord.status_code == 409
    assert "Elders" in antwoord.content.decode()


def test_leden_wijzigen_tells_who_comes_and_who_goes(bijeenkomst, bureau, wereld):
    na = doe("leden_wijzigen", bijeenkomst, bureau, voorzitter=wereld.voorzitter, leden=[wereld.lid_elders])

    assert set(na.leden.values_list("naam", flat=True)) == {"Voorzitter", "Lid Elders"}
    assert "Lid Elders" in berichten("tlv_bijeenkomst_gepland")
    assert berichten("tlv_bijeenkomst_zonder_u") == {"Lid"}


def test_agenda_sturen_once_per_change(bijeenkomst, bureau, wereld):
    with pytest.raises(VerkeerdeStatus):
        doe("agenda_sturen", bijeenkomst, bureau)
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    workflow.agenderen(aanvraag, door=bureau, bijeenkomst=bijeenkomst)

    bijeenkomst = doe("agenda_sturen", Bijeenkomst.objects.get(), bureau)
    with pytest.raises(VerkeerdeStatus):
        doe("agenda_sturen", bijeenkomst, bureau)
    ander = maak_tlv(wereld, status=Status.BIJ_TAC)
    workflow.agenderen(ander, door=bureau, bijeenkomst=bijeenkomst)
    doe("agenda_sturen", Bijeenkomst.objects.get(), bureau)

    verstuurd = Bericht.objects.filter(soort="tlv_agenda_klaar", aan=wereld.lid).order_by("klaargezet_op")
    assert ["gewijzigd" in bericht.onderwerp for bericht in verstuurd] == [False, True]
    assert not any(aanvraag.kenmerk in bericht.tekst for bericht in verstuurd)


def test_afgelasten_frees_the_agenda_and_tells_the_members(client, bijeenkomst, bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    workflow.agenderen(aanvraag, door=bureau, bijeenkomst=bijeenkomst)
    punt = reverse("toelating:agendapunt", args=[Agendapunt.objects.get().pk])
    assert log_in(client, wereld.lid).get(punt).status_code == 200

    na = doe("afgelasten", bijeenkomst, bureau, reden="Te weinig aanvragen.")

    assert (na.status, na.reeks) == ("afgelast", 1)
    assert berichten("tlv_bijeenkomst_afgelast") == {"Voorzitter", "Lid"}
    assert client.get(punt).status_code == 404
    laatste = Gebeurtenis.objects.van(aanvraag).first()
    assert (laatste.label, laatste.is_intern) == ("Van de agenda: de bijeenkomst gaat niet door", True)
    nieuw = maak_bijeenkomst(wereld)
    assert diensten.agenda_vullen(nieuw, door=bureau).gezet == [aanvraag.kenmerk]


# --- The agenda ----------------------------------------------------------------------------------------------


def test_vullen_puts_all_that_is_ready_in_order_of_decision_and_reports(client, bijeenkomst, bureau, wereld):
    een, twee = (maak_tlv(wereld, status=Status.BIJ_TAC) for _ in "ab")
    type(twee).objects.filter(pk=twee.pk).update(beslisdatum=een.beslisdatum - timedelta(days=3))
    maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    adres = reverse("toelating:agenda_vullen", args=[bijeenkomst.pk])

    pagina = log_in(client, bureau).post(adres, follow=True).content.decode()

    assert list(bijeenkomst.agendapunten.values_list("aanvraag__kenmerk", flat=True)) == [twee.kenmerk, een.kenmerk]
    assert f"Op de agenda gezet: {twee.kenmerk}, {een.kenmerk}." in pagina
    assert "Er wacht geen aanvraag op de commissie." in client.post(adres, follow=True).content.decode()


def test_vullen_names_what_was_refused_and_goes_on(bijeenkomst, bureau, wereld, monkeypatch):
    een, twee = (maak_tlv(wereld, status=Status.BIJ_TAC) for _ in "ab")
    klaar = diensten.klaar_voor_agenda(bureau)
    workflow.intrekken(een, door=wereld.personas.coordinator, reden="")
    monkeypatch.setattr(diensten, "klaar_voor_agenda", lambda door: klaar)  # withdrawn just after the list was read

    vulling = diensten.agenda_vullen(bijeenkomst, door=bureau)

    assert vulling.gezet == [twee.kenmerk]
    assert vulling.geweigerd[0].startswith(f"{een.kenmerk}: ")


def test_vullen_and_ordenen_are_for_the_bureau(client, bijeenkomst, wereld):
    for naam in ("agenda_vullen", "agenda_ordenen"):
        adres = reverse(f"toelating:{naam}", args=[bijeenkomst.pk])
        assert log_in(client, wereld.lid_elders).post(adres).status_code == 404
        pagina = log_in(client, wereld.voorzitter).post(adres, follow=True).content.decode()
        assert "Alleen het bureau plant bijeenkomsten" in pagina


def test_ordenen_sorts_by_the_typed_numbers(client, bijeenkomst, bureau, wereld):
    for _ in range(3):
        workflow.agenderen(maak_tlv(wereld, status=Status.BIJ_TAC), door=bureau, bijeenkomst=bijeenkomst)
    een, twee, drie = bijeenkomst.agendapunten.all()
    adres = reverse("toelating:agenda_ordenen", args=[bijeenkomst.pk])
    getypt = {f"volgorde-{een.pk}": "9", f"volgorde-{twee.pk}": "2", f"volgorde-{drie.pk}": "1"}

    log_in(client, bureau).post(adres, getypt)

    assert list(bijeenkomst.agendapunten.all()) == [drie, twee, een]
    pagina = client.post(adres, {f"volgorde-{een.pk}": "eerst"}, follow=True).content.decode()
    assert "‘eerst’ is geen heel getal" in pagina
    assert list(bijeenkomst.agendapunten.all()) == [drie, twee, een]


def test_agenderen_on_a_meeting_that_is_over_is_refused(bijeenkomst, bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    doe("afgelasten", bijeenkomst, bureau, reden="Ziekte.")

    with pytest.raises(VoorwaardeNietVervuld, match="al gehouden of afgelast"):
        workflow.agenderen(aanvraag, door=bureau, bijeenkomst=bijeenkomst)
    with pytest.raises(VerkeerdeStatus):
        diensten.agenda_vullen(Bijeenkomst.objects.get(), door=bureau)


# --- Closing and the resolution list -------------------------------------------------------------------------


def test_afsluiten_waits_for_the_begin_and_for_every_outcome(bijeenkomst, bureau, wereld):
    with pytest.raises(VoorwaardeNietVervuld, match="begint pas"):
        doe("afsluiten", bijeenkomst, bureau, aanwezigen=[wereld.lid])
    vandaag = maak_bijeenkomst(wereld, datum=timezone.localdate() - timedelta(days=1))
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    workflow.agenderen(aanvraag, door=bureau, bijeenkomst=vandaag)

    with pytest.raises(VoorwaardeNietVervuld, match=f"Nog zonder uitkomst: {aanvraag.kenmerk}"):
        doe("afsluiten", vandaag, bureau, aanwezigen=[wereld.lid])


def test_afsluiten_by_the_chair_records_who_was_there_and_makes_the_list(client, bureau, wereld):
    bijeenkomst = maak_bijeenkomst(wereld, datum=timezone.localdate() - timedelta(days=1))
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    workflow.agenderen(aanvraag, door=bureau, bijeenkomst=bijeenkomst)
    advies(aanvraag, wereld.voorzitter)
    adres = reverse("toelating:bijeenkomst_handeling", args=[bijeenkomst.pk, "afsluiten"])

    log_in(client, wereld.voorzitter).post(adres, {"aanwezigen": [wereld.voorzitter.pk], "versie": "1"})

    bijeenkomst.refresh_from_db()
    assert bijeenkomst.is_gehouden
    assert dict(bijeenkomst.lidmaatschappen.values_list("lid__naam", "aanwezig")) == {"Voorzitter": True, "Lid": False}
    assert Brief.objects.van(bijeenkomst).get().titel == f"Besluitenlijst {bijeenkomst.kenmerk}"
    assert client.get(bijeenkomst.get_absolute_url()).status_code == 200


# --- Pages ---------------------------------------------------------------------------------------------------


def test_meeting_is_seen_by_its_members_bureau_and_director_only(client, wereld, bijeenkomst):
    mag = {"bureau", "bureau_collega", "gemandateerde", "directeur", "voorzitter", "lid"}
    for naam, persoon in wereld.mensen().items():
        antwoord = log_in(client, persoon).get(bijeenkomst.get_absolute_url())
        assert antwoord.status_code == (200 if naam in mag else 404), naam
        lijst = client.get(reverse("toelating:bijeenkomsten"))
        assert lijst.status_code == (200 if naam in mag | {"lid_elders"} else 403), naam
        assert (bijeenkomst.kenmerk in lijst.content.decode()) == (naam in mag), naam


def test_meeting_of_a_former_member_is_gone(client, wereld, bijeenkomst):
    wereld.lid.rollen.update(geldig_van=date(2020, 1, 1), geldig_tot=date(2021, 1, 1))

    assert log_in(client, wereld.lid).get(bijeenkomst.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("wie", "verwacht"), [("lid", 12), ("voorzitter", 13), ("bureau", 16)])
def test_meeting_page_asks_the_same_number_of_queries(
    client, wereld, bijeenkomst, wie, verwacht, django_assert_num_queries
):
    log_in(client, wereld.mensen()[wie])
    for aantal in (1, 2):
        for _ in range(aantal):
            aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
            workflow.agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)
        client.get(bijeenkomst.get_absolute_url())
        with django_assert_num_queries(verwacht):
            client.get(bijeenkomst.get_absolute_url())


@pytest.mark.parametrize(("wie", "verwacht"), [("lid", 8), ("bureau", 7)])
def test_list_of_meetings_asks_the_same_number_of_queries(client, wereld, wie, verwacht, django_assert_num_queries):
    log_in(client, wereld.mensen()[wie])
    for erbij in (1, 2):
        for _ in range(erbij):
            maak_bijeenkomst(wereld, datum=over(erbij))
        client.get(reverse("toelating:bijeenkomsten"))
        with django_assert_num_queries(verwacht):
            client.get(reverse("toelating:bijeenkomsten"))


def test_meeting_page_names_no_pupil(client, wereld, bijeenkomst):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    workflow.agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)

    for persoon in (wereld.lid, wereld.voorzitter, wereld.personas.bureau):
        pagina = log_in(client, persoon).get(bijeenkomst.get_absolute_url()).content.decode()
        assert aanvraag.kenmerk in pagina
        assert aanvraag.leerling.achternaam not in pagina
