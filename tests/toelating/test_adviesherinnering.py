"""An expert is reminded before and after the day, until the advice is given."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Opdracht
from swv.kern.opdrachten import uitvoeren
from swv.post.models import Bericht
from swv.termijnen.tasks import herinneren
from tests.factories.toelating import maak_tlv, oordeel
from toelating import workflow
from toelating.models import Deskundigenadvies, Status

pytestmark = pytest.mark.django_db


def test_reminder_goes_to_who_has_not_advised_once_per_moment_and_leads_to_the_request(wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    workflow.advies_geven(aanvraag, door=wereld.arts, tekst="Mijn advies.", **oordeel(aanvraag))
    uiterlijk = Deskundigenadvies.objects.get(deskundige=wereld.orthopedagoog).uiterlijk
    over = uiterlijk - timezone.localdate()

    for dagen in range(-7, 4):
        with time_machine.travel(timezone.now() + over + timedelta(days=dagen)):
            for _ in range(2):
                herinneren()
                for rij in Opdracht.objects.filter(soort=workflow.HERINNEREN):
                    uitvoeren(rij.pk)

    verstuurd = Bericht.objects.filter(soort="tlv_herinnering_advies")
    assert [bericht.aan.naam for bericht in verstuurd] == ["Ortho", "Ortho"]
    assert all(reverse("toelating:advies", args=[aanvraag.pk]) in bericht.tekst for bericht in verstuurd)
