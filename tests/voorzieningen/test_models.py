from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.factories.voorzieningen import (
    AliasFactory,
    RobotFactory,
    UitleningFactory,
    VoorzieningFactory,
    WachtplaatsFactory,
)
from tests.personas import Personas
from voorzieningen.models import Robot, Uitlening, Voorziening, Wachtplaats

pytestmark = pytest.mark.django_db


# --- Validity --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "is_geldig"),
    [
        (date(2024, 12, 31), False),  # the day before
        (date(2025, 1, 1), True),  # the first day
        (date(2025, 12, 31), True),  # the last day
        (date(2026, 1, 1), False),  # geldig_tot itself is out
    ],
)
def test_geldig_on_the_edges_of_the_period(dag: date, is_geldig: bool) -> None:
    VoorzieningFactory(geldig_van=date(2025, 1, 1), geldig_tot=date(2026, 1, 1))

    assert Voorziening.objects.geldig(op=dag).exists() is is_geldig


def test_geldig_without_end_goes_on() -> None:
    voorziening = VoorzieningFactory(geldig_tot=None)

    assert list(Voorziening.objects.geldig()) == [voorziening]


def test_voorziening_that_ends_before_it_begins_is_refused_with_a_sentence() -> None:
    voorziening = VoorzieningFactory.build(geldig_van=date(2025, 1, 1), geldig_tot=date(2025, 1, 1))

    with pytest.raises(ValidationError, match="De einddatum moet na de begindatum liggen"):
        voorziening.full_clean()


def test_voorziening_with_the_address_of_another_page_is_refused() -> None:
    with pytest.raises(IntegrityError, match="voorziening_vrij_webadres"):
        VoorzieningFactory(slug="robots")


# --- Searching -------------------------------------------------------------------------------------------


def _namen(tekst: str) -> list[str]:
    return [voorziening.naam for voorziening in Voorziening.objects.zoeken(tekst)]


def test_zoeken_without_text_gives_everything_by_name_whatever_the_capitals() -> None:
    VoorzieningFactory(naam="Zorg")
    VoorzieningFactory(naam="ASS-arrangement")
    VoorzieningFactory(naam="Advies")

    assert _namen("  ") == ["Advies", "ASS-arrangement", "Zorg"]


@pytest.mark.parametrize("tekst", ["begeleiders", "BEGELEIDER", "begeleider", "begelei"])
def test_zoeken_by_stem_capitals_and_beginning_finds(tekst: str) -> None:
    VoorzieningFactory(naam="Begeleiders Passend Onderwijs")
    VoorzieningFactory(naam="Frictiefonds")

    assert _namen(tekst) == ["Begeleiders Passend Onderwijs"]


@pytest.mark.parametrize("tekst", ["ondersteuningscoordinator", "ondersteuningscoördinator"])
def test_zoeken_with_and_without_accent_finds(tekst: str) -> None:
    VoorzieningFactory(naam="Vergoeding ondersteuningscoördinator")

    assert _namen(tekst) == ["Vergoeding ondersteuningscoördinator"]


@pytest.mark.parametrize("tekst", ["frictiefons", "friktiefonds", "frictefonds", "frictiefondsen"])
def test_zoeken_with_typing_error_finds(tekst: str) -> None:
    VoorzieningFactory(naam="Frictiefonds")
    VoorzieningFactory(naam="Mentortraining")

    assert _namen(tekst) == ["Frictiefonds"]


def test_zoeken_needs_every_word_that_means_something() -> None:
    VoorzieningFactory(naam="Robot", doelgroep="zieke leerling")
    VoorzieningFactory(naam="Huisonderwijs", doelgroep="zieke leerling")

    assert _namen("een robot voor de leerling die ziek is") == ["Robot"]


def test_zoeken_of_words_without_meaning_finds_nothing() -> None:
    VoorzieningFactory(naam="De voorziening voor het kind")

    assert _namen("de het") == []


@pytest.mark.parametrize("tekst", ["'", '"', "& | !", "(", "\\", "%", "a:*"])
def test_zoeken_with_signs_of_the_query_language_is_harmless(tekst: str) -> None:
    VoorzieningFactory(naam="Robot")

    assert _namen(tekst) == []


def test_zoeken_puts_the_exact_name_first() -> None:
    VoorzieningFactory(naam="ASS-arrangement OPDC")
    VoorzieningFactory(naam="OPDC")
    VoorzieningFactory(naam="Toeleiding", doelgroep="leerlingen voor het OPDC")

    assert _namen("opdc") == ["OPDC", "ASS-arrangement OPDC", "Toeleiding"]


def test_zoeken_by_alias_finds_and_puts_it_first() -> None:
    voorziening = VoorzieningFactory(naam="Kleinschalig ondersteunend vo")
    VoorzieningFactory(naam="Vergoeding overstap naar tussenvoorziening")
    AliasFactory(voorziening=voorziening, naam="tussenvoorziening")

    assert _namen("tussenvoorziening")[0] == "Kleinschalig ondersteunend vo"


def test_zoeken_by_alias_with_typing_error_finds() -> None:
    AliasFactory(voorziening__naam="Expertisedagen", naam="kenniskring")

    assert _namen("keniskring") == ["Expertisedagen"]


