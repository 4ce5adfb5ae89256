"""The doors to an act, as a test comes through them: portal, admin, API and task. Each answers with one word: done,
unknown (this person cannot see it), or the code of the refusal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.db import transaction
from django.test import Client
from django.urls import reverse
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
Bureaus = Callable[[Any, str, Gebruiker], Iterable[str]]


def webdeur(adres: str, client: Client, gegevens: Mapping[str, Any]) -> str:
    for waarde in gegevens.values():
        if isinstance(waarde, File):
            waarde.seek(0)  # it was sent through another door before
    antwoord = client.post(adres, gegevens)
    if antwoord.status_code == 302:
        return GEDAAN
    if antwoord.status_code == 404:
        return ONBEKEND
    weigering = (antwoord.context or {}).get("weigering")
    if weigering is None:
        assert antwoord.status_code == HTTP_STATUS["niet_toegestaan"]  # the page is closed to this person altogether
        return "niet_toegestaan"
    assert antwoord.status_code == HTTP_STATUS[weigering.code]
    pagina = antwoord.content.decode()
    assert (
        weigering.zin in pagina
        or weigering.code in ("ongeldig", "bevestiging_nodig")
        or (weigering.code == "verouderd" and "Dit dossier is veranderd" in pagina)
    )
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


def geen_bureaus(pk: Any, naam: str, door: Gebruiker) -> Iterable[str]:
    return ()


@dataclass
class Deuren:
    """The doors to one kind of dossier, each by the name of its address. What is not named is no door, on purpose.

    `portaal` and `beheer` take every act; `bureaus` gives the addresses of the pages for some acts only, such as the
    signing desk, for this dossier and person.
    """

    portaal: str = ""
    beheer: str = ""
    api: str = ""
    taak: Any = None
    bureaus: Bureaus = geen_bureaus

    def __post_init__(self) -> None:
        self.clients: dict[int, Client] = {}

    def inloggen(self, *mensen: Gebruiker) -> None:
        """Come in once, before a savepoint that would forget it."""
        for persoon in mensen:
            self.clients[persoon.pk] = log_in(Client(), persoon)
            Token.objects.get_or_create(user=persoon)

    def voor(self, door: Gebruiker, naam: str = "", pk: Any = None) -> dict[str, Deur]:
        """The doors that this person can come through; with the name of an act and a dossier also its desks."""
        deuren: dict[str, Deur] = {"api": self._api} if self.api else {}
        if self.portaal:
            deuren["portaal"] = self._web(self.portaal)
        if self.beheer and door.is_staff:
            deuren["beheer"] = self._web(self.beheer)
        if self.taak is not None:
            deuren["taak"] = self._taak
        for adres in self.bureaus(pk, naam, door) if naam else ():
            deuren[f"bureau {adres}"] = self._pagina(adres)
        return deuren

    def gelukt(self, dossier: Dossier, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> dict[str, str]:
        """What each door answers when nothing is in the way, with a fresh code where there is one. Each starts from the
        same rows."""
        uitkomst = {}
        for deur, open_ in self.voor(door, naam, dossier.pk).items():
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
        return {open_(dossier.pk, naam, door, gegevens) for open_ in self.voor(door, naam, dossier.pk).values()}

    def _web(self, naam_van_pagina: str) -> Deur:
        def open_(pk: Any, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> str:
            return self._post(reverse(naam_van_pagina, args=[pk, naam]), door, gegevens)

        return open_

    def _pagina(self, adres: str) -> Deur:
        return lambda pk, naam, door, gegevens: self._post(adres, door, gegevens)

    def _post(self, adres: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> str:
        if door.pk not in self.clients:
            self.inloggen(door)
        return webdeur(adres, self.clients[door.pk], gegevens)

    def _api(self, pk: Any, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> str:
        return apideur(f"{self.api}/{pk}/handelingen/{naam}", door, gegevens)

    def _taak(self, pk: Any, naam: str, door: Gebruiker, gegevens: Mapping[str, Any]) -> str:
        gegevens = dict(gegevens)
        return str(self.taak(str(pk), naam, door.pk, gegevens, gegevens.pop("versie", None)))
