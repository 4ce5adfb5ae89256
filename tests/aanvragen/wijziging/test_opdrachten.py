"""The worker: the letter is sealed and told once, however often that is asked."""

import pytest
from django.db import transaction

from aanvragen.models import Wijziging
from aanvragen.wijziging.documents import BEKENDMAKEN
from swv.documenten.models import Brief
from swv.kern.models import Gebeurtenis, Opdracht
from swv.kern.opdrachten import klaarzetten, uitvoeren
from swv.post.models import Bericht
from tests.aanvragen.levensloop import werk_af
from tests.factories.wijzigingen import leg_voor, stel_vast, toegekend, vraag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wereld")]


def test_whole_road_gives_one_letter_one_message_per_person_and_tells_once(personas, zegel):
    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, toegekend(personas), "meer", bedrag="13.000")))

    werk_af()
    brief = Brief.objects.van(wijziging).get()
    for poging in range(2):
        with transaction.atomic():
            klaarzetten(BEKENDMAKEN, sleutel=f"nog eens {poging}", object_id=brief.pk)
        assert uitvoeren(Opdracht.objects.get(sleutel=f"nog eens {poging}").pk)

    assert Wijziging.objects.get().bekendgemaakt_op is not None
    assert Gebeurtenis.objects.van(wijziging).filter(handeling="bekendmaken").count() == 1
    assert Bericht.objects.filter(soort="wijziging_brief_klaar").count() == 2  # coördinator and board
    assert set(Opdracht.objects.values_list("staat", flat=True)) == {"gedaan"}
