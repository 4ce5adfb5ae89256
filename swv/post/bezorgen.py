"""The delivery of one message: claim, send, note. Each step is committed before the next one starts.

klaar -> wordt_verzonden -> verzonden
                         -> klaar      the server is away or asks to wait: the outbox tries again later
                         -> mislukt    the server refuses this message for good, or was away for two days
                         -> onzeker    nobody can tell whether the server took it: a person decides
"""

import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from swv.organisaties.models import Samenwerkingsverband
from swv.post.models import Bericht

Staat = Bericht.Staat

BLIJVEN_PROBEREN = timedelta(hours=48)
AFGEBROKEN = (
    "Het versturen is afgebroken. Misschien is het bericht al aangekomen. Vraag het de ontvanger, of verstuur opnieuw."
)
GEEN_ANTWOORD = (
    "De mailserver nam het bericht aan, maar bevestigde dat niet. Vraag de ontvanger of het bericht er is, "
    "of verstuur opnieuw."
)
GEEN_ACCOUNT = "De ontvanger heeft geen actief account meer. Stuur het bericht naar iemand anders."
TE_LANG_WEG = "De mailserver was 48 uur niet bereikbaar. Vraag de beheerder ernaar te kijken en verstuur opnieuw."


class LaterProberen(Exception):
    """Not now: the outbox tries again after a growing pause."""


def bezorgen(pk: UUID) -> None:
    """Send one message if it is waiting. A message found halfway was cut off: it becomes uncertain, never resent.

    Raises LaterProberen when the outbox has to try again. Must not run inside a transaction.
    """
    bericht = _claim(pk)
    if bericht is None:
        return
    verbinding = get_connection()
    poging = Poging(verbinding)
    try:
        poging.versturen(_mail(bericht))
    except Exception as fout:
        staat, zin = _oordeel(fout, poging, bericht)
        _noteer(bericht, staat=staat, fout=zin[:300])
        if staat == Staat.KLAAR:
            raise LaterProberen from fout
    else:
        _noteer(bericht, staat=Staat.VERZONDEN, verzonden_op=timezone.now(), fout="")
    finally:
        with suppress(Exception):  # The outcome is known; a server that is slow to say goodbye changes nothing.
            verbinding.close()


def _claim(pk: UUID) -> Bericht | None:
    """Take a waiting message; committed before anything is sent, so that a crash leaves a trace."""
    nu = timezone.now()
    with transaction.atomic(durable=True):
        bericht = Bericht.objects.select_for_update(of=("self",)).select_related("aan").get(pk=pk)
        if bericht.staat == Staat.WORDT_VERZONDEN:
            _afgebroken(bericht, nu)
            return None
        if bericht.staat != Staat.KLAAR:
            return None
        if not bericht.aan.is_active:
            bericht.staat, bericht.fout = Staat.MISLUKT, GEEN_ACCOUNT
            bericht.save(update_fields=["staat", "fout"])
            return None
        bericht.staat, bericht.geclaimd_op = Staat.WORDT_VERZONDEN, nu
        bericht.save(update_fields=["staat", "geclaimd_op"])
        return bericht


def _afgebroken(bericht: Bericht, nu: datetime) -> None:
    """The outbox gives work to a second worker only when the lease of the first ran out. Should the first still be
    busy after all, then this is too early to tell."""
    if bericht.geclaimd_op and nu - bericht.geclaimd_op < settings.OPDRACHT_LEASE / 2:
        raise LaterProberen
    bericht.staat, bericht.fout = Staat.ONZEKER, AFGEBROKEN
    bericht.save(update_fields=["staat", "fout"])


def _noteer(bericht: Bericht, **velden: Any) -> None:
    """Write the outcome of this attempt, also when the message was called uncertain meanwhile: now it is known."""
    Bericht.objects.filter(
        pk=bericht.pk, geclaimd_op=bericht.geclaimd_op, staat__in=[Staat.WORDT_VERZONDEN, Staat.ONZEKER]
    ).update(**velden)


class Poging:
    """One attempt over one connection, which remembers whether the message itself was under way."""

    def __init__(self, verbinding: BaseEmailBackend) -> None:
        self.verbinding = verbinding
        self.inhoud_onderweg = False

    def versturen(self, mail: EmailMultiAlternatives) -> None:
        self.verbinding.open()
        smtp = getattr(self.verbinding, "connection", None)
        if isinstance(smtp, smtplib.SMTP):
            self._let_op_inhoud(smtp)
        self.verbinding.send_messages([mail])

    def _let_op_inhoud(self, smtp: smtplib.SMTP) -> None:
        """Until the DATA command the server cannot have taken the message."""
        gewoon = smtp.data

        def data(msg: Any) -> tuple[int, bytes]:
            self.inhoud_onderweg = True
            return gewoon(msg)

        smtp.data = data  # type: ignore[method-assign]


def _mail(bericht: Bericht) -> EmailMultiAlternatives:
    swv_adres = Samenwerkingsverband.huidig().email
    mail = EmailMultiAlternatives(
        subject=bericht.onderwerp,
        body=bericht.tekst,
        to=[bericht.adres],
        reply_to=[swv_adres] if swv_adres else None,
        headers={
            "Message-ID": bericht.message_id,
            "Auto-Submitted": "auto-generated",  # no holiday replies (RFC 3834)
            "X-Auto-Response-Suppress": "All",
        },
    )
    mail.attach_alternative(bericht.html, "text/html")
    return mail


def _oordeel(fout: Exception, poging: Poging, bericht: Bericht) -> tuple[str, str]:
    """What became of the message, and the sentence for the bureau."""
    antwoord = _antwoord(fout)
    if antwoord and antwoord[0] >= 500:
        return Staat.MISLUKT, f"De mailserver weigert dit bericht: {antwoord[0]} {antwoord[1]}"
    if poging.inhoud_onderweg and antwoord is None:
        return Staat.ONZEKER, GEEN_ANTWOORD
    if isinstance(fout, ValueError):
        return Staat.MISLUKT, "Van dit bericht is geen geldige mail te maken. Meld dit aan de beheerder."
    if timezone.now() - bericht.proberen_vanaf >= BLIJVEN_PROBEREN:
        return Staat.MISLUKT, TE_LANG_WEG
    return Staat.KLAAR, f"Nog niet gelukt: {type(fout).__name__}. Het portaal probeert het opnieuw."


def _antwoord(fout: Exception) -> tuple[int, str] | None:
    """The answer of the server about this recipient or this message. Refusals of ourselves (login, sender) are
    not about the message: they pass when somebody repairs the settings."""
    tekst: bytes | str
    if isinstance(fout, smtplib.SMTPRecipientsRefused):
        code, tekst = next(iter(fout.recipients.values()))
    elif isinstance(fout, smtplib.SMTPDataError):
        code, tekst = fout.smtp_code, fout.smtp_error
    else:
        return None
    return code, tekst.decode(errors="replace") if isinstance(tekst, bytes) else str(tekst)
