"""Boards, schools, pupils and people, the same ones on every run."""

from datetime import date
from string import ascii_uppercase
from typing import Any

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from swv.organisaties.models import (
    Gebruiker,
    Leerling,
    Rol,
    Rolsoort,
    Samenwerkingsverband,
    School,
    Schoolbestuur,
)

WACHTWOORD = "fiets-regen-lantaarn-27"
GEHEIM = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # one shared secret: codes of `log_in` are never checked with it


class SamenwerkingsverbandFactory(DjangoModelFactory):
    class Meta:
        model = Samenwerkingsverband
        django_get_or_create = ("id",)

    id = 1
    naam = "Samenwerkingsverband VO Proefstad"
    nummer = "VO2708"
    adres = "Proefweg 1"
    postcode = "1234 AB"
    plaats = "Proefstad"
    telefoon = "010 123 45 67"
    email = "bureau@swv-proefstad.example"
    website = "https://swv-proefstad.example"
    contactpersoon = "Noor Bakker"
    rsin = "000000012"


class SchoolbestuurFactory(DjangoModelFactory):
    class Meta:
        model = Schoolbestuur
        django_get_or_create = ("nummer",)

    nummer = factory.Sequence(lambda n: f"{40001 + n}")
    naam = factory.LazyAttribute(lambda rij: f"Bestuur {rij.nummer}")
    adres = "Postbus 10"
    postcode = "1300 AA"
    plaats = "Almere"


def _schoolcode(nummer: int) -> str:
    """`10AB00`, `10AB01`, ... `99AB99`, `10BB00`: enough for a run of every test."""
    letter, plek = divmod(nummer, 9000)
    return f"{10 + plek // 100}{ascii_uppercase[letter]}B{plek % 100:02d}"


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School
        django_get_or_create = ("code",)

    code = factory.Sequence(_schoolcode)
    naam = factory.LazyAttribute(lambda rij: f"School {rij.code}")
    soort = School.Soort.VO
    bestuur = factory.SubFactory(SchoolbestuurFactory)
    adres = "Schoolstraat 1"
    postcode = "1311 AB"
    plaats = "Almere"


class LeerlingFactory(DjangoModelFactory):
    class Meta:
        model = Leerling

    school = factory.SubFactory(SchoolFactory)
    voornaam = "Zoë"
    tussenvoegsel = "van der"
    achternaam = factory.Sequence(lambda n: f"Proef{n}")
    geboortedatum = date(2012, 4, 30)
    leerlingnummer = factory.Sequence(lambda n: f"{100000 + n}")


class GebruikerFactory(DjangoModelFactory):
    """Somebody with a password and no role. `met_factor=True` adds the authenticator app."""

    class Meta:
        model = Gebruiker
        django_get_or_create = ("email",)
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persoon{n}@portaal.example")
    naam = factory.Sequence(lambda n: f"Persoon {n}")
    password = factory.LazyFunction(lambda: make_password(WACHTWOORD))

    @factory.post_generation
    def met_factor(self: Gebruiker, create: bool, waarde: bool, **kwargs: Any) -> None:  # type: ignore[misc]
        if create and waarde:
            geef_factor(self)


class RolFactory(DjangoModelFactory):
    class Meta:
        model = Rol

    gebruiker = factory.SubFactory(GebruikerFactory)
    soort = Rolsoort.BUREAU
    geldig_van = date(2020, 8, 1)


def geef_factor(gebruiker: Gebruiker, *, geheim: str = GEHEIM) -> Authenticator:
    """The authenticator app of somebody, with a confirmed e-mail address."""
    EmailAddress.objects.get_or_create(
        user=gebruiker, email=gebruiker.email, defaults={"verified": True, "primary": True}
    )
    factor = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).first()
    if factor is None:
        return TOTP.activate(gebruiker, geheim).instance
    factor.data["secret"] = encrypt(geheim)
    factor.save(update_fields=["data"])
    return factor


def maak_gebruiker(soort: str = "", *, email: str, naam: str, **rol: Any) -> Gebruiker:
    """Somebody with one role (or none) and an authenticator app, ready for `log_in`."""
    gebruiker = GebruikerFactory(email=email, naam=naam, met_factor=True)
    if soort:
        RolFactory(gebruiker=gebruiker, soort=soort, **rol)
    return gebruiker
