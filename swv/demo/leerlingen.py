"""Invented pupils: ten at every school for regular and practical education, the same ones on every machine."""

import uuid
from datetime import date, timedelta
from random import Random

from swv.organisaties.models import Leerling, School

PER_SCHOOL = 10
_ZAAD = uuid.UUID("6f0c9c0e-5d0b-5a4e-9b3a-20260801aaaa")
_JONGSTE = date(2014, 9, 30)
_DAGEN = 5 * 365

VOORNAMEN = (
    *("Noa", "Zoë", "Léon", "Jayden", "Fatima", "Björn", "Anaïs", "Tijn", "Siënna", "Mees", "Amina", "Daan"),
    *("Renée", "Milan", "Sjoerd", "Chloë", "Ömer", "Lotte", "Thijs", "Saïda", "Jurre", "Esmée", "Dewi", "Raúl"),
    *("Femke", "Youssef", "Isa", "Bram", "Nina", "Kofi", "Tess", "Şevval", "Guus", "Lieke", "Ravi", "Eva"),
)
# Half of the pupils has a particle before the surname.
TUSSENVOEGSELS = ("van", "de", "van der", "van den", "ten", "el", "in ’t", "op de", "’t", "von", "dos")
ACHTERNAMEN = (
    *("Bakker", "Jansen", "Özdemir", "Müller", "Hoekstra", "Boateng", "Vries", "Berg", "Heuvel", "Kämpfer"),
    *("Idrissi", "Veld", "Peeters", "Núñez", "Dijk", "Brink", "Zande", "Sørensen", "Kooij", "Meijer", "Yılmaz"),
    *("Broek", "Wiśniewski", "Graaf", "Santos", "Linden", "Hof", "Visser-Brandão", "Horst", "Çelik"),
)


def leerlingen_laden() -> int:
    """Make the pupils that are not there yet. Gives how many schools got their pupils."""
    scholen = School.objects.filter(soort__in=(School.Soort.VO, School.Soort.PRO)).order_by("code")
    bekend = set(Leerling.objects.values_list("school_id", flat=True).distinct())
    nieuw = [school for school in scholen if school.pk not in bekend]
    Leerling.objects.bulk_create(
        (leerling for school in nieuw for leerling in _leerlingen(school)), ignore_conflicts=True
    )
    return len(nieuw)


def leerling_pk(school: str, nummer: int) -> uuid.UUID:
    """The key of a pupil of the demo, wherever that pupil went afterwards; `school` is where the pupil began."""
    return uuid.uuid5(_ZAAD, f"{school}/{nummer}")


def _leerlingen(school: School) -> list[Leerling]:
    kans = Random(f"swv-demo {school.code}")
    voornamen = kans.sample(VOORNAMEN, PER_SCHOOL)
    achternamen = kans.sample(ACHTERNAMEN, PER_SCHOOL)
    return [
        Leerling(
            pk=leerling_pk(school.code, nummer),
            school=school,
            voornaam=voornamen[nummer],
            tussenvoegsel=kans.choice(TUSSENVOEGSELS) if kans.random() < 0.5 else "",
            achternaam=achternamen[nummer],
            geboortedatum=_JONGSTE - timedelta(days=kans.randrange(_DAGEN)),
            leerlingnummer=f"{school.code[2:]}-{kans.randrange(1000, 10000)}-{nummer}",
        )
        for nummer in range(PER_SCHOOL)
    ]
