"""What the page of a dossier that was sent shows in every room: the question, the term, the course, what was sent."""

from collections.abc import Iterable
from typing import Any

from swv.documenten.models import Brief
from swv.documenten.selectors import brieven_van
from swv.invullen.antwoorden import antwoordregels, is_leeg
from swv.invullen.gesprekken import stand_voor_school
from swv.invullen.models import Invuldossier
from swv.invullen.views.samen import samencontext
from swv.invullen.views.woorden import Woorden
from swv.invullen.voortgang import bijlagenblokken, verstuurde_antwoorden, voortgang
from swv.kern.handelingen import formulier
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Gebruiker
from swv.termijnen.selectors import Termijnoverzicht, overzicht


def beslistermijn_van(dossier: Invuldossier) -> Termijnoverzicht | None:
    """The term of the decision with its sum; None before it began."""
    return next((rij for rij in overzicht(dossier) if rij.termijn.soort == dossier.klok), None)


def openbaar_verloop(dossier: Invuldossier) -> list[Gebeurtenis]:
    """What the school may know of what happened, newest first; never what is internal to the bureau."""
    return list(Gebeurtenis.objects.van(dossier).openbaar().select_related("door"))


def conceptcontext(dossier: Invuldossier, gebruiker: Gebruiker, woorden: Woorden) -> dict[str, Any]:
    """For `invullen/concept.html`: the task list, and why the board sent it back when that happened last."""
    laatste = next(iter(openbaar_verloop(dossier)), None)
    return {
        "voortgang": voortgang(dossier),
        "is_leeg": is_leeg(dossier),
        "gesprek": stand_voor_school(dossier, gebruiker),
        **samencontext(dossier, gebruiker),
        "teruggestuurd": laatste if laatste and laatste.handeling == "terugsturen" else None,
        "handelingen": woorden.knoppen(dossier, gebruiker),
    }


def standcontext(
    dossier: Invuldossier, gebruiker: Gebruiker, woorden: Woorden, *, brieven: Iterable[Brief] | None = None
) -> dict[str, Any]:
    """For `invullen/detail.html`; `brieven` when this reader may not see every letter of the dossier."""
    vraag = dossier.open_vraag if dossier.wacht_op_aanvulling else None
    aanvullen = woorden.workflow["aanvullen"]
    mag_antwoorden = vraag is not None and aanvullen.weigering(dossier, gebruiker) is None
    termijn = beslistermijn_van(dossier)
    return {
        "vraag": vraag,
        "vraagform": formulier(aanvullen, dossier, door=gebruiker) if mag_antwoorden else None,
        "gesprek": stand_voor_school(dossier, gebruiker),
        **samencontext(dossier, gebruiker),
        "termijn": termijn,
        "toon_termijn": termijn is not None and termijn.termijn.is_open,
        "verloop": [(rij, woorden.gebeurde(rij)) for rij in openbaar_verloop(dossier)],
        "delen": antwoordregels(dossier, verstuurde_antwoorden(dossier)),
        "blokken": bijlagenblokken(dossier),
        "mag_bijlagen": dossier.mag_bijlagen(gebruiker),
        "brieven": list(brieven_van(dossier) if brieven is None else brieven),
        "handelingen": woorden.knoppen(dossier, gebruiker),
        "verzending": woorden.verzending(dossier, gebruiker),
    }
