"""Several people at the same moment, each on a connection of their own; and what the database itself refuses."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.factories.toelating import maak_wereld
from tests.factories.verklaringen import zaai
from toelating import nachtwerk
from toelating.models import Plaatsing, Verklaring, Verklaringstatus
from toelating.workflow import verklaring as na

V = Verklaringstatus


def tegelijk(*daden):
    """Everybody starts at the same moment; gives the outcomes in order, refusals included."""
    start = threading.Barrier(len(daden))

    def doe(daad):
        try:
            start.wait(timeout=10)
            return daad()
        except Geweigerd as weigering:
            return weigering
        finally:
            connection.close()

    with ThreadPoolExecutor(len(daden)) as groep:
        return [toekomst.result(timeout=60) for toekomst in [groep.submit(doe, daad) for daad in daden]]


def anderen(aantal):
    """Coördinatoren of other vso schools."""
    for nummer in range(aantal):
        school = SchoolFactory(soort="vso")
        yield (
            school,
            maak_gebruiker(
                Rolsoort.COORDINATOR, email=f"vso{nummer}@portaal.example", naam=f"Vso {nummer}", school=school
            ),
        )


@pytest.mark.django_db(transaction=True)
def test_schools_that_collect_at_the_same_moment_give_one_that_has_it():
    verklaring = zaai(maak_wereld())
    mensen = list(anderen(4))

    uitkomsten = tegelijk(
        *(lambda wie=wie, school=school: na.ophalen(verklaring, door=wie, school=school) for school, wie in mensen)
    )

    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["VerkeerdeStatus"] * 3 + ["Verklaring"]
    verklaring.refresh_from_db()
    winnaar = next(uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, Verklaring))
    assert verklaring.school == winnaar.school
    assert Gebeurtenis.objects.van(verklaring).count() == 1


@pytest.mark.django_db(transaction=True)
def test_overstap_to_two_schools_at_once_gives_one_open_placement():
    wereld = maak_wereld()
    vandaag = timezone.localdate()
    verklaring = zaai(
        wereld, status=V.VERZILVERD, ingang=vandaag - timedelta(days=9), geplaatst_op=vandaag - timedelta(days=5)
    )
    daden = [
        lambda wie=wie, school=school: na.overstappen(
            verklaring, door=wie, school=school, geplaatst_op=vandaag, leerlingnummer="1"
        )
        for school, wie in anderen(2)
    ]

    uitkomsten = tegelijk(*daden)

    gelukt = [uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, Verklaring)]
    assert len(gelukt) == 1
    assert Plaatsing.objects.filter(verklaring=verklaring, tot=None).get().school == gelukt[0].school


@pytest.mark.django_db(transaction=True)
def test_two_nights_at_once_end_each_tlv_once():
    wereld = maak_wereld()
    verklaringen = [
        zaai(wereld, status=V.VERZILVERD, ingang=date(2024, 8, 1), einde=date(2025, 7, 31)) for _ in range(5)
    ]

    gedaan = tegelijk(nachtwerk.bijwerken, nachtwerk.bijwerken)

    assert sum(rij.verlopen for rij in gedaan) == 5
    assert all(Gebeurtenis.objects.van(rij).count() == 1 for rij in verklaringen)


# --- The database has the last word ----------------------------------------------------------------------------------

INVOEGEN = """
    INSERT INTO toelating_verklaring (id, status, versie, aangemaakt_op, gewijzigd_op, nummer, aanvraag_id, leerling_id,
        onderwijs, categorie, ingang, einde, geldig_tot, afgegeven_op, reden_einde, na_afloop)
    SELECT gen_random_uuid(), %(status)s, 1, now(), now(), %(nummer)s, aanvraag_id, leerling_id,
        onderwijs, categorie, %(ingang)s, %(einde)s, %(tot)s, afgegeven_op, '', ''
    FROM toelating_verklaring WHERE id = %(naast)s
"""


def voeg_in(naast, *, ingang, einde, tot=None, status="afgegeven", nummer="VO9999-2020-00001"):
    waarden = {"naast": naast.pk, "ingang": ingang, "einde": einde, "tot": tot or einde}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INVOEGEN, {**waarden, "status": status, "nummer": nummer})


@pytest.fixture
def tot_2027(wereld):
    return zaai(wereld, ingang=date(2026, 8, 1), einde=date(2027, 7, 31))


DEZELFDE_DAGEN = (
    (date(2027, 7, 31), date(2028, 7, 31)),  # one day
    (date(2025, 8, 1), date(2027, 7, 31)),
    (date(2026, 8, 1), date(2027, 7, 31)),
    (date(2027, 1, 1), date(2028, 7, 31)),
)


@pytest.mark.django_db
def test_second_tlv_for_the_same_days_is_refused_by_the_database(tot_2027):
    for ingang, einde in DEZELFDE_DAGEN:
        with pytest.raises(IntegrityError, match="een_tlv_tegelijk_per_leerling"):
            voeg_in(tot_2027, ingang=ingang, einde=einde)


ERNAAST = (
    {"ingang": date(2027, 8, 1), "einde": date(2028, 7, 31)},  # the day after
    {"ingang": date(2025, 8, 1), "einde": date(2026, 7, 31)},  # until the day before
    {"ingang": date(2026, 8, 1), "einde": date(2027, 7, 31), "status": "vervallen"},
    {"ingang": date(2026, 8, 1), "einde": date(2027, 7, 31), "status": "ingetrokken"},
    {"ingang": date(2026, 8, 1), "einde": date(2027, 7, 31), "status": "herroepen"},
)


@pytest.mark.django_db
def test_tlv_beside_it_that_does_not_count_on_the_same_days_is_stored(tot_2027):
    for nummer, opties in enumerate(ERNAAST):
        voeg_in(tot_2027, nummer=f"VO9999-2020-{nummer:05d}", **opties)

    assert Verklaring.objects.filter(leerling=tot_2027.leerling).count() == 1 + len(ERNAAST)


ONMOGELIJK = {
    "verklaring_eindigt_op_31_juli": {"einde": date(2028, 7, 30)},
    "verklaring_telt_niet_langer": {"einde": date(2028, 7, 31), "tot": date(2028, 8, 1)},
    "verzilverd_met_plaats": {"einde": date(2028, 7, 31), "status": "verzilverd"},
}


@pytest.mark.django_db
def test_tlv_that_cannot_be_is_refused_by_the_database(tot_2027):
    for fout, waarden in ONMOGELIJK.items():
        with pytest.raises(IntegrityError, match=fout):
            voeg_in(tot_2027, ingang=date(2027, 8, 1), **waarden)


@pytest.mark.django_db
def test_two_placements_on_one_day_are_refused_by_the_database(wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD, ingang=date(2026, 8, 1), einde=date(2027, 7, 31))

    with pytest.raises(IntegrityError, match="een_plaatsing_tegelijk"), transaction.atomic():
        Plaatsing.objects.create(verklaring=verklaring, school=wereld.vso_school, van=date(2027, 1, 1))
