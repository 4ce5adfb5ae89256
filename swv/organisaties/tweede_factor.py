"""The code of the authenticator app: at login, and again at the moment of an act. Every code works once.

allauth remembers a used code in the cache for one period of 30 seconds, but with a tolerance of one period a code is
accepted for 90 seconds. So the period of the last code used is kept with the app itself, in the database, and only a
later one counts (RFC 6238, 5.2). Login, confirmation and signing share it.
"""

import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from swv.organisaties.models import Gebruiker

MAX_POGINGEN = 5
POGINGEN_PERIODE = 300  # seconds
LAATSTE_STAP = "laatste_stap"  # in Authenticator.data: the period (unix time / 30 s) of the last code used


def cijfers(code: object) -> str:
    """What was typed without the spaces and dashes that people put between digits."""
    return "".join(teken for teken in str(code) if teken.isascii() and teken.isdigit())


def is_juist(gebruiker: Gebruiker, code: str) -> bool:
    """True once for a right code of the authenticator app; at most five tries in five minutes.

    Call it inside the transaction of the act: when the act is refused and rolled back, the code is not used up.
    The number of tries is kept apart from the transaction, so a rollback does not give new ones.
    """
    teller = f"tweede-factor:{gebruiker.pk}"
    if not _poging(teller):
        return False
    factor = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).first()
    if factor is None or not verbruik(factor, cijfers(code)):
        return False
    cache.delete(teller)
    return True


def _poging(teller: str) -> bool:
    """Count this try before it is judged, so that tries at the same moment do not slip past the limit."""
    cache.add(teller, 0, POGINGEN_PERIODE)
    try:
        return cache.incr(teller) <= MAX_POGINGEN
    except ValueError:  # the period ended between the two calls
        return True


@transaction.atomic
def verbruik(factor: Authenticator, code: str) -> bool:
    """Whether `code` fits a period after the last one used; that period is then used up, also for others at once."""
    factor = Authenticator.objects.select_for_update().get(pk=factor.pk)
    stap = passende_stap(decrypt(factor.data["secret"]), code)
    if stap is None or stap <= factor.data.get(LAATSTE_STAP, 0):
        return False
    factor.data[LAATSTE_STAP] = stap
    factor.save(update_fields=["data"])
    return True


def passende_stap(geheim: str, code: str) -> int | None:
    """The period whose code this is, of those accepted now (one before, now, one after); None when it is none."""
    for stap in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(geheim, stap))):
            return stap
    return None


def volgende_stap(factor: Authenticator) -> int:
    """The first period from now on whose code was not used yet."""
    return max(int(time.time()) // app_settings.TOTP_PERIOD, factor.data.get(LAATSTE_STAP, 0) + 1)


def is_bewezen(request: HttpRequest) -> bool:
    """Whether this session, not just this person, has shown a second factor."""
    return any(bewijs.get("method") == "mfa" for bewijs in get_authentication_records(request, request.user))


def leg_vast(request: HttpRequest, factor: Authenticator) -> None:
    """This session showed the factor by setting it up. The code typed for that does not work a second time."""
    if factor.type == Authenticator.Type.TOTP:
        stap = passende_stap(decrypt(factor.data["secret"]), cijfers(request.POST.get("code", "")))
        factor.data[LAATSTE_STAP] = stap or 0
        factor.save(update_fields=["data"])
    record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type)
