"""A hold on what is kept: nothing of the dossier is destroyed while it stands."""

from django.utils import timezone

from swv.organisaties.models import Gebruiker
from toelating import forms, rules
from toelating.models import Tlvaanvraag, Vasthouding
from toelating.models.aanvraag import AFGESLOTEN
from toelating.workflow.basis import BUREAU, workflow


def is_vastgehouden(aanvraag: Tlvaanvraag) -> bool:
    return any(rij.is_open for rij in aanvraag.vasthoudingen.all())


@workflow.transition(
    source=AFGESLOTEN,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Langer bewaren",
    geldt=lambda aanvraag: not is_vastgehouden(aanvraag),
    invoer=forms.VasthoudenForm,
    is_intern=True,
)
def vasthouden(aanvraag: Tlvaanvraag, *, door: Gebruiker, grond: str, reden: str) -> str:
    """Somebody went to court, or complains: the dossier stays as it is until that is over."""
    rij = Vasthouding.objects.create(aanvraag=aanvraag, grond=grond, reden=reden, door=door)
    return f"{rij.get_grond_display().capitalize()}: {reden}"


@workflow.transition(
    source=AFGESLOTEN,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Niet langer vasthouden",
    geldt=is_vastgehouden,
    is_intern=True,
)
def vasthouden_opheffen(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> str:
    """It is over: the ordinary terms count again. After an appeal they count from today."""
    rij = aanvraag.vasthoudingen.get(opgeheven_op__isnull=True)
    rij.opgeheven_op, rij.opgeheven_door = timezone.localdate(), door
    rij.save(update_fields=["opgeheven_op", "opgeheven_door"])
    return str(rij.get_grond_display()).capitalize()
