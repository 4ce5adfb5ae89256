"""How a letter reaches who it is for: in the portal, or by post for who has no account or wants paper (Awb 2:13)."""

from django.db import transaction
from django.utils import timezone

from swv.documenten.models import Brief, Inzage
from swv.kern.fouten import VerkeerdeStatus
from swv.organisaties.models import Gebruiker
from toelating import berichten
from toelating.models import Tlvaanvraag, Verzending
from toelating.ouders import geadresseerden


def aanvrager_digitaal(brief: Brief, aanvraag: Tlvaanvraag) -> None:
    """The board and the school read it in the portal from this moment on, and get a notification."""
    verstuurd = berichten.sturen(aanvraag, "brief_klaar", berichten.aanvragers(aanvraag), sleutel=str(brief.pk))
    Verzending.objects.get_or_create(
        brief=brief,
        aan=Verzending.Aan.AANVRAGER,
        naam=aanvraag.school.bestuur.naam,
        defaults={
            "kanaal": Verzending.Kanaal.DIGITAAL,
            "verzonden_op": timezone.now(),
            "bericht": verstuurd[0] if verstuurd else None,
        },
    )


def ouders_per_post(brief: Brief, aanvraag: Tlvaanvraag) -> None:
    """For each parent with an address of their own a letter lies ready to be printed and posted."""
    for naam, adres in geadresseerden(aanvraag):
        Verzending.objects.get_or_create(
            brief=brief,
            aan=Verzending.Aan.OUDERS,
            naam=naam,
            defaults={"kanaal": Verzending.Kanaal.PAPIER, "adres": adres},
        )


@transaction.atomic
def op_de_post(*, verzending: Verzending, door: Gebruiker) -> Verzending:
    """Somebody of the bureau posted it today: the term to object of this addressee starts tomorrow.

    Raises VerkeerdeStatus when it was posted before.
    """
    rij = Verzending.objects.select_for_update().get(pk=verzending.pk)
    if rij.verzonden_op:
        raise VerkeerdeStatus("Deze brief is al verstuurd. Ververs de pagina.")
    rij.verzonden_op, rij.verzonden_door = timezone.now(), door
    rij.save(update_fields=["verzonden_op", "verzonden_door"])
    return rij


def eerst_bekeken(verzending: Verzending) -> Inzage | None:
    """When somebody of the addressee first opened the letter; only a digital one leaves a trace."""
    if verzending.kanaal != Verzending.Kanaal.DIGITAAL:
        return None
    aanvraag = verzending.brief.bron
    assert isinstance(aanvraag, Tlvaanvraag)
    mensen = berichten.aanvragers(aanvraag).values("pk")
    gezien = Inzage.objects.filter(bestand_id=verzending.brief_id, is_toegestaan=True, gebruiker__in=mensen)
    return gezien.order_by("op").first()
