"""Pupils in niet-schoolse voorzieningen; the same values every run."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.factories.organisaties import LeerlingFactory, SchoolFactory
from voorzieningen.models import Registratie


class RegistratieFactory(DjangoModelFactory):
    """Runs in the days of the tests."""

    class Meta:
        model = Registratie

    class Params:
        voorbij = factory.Trait(tot=date(2026, 8, 14))
        afgerond = factory.Trait(voorbij=True, status=Registratie.Status.AFGEROND, effect="bereikt")
        vervallen = factory.Trait(status=Registratie.Status.VERVALLEN, reden_einde="Niet begonnen.")

    kenmerk = factory.Sequence(lambda n: f"N-2627-{90_000 + n}")
    school = factory.SubFactory(SchoolFactory)
    leerling = factory.SubFactory(LeerlingFactory, school=factory.SelfAttribute("..school"))
    aanbieder = "Zorgboerderij"
    van = date(2026, 8, 3)
    tot = date(2027, 7, 1)
    uren_per_week = Decimal("8.0")
    doel = "ritme"