def test_zoeken_by_removed_alias_finds_nothing() -> None:
    alias = AliasFactory(naam="kenniskring")
    alias.delete()

    assert _namen("kenniskring") == []


def test_zoeken_by_moved_alias_finds_the_new_owner_only() -> None:
    alias = AliasFactory(naam="kenniskring")
    ander = VoorzieningFactory(naam="Leerlijnen")
    alias.voorziening = ander
    alias.save()

    assert _namen("kenniskring") == ["Leerlijnen"]


def test_zoeken_after_rename_finds_the_new_name_only() -> None:
    voorziening = VoorzieningFactory(naam="Mentortraining")
    voorziening.naam = "Visitatie"
    voorziening.save()

    assert _namen("visitatie") == ["Visitatie"]
    assert _namen("mentortraining") == []


def test_zoeken_keeps_the_filters_in_front_of_it() -> None:
    VoorzieningFactory(naam="Robot", geldig_tot=date(2022, 1, 1))

    assert not Voorziening.objects.geldig().zoeken("robot").exists()


def test_lijkt_op_names_the_nearest_for_two_swapped_letters() -> None:
    VoorzieningFactory(naam="Frictiefonds")
    VoorzieningFactory(naam="Mentortraining")

    assert [v.naam for v in Voorziening.objects.lijkt_op("fricitefonds")] == ["Frictiefonds"]


# --- Robots ----------------------------------------------------------------------------------------------


def test_uitlening_that_overlaps_another_of_the_robot_is_refused_by_the_database() -> None:
    eerste = UitleningFactory()

    with pytest.raises(IntegrityError, match="robot_een_school_tegelijk"):
        UitleningFactory(robot=eerste.robot, van=eerste.tot, tot=date(2026, 12, 31))


def test_uitlening_that_overlaps_is_refused_with_a_sentence() -> None:
    eerste = UitleningFactory()
    tweede = UitleningFactory.build(
        robot=eerste.robot, school=eerste.school, dossier=eerste.robot, van=eerste.tot, tot=eerste.tot
    )

    with pytest.raises(ValidationError, match="al voor een andere school"):
        tweede.validate_constraints()


def test_uitlening_on_the_day_after_another_is_allowed() -> None:
    eerste = UitleningFactory()

    UitleningFactory(robot=eerste.robot, van=date(2026, 12, 1), tot=date(2026, 12, 31))

    assert eerste.robot.uitleningen.count() == 2


@pytest.mark.parametrize("einde", ["teruggebracht", "vervallen"])
def test_uitlening_that_ended_leaves_room(einde: str) -> None:
    eerste = UitleningFactory(**{einde: True})

    UitleningFactory(robot=eerste.robot)

    assert Uitlening.objects.actief().count() == 1


def test_two_schools_cannot_have_one_robot_in_hand() -> None:
    eerste = UitleningFactory(uitgereikt=True)

    with pytest.raises(IntegrityError, match="robot_op_een_plek"):
        UitleningFactory(robot=eerste.robot, uitgereikt=True, van=date(2026, 12, 1), tot=date(2026, 12, 31))


@pytest.mark.parametrize("factory", [UitleningFactory, WachtplaatsFactory])
def test_period_the_wrong_way_round_is_refused_by_the_database(factory: type) -> None:
    with pytest.raises(IntegrityError, match="volgorde"):
        factory(van=date(2026, 9, 2), tot=date(2026, 9, 1))


def test_wachtplaats_that_lapses_without_reason_is_refused_by_the_database() -> None:
    plaats = WachtplaatsFactory()

    with pytest.raises(IntegrityError, match="wachtplaats_reden"):
        Wachtplaats.objects.filter(pk=plaats.pk).update(vervallen_op="2026-08-15 12:00Z", reden="")


def test_wachtplaats_cannot_be_both_served_and_lapsed() -> None:
    plaats = WachtplaatsFactory(uitlening=UitleningFactory())

    with pytest.raises(IntegrityError, match="wachtplaats_een_einde"):
        Wachtplaats.objects.filter(pk=plaats.pk).update(vervallen_op="2026-08-15 12:00Z", reden="Weg")


def test_two_robots_with_one_serial_number_are_refused_with_a_sentence() -> None:
    RobotFactory(serienummer="SN-1")

    with pytest.raises(ValidationError, match="Dit serienummer staat al in de voorraad"):
        Robot(naam="Nieuw", serienummer="SN-1", soort="x").full_clean()


@pytest.mark.parametrize(
    ("wie", "aantal"),
    [
        ("bureau", 2),
        ("directeur", 2),
        ("coordinator", 1),
        ("bestuur", 1),
        ("coordinator_zuster", 0),
        ("coordinator_elders", 1),
        ("controller", 0),
        ("partner", 0),
        ("zonder_rol", 0),
    ],
)
@pytest.mark.parametrize(("model", "factory"), [(Uitlening, UitleningFactory), (Wachtplaats, WachtplaatsFactory)])
def test_for_user_gives_the_own_schools_only(
    personas: Personas, wie: str, aantal: int, model: type, factory: type
) -> None:
    factory(school=personas.school)
    factory(school=personas.school_elders)

    assert model.objects.for_user(getattr(personas, wie)).count() == aantal
