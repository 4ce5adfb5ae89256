"""What every page shows around its content: letterhead, menu of the own role, and who one is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from swv.organisaties.models import Gebruiker, Rolsoort, Samenwerkingsverband


@dataclass(frozen=True)
class Menupunt:
    label: str
    url: str
    actief: bool = False


_SCHOOL = (
    ("Mijn werk", "aanvragen:start"),
    ("Aanvragen", "aanvragen:lijst"),
    ("Toelating", "toelating:lijst"),
    ("TLV’s", "toelating:verklaringen"),
    ("Thuiszitters", "toelating:thuiszitters"),
    ("Voorzieningen", "voorzieningen:lijst"),
    ("Activiteiten", "activiteiten:programma"),
    ("Schoolwissel", "voorzieningen:schoolwissels"),
    ("Ons schooljaar", "aanvragen:schooljaar"),
)
_GELD = (
    ("Begroting", "financien:begroting_nu"),
    ("Betalen", "financien:betalen"),
    ("Rapporten", "financien:rapporten"),
)

# The menu per role, in the order of the roles here for somebody with more than one.
MENU: dict[str, tuple[tuple[str, str], ...]] = {
    Rolsoort.COORDINATOR: _SCHOOL,
    Rolsoort.BESTUUR: _SCHOOL,
    Rolsoort.DIRECTEUR: (
        ("Ondertekenen", "aanvragen:ondertekenen"),
        ("TLV’s ondertekenen", "toelating:ondertekenen"),
        ("TLV’s", "toelating:verklaringen"),
        ("Thuiszitters", "toelating:thuiszitters"),
        *_GELD,
        ("Werkvoorraad", "admin:index"),
    ),
    Rolsoort.BUREAU: (
        ("Werkvoorraad", "admin:index"),
        ("TLV’s", "toelating:verklaringen"),
        ("Thuiszitters", "toelating:thuiszitters"),
        ("Te posten", "toelating:post"),
        ("Commissie", "toelating:bijeenkomsten"),
        ("Gastscholen", "toelating:gasten"),
        ("Voorzieningen", "voorzieningen:lijst"),
        ("Activiteiten", "activiteiten:programma"),
        ("Plaatsen", "voorzieningen:plaatsen"),
        ("Schoolwissel", "voorzieningen:schoolwissels"),
        ("Robots", "voorzieningen:robots"),
        ("Jaarplan", "financien:jaarplan_nu"),
    ),
    Rolsoort.CONTROLLER: (*_GELD, ("TLV-cijfers", "toelating:cijfers"), ("Beheer", "admin:index")),
    Rolsoort.DESKUNDIGE: (
        ("Mijn dossiers", "aanvragen:start"),
        ("Adviseren", "toelating:adviseren"),
        ("Voorzieningen", "voorzieningen:lijst"),
        ("Activiteiten", "activiteiten:programma"),
    ),
    Rolsoort.COMMISSIELID: (
        ("Mijn werk", "aanvragen:start"),
        ("Bijeenkomsten", "toelating:bijeenkomsten"),
        ("Voorzieningen", "voorzieningen:lijst"),
        ("Activiteiten", "activiteiten:programma"),
    ),
    Rolsoort.GAST: (("Mijn aanvraag", "toelating:lijst"), ("Voorzieningen", "voorzieningen:lijst")),
    Rolsoort.PARTNER: (
        ("Mijn dossiers", "aanvragen:start"),
        ("Voorzieningen", "voorzieningen:lijst"),
        ("Activiteiten", "activiteiten:programma"),
    ),
    Rolsoort.BEHEERDER: (("Beheer", "admin:index"), ("Voorzieningen", "voorzieningen:lijst")),
}
# What does not follow from a role: a room above says for whom it is there (`menu_erbij`).
_ERBIJ: list[Callable[[Gebruiker], Iterable[tuple[str, str]]]] = []
ZONDER_LOGIN = (
    ("Voorzieningen", "voorzieningen:lijst"),
    ("Activiteiten", "activiteiten:programma"),
    ("Brief controleren", "documenten:verificatie"),
    ("Inloggen", "account_login"),
)


def menu_erbij(punten_voor: Callable[[Gebruiker], Iterable[tuple[str, str]]]) -> None:
    """Let a room add items to the menu of somebody: pairs of words and the name of an address. At most one query."""
    _ERBIJ.append(punten_voor)


def portaal(request: HttpRequest) -> dict[str, Any]:
    return {
        "swv": Samenwerkingsverband.huidig(),
        "omgeving": settings.OMGEVING,
        # Reckoned where it is shown: the admin has a menu of its own.
        "navigatie": SimpleLazyObject(lambda: navigatie(request)),
        "hoedanigheid": hoedanigheid(getattr(request, "user", AnonymousUser())),
    }


def navigatie(request: HttpRequest) -> list[Menupunt]:
    """The menu of this person; the item whose address fits this page best is marked. At most one query per room."""
    punten = {url: label for label, naam in _namen(getattr(request, "user", AnonymousUser())) if (url := _adres(naam))}
    passend = max((url for url in punten if _hoort_bij(request.path, url)), key=len, default="")
    return [Menupunt(label=label, url=url, actief=url == passend) for url, label in punten.items()]


def hoedanigheid(gebruiker: AbstractBaseUser | AnonymousUser) -> str:
    """In which role somebody is here: "ondersteuningscoördinator, Baken Park Lyceum"."""
    if not isinstance(gebruiker, Gebruiker):
        return ""
    delen = [
        f"{rol.get_soort_display()}, {plek.naam}" if (plek := rol.school or rol.bestuur) else rol.get_soort_display()
        for rol in gebruiker.rollen_nu
    ]
    return "; ".join(sorted(delen)[:2]) + (" en meer" if len(delen) > 2 else "")


def _namen(gebruiker: Gebruiker | AnonymousUser) -> Iterable[tuple[str, str]]:
    if not isinstance(gebruiker, Gebruiker):
        return ZONDER_LOGIN
    van_rol = [punt for soort, punten in MENU.items() if gebruiker.heeft_rol(soort) for punt in punten]
    return [*van_rol, *(punt for punten_voor in _ERBIJ for punt in punten_voor(gebruiker))]


def _adres(naam: str) -> str:
    try:
        return reverse(naam)
    except NoReverseMatch:
        return ""


def _hoort_bij(pad: str, url: str) -> bool:
    """The start page fits only itself; another item fits the pages below it too."""
    return pad == url if url == "/" else pad.startswith(url)
