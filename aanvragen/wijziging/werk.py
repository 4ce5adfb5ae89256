"""What a school or its board has to do for changes, for the home page (see `swv.kern.werk`)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from aanvragen.models import Wijziging, Wijzigingstatus
from aanvragen.models.wijziging import BESLOTEN, OPEN, VAN_DE_SCHOOL
from aanvragen.wijziging import rules, teksten
from aanvragen.wijziging.selectors import is_van
from swv.invullen.models import Aanvullingsverzoek
from swv.kern.opmaak import datum
from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort

RECENT = 5


def schoolwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """The open changes of the own school or board, and the last decisions. Three queries at most."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return
    zichtbaar = Wijziging.objects.for_user(gebruiker).filter(
        VAN_DE_SCHOOL, aanvraag__school_id__in=gebruiker.school_ids
    )
    zichtbaar = zichtbaar.select_related("aanvraag__school__bestuur", "aanvraag__leerling", "aangevraagd_door")
    vragen = Prefetch("aanvullingsverzoeken", queryset=Aanvullingsverzoek.objects.open(), to_attr="open_vragen")
    for wijziging in zichtbaar.filter(status__in=OPEN).prefetch_related(vragen)[:HOOGSTENS]:
        yield _lopend(wijziging, gebruiker)
    for besloten in zichtbaar.filter(status__in=BESLOTEN).order_by("-besloten_op")[:RECENT]:
        yield _regel(besloten, Vak.BESLOTEN, zinnen=(teksten.stand(besloten).zin,))


def _lopend(wijziging: Wijziging, gebruiker: Gebruiker) -> Werkregel:
    """What an open change asks of this person; a line to wait for when it asks nothing."""
    if wijziging.is_concept and rules.is_coordinator.test(gebruiker, wijziging):
        begonnen = f"Begonnen door {wijziging.aangevraagd_door.naam} op {datum(wijziging.aangemaakt_op)}."
        zinnen = (begonnen, "De wijziging is nog niet verstuurd.")
        return _regel(wijziging, Vak.TE_DOEN, zinnen=zinnen, is_begonnen_werk=True)
    if wijziging.status == Wijzigingstatus.TER_MEDETEKENING and rules.is_bestuur.test(gebruiker, wijziging):
        zin = f"{wijziging.school.naam} vraagt u om mee te tekenen. De wijziging is nog niet verstuurd."
        return _regel(wijziging, Vak.TE_DOEN, badge="Meetekenen", zinnen=(zin,))
    if wijziging.wacht_op_aanvulling and is_van(wijziging, gebruiker):
        vragen: list[Aanvullingsverzoek] = getattr(wijziging, "open_vragen", [])
        vraag = vragen[0] if vragen else None
        return _regel(
            wijziging,
            Vak.TE_DOEN,
            badge="Vraag van het bureau",
            zinnen=(vraag.vraag,) if vraag else (),
            uiterlijk=vraag.uiterlijk if vraag else None,
            voor="Antwoord uiterlijk",
        )
    stand = teksten.stand(wijziging)
    return _regel(wijziging, Vak.WACHTEN, zinnen=tuple(zin for zin in (stand.zin, stand.vervolg) if zin))


def _regel(wijziging: Wijziging, vak: Vak, *, badge: str = "", **meer: Any) -> Werkregel:
    aanvraag = wijziging.aanvraag
    over = (aanvraag.soort_naam, wijziging.kenmerk, aanvraag.leerling.naam if aanvraag.leerling else "")
    return Werkregel(
        titel=wijziging.soort_naam,
        url=wijziging.get_absolute_url(),
        vak=vak,
        badge=badge or str(wijziging.get_status_display()),
        badgesoort="aandacht" if badge else teksten.BADGES[wijziging.status],
        over=tuple(deel for deel in over if deel),
        school=aanvraag.school.naam,
        **meer,
    )
