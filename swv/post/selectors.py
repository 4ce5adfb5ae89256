"""Reads of the outbox: for the dossier and for who keeps an eye on the post."""

from datetime import datetime, timedelta

from django.db.models import Model, Q

from swv.post.models import Bericht, BerichtQuerySet

TE_LANG_ONDERWEG = timedelta(minutes=15)


def berichten(bron: Model) -> BerichtQuerySet:
    """The messages about a dossier, newest first, without their contents."""
    return Bericht.objects.van(bron).select_related("aan").defer("tekst", "html")


def vraagt_aandacht(nu: datetime) -> BerichtQuerySet:
    """Messages that a person must look at: failed, uncertain, or not gone after a quarter of an hour."""
    return Bericht.objects.filter(
        Q(staat__in=[Bericht.Staat.MISLUKT, Bericht.Staat.ONZEKER])
        | Q(
            staat__in=[Bericht.Staat.KLAAR, Bericht.Staat.WORDT_VERZONDEN],
            proberen_vanaf__lt=nu - TE_LANG_ONDERWEG,
        )
    )
