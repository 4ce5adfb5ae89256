"""The doors to an act, as a test comes through them: portal, admin, API and task. Each answers with one word: done,
unknown (this person cannot see it), or the code of the refusal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from rest_framework.authtoken.models import Token

from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.taakdeur import GEDAAN, ONBEKEND
from swv.organisaties.models import Gebruiker
from tests.personas import code_van, log_in

HTTP_STATUS = {
    "verkeerde_status": 409,
    "verouderd": 409,
    "niet_toegestaan": 403,
    "bevestiging_nodig": 403,
    "voorwaarde": 422,
    "ongeldig": 422,
}
# Coming in leaves these traces, also when the act is refused.
VAN_INLOGGEN = {"mfa_authenticator", "authtoken_token", "organisaties_gebruiker"}

Deur = Callable[[Any, str, Gebruiker, Mapping[str, Any]], str]


def webdeur(adres: str, client: Client, gegevens: Mapping[str, Any]) -> str:
    antwoord = client.post(adres, gegevens)
    if antwoord.status_code == 302:
        return GEDAAN
    if antwoord.status_code == 404:
        return ONBEKEND
    weigering = antwoord.context["weigering"]
    assert antwoord.status_code == HTTP_STATUS[weigering.code]
    assert weigering.zin in antwoord.content.decode() or weigering.code in ("ongeldig", "bevestiging_nodig")
    return str(weigering.code)


def apideur(adres: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> str:
    token, _ = Token.objects.get_or_create(user=door)
    koppen = {"authorization": f"Token {token}"}
    antwoord = Client().post(adres, gegevens, content_type="application/json", headers=koppen)
    if antwoord.status_code == 404:
        return ONBEKEND
    if antwoord.status_code == 200:
        return GEDAAN
    assert antwoord["Content-Type"] == "application/problem+json"
    assert antwoord.status_code == antwoord.json()["status"] == HTTP_STATUS[antwoord.json()["code"]]
    return str(antwoord.json()["code"])


@dataclass
class Deuren:
    """The doors to one kind of dossier, each by its address; a page that does not exist is no door."""

    portaal: str = ""
    beheer: str = ""
    api: str = ""
    taak: Any = None

    def __post_init__(self) -> None:
        self.clients: dict[int, Client] = {}

    def inloggen(self, *mensen: Gebruiker) -> None:
        """Come in once, before a savepoint that would forget it."""
        for persoon in mensen:
            self.clients[persoon.pk] = log_in(Client(), persoon)
            Token.objects.get_or_create(user=persoon)

    def voor(self, door: Gebruiker) -> dict[str, Deur]:
        """The doors that this person can come through."""
        deuren: dict[str, Deur] = {"api": self._api} if self.api else {}
        if _bestaat(self.portaal):
            deuren["portaal"] = self._web(self.portaal)
        if door.is_staff and _bestaat(self.beheer):
            deuren["beheer"] = self._web(self.beheer)
        if self.taak is not None:
            deuren["taak"] = self._taak
        return deuren

    def gelukt(self, dossier: Dossier, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> dict[str, str]:
        """What each door answers when nothing is in the way, with a fresh code where there is one. Each starts from the
        same rows."""
        uitkomst = {}
        for deur, open_ in self.voor(door).items():
            punt = transaction.savepoint()
            code = {"code": code_van(door)} if deur != "taak" else {}
            uitkomst[deur] = open_(dossier.pk, naam, door, {**gegevens, **code})
            if uitkomst[deur] == GEDAAN:
                assert Gebeurtenis.objects.van(dossier).filter(handeling=naam, door=door).exists()
            transaction.savepoint_rollback(punt)
        return uitkomst

    def geweigerd(self, dossier: Dossier, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> set[str]:
        """What the doors answer to somebody or something that must be refused. Nothing is rolled back: the caller
        looks whether something changed."""
        return {open_(dossier.pk, naam, door, gegevens) for open_ in self.voor(door).values()}

    def _web(self, naam_van_pagina: str) -> Deur:
        def open_(pk: Any, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> str:
            if door.pk not in self.clients:
                self.inloggen(door)
            return webdeur(reverse(naam_van_pagina, args=[pk, naam]), self.clients[door.pk], gegevens)

        return open_

    def _api(self, pk: Any, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> str:
        return apideur(f"{self.api}/{pk}/handelingen/{naam}", door, gegevens)

    def _taak(self, pk: Any, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> str:
        gegevens = dict(gegevens)
        return str(self.taak(str(pk), naam, door.pk, gegevens, gegevens.pop("versie", None)))


def _bestaat(naam_van_pagina: str) -> bool:
    if not naam_van_pagina:
        return False
    try:
        reverse(naam_van_pagina, args=["00000000-0000-4000-8000-000000000000", "x"])
    except NoReverseMatch:
        return False
    return True
