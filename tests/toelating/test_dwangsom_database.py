"""What the database itself keeps of a notice of default, also from a shell. Each refusal has a twin without the guard
that goes through."""

import pytest
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from tests.factories.ingebrekestelling import stel_in_gebreke
from tests.factories.toelating import maak_tlv
from tests.toelating.test_database import sql, zonder, zonder_index, zonder_triggers
from toelating import workflow
from toelating.models import Status, Tlvaanvraag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]
TABEL = "toelating_ingebrekestelling"
WAT = "aanvraag_id, ontvangen_op, kanaal, gemachtigde, notitie, is_te_vroeg"
WIE = "vastgelegd_door_id, vastgelegd_op"
KOLOMMEN = f"{WAT}, {WIE}, stand, grond, toelichting"
NOG_EEN = f"INSERT INTO {TABEL} (id, {KOLOMMEN}) SELECT gen_random_uuid(), {KOLOMMEN} FROM {TABEL}"
DICHT = f"UPDATE {TABEL} SET afgedaan_op = now(), "


@pytest.fixture
def rij(klok, wereld):
    return stel_in_gebreke(wereld, maak_tlv(wereld, status=Status.INGEDIEND))


def test_two_open_notices_about_one_request_are_refused(rij):
    with pytest.raises(IntegrityError, match="een_open_ingebrekestelling"):
        sql(NOG_EEN)

    zonder_index("een_open_ingebrekestelling")
    sql(NOG_EEN)


@pytest.mark.parametrize(
    ("regel", "opdracht"),
    [
        ("ingebrekestelling_afgedaan_op", f"UPDATE {TABEL} SET stand = 'ingetrokken'"),
        ("ingebrekestelling_afgedaan_op", f"UPDATE {TABEL} SET afgedaan_op = now()"),
        ("geen_dwangsom_met_grond", DICHT + "stand = 'geen'"),
        ("geen_dwangsom_met_grond", DICHT + "stand = 'geen', grond = 'ongegrond'"),
        ("geen_dwangsom_met_grond", f"UPDATE {TABEL} SET grond = 'ongegrond'"),
        ("dwangsom_vastgesteld_is_compleet", DICHT + "stand = 'vastgesteld'"),
        (
            "dwangsom_vastgesteld_is_compleet",
            DICHT
            + "stand = 'vastgesteld', besluitnummer = 'DW-1', eerste_dag = now(), laatste_dag = now(), bedrag = 0",
        ),
        ("dwangsom_vastgesteld_is_compleet", f"UPDATE {TABEL} SET bedrag = 23"),
    ],
)
def test_notice_that_is_half_settled_is_refused(rij, regel, opdracht):
    with pytest.raises(IntegrityError, match=regel):
        sql(opdracht)

    zonder(TABEL, regel)
    sql(opdracht)


@pytest.mark.parametrize("opdracht", [f"UPDATE {TABEL} SET toelichting = 'Anders.'", f"DELETE FROM {TABEL}"])
def test_what_was_decided_never_changes_and_never_goes(wereld, rij, opdracht):
    workflow.geen_dwangsom(
        Tlvaanvraag.objects.get(pk=rij.aanvraag_id),
        door=wereld.personas.directeur,
        bevestigd_op=timezone.now(),
        grond="ongegrond",
        toelichting="De aanvraag ging over een andere leerling.",
    )
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"):
        sql(opdracht)

    zonder_triggers(TABEL)
    sql(opdracht)
