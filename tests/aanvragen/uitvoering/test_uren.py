"""Hours per week: never more than was awarded, per week or in all, in weeks of the award that have begun."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from aanvragen.models import Urenweek
from aanvragen.uitvoering.uren import Urenstand, maandag, urenstand, week_in_woorden, weken
from aanvragen.uitvoering.workflow import uitvoeringen
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import Ongeldig, verrichten
from swv.kern.models import Gebeurtenis
from tests.factories.uitvoering import maak_uitvoering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

DEZE, VORIGE, EERSTE = date(2026, 10, 12), date(2026, 10, 5), date(2026, 9, 28)  # today is Tuesday 13 October 2026


@pytest.fixture
def uitvoering(personas):
    """Awarded: 40 hours, at most 4 a week, from 29 September."""
    return maak_uitvoering(personas, partner=personas.partner)


def gewoon(zin):
    """With ordinary spaces."""
    return " ".join(zin.split())


def vul(uitvoering, door, week, uren, toelichting=""):
    gegevens = {"week": f"{week:%d-%m-%Y}", "uren": uren, "toelichting": toelichting}
    return verrichten(uitvoeringen["uren_invullen"], uitvoering, door=door, data=gegevens)


def test_hours_are_counted_and_what_is_left_is_said(personas, uitvoering):
    for wie, week, uren in (("partner", DEZE, "2,5"), ("coordinator", VORIGE, "4"), ("bureau", EERSTE, "0")):
        uitvoering = vul(uitvoering, getattr(personas, wie), week, uren)

    stand = urenstand(uitvoering)
    assert (stand.toegekend, stand.gebruikt, stand.over) == (40, Decimal("6.5"), Decimal("33.5"))
    assert stand.zin == "Nog 33,5 van de 40 uur over."


def test_any_day_of_a_week_names_that_week(personas, uitvoering):
    vul(uitvoering, personas.partner, date(2026, 10, 9), "3")

    assert Urenweek.objects.get().week == VORIGE


@pytest.mark.parametrize(
    ("week", "uren", "veld", "zin"),
    [
        (date(2026, 9, 21), "1", "week", "De toekenning begint op 29 september 2026. Kies een latere week."),
        (date(2026, 10, 19), "1", "week", "Deze week moet nog beginnen."),
        (date(2027, 3, 1), "1", "week", "De toekenning loopt tot en met 7 december 2026. Kies een eerdere week."),
        (DEZE, "4,5", "uren", "U vult 4,5 uur in. Per week zijn er hoogstens 4 uur toegekend."),
    ],
)
def test_week_or_hours_outside_the_award_are_refused_and_nothing_is_kept(personas, uitvoering, week, uren, veld, zin):
    with pytest.raises(Geweigerd) as fout:
        vul(uitvoering, personas.partner, week, uren)

    assert zin in gewoon(fout.value.zin)
    assert list(fout.value.velden) == [veld]
    assert not Urenweek.objects.exists()


def test_more_than_the_total_is_refused_with_what_is_left_for_this_week(personas, uitvoering):
    uitvoering.aanvraag.toegekende_uren = Decimal("5")
    uitvoering.aanvraag.save()
    vul(uitvoering, personas.partner, VORIGE, "4")

    with pytest.raises(Geweigerd) as fout:
        vul(uitvoering, personas.partner, DEZE, "1,5")

    assert "Van de 5 toegekende uren zijn er voor deze week nog 1 over." in fout.value.zin
    assert urenstand(vul(uitvoering, personas.partner, DEZE, "1")).is_op


def test_without_the_guard_more_than_the_total_would_be_kept(personas, uitvoering, monkeypatch):
    monkeypatch.setattr("aanvragen.uitvoering.workflow.uitvoering.controleer", lambda *args, **kwargs: None)

    vul(uitvoering, personas.partner, DEZE, "99")

    assert urenstand(uitvoering).gebruikt == 99


def test_correction_replaces_the_week_and_the_timeline_keeps_what_it_was(personas, uitvoering):
    vul(uitvoering, personas.partner, VORIGE, "4", "Twee lessen.")
    vul(uitvoering, personas.coordinator, VORIGE, "2", "Een les viel uit.")

    assert Urenweek.objects.get().uren == 2
    regels = list(
        Gebeurtenis.objects.van(uitvoering).filter(handeling="uren_invullen").values_list("toelichting", flat=True)
    )
    assert [gewoon(regel) for regel in regels] == [
        "Week 41 (5 tot en met 11 oktober 2026): 2 uur, eerst 4 uur. Een les viel uit.",
        "Week 41 (5 tot en met 11 oktober 2026): 4 uur. Twee lessen.",
    ]


def test_after_a_lowered_award_only_less_fits(personas, uitvoering):
    vul(uitvoering, personas.partner, VORIGE, "4")
    uitvoering.aanvraag.toegekende_uren = Decimal("2")
    uitvoering.aanvraag.save()

    with pytest.raises(Geweigerd):
        vul(uitvoering, personas.partner, DEZE, "1")

    assert urenstand(vul(uitvoering, personas.partner, VORIGE, "3")).over == 0


def test_before_the_first_day_nothing_can_be_filled_in(personas):
    uitvoering = maak_uitvoering(personas, begonnen=-10)

    with pytest.raises(Geweigerd) as fout:
        vul(uitvoering, personas.coordinator, DEZE, "1")

    assert "De toekenning begint op 23 oktober 2026." in gewoon(fout.value.zin)


@pytest.mark.parametrize("uren", ["", "-1", "veel", "2,555"])
def test_hours_that_are_no_hours_are_refused_in_the_form(personas, uitvoering, uren):
    with pytest.raises(Ongeldig) as fout:
        vul(uitvoering, personas.partner, DEZE, uren)

    assert list(fout.value.velden) == ["uren"]


def test_bsn_in_the_note_is_refused(personas, uitvoering):
    with pytest.raises(Ongeldig):
        vul(uitvoering, personas.partner, DEZE, "1", "Leerling 111222333")


@pytest.mark.parametrize(
    "velden", [{"week": date(2026, 10, 13), "uren": 1}, {"week": DEZE, "uren": -1}], ids=["no Monday", "below zero"]
)
def test_database_keeps_no_impossible_week(personas, uitvoering, velden):
    with pytest.raises(IntegrityError), transaction.atomic():
        Urenweek.objects.create(uitvoering=uitvoering, door=personas.bureau, **velden)


def test_database_keeps_one_row_per_week(personas, uitvoering):
    Urenweek.objects.create(uitvoering=uitvoering, door=personas.bureau, week=DEZE, uren=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Urenweek.objects.create(uitvoering=uitvoering, door=personas.bureau, week=DEZE, uren=1)


def test_weeks_to_choose_from_are_those_that_began(uitvoering):
    assert weken(uitvoering) == [DEZE, VORIGE, EERSTE]


@pytest.mark.parametrize(
    ("week", "woorden"),
    [
        (DEZE, "week 42 (12 tot en met 18 oktober 2026)"),
        (date(2026, 12, 28), "week 53 (28 december 2026 tot en met 3 januari 2027)"),
    ],
)
def test_week_in_words_over_a_year(week, woorden):
    assert gewoon(week_in_woorden(week)) == woorden


def test_monday_of_any_day():
    assert {maandag(date(2026, 10, dag)) for dag in range(12, 19)} == {DEZE}


def test_nothing_is_left_when_more_was_used_than_awarded():
    assert Urenstand(Decimal(4), Decimal(6), None).over == 0
