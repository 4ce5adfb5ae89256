"""Putting a message ready, and letting one go out again."""

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from swv.kern.fouten import NietToegestaan, VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from swv.kern.opdrachten import klaarzetten
from swv.organisaties.models import Gebruiker
from swv.post.models import Bericht
from swv.post.opmaak import opmaken

VERSTUREN = "post.bericht"
ONGELDIG_ADRES = "Dit is geen geldig e-mailadres. Verbeter het adres van de gebruiker en verstuur opnieuw."


@transaction.atomic
def bericht_klaarzetten(
    *, bron: Model | None, aan: Gebruiker, soort: str, sleutel: str, context: Mapping[str, Any]
) -> Bericht:
    """Write a message from `templates/post/<soort>.txt` and ask for its delivery, once per `sleutel`.

    It goes out after the transaction of the caller commits, to the address that `aan` has now. `context`: see
    `swv.post.opmaak.opmaken`. A wrong address never stops the act that sends: the message fails visibly instead.
    """
    if bestaand := Bericht.objects.filter(sleutel=sleutel).first():
        return bestaand
    opgemaakt = opmaken(soort, context, aan=aan)
    pk = uuid4()
    velden = {
        "id": pk,
        "content_type": ContentType.objects.get_for_model(bron) if bron else None,
        "object_id": bron.pk if bron else None,
        "aan": aan,
        "adres": aan.email,
        "soort": soort,
        "onderwerp": opgemaakt.onderwerp,
        "tekst": opgemaakt.tekst,
        "html": opgemaakt.html,
        "message_id": f"<{pk}@{_eigen_domein()}>",
    }
    if not _is_adres(aan.email):
        velden |= {"adres": "", "staat": Bericht.Staat.MISLUKT, "fout": ONGELDIG_ADRES}
    bericht, is_nieuw = Bericht.objects.get_or_create(sleutel=sleutel, defaults=velden)
    if is_nieuw and bericht.staat == Bericht.Staat.KLAAR:
        _laat_versturen(bericht)
    return bericht


@transaction.atomic
def opnieuw_versturen(*, bericht: Bericht, door: Gebruiker) -> Bericht:
    """A person decides that an uncertain or failed message goes out again, with the same Message-ID.

    A failed message goes to the address that the person has now: it may have been corrected. An uncertain one goes
    to the same address, so that a mail program can see that it is the same message. Raises Geweigerd.
    """
    if not door.has_perm("post.opnieuw_versturen"):
        raise NietToegestaan("Alleen het bureau en de beheerder versturen een bericht opnieuw. Vraag het hun.")
    rij = Bericht.objects.select_for_update(of=("self",)).select_related("aan").get(pk=bericht.pk)
    if rij.staat not in (Bericht.Staat.ONZEKER, Bericht.Staat.MISLUKT):
        raise VerkeerdeStatus(
            f"Dit bericht is {rij.get_staat_display()}. U kunt alleen een onzeker of mislukt bericht opnieuw "
            "versturen. Ververs de pagina."
        )
    if rij.staat == Bericht.Staat.MISLUKT:
        if not _is_adres(rij.aan.email):
            raise VerkeerdeStatus(ONGELDIG_ADRES)
        rij.adres = rij.aan.email
    rij.staat, rij.fout = Bericht.Staat.KLAAR, ""
    rij.ronde += 1
    rij.proberen_vanaf = timezone.now()
    rij.save()
    _laat_versturen(rij)
    if rij.content_type_id and rij.object_id:
        Gebeurtenis.objects.create(
            content_type_id=rij.content_type_id,
            object_id=rij.object_id,
            handeling="bericht_opnieuw_versturen",
            label="Bericht opnieuw verstuurd",
            door=door,
            toelichting=rij.onderwerp,
            is_intern=True,
        )
    return rij


def _laat_versturen(bericht: Bericht) -> None:
    klaarzetten(VERSTUREN, sleutel=f"bericht:{bericht.pk}:{bericht.ronde}", object_id=bericht.pk)


def _is_adres(adres: str) -> bool:
    try:
        validate_email(adres)
    except ValidationError:
        return False
    return True


def _eigen_domein() -> str:
    """Right-hand side of our Message-IDs: the domain that we send from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "portaal.invalid"
