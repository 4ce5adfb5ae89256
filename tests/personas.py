"""The people of the tests, named after their relation to a dossier of school A.

`personas` makes them all; `log_in(client, user)` logs somebody in with both factors, as allauth leaves a session.
The root conftest imports the fixtures: `from tests.personas import personas`.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, fields

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.test import Client

from swv.organisaties import tweede_factor
from swv.organisaties.models import Gebruiker, Rolsoort, School, Schoolbestuur
from tests.factories.organisaties import SchoolbestuurFactory, SchoolFactory, geef_factor, maak_gebruiker


@dataclass(frozen=True)
class Personas:
    """Two boards. Board A has school A and a sister school; board B has school B."""

    bestuur_a: Schoolbestuur
    bestuur_b: Schoolbestuur
    school: School
    zusterschool: School
    school_elders: School
    coordinator: Gebruiker
    coordinator_zuster: Gebruiker
    coordinator_elders: Gebruiker
    bestuur: Gebruiker
    bestuur_elders: Gebruiker
    bureau: Gebruiker
    bureau_collega: Gebruiker
    deskundige: Gebruiker
    directeur: Gebruiker
    controller: Gebruiker
    beheerder: Gebruiker
    partner: Gebruiker
    zonder_rol: Gebruiker

    def mensen(self) -> Iterator[tuple[str, Gebruiker]]:
        """Every person with the name of the relation, for a matrix."""
        for veld in fields(self):
            waarde = getattr(self, veld.name)
            if isinstance(waarde, Gebruiker):
                yield veld.name, waarde


# The names of all people, for parametrize: the fixture itself needs the database.
MENSEN = tuple(veld.name for veld in fields(Personas) if veld.type is Gebruiker)


def maak_personas() -> Personas:
    bestuur_a = SchoolbestuurFactory(nummer="41001", naam="Stichting Scholen A")
    bestuur_b = SchoolbestuurFactory(nummer="42002", naam="Stichting Scholen B")
    school = SchoolFactory(code="01AA00", naam="School A", bestuur=bestuur_a)
    zusterschool = SchoolFactory(code="01AA01", naam="Zusterschool A", bestuur=bestuur_a)
    school_elders = SchoolFactory(code="02BB00", naam="School B", bestuur=bestuur_b)

    def persoon(naam: str, soort: str = "", **plek: object) -> Gebruiker:
        return maak_gebruiker(soort, email=f"{naam.lower().replace(' ', '.')}@portaal.example", naam=naam, **plek)

    return Personas(
        bestuur_a=bestuur_a,
        bestuur_b=bestuur_b,
        school=school,
        zusterschool=zusterschool,
        school_elders=school_elders,
        coordinator=persoon("Coordinator A", Rolsoort.COORDINATOR, school=school),
        coordinator_zuster=persoon("Coordinator Zuster", Rolsoort.COORDINATOR, school=zusterschool),
        coordinator_elders=persoon("Coordinator B", Rolsoort.COORDINATOR, school=school_elders),
        bestuur=persoon("Bestuur A", Rolsoort.BESTUUR, bestuur=bestuur_a),
        bestuur_elders=persoon("Bestuur B", Rolsoort.BESTUUR, bestuur=bestuur_b),
        bureau=persoon("Bureau Een", Rolsoort.BUREAU),
        bureau_collega=persoon("Bureau Twee", Rolsoort.BUREAU),
        deskundige=persoon("Deskundige", Rolsoort.DESKUNDIGE),
        directeur=persoon("Directeur", Rolsoort.DIRECTEUR),
        controller=persoon("Controller", Rolsoort.CONTROLLER),
        beheerder=persoon("Beheerder", Rolsoort.BEHEERDER),
        partner=persoon("Partner", Rolsoort.PARTNER),
        zonder_rol=persoon("Zonder Rol"),
    )


@pytest.fixture
def personas(db: None) -> Personas:
    return maak_personas()


def log_in(client: Client, gebruiker: Gebruiker) -> Client:
    """Logs in as after password and code: the session holds both proofs. Gives `client` back."""
    factor = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).first()
    if factor is None:
        factor = geef_factor(gebruiker)
    client.force_login(gebruiker, backend=settings.AUTHENTICATION_BACKENDS[0])
    nu = time.time()
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(gebruiker)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": nu, "email": gebruiker.email},
        {"method": "mfa", "at": nu, "id": factor.pk, "type": "totp"},
    ]
    session.save()
    return client


def code_van(gebruiker: Gebruiker) -> str:
    """Six digits that work now, as the authenticator app shows them; a code used before is forgotten first."""
    factor = Authenticator.objects.get(user=gebruiker, type=Authenticator.Type.TOTP)
    if factor.data.pop(tweede_factor.LAATSTE_STAP, None) is not None:
        factor.save(update_fields=["data"])
    return code_bij(factor)


def code_bij(factor: Authenticator, *, stap: int = 0) -> str:
    """The code of a period of 30 seconds, counted from now."""
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), int(time.time()) // 30 + stap))
