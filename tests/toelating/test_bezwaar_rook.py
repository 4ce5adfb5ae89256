import pytest
from tests.factories.bezwaar import maak_besluit, maak_bezwaar, maak_bundels
from toelating.models import Bezwaarstatus
pytestmark = pytest.mark.django_db

@pytest.mark.parametrize("status", Bezwaarstatus)
def test_reached(wereld, status):
    a = maak_besluit(wereld)
    u = {"gegrond":"gegrond","niet_ontvankelijk":"niet_ontvankelijk"}.get(status, "ongegrond")
    if u == "niet_ontvankelijk":
        from datetime import timedelta
        from django.utils import timezone
        from toelating.models import Verzending
        Verzending.objects.update(verzonden_op=timezone.now() - timedelta(days=60))
    b = maak_bezwaar(wereld, a, status=status, uitkomst=u)
    assert b.status == status

def test_bundel(wereld):
    a = maak_besluit(wereld)
    b = maak_bundels(wereld, maak_bezwaar(wereld, a, status="bij_lbt"))
    for x in b.bundels.all():
        open(f"/tmp/bz/{x.voor}.pdf","wb").write(x.bijlage.bestand.open().read())
        print(x.bladen, x.inhoud)
