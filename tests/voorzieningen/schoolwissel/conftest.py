import pytest

from tests.factories.schoolwissel import SchoolwisselFactory, WisselrondeFactory, plek_voor
from tests.personas import Personas
from tests.voorzieningen.plaatsen.conftest import werk_af
from voorzieningen.models import Schoolwissel, Wisselronde
from voorzieningen.schoolwissel.ronde import verdeling_berekenen

__all__ = ["werk_af"]


@pytest.fixture
def ronde(db: None) -> Wisselronde:
    return WisselrondeFactory()


@pytest.fixture
def zoeker(personas: Personas, ronde: Wisselronde) -> Schoolwissel:
    """A pupil of school A; school B has one place that fits, and a proposal says so."""
    plek_voor(personas.school_elders)
    wissel = SchoolwisselFactory(ronde=ronde, school=personas.school, wens1=personas.school_elders)
    verdeling_berekenen(ronde, door=personas.bureau)
    werk_af()
    return wissel
