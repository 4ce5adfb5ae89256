"""What a change of an award does to its follow-through, in the transaction of the signature."""

from datetime import date

from django.utils import timezone

from aanvragen.models import Aanvraag, Uitvoering
from aanvragen.uitvoering.stand import met_stand, reden_om_af_te_ronden
from aanvragen.uitvoering.workflow.uitvoering import hervatten, wijziging_volgen


def volg(aanvraag: Aanvraag, *, wat: str, is_meer: bool = False, vervalt_vanaf: date | None = None) -> None:
    """Hours, last day or the award itself changed; `wat` says how, without money and names. What runs goes on with
    that; what had ended goes on again when the award gives more (`is_meer`) and there is something to do. From
    `vervalt_vanaf` on nothing takes place."""
    uitvoering = met_stand(Uitvoering.objects.filter(aanvraag=aanvraag)).first()
    if uitvoering is None:
        return
    if uitvoering.loopt:
        wijziging_volgen(uitvoering, door=None, wat=wat, vervalt_vanaf=vervalt_vanaf)
    elif is_meer and reden_om_af_te_ronden(uitvoering, timezone.localdate()) is None:
        hervatten(uitvoering, door=None, wat=wat)
