"""Which TLVs end and what comes after; and the mail on four days, once, late if need be."""

from datetime import date

import pytest
from django.urls import reverse

from swv.kern import opdrachten
from swv.kern.models import Opdracht
from swv.post.models import Bericht
from tests.factories.organisaties import SchoolFactory
from tests.factories.verklaringen import zaai, zaai_aanvraag
from tests.personas import log_in
from toelating import tasks
from toelating.models import Afloop, Status, Verklaring, Verklaringstatus
from toelating.radar import op_school, peildag, radar, radar_verdelen, vervolgsoort

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

V = Verklaringstatus
VANDAAG = date(2026, 10, 13)


def mail_op(klok, dag):
    """The task of that morning, and everything that the worker then does."""
    klok.move_to(f"{dag} 08:30:00+01:00")
    tasks.tlv_berichten_task()
    for _ in range(2):  # the first piece of work asks for the second
        for pk in Opdracht.objects.filter(staat="klaar", soort__startswith="toelating.radar").values_list(
            "pk", flat=True
        ):
            assert opdrachten.uitvoeren(pk)
    return [*Bericht.objects.filter(soort="tlv_radar").order_by("klaargezet_op").values_list("onderwerp", flat=True)]


@pytest.mark.parametrize(
    ("vandaag", "dag"),
    [
        (date(2026, 8, 1), None),
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), date(2026, 10, 1)),
        (date(2027, 1, 31), date(2026, 10, 1)),
        (date(2027, 2, 1), date(2027, 2, 1)),
        (date(2027, 4, 1), date(2027, 4, 1)),
        (date(2027, 6, 1), date(2027, 6, 1)),
        (date(2027, 7, 31), date(2027, 6, 1)),
        (date(2027, 8, 1), None),
    ],
)
def test_peildag_is_the_last_moment_of_the_school_year_that_came(vandaag, dag):
    assert peildag(vandaag) == dag


@pytest.fixture
def op_vso(wereld):
    """A TLV that ends on 31 July 2027, with a pupil at the vso school."""
    return zaai(wereld, status=V.VERZILVERD)


def test_mail_goes_out_on_each_of_the_four_days_and_never_twice(op_vso, klok):
    aantallen = [
        len(mail_op(klok, dag))
        for dag in (
            "2026-09-30",
            "2026-10-01",
            "2026-10-01",
            "2026-10-02",
            "2027-02-01",
            "2027-02-02",
            "2027-04-01",
            "2027-06-01",
            "2027-06-30",
        )
    ]
    assert aantallen == [0, 1, 1, 1, 2, 2, 3, 4, 4]


@pytest.mark.parametrize("dag", ["2026-10-02", "2026-12-24", "2027-02-02", "2027-04-03", "2027-06-05"])
def test_mail_goes_out_late_when_beat_was_dead_on_the_day(op_vso, klok, dag):
    assert len(mail_op(klok, dag)) == 1


def test_after_a_year_of_silence_only_the_last_moment_is_told(op_vso, klok):
    assert len(mail_op(klok, "2027-06-20")) == 1


def test_tlv_that_comes_after_the_day_waits_for_the_next_one(wereld, klok):
    mail_op(klok, "2026-10-01")
    zaai(wereld, status=V.VERZILVERD)

    assert mail_op(klok, "2026-10-02") == []
    assert len(mail_op(klok, "2027-02-01")) == 1


def test_mail_names_school_number_and_day_and_no_pupil(wereld, op_vso, klok):
    zaai(wereld, status=V.VERZILVERD, na_afloop=Afloop.VERTREK)
    zaai(wereld, status=V.VERZILVERD, einde=date(2028, 7, 31))
    onderwerp = mail_op(klok, "2026-10-01")[0]

    bericht = Bericht.objects.get(soort="tlv_radar")
    assert onderwerp.replace("\xa0", " ") == "Vso De Brug: 1 TLV eindigt op 31 juli 2027"
    assert bericht.aan == wereld.vso_coordinator
    assert reverse("toelating:radar") in bericht.tekst
    assert op_vso.leerling.achternaam not in bericht.tekst


def test_each_school_gets_its_own_mail_and_a_school_without_any_gets_none(wereld, op_vso, klok):
    zaai(wereld, onderwijs="pro", status=V.VERZILVERD)
    zaai(wereld, status=V.AFGEGEVEN)
    mail_op(klok, "2026-10-01")

    mensen = {rij.aan for rij in Bericht.objects.filter(soort="tlv_radar")}
    assert mensen == {wereld.vso_coordinator, wereld.pro_coordinator}


# --- What is arranged ------------------------------------------------------------------------------------------------


def geregeld(verklaring):
    return op_school().get(pk=verklaring.pk).is_geregeld


TELT = {
    Status.CONCEPT: False,
    Status.TER_MEDETEKENING: False,
    Status.INGEDIEND: True,
    Status.TER_ONDERTEKENING: True,
    Status.AFGEGEVEN: True,
    Status.AFGEWEZEN: False,
    Status.BUITEN_BEHANDELING: False,
    Status.INGETROKKEN: False,
}


