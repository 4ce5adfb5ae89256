"""The personal address of somebody's calendar feed. Whoever has the address reads the feed, so it is as long as a
good password, is shown once, is stored as a hash, can be withdrawn, and ends when nobody uses it for a year."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from swv.kern.fouten import NietToegestaan
from swv.organisaties.models import Gebruiker
from toelating.kalender import heeft_agenda
from toelating.models import Agendasleutel

LENGTE = 32  # bytes: 256 bits
BLIJFT_ONGEBRUIKT = timedelta(days=365)
NOTEREN_NA = timedelta(days=1)  # a program asks every hour; the day of the last time is enough


@transaction.atomic
def maken(*, gebruiker: Gebruiker) -> str:
    """A new address; the one before stops at once. Gives the token, which nobody can read back later.

    Raises NietToegestaan for somebody who has nothing to put in a calendar.
    """
    if not heeft_agenda(gebruiker):
        raise NietToegestaan("Voor uw rol is er geen agenda. Vraag het bureau als u denkt dat dit niet klopt.")
    Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    intrekken(gebruiker=gebruiker)
    token = secrets.token_urlsafe(LENGTE)
    Agendasleutel.objects.create(gebruiker=gebruiker, hash=_hash(token))
    return token


def intrekken(*, gebruiker: Gebruiker) -> bool:
    """Stop the address; False when there was none."""
    werkt = Agendasleutel.objects.filter(gebruiker=gebruiker, ingetrokken_op__isnull=True)
    return werkt.update(ingetrokken_op=timezone.now()) > 0


def huidige(gebruiker: Gebruiker) -> Agendasleutel | None:
    """The address that works now, without its token."""
    sleutel = Agendasleutel.objects.filter(gebruiker=gebruiker, ingetrokken_op__isnull=True).first()
    return sleutel if sleutel and not _is_verlopen(sleutel) else None


def gebruiker_van(token: str) -> Gebruiker | None:
    """Whose feed this is; None for an unknown, withdrawn or forgotten address and for who may no longer log in."""
    rijen = Agendasleutel.objects.select_related("gebruiker")
    sleutel = rijen.filter(hash=_hash(token), ingetrokken_op__isnull=True).first()
    if sleutel is None or _is_verlopen(sleutel) or not heeft_agenda(sleutel.gebruiker):
        return None
    nu = timezone.now()
    if sleutel.laatst_gebruikt_op is None or nu - sleutel.laatst_gebruikt_op >= NOTEREN_NA:
        Agendasleutel.objects.filter(pk=sleutel.pk).update(laatst_gebruikt_op=nu)
    return sleutel.gebruiker


def _is_verlopen(sleutel: Agendasleutel) -> bool:
    return timezone.now() - (sleutel.laatst_gebruikt_op or sleutel.gemaakt_op) > BLIJFT_ONGEBRUIKT


def _hash(token: str) -> str:
    """256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
