"""The invented people of the demo: one account per role, everybody with the same password and an own second factor."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password
from django.db import transaction

from swv.organisaties.models import Gebruiker, Rol, Rolsoort, School, Schoolbestuur

DOMEIN = "demo.example"
WACHTWOORD = "welkom-in-almere-2026"
GELDIG_VAN = "2024-08-01"


@dataclass(frozen=True)
class Persoon:
    """Somebody of the demo; `school` is a BRIN with vestiging, `bestuur` a bestuursnummer."""

    account: str
    rol: Rolsoort
    naam: str
    functie: str
    telefoon: str
    school: str = ""
    bestuur: str = ""

    @property
    def email(self) -> str:
        return f"{self.account}@{DOMEIN}"

    @property
    def geheim(self) -> str:
        """The secret of the authenticator app: the same on every machine, another one per account."""
        return base64.b32encode(hmac.digest(b"swv-demo", self.account.encode(), hashlib.sha1)).decode()


MENSEN = (
    Persoon(
        "coordinator",
        Rolsoort.COORDINATOR,
        "Sanne van der Meulen",
        "Ondersteuningscoördinator Helen Parkhurst",
        "036 123 45 01",
        school="16AW01",
    ),
    Persoon(
        "coordinator-baken",
        Rolsoort.COORDINATOR,
        "Yusuf Çelik",
        "Ondersteuningscoördinator Baken Park Lyceum",
        "036 123 45 02",
        school="01FP01",
    ),
    Persoon(
        "bestuur",
        Rolsoort.BESTUUR,
        "Marijke ’t Hart",
        "Bestuurssecretaris Almeerse Scholen Groep",
        "036 123 45 03",
        bestuur="41676",
    ),
    Persoon(
        "bestuur-baken",
        Rolsoort.BESTUUR,
        "René Brouwer",
        "Bestuurssecretaris Het Baken Almere",
        "036 123 45 04",
        bestuur="42620",
    ),
    Persoon(
        "coordinator-vso",
        Rolsoort.COORDINATOR,
        "Ilse de Graaf",
        "Commissie voor de begeleiding, vso Aventurijn",
        "036 123 45 05",
        school="30EF00",
    ),
    Persoon(
        "bestuur-vso",
        Rolsoort.BESTUUR,
        "Hugo Peeters",
        "Bestuurssecretaris Stichting Almere Speciaal",
        "036 123 45 06",
        bestuur="41880",
    ),
    Persoon("bureau", Rolsoort.BUREAU, "Noor Bakker", "Behandelaar aanvragen", "036 123 45 11"),
    Persoon("bureau-collega", Rolsoort.BUREAU, "Daniël de Wit", "Onderwijsadviseur", "036 123 45 12"),
    Persoon("deskundige", Rolsoort.DESKUNDIGE, "Fenna Hoekstra-Ibáñez", "Orthopedagoog-generalist", "036 123 45 13"),
    Persoon("jeugdarts", Rolsoort.DESKUNDIGE, "Rashid Belkacem", "Jeugdarts", "036 123 45 18"),
    Persoon("voorzitter", Rolsoort.COMMISSIELID, "Annemiek Brand", "Voorzitter commissie", "036 123 45 19"),
    Persoon("commissielid", Rolsoort.COMMISSIELID, "Wouter Dijkstra", "Lid van de commissie", "036 123 45 20"),
    Persoon("toeleiding", Rolsoort.BUREAU, "Petra Kuipers", "Teamleider Toeleiding", "036 123 45 21"),
    Persoon("directeur", Rolsoort.DIRECTEUR, "Carolien van ’t Hoff", "Directeur-bestuurder", "036 123 45 14"),
    Persoon("controller", Rolsoort.CONTROLLER, "Jeroen Smit", "Controller", "036 123 45 15"),
    Persoon("beheerder", Rolsoort.BEHEERDER, "Aïcha el Amrani", "Functioneel beheerder", "036 123 45 16"),
    Persoon("gast", Rolsoort.GAST, "Gitta Verhoeven", "Zorgcoördinator Voorbeeld College, Lelystad", "0320 123 456"),
    Persoon(
        "coordinator-collega",
        Rolsoort.COORDINATOR,
        "Fatima Benali",
        "Zorgcoördinator bovenbouw Helen Parkhurst",
        "036 123 45 22",
        school="16AW01",
    ),
    Persoon("partner", Rolsoort.PARTNER, "Tom Verstraete", "Consulent zieke leerlingen", "036 123 45 17"),
)


@transaction.atomic
def mensen_laden() -> int:
    """Make the people that are not there yet, with role, password and authenticator app. Gives how many are new."""
    bekend = set(Gebruiker.objects.values_list("email", flat=True))
    nieuw = [persoon for persoon in MENSEN if persoon.email not in bekend]
    if not nieuw:
        return 0
    wachtwoord = make_password(WACHTWOORD)
    scholen = {school.code: school for school in School.objects.all()}
    besturen = {bestuur.nummer: bestuur for bestuur in Schoolbestuur.objects.all()}
    for persoon in nieuw:
        gebruiker = Gebruiker.objects.create(
            email=persoon.email,
            naam=persoon.naam,
            functie=persoon.functie,
            telefoon=persoon.telefoon,
            password=wachtwoord,
        )
        Rol.objects.create(
            gebruiker=gebruiker,
            soort=persoon.rol,
            school=scholen[persoon.school] if persoon.school else None,
            bestuur=besturen[persoon.bestuur] if persoon.bestuur else None,
            geldig_van=GELDIG_VAN,
        )
        EmailAddress.objects.create(user=gebruiker, email=persoon.email, verified=True, primary=True)
        Authenticator.objects.create(
            user=gebruiker, type=Authenticator.Type.TOTP, data={"secret": encrypt(persoon.geheim)}
        )
    return len(nieuw)