def test_renewal_counts_from_the_moment_it_was_sent_until_it_came_to_nothing(wereld, klok):
    for status, telt in TELT.items():
        tlv = zaai(wereld, status=V.VERZILVERD)
        zaai_aanvraag(wereld, soort="verlenging", status=status, vorige=tlv, leerling=tlv.leerling)
        assert geregeld(tlv) is telt, status

    mail_op(klok, "2026-10-13")
    onderwerp = Bericht.objects.get(soort="tlv_radar").onderwerp
    assert onderwerp.replace("\xa0", " ") == "Vso De Brug: 5 TLV’s eindigen op 31 juli 2027"


def test_school_of_which_everything_is_arranged_gets_no_mail(wereld, op_vso, klok):
    zaai_aanvraag(wereld, soort="verlenging", status=Status.INGEDIEND, vorige=op_vso, leerling=op_vso.leerling)

    assert mail_op(klok, "2026-10-13") == []


def test_school_that_arranged_everything_meanwhile_gets_no_mail(wereld, op_vso, klok):
    klok.move_to("2026-10-13 08:30:00+02:00")
    radar_verdelen(date(2026, 10, 1))
    Verklaring.objects.filter(pk=op_vso.pk).update(na_afloop=Afloop.VERTREK)

    assert mail_op(klok, "2026-10-13") == []


def test_choice_of_the_school_and_a_next_tlv_count_as_arranged(wereld):
    gekozen = zaai(wereld, status=V.VERZILVERD, na_afloop=Afloop.TERUG)
    opgevolgd, vergeefs = (zaai(wereld, status=V.VERZILVERD) for _ in "ab")
    for rij, status in ((opgevolgd, V.AFGEGEVEN), (vergeefs, V.INGETROKKEN)):
        zaai(
            wereld,
            status=status,
            ingang=date(2027, 8, 1),
            einde=date(2028, 7, 31),
            aanvraag={"leerling": rij.leerling},
        )

    assert [geregeld(rij) for rij in (gekozen, opgevolgd, vergeefs)] == [True, True, False]


def test_next_request_for_praktijkonderwijs_counts_but_not_the_one_behind_it(wereld):
    verklaring = zaai(wereld, onderwijs="pro", status=V.VERZILVERD, aanvraag={"gevraagde_ingang": date(2026, 9, 1)})
    assert not geregeld(verklaring)

    zaai_aanvraag(
        wereld, soort="pro", status=Status.INGEDIEND, leerling=verklaring.leerling, gevraagde_ingang=date(2027, 8, 1)
    )
    assert geregeld(verklaring)
    assert vervolgsoort(verklaring) == "pro"


def test_radar_counts_per_school_and_year(wereld, op_vso):
    for einde in (2027, 2028, 2029, 2030, 2033):
        zaai(wereld, status=V.VERZILVERD, einde=date(einde, 7, 31), na_afloop=Afloop.TERUG)
    zaai(wereld, onderwijs="pro", status=V.VERZILVERD, einde=date(2031, 7, 31))
    zaai(wereld, status=V.OPGEHAALD)

    overzicht = radar(VANDAAG)

    assert [(rij.school.naam, rij.nu, rij.open, rij.per_jaar) for rij in overzicht.regels] == [
        ("Pro De Werkplaats", 0, 0, [0, 0, 1]),
        ("Vso De Brug", 2, 1, [1, 1, 2]),
    ]
    assert overzicht.koppen == ["31 juli 2028", "31 juli 2029", "31 juli 2030 of later"]
    assert overzicht.totalen == [1, 1, 3]
    assert overzicht.zin.replace("\xa0", " ") == (
        "Op 31 juli 2027 eindigen 2 TLV’s. Voor 1 daarvan is nog niet bekend wat er daarna komt."
    )


# --- The page --------------------------------------------------------------------------------------------------------


def test_school_sees_its_own_with_a_button_to_the_prefilled_renewal(client, wereld, op_vso):
    elders = zaai(wereld, status=V.VERZILVERD, op=SchoolFactory(soort="vso"))

    tekst = log_in(client, wereld.vso_coordinator).get(reverse("toelating:radar")).content.decode()

    assert op_vso.leerling.naam in tekst
    assert elders.nummer not in tekst
    assert f'href="{reverse("toelating:starten")}?soort=verlenging&amp;tlv={op_vso.pk}"' in tekst


def test_bureau_sees_every_school_and_no_pupil(client, wereld, op_vso):
    tekst = log_in(client, wereld.personas.bureau).get(reverse("toelating:radar")).content.decode()

    assert "Vso De Brug" in tekst
    assert op_vso.leerling.achternaam not in tekst
    assert "<svg" in tekst
    assert "€" not in tekst


@pytest.mark.parametrize("wie", ["bureau", "vso_coordinator"])
def test_radar_costs_the_same_for_many(client, wereld, django_assert_max_num_queries, wie):
    log_in(client, wereld.mensen()[wie])
    client.get(reverse("toelating:radar"))
    aantallen = []
    for aantal in (1, 3):
        for _ in range(aantal):
            zaai(wereld, status=V.VERZILVERD)
        with django_assert_max_num_queries(9) as vragen:
            client.get(reverse("toelating:radar"))
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1]
