"""Writes around organisations and people that are no change of state of a dossier."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.authtoken.models import Token

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker, Rol, School, Schoolbestuur

SCHOLEN = Path(__file__).resolve().parent / "gegevens" / "scholen_almere.csv"


@dataclass(frozen=True)
class Geladen:
    """How many rows a load added; rows that were there already are left as they are."""

    besturen: int
    scholen: int


@transaction.atomic
def organisaties_laden(bron: Path = SCHOLEN) -> Geladen:
    """Load boards and schools from the member list of Almere (2018). What exists already keeps its corrections.

    The list names no board per school: `bestuur_nr_afgeleid` was derived from names and addresses. What is odd in
    the source (a code without its letter, the postcode of another town) is stored as it is, with the remark.
    """
    with bron.open(encoding="utf-8", newline="") as bestand:
        rijen = list(csv.DictReader(bestand))
    besturen = _besturen_laden(rij for rij in rijen if rij["record"] == "bestuur")
    scholen = _scholen_laden(rij for rij in rijen if rij["record"] == "vestiging")
    return Geladen(besturen=besturen, scholen=scholen)


def _besturen_laden(rijen: Iterable[dict[str, str]]) -> int:
    bekend = set(Schoolbestuur.objects.values_list("nummer", flat=True))
    nieuw = [
        Schoolbestuur(
            nummer=rij["nummer"],
            naam=rij["naam"],
            adres=rij["adres_of_correspondentie"],
            postcode=rij["postcode"],
            plaats=rij["plaats"],
        )
        for rij in rijen
        if rij["nummer"] not in bekend
    ]
    return len(Schoolbestuur.objects.bulk_create(nieuw))


def _scholen_laden(rijen: Iterable[dict[str, str]]) -> int:
    bekend = set(School.objects.values_list("code", flat=True))
    besturen = {bestuur.nummer: bestuur for bestuur in Schoolbestuur.objects.all()}
    nieuw = [
        School(
            code=rij["nummer"],
            naam=rij["naam"],
            soort=rij["soort"],
            bestuur=besturen[rij["bestuur_nr_afgeleid"]],
            adres=rij["adres_of_correspondentie"],
            postcode=rij["postcode"],
            plaats=rij["plaats"],
            opmerking=rij["opmerking"],
        )
        for rij in rijen
        if rij["nummer"] not in bekend
    ]
    return len(School.objects.bulk_create(nieuw))


def email_bijwerken(*, gebruiker: Gebruiker) -> None:
    """Keep the one address that allauth knows equal to the address of the account: confirmed by the administrator."""
    EmailAddress.objects.filter(user=gebruiker).exclude(email=gebruiker.email).delete()
    EmailAddress.objects.update_or_create(
        user=gebruiker, email=gebruiker.email, defaults={"verified": True, "primary": True}
    )


def gebruiker_uitnodigen(*, gebruiker: Gebruiker, request: HttpRequest) -> None:
    """Mail a link to choose a password; the first login asks for the second factor.

    The link is allauth's for a new password: it works once, and it is useless after the password has changed.
    """
    email_bijwerken(gebruiker=gebruiker)
    formulier = ResetPasswordForm({"email": gebruiker.email})
    if not gebruiker.is_active or not formulier.is_valid():
        raise VoorwaardeNietVervuld(
            f"De uitnodiging aan {gebruiker.email} is niet verstuurd. Controleer of het e-mailadres klopt en of de "
            "gebruiker actief is."
        )
    formulier.save(request)


def rol_beeindigen(*, rol: Rol, per: date | None = None) -> Rol:
    """End a role, by default from today on; the row stays, so it can be seen who could do what and when.

    A role that starts today or later was never used on a day before: it is taken back whole.
    """
    dag = per or timezone.localdate()
    if rol.geldig_tot is not None and rol.geldig_tot <= dag:
        raise VoorwaardeNietVervuld("Deze rol is al beëindigd.")
    rol.geldig_tot = max(dag, rol.geldig_van + timedelta(days=1))
    rol.save(update_fields=["geldig_tot"])
    return rol


@transaction.atomic
def tweede_factor_wissen(*, gebruiker: Gebruiker) -> None:
    """Take away every second factor of somebody who lost the phone; the next login asks for a new one.

    Only after the identity was checked as at the start. Every session and the token of the API end, and the password
    no longer works: a new one is chosen through a new invitation, so a found password alone does not enrol a factor.
    """
    Authenticator.objects.filter(user=gebruiker).delete()
    Token.objects.filter(user=gebruiker).delete()
    gebruiker.set_unusable_password()
    gebruiker.save(update_fields=["password"])
    sessies_beeindigen(gebruiker=gebruiker)


def sessies_beeindigen(*, gebruiker: Gebruiker, behalve: str | None = None) -> int:
    """End every session of somebody on every computer, but not `behalve`. Gives the number of sessions ended."""
    eigen = [
        sessie.pk
        for sessie in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if sessie.pk != behalve and sessie.get_decoded().get("_auth_user_id") == str(gebruiker.pk)
    ]
    Session.objects.filter(pk__in=eigen).delete()
    return len(eigen)
