"""Rounds, pupils who seek another school, and the places that schools have; the same values every run."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import factory
from factory.django import DjangoModelFactory

from swv.organisaties.models import School
from tests.factories.organisaties import GebruikerFactory, LeerlingFactory, SchoolFactory
from voorzieningen.models import Schoolaanbod, Schoolplaats, Schoolwissel, Wisselronde
from voorzieningen.models.schoolaanbod import Ondersteuning
from voorzieningen.models.schoolwissel import Bereik

JAAR = 2026
NIVEAUS = tuple(Schoolplaats.Niveau)


class WisselrondeFactory(DjangoModelFactory):
    """Runs in the school year of the tests."""

    class Meta:
        model = Wisselronde

    class Params:
        afgerond = factory.Trait(status=Wisselronde.Status.AFGEROND)

    schooljaar = JAAR
    aanmelden_tot = date(2027, 5, 1)
    doel_op = date(2027, 7, 1)


class SchoolplaatsFactory(DjangoModelFactory):
    class Meta:
        model = Schoolplaats

    school = factory.SubFactory(SchoolFactory)
    schooljaar = JAAR
    niveau = Schoolplaats.Niveau.HAVO
    leerjaar = 4
    aantal = 1
    door = factory.SubFactory(GebruikerFactory)


class SchoolaanbodFactory(DjangoModelFactory):
    class Meta:
        model = Schoolaanbod

    school = factory.SubFactory(SchoolFactory)
    door = factory.SubFactory(GebruikerFactory)


class SchoolwisselFactory(DjangoModelFactory):
    """A pupil for havo 4, wherever a place is. Proposed and placed need a place of `naar_school`."""

    class Meta:
        model = Schoolwissel

    class Params:
        voorgesteld = factory.Trait(
            status=Schoolwissel.Status.VOORGESTELD,
            naar_niveau=Schoolplaats.Niveau.HAVO,
            voorgesteld_op=date(2026, 8, 14),
            antwoord_uiterlijk=date(2026, 8, 21),
        )
        geplaatst = factory.Trait(
            voorgesteld=True, status=Schoolwissel.Status.GEPLAATST, geplaatst_op=date(2026, 8, 14)
        )
        ingetrokken = factory.Trait(status=Schoolwissel.Status.INGETROKKEN, reden_einde="Blijft toch.")

    ronde = factory.SubFactory(WisselrondeFactory)
    school = factory.SubFactory(SchoolFactory)
    leerling = factory.SubFactory(LeerlingFactory, school=factory.SelfAttribute("..school"))
    kenmerk = factory.Sequence(lambda n: f"W-2627-{90_000 + n}")
    niveaus = [Schoolplaats.Niveau.HAVO]
    leerjaar = 4
    postcode = "1315"
    bereik = Bereik.OVERAL
    toestemming_op = date(2026, 8, 1)


def plek_voor(school: School, aantal: int = 1, **anders: object) -> Schoolplaats:
    """Places in havo 4 of this school."""
    return SchoolplaatsFactory(school=school, aantal=aantal, **anders)


def veel(ronde: Wisselronde, scholen: list[School], *, leerlingen: int, plaatsen: int, zaad: int = 1) -> None:
    """Many invented pupils of the first school, and so many single places over the other schools."""
    kans = Random(zaad)
    eigen, *andere = scholen
    leerjaren = range(1, 5)
    vakken = [(school, niveau, jaar) for school in andere for niveau in NIVEAUS for jaar in leerjaren]
    for school, niveau, jaar in kans.sample(vakken, min(plaatsen, len(vakken))):
        plek_voor(school, niveau=niveau, leerjaar=jaar)
    for school in andere[::2]:
        SchoolaanbodFactory(school=school, ondersteuning=[*Ondersteuning][::2])
    begin = datetime(2026, 8, 3, 9, tzinfo=UTC)
    for _nummer in range(leerlingen):
        hoogste = kans.randrange(1, len(NIVEAUS))
        SchoolwisselFactory(
            ronde=ronde,
            school=eigen,
            aangemeld_op=begin + timedelta(minutes=kans.randrange(5000)),
            niveaus=list(NIVEAUS[hoogste - 1 : hoogste + 1]),
            leerjaar=kans.choice(leerjaren),
            bereik=kans.choice([Bereik.STAD, Bereik.OVERAL, Bereik.WENSEN]),
            nodig=kans.sample([*Ondersteuning], kans.choice([0, 0, 1])),
            **{f"wens{n}": school for n, school in enumerate(kans.sample(andere, kans.randrange(1, 4)), start=1)},
        )
