"""Two people at the same moment: one paper becomes one case, one signature one decision."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Rolsoort
from tests.factories.bezwaar import behandelaar, gegevens, maak_besluit, maak_bezwaar, papier
from tests.factories.organisaties import RolFactory
from tests.factories.toelating import maak_wereld
from toelating.bezwaar.services import bezwaar_registreren
from toelating.models import Bezwaar, Verklaring
from toelating.workflow import bezwaar as acts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]


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


def test_same_paper_by_two_people_and_two_signatures_at_once():
    wereld = maak_wereld()
    besluit = maak_besluit(wereld)
    stuk = papier().read()

    def registreer(door, sleutel):
        bestand = papier("brief.png")
        bestand.file.seek(0)
        bestand.file.write(stuk)
        bestand.seek(0)
        return bezwaar_registreren(
            aanvraag=besluit, door=door, sleutel=sleutel, bestanden=[bestand], **gegevens(naam="A. de Boer")
        )

    bureau, collega, sleutel = wereld.personas.bureau, behandelaar(wereld), uuid.uuid4()
    uitkomsten = tegelijk(
        lambda: registreer(bureau, sleutel),
        lambda: registreer(bureau, sleutel),
        lambda: registreer(collega, uuid.uuid4()),
    )

    assert Bezwaar.objects.count() == 1
    gelukt = [rij for rij in uitkomsten if isinstance(rij, Bezwaar)]
    geweigerd = [rij.zin for rij in uitkomsten if isinstance(rij, Geweigerd)]
    assert len(set(gelukt)) == 1
    assert all("BZ-" in zin for zin in geweigerd)

    bezwaar = maak_bezwaar(wereld, besluit, status="ter_ondertekening", uitkomst="gegrond", gevolg="wijzigen")
    vervanger = RolFactory(soort=Rolsoort.DIRECTEUR).gebruiker

    uitkomsten = tegelijk(
        *(
            lambda door=door: acts.gegrond_verklaren(bezwaar, door=door, bevestigd_op=timezone.now())
            for door in (wereld.personas.directeur, vervanger)
        )
    )

    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Bezwaar", "VerkeerdeStatus"]
    assert Verklaring.objects.count() == 2
    assert Brief.objects.van(bezwaar).filter(soort="beslissing op bezwaar").count() == 2
