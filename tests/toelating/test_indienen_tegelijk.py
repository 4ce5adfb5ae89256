"""Two requests for one pupil that are sent at the same moment, each on a connection of their own."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.kern.nummering import volgend_nummer
from swv.kern.schooljaar import schooljaar
from tests.factories.toelating import maak_tlv, maak_wereld
from toelating import workflow
from toelating.models import Soort, Status, Tlvaanvraag


@pytest.mark.django_db(transaction=True)
def test_two_requests_for_one_pupil_at_once_leave_one_open():
    wereld = maak_wereld()
    maak_tlv(wereld, status=Status.INGETROKKEN, nummer=7)  # the pupil is known already
    beide = [
        maak_tlv(wereld, soort=soort, status=Status.TER_MEDETEKENING, nummer=7) for soort in (Soort.VSO, Soort.PRO)
    ]
    start = threading.Barrier(len(beide))

    def teken(aanvraag):
        try:
            start.wait(timeout=10)
            return workflow.medetekenen(aanvraag, door=wereld.personas.bestuur)
        except Geweigerd as weigering:
            return weigering
        finally:
            connection.close()

    with ThreadPoolExecutor(len(beide)) as groep:
        with transaction.atomic():
            # Who comes as far as the number waits here: each looked whether there was another one.
            volgend_nummer("tlvaanvraag", schooljaar(timezone.localdate()))
            bezig = [groep.submit(teken, aanvraag) for aanvraag in beide]
            time.sleep(1)
        uitkomsten = [toekomst.result(timeout=60) for toekomst in bezig]

    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Tlvaanvraag", "VoorwaardeNietVervuld"]
    assert Tlvaanvraag.objects.open().count() == 1
