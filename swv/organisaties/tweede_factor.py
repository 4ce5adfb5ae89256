"""The second factor at the moment of an act: a decision is signed with a code that nobody used before."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from swv.organisaties.models import Gebruiker

MAX_POGINGEN = 5
POGINGEN_PERIODE = 300  # seconds


def is_juist(gebruiker: Gebruiker, code: str) -> bool:
    """True once for a right code of the authenticator app; at most five wrong tries in five minutes."""
    teller = f"tweede-factor:{gebruiker.pk}"
    if cache.get(teller, 0) >= MAX_POGINGEN:
        return False
    factor = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).first()
    cijfers = "".join(teken for teken in str(code) if teken.isdigit())
    if factor is not None and TOTP(factor).validate_code(cijfers):
        cache.delete(teller)
        return True
    cache.add(teller, 0, POGINGEN_PERIODE)
    cache.incr(teller)
    return False
