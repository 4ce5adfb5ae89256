"""Reads the mails that the demo wrote to a folder instead of sending them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.utils import timezone

MEESTE = 50
_STREEP = b"-" * 79 + b"\n"  # how Django's file backend ends a message


@dataclass(frozen=True)
class Mail:
    aan: str
    onderwerp: str
    tekst: str
    moment: datetime


def mails(map_: Path) -> list[Mail]:
    """The newest mails first, at most fifty. A folder that does not exist yet holds no mail."""
    bestanden = sorted(map_.glob("*.log"), key=lambda pad: pad.name, reverse=True)[:MEESTE]
    gevonden = [mail for pad in bestanden for mail in _in_bestand(pad)]
    return sorted(gevonden, key=lambda mail: mail.moment, reverse=True)[:MEESTE]


def _in_bestand(pad: Path) -> Iterator[Mail]:
    for stuk in pad.read_bytes().split(_STREEP):
        if stuk.strip():
            yield _lees(message_from_bytes(stuk, policy=policy.default), pad)


def _lees(bericht: EmailMessage, pad: Path) -> Mail:
    deel = bericht.get_body(preferencelist=("plain",))
    datum = bericht["Date"]
    moment = parsedate_to_datetime(datum) if datum else datetime.fromtimestamp(pad.stat().st_mtime, tz=UTC)
    if timezone.is_naive(moment):  # the zone -0000 of RFC 5322: universal time
        moment = moment.replace(tzinfo=UTC)
    return Mail(
        aan=str(bericht["To"] or ""),
        onderwerp=str(bericht["Subject"] or ""),
        tekst=deel.get_content() if deel is not None else "",
        moment=moment,
    )
